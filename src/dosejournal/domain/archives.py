"""An archive as a value: every row of a journal, and what bringing it in would do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from dosejournal.domain.imports import HeldAside

FORMAT = "archive"

Value = str | int | float | None
Row = tuple[Value, ...]
Record = dict[str, Value]

ENTRIES = ("check_in", "dose_event", "expectancy", "questionnaire_response", "adverse_effect")
"""The tables of what the person records, each row with its own number and journal day."""


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of one table as the file of a journal stores them."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()

    def records(self) -> Iterator[Record]:
        """Give each row by the names of its columns."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def column(self, name: str) -> list[Value]:
        """Return one column."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Archive:
    """All that one archive holds, in the tables of the present version.

    `version` is that of the journal it was made of; with days it holds the entries of those
    only, both included. `numbers` are the last ones given to rows of a table, those of removed
    entries too. `lines` has the line of the file for each row that has a name or number.
    """

    version: int
    exported: str
    program: str
    tables: Mapping[str, TableRows]
    numbers: Mapping[str, int] = field(default_factory=dict)
    first_day: date | None = None
    last_day: date | None = None
    lines: Mapping[str, Mapping[Value, int]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return {name: len(table.rows) for name, table in self.tables.items()}

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last journal day with an entry, or None where there is none."""
        days = [str(day) for name in ENTRIES for day in self.tables[name].column("journal_day")]
        return (date.fromisoformat(min(days)), date.fromisoformat(max(days))) if days else None


@dataclass(frozen=True, slots=True)
class ArchiveCounts:
    """What bringing an archive in would do to the journal, or did.

    `accepted` counts the rows that are new, table by table; `duplicates` those that the journal
    has, or that belong to an entry the person removed, of which there are `removed_earlier`.
    `ended` counts regimens and pauses that were ended there and not here. With `replaces` the
    journal was empty and becomes the archive; else `left_out` rows of settings stay outside.
    """

    accepted: Mapping[str, int]
    duplicates: int = 0
    removed_earlier: int = 0
    ended: int = 0
    left_out: int = 0
    held_aside: tuple[HeldAside, ...] = ()
    replaces: bool = False

    @property
    def changes(self) -> bool:
        """Whether there is anything to bring in."""
        return self.ended > 0 or any(self.accepted.values())
