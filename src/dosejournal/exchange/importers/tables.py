"""Delimited text as a table: found by rule, never shifted to fit."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TypeVar

from dosejournal.domain import progress
from dosejournal.domain.progress import Unit
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers.rows import HeldRows, Row, RowError
from dosejournal.i18n import _

T = TypeVar("T")

DELIMITERS = (",", ";", "\t", "|")
LONGEST_FIELD = 1_000_000
MOST_RECORDS = 500_000
"""Fifty years with a rating each hour; reading this many takes some 200 MB."""

MOST_COLUMNS = 1_000
MOST_CELLS = 8_000_000
"""Of a whole table: empty ones take memory too."""

# a record is some lines at most, and a file may begin with empty ones
_LINES_A_RECORD, _EMPTY_LINES = 10, 100_000
_LONGEST_LINE = 4 * LONGEST_FIELD
_PROBE_ROWS = 200
_PROBE_CHARACTERS = 4_000_000
_SHORT = 40
_PROOF = 0.95
# Excel takes such a first line for a word about the file, and no row of it
_SAYS_SIGN = re.compile(r'\s*"?sep=(.)"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)
_OF_HELD_ASIDE = ["row", "reason"]
# after the last line: where a quotation mark was left open, this is swallowed by the last field
_END = "\x1eend"


@dataclass(frozen=True, slots=True)
class Table:
    """The records of a file; `cut_short` is a last record whose quotation mark stays open.

    Where a semicolon parts the fields, `has_semicolons`, the comma may well part the decimals.
    """

    header: tuple[str, ...]
    written_header: tuple[str, ...]
    rows: tuple[Row, ...]
    cut_short: bool = False
    has_semicolons: bool = False

    def record(self, row: Row) -> Row:
        """Return the row, or raise RowError when its cells do not belong to the columns."""
        if len(row.cells) > len(self.header):
            raise RowError(
                _("It has {n} fields where the header names {m}.").format(
                    n=len(row.cells), m=len(self.header)
                )
            )
        if self.cut_short and row is self.rows[-1]:
            raise RowError(_("It is cut short: a quotation mark is left open."))
        return row

    def read_each(self, read: Callable[[Row], T], held: HeldRows) -> list[T]:
        """Return what `read` makes of each row; one it refuses is held aside."""
        found: list[T] = []
        for row in progress.counted(self.rows):
            try:
                found.append(read(self.record(row)))
            except JournalError as reason:
                held.add(row, reason)
        return found

    def column(self, index: int) -> list[str]:
        """Return the non-empty cells of a column, stripped."""
        cells = (row.cells[index].strip() for row in self.rows if index < len(row.cells))
        return [cell for cell in cells if cell]


def folded(name: str) -> str:
    """Return the name of a column as names are compared."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().replace("_", " ").split())


def delimiter(text: str, fits: Callable[[Table], bool]) -> tuple[str, bool] | None:
    """Return what parts the fields, and whether that is proved; None where nothing fits.

    `fits` says whether the first rows, parted so, are what is looked for.
    """
    found: list[tuple[bool, int, str]] = []
    text, said = _after_its_word(text)
    beginning = _beginning(text)
    for sign in DELIMITERS if said is None else said:
        probe = _records(beginning, sign, _PROBE_ROWS + 1)
        if len(beginning) < len(text) and len(probe) > 1:
            # the last one may go on
            probe.pop()
        if probe and fits(_table(probe)):
            width = len(probe[0])
            even = sum(len(cells) == width for cells in probe) >= _PROOF * len(probe)
            found.append((even and width > 1, width, sign))
    if not found:
        return None
    even, _width, sign = max(found, key=lambda item: item[:2])
    return sign, len(found) == 1 or (even and sum(item[0] for item in found) == 1)


def _after_its_word(text: str) -> tuple[str, str | None]:
    """Part a text from the line before it that says what parts its fields, where there is one."""
    found = _SAYS_SIGN.match(text)
    if found is None or found[1] not in DELIMITERS:
        return text, None
    return text[found.end() :], found[1]


