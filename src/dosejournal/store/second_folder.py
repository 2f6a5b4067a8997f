"""A second place for backups, on another drive: what comes there is read back as well."""

import hashlib
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from dosejournal.errors import JournalError, StorageError
from dosejournal.i18n import _
from dosejournal.store import backup_folder, backup_notes, copies, files, recovery
from dosejournal.store.backups import Backup

_PIECE = 1024 * 1024


def copy(path: Path, backup: Backup, second: Path) -> Path:
    """Copy a backup of the journal at `path` into a second folder, and return where it is.

    Those that were thinned out at the first place are thinned out there too.

    Raises:
        StorageError: it cannot be reached or written; the backup in the first place is good.
    """
    folder = second / backup_folder.of(path).name
    place = folder / backup.path.name
    try:
        if not second.is_dir():
            raise _unreachable(second)
        folder.mkdir(mode=0o700, exist_ok=True)
        backup_folder.sweep(folder)
        recovery.accompany(path, folder)
        if not place.exists():
            with files.new(place, make_folder=False) as growing:
                _copy(backup.path, growing)
            copies.bring_folder_to_disk(folder)
        _note(backup, folder)
    except (JournalError, OSError):
        raise _unreachable(second) from None
    return place


def _copy(source: Path, growing: Path) -> None:
    written = hashlib.sha256()
    with source.open("rb") as reading, growing.open("rb+") as writing:
        while piece := reading.read(_PIECE):
            written.update(piece)
            writing.write(piece)
        writing.flush()
        os.fsync(writing.fileno())
    with growing.open("rb") as file:
        found = hashlib.file_digest(file, "sha256")
    if found.digest() != written.digest():
        raise copies.differing()


def _note(backup: Backup, folder: Path) -> None:
    first = backup.path.parent
    notes = backup_notes.read(first)
    if backup.path.name in notes:
        notes[backup.path.name] = replace(notes[backup.path.name], elsewhere=True)
    for name in [name for name in notes if not (first / name).exists()]:
        with suppress(FileNotFoundError):
            (folder / name).unlink()
        del notes[name]
    backup_notes.write(first, notes)


def _unreachable(second: Path) -> StorageError:
    return StorageError(
        _(
            "The backup is safe in its usual folder, but no copy of it could be made at {place}. "
            "Connect that drive, or choose another second folder in the settings."
        ).format(place=second)
    )
