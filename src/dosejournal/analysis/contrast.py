"""Dose days against other days: their difference, and whether the days can tell it at all.

Formulas and test vectors: method notes, section 4.4 (c) and (e), and 4.7 for the variance
inflation. Every function takes rated days as ordinals, ascending, each once, shape (n days,),
and `dose`, True on dose days, of the same shape.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dosejournal.analysis import regression, weekdays
from dosejournal.analysis.regression import Estimate, Fit
from dosejournal.analysis.series import Days, Floats

LARGEST_INFLATION = 5.0
FEWEST_TURNS = 3
"""Dose days and other days that take turns less often are a before and an after."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Contrast:
    """The difference of dose days against other days, and the model it is taken from."""

    difference: Estimate
    fitted: Fit


def weekday_adjusted(days: Days, values: Floats, dose: Flags) -> Contrast | None:
    """Return the difference of y ~ dose + weekday; None where the days cannot tell it.

    Args:
        days: ordinals, shape (n days,).
        values: daily means in the unit of the measure, shape (n days,).
        dose: True on dose days, shape (n days,).
    """
    return _contrast(np.column_stack([dose, weekdays.columns(days)]), values, days)


def plain(days: Days, values: Floats, dose: Flags) -> Contrast | None:
    """Return the difference of the two means, as if weekdays did not matter.

    Not for the screen: a weekly rhythm passes for a difference. It is here for its test vectors
    and takes the same as `weekday_adjusted`.
    """
    return _contrast(np.column_stack([dose, np.ones(len(days))]), values, days)


def _contrast(design: Floats, values: Floats, days: Days) -> Contrast | None:
    if not len(days):
        return None
    fitted = regression.fit(design.astype(np.float64), values, days)
    dose = np.zeros(design.shape[1])
    dose[0] = 1.0
    if not regression.estimable(fitted, dose):
        return None
    return Contrast(regression.estimate(fitted, dose), fitted)


def informative(days: Days, dose: Flags) -> Flags:
    """Return which days lie on weekdays with dose days and other days, shape (n days,).

    A weekday on which there is always a dose, or never, says nothing about the difference.
    """
    weekday = weekdays.of(days)
    of_dose = np.bincount(weekday[dose], minlength=7)
    of_other = np.bincount(weekday[~dose], minlength=7)
    return ((of_dose > 0) & (of_other > 0))[weekday]


def inflation(column: Floats, others: Floats) -> float:
    """Return VIF = 1 / (1 − R²) of a column given others; infinite where they tell it exactly.

    Args:
        column: shape (n days,).
        others: shape (n days, k columns); a constant must lie within what they span.
    """
    deviations = column - column.mean()
    total = float(deviations @ deviations)
    coefficients = np.linalg.lstsq(others, column)[0]
    residuals = column - others @ coefficients
    left = float(residuals @ residuals)
    exact = left <= regression.NEGLIGIBLE * float(column @ column)
    return np.inf if exact else total / left


def is_fixed_by_weekday(days: Days, dose: Flags) -> bool:
    """Return whether the weekday tells so well what is a dose day that nothing else can be told.

    So it is when the variance inflation of the dose given the weekdays is above 5, also without
    any dose day or any other day.
    """
    return inflation(dose.astype(np.float64), weekdays.columns(days)) > LARGEST_INFLATION


def is_before_and_after(dose: Flags) -> bool:
    """Return whether dose days and other days lie one after the other, with few exceptions.

    Also where they take turns once only: off, on and off again, or on, off and on again.

    So it is when a single cut in time tells so well what is a dose day that the variance
    inflation of the dose given the days before and after that cut is above 5. Whatever else
    changed with time then passes for a difference, and its false alarms stay too many however
    the error is computed (method notes, section 4.13).

    Args:
        dose: shape (n days,), of at least one dose day and one other day.
    """
    n = len(dose)
    if np.count_nonzero(np.diff(dose.astype(np.int8))) < FEWEST_TURNS:
        return True
    before = np.arange(1, n)
    share = dose.mean()
    # R² of a cut after k of n days, c of the np doses before it: (c − kp)² / (k(n − k) p(1 − p))
    excess = np.cumsum(dose)[:-1] - before * share
    told = excess**2 / (before * (n - before) * share * (1 - share))
    return bool(told.max() > 1 - 1 / LARGEST_INFLATION)
