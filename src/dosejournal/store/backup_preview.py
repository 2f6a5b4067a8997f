"""What a backup holds, and what going back to it would mean; nothing is changed for it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dosejournal.domain.archives import ENTRIES
from dosejournal.errors import JournalError, StorageError
from dosejournal.i18n import _
from dosejournal.store import backup_checks, connections, copies, refusals
from dosejournal.store.vault import Key

Entries = set[tuple[Any, ...]]
"""Each entry by its table, its number, and when it was recorded."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A backup that was found sound: entries by table, the days they are of, and its size.

    `set_aside` is how many entries the journal has that the backup has not, `brought_back` how
    many it lost since; both are None where the journal cannot be read.
    """

    path: Path
    bytes: int
    entries: dict[str, int]
    days: tuple[date, date] | None
    version: int
    set_aside: int | None = None
    brought_back: int | None = None


def preview(
    backup: Path, key: Key | None, journal: Path | None = None, journal_key: Key | None = None
) -> Preview:
    """Look through a backup, and hold it against the journal, where there is one to be read.

    Raises:
        WrongPassphraseError: the backup has another key.
        LockedJournalError: it is encrypted, and no key was given.
        DamagedJournalError: it is damaged.
        CannotOpenError: it is no journal at all, or made by a newer DoseJournal.
    """
    try:
        key = backup_checks.fitting(backup, key)
        held = copies.verified(backup, key)
        found, days = _entries(backup, key)
        size = backup.stat().st_size
    except OSError:
        raise unreadable() from None
    now = None if journal is None else _present(journal, journal_key)
    return Preview(
        path=backup,
        bytes=size,
        entries={table: held.rows.get(table, 0) for table in ENTRIES},
        days=days,
        version=held.marks[1],
        set_aside=None if now is None else len(now - found),
        brought_back=None if now is None else len(found - now),
    )


def _entries(place: Path, key: Key | None) -> tuple[Entries, tuple[date, date] | None]:
    with refusals.told():
        connection = connections.peek(place, key)
        try:
            return _read(connection)
        finally:
            connection.close()


def _present(journal: Path, key: Key | None) -> Entries | None:
    try:
        found, _days = _entries(journal, backup_checks.fitting(journal, key))
    except (JournalError, OSError):
        # it is missing or damaged, which may be why somebody looks for a backup
        return None
    return found


def _read(connection: Any) -> tuple[Entries, tuple[date, date] | None]:
    found: Entries = set()
    days: list[str] = []
    for table in _tables(connection):
        rows = connection.execute(f'SELECT id, recorded_at, journal_day FROM "{table}"').fetchall()
        # numbers are never given again, but by a journal that went back to a backup once
        found.update((table, number, recorded_at) for number, recorded_at, _day in rows)
        days += [day for _number, _recorded_at, day in rows]
    if not days:
        return found, None
    return found, (date.fromisoformat(min(days)), date.fromisoformat(max(days)))


def _tables(connection: Any) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    names = {name for (name,) in rows}
    return [table for table in ENTRIES if table in names]


def unreadable() -> StorageError:
    """Return the error for a backup that is gone, or on a drive that is."""
    return StorageError(
        _(
            "This backup cannot be read. Nothing was changed; check that its drive is connected, "
            "or choose another backup."
        )
    )
