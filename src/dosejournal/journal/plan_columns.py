"""Planned doses and versions of regimens as plain numbers, for what looks at years of them.

Days and places in time are those of `ratings`. What `plan.lines` tells of one dose in words is
here a state: ten years of doses are read in the time in which it reads one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from dosejournal.analysis.series import Days, Floats
from dosejournal.domain import clock
from dosejournal.domain import plan as rules
from dosejournal.domain import regimens as domain
from dosejournal.domain.regimens import Pause, PlannedDose, Regimen
from dosejournal.journal import information, pauses, ratings, regimens

_DAY_MINUTES = 24 * 60
# SQLite counts seconds from 1970 on, which began with our minute 1035594720
_KEPT = """
    SELECT id, regimen_id, strftime('%s', planned_at) / 60 + 1035594720,
           CASE status WHEN 'skipped' THEN 1 WHEN 'missed' THEN 2 WHEN 'late' THEN 3 ELSE 0 END
    FROM dose_event WHERE regimen_id IS NOT NULL ORDER BY id
"""
_LATE = """
    SELECT id, regimen_id, planned_at, at, zone
    FROM dose_event WHERE regimen_id IS NOT NULL AND status = 'late'
"""

# the columns of a table are: regimen, minute, substance, state, minutes late
_WIDTH, _MINUTE = 5, 1
_NONE = np.empty((0, _WIDTH), dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Planned:
    """What became of the planned doses up to today, by day; arrays of shape (n planned doses,).

    A state is one of `ratings`: of those still to come only today's are here, as OPEN.
    `late_minutes` is how long after its time a late dose was taken, 0 for all others.
    """

    substance_ids: Days
    days: Days
    places: Floats
    states: Days
    late_minutes: Days

    @property
    def settled(self) -> Days:
        """The days of those that are no longer open."""
        settled: Days = self.days[self.states != ratings.OPEN]
        return settled


@dataclass(frozen=True, slots=True)
class VersionSpan:
    """One version of a regimen on the days: when it held until now, without its pauses."""

    regimen: Regimen
    is_first: bool
    starts: float
    pieces: tuple[tuple[float, float], ...]


def planned(session: Session, now: datetime) -> Planned:
    """Return what became of all planned doses up to the journal day it is."""
    every = regimens.every(session, empty=True)
    starts_at = information.read(session).day_starts_at
    today = clock.journal_day(clock.wall(now), starts_at)
    until = domain.journal_span(today, today, starts_at)[1]
    kept = _kept(session, every) if every else _NONE
    kept = kept[kept[:, _MINUTE] < _minute(until)]
    first = min((each.starts_at for each in every), default=until)
    stops = pauses.listing(session)
    foreseen = _table(
        (dose.regimen.series_id, _minute(dose.wall), dose.regimen.substance_id, ratings.OPEN, 0)
        for dose in domain.planned(every, stops, first, until, clock.zone_of(now))
    )
    unkept = foreseen[~_among(_keys(foreseen), _keys(kept))]
    return _columns(np.concatenate([kept, unkept]), today, starts_at)


def versions(session: Session, now: datetime) -> list[VersionSpan]:
    """Return when each version of each regimen held until now, by series, the oldest first."""
    stops = pauses.listing(session)
    wall = clock.wall(now)
    begun = [each for each in regimens.every(session) if each.starts_at <= wall]
    firsts = {each.series_id: each.id for each in reversed(begun)}
    return [
        VersionSpan(
            each,
            firsts[each.series_id] == each.id,
            _place(each.starts_at),
            tuple(
                _pieces(each, [stop for stop in stops if stop.series_id == each.series_id], wall)
            ),
        )
        for each in begun
    ]


def _kept(session: Session, every: Iterable[Regimen]) -> Days:
    """Return the table of what was recorded for planned doses."""
    of = {each.id: each for each in every}
    table = ratings.numbers(session, _KEPT, 4).astype(np.int64)
    ids, found = table[:, 0], np.zeros((len(table), _WIDTH), dtype=np.int64)
    series, substances = np.zeros((2, max(of) + 1), dtype=np.int64)
    for each in of.values():
        series[each.id], substances[each.id] = each.series_id, each.substance_id
    # when each was taken is looked at only where it was late: a tenth of a record, seldom more
    found[:, 0], found[:, _MINUTE] = series[table[:, 1]], table[:, 2]
    found[:, 2], found[:, 3] = substances[table[:, 1]], table[:, 3]
    for row in session.connection().exec_driver_sql(_LATE):
        found[np.searchsorted(ids, row.id), 4] = _late_by(of[row.regimen_id], row)
    return found


def _late_by(regimen: Regimen, row: Any) -> int:
    dose = PlannedDose(datetime.fromisoformat(row.planned_at), regimen, None)
    at = datetime.fromisoformat(row.at).replace(tzinfo=UTC)
    return rules.late_by(dose, at.astimezone(clock.zone_named(row.zone)))


def _columns(table: Days, today: date, starts_at: time) -> Planned:
    table = table[np.argsort(table[:, _MINUTE], kind="stable")]
    minutes, states = table[:, _MINUTE], table[:, 3]
    days = (minutes - starts_at.hour * 60 - starts_at.minute) // _DAY_MINUTES
    states[(states == ratings.OPEN) & (days < today.toordinal())] = ratings.NOT_RECORDED
    return Planned(
        substance_ids=table[:, 2],
        days=days,
        places=ratings.placed(days, minutes / _DAY_MINUTES),
        states=states,
        late_minutes=table[:, 4],
    )


def _table(rows: Iterable[tuple[int, ...]]) -> Days:
    return np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, _WIDTH)


def _keys(table: Days) -> Days:
    """Return a number for each planned dose, by regimen and time, whichever version meant it."""
    return table[:, 0] * 2**32 + table[:, _MINUTE]


def _among(keys: Days, known: Days) -> NDArray[np.bool_]:
    """Return which of the keys are known."""
    # not np.isin, whose first call imports masked arrays for 15 ms
    of = set(known.tolist())
    return np.fromiter((key in of for key in keys.tolist()), dtype=np.bool_, count=len(keys))


def _pieces(
    regimen: Regimen, stops: Iterable[Pause], until: datetime
) -> Iterator[tuple[float, float]]:
    """Yield the stretches, as places in time, in which a version held and was not paused."""
    start, end = regimen.starts_at, min(regimen.ends_at or until, until)
    for stop in stops:
        if stop.starts_at > start:
            yield _place(start), _place(min(stop.starts_at, end))
        start = max(start, stop.ends_at or end)
        if start >= end:
            return
    yield _place(start), _place(end)


def _minute(wall: datetime) -> int:
    return wall.toordinal() * _DAY_MINUTES + wall.hour * 60 + wall.minute


def _place(wall: datetime) -> float:
    return _minute(wall) / _DAY_MINUTES
