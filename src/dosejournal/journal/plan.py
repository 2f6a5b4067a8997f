"""The plan and what became of it: planned doses of a day, and what was recorded for them."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, cast

import sqlalchemy
from sqlmodel import Session, col, select

from dosejournal.domain import adherence, clock
from dosejournal.domain import plan as rules
from dosejournal.domain import regimens as domain
from dosejournal.domain.adherence import Adherence
from dosejournal.domain.entries import DoseStatus, PlannedRef
from dosejournal.domain.plan import Kept, PlanLine
from dosejournal.domain.regimens import PlannedDose, Regimen
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.i18n import _
from dosejournal.journal import discretion, information, pauses, regimens
from dosejournal.store.tables import DoseEvent, Substance

Key = tuple[int, datetime]

# what was planned up to this long before a dose may be closed by it: the day before, whole
_REACH = timedelta(days=2)


def today(session: Session, now: datetime) -> list[PlanLine]:
    """Return the plan of the journal day it is, in order of time, and its extra doses last."""
    starts_at = information.read(session).day_starts_at
    day = clock.journal_day(clock.wall(now), starts_at)
    return lines(session, now, day, day)


def lines(
    session: Session,
    now: datetime,
    first_day: date | None = None,
    last_day: date | None = None,
    series_id: int | None = None,
) -> list[PlanLine]:
    """Return the plan of these journal days as it stands now, in order of time; extra doses last.

    Without a first day from the first regimen on, without a last one to today; with `series_id`
    of one regimen, and the extra doses of its substance.
    """
    every = regimens.every(session, empty=True)
    mine = [each for each in every if series_id in (None, each.series_id)]
    if not mine:
        return []
    starts_at = information.read(session).day_starts_at
    first_day = first_day or min(each.starts_at for each in mine).date() - timedelta(days=1)
    last_day = last_day or clock.journal_day(clock.wall(now), starts_at)
    first, until = domain.journal_span(first_day, last_day, starts_at)
    doses = domain.planned(mine, pauses.listing(session), first, until, clock.zone_of(now))
    kept = _kept(session, every, first, until)
    found = {dose.key: dose for dose in doses}
    for key, (dose, _what) in kept.items():
        # a regimen that was changed later foresees it otherwise, or not at all: what it was when
        # it was recorded stays
        if series_id in (None, key[0]):
            found[key] = dose
    planned = [
        rules.line(dose, kept[key][1] if key in kept else None, now, starts_at)
        for key, dose in sorted(found.items(), key=lambda item: (item[1].wall, item[0][0]))
    ]
    substance_ids = {each.substance_id for each in mine}
    return [*planned, *_extra(session, substance_ids, first_day, last_day)]


def adherence_of(
    session: Session,
    now: datetime,
    first_day: date | None = None,
    last_day: date | None = None,
    series_id: int | None = None,
) -> Adherence:
    """Return the adherence over these journal days, of all regimens or of one."""
    return adherence.count(lines(session, now, first_day, last_day, series_id))


def nearest(
    session: Session, substance_id: int, at: datetime, *, but: int | None = None
) -> PlannedDose | None:
    """Return the open planned dose that one of this substance taken at `at` closes, or None.

    What was recorded as the dose event `but` counts as open.
    """
    still_open, closed = _near(session, substance_id, at, but=but)
    return rules.match(still_open, at, information.read(session).day_starts_at, closed)


def is_planned(session: Session, substance_id: int, at: datetime) -> bool:
    """Say whether a regimen with planned doses of this substance is in force at this time."""
    wall = clock.wall(at)
    stops = pauses.listing(session)
    return any(
        each.substance_id == substance_id
        and each.pattern.kind != "as_needed"
        and each.holds_at(wall)
        and not any(stop.series_id == each.series_id and stop.covers(wall) for stop in stops)
        for each in regimens.every(session)
    )


def named(session: Session, ref: PlannedRef) -> PlannedDose:
    """Return the planned dose that is meant.

    Raises:
        UnknownNameError: its regimen is no longer in the journal.
    """
    every = regimens.every(session, empty=True)
    regimen = next((each for each in every if each.id == ref.regimen_id), None)
    if regimen is None:
        raise UnknownNameError(
            _(
                "The regimen that planned this dose is no longer in the journal. "
                "Nothing was recorded; look at the plan again."
            )
        )
    return PlannedDose(ref.wall, regimen, regimen.step_on(ref.wall.date()))


def check_open(session: Session, dose: PlannedDose, *, but: int | None = None) -> None:
    """Raise InputError when something was recorded for a planned dose already."""
    series = regimens.of_series(session, dose.regimen.series_id, empty=True)
    versions = [each.id for each in series]
    query = select(DoseEvent.id).where(
        col(DoseEvent.regimen_id).in_(versions),
        DoseEvent.planned_at == regimens.as_text(dose.wall),
        DoseEvent.id != but,
    )
    if session.exec(query).first() is not None:
        raise InputError(
            _(
                "This planned dose is recorded already. Nothing was changed; "
                "amend what was recorded for it instead."
            )
        )


def at_time(session: Session, substance_id: int, at: datetime) -> PlannedDose:
    """Return the planned dose of a substance at exactly this time.

    Raises:
        InputError: none is planned then.
    """
    zone = clock.zone_of(at)
    moment = clock.resolve(clock.wall(at), zone)
    span = (clock.wall(moment) - _REACH, clock.wall(moment) + _REACH)
    # of two regimens that plan it for this time, the one that is still open is meant
    still_open, _closed = _near(session, substance_id, at)
    for dose in (*still_open, *_planned(session, substance_id, *span, at)):
        if clock.resolve(dose.wall, zone) == moment:
            return dose
    raise InputError(
        _(
            "No dose of this substance is planned for that time. Nothing was recorded; "
            "see: dosejournal today"
        )
    )


def _near(
    session: Session, substance_id: int, at: datetime, *, but: int | None = None
) -> tuple[list[PlannedDose], list[PlannedDose]]:
    """Return the planned doses about a time that are open, and those for which there is a word."""
    wall = clock.wall(at)
    span = (wall - _REACH, wall + _REACH)
    every = regimens.every(session, empty=True)
    found = _kept(session, every, *span).items()
    closed = {key: dose for key, (dose, kept) in found if kept.entry_id != but}
    mine = [each for each in every if each.substance_id == substance_id]
    doses = domain.planned(mine, pauses.listing(session), *span, clock.zone_of(at))
    return [dose for dose in doses if dose.key not in closed], list(closed.values())


def _planned(
    session: Session, substance_id: int, first: datetime, until: datetime, at: datetime
) -> list[PlannedDose]:
    mine = [each for each in regimens.every(session) if each.substance_id == substance_id]
    return domain.planned(mine, pauses.listing(session), first, until, clock.zone_of(at))


def _kept(
    session: Session, every: Iterable[Regimen], first: datetime, until: datetime
) -> dict[Key, tuple[PlannedDose, Kept]]:
    known = {each.id: each for each in every}
    columns = (*_COLUMNS, col(DoseEvent.regimen_id), col(DoseEvent.planned_at))
    query = sqlalchemy.select(*columns).where(
        col(DoseEvent.planned_at) >= regimens.as_text(first),
        col(DoseEvent.planned_at) < regimens.as_text(until),
    )
    found: dict[Key, tuple[PlannedDose, Kept]] = {}
    for row in session.connection().execute(query):
        regimen = known[row.regimen_id]
        wall = datetime.fromisoformat(row.planned_at)
        dose = PlannedDose(wall, regimen, regimen.step_on(wall.date()))
        found[dose.key] = (dose, _value(row))
    return found


def _extra(
    session: Session, substance_ids: set[int], first_day: date, last_day: date
) -> Iterator[PlanLine]:
    query = (
        sqlalchemy.select(
            *_COLUMNS,
            col(DoseEvent.substance_id),
            col(Substance.name),
            col(Substance.discreet_label),
        )
        .join(Substance)
        .where(
            col(DoseEvent.status) == "extra",
            col(DoseEvent.substance_id).in_(substance_ids),
            col(DoseEvent.journal_day) >= first_day,
            col(DoseEvent.journal_day) <= last_day,
        )
        .order_by(col(DoseEvent.at), col(DoseEvent.id))
    )
    called = discretion.calling(session)
    for row in session.connection().execute(query):
        kept = _value(row)
        name, label = called(row.substance_id, row.name, row.discreet_label)
        yield PlanLine(name, label, "extra", None, None, None, "", None, kept)


_COLUMNS: tuple[Any, ...] = (
    col(DoseEvent.id),
    col(DoseEvent.status),
    col(DoseEvent.at),
    col(DoseEvent.zone),
    col(DoseEvent.recorded_at),
    col(DoseEvent.amount),
    col(DoseEvent.unit),
    col(DoseEvent.reason),
    col(DoseEvent.estimated),
    col(DoseEvent.plus_minus),
)


def _value(row: Any) -> Kept:
    return Kept(
        entry_id=row.id,
        status=cast(DoseStatus, row.status),
        at=row.at.astimezone(clock.zone_named(row.zone)),
        recorded_at=row.recorded_at,
        amount=row.amount,
        unit=row.unit,
        reason=row.reason,
        estimated=row.estimated,
        plus_minus=row.plus_minus,
    )
