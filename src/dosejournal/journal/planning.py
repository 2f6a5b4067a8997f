"""Planning: a regimen is added, and takes in the doses that were recorded before it."""

from bisect import bisect_left
from datetime import datetime, timedelta
from operator import itemgetter

from sqlmodel import Session, col, select

from dosejournal.domain import clock
from dosejournal.domain import plan as rules
from dosejournal.domain import regimens as domain
from dosejournal.domain.regimens import PlannedDose, RegimenDraft
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
    query = (
        select(DoseEvent)
        .where(
            DoseEvent.substance_id == mine.substance_id,
            col(DoseEvent.regimen_id).is_(None),
            DoseEvent.time_precision == "instant",
            DoseEvent.journal_day >= mine.starts_at.date() - timedelta(days=1),
        )
        .order_by(col(DoseEvent.at), col(DoseEvent.id))
    )
    rows = [
        (row, row.at.astimezone(clock.zone_named(row.zone))) for row in session.exec(query).all()
    ]
    if not rows:
        return
    walls = [clock.wall(at) for _row, at in rows]
    first, until = min(walls) - _REACH, max(walls) + _REACH
    doses = domain.planned([mine], (), first, until, clock.zone_of(now))
    starts_at = information.read(session).day_starts_at
    closed: set[PlannedDose] = set()
    for row, at in rows:
        near = _between(doses, clock.wall(at) - _REACH, clock.wall(at) + _REACH)
        taken = closed.intersection(near)
        dose = rules.match((one for one in near if one not in taken), at, starts_at, taken)
        if dose is not None:
            closed.add(dose)
            _close(row, dose, at)
    session.flush()


def _between(doses: list[PlannedDose], first: datetime, until: datetime) -> list[PlannedDose]:
    start = bisect_left(doses, first, key=itemgetter(0))
    return doses[start : bisect_left(doses, until, key=itemgetter(0))]


def _close(row: DoseEvent, dose: PlannedDose, at: datetime) -> None:
    row.regimen_id, row.planned_at = dose.regimen.id, regimens.as_text(dose.wall)
    if row.status not in ("skipped", "missed"):
        row.status = rules.status_of(dose, at)
