"""Planned doses as rows of a list: what was planned, what became of it, and when."""

from collections.abc import Iterable
from datetime import date

from dosejournal.domain.plan import PlanLine
from dosejournal.domain.regimens import PlannedDose
from dosejournal.gui import entry_words
from dosejournal.gui.plan import plan_words
from dosejournal.gui.rows import Row
from dosejournal.i18n import _


def rows(doses: Iterable[tuple[PlannedDose, PlanLine]]) -> list[Row]:
    """Return a row for each planned dose by its line, and a heading over those of a day."""
    found: list[Row] = []
    day: date | None = None
    for dose, line in doses:
        if dose.wall.date() != day:
            day = dose.wall.date()
            found.append(Row(_heading(day)))
        facts = plan_words.of(line)
        found.append(
            Row(
                title=facts.name,
                key=dose.key,
                before=facts.time,
                beside=entry_words.isolated(facts.amount) if facts.amount else "",
                detail=entry_words.DOT.join((facts.words, *_recorded(line))),
            )
        )
    return found


def _heading(day: date) -> str:
    return _("{weekday}, {day}").format(weekday=entry_words.weekday(day), day=entry_words.day(day))


def _recorded(line: PlanLine) -> tuple[str, ...]:
    """Return when it was written down, which may be long after it was taken."""
    if line.kept is None:
        return ()
    when = entry_words.day_and_time(line.kept.recorded_at, line.kept.at.tzinfo)
    return (_("recorded {when}").format(when=when),)
