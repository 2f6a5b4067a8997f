"""Least squares on days that resemble their neighbours: coefficients with an honest error.

Formulas and test vectors: method notes, section 4.4 (c) and (e). X is the design, shape
(n days, k columns), y the daily means, shape (n days,), in the unit of the measure.
"""

from dataclasses import dataclass

import numpy as np
import scipy

from dosejournal.analysis import autoregression
from dosejournal.analysis.series import Days, Floats

NEGLIGIBLE = 1e-9
"""What is smaller than this, relative to the largest, is rounding and counts as 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The least squares of y on X.

    `inverse` is the pseudo-inverse of XᵀX and `spanned` the projection onto what X can tell
    apart, both of shape (k, k); `variance` is s² = Σe² / `freedom`, `freedom` is n − rank.
    `r1` is of the residuals, None where it cannot be had.
    """

    days: Days
    design: Floats
    inverse: Floats
    spanned: Floats
    coefficients: Floats
    variance: float
    freedom: int
    r1: float | None

    @property
    def rank(self) -> int:
        """How many columns of X are not told by the others."""
        return len(self.days) - self.freedom


@dataclass(frozen=True, slots=True)
class Estimate:
    """A combination of coefficients with its standard error and 95 % interval."""

    value: float
    error: float
    low: float
    high: float
    p: float


def fit(design: Floats, values: Floats, days: Days) -> Fit:
    """Return the least squares of `values` on `design`, also where columns are not independent.

    Args:
        design: X, shape (n days, k columns), at least one of each.
        values: y, shape (n days,).
        days: ordinals, ascending, each once, shape (n days,).
    """
    scales, axes = np.linalg.eigh(design.T @ design)
    kept = scales > NEGLIGIBLE * scales[-1]
    axes, scales = axes[:, kept], scales[kept]
    inverse = axes / scales @ axes.T
    coefficients = inverse @ (design.T @ values)
    residuals = values - design @ coefficients
    # what rounding leaves of residuals that are 0 must not be taken for days that resemble
    residuals[np.abs(residuals) <= NEGLIGIBLE * np.abs(values).max()] = 0.0
    freedom = len(days) - len(scales)
    variance = float(residuals @ residuals) / max(freedom, 1)
    r1 = autoregression.r1(residuals, days)
    return Fit(days, design, inverse, axes @ axes.T, coefficients, variance, freedom, r1)


def estimable(fitted: Fit, combination: Floats) -> bool:
    """Return whether the days can tell this combination of coefficients, and its error."""
    unseen = combination - fitted.spanned @ combination
    return fitted.freedom > 0 and float(np.abs(unseen).max()) <= 1e-6


def estimate(fitted: Fit, combination: Floats) -> Estimate:
    """Return a combination of coefficients with its design-aware AR(1) interval.

    With h = X (XᵀX)⁻¹ c: value cᵀb, variance s² · hᵀRh, R(s, t) = rho^|s − t|, interval with the
    t quantile of n − rank degrees of freedom. The larger of the errors with rho = r1 and with
    rho = r1* is taken: where the kinds of days alternate, a larger rho makes the error smaller.

    Where y follows X without any scatter, the error is 0 and the interval a point.

    Args:
        fitted: what `fit` returned.
        combination: c, shape (k columns,), one that is `estimable`.
    """
    weights = fitted.design @ (fitted.inverse @ combination)
    value = float(combination @ fitted.coefficients)
    error = float(np.sqrt(fitted.variance * _largest_quadratic(fitted, weights)))
    half = error * float(scipy.special.stdtrit(fitted.freedom, 0.975))
    return Estimate(value, error, value - half, value + half, _p(value, error, fitted))


def _largest_quadratic(fitted: Fit, weights: Floats) -> float:
    days, r1 = fitted.days, fitted.r1
    candidates = [0.0] if r1 is None else [r1, autoregression.corrected(r1, len(days))]
    return max(autoregression.quadratic(weights, days, rho) for rho in candidates)


def _p(value: float, error: float, fitted: Fit) -> float:
    if error == 0:
        scale = float(np.abs(fitted.coefficients).max())
        return 1.0 if abs(value) <= NEGLIGIBLE * scale else 0.0
    return 2 * float(scipy.special.stdtr(fitted.freedom, -abs(value) / error))
