"""Backups of a journal: made, listed and thinned, each of them read back before it counts."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dosejournal.domain import backup_schedule
from dosejournal.domain.backup_schedule import Name
from dosejournal.store import (
    backup_folder,
    backup_notes,
    connections,
    copies,
    files,
    journal_state,
    recovery,
)
from dosejournal.store.backup_notes import Note
from dosejournal.store.holdings import Holding
from dosejournal.store.vault import Key

_COUNTED = 4


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup; without a note nobody has looked through it yet."""

    path: Path
    name: Name
    bytes: int
    note: Note | None = None


def listed(path: Path) -> list[Backup]:
    """Return the backups of the journal at `path`, the last one made first."""
    folder = backup_folder.of(path)
    notes = backup_notes.read(folder)
    found = []
    for name in backup_folder.names(folder):
        place = folder / name.text
        # another program may just have thinned them
        with suppress(OSError):
            found.append(Backup(place, name, place.stat().st_size, notes.get(name.text)))
    return found


def last_verified(path: Path) -> Backup | None:
    """Return the last backup that was made and found sound."""
    sound = (each for each in listed(path) if each.note is not None and each.note.sound)
    return next(sound, None)


def make(
    path: Path,
    key: Key | None,
    reason: str,
    now: datetime,
    *,
    connection: Any = None,
    thins: bool = True,
) -> Backup:
    """Make a backup of the journal at `path`, verify it, and thin out old ones; return it.

    `connection` is one to the journal where no second one can be opened. Without `thins` no
    backup is taken away.

    Raises:
        StorageError: the disk refuses; no half-made file is left.
        CannotOpenError: the journal is damaged, or has another key.
    """
    files.check_place(path)
    folder = backup_folder.of(path)
    with backup_folder.told(folder), _source(path, key, connection) as source:
        recovery.accompany(path, backup_folder.ready(path))
        name = _new_name(folder, source, reason, now)
        held, size = _write(source, folder / name.text, key)
    note = Note(now.astimezone(UTC), held.entries, held.changes)
    backup_notes.add(folder, {name.text: note})
    if thins:
        _thin(folder, now, held.newest_at)
    return Backup(folder / name.text, name, size, note)


def make_if_changed(
    path: Path,
    key: Key | None,
    reason: str,
    now: datetime,
    *,
    connection: Any = None,
    thins: bool = True,
) -> Backup | None:
    """Make a backup unless the newest one holds all that was recorded; raises as `make` does."""
    files.check_place(path)
    folder = backup_folder.of(path)
    with backup_folder.told(folder), _source(path, key, connection) as source:
        if not is_changed(path, source):
            return None
        return make(path, key, reason, now, connection=source, thins=thins)


def make_in(
    folder: Path, path: Path, key: Key | None, now: datetime, *, connection: Any = None
) -> Backup:
    """Make a verified backup in another folder, where nothing is thinned; raises as `make`."""
    files.check_place(path)
    with backup_folder.told(folder), _source(path, key, connection) as source:
        known = [*backup_folder.names(folder), *backup_folder.names(backup_folder.of(path))]
        number = backup_schedule.next_number(known)
        name = Name(now.astimezone(UTC), number, "asked")
        held, size = _write(source, folder / name.text, key)
    return Backup(
        folder / name.text, name, size, Note(now.astimezone(UTC), held.entries, held.changes)
    )


def is_changed(path: Path, connection: Any) -> bool:
    """Say whether anything was recorded that the newest backup does not hold."""
    newest = next(iter(listed(path)), None)
    if newest is None or newest.note is None or not newest.note.sound:
        return True
    # before version 4 nothing was counted
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return version < _COUNTED or newest.note.changes != journal_state.changes(connection)


def remove(path: Path, unwanted: list[Backup]) -> None:
    """Take backups of the journal at `path` away for good; raises StorageError as `make` does."""
    folder = backup_folder.of(path)
    with backup_folder.told(folder):
        for backup in unwanted:
            backup.path.unlink(missing_ok=True)
        _forget(folder, {backup.path.name for backup in unwanted})


@contextmanager
def _source(path: Path, key: Key | None, connection: Any) -> Generator[Any]:
    if connection is not None:
        yield connection
        return
    made = connections.look(path, key)
    try:
        yield made
    finally:
        made.close()


def _new_name(folder: Path, source: Any, reason: str, now: datetime) -> Name:
    version = None
    if reason == "upgrade":
        (version,) = source.execute("PRAGMA user_version").fetchone()
    number = backup_schedule.next_number(backup_folder.names(folder))
    return Name(now.astimezone(UTC), number, reason, version)


def _write(source: Any, place: Path, key: Key | None) -> tuple[Holding, int]:
    with files.new(place, make_folder=False) as growing:
        held = copies.write(source, growing, key)
        size = growing.stat().st_size
    copies.bring_folder_to_disk(place.parent)
    return held, size


def _thin(folder: Path, now: datetime, newest_at: datetime | None) -> None:
    names = backup_folder.names(folder)
    kept = backup_schedule.kept(names, now, newest_at)
    dropped = {name.text for name in names if name not in kept}
    # what cannot be taken away now is tried again after the next backup
    with suppress(OSError):
        for name in dropped:
            (folder / name).unlink(missing_ok=True)
        _forget(folder, dropped)


def _forget(folder: Path, dropped: set[str]) -> None:
    if not dropped:
        return
    notes = backup_notes.read(folder)
    # what a second folder has is taken away there when it can be reached
    left = {name: note for name, note in notes.items() if name not in dropped or note.elsewhere}
    backup_notes.write(folder, left)
