"""The part of an archive that belongs to some journal days."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlalchemy import Table

from dosejournal.domain.archives import ENTRIES, Archive, Record, TableRows, Value
from dosejournal.store import rows

_DAY = "journal_day"


def of(whole: Archive, first_day: date | None, last_day: date | None) -> Archive:
    """Return the entries of these days, with what belongs to them, and everything else whole."""
    if first_day is None and last_day is None:
        return whole
    first, last = (day and day.isoformat() for day in (first_day, last_day))

    def covers(day: Value) -> bool:
        return (not first or first <= str(day)) and (not last or str(day) <= last)

    kept: dict[str, TableRows] = {}
    for table in rows.tables():
        if _DAY in table.columns:
            kept[table.name] = _where(whole, table, lambda row: covers(row[_DAY]))
    for table in rows.tables():
        if table.name not in kept:
            kept[table.name] = _where(whole, table, _belongs(table, kept))
    kept["revision"] = _revisions(whole, kept, covers)
    in_order = {name: kept[name] for name in whole.tables}
    return replace(whole, tables=in_order, first_day=first_day, last_day=last_day)


def _where(whole: Archive, table: Table, wanted: Callable[[Record], bool]) -> TableRows:
    found = whole.tables[table.name]
    pairs = zip(found.rows, found.records(), strict=True)
    return replace(found, rows=tuple(row for row, record in pairs if wanted(record)))


def _belongs(table: Table, kept: dict[str, TableRows]) -> Callable[[Record], bool]:
    """Return the test for rows that are part of an entry: they go with it when it is removed."""
    for column in table.columns:
        for key in column.foreign_keys:
            if key.ondelete == "CASCADE" and key.column.table.name in kept:
                there = set(kept[key.column.table.name].column(key.column.name))
                name = column.name
                return lambda row: row[name] in there
    return lambda _row: True


def _revisions(
    whole: Archive, kept: dict[str, TableRows], covers: Callable[[Value], bool]
) -> TableRows:
    """Return the versions of the entries that are kept, and of those removed on these days."""
    there = {kind: set(kept[kind].column("id")) for kind in ENTRIES}
    every = {kind: set(whole.tables[kind].column("id")) for kind in ENTRIES}

    def wanted(row: Record) -> bool:
        kind, number = str(row["kind"]), row["entry_id"]
        if number in every[kind]:
            return number in there[kind]
        return covers(json.loads(str(row["before"]))[_DAY])

    found = whole.tables["revision"]
    pairs = zip(found.rows, found.records(), strict=True)
    return replace(found, rows=tuple(row for row, record in pairs if wanted(record)))
