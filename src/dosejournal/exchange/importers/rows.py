"""Rows of a file: what they say, why one is held aside, and what tells one from the others."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple, TypeVar

from dosejournal.domain.imports import HeldAside
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.i18n import _

T = TypeVar("T")

MOST_HELD = 500_000
"""No file of a diary has so many rows that cannot be read; they would fill the memory."""

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class RowError(ImportFileError):
    """A row cannot be taken over; the message is the reason."""


class Row(NamedTuple):
    """One record of a file; the header is record 1."""

    number: int
    cells: tuple[str, ...]


class HeldRows:
    """Collects the rows that are held aside."""

    def __init__(self) -> None:
        self._held: list[HeldAside] = []
        self._reasons: dict[str, str] = {}

    def add(self, row: Row, reason: JournalError) -> None:
        """Hold a row aside for this reason.

        Raises:
            ImportFileError: there are more of them than any diary has.
        """
        if len(self._held) == MOST_HELD:
            raise _too_many()
        # a file has few different ones
        said = self._reasons.setdefault(str(reason), str(reason))
        self._held.append(HeldAside(row.number, said, row.cells))

    def read_each(self, records: Iterable[Any], read: Callable[[Any], T]) -> list[T]:
        """Return what `read` makes of each record of a file; one it refuses is held aside."""
        found: list[T] = []
        for number, each in enumerate(records, start=2):
            try:
                found.append(read(each))
            except JournalError as reason:
                self.add(Row(number, (compact(each),)), reason)
        return found

    def all(self) -> tuple[HeldAside, ...]:
        """Return the rows in the order of the file."""
        return tuple(sorted(self._held, key=lambda held: held.row))


class Keys:
    """Gives each row a key: the same row in another file has the same one.

    Of rows that say the same within one file each has its own key, because a person may have
    recorded the same thing twice.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, stem: str) -> str:
        """Return the key for the next row with this stem."""
        self._seen[stem] += 1
        times = self._seen[stem]
        return stem if times == 1 else f"{stem}#{times}"

    def of_parts(self, parts: Iterable[str]) -> str:
        """Return the key for the next row that says this."""
        # half of a surrogate pair can stand in JSON, and could not be encoded otherwise
        said = "\x1f".join(parts).encode("utf-8", "surrogatepass")
        return self.of(blake2b(said, digest_size=16).hexdigest())


def _too_many() -> ImportFileError:
    return ImportFileError(
        _(
            "More than {n} rows of this file cannot be read: it is of another kind, or damaged. "
            "Nothing was brought in; choose another file, or another format."
        ).format(n=MOST_HELD)
    )


def named(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return the cells by the names of their columns; empty ones are left out."""
    return {name: cell for name, cell in zip(header, cells, strict=False) if cell}


def compact(record: Any) -> str:
    """Return a raw record as JSON text, for keeping it beside what was made of it."""
    try:
        text = _COMPACT.encode(record)
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(record, separators=(",", ":"))
    except RecursionError:
        # nobody writes a diary a thousand brackets deep
        return "null"
    return text


def required(text: str, name: str) -> str:
    """Return the text of a cell that a row cannot do without.

    Raises:
        RowError: it is empty.
    """
    if not text:
        raise RowError(_("“{column}” is empty.").format(column=name))
    return text
