"""What the picture of a measure rests on: days, doses that were known of, what was expected."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session

from dosejournal.analysis import series
from dosejournal.analysis.series import Daily, Days
from dosejournal.domain import expectancy
from dosejournal.domain.measures import Measure
from dosejournal.journal import ratings
from dosejournal.journal.ratings import Doses, Ratings

_EXPECTED = """
    SELECT julianday(journal_day) - 1721424.5, expected_change, certainty
    FROM expectancy
    WHERE measure = ? AND (substance_id, journal_day) IN
          (SELECT substance_id, journal_day FROM dose_event
           WHERE status IN ('taken', 'late', 'extra'))
    ORDER BY journal_day
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a span of days rests on.

    `n_dose_days` counts the rated days with a dose, `n_knowing` those of them on which a rating
    was made at or after the first dose. `expected_change` is in the unit of the measure, mean of
    the `n_expected` days on which something was expected of a substance that was then taken;
    None where there were none.
    """

    n_days: int
    n_missing: int
    n_dose_days: int
    n_knowing: int
    n_expected: int
    expected_change: float | None
    expected_certainty: float | None


@dataclass(frozen=True, slots=True, eq=False)
class FirstDoses:
    """The days on which anything was taken, oldest first, and when the first dose of each was.

    Both arrays have shape (n dose days,).
    """

    days: Days
    moments: Days


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The days of a measure by what they rest on; all arrays of days ascend."""

    rated: Days
    dosed: Days
    knowing: Days
    changes: Daily
    certainties: Daily

    def of(self, first: int, last: int) -> Counts:
        """Return what the days from `first` to `last` rest on.

        A day before the measure was first rated is not missing.
        """
        ends = (first, last + 1)
        n_days = _count(self.rated, ends)
        start, end = np.searchsorted(self.changes.days, ends)
        said = end > start
        return Counts(
            n_days,
            self._since_first(first, last) - n_days,
            _count(self.dosed, ends),
            _count(self.knowing, ends),
            int(end - start),
            float(self.changes.means[start:end].mean()) if said else None,
            float(self.certainties.means[start:end].mean()) if said else None,
        )

    def until_last_rated(self, last: int) -> int:
        """Return a day, but none after the measure was last rated."""
        return min(last, int(self.rated[-1])) if len(self.rated) else last

    def _since_first(self, first: int, last: int) -> int:
        if len(self.rated):
            first = max(first, int(self.rated[0]))
        return max(last - first + 1, 0)


def first_doses(taken: Iterable[Doses]) -> FirstDoses:
    """Return the first dose of each day on which anything was taken, also late."""
    days, moments = np.empty((2, 0), dtype=np.int64)
    for doses in taken:
        kept = doses.are_taken
        days = np.concatenate([days, doses.days[kept]])
        moments = np.concatenate([moments, doses.moments[kept]])
    order = np.lexsort((moments, days))
    days, moments = days[order], moments[order]
    firsts = np.flatnonzero(np.diff(days, prepend=days[:1] - 1))
    return FirstDoses(days[firsts], moments[firsts])


def ground(
    session: Session, measure: Measure, points: Ratings, rated: Days, doses: FirstDoses
) -> Ground:
    """Return what the ratings of a measure rest on; `rated` are their days, each once."""
    starts = np.searchsorted(points.days, doses.days)
    ends = np.searchsorted(points.days, doses.days + 1)
    both = ends > starts
    dosed = doses.days[both]
    # when the last rating of each day was written: a back-dated one knows what was known then
    pieces = np.column_stack([starts[both], ends[both]]).ravel()
    written = np.maximum.reduceat(np.append(points.written, 0), pieces)[::2]
    knowing = written >= doses.moments[both]
    rows = ratings.numbers(session, _EXPECTED, 3, measure.key)
    days = rows[:, 0].astype(np.int64)
    return Ground(
        rated,
        dosed,
        dosed[knowing],
        series.daily(days, rows[:, 1] * expectancy.in_unit(1.0, measure)),
        series.daily(days, rows[:, 2]),
    )


def _count(days: Days, ends: tuple[int, int]) -> int:
    start, end = np.searchsorted(days, ends)
    return int(end - start)
