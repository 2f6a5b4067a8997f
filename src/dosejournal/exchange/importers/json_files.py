"""JSON of another program, read strictly and within bounds, once for all who look at it."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn, TypeVar
from weakref import WeakKeyDictionary

from dosejournal.domain import progress
from dosejournal.domain.imports import Answers
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import texts
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.i18n import _

T = TypeVar("T")

MOST_VALUES = 1_500_000
"""As many objects, lists and commas: each value takes some 100 bytes, however short it is written.

Ten years of a diary with ten values an hour have half of them.
"""

_BEGINNINGS = ("{", "[")
_SIGNS = "{[,"
# several importers look at a file until one of them takes it
_SEEN: WeakKeyDictionary[ImportFile, Any] = WeakKeyDictionary()


def recognised(file: ImportFile) -> Any:
    """Return what a file holds, or None where it is no JSON or a damaged one."""
    try:
        return loaded(file)
    except ImportFileError:
        return None


def loaded(file: ImportFile) -> Any:
    """Return what a file of JSON holds: of objects, lists, texts, numbers, truths and None.

    Raises:
        ImportFileError: it is no JSON, cut short, too large or too deep.
    """
    if file not in _SEEN:
        try:
            _SEEN[file] = read(file.content())
        except ImportFileError as error:
            # the sentence alone, which no JSON is that `read` gives: an error would hold on to all
            # that was at work when it was raised, the file and its text among it
            _SEEN[file] = str(error)
    seen = _SEEN[file]
    if isinstance(seen, str):
        raise ImportFileError(seen)
    return seen


def taken(file: ImportFile) -> Any:
    """Return what a file holds, as `loaded` does, for one who uses it up.

    Raises:
        ImportFileError: it is no JSON, cut short, too large or too deep.
    """
    content = loaded(file)
    _SEEN.pop(file, None)
    return content


def drained(items: list[T]) -> Iterable[T]:
    """Give the items of a list one by one, and let go of each: a history is half as large then."""
    items.reverse()
    return progress.counted(_popped(items), len(items))


def _popped(items: list[T]) -> Iterator[T]:
    while items:
        yield items.pop()


def read(content: bytes) -> Any:
    """Return what these bytes hold as JSON.

    Raises:
        ImportFileError: they are no JSON, cut short or too deep.
    """
    # JSON is UTF-8, or has a mark that says otherwise
    text, asked = texts.decoded(content, Answers(zone="UTC"))
    del content
    if asked or not text.lstrip().startswith(_BEGINNINGS):
        raise _no_json()
    if sum(map(text.count, _SIGNS)) > MOST_VALUES:
        raise _too_much()
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise _no_json() from None


def objects(value: Any) -> list[dict[str, Any]] | None:
    """Return a value as a list of objects, or None where it is anything else."""
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return value
    return None


def _refuse(_name: str) -> NoReturn:
    # Python reads NaN and Infinity, which are no JSON, and no value of anything
    raise ValueError


def _too_much() -> ImportFileError:
    return ImportFileError(
        _(
            "This file holds more values than a diary does. Nothing was brought in; "
            "choose another file, or export a part of it."
        )
    )


def _no_json() -> ImportFileError:
    return ImportFileError(
        _(
            "This file is no JSON, or was cut short. Nothing was brought in; make the export "
            "again and choose the new file."
        )
    )
