"""What the disk or the file said, in words for a person."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import NoReturn

from sqlalchemy.exc import DatabaseError as WrappedError
from sqlcipher3 import dbapi2

from dosejournal.errors import (
    DamagedJournalError,
    DiskFullError,
    JournalBusyError,
    JournalError,
    JournalInUseError,
    NotAJournalError,
    ReadOnlyError,
    StorageError,
)
from dosejournal.i18n import _


@contextmanager
def told(*, alone: bool = False) -> Generator[None]:
    """Turn what SQLite refuses for a reason of the person's world into a JournalError.

    `alone` says that only one program at a time can have the file.
    """
    try:
        yield
    except (WrappedError, dbapi2.DatabaseError) as error:
        original = error.orig if isinstance(error, WrappedError) else error
        known = _known(getattr(original, "sqlite_errorname", ""))
        if known is None:
            raise
        if alone and isinstance(known, JournalBusyError):
            known = _in_use()
        raise known from None


def refuse_closed() -> NoReturn:
    """Raise StorageError: the journal was closed here."""
    raise StorageError(
        _("This journal is closed. Nothing was lost and nothing was changed; open it again.")
    )


def read_only() -> ReadOnlyError:
    """Return the error for a journal that may not be written."""
    return ReadOnlyError(
        _(
            "This journal, or the folder it lies in, is read-only. Nothing was changed or lost; "
            "copy it to a folder you may write to, or change its permissions."
        )
    )


def damaged() -> DamagedJournalError:
    """Return the error for a file that was cut short or overwritten."""
    return DamagedJournalError(
        _(
            "This journal is damaged or was cut short. It was not changed; keep it, and restore a "
            "backup (dosejournal restore) or save what can be read (dosejournal salvage)."
        )
    )


def not_a_journal() -> NotAJournalError:
    """Return the error for a file of some other kind."""
    return NotAJournalError(
        _("This file is not a journal. It was not changed; choose another file.")
    )


def _disk_full() -> DiskFullError:
    return DiskFullError(
        _(
            "The disk is full, so this was not saved. All earlier entries are safe; "
            "free some space and try again."
        )
    )


def _busy() -> JournalBusyError:
    return JournalBusyError(
        _("Another program is writing to this journal. Nothing was lost; try again in a moment.")
    )


def _in_use() -> JournalInUseError:
    return JournalInUseError(
        _(
            "This journal is open in another program, and where it lies only one at a time can "
            "have it. Nothing was changed; close the other one first."
        )
    )


def _unreachable() -> StorageError:
    return StorageError(
        _(
            "The disk could not be read or written. Entries saved earlier are kept; "
            "check that the drive is connected and has room, and try again."
        )
    )


_REFUSALS: dict[str, Callable[[], JournalError]] = {
    "SQLITE_FULL": _disk_full,
    "SQLITE_READONLY": read_only,
    "SQLITE_CANTOPEN": read_only,
    "SQLITE_BUSY": _busy,
    "SQLITE_LOCKED": _busy,
    "SQLITE_CORRUPT": damaged,
    "SQLITE_NOTADB": not_a_journal,
    "SQLITE_IOERR": _unreachable,
}


def _known(name: str) -> JournalError | None:
    # SQLITE_IOERR_WRITE and its like are kinds of SQLITE_IOERR
    error = _REFUSALS.get("_".join(name.split("_")[:2]))
    return error() if error else None
