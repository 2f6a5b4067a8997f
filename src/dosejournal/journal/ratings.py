"""Ratings and doses as plain columns of numbers, for what looks at years of them.

Days are ordinals (`date.toordinal()`). The place of an entry in time is its day plus the part of
that day gone by on the wall clock: 736000.5 is noon. What happened after midnight, but before the
journal day ended, is placed at the end of its day.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import cast

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from dosejournal.analysis.series import Days, Floats

# Rows of SQLAlchemy would take three times as long, and dates of Python ten times: the driver
# gives tuples of numbers, and SQLite itself counts the days (its day 1721425.5 is our day 1).
_CHECK_INS = """
    SELECT json_group_array(id) AS ids, json_group_array(day) AS days,
           json_group_array(moment) AS moments, json_group_array(utc_offset_minutes) AS offsets
    FROM (
        SELECT id, CAST(julianday(journal_day) - 1721424.5 AS INTEGER) AS day,
               unixepoch(at) AS moment, utc_offset_minutes
        FROM check_in ORDER BY id
    )
"""
# What other programs wrote was written down when it happened, as far as anybody knows.
_BACK_DATED = """
    SELECT id, unixepoch(recorded_at) FROM check_in
    WHERE recorded_at > at AND origin IN ('window', 'terminal')
"""
_RATINGS = "SELECT check_in_id, value FROM rating WHERE measure = ?"
_WHOLE_RATINGS = """
    SELECT json_group_array(check_in_id) AS ids,
           json_group_array(CAST(value AS INTEGER)) AS whole,
           max(value <> CAST(value AS INTEGER)) AS has_decimals
    FROM rating WHERE measure = ?
"""
_DOSES = """
    SELECT substance_id, julianday(journal_day) - 1721424.5,
           julianday(at) - 1721424.5 + utc_offset_minutes / 1440.0, unixepoch(at),
           CASE status WHEN 'skipped' THEN 1 WHEN 'missed' THEN 2 WHEN 'late' THEN 3 ELSE 0 END
    FROM dose_event ORDER BY substance_id
"""
_END_OF_DAY = 0.999
_DAY_MINUTES, _DAY_SECONDS = 1440, 86_400
_1970 = 719_163

TAKEN, SKIPPED, MISSED, LATE, NOT_RECORDED, OPEN = range(6)


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """When each check-in was made; arrays of shape (n check-ins,), ids ascending.

    `moments` are whole seconds since 1970 in UTC, the same everywhere on earth; `written` are
    those at which it was recorded, which for a back-dated one is later.
    """

    ids: Days
    days: Days
    places: Floats
    moments: Days
    written: Days


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """The ratings of one measure, oldest first; arrays of shape (n ratings,), as in `Times`."""

    days: Days
    places: Floats
    values: Floats
    moments: Days
    written: Days


@dataclass(frozen=True, slots=True, eq=False)
class Doses:
    """The dose events of one substance, oldest first; arrays of shape (n doses,).

    A state is TAKEN (also extra), LATE, SKIPPED or MISSED; `moments` are seconds as in `Times`.
    """

    days: Days
    places: Floats
    states: Days
    moments: Days

    @property
    def are_taken(self) -> NDArray[np.bool_]:
        """Which of them were taken, also late."""
        taken: NDArray[np.bool_] = (self.states == TAKEN) | (self.states == LATE)
        return taken


def times(session: Session) -> Times:
    """Return when each check-in was made."""
    found = session.connection().exec_driver_sql(_CHECK_INS).one()
    ids, days, moments, offsets = (np.array(json.loads(each), dtype=np.int64) for each in found)
    local = moments / _DAY_SECONDS + offsets / _DAY_MINUTES + _1970
    back_dated = numbers(session, _BACK_DATED, 2).astype(np.int64)
    written = moments.copy()
    written[np.searchsorted(ids, back_dated[:, 0])] = back_dated[:, 1]
    return Times(ids, days, placed(days, local), moments, written)


def of_measure(session: Session, key: str, made: Times) -> Ratings:
    """Return the ratings of one measure; `made` says when their check-ins were."""
    ids, values = _of_measure(session, key)
    check_in = np.searchsorted(made.ids, ids)
    order = np.argsort(made.places[check_in], kind="stable")
    check_in = check_in[order]
    return Ratings(
        made.days[check_in],
        made.places[check_in],
        values[order],
        made.moments[check_in],
        made.written[check_in],
    )


def _of_measure(session: Session, key: str) -> tuple[Days, Floats]:
    # whole numbers, which most ratings are, leave SQLite a third faster as one text; what has
    # decimals would be rounded there
    found = session.connection().exec_driver_sql(_WHOLE_RATINGS, (key,)).one()
    if found.has_decimals:
        rows = numbers(session, _RATINGS, 2, key)
        return rows[:, 0].astype(np.int64), rows[:, 1]
    ids = np.array(json.loads(found.ids), dtype=np.int64)
    return ids, np.array(json.loads(found.whole), dtype=np.float64)


def doses(session: Session) -> dict[int, Doses]:
    """Return the dose events of each substance that has any, by the substance's id."""
    rows = numbers(session, _DOSES, 5)
    days = rows[:, 1].astype(np.int64)
    places = placed(days, rows[:, 2])
    ends = np.flatnonzero(np.diff(rows[:, 0])) + 1
    found = {}
    for own in np.split(np.arange(len(rows)), ends) if len(rows) else []:
        ordered = own[np.argsort(places[own], kind="stable")]
        found[int(rows[own[0], 0])] = Doses(
            days[ordered],
            places[ordered],
            rows[ordered, 4].astype(np.int64),
            rows[ordered, 3].astype(np.int64),
        )
    return found


def numbers(session: Session, query: str, width: int, *values: str) -> Floats:
    """Return what a query finds, where all its columns are numbers."""
    cursor = session.connection().connection.cursor()
    try:
        cursor.execute(query, values)
        found = np.fromiter(
            chain.from_iterable(cast(Iterable[Iterable[float]], cursor)), dtype=np.float64
        )
    finally:
        cursor.close()
    return found.reshape(-1, width)


def placed(days: Days, local: Floats) -> Floats:
    """Return where moments stand that the clock on the wall showed, each within its own day."""
    part_of_day: Floats = np.clip(local - days, 0.0, _END_OF_DAY)
    return part_of_day + days
