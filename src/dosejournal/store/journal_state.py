"""What the program keeps about the file itself: no part of the record, and not undone with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

_CHANGES = "SELECT changes FROM journal_state"
_COUNT = "UPDATE journal_state SET changes = changes + 1"
_BEGIN = "UPDATE journal_state SET changes = max(changes, ?) + 1"
_CHECKED = "SELECT checked_at FROM journal_state"
_CHECK = "UPDATE journal_state SET checked_at = ?"


def changes(connection: Any) -> int:
    """Return how many acts have changed the record of a driver's connection, ever.

    The clock may be wrong, and SQLite's own `data_version` does not move on the acts of the
    connection that asks.
    """
    (number,) = connection.execute(_CHANGES).fetchone()
    return int(number)


def begin_after(connection: Any, number: int) -> None:
    """Count on from where no other state of the journal has ever counted to."""
    connection.execute(_BEGIN, (number,))


def count(connection: Connection) -> None:
    """Count one more act, in the transaction of that act."""
    connection.exec_driver_sql(_COUNT)


def checked_at(connection: Connection) -> datetime | None:
    """Return when the whole file was last found sound."""
    written = connection.exec_driver_sql(_CHECKED).scalar_one()
    return None if written is None else datetime.fromisoformat(written)


def keep_checked(connection: Connection, at: datetime) -> None:
    """Keep when the whole file was found sound."""
    connection.exec_driver_sql(_CHECK, (at.isoformat(),))
