"""The occasions to remind of as the record has them, and what is known of each."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

import sqlalchemy
from sqlmodel import Session, col, select

from dosejournal.domain import clock
from dosejournal.domain import regimens as schedules
from dosejournal.domain import reminders as rules
from dosejournal.domain.reminders import Occasion, Rules
from dosejournal.journal import pauses, regimens
from dosejournal.store.tables import CheckIn, DoseEvent, ReminderAnswer

_ONE_DAY = timedelta(days=1)


def between(
    session: Session, wanted: Rules, first: datetime, until: datetime, zone: tzinfo
) -> list[Occasion]:
    """Return what there is to remind of between two moments on the wall, done or not."""
    found = rules.occasions(wanted, first, until, zone)
    if wanted.dose:
        # one that the clocks leave out until the first minute was planned up to a day before
        reach = (first - _ONE_DAY, until + timedelta(microseconds=1))
        planned = schedules.planned(regimens.every(session), pauses.listing(session), *reach, zone)
        found += [each for each in rules.of_doses(planned, zone) if first <= each.at <= until]
    return found


def last_check_in(session: Session, now: datetime) -> datetime | None:
    """Return when the latest check-in was made, as the wall here showed it."""
    query = (
        select(CheckIn.at)
        .where(CheckIn.at <= now, CheckIn.time_precision == "instant")
        .order_by(col(CheckIn.at).desc())
        .limit(1)
    )
    at = session.exec(query).first()
    return None if at is None else clock.wall(at.astimezone(clock.zone_of(now)))


def recorded_doses(session: Session, first: datetime, until: datetime) -> set[str]:
    """Return the keys of the planned doses in a time that were recorded."""
    columns: tuple[Any, ...] = (col(DoseEvent.regimen_id), col(DoseEvent.planned_at))
    query = sqlalchemy.select(*columns).where(
        col(DoseEvent.planned_at) >= regimens.as_text(first),
        col(DoseEvent.planned_at) <= regimens.as_text(until),
    )
    rows = session.connection().execute(query).all()
    if not rows:
        return set()
    series = {each.id: each.series_id for each in regimens.every(session, empty=True)}
    return {
        rules.dose_key(series[row.regimen_id], datetime.fromisoformat(row.planned_at))
        for row in rows
    }


def answers(session: Session, occasions: Sequence[Occasion]) -> Iterable[ReminderAnswer]:
    """Return what became of these, of each that has an answer."""
    keys = [each.key for each in occasions]
    return session.exec(select(ReminderAnswer).where(col(ReminderAnswer.occasion).in_(keys)))
