"""Undo for every table, by triggers: see https://www.sqlite.org/undoredo.html.

Each inverse names the row as the act left it, so that undoing something that another program has
changed meanwhile touches no row, and can be refused.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table

from dosejournal.errors import StaleUndoError
from dosejournal.i18n import _

_LOG = "CREATE TEMP TABLE undo_log (step INTEGER PRIMARY KEY, table_name TEXT, inverse TEXT)"


def install(connection: Connection, tables: Iterable[Table]) -> None:
    """Log the inverse of every change to `tables` for as long as the connection lives."""
    # some thirty statements at each start, straight to the driver
    run = connection.connection.cursor().execute
    run(_LOG)
    for table in tables:
        for event, inverse in _inverses(table).items():
            run(
                f"CREATE TEMP TRIGGER undo_{table.name}_{event} "
                f'AFTER {event} ON main."{table.name}" '
                f"BEGIN INSERT INTO undo_log (table_name, inverse) "
                f"VALUES ('{table.name}', {inverse}); END"
            )


def take(connection: Connection) -> tuple[frozenset[str], list[str]]:
    """Empty the log; return the tables it touched and the statements that revert it."""
    rows = connection.exec_driver_sql(
        "SELECT table_name, inverse FROM undo_log ORDER BY step DESC"
    ).all()
    connection.exec_driver_sql("DELETE FROM undo_log")
    return frozenset(row[0] for row in rows), [row[1] for row in rows]


def replay(connection: Connection, statements: Sequence[str]) -> None:
    """Run inverse statements; references are checked at the end, not row by row.

    Raises:
        StaleUndoError: a row is no longer as the act left it.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    # straight to the driver, which takes a colon in a note for what it is, and an import's tens of
    # thousands of statements in a third less time
    run = connection.connection.cursor().execute
    for statement in statements:
        if run(statement).rowcount != 1:
            raise stale()


def stale() -> StaleUndoError:
    """Return the error for an act whose rows another program has changed."""
    return StaleUndoError(
        _(
            "This cannot be undone any more: the entry was changed meanwhile, by another window "
            "or from the terminal. Nothing was lost; change it in the timeline instead."
        )
    )


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
