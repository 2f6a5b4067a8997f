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
    connection.exec_driver_sql(_LOG)
    for table in tables:
        for event, inverse in _inverses(table).items():
            connection.exec_driver_sql(
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
    for statement in statements:
        # a colon in a note must not be taken for a parameter: the driver gets the text as it is
        if connection.exec_driver_sql(statement).rowcount != 1:
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
    assignments = " || ',' || ".join(f'\'"{name}"=\' || quote(old."{name}")' for name in names)
    as_left = " || ".join(f'\' AND "{name}" IS \' || quote(new."{name}")' for name in names)
    values = " || ',' || ".join(f'quote(old."{name}")' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    here = f'"{table.name}"'
    return {
        "INSERT": f"'DELETE FROM {here} WHERE rowid=' || new.rowid || {as_left}",
        "UPDATE": f"'UPDATE {here} SET ' || {assignments} "
        f"|| ' WHERE rowid=' || new.rowid || {as_left}",
        "DELETE": f"'INSERT INTO {here} (rowid, {columns}) VALUES (' "
        f"|| old.rowid || ',' || {values} || ')'",
    }
