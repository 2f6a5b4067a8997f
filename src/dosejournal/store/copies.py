"""A copy of a journal that is known to be good: read back with its key, and compared."""

import os
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from dosejournal.errors import DamagedJournalError, NotAJournalError
from dosejournal.i18n import _
from dosejournal.store import connections, holdings, migrations, refusals, vault
from dosejournal.store.holdings import Holding
from dosejournal.store.vault import Key

_NAMES = {
    "database or disk is full": "SQLITE_FULL",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "database is locked": "SQLITE_BUSY",
    "attempt to write a readonly database": "SQLITE_READONLY",
}


def write(source: Any, place: Path, key: Key | None) -> Holding:
    """Fill the empty file at `place` with what a connection sees; return what that is.

    The copy has the key and the salt of the journal. It is on the disk, and verified, when this
    returns.

    Raises:
        DamagedJournalError: the journal is damaged, or what was written is not what was read.
    """
    # counts and pages are of one moment, whatever other connections write meanwhile
    source.execute("BEGIN")
    try:
        held = holdings.of(source)
        _fill(source, place, key)
    finally:
        source.execute("ROLLBACK")
    bring_to_disk(place)
    try:
        found = verified(place, key)
    except DamagedJournalError:
        # page by page it is what was read
        raise refusals.damaged() from None
    if found != held:
        raise differing()
    return held


def verified(place: Path, key: Key | None) -> Holding:
    """Return what a copy holds, after its whole file was found sound.

    Nothing is written for it, not even beside it.

    Raises:
        DamagedJournalError: it is damaged.
        LockedJournalError, WrongPassphraseError: it needs a key, or another one.
        CannotOpenError: it is no journal, or made by a newer DoseJournal.
    """
    if key is None and vault.is_sealed(place):
        raise vault.asked()
    try:
        with refusals.told():
            held = _looked_through(place, key)
    except (DamagedJournalError, NotAJournalError):
        raise damaged() from None
    migrations.check(*held.marks)
    return held


def differing() -> DamagedJournalError:
    """Return the error for a copy that is not what it was copied from."""
    return DamagedJournalError(
        _(
            "A copy of the journal did not come out as it should and was taken away again. The "
            "journal was not changed; check the disk, and try again."
        )
    )


def damaged() -> DamagedJournalError:
    """Return the error for a backup that is not sound any more."""
    return DamagedJournalError(
        _(
            "This backup is damaged, so it is not used. It was not changed, and neither was the "
            "journal; choose another backup."
        )
    )


def bring_folder_to_disk(folder: Path) -> None:
    """See to it that the names in a folder survive a power cut, where the system can do that."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        # Windows opens no folder
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _looked_through(place: Path, key: Key | None) -> Holding:
    connection = connections.peek(place, key)
    try:
        sound = connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        if key is not None:
            sound = sound and not connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if not sound:
            raise damaged()
        return holdings.of(connection)
    finally:
        connection.close()


def _fill(source: Any, place: Path, key: Key | None) -> None:
    copy = connections.fill(place, key)
    try:
        _copy_pages(source, copy)
        # the log is a matter of a journal in use: a copy is one file, also on a disk that is
        # read-only
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


def _copy_pages(source: Any, copy: Any) -> None:
    try:
        source.backup(copy)
    except dbapi2.DatabaseError as error:
        # of all calls of the driver this one does not name what it met
        error.sqlite_errorname = _NAMES.get(str(error), "SQLITE_IOERR")
        raise


def bring_to_disk(place: Path) -> None:
    """See to it that the content of a file survives a power cut."""
    with place.open("rb+") as file:
        os.fsync(file.fileno())
