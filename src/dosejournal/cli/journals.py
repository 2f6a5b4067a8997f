"""Making journals from the terminal, and opening the one a command is about."""

from argparse import Namespace
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlmodel import Session

from dosejournal import paths
from dosejournal.cli import output, passphrases
from dosejournal.domain import backup_schedule
from dosejournal.domain import passphrases as rules
from dosejournal.errors import JournalError, NewerJournalError, ReadOnlyError
from dosejournal.i18n import _, ngettext
from dosejournal.journal import information
from dosejournal.store import backups, ballast, files, places, vault
from dosejournal.store.database import Database
from dosejournal.store.vault import Key

T = TypeVar("T")


@contextmanager
def opened(given: Namespace) -> Generator[Database]:
    """Give the journal that a command is about; undo belongs to an open window."""
    place = place_of(given)
    key = passphrases.key_for(given, place)
    database = ballast.second_try(place, lambda: _opened(place, key), _tell_full)
    try:
        yield database
        if not database.only_read_because:
            _back_up_after(database, given.now)
    finally:
        database.close()
    # an act is refused with the first of these sentences: it is said once
    for sentence in database.only_read_because:
        output.remark(sentence)


def perform(database: Database, label: str, act: Callable[[Session], T]) -> T:
    """Do one act and return what it returns; a full disk has a reserve for it."""

    def run() -> T:
        with database.write(label) as write:
            return act(write.session)

    return ballast.second_try(database.path, run, _tell_full)


def back_up(database: Database, reason: str, now: datetime) -> None:
    """See to it that what is in the journal now is backed up; raises as `backups.make` does."""
    with database.lent() as connection:
        backups.make_if_changed(database.path, database.key, reason, now, connection=connection)


def _back_up_after(database: Database, now: datetime) -> None:
    # who never opens the window has backups too, but not one for each command
    newest = next(iter(backups.listed(database.path)), None)
    if newest is not None and abs(now - newest.name.at) < backup_schedule.INTERVAL:
        return
    # not at each command: nobody reads what is said every time
    _warn_of(database.path)
    try:
        back_up(database, "regular", now)
    except JournalError as error:
        # what was asked for is done all the same
        output.remark(str(error))


def _warn_of(place: Path) -> None:
    warning = places.warning(places.kind(place))
    if warning is not None:
        output.remark(warning)


def _opened(place: Path, key: Key | None) -> Database:
    try:
        return Database(place, key, undoable=False)
    except (ReadOnlyError, NewerJournalError):
        # what is only read needs no more; an act is refused when it comes to be written
        return Database(place, key, only_read=True)


def _tell_full() -> None:
    output.remark(
        _(
            "The disk is full. This was saved from a reserve that is kept for it; free some space "
            "now, because there is room for a few more entries only."
        )
    )


def new(given: Namespace, now: datetime) -> None:
    """Make an empty journal where `--journal` says, or at the usual place; an encrypted one."""
    place = place_of(given)
    # before somebody thinks of a passphrase for it; what cannot be looked at is told afterwards
    with suppress(OSError):
        if place.exists():
            raise files.taken(place)
    passphrase = passphrases.chosen(given)
    key = None if passphrase is None else vault.new_key(passphrase)
    # its usual folder is the program's own to make; one that was typed may be a slip
    Database.create(
        place,
        lambda session: information.begin(session, now),
        key=key,
        make_folder=given.journal is None,
    )
    passphrases.remember(place, key)
    sentence = (
        _("A new journal is at {place}. It is not encrypted.")
        if passphrase is None
        else _("A new journal is at {place}. It is encrypted: keep its passphrase safe.")
    )
    output.line(sentence.format(place=place))
    _warn_of(place)


def demo(given: Namespace, now: datetime) -> None:
    """Make a journal to try things out with; nothing in it is anybody's, so it needs no key."""
    from dosejournal.domain.demo import Plan
    from dosejournal.journal import demo as demo_journal

    plan = Plan(given.days, given.seed, given.check_ins_per_day)
    passphrase = passphrases.read(given)
    key = None if passphrase is None else vault.new_key(rules.checked(passphrase))
    Database.create(given.file, lambda session: demo_journal.fill(session, now, plan), key=key)
    passphrases.remember(given.file, key)
    output.line(
        ngettext(
            "A demo journal of {n} day is at {place}.",
            "A demo journal of {n} days is at {place}.",
            given.days,
        ).format(n=given.days, place=given.file)
    )


def place_of(given: Namespace) -> Path:
    """Return where the journal is that a command is about."""
    place: Path | None = given.journal
    return paths.default_journal() if place is None else place
