"""The schema of the journal file, and the steps from each version to the next."""

from collections.abc import Callable

from sqlalchemy import Connection
from sqlmodel import SQLModel

from dosejournal.errors import NewerJournalError, NotAJournalError
from dosejournal.i18n import _
from dosejournal.store import search, tables

APPLICATION_ID = 0x446F4A6F
"""`DoJo`: tells a journal from any other SQLite file."""


def _first(connection: Connection) -> None:
    SQLModel.metadata.create_all(
        connection, tables=[SQLModel.metadata.tables[name] for name in _FIRST_TABLES]
    )
    for statement in search.STATEMENTS:
        connection.exec_driver_sql(statement)


_FIRST_TABLES = (
    tables.JournalInfo.__tablename__,
    tables.MeasureRow.__tablename__,
    tables.CheckIn.__tablename__,
    tables.Rating.__tablename__,
    tables.Tag.__tablename__,
    tables.CheckInTag.__tablename__,
    tables.Substance.__tablename__,
    tables.DoseEvent.__tablename__,
    tables.Revision.__tablename__,
    tables.MoodWord.__tablename__,
)

STEPS: tuple[Callable[[Connection], None], ...] = (_first,)
"""Step n takes a journal from version n to n + 1; `user_version` is how many are done."""

VERSION = len(STEPS)


def check(application_id: int, version: int) -> None:
    """Raise unless a file with these marks is a journal this program can write."""
    if application_id != APPLICATION_ID or version == 0:
        raise NotAJournalError(
            _(
                "This file is a database of another program, not a journal. "
                "It was not changed; choose another file."
            )
        )
    if version > VERSION:
        raise NewerJournalError(
            _(
                "This journal was made by a newer DoseJournal. It was not changed; "
                "update the program and open it again."
            )
        )


def create(connection: Connection) -> None:
    """Make the newest schema in an empty file."""
    for step in STEPS:
        step(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
