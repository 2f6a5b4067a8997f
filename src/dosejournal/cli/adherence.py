"""Adherence on the terminal: counts, the proportion and how sure it is, or JSON."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime

from dosejournal.cli import moments, output, regimen_names
from dosejournal.cli.journals import opened
from dosejournal.domain import adherence
from dosejournal.domain.adherence import Adherence
from dosejournal.i18n import _, ngettext
from dosejournal.journal import plan


def show(given: Namespace, now: datetime) -> None:
    """Print how what was taken agrees with what was planned, of one regimen or of all."""
    at = moments.given(given.at, now)
    first_day, last_day = moments.span(given.first, given.last)
    with opened(given) as database, database.read() as session:
        number = None if given.regimen is None else regimen_names.find(session, given.regimen, at)
        found = plan.adherence_of(session, at, first_day, last_day, number)
    if given.json:
        output.record(adherence.record(found))
        return
    for line in lines(found):
        output.line(line)


def lines(found: Adherence) -> Iterator[str]:
    """Give the lines; where no planned dose was due there is nothing to count."""
    if found.proportion is None or found.interval is None or found.bounds is None:
        yield _("No planned dose was due in these days, so there is no proportion to tell.")
        return
    yield _("Due: {n}").format(n=found.planned)
    yield _("Taken in time: {n}").format(n=found.taken)
    yield _("Late: {n}").format(n=found.late)
    yield _("Skipped by choice: {n}").format(n=found.skipped)
    yield _("Missed: {n}").format(n=found.missed - found.not_recorded)
    yield _("Not recorded: {n}").format(n=found.not_recorded)
    yield _("Extra, not planned: {n}").format(n=found.extra)
    low, high = found.interval
    yield _(
        "Taken, in time or late, of those due: {proportion} % (Wilson 95 % interval: "
        "{low} – {high} %)"
    ).format(proportion=_percent(found.proportion), low=_percent(low), high=_percent(high))
    if not found.not_recorded:
        yield _("For each dose due something was recorded.")
        return
    lowest, highest = found.bounds
    yield ngettext(
        "For {n} dose nothing was recorded, and it may have been taken: the proportion lies "
        "between {low} % if it was not and {high} % if it was.",
        "For {n} doses nothing was recorded, and they may have been taken: the proportion lies "
        "between {low} % if none was and {high} % if all were.",
        found.not_recorded,
    ).format(n=found.not_recorded, low=_percent(lowest), high=_percent(highest))


def _percent(share: float) -> str:
    return f"{share * 100:.1f}"
