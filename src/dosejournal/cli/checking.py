"""Checking a journal from the terminal, and saving what can be read of a damaged one."""

from argparse import Namespace
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from dosejournal.cli import output, passphrases
from dosejournal.cli.journals import place_of
from dosejournal.errors import (
    DamagedJournalError,
    NewerJournalError,
    NotAJournalError,
    StorageError,
)
from dosejournal.i18n import _
from dosejournal.journal import check_words
from dosejournal.store import (
    backups,
    checks,
    connections,
    files,
    journal_state,
    migrations,
    refusals,
    salvage,
)
from dosejournal.store.checks import Findings
from dosejournal.store.database import Database
from dosejournal.store.vault import Key


def check(given: Namespace, now: datetime) -> None:
    """Run every check, and tell what they find.

    Raises:
        DamagedJournalError: something is damaged; what to do is said.
    """
    place = place_of(given)
    try:
        key = passphrases.key_for(given, place)
    except DamagedJournalError:
        # it cannot even be opened
        _tell(given, Findings({checks.UNREADABLE: 1}), now)
        raise
    findings = checks.whole(place, key)
    if findings.is_sound:
        # a database of another program may be sound, and is no journal all the same
        _check_kind(place, key)
    _tell(given, findings, now)
    if not findings.is_sound:
        raise refusals.damaged()
    # one that cannot be written, is open elsewhere, or has a newer version, is no less sound
    with suppress(StorageError, NewerJournalError):
        _keep(place, key, now)


def save(given: Namespace, _now: datetime) -> None:
    """Save what can be read of a damaged journal into a new one."""
    files.check_place(given.file)
    # that it is damaged is why it is here
    with suppress(DamagedJournalError, NotAJournalError):
        files.check(given.file, reading=True)
    files.check_free(given.new)
    key = passphrases.key_for_damaged(given, given.file)
    copies = [backup.path for backup in backups.listed(given.file)]
    saved = salvage.salvage(given.file, key, given.new, copies)
    if given.json:
        output.record(
            {
                "journal": str(saved.path),
                "pages": saved.pages,
                "broken_pages": saved.broken_pages,
                "backup": None if saved.backup is None else str(saved.backup),
                "tables": {
                    table: {
                        "before": each.before,
                        "after": each.after,
                        "from_backup": each.from_backup,
                        "in_part": each.in_part,
                        "left_out": each.left_out,
                    }
                    for table, each in saved.tables.items()
                },
            }
        )
        return
    for line in check_words.saved(saved):
        output.line(line)
    output.line(
        _("What could be read is now in {place}. The damaged file was not changed.").format(
            place=saved.path
        )
    )


def _tell(given: Namespace, findings: Findings, now: datetime) -> None:
    if given.json:
        output.record(
            {
                "sound": findings.is_sound,
                "checked_at": now.isoformat(timespec="seconds"),
                "entries": findings.entries,
                "pages": findings.pages,
                "problems": dict(findings.problems),
                "rows": dict(findings.rows),
            }
        )
        return
    if findings.is_sound:
        output.line(check_words.sound(findings, f"{now:%Y-%m-%d %H:%M}"))
    for line in check_words.damage(findings):
        output.line(line)


def _check_kind(place: Path, key: Key | None) -> None:
    with refusals.told():
        application_id, version = connections.marks(place, key)
    migrations.check(application_id, min(version, migrations.VERSION))


def _keep(place: Path, key: Key | None, now: datetime) -> None:
    database = Database(place, key, undoable=False)
    try:
        with database.write("", undoable=False) as write:
            journal_state.keep_checked(write.session.connection(), now)
    finally:
        database.close()
