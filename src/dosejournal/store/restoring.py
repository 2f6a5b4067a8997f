"""Going back to a backup. What the journal is now moves aside first, and is never deleted.

Wherever a kill comes, the next start finds a whole journal: the one of before, or the restored
one. The copy grows under a hidden name; one rename makes it the journal.
"""

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dosejournal.domain import backup_schedule
from dosejournal.errors import CannotOpenError, StorageError
from dosejournal.i18n import _
from dosejournal.store import (
    backup_checks,
    backup_folder,
    backup_preview,
    backups,
    connections,
    copies,
    files,
    journal_state,
    refusals,
    unfinished,
)
from dosejournal.store.backups import Backup
from dosejournal.store.vault import Key

_BESIDE = ("-wal", "-shm")
_RECOVERY = ".recovery"
_MOST_ALIKE = 1000


@dataclass(frozen=True, slots=True)
class Restored:
    """Where what was there before lies now: as it was, and as a backup where it could be read."""

    key: Key | None
    aside: Path | None
    backup: Backup | None


def restore(
    path: Path,
    key: Key | None,
    backup: Path,
    now: datetime,
    *,
    backup_key: Key | None = None,
) -> Restored:
    """Make a backup the journal at `path`, which nobody may have open.

    `backup_key` is needed where the backup has another passphrase than the journal; the journal
    has it from then on. A backup of an earlier version is brought up to date when it is opened.

    Raises:
        JournalBusyError: somebody has the journal open.
        WrongPassphraseError, LockedJournalError: the backup has another key.
        DamagedJournalError: the backup is damaged.
        StorageError: the disk refuses. In every case the journal is as it was.
    """
    path = Path(os.path.realpath(path))
    unfinished.mend(path)
    try:
        backup_key = backup_checks.fitting(backup, backup_key or key)
        copies.verified(backup, backup_key)
    except OSError:
        raise backup_preview.unreadable() from None
    fresh = _back_up(path, key, now)
    folder = path.parent
    with _told(path):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sweep(path)
        growing = folder / f".{path.name}.{os.getpid()}.new"
        try:
            _grow(backup, backup_key, growing, _most_changes(path))
            aside = _set_aside(path, now)
            growing.replace(path)
            if key is not None and key != backup_key:
                _set_recovery_aside(path, aside)
            copies.bring_folder_to_disk(folder)
        finally:
            with suppress(FileNotFoundError):
                growing.unlink()
    return Restored(backup_key, aside, fresh)


def sweep(path: Path) -> None:
    """Take away what a restore that was killed left half-made beside the journal at `path`."""
    backup_folder.sweep(path.parent)
    for place in list(unfinished.asides(path)):
        # only a second name of the journal itself: writing to one would change the other
        if path.exists() and unfinished.is_left(place, path):
            _with(place, "-wal").unlink(missing_ok=True)
            place.unlink()


def _back_up(path: Path, key: Key | None, now: datetime) -> Backup | None:
    if not path.exists():
        return None
    own_key = backup_checks.fitting(path, key)
    try:
        made = backups.make_if_changed(path, own_key, "restore", now, thins=False)
    except CannotOpenError:
        # damaged, or of a passphrase nobody knows any more: its files are set aside as they are
        return None
    with refusals.told():
        # fails where somebody has it open; else all that was recorded comes into the one file,
        # which a rename can replace at one stroke
        files.check(path)
        connections.connect(path, own_key, alone=True).close()
    # without a change, the last one holds it all
    return made or backups.last_verified(path)


def _most_changes(path: Path) -> int:
    notes = (each.note for each in backups.listed(path))
    return max((note.changes for note in notes if note and note.changes), default=0)


def _grow(backup: Path, key: Key | None, growing: Path, most_changes: int) -> None:
    growing.unlink(missing_ok=True)
    os.close(os.open(growing, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    source = connections.peek(backup, key)
    try:
        held = copies.write(source, growing, key)
    finally:
        source.close()
    if held.changes is not None:
        _count_on(growing, key, most_changes)


def _count_on(growing: Path, key: Key | None, most_changes: int) -> None:
    # what is recorded from now on is another thing than what was recorded after the backup then,
    # and no backup of that time may pass for one of it
    connection = connections.fill(growing, key)
    try:
        journal_state.begin_after(connection, most_changes)
    finally:
        connection.close()
    copies.bring_to_disk(growing)


def _set_aside(path: Path, now: datetime) -> Path | None:
    aside = _free_place(path, now)
    # without a log its index says nothing
    if not _with(path, "-wal").exists():
        _with(path, "-shm").unlink(missing_ok=True)
    there = [end for end in ("", *_BESIDE) if _with(path, end).exists()]
    for end in there:
        _name_twice(_with(path, end), _with(aside, end))
    copies.bring_folder_to_disk(path.parent)
    # only where the journal could not be opened there still is a log, which would else be taken
    # for that of the backup
    for end in there:
        if end:
            _with(path, end).unlink()
    return aside if "" in there else None


def _set_recovery_aside(path: Path, aside: Path | None) -> None:
    # a recovery code opens the key that it was made for, and no other
    if aside is not None and _with(path, _RECOVERY).exists():
        _with(path, _RECOVERY).replace(_with(aside, _RECOVERY))


def _with(path: Path, end: str) -> Path:
    return path.with_name(f"{path.name}{end}")


def _free_place(path: Path, now: datetime) -> Path:
    stem = f"{unfinished.PREFIX}{backup_schedule.stamp(now)}"
    endings = ("", *(f"-{number}" for number in range(2, _MOST_ALIKE)))
    places = (path.with_name(f"{stem}{ending}-{path.name}") for ending in endings)
    return next(place for place in places if not place.exists())


def _name_twice(place: Path, other: Path) -> None:
    try:
        os.link(place, other)
    except OSError:
        # a drive without hard links
        shutil.copy2(place, other)
        with other.open("rb+") as file:
            os.fsync(file.fileno())


@contextmanager
def _told(path: Path) -> Generator[None]:
    try:
        with refusals.told():
            yield
    except (StorageError, OSError):
        raise StorageError(
            _(
                "The backup could not be put in the place of the journal, because the disk "
                "refuses. The journal at {place} is as it was; free some space, check who may "
                "write to its folder, and try again."
            ).format(place=path)
        ) from None
