"""What a table is: its columns are declared once, and written, checked and explained by that.

`datapackage` tells programs of the columns, `codebook` tells people. Names, allowed values and
descriptions are a format that scripts and their authors rely on: they are English in every
language of the program.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from dosejournal.domain import notes

Type = Literal["string", "number", "integer", "boolean", "date", "datetime"]
Row = dict[str, str]

END_OF_LINE = "\r\n"

# what makes a spreadsheet take a text for a formula; the wide ones do so in some languages
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `values` are all it can hold, each with its meaning, where they are few."""

    name: str
    type: Type
    description: str
    values: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the folder; a column called `key` has another value in each row."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: str = "record_id"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    def written(self, rows: Iterable[Row], *, spreadsheet_safe: bool = False) -> bytes:
        """Return the file: UTF-8, CRLF, one row each; a column that a row leaves out is empty.

        With `spreadsheet_safe` it begins with a byte order mark, and a text that a spreadsheet
        would run has an apostrophe before it. Numbers are numbers there too, also negative ones.
        """
        made = io.StringIO()
        # in the order of the columns whatever the order of a row
        blank = dict.fromkeys((column.name for column in self.columns), "")
        writer = csv.writer(made, lineterminator=END_OF_LINE)
        writer.writerow(blank)
        if spreadsheet_safe:
            texts = [column.name for column in self.columns if column.type == "string"]
            rows = (_guarded(row, texts) for row in rows)
        writer.writerows((blank | row).values() for row in rows)
        mark = _BYTE_ORDER_MARK if spreadsheet_safe else ""
        return f"{mark}{notes.storable(made.getvalue())}".encode()


def _guarded(row: Row, texts: Iterable[str]) -> Row:
    # what cannot be written goes first: it could hide the sign that follows
    cells = {name: notes.storable(row[name]) for name in texts if row.get(name)}
    return row | {name: f"'{text}" for name, text in cells.items() if _is_run(text)}


def _is_run(text: str) -> bool:
    return text.startswith(_RUN_BY_SPREADSHEETS)
