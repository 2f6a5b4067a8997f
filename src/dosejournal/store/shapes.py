"""What the rows of each table look like: to know whose they are, and whether they can be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any

from dosejournal.store import contents

_TYPES: dict[str, frozenset[type]] = {
    "INTEGER": frozenset({int}),
    "BOOLEAN": frozenset({int}),
    "FLOAT": frozenset({int, float}),
    "VARCHAR": frozenset({str}),
    "DATETIME": frozenset({str}),
    "DATE": frozenset({str}),
}
_PATTERNS = {
    "DATETIME": re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d"),
    "DATE": re.compile(r"\d{4}-\d\d-\d\d$"),
}
# its one row might be taken for that of a table with more columns
_FIRST = "journal_state"
# a draft looks like an answer to a reminder, and an answer about a file like a choice
_UNKNOWABLE = ("draft", "import_answer")

Types = tuple[type, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the schema has it; `is_number` where it is another name of the row's number."""

    name: str
    kind: str
    default: str | None
    may_be_empty: bool
    is_number: bool

    def takes(self, type_: type) -> bool:
        """Say whether the file may hold a value of this type here."""
        if self.is_number or type_ is NoneType:
            return type_ is NoneType and self.may_be_empty
        return type_ in _TYPES[self.kind]


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its name and its columns."""

    table: str
    columns: tuple[Column, ...]

    @property
    def number(self) -> str | None:
        """The column that is another name of the row's number."""
        return next((column.name for column in self.columns if column.is_number), None)

    def takes(self, types: Types) -> bool:
        """Say whether a row of values of these types may be one of this table."""
        own, others = types[: len(self.columns)], types[len(self.columns) :]
        return set(others) <= {NoneType} and all(
            column.takes(type_) for column, type_ in zip(self.columns, own, strict=True)
        )

    def is_dated_by(self, row: Sequence[Any]) -> bool:
        """Say whether dates and times, in a row after its number, are written as such."""
        return all(
            row[place] is None or _PATTERNS[column.kind].match(row[place])
            for place, column in enumerate(self.columns, start=1)
            if column.kind in _PATTERNS
        )

    def accepts(self, values: Sequence[Any]) -> bool:
        """Say whether these may be the values of the columns."""
        stored = [
            None if column.is_number else value
            for column, value in zip(self.columns, values, strict=True)
        ]
        return self.takes(tuple(map(type, stored))) and self.is_dated_by((0, *stored))

    def values(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return the values of the columns of a row that comes after its number."""
        number, *values = row[: len(self.columns) + 1]
        return tuple(
            number if column.is_number else value
            for column, value in zip(self.columns, values, strict=True)
        )


class Recognition:
    """Tells of which table a row is that comes after its number, and after that empty columns."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self._shapes = sorted(shapes, key=_looseness)
        # thousands of rows have the same types
        self._taking: dict[Types, list[Shape]] = {}

    def fits(self, shape: Shape, row: tuple[Any, ...]) -> bool:
        """Say whether a row may be one of a table."""
        return shape in self._candidates(row) and shape.is_dated_by(row)

    def owner(self, row: tuple[Any, ...]) -> Shape | None:
        """Return the table that a row found anywhere is of."""
        fitting = (shape for shape in self._candidates(row) if shape.is_dated_by(row))
        return next((shape for shape in fitting if shape.table not in _UNKNOWABLE), None)

    def _candidates(self, row: tuple[Any, ...]) -> list[Shape]:
        types = tuple(map(type, row[1:]))
        known = self._taking.get(types)
        if known is None:
            known = self._taking[types] = [shape for shape in self._shapes if shape.takes(types)]
        return known


def of(connection: Any) -> list[Shape]:
    """Return the tables of a journal's record, and those of what the program keeps."""
    kept = connection.execute(
        "SELECT name FROM sqlite_master WHERE name IN ('draft', 'journal_state')"
    ).fetchall()
    tables = [*contents.columns(connection), *(name for (name,) in kept)]
    return [Shape(table, _columns(connection, table)) for table in tables]


def _looseness(shape: Shape) -> tuple[bool, int, int]:
    patterns = sum(column.kind in _PATTERNS for column in shape.columns)
    return shape.table != _FIRST, -len(shape.columns), -patterns


def _columns(connection: Any, table: str) -> tuple[Column, ...]:
    rows = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    keys = [(name, kind) for _at, name, kind, _filled, _default, part in rows if part]
    number = keys[0][0] if [kind for _name, kind in keys] == ["INTEGER"] else None
    return tuple(
        Column(
            name,
            kind,
            default,
            may_be_empty=not is_filled or default is not None or name == number,
            is_number=name == number,
        )
        for _at, name, kind, is_filled, default, _part in rows
    )
