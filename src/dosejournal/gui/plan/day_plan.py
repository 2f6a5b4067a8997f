"""What the plan of a journal day holds, and what was recorded on it beside the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dosejournal.domain.clock import journal_day
from dosejournal.domain.entries import Entry
from dosejournal.domain.plan import PlanLine
from dosejournal.domain.regimens import Regimen
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import information, plan, regimens

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The lines of a day in order of time: planned doses, and entries that are for none of them.

    `before` holds the planned doses of the day before for which there is no word.
    """

    lines: tuple[PlanLine | Entry, ...]
    before: tuple[PlanLine, ...]


def read(workspace: Workspace, day: date, entries: Sequence[Entry]) -> DayPlan | None:
    """Return the plan of a day with its dose events; None where no regimen plans anything."""
    starts_at = workspace.read(information.read).day_starts_at
    since = datetime.combine(day - _ONE_DAY, starts_at)
    if not any(_plans(each, since) for each in workspace.read(regimens.latest)):
        return None
    lines = workspace.read(plan.lines, workspace.now(), day - _ONE_DAY, day)
    mine = [line for line in lines if _is_of(line, day, starts_at)]
    before = [line for line in lines if _is_of(line, day - _ONE_DAY, starts_at) and line.is_open]
    told = {line.kept.entry_id for line in mine if line.kept is not None}
    others = [entry for entry in entries if entry.id not in told]
    every: list[PlanLine | Entry] = [*mine, *others]
    # sorting keeps two planned doses of the same time in the order of the plan
    return DayPlan(tuple(sorted(every, key=_when)), tuple(before))


def _plans(regimen: Regimen, since: datetime) -> bool:
    goes_on = regimen.ends_at is None or regimen.ends_at > since
    return goes_on and regimen.pattern.kind != "as_needed"


def _is_of(line: PlanLine, day: date, starts_at: time) -> bool:
    return line.planned is not None and journal_day(line.planned.wall, starts_at) == day


def _when(line: PlanLine | Entry) -> datetime:
    if isinstance(line, Entry):
        return line.moment.at
    assert line.at is not None  # noqa: S101 - a planned dose has its time
    return line.at.astimezone(UTC)
