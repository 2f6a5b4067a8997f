"""Undo for every table, by triggers: see https://www.sqlite.org/undoredo.html.

Each inverse names the row as the act left it, so that undoing something that another program has
changed meanwhile touches no row, and can be refused.
"""

import marshal
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table

from dosejournal.errors import StaleUndoError
from dosejournal.i18n import _

_LOG = (
    "CREATE TEMP TABLE undo_log (step INTEGER PRIMARY KEY, table_name TEXT, inverse TEXT, "
    "first_id INTEGER DEFAULT 0, last_id INTEGER DEFAULT 0, digest TEXT DEFAULT '')"
)
_ADDED = (
    "INSERT INTO undo_log (table_name, inverse, first_id, last_id, digest) VALUES (?, ?, ?, ?, ?)"
)
_TRIGGER = "SELECT sql FROM sqlite_temp_master WHERE name = ?"
_AT_ONCE = 1000

_Rows = list[Any]


class Inverse(NamedTuple):
    """A statement that reverts a change to one row, or to all rows from `first` to `last`.

    These were added, and are as the act left them while their digest is the same; or they were
    removed, and `rows` is what they were.
    """

    table: str
    statement: str
    first: int = 0
    last: int = 0
    digest: str = ""
    rows: tuple[Sequence[Any], ...] = ()


def install(connection: Connection, tables: Iterable[Table]) -> None:
    """Log the inverse of every change to `tables` for as long as the connection lives."""
    # some thirty statements at each start, straight to the driver
    run = connection.connection.cursor().execute
    run(_LOG)
    for table in tables:
        for event in _inverses(table):
            run(_trigger(table, event))


@contextmanager
def adding(connection: Connection, table: Table) -> Generator[None]:
    """Log the rows that are added to a table meanwhile as one change, not one by one.

    By the hundred thousand, this takes half the time and a fraction of the memory. The rows are
    to be new: nothing else is done to the table meanwhile, and the database numbers them upwards.
    """
    name = table.name
    if connection.exec_driver_sql(_TRIGGER, (_trigger_name(name, "INSERT"),)).first() is None:
        yield
        return
    last_known = connection.exec_driver_sql(
        f'SELECT coalesce(max(rowid), 0) FROM "{name}"'
    ).scalar_one()
    with _unlogged(connection, name, "INSERT"):
        yield
    first, last = connection.exec_driver_sql(
        f'SELECT min(rowid), max(rowid) FROM "{name}" WHERE rowid > ?', (last_known,)
    ).one()
    if first is not None:
        _log_added(connection, name, first, last)


def take(connection: Connection) -> tuple[frozenset[str], list[Inverse]]:
    """Empty the log; return the tables it touched and what reverts it."""
    rows = connection.exec_driver_sql(
        "SELECT table_name, inverse, first_id, last_id, digest FROM undo_log ORDER BY step DESC"
    ).all()
    connection.exec_driver_sql("DELETE FROM undo_log")
    return frozenset(row[0] for row in rows), [Inverse(*row) for row in rows]


