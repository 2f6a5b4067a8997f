"""The entries of one kind, in a journal or in an archive, and how each is told from all others.

One that came with a file is told by the key of its source; any other by the moments at which it
was recorded and for which it was recorded first, which no later change of it can touch.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dosejournal.domain.archives import Record, Row, TableRows, Value
from dosejournal.store import rows

Identity = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A row that belongs to an entry, as a rating does; `owner` is the column that says to which.

    It goes with its entry when that is removed.
    """

    table: str
    owner: str
    record: Record


class Side:
    """The entries of one kind: those that are there, and those that were removed."""

    def __init__(self, tables: Mapping[str, TableRows], kind: str) -> None:
        self.rows: dict[Value, Record] = {row["id"]: row for row in tables[kind].records()}
        self.versions: dict[Value, list[Record]] = {}
        for row in tables["revision"].records():
            if row["kind"] == kind:
                self.versions.setdefault(row["entry_id"], []).append(row)
        self.removed = [
            number
            for number, versions in self.versions.items()
            if number not in self.rows and any(each["act"] == "removed" for each in versions)
        ]
        self.owned = [_owned(tables[name], name, owner) for name, owner in _parts_of(kind)]

    def has_just(self, other: "Side", number: Value) -> bool:
        """Say whether both have the same under a number, to the last sign."""
        return self.rows.get(number) == other.rows[number] and all(
            mine.rows.get(number) == its.rows.get(number)
            for mine, its in zip(self.owned, other.owned, strict=True)
        )

    def n_parts(self, number: Value) -> int:
        """Return how many rows belong to an entry."""
        return sum(len(owned.rows.get(number, ())) for owned in self.owned)

    def parts(self, number: Value) -> Iterator[Part]:
        """Give the rows that belong to an entry."""
        for owned in self.owned:
            for row in owned.rows.get(number, ()):
                yield Part(owned.table, owned.owner, dict(zip(owned.columns, row, strict=True)))

    def by_identity(self, numbers: Iterable[Value]) -> dict[Identity, list[Value]]:
        """Return the entries by what they are told by: all of one place are the same, or twins."""
        found: dict[Identity, list[Value]] = {}
        for number in numbers:
            found.setdefault(self.identity(number), []).append(number)
        return found

    def identity(self, number: Value) -> Identity:
        """Return what an entry is told by, whatever became of it since it was recorded."""
        row = self.rows.get(number)
        versions = self.versions.get(number)
        first: Mapping[str, Any] = json.loads(str(versions[0]["before"])) if versions else {}
        told = first if row is None else row
        if told.get("source_key") is not None:
            return (told["source"], told["source_key"])
        return (
            _stored(first["recorded_at"]) if row is None else row["recorded_at"],
            _stored(first["instant"]) if first else told["at"],
        )


def content(record: Record, parts: Iterable[Part]) -> tuple[object, ...]:
    """Return what makes an entry the same as another, whatever their numbers."""
    own = tuple(value for name, value in record.items() if name != "id")
    belonging = frozenset(
        (part.table, *(value for name, value in part.record.items() if name != part.owner))
        for part in parts
    )
    return (own, belonging)


@dataclass(frozen=True, slots=True)
class _Owned:
    table: str
    owner: str
    columns: tuple[str, ...]
    rows: dict[Value, list[Row]]


def _owned(found: TableRows, table: str, owner: str) -> _Owned:
    place = found.columns.index(owner)
    by_owner: dict[Value, list[Row]] = {}
    for row in found.rows:
        by_owner.setdefault(row[place], []).append(row)
    return _Owned(table, owner, found.columns, by_owner)


def _parts_of(kind: str) -> list[tuple[str, str]]:
    return [
        (table.name, column.name)
        for table in rows.tables()
        for column in table.columns
        for key in column.foreign_keys
        if key.ondelete == "CASCADE" and key.column.table.name == kind
    ]


def _stored(text: str) -> str:
    """Return a moment of an earlier version as a row has it."""
    at = datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
    return at.isoformat(sep=" ", timespec="microseconds")
