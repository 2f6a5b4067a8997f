"""Backups from the terminal: made, listed, and gone back to."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from dosejournal.cli import output, passphrases, windows
from dosejournal.cli.journals import opened, place_of
from dosejournal.errors import NoJournalError
from dosejournal.i18n import _, ngettext
from dosejournal.journal import backup_words
from dosejournal.store import (
    backup_folder,
    backups,
    connections,
    files,
    refusals,
    restoring,
    vault,
)
from dosejournal.store.backups import Backup
from dosejournal.store.vault import Key

_MEGABYTE = 1_000_000


def make(given: Namespace, now: datetime) -> None:
    """Make a verified backup: in its usual folder, or in the one that is named."""
    with opened(given) as database, database.lent() as connection:
        if given.folder is None:
            made = backups.make(database.path, database.key, "asked", now, connection=connection)
        else:
            made = backups.make_in(
                given.folder, database.path, database.key, now, connection=connection
            )
    if given.json:
        output.record(_record(made, now))
        return
    n = 0 if made.note is None else made.note.entries
    output.line(
        ngettext(
            "A backup with {n} entry was made and read back: {place}",
            "A backup with {n} entries was made and read back: {place}",
            n,
        ).format(n=n, place=made.path)
    )


def show(given: Namespace, now: datetime) -> None:
    """Print the backups there are, the last one first; no passphrase is needed for that."""
    path = place_of(given)
    found = backups.listed(path)
    if given.json:
        output.records(_record(each, now) for each in found)
        return
    for each in found:
        output.line(_line(each, now))
    if not found:
        output.line(_("There is no backup at {place} yet.").format(place=backup_folder.of(path)))


def restore(given: Namespace, now: datetime) -> None:
    """Go back to a backup, and say where the journal of before is now."""
    path = place_of(given)
    backup = _meant(path, given.backup)
    with windows.kept_out(path):
        backup_key = passphrases.key_for_backup(given, backup)
        key = backup_key if _opens(path, backup_key) else None
        done = restoring.restore(path, key, backup, now, backup_key=backup_key)
    passphrases.remember(path, done.key)
    output.line(_("{backup} is the journal now.").format(backup=backup.name))
    if key is None and backup_key is not None:
        output.line(_("It opens with the passphrase of that backup."))
    if done.aside is not None:
        output.line(_("What was there before is at {place}").format(place=done.aside))


def _meant(path: Path, said: str) -> Path:
    for each in backups.listed(path):
        if said in (each.path.name, str(each.name.number)):
            return each.path
    place = Path(said)
    if place.parent == Path() and not place.exists():
        raise NoJournalError(
            _(
                "There is no backup of that number or name, and no such file. Nothing was "
                "changed; see: dosejournal backups"
            )
        )
    files.check(place, reading=True)
    return place


def _opens(path: Path, key: Key | None) -> bool:
    # a journal of another passphrase cannot be read for a backup; it is set aside all the same
    if key is None or not path.is_file() or not vault.is_sealed(path):
        return False
    with refusals.told():
        return connections.opens(path, key)


def _record(backup: Backup, now: datetime) -> dict[str, object]:
    note = backup.note
    return {
        "number": backup.name.number,
        "name": backup.path.name,
        "path": str(backup.path),
        "at": backup.name.at.astimezone(now.tzinfo).isoformat(),
        "reason": backup.name.reason,
        "bytes": backup.bytes,
        "entries": None if note is None else note.entries,
        "verified_at": None
        if note is None or not note.sound
        else note.verified_at.astimezone(now.tzinfo).isoformat(),
        "sound": None if note is None else note.sound,
    }


def _line(backup: Backup, now: datetime) -> str:
    entries = "–"
    if backup.note is not None:
        n = backup.note.entries
        entries = ngettext("{n} entry", "{n} entries", n).format(n=n)
    return _("{number:>5}  {at}  {entries}, {size:.1f} MB, {state}, {reason}").format(
        number=backup.name.number,
        at=f"{backup.name.at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}",
        entries=entries,
        size=backup.bytes / _MEGABYTE,
        state=backup_words.state(backup.note),
        reason=backup_words.reason(backup.name.reason),
    )