def _beginning(text: str) -> str:
    if len(text) <= _PROBE_CHARACTERS:
        return text
    # a line without an end is refused where it is read
    return text[: text.rfind("\n", 0, _PROBE_CHARACTERS) + 1] or text


def read(text: str, sign: str) -> Table:
    """Return the table of a text whose fields are parted by `sign`, as `delimiter` found it.

    Raises:
        ImportFileError: it is larger than any diary.
    """
    records = _records(_after_its_word(text)[0], sign, MOST_RECORDS + 1)
    if len(records) > MOST_RECORDS:
        raise ImportFileError(
            _(
                "This file has more than {n} lines. Nothing was brought in; "
                "choose another file, or a part of it."
            ).format(n=MOST_RECORDS)
        )
    return replace(_table(records), has_semicolons=sign == ";")


def _table(records: list[list[str]]) -> Table:
    cut_short = records[-1][-1].endswith(_END)
    if cut_short:
        records[-1][-1] = records[-1][-1].removesuffix(_END)
    if _were_held_aside(records):
        # rows that were mended are what they would have been in the file they come from
        records = [cells[len(_OF_HELD_ASIDE) :] for cells in records]
    rows = (Row(number, tuple(cells)) for number, cells in enumerate(records[1:], start=2))
    return Table(
        header=_header(records[0]),
        written_header=tuple(cell.strip() for cell in records[0]),
        rows=tuple(rows),
        cut_short=cut_short,
    )


def _were_held_aside(records: list[list[str]]) -> bool:
    """Say whether a table is one of rows held aside: numbers and reasons stand before them."""
    head, *rows = records
    return head[:2] == _OF_HELD_ASIDE and all(
        len(cells) > 2 and cells[0].isdecimal() and cells[1] for cells in rows
    )


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    names: list[str] = []
    for cell in cells:
        name = folded(cell)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return tuple(names)


def _records(text: str, sign: str, most: int) -> list[list[str]]:
    lines = _lines(text, most * _LINES_A_RECORD + _EMPTY_LINES)
    told = progress.counted(lines, text.count("\n"), Unit.LINES)
    with _field_limit():
        reader = csv.reader(chain(told, [_END]), delimiter=sign)
        # an empty line is no record
        records = (cells for cells in reader if cells and cells != [_END])
        seen: dict[str, str] = {}
        try:
            return [_once(cells, seen) for cells in _bounded(islice(records, most))]
        except csv.Error:
            raise _too_long() from None


def _bounded(records: Iterable[list[str]]) -> Iterator[list[str]]:
    left = MOST_CELLS
    for cells in records:
        left -= len(cells)
        if len(cells) > MOST_COLUMNS or left < 0:
            raise _too_long()
        yield cells


def _once(cells: list[str], seen: dict[str, str]) -> list[str]:
    # a history says few different things: each short cell is kept once, at half of the memory
    return [seen.setdefault(cell, cell) if len(cell) <= _SHORT else cell for cell in cells]


def _lines(text: str, most: int) -> Iterator[str]:
    # the standard library takes four bytes a letter for what it parts into lines: in pieces, each
    # of whole lines, this is little whatever the text holds
    at = 0
    while at < len(text):
        end = at + _LONGEST_LINE + len("\r\n")
        if end < len(text):
            end = 1 + max(text.rfind("\n", at, end), text.rfind("\r", at, end - 1))
        if end <= at:
            raise _too_long()
        for line in io.StringIO(text[at:end], newline=""):
            most -= 1
            if most < 0:
                raise _too_empty()
            if len(line) > _LONGEST_LINE:
                raise _too_long()
            yield line
        at = end


@contextmanager
def _field_limit() -> Generator[None]:
    # the standard library keeps this limit for the whole process
    before = csv.field_size_limit(LONGEST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _too_empty() -> ImportFileError:
    return ImportFileError(
        _(
            "This file has far more lines than rows: most of them are empty, or a quotation mark "
            "is left open. Nothing was brought in; correct the file and choose it again."
        )
    )


def _too_long() -> ImportFileError:
    return ImportFileError(
        _(
            "A line of this file is longer than a diary's can be; perhaps a quotation mark is "
            "left open. Nothing was brought in; correct the file and choose it again."
        )
    )
