"""Making journals from the terminal, and opening the one a command is about."""

from argparse import Namespace
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from dosejournal import paths
from dosejournal.cli import output, passphrases
from dosejournal.domain import passphrases as rules
from dosejournal.i18n import _, ngettext
from dosejournal.journal import information
from dosejournal.store import files, vault
from dosejournal.store.database import Database


@contextmanager
def opened(given: Namespace) -> Generator[Database]:
    """Give the journal that a command is about; undo belongs to an open window."""
    place = place_of(given)
    database = Database(place, passphrases.key_for(given, place), undoable=False)
    try:
        yield database
    finally:
        database.close()


def new(given: Namespace, now: datetime) -> None:
    """Make an empty journal where `--journal` says, or at the usual place; an encrypted one."""
    place = place_of(given)
    if place.exists():
        # before somebody thinks of a passphrase for it
        raise files.taken(place)
    passphrase = passphrases.chosen(given)
    # its usual folder is the program's own to make; one that was typed may be a slip
    Database.create(
        place,
        lambda session: information.begin(session, now),
        key=None if passphrase is None else vault.new_key(passphrase),
        make_folder=given.journal is None,
    )
    sentence = (
        _("A new journal is at {place}. It is not encrypted.")
        if passphrase is None
        else _("A new journal is at {place}. It is encrypted: keep its passphrase safe.")
    )
    output.line(sentence.format(place=place))


def demo(given: Namespace, now: datetime) -> None:
    """Make a journal to try things out with; nothing in it is anybody's, so it needs no key."""
    from dosejournal.domain.demo import Plan
    from dosejournal.journal import demo as demo_journal

    plan = Plan(given.days, given.seed, given.check_ins_per_day)
    passphrase = passphrases.read(given)
    Database.create(
        given.file,
        lambda session: demo_journal.fill(session, now, plan),
        key=None if passphrase is None else vault.new_key(rules.checked(passphrase)),
    )
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
