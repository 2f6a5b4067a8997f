"""What a comparison is made of, read from the journal as plain columns of days.

Each piece is read by a function of its own, so that a page can read one after the other and
stays answerable meanwhile.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from dosejournal.analysis import series
from dosejournal.analysis.compared import Dosing, Expected, Rated
from dosejournal.analysis.series import Days
from dosejournal.domain import expectancy
from dosejournal.domain.measures import Measure
from dosejournal.journal import plan_columns, ratings
from dosejournal.journal.plan_columns import VersionSpan
from dosejournal.journal.ratings import NOT_RECORDED, OPEN, Doses, Ratings
from dosejournal.store.tables import Substance

_EXPECTED = """
    SELECT julianday(journal_day) - 1721424.5, unixepoch(at), expected_change, certainty
    FROM expectancy WHERE measure = ? AND substance_id = ? ORDER BY journal_day
"""
_AMOUNTS = """
    SELECT julianday(journal_day) - 1721424.5 AS day, amount, unit
    FROM dose_event
    WHERE substance_id = ? AND status IN ('taken', 'late', 'extra') ORDER BY journal_day
"""

Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Cycle:
    """A plan of some days on and some off: one sign a day, "1" with a dose and "0" without.

    `spans` says when it held: first day, last day, anchor and length, days as ordinals.
    """

    signs: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """When one substance was taken: its dose days, and the moment of the first dose of each."""

    dosing: Dosing
    moments: Days


def taken(session: Session, now: datetime, substance: Substance) -> Taken:
    """Return the dose days of a substance up to now.

    Today is unknown as well, while a dose that is planned for it is open.
    """
    assert substance.id is not None
    days, moments = _first_of_days(ratings.doses(session).get(substance.id), now)
    planned = plan_columns.planned(session, now)
    without_a_word = (planned.states == NOT_RECORDED) | (planned.states == OPEN)
    open_days = planned.days[(planned.substance_ids == substance.id) & without_a_word]
    unknown = np.setdiff1d(open_days, days)
    return Taken(Dosing(days, unknown, _amounts(session, substance.id)), moments)


def rated(values: Ratings, measure: Measure, taken: Taken) -> Rated:
    """Return the rated days of a measure, and which were rated after the day's first dose.

    A rating that was written down later than it is dated was made knowing what was known then.
    """
    daily = series.daily(values.days, values.values)
    at = np.searchsorted(taken.dosing.days, values.days)
    inside = at < len(taken.dosing.days)
    knew = np.zeros(len(values.days), dtype=np.bool_)
    index = at[inside]
    knew[inside] = (taken.dosing.days[index] == values.days[inside]) & (
        values.written[inside] >= taken.moments[index]
    )
    knowing = np.unique(values.days[knew])
    return Rated(measure.key, daily.days, daily.means, np.isin(daily.days, knowing))


def expected(
    session: Session, values: Ratings, measure: Measure, substance: Substance
) -> Expected:
    """Return what was expected for a measure, with the mean of what was rated afterwards."""
    rows = ratings.numbers(session, _EXPECTED, 4, measure.key, str(substance.id))
    days = rows[:, 0].astype(np.int64)
    moments = rows[:, 1].astype(np.int64)
    unit = expectancy.in_unit(1.0, measure)
    later = np.array(
        [_later(values, day, moment) for day, moment in zip(days, moments, strict=True)],
        dtype=np.float64,
    )
    return Expected(days, rows[:, 2] * unit, rows[:, 3], later)


def cycle(versions: tuple[VersionSpan, ...]) -> Cycle | None:
    """Return the cycle of the newest version that has one, and all days on which it held."""
    with_cycle = [each for each in versions if each.regimen.pattern.signs]
    if not with_cycle:
        return None
    signs = max(with_cycle, key=lambda each: each.starts).regimen.pattern.signs
    spans = [
        # a version that ends at midnight does not hold on the day that begins then
        (int(first), int(np.ceil(last)) - 1, each.regimen.anchor.toordinal(), len(signs))
        for each in with_cycle
        if each.regimen.pattern.signs == signs
        for first, last in each.pieces
    ]
    return Cycle(signs, tuple(span for span in spans if span[0] <= span[1]))


def within(found: Expected, first_day: date | None, last_day: date | None) -> Expected:
    """Return the expectations of a span of days."""
    first, last = (first_day or date.min).toordinal(), (last_day or date.max).toordinal()
    return masked(found, (found.days >= first) & (found.days <= last))


def masked(found: Expected, kept: NDArray[np.bool_]) -> Expected:
    """Return the expectations that are marked."""
    return Expected(
        found.days[kept], found.changes[kept], found.certainties[kept], found.later[kept]
    )


def _first_of_days(doses: Doses | None, now: datetime) -> tuple[Days, Days]:
    if doses is None:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    # one dated ahead, by a clock that was wrong, is none yet
    kept = doses.are_taken & (doses.moments <= now.timestamp())
    days, moments = doses.days[kept], doses.moments[kept]
    order = np.argsort(moments, kind="stable")
    days, firsts = np.unique(days[order], return_index=True)
    return days, moments[order][firsts]


def _later(values: Ratings, day: int, moment: int) -> float:
    start, end = np.searchsorted(values.days, (day, day + 1))
    own = values.values[start:end][values.moments[start:end] >= moment]
    return float(own.mean()) if len(own) else float("nan")


def _amounts(session: Session, substance_id: int) -> tuple[tuple[str, Days], ...]:
    """Return the dose days of each amount where there are several of them."""
    taken: dict[int, list[str | None]] = {}
    for day, amount, unit in session.connection().exec_driver_sql(_AMOUNTS, (substance_id,)):
        taken.setdefault(int(day), []).append(_written(amount, unit) if amount else None)
    days: dict[str, list[int]] = {}
    for day, amounts in taken.items():
        known = [each for each in amounts if each is not None]
        if len(known) == len(amounts) and len(set(known)) == 1:
            days.setdefault(_times(Counter(known)), []).append(day)
    if len(days) < 2:
        return ()
    return tuple(
        (words, np.array(found, dtype=np.int64))
        for words, found in sorted(days.items(), key=lambda each: -len(each[1]))
    )


def _times(counted: Counter[str]) -> str:
    ((amount, n),) = counted.items()
    return amount if n == 1 else f"{n} × {amount}"


def _written(amount: str, unit: str) -> str:
    # 5 and 5.0 are one amount
    number = Decimal(amount).normalize()
    return f"{number:f} {unit}".strip()