def replay(
    connection: Connection, inverses: Sequence[Inverse]
) -> tuple[frozenset[str], list[Inverse]]:
    """Revert changes; return the tables that this touched, and what does the changes again.

    References are checked at the end, not row by row.

    Raises:
        StaleUndoError: a row is no longer as the act left it.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    # straight to the driver, which takes a colon in a note for what it is, and an import's tens of
    # thousands of statements in a third less time
    run = connection.connection.cursor().execute
    again: list[Inverse] = []
    for each in inverses:
        if each.digest:
            removed = _remove(connection, each)
            # what was reverted last is done again first
            again = [removed, *take(connection)[1], *again]
        elif each.rows:
            _add_again(connection, each)
        elif run(each.statement).rowcount != 1:
            raise stale()
    again = [*take(connection)[1], *again]
    return frozenset(each.table for each in again), again


def stale() -> StaleUndoError:
    """Return the error for an act whose rows another program has changed."""
    return StaleUndoError(
        _(
            "This cannot be undone any more: the entry was changed meanwhile, by another window "
            "or from the terminal. Nothing was lost; change it in the timeline instead."
        )
    )


def _remove(connection: Connection, added: Inverse) -> Inverse:
    """Remove the rows that were added; return what adds them again.

    Logging each one of a hundred thousand would take several times as long, here and there.
    """
    pieces = list(_pieces(connection, added.table, added.first, added.last))
    if _digest(pieces) != added.digest:
        raise stale()
    with _unlogged(connection, added.table, "DELETE"):
        connection.exec_driver_sql(added.statement)
    columns = connection.exec_driver_sql(f'SELECT * FROM "{added.table}" LIMIT 0').keys()
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join("?" for _name in columns)
    return Inverse(
        added.table,
        f'INSERT INTO "{added.table}" (rowid, {names}) VALUES (?, {values})',
        added.first,
        added.last,
        rows=tuple(row for piece in pieces for row in piece),
    )


def _add_again(connection: Connection, removed: Inverse) -> None:
    with _unlogged(connection, removed.table, "INSERT"):
        connection.connection.cursor().executemany(removed.statement, removed.rows)
    _log_added(connection, removed.table, removed.first, removed.last)


def _log_added(connection: Connection, table: str, first: int, last: int) -> None:
    statement = f'DELETE FROM "{table}" WHERE rowid BETWEEN {first} AND {last}'
    digest = _digest(_pieces(connection, table, first, last))
    connection.exec_driver_sql(_ADDED, (table, statement, first, last, digest))


@contextmanager
def _unlogged(connection: Connection, table: str, event: str) -> Generator[None]:
    name = _trigger_name(table, event)
    trigger = connection.exec_driver_sql(_TRIGGER, (name,)).scalar_one()
    # where this fails the transaction is taken back, and the trigger with it
    connection.exec_driver_sql(f"DROP TRIGGER temp.{name}")
    yield
    connection.exec_driver_sql(trigger.replace("CREATE TRIGGER", "CREATE TEMP TRIGGER", 1))


def _trigger_name(table: str, event: str) -> str:
    return f"undo_{table}_{event}"


def _trigger(table: Table, event: str) -> str:
    return (
        f"CREATE TEMP TRIGGER {_trigger_name(table.name, event)} "
        f'AFTER {event} ON main."{table.name}" '
        f"BEGIN INSERT INTO undo_log (table_name, inverse) "
        f"VALUES ('{table.name}', {_inverses(table)[event]}); END"
    )


def _pieces(connection: Connection, table: str, first: int, last: int) -> Generator[_Rows]:
    """Give the rows as they are now, each behind its number."""
    found = connection.connection.cursor()
    found.execute(
        f'SELECT rowid, * FROM "{table}" WHERE rowid BETWEEN ? AND ? ORDER BY rowid', (first, last)
    )
    while rows := found.fetchmany(_AT_ONCE):
        yield list(rows)


def _digest(pieces: Iterable[_Rows]) -> str:
    """Return what tells rows as they are now from what anybody makes of them."""
    seen = blake2b(digest_size=16)
    for rows in pieces:
        # the last version that tells the same of the same values, whatever else they belong to
        seen.update(marshal.dumps(rows, 2))
    return seen.hexdigest()


def _inverses(table: Table) -> dict[str, str]:
    names = [column.name for column in table.columns]
    here = f'"{table.name}"'
    columns = ", ".join(f'"{name}"' for name in names)
    assignments = ", ".join(f'"{name}"=%s' for name in names)
    as_left = "".join(f' AND "{name}" IS %s' for name in names)
    old = ", ".join(f'quote(old."{name}")' for name in names)
    new = ", ".join(f'quote(new."{name}")' for name in names)
    values = ", ".join("%s" for _name in names)
    return {
        "INSERT": f"format('DELETE FROM {here} WHERE rowid=%d{as_left}', new.rowid, {new})",
        "UPDATE": f"format('UPDATE {here} SET {assignments} WHERE rowid=%d{as_left}', "
        f"{old}, new.rowid, {new})",
        "DELETE": f"format('INSERT INTO {here} (rowid, {columns}) VALUES (%d, {values})', "
        f"old.rowid, {old})",
    }
