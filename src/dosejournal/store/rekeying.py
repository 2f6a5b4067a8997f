"""Giving a journal another passphrase, its first one, or none; no window may have it open.

Whatever ends the program meanwhile, the file opens with what it opened with before, or with what
it is to open with.
"""

import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from dosejournal.errors import JournalError
from dosejournal.i18n import _
from dosejournal.store import (
    backups,
    connections,
    contents,
    copies,
    holdings,
    recovery,
    refusals,
    unfinished,
    vault,
)
from dosejournal.store.vault import Key

# Windows gives nobody's place away while a file is open
_OPEN_FILES_GIVE_WAY = sys.platform != "win32"


class Rekeyed(NamedTuple):
    """The key that a journal has now, and what could not be done after it had it."""

    key: Key | None
    trouble: str = ""


def change(path: Path, key: Key, passphrase: str, now: datetime) -> Rekeyed:
    """Give an encrypted journal another passphrase; return the key it makes.

    A verified backup comes first; it, and every backup before, keeps the passphrase of its time.
    A recovery sheet from before opens nothing any more.

    Raises:
        StorageError: the disk refuses, or another program has the journal; it stays as it was.
    """
    path = _itself(path)
    backups.make(path, key, "rekey", now)
    # the salt stays, as it does in every copy, so the first page of a backup fits the journal
    fresh = vault.new_key(passphrase, key.salt)
    with refusals.told(), _alone(path, key) as connection:
        connection.execute(f'PRAGMA rekey = "{fresh.literal()}"')
    # the sheet wraps the key of before
    after = partial(copies.verified, path, fresh), partial(recovery.drop, path)
    return Rekeyed(fresh, _trouble(*after))


def seal(path: Path, passphrase: str, now: datetime) -> Rekeyed:
    """Encrypt a plain journal; return the key that its passphrase makes.

    An encrypted backup follows. Backups from before can be read by everybody, as they could.

    Raises:
        StorageError: the disk refuses, or another program has the journal; it stays as it was.
    """
    path = _itself(path)
    fresh = vault.new_key(passphrase)
    _exchange(path, None, fresh)
    after = partial(backups.make, path, fresh, "rekey", now)
    return Rekeyed(fresh, _trouble(partial(copies.bring_folder_to_disk, path.parent), after))


def unseal(path: Path, key: Key, now: datetime) -> Rekeyed:
    """Take the passphrase from a journal: everybody who has the file can read it then.

    Raises:
        StorageError: the disk refuses, or another program has the journal; it stays as it was.
    """
    path = _itself(path)
    backups.make(path, key, "rekey", now)
    _exchange(path, key, None)
    after = partial(recovery.drop, path)
    return Rekeyed(None, _trouble(partial(copies.bring_folder_to_disk, path.parent), after))


def _trouble(*acts: Callable[[], object]) -> str:
    """Do what comes after a journal has its key; return why one of these could not be done."""
    told = ""
    for act in acts:
        try:
            with refusals.told():
                act()
        except JournalError as error:
            told = str(error)
        except OSError:
            told = _(
                "The journal is as you wanted it, but the disk refused what comes after that. A "
                "recovery sheet of before opens nothing any more; if a file that ends in "
                "“.recovery” is left beside the journal, remove it by hand."
            )
    return told


def _itself(path: Path) -> Path:
    # in the place of a link the copy would leave the journal itself as it was: readable, perhaps
    path = Path(os.path.realpath(path))
    # and a log that comes back later would not fit the new key
    unfinished.mend(path)
    return path


def _exchange(path: Path, key: Key | None, fresh: Key | None) -> None:
    """Put a verified copy with another key, or without one, in the place of the journal."""
    with refusals.told(), _beside(path) as growing:
        with _alone(path, key) as connection:
            _export(connection, growing, fresh)
            _compare(connection, growing, fresh)
            # while the old file is locked: who waits to write in it finds that its place was taken
            if _OPEN_FILES_GIVE_WAY:
                growing.replace(path)
        if not _OPEN_FILES_GIVE_WAY:
            growing.replace(path)


@contextmanager
def _alone(path: Path, key: Key | None) -> Generator[Any]:
    """Give a connection that has the journal for itself, and nothing of it in a log."""
    connection = connections.connect(path, key, alone=True)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        # this ends the transaction and not the lock, which lasts as long as the connection
        connection.execute("COMMIT")
        yield connection
    finally:
        connection.close()


@contextmanager
def _beside(path: Path) -> Generator[Path]:
    growing = path.with_name(f".{path.name}.{os.getpid()}.new")
    growing.unlink(missing_ok=True)
    os.close(os.open(growing, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield growing
    finally:
        growing.unlink(missing_ok=True)


def _export(connection: Any, growing: Path, fresh: Key | None) -> None:
    marks = [
        (mark, connection.execute(f"PRAGMA {mark}").fetchone()[0])
        for mark in ("application_id", "user_version")
    ]
    key = "''" if fresh is None else f'"{fresh.literal()}"'
    connection.execute(f"ATTACH DATABASE ? AS exchanged KEY {key}", (str(growing),))
    try:
        connection.execute("SELECT sqlcipher_export('exchanged')").fetchone()
        for mark, value in marks:
            # the export leaves them at 0
            connection.execute(f"PRAGMA exchanged.{mark} = {value}")
    finally:
        connection.execute("DETACH DATABASE exchanged")
    with growing.open("rb+") as file:
        os.fsync(file.fileno())


def _compare(connection: Any, growing: Path, fresh: Key | None) -> None:
    columns = contents.columns(connection)
    before = contents.hashes(connection, columns)
    made = connections.peek(growing, fresh)
    try:
        same = contents.hashes(made, columns) == before
    finally:
        made.close()
    if not same or copies.verified(growing, fresh) != holdings.of(connection):
        raise copies.differing()
