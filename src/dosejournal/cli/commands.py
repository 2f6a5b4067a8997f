"""Every command by its name; what one needs is imported when it runs, because starting is felt."""

import gc
from argparse import Namespace
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime

Command = Callable[[Namespace, datetime], None]


@contextmanager
def _at_once() -> Generator[None]:
    # what is imported stays: looking for garbage among it takes a tenth of the start
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def new(given: Namespace, now: datetime) -> None:
    """Make an empty journal."""
    with _at_once():
        from dosejournal.cli import journals

    journals.new(given, now)


def demo(given: Namespace, now: datetime) -> None:
    """Make a journal to try things out with."""
    with _at_once():
        from dosejournal.cli import journals

    journals.demo(given, now)


def check_in(given: Namespace, now: datetime) -> None:
    """Record a check-in."""
    with _at_once():
        from dosejournal.cli import recording

    recording.check_in(given, now)


def dose(given: Namespace, now: datetime) -> None:
    """Record a dose."""
    with _at_once():
        from dosejournal.cli import dosing

    dosing.dose(given, now)


def questionnaire(given: Namespace, now: datetime) -> None:
    """Record a questionnaire, or print which are due."""
    with _at_once():
        from dosejournal.cli import questionnaires

    questionnaires.run(given, now)


def remove(given: Namespace, now: datetime) -> None:
    """Take an entry out of the journal."""
    with _at_once():
        from dosejournal.cli import recording

    recording.remove(given, now)


def show(given: Namespace, _now: datetime) -> None:
    """Print entries, the newest first."""
    with _at_once():
        from dosejournal.cli import listing

    listing.show(given)


def trend(given: Namespace, _now: datetime) -> None:
    """Print the days and the seven-day mean of one measure."""
    with _at_once():
        from dosejournal.cli import trends

    trends.show(given)


def compare(given: Namespace, now: datetime) -> None:
    """Print how days with a dose and other days differ in one measure."""
    with _at_once():
        from dosejournal.cli import comparison

    comparison.show(given, now)


def bring_in(given: Namespace, now: datetime) -> None:
    """Bring in entries from a file of another program."""
    with _at_once():
        from dosejournal.cli import imports

    imports.bring_in(given, now)


def columns(given: Namespace, now: datetime) -> None:
    """Print what is kept of the columns of tables, or forget one of it."""
    with _at_once():
        from dosejournal.cli import columns as kept

    kept.show(given, now)


def plan(given: Namespace, now: datetime) -> None:
    """Add a regimen, or do something with one."""
    with _at_once():
        from dosejournal.cli import plans

    plans.run(given, now)


def today(given: Namespace, now: datetime) -> None:
    """Print the plan of the day."""
    with _at_once():
        from dosejournal.cli import day

    day.show(given, now)


def adherence(given: Namespace, now: datetime) -> None:
    """Print how what was taken agrees with what was planned."""
    with _at_once():
        from dosejournal.cli import adherence as own

    own.show(given, now)


def export(given: Namespace, now: datetime) -> None:
    """Write a file for other programs."""
    with _at_once():
        from dosejournal.cli import exports

    exports.export(given, now)


def report(given: Namespace, now: datetime) -> None:
    """Make the report for a doctor."""
    with _at_once():
        from dosejournal.cli import reports

    reports.make(given, now)


def help_lines(given: Namespace, now: datetime) -> None:
    """Print whom to call for help."""
    with _at_once():
        from dosejournal.cli import help_lines as own

    own.show(given, now)


def rekey(given: Namespace, now: datetime) -> None:
    """Give the journal a passphrase, another one, or none."""
    with _at_once():
        from dosejournal.cli import rekeys

    rekeys.run(given, now)


def check(given: Namespace, now: datetime) -> None:
    """Run every check of the journal's file."""
    with _at_once():
        from dosejournal.cli import checking

    checking.check(given, now)


def salvage(given: Namespace, now: datetime) -> None:
    """Save what can be read of a damaged journal."""
    with _at_once():
        from dosejournal.cli import checking

    checking.save(given, now)


def backup(given: Namespace, now: datetime) -> None:
    """Make a verified backup."""
    with _at_once():
        from dosejournal.cli import backing_up

    backing_up.make(given, now)


def effect(given: Namespace, now: datetime) -> None:
    """Record an unwanted effect, or that one is over."""
    with _at_once():
        from dosejournal.cli import effects

    effects.run(given, now)


def backups(given: Namespace, now: datetime) -> None:
    """Print the backups there are."""
    with _at_once():
        from dosejournal.cli import backing_up

    backing_up.show(given, now)


def restore(given: Namespace, now: datetime) -> None:
    """Go back to a backup."""
    with _at_once():
        from dosejournal.cli import backing_up

    backing_up.restore(given, now)


COMMANDS: dict[str, Command] = {
    "new": new,
    "check-in": check_in,
    "dose": dose,
    "questionnaire": questionnaire,
    "effect": effect,
    "list": show,
    "trend": trend,
    "compare": compare,
    "import": bring_in,
    "columns": columns,
    "plan": plan,
    "today": today,
    "adherence": adherence,
    "report": report,
    "export": export,
    "remove": remove,
    "check": check,
    "salvage": salvage,
    "backup": backup,
    "backups": backups,
    "restore": restore,
    "help-lines": help_lines,
    "passphrase": rekey,
    "demo": demo,
}


def passphrase(given: Namespace) -> str | None:
    """Return the passphrase that a command line points at; a start without one loads nothing."""
    if given.not_encrypted:
        from dosejournal.cli import journals
        from dosejournal.cli import passphrases as own

        # who has said so here need not be asked by the window
        own.remember(journals.place_of(given), None)
    if given.passphrase_file is None and given.passphrase_fd is None:
        return None
    from dosejournal.cli import passphrases

    return passphrases.read(given)
