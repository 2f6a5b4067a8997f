"""What a comparison takes and what it gives: columns of days in, numbers with their ground out.

A day is its proleptic ordinal (`date.toordinal()`), a whole number; ratings are daily means in the
unit of the measure. Nothing here computes, so that a page can name these without loading scipy.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dosejournal.analysis.series import Days, Floats

Verdict = Literal["not_enough", "cannot_tell", "differs_knowing"]
Lacking = Literal["days", "dose_days", "other_days"]
Refusal = Literal["fixed_weekdays", "no_other_days", "no_scatter", "before_after"]

FEWEST_DAYS = 28
FEWEST_OF_EACH = 8
FARTHEST_DAYS = 14
"""A day farther than this from every dose is another time, not a comparison."""


@dataclass(frozen=True, slots=True, eq=False)
class Rated:
    """The rated days of one measure, oldest first; all arrays have shape (n days,).

    `knew` is True on a day of which at least one rating was made at or after its first dose.
    """

    measure: str
    days: Days
    means: Floats
    knew: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Dosing:
    """The days on which one substance was taken, oldest first, each day once.

    On `unknown` days a dose was planned of which nothing was recorded. `amounts` holds the dose
    days of each amount, under its words ("10 mg"); days with several amounts are in none of them.
    """

    days: Days
    unknown: Days
    amounts: tuple[tuple[str, Days], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Days of one kind: each point, and their mean with its 95 % interval where it may be told."""

    key: str
    days: Days
    values: Floats
    mean: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def n(self) -> int:
        """How many rated days there are of this kind."""
        return len(self.days)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Dose days against other days of one measure, with all that it rests on.

    `estimate`, `low` and `high` are the weekday-adjusted difference and its 95 % interval in the
    unit of the measure; None, as every mean of the groups, while the verdict is `not_enough`.
    `p` serves the adjustment of hints alone and is never shown. `have` and `need` are of the
    requirement that lacks most, named by `lacking`; None when nothing lacks. `refusal` says why
    no number of days would do. Unrated days are those between the first rated day and the last.
    """

    verdict: Verdict
    have: int
    need: int
    lacking: Lacking | None
    refusal: Refusal | None
    n_days: int
    n_dose_days: int
    n_other_days: int
    n_informative_dose_days: int
    n_informative_other_days: int
    n_knowing: int
    n_unknown: int
    n_far: int
    estimate: float | None
    low: float | None
    high: float | None
    r1: float | None
    p: float | None
    by_distance: tuple[Group, ...]
    by_amount: tuple[Group, ...]
    n_unrated_dose_days: int = 0
    n_unrated_other_days: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """What was expected of the days of one measure; all arrays have shape (n expectations,).

    Changes are in the unit of the measure, certainties from 0 to 100; `later` is the mean of the
    day's ratings made after the expectation, NaN where there is none.
    """

    days: Days
    changes: Floats
    certainties: Floats
    later: Floats


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was expected, in numbers, and how it goes along with what was rated later.

    `mean`, `low`, `high` and `sd` are of the expected change, in the unit of the measure. The
    correlations are over the `n_pairs` days rated after the expectation; None below `need` of
    them, or where all expectations or all ratings are alike.
    """

    n: int
    mean: float | None
    low: float | None
    high: float | None
    sd: float | None
    certainty: float | None
    n_pairs: int
    need: int
    pearson: float | None
    pearson_low: float | None
    pearson_high: float | None
    spearman: float | None
