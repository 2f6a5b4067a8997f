"""The plan of a day on the terminal: what is planned, and what became of it."""

from argparse import Namespace
from datetime import datetime

from dosejournal.cli import moments, output, plan_words
from dosejournal.cli.journals import opened
from dosejournal.domain import plan as rules
from dosejournal.domain.plan import Kept, PlanLine
from dosejournal.i18n import _
from dosejournal.journal import plan

_TIME = "%H:%M"


def show(given: Namespace, now: datetime) -> None:
    """Print the plan of the journal day it is, as it stands now or at another time."""
    at = moments.given(given.at, now)
    with opened(given) as database, database.read() as session:
        found = plan.today(session, at)
    if given.json:
        output.records(rules.record(each) for each in found)
        return
    if not found:
        output.line(_("Nothing is planned for this day."))
    for each in found:
        output.line(line(each))


def line(found: PlanLine) -> str:
    """Return a planned dose as a line: when, what and how much, and how it stands."""
    when = "" if found.at is None else f"{found.at:{_TIME}}"
    name = found.discreet_label or found.substance
    planned = plan_words.dose(name, found.amount, found.unit)
    kept = found.kept
    if kept is None or kept.status in ("skipped", "missed"):
        return _row(when, planned, _standing(found))
    taken = plan_words.dose(name, kept.amount, kept.unit)
    parts = [taken, _standing(found), _taken_at(kept)]
    if found.planned is not None and planned not in (name, taken):
        amount = " ".join(part for part in (found.amount, found.unit) if part)
        parts.append(_("planned: {amount}").format(amount=amount))
    return _row(when, *parts)


def _row(when: str, *parts: str) -> str:
    told = plan_words.SEPARATOR.join(part for part in parts if part)
    return f"{when:<5}  {told}"


def _standing(found: PlanLine) -> str:
    time = plan_words.duration(found.late_by_minutes or 0)
    reason = " ".join(found.kept.reason.split()) if found.kept else ""
    return {
        "planned": _("still to come"),
        "due": _("due {time} ago").format(time=time) if found.late_by_minutes else _("due now"),
        "overdue": _("overdue by {time}").format(time=time),
        "taken": "",
        "late": plan_words.late(found.late_by_minutes),
        "skipped": plan_words.not_taken("skipped", reason),
        "missed": plan_words.not_taken("missed", reason),
        "extra": _("extra"),
    }[found.status]


def _taken_at(kept: Kept) -> str:
    return _("taken at {time}").format(time=f"{kept.at:{_TIME}}")
