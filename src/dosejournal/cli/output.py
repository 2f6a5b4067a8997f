"""What the terminal shows: results on standard output, refusals on standard error."""

import json
import re
import sys
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import Any

from dosejournal.errors import JournalError, StorageError
from dosejournal.i18n import _

# controls, ends of lines, and characters that reorder the text around them, also text of ours
_COMMANDING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# JSON leaves these as they are, and some terminals obey them.
_OBEYED = re.compile("[\x7f-\x9f]")
_FIRST_PICTURE = 0x2400
_DELETE = 0x7F
_END_OF_CONTROLS = 0xA0
_PICTURE_OF_DELETE = "\N{SYMBOL FOR DELETE}"


def line(text: str) -> None:
    """Print one line; whatever would command the terminal is shown and not obeyed."""
    with _told():
        print(visible(text))


def record(value: Mapping[str, Any]) -> None:
    """Print one JSON object."""
    with _told():
        print(_json(value))


def records(values: Iterable[Mapping[str, Any]]) -> None:
    """Print a JSON array, one object a line, as the objects come."""
    with _told():
        between = "["
        for value in values:
            print(f"{between}\n{_json(value)}", end="")
            between = ","
        print("[]" if between == "[" else "\n]")


def flush() -> None:
    """Let out what was printed; raise StorageError where it cannot be written."""
    if sys.stdout is not None:
        with _told():
            sys.stdout.flush()


def refuse(error: JournalError) -> None:
    """Print why nothing was done: one line on standard error."""
    remark(str(error))


def remark(text: str) -> None:
    """Print beside what was done what was not: one line on standard error."""
    # without the check, print would take standard output instead
    if sys.stderr is not None:
        print(visible(text), file=sys.stderr)


def visible(text: str) -> str:
    """Return text as one line without anything a terminal would obey or let flow backwards."""
    return _COMMANDING.sub(lambda match: _shown(match[0]), text)


def _shown(character: str) -> str:
    code = ord(character)
    if character.isspace():
        return " "
    if code < ord(" "):
        return chr(_FIRST_PICTURE + code)
    if code == _DELETE:
        return _PICTURE_OF_DELETE
    return f"\\x{code:02x}" if code < _END_OF_CONTROLS else ""


def _json(value: Mapping[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


@contextmanager
def _told() -> Generator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError:
        raise StorageError(
            _(
                "The output could not be written. The journal is as it should be; "
                "check where the output goes, and ask again with: dosejournal list"
            )
        ) from None
