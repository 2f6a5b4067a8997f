"""What became of the planned doses of each day, as one letter a day."""

from datetime import date

import numpy as np

from dosejournal.exchange.report.content import DayState
from dosejournal.journal import ratings
from dosejournal.journal.plan_columns import Planned

ALL = "all"
LATE = "late"
PART = "part"
MISSED = "missed"
NOT_RECORDED = "not_recorded"
SKIPPED = "skipped"
OPEN = "open"
"""All taken in time; all taken, some late; some taken; else the first of these that one was."""


def of(planned: Planned | None, first_day: date, last_day: date) -> tuple[DayState, ...]:
    """Return the days of the period for which doses were planned, with what became of them."""
    if planned is None or not len(planned.days):
        return ()
    first, last = first_day.toordinal(), last_day.toordinal()
    inside = (planned.days >= first) & (planned.days <= last)
    days, states = planned.days[inside], planned.states[inside]
    if not len(days):
        return ()
    counts = np.zeros((last - first + 1, ratings.OPEN + 1), dtype=np.int64)
    np.add.at(counts, (days - first, states), 1)
    return tuple(
        DayState(date.fromordinal(first + int(number)), _state(counts[number].tolist()))
        for number in np.flatnonzero(counts.sum(axis=1))
    )


def _state(counts: list[int]) -> str:
    taken = counts[ratings.TAKEN] + counts[ratings.LATE]
    if taken == sum(counts):
        return LATE if counts[ratings.LATE] else ALL
    if taken:
        return PART
    for state, name in (
        (ratings.MISSED, MISSED),
        (ratings.NOT_RECORDED, NOT_RECORDED),
        (ratings.SKIPPED, SKIPPED),
    ):
        if counts[state]:
            return name
    return OPEN
