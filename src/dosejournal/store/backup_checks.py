"""Looking through backups again: a file that was good may have gone bad where it lies."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dosejournal.errors import DamagedJournalError, WrongPassphraseError
from dosejournal.store import backup_folder, backup_notes, backups, connections, copies, vault
from dosejournal.store.backup_notes import Note
from dosejournal.store.backups import Backup
from dosejournal.store.vault import Key

_EVERY = timedelta(days=7)
# a backup is verified when it is made; what is noted later than that was verified again
_AGAIN = timedelta(days=1)


def verify(backup: Backup, key: Key | None, now: datetime) -> Backup:
    """Look through a whole backup and keep what was found; return it with that.

    Raises:
        WrongPassphraseError: it was made when the journal had another passphrase.
        DamagedJournalError: it is damaged, which is kept too.
    """
    before = backup.note or Note(now, 0)
    try:
        held = copies.verified(backup.path, fitting(backup.path, key))
    except DamagedJournalError:
        _keep(backup, replace(before, verified_at=now.astimezone(UTC), sound=False))
        raise
    note = replace(
        before,
        verified_at=now.astimezone(UTC),
        entries=held.entries,
        changes=held.changes,
        sound=True,
    )
    return _keep(backup, note)


def verify_one(path: Path, key: Key | None, now: datetime) -> Backup | None:
    """Look through one backup of the journal at `path` whose turn it is, once a week; return it.

    One of which nothing is known does not wait for its week. Those of another passphrase cannot
    be looked through. Raises DamagedJournalError as `verify` does.
    """
    for backup in _in_turn(path, now):
        with backup_folder.told(backup.path.parent):
            try:
                return verify(backup, key, now)
            except WrongPassphraseError:
                continue
    return None


def foreign(path: Path, key: Key | None) -> list[Backup]:
    """Return the backups that the journal's present key does not protect.

    They are of an earlier passphrase, or from before the journal had one: then anybody who has
    the file can read it.
    """
    return [each for each in backups.listed(path) if not _is_of(each.path, key)]


def fitting(place: Path, key: Key | None) -> Key | None:
    """Return the key a backup may have: none, where it is from before the journal had one."""
    return key if key is not None and vault.is_sealed(place) else None


def _is_of(place: Path, key: Key | None) -> bool:
    if key is None or not vault.is_sealed(place):
        return key is None and not vault.is_sealed(place)
    with backup_folder.told(place.parent):
        try:
            connections.peek(place, key).close()
        except WrongPassphraseError:
            return False
    return True


def _keep(backup: Backup, note: Note) -> Backup:
    backup_notes.add(backup.path.parent, {backup.path.name: note})
    return replace(backup, note=note)


def _in_turn(path: Path, now: datetime) -> list[Backup]:
    every = backups.listed(path)
    unknown = [each for each in every if each.note is None]
    known = [each for each in every if each.note is not None and each.note.sound]
    if any(_was_again(each, now) for each in known):
        return unknown
    known = [each for each in known if now - _at(each) > _EVERY]
    return unknown + sorted(known, key=_at)


def _was_again(backup: Backup, now: datetime) -> bool:
    at = _at(backup)
    return at - backup.name.at > _AGAIN and now - at <= _EVERY


def _at(backup: Backup) -> datetime:
    return backup.name.at if backup.note is None else backup.note.verified_at
