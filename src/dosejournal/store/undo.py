"""Undo for every table, by triggers: see https://www.sqlite.org/undoredo.html.

Each inverse names the row as the act left it, so that undoing something that another program has
changed meanwhile touches no row, and can be refused.
"""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy import Connection, Table

from dosejournal.errors import StaleUndoError
from dosejournal.i18n import _

_LOG = (
    "CREATE TEMP TABLE undo_log (step INTEGER PRIMARY KEY, table_name TEXT, inverse TEXT, "
    "first_id INTEGER DEFAULT 0, last_id INTEGER DEFAULT 0, n INTEGER DEFAULT 1, "
    "digest TEXT DEFAULT '')"
)
_ADDED = (
    "INSERT INTO undo_log (table_name, inverse, first_id, last_id, n, digest) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
_AT_ONCE = 1000


class Inverse(NamedTuple):
    """A statement that reverts a change to one row, or the adding of all from `first` to `last`.

    These are as the act left them while their digest is the same.
    """

    table: str
    statement: str
    first: int = 0
    last: int = 0
    n: int = 1
    digest: str = ""


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
    name = f"undo_{table.name}_INSERT"
    is_logged = connection.exec_driver_sql(
        "SELECT 1 FROM sqlite_temp_master WHERE name = ?", (name,)
    ).first()
    if not is_logged:
        yield
        return
    last_known = connection.exec_driver_sql(
        f'SELECT coalesce(max(rowid), 0) FROM "{table.name}"'
    ).scalar_one()
    # where this fails the transaction is taken back, and the trigger with it
    connection.exec_driver_sql(f"DROP TRIGGER temp.{name}")
    yield
    connection.exec_driver_sql(_trigger(table, "INSERT"))
    first, last, n = connection.exec_driver_sql(
        f'SELECT min(rowid), max(rowid), count(*) FROM "{table.name}" WHERE rowid > ?',
        (last_known,),
    ).one()
    if n:
        statement = f'DELETE FROM "{table.name}" WHERE rowid BETWEEN {first} AND {last}'
        digest = _digest(connection, table.name, first, last)
        connection.exec_driver_sql(_ADDED, (table.name, statement, first, last, n, digest))


def take(connection: Connection) -> tuple[frozenset[str], list[Inverse]]:
    """Empty the log; return the tables it touched and what reverts it."""
    rows = connection.exec_driver_sql(
        "SELECT table_name, inverse, first_id, last_id, n, digest FROM undo_log ORDER BY step DESC"
    ).all()
    connection.exec_driver_sql("DELETE FROM undo_log")
    return frozenset(row[0] for row in rows), [Inverse(*row) for row in rows]


def replay(connection: Connection, inverses: Sequence[Inverse]) -> None:
    """Revert changes; references are checked at the end, not row by row.

    Raises:
        StaleUndoError: a row is no longer as the act left it.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    # straight to the driver, which takes a colon in a note for what it is, and an import's tens of
    # thousands of statements in a third less time
    run = connection.connection.cursor().execute
    for each in inverses:
        if each.digest and each.digest != _digest(connection, each.table, each.first, each.last):
            raise stale()
        if run(each.statement).rowcount != each.n:
            raise stale()


def stale() -> StaleUndoError:
    """Return the error for an act whose rows another program has changed."""
    return StaleUndoError(
        _(
            "This cannot be undone any more: the entry was changed meanwhile, by another window "
            "or from the terminal. Nothing was lost; change it in the timeline instead."
        )
    )


def _trigger(table: Table, event: str) -> str:
    return (
        f"CREATE TEMP TRIGGER undo_{table.name}_{event} "
        f'AFTER {event} ON main."{table.name}" '
        f"BEGIN INSERT INTO undo_log (table_name, inverse) "
        f"VALUES ('{table.name}', {_inverses(table)[event]}); END"
    )


def _digest(connection: Connection, table: str, first: int, last: int) -> str:
    """Return what tells rows as they are now from what anybody makes of them."""
    found = connection.connection.cursor()
    found.execute(
        f'SELECT rowid, * FROM "{table}" WHERE rowid BETWEEN ? AND ? ORDER BY rowid', (first, last)
    )
    seen = blake2b(digest_size=16)
    while rows := found.fetchmany(_AT_ONCE):
        seen.update(repr(rows).encode())
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
