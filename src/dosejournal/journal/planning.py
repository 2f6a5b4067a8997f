"""Planning: a regimen is added, and takes in the doses that were recorded before it."""

from bisect import bisect_left, bisect_right
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from dosejournal.domain import clock
from dosejournal.domain import plan as rules
from dosejournal.domain import regimens as domain
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.journal import information, regimens
from dosejournal.store.tables import DoseEvent

# a dose closes what was planned for its journal day or the one before
_REACH = timedelta(days=2)


def add(session: Session, now: datetime, draft: RegimenDraft) -> int:
    """Add a regimen; return its id, which names it in all its versions.

    Doses of its substance that are in the record already, and were for no plan, close the planned
    doses they belong to: else a regimen written down late would count them all as missed.
    """
    series_id = regimens.add(session, now, draft)
    _adopt(session, now, series_id)
    return series_id


def _adopt(session: Session, now: datetime, series_id: int) -> None:
    (mine,) = regimens.of_series(session, series_id)
    until = clock.wall(now) + _REACH
    doses = domain.planned([mine], (), mine.starts_at, until, clock.zone_of(now))
    walls = [dose.wall for dose in doses]
    query = (
        select(DoseEvent)
        .where(
            DoseEvent.substance_id == mine.substance_id,
            col(DoseEvent.regimen_id).is_(None),
            col(DoseEvent.status).in_(("taken", "extra", "skipped")),
            DoseEvent.time_precision == "instant",
            DoseEvent.journal_day >= mine.starts_at.date() - timedelta(days=1),
        )
        .order_by(col(DoseEvent.at), col(DoseEvent.id))
    )
    starts_at = information.read(session).day_starts_at
    closed: set[datetime] = set()
    for row in session.exec(query).all():
        at = row.at.astimezone(clock.zone_named(row.zone))
        first = bisect_left(walls, clock.wall(at) - _REACH)
        last = bisect_right(walls, clock.wall(at) + _REACH)
        near = [dose for dose in doses[first:last] if dose.wall not in closed]
        dose = rules.match(near, at, starts_at)
        if dose is None:
            continue
        closed.add(dose.wall)
        row.regimen_id, row.planned_at = dose.regimen.id, regimens.as_text(dose.wall)
        if row.status != "skipped":
            row.status = rules.status_of(dose, at)
    session.flush()
