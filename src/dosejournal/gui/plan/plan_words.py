"""What a line of today's plan says, and what can be done with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dosejournal.domain.entries import Dose, Entry
from dosejournal.domain.plan import Kept, PlanLine
from dosejournal.domain.regimens import PlannedDose
from dosejournal.gui import entry_words
from dosejournal.gui.dose_words import amount_words, duration
from dosejournal.gui.plan.plan_mark import Sign
from dosejournal.i18n import _

Act = Literal["now", "at", "amount", "skip", "change", "take_back", "remove"]

_UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class RowFacts:
    """One row: its time, substance, amount and standing; the first act has a button of its own."""

    key: tuple[object, ...]
    subject: PlanLine | Entry
    sign: Sign
    time: str
    name: str
    amount: str
    words: str
    first: Act | None
    acts: tuple[Act, ...]

    @property
    def spoken(self) -> str:
        """Which dose is meant, for a person who hears it."""
        return _("{substance}, {time}").format(substance=self.name, time=self.time)


def act_text(act: Act) -> str:
    """Return the words on the button of an act."""
    return {
        "now": _("Taken now"),
        "at": _("Taken at…"),
        "amount": _("Amount differs…"),
        "skip": _("Skip…"),
        "change": _("Change…"),
        "take_back": _("Take back"),
        "remove": _("Remove"),
    }[act]


def of(subject: PlanLine | Entry) -> RowFacts:
    """Return what a planned dose, or an entry that is for none of the day, says in its row."""
    if isinstance(subject, Entry):
        assert subject.dose is not None  # noqa: S101 - no check-in is in a plan
        return _of_entry(subject, subject.dose)
    assert subject.planned is not None  # noqa: S101 - extra doses come as entries
    return _of_planned(subject, subject.planned)


def named(line: PlanLine) -> str:
    """Return which planned dose a dialog is about: Item A, planned for 2 Mar 2026, 08:00."""
    assert line.planned is not None  # noqa: S101 - only planned doses are asked about
    return _("{substance}, planned for {when}").format(
        substance=entry_words.isolated(line.substance),
        when=entry_words.day_and_time(line.planned.wall),
    )


def amount(value: str | None, unit: str) -> str:
    """Return an amount in words; nothing where none is said."""
    return "" if value is None else amount_words(as_dose(value, unit))


def as_dose(value: str | None, unit: str) -> Dose:
    """Return a planned amount as a field for amounts takes it."""
    return Dose("", "", "taken", value, unit, estimated=False, plus_minus=None)


def _of_planned(line: PlanLine, dose: PlannedDose) -> RowFacts:
    first, acts = _offered(line)
    return RowFacts(
        key=("planned", *dose.key),
        subject=line,
        sign="not_recorded" if line.status == "missed" and line.is_open else line.status,
        time=entry_words.clock_time(dose.wall.time()),
        name=line.substance,
        amount=_amount(line),
        words=_standing(line),
        first=first,
        acts=acts,
    )


def _offered(line: PlanLine) -> tuple[Act | None, tuple[Act, ...]]:
    if not line.is_open:
        return None, ("change", "take_back")
    if line.status == "missed":
        # of a day that is over, now is hardly ever when it was taken
        return "at", ("now", "amount", "skip")
    return "now", ("at", "amount", "skip")


def _amount(line: PlanLine) -> str:
    kept = line.kept
    if kept is None or kept.status in ("skipped", "missed"):
        return amount(line.amount, line.unit)
    return amount_words(_kept_dose(kept))


def _kept_dose(kept: Kept) -> Dose:
    return Dose("", "", kept.status, kept.amount, kept.unit, kept.estimated, kept.plus_minus)


def _standing(line: PlanLine) -> str:
    if line.kept is not None:
        return entry_words.DOT.join([_closed(line, line.kept), *_otherwise(line, line.kept)])
    return {
        "planned": _("Planned"),
        "due": _("Due"),
        "overdue": _("Overdue by {time}").format(time=_unbroken(line.late_by_minutes)),
    }.get(line.status, _("Not recorded"))


def _closed(line: PlanLine, kept: Kept) -> str:
    reason = entry_words.isolated(" ".join(kept.reason.split()))
    if kept.status == "skipped":
        return _("Skipped: {reason}").format(reason=reason) if kept.reason else _("Skipped")
    if kept.status == "missed":
        return _("Missed: {reason}").format(reason=reason) if kept.reason else _("Missed")
    when = _time_beside(kept.at, line.at)
    if kept.status == "late":
        late = _unbroken(line.late_by_minutes)
        return _("Taken {when}, late by {time}").format(when=when, time=late)
    return _("Taken {when}").format(when=when)


def _unbroken(minutes: int | None) -> str:
    """Return how long in words that stay together where the line is too narrow."""
    return duration(minutes or 0).replace(" ", "\N{NO-BREAK SPACE}")


def _otherwise(line: PlanLine, kept: Kept) -> list[str]:
    """Return what was planned, where something else was taken."""
    same = (kept.amount, kept.unit) == (line.amount, line.unit)
    if same or line.amount is None or kept.status in ("skipped", "missed"):
        return []
    return [_("planned {amount}").format(amount=amount(line.amount, line.unit))]


def _time_beside(at: datetime, other: datetime | None) -> str:
    if other is not None and at.date() != other.date():
        return entry_words.day_and_time(at)
    return entry_words.clock_time(at.time())


def _of_entry(entry: Entry, dose: Dose) -> RowFacts:
    moment = entry.moment
    none = dose.amount is None and dose.status in ("skipped", "missed")
    exact = moment.precision == "instant"
    return RowFacts(
        key=("entry", entry.id),
        subject=entry,
        sign=dose.status,
        time=entry_words.clock_time(moment.local.time()) if exact else _UNKNOWN,
        name=dose.substance,
        amount="" if none else amount_words(dose),
        words=_of_no_line(dose),
        first=None,
        acts=("change", "take_back" if dose.planned else "remove"),
    )


def _of_no_line(dose: Dose) -> str:
    words = {
        "taken": _("Taken"),
        "late": _("Late"),
        "extra": _("Extra: not planned"),
        "skipped": _("Skipped"),
        "missed": _("Missed"),
    }[dose.status]
    if dose.planned_at is None:
        return words
    if dose.status == "late" and dose.late_by_minutes:
        words = _("Taken late by {time}").format(time=_unbroken(dose.late_by_minutes))
    planned = _("planned {when}").format(when=entry_words.planned_for(dose))
    return entry_words.DOT.join((words, planned))
