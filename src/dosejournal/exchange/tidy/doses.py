"""The table of doses: one row for each that was recorded, and each planned one without a word.

Nothing is told with a stronger status than the person recorded: a planned dose of which nothing
was said may have been taken, and so it has no status here. Adherence counts it as missed, with
bounds that say what it rests on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from dosejournal.domain import clock
from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import Dose, Entry
from dosejournal.domain.regimens import PlannedDose
from dosejournal.exchange.asked import Asked
from dosejournal.exchange.tidy import cells, moments
from dosejournal.exchange.tidy.tables import Column, Row, Table
from dosejournal.journal import information, plan, regimens

_TAKEN = ("taken", "late", "extra")
_UNIT = "as column unit"

TABLE = Table(
    "doses",
    "One row for each dose that was recorded, and one for each planned dose whose journal day "
    "ended without a word (recorded is false, status is empty). Planned doses that are still "
    "open or to come have no row.",
    (
        Column("record_id", "string", "Name of the row, the same in every export", required=True),
        Column(
            "recorded",
            "boolean",
            "Whether the person recorded anything. false: a dose was planned, its journal day "
            "ended, and nothing was said; it may have been taken. Adherence counts these as "
            "missed, beside those whose status is missed",
            required=True,
        ),
        Column("substance", "string", "The substance, as the person named it", required=True),
        Column(
            "discreet_label", "string", "What the person has it called in front of others, if any"
        ),
        Column(
            "status",
            "string",
            "What the person recorded; empty where nothing was recorded",
            values={
                "taken": "Taken; of a planned dose early or in time. A dose from a file of "
                "another program that did not say what became of it counts as taken too",
                "late": "Taken, and later after its planned time than the window of its regimen",
                "skipped": "Not taken, by choice",
                "missed": "Not taken, not by choice, and the person said so",
                "extra": "Taken, and not planned while a plan was in force",
            },
        ),
        Column(
            "amount",
            "number",
            "The amount, with the decimals as typed; empty: unknown, never 0",
            unit=_UNIT,
            minimum=0,
        ),
        Column("unit", "string", "Unit of amount and plus_minus"),
        Column("estimated", "boolean", "Whether the amount is an estimate"),
        Column(
            "plus_minus",
            "number",
            "Margin of an estimated amount; empty: none was given",
            unit=_UNIT,
            minimum=0,
        ),
        Column(
            "planned_amount",
            "number",
            "The amount that was planned; empty: not planned, or left open",
            unit="as column planned_unit",
            minimum=0,
        ),
        Column("planned_unit", "string", "Unit of planned_amount"),
        *moments.COLUMNS,
        Column(
            "time_taken",
            "string",
            "When it was taken, as time_local; empty where it was not, or nothing was recorded",
            pattern=moments.LOCAL,
        ),
        Column(
            "time_planned",
            "string",
            "When it was planned for, on the clock on the wall, with the offset from UTC; empty: "
            "it was for no planned dose",
            pattern=moments.LOCAL,
        ),
        Column(
            "late_by_minutes",
            "integer",
            "Whole minutes from time_planned to time_taken, 0 when taken before; empty: not "
            "taken, or not planned",
            unit="min",
            minimum=0,
        ),
        Column("reason", "string", "Why it was not taken, in the person's words"),
        Column("note", "string", "The note, in the person's words"),
        Column(
            "plan",
            "integer",
            "Number of the regimen it was planned by, in all its versions; empty: not planned",
        ),
        Column("regimen_id", "integer", "Number of the version of that regimen"),
        *moments.RECORDED,
    ),
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A dose event, and the planned dose that it was for."""

    entry: Entry
    dose: Dose
    planned: PlannedDose | None

    @property
    def moment(self) -> Moment:
        """When it was."""
        return self.entry.moment


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A planned dose whose journal day ended without a word."""

    moment: Moment
    planned: PlannedDose


def read(
    session: Session, now: datetime, asked: Asked, entries: Iterable[Entry]
) -> tuple[Recorded | Unanswered, ...]:
    """Return what was recorded, and what was planned without a word, in order of time."""
    found: list[Recorded | Unanswered] = [
        *_recorded(session, entries),
        *_unanswered(session, now, asked),
    ]
    return tuple(sorted(found, key=lambda each: each.moment.at))


def rows(found: Iterable[Recorded | Unanswered]) -> Iterator[Row]:
    """Give the rows of the table."""
    for each in found:
        if isinstance(each, Recorded):
            yield {
                "record_id": f"d{each.entry.id}",
                "recorded": cells.truth(True),
                **moments.when(each.moment),
                **(_plan(each.planned) if each.planned else {}),
                **_said(each.entry, each.dose),
                **moments.recorded(each.entry),
            }
        else:
            regimen = each.planned.regimen
            yield {
                "record_id": f"p{regimen.series_id}/{regimens.as_text(each.planned.wall)}",
                "recorded": cells.truth(False),
                "substance": regimen.substance,
                "discreet_label": regimen.discreet_label,
                "time_planned": moments.local(each.moment),
                **moments.when(each.moment),
                **_plan(each.planned),
            }


def _recorded(session: Session, entries: Iterable[Entry]) -> Iterator[Recorded]:
    versions = {each.id: each for each in regimens.every(session, empty=True)}
    for entry in entries:
        if entry.dose is not None:
            ref, planned = entry.dose.planned, None
            if ref is not None:
                regimen = versions[ref.regimen_id]
                planned = PlannedDose(ref.wall, regimen, regimen.step_on(ref.wall.date()))
            yield Recorded(entry, entry.dose, planned)


def _unanswered(session: Session, now: datetime, asked: Asked) -> Iterator[Unanswered]:
    starts_at = information.read(session).day_starts_at
    today = clock.journal_day(clock.wall(now), starts_at)
    last_day = min(asked.last_day or today, today)
    for line in plan.lines(session, now, asked.first_day, last_day):
        if line.status == "missed" and line.kept is None and line.planned and line.at:
            # of a time that summer time skips, the day is that of the time as it is planned
            day = clock.journal_day(line.planned.wall, starts_at)
            moment = replace(clock.moment(line.at, starts_at), journal_day=day)
            yield Unanswered(moment, line.planned)


def _plan(planned: PlannedDose) -> Row:
    step = planned.step
    return {
        "planned_amount": (step.amount or "") if step else "",
        "planned_unit": step.unit if step else "",
        "plan": cells.whole(planned.regimen.series_id),
        "regimen_id": cells.whole(planned.regimen.id),
    }


def _said(entry: Entry, dose: Dose) -> Row:
    return {
        "substance": dose.substance,
        "discreet_label": dose.discreet_label,
        "status": dose.status,
        "amount": dose.amount or "",
        "unit": dose.unit,
        "estimated": cells.truth(dose.estimated),
        "plus_minus": dose.plus_minus or "",
        "time_taken": moments.local(entry.moment) if dose.status in _TAKEN else "",
        "time_planned": dose.planned_at or "",
        "late_by_minutes": cells.whole(dose.late_by_minutes),
        "reason": dose.reason,
        "note": entry.note,
    }
