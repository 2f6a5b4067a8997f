"""A journal that is only read: where nothing can be written, or made by a newer DoseJournal.

Nothing is changed for it: no byte of the file, and nothing comes to lie beside it.
"""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from dosejournal.errors import JournalError, NewerJournalError, ReadOnlyError
from dosejournal.i18n import _
from dosejournal.store import connections, migrations, refusals
from dosejournal.store.vault import Key

Sight = tuple[tuple[int, int], ...]


def look(path: Path, key: Key | None) -> Any:
    """Return a connection to all of a journal, or to what can be seen without its log.

    Raises:
        ReadOnlyError: it is of an earlier version, and cannot be brought to the present one.
        NotAJournalError: it is of another program.
    """
    connection = _look(path, key)
    try:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        migrations.check(application_id, min(version, migrations.VERSION))
        if version < migrations.VERSION:
            raise _too_old()  # noqa: TRY301 - what is below closes the file
    except BaseException:
        connection.close()
        raise
    return connection


def sentences(path: Path, connection: Any) -> tuple[str, ...]:
    """Return why a journal is only read, and what may be missing of it."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    why = _newer() if version > migrations.VERSION else _refused()
    return (why, _without_log()) if _misses_log(path, connection) else (why,)


def refused(why: str) -> ReadOnlyError:
    """Return the error for an act on a journal that is only read."""
    return ReadOnlyError(why)


def sight(path: Path) -> Sight:
    """Return what tells whether the file, or its log, is another one than before."""
    states = []
    for file in (path, _log(path)):
        try:
            state = file.stat()
        except OSError:
            # there most often is no log, and a drive that is gone is told where it is read
            continue
        states.append((state.st_mtime_ns, state.st_size))
    return tuple(states)


@contextmanager
def told() -> Generator[None]:
    """Turn what this program does not understand of a newer journal into a JournalError."""
    try:
        with refusals.told():
            yield
    except JournalError:
        raise
    # a table or column that is gone, a value this version has no word for
    except (LookupError, TypeError, ValueError, SQLAlchemyError, dbapi2.DatabaseError):
        raise NewerJournalError(
            _(
                "This part of the journal was made by a newer DoseJournal, and cannot be read "
                "here. Nothing was changed or lost; update the program to see it."
            )
        ) from None


def _look(path: Path, key: Key | None) -> Any:
    if connections.has_log(path):
        try:
            connection = connections.look(path, key)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except dbapi2.OperationalError as error:
            # what a log needs cannot be made in a folder that is read-only
            if error.sqlite_errorname not in ("SQLITE_CANTOPEN", "SQLITE_READONLY_CANTINIT"):
                raise
        else:
            return connection
    return connections.look(path, key, unchanging=True)


def _misses_log(path: Path, connection: Any) -> bool:
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    # without its log, SQLite takes the file for one that never has any
    return connections.has_log(path) and mode != "wal"


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _refused() -> str:
    return _(
        "This journal is read-only, because the file or the folder it lies in is. It can be read "
        "and exported; to write in it, copy it to a folder you may write to."
    )


def _newer() -> str:
    return _(
        "This journal was made by a newer DoseJournal, so it can only be read here. It is not "
        "changed; update the program to write in it."
    )


def _without_log() -> str:
    return _(
        "Its newest entries may be missing here: they lie in a second file beside it, which can "
        "only be read where something can be written. Nothing is lost; copy both files together."
    )


def _too_old() -> ReadOnlyError:
    return ReadOnlyError(
        _(
            "This journal was made by an earlier DoseJournal and has to be brought to the present "
            "version, but where it lies nothing can be written. It was not changed; copy it to a "
            "folder you may write to, and open the copy."
        )
    )
