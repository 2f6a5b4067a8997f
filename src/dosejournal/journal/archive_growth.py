"""What a journal gains while an archive is held against it; nothing is written meanwhile."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Table, UniqueConstraint

from dosejournal.domain.archives import Archive, Record, Row, TableRows, Value
from dosejournal.domain.imports import HeldAside
from dosejournal.store import rows

Columns = tuple[str, ...]


class Growth:
    """The rows that are new, under numbers that are free, and why others stay outside.

    `names` says, table by table, under which number or key the journal has a row of the archive,
    or will have it; what is not in it stays outside, with all that refers to it.
    """

    def __init__(
        self, here: Mapping[str, TableRows], last: Mapping[str, int], archive: Archive
    ) -> None:
        self.here = here
        self.there = archive.tables
        self.names: dict[str, dict[Value, Value]] = defaultdict(dict)
        self.added: dict[str, list[Row]] = defaultdict(list)
        self.ends: dict[str, dict[int, str]] = defaultdict(dict)
        self.held: list[HeldAside] = []
        self.given: dict[str, int] = {}
        self.duplicates = 0
        self.removed_earlier = 0
        self._lines = archive.lines
        self._references = {table.name: _references(table) for table in rows.tables()}
        self._uniques = {table.name: _uniques(table) for table in rows.tables()}
        self._given_before = _last_numbers(here, last)
        beyond = _last_numbers(self.there, archive.numbers)
        self._next = {
            name: 1 + max(number, beyond[name]) for name, number in self._given_before.items()
        }
        self._taken: dict[tuple[str, Columns], set[Row]] = {}

    def moved(self, table: str, record: Record, but: str = "") -> Record | None:
        """Return a row with its references as the journal has them; None where one is outside.

        The column `but` is left as it is, for who knows later what it refers to.
        """
        found = dict(record)
        for column, referred in self._references[table]:
            name = record[column]
            if name is not None and column != but:
                there = self.names[referred]
                if name not in there:
                    return None
                found[column] = there[name]
        return found

    def keeps_names(self) -> bool:
        """Say whether all that was found so far has the numbers that it has in the archive."""
        return all(there == here for each in self.names.values() for there, here in each.items())

    def number(self, table: str, wanted: int) -> int:
        """Return a number that was never given: the one that is wanted, if it is free."""
        if wanted > self._given_before[table]:
            found = wanted
        else:
            found = self._next[table]
            self._next[table] += 1
        self.given[table] = max(found, self.given.get(table, 0))
        return found

    def next_number(self, table: str) -> int:
        """Return the number after all others, where rows are to stay in their order."""
        return self.number(table, 0)

    def add(self, table: str, record: Record) -> None:
        """Let a row come in."""
        self.added[table].append(tuple(record.values()))
        for columns in self._uniques[table]:
            self._rows(table, columns).add(tuple(record[name] for name in columns))

    def clashes(self, table: str, record: Record) -> bool:
        """Say whether the journal has another row in the place that this one would take."""
        for columns in self._uniques[table]:
            place = tuple(record[name] for name in columns)
            if None not in place and place in self._rows(table, columns):
                return True
        return False

    def hold(self, table: str, record: Record, reason: str, key: str = "id") -> None:
        """Let a row stay outside, for this reason."""
        line = self._lines.get(table, {}).get(record[key], 0)
        cells = (table, json.dumps(record, ensure_ascii=False))
        self.held.append(HeldAside(line, reason, cells))

    def _rows(self, table: str, columns: Columns) -> set[Row]:
        if (table, columns) not in self._taken:
            self._taken[table, columns] = {
                tuple(record[name] for name in columns) for record in self.here[table].records()
            }
        return self._taken[table, columns]


def _uniques(table: Table) -> list[Columns]:
    """Return the columns that no two rows of a table have alike, beside its key."""
    found = [
        tuple(column.name for column in each.columns)
        for each in table.constraints
        if isinstance(each, UniqueConstraint)
    ]
    found += [
        tuple(str(column.name) for column in index.columns)
        for index in table.indexes
        if index.unique
    ]
    return sorted(found)


def _references(table: Table) -> list[tuple[str, str]]:
    """Return each column that refers to another table, with that table."""
    return [
        (column.name, key.column.table.name)
        for column in table.columns
        for key in column.foreign_keys
    ]


def _last_numbers(tables: Mapping[str, TableRows], last: Mapping[str, int]) -> dict[str, int]:
    """Return the highest number of each numbered table, those of removed entries too."""
    found = {
        name: _highest((*table.column("id"), last.get(name, 0)))
        for name, table in tables.items()
        if "id" in table.columns
    }
    revisions = tables["revision"]
    kept = zip(revisions.column("kind"), revisions.column("entry_id"), strict=True)
    for kind, number in kept:
        found[str(kind)] = _highest((found[str(kind)], number))
    return found


def _highest(numbers: Iterable[Value]) -> int:
    return max(number for number in numbers if isinstance(number, int))
