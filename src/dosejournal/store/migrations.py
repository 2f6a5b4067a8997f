"""The schema of the journal file, and the steps from each version to the next."""

from collections.abc import Callable

from sqlalchemy import Connection

from dosejournal.errors import NewerJournalError, NotAJournalError
from dosejournal.i18n import _
from dosejournal.store.schemas import version_1, version_2, version_3, version_4, version_5

APPLICATION_ID = 0x446F4A6F
"""`DoJo`: tells a journal from any other SQLite file."""


Execute = Callable[[str], object]


def _first(run: Execute) -> None:
    _all(run, version_1.STATEMENTS)


def _second(run: Execute) -> None:
    _all(run, version_2.STATEMENTS)


def _third(run: Execute) -> None:
    _all(run, version_3.STATEMENTS)


def _fourth(run: Execute) -> None:
    _all(run, version_4.STATEMENTS)


def _fifth(run: Execute) -> None:
    _all(run, version_5.STATEMENTS)


def _all(run: Execute, statements: tuple[str, ...]) -> None:
    # one by one: the driver's executescript would commit what came before
    for statement in statements:
        run(statement)


STEPS: tuple[Callable[[Execute], None], ...] = (_first, _second, _third, _fourth, _fifth)
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
                "This journal was made by a newer DoseJournal, so it can only be read here. It "
                "was not changed; update the program to write in it."
            )
        )


def create(connection: Connection) -> None:
    """Make the newest schema in an empty file."""
    for step in STEPS:
        step(connection.exec_driver_sql)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
