"""How much neighbouring days resemble each other, and what that does to an error.

Days are modelled as a first-order autoregression, AR(1): two days that lie g days apart have the
correlation rho^g. Formulas and test vectors: method notes, section 4.4 (b) and (c).
"""

import numpy as np

from dosejournal.analysis.series import Days, Floats

LARGEST = 0.95


def r1(residuals: Floats, days: Days) -> float | None:
    """Return the resemblance of neighbouring residuals, from −0.95 to 0.95.

    r1 = Σ e(t) e(t−1) / Σ e(t)² · (n − 1) / n_pairs, the first sum over the n_pairs pairs of
    adjacent calendar days. Without missing days the factor is 1 and this is the usual r1.
    None where no two days are adjacent or all residuals are 0.

    Args:
        residuals: shape (n days,), in the unit of the measure.
        days: ordinals, ascending, each once, shape (n days,).
    """
    adjacent = np.diff(days) == 1
    n_pairs = int(adjacent.sum())
    squares = float(residuals @ residuals)
    if not n_pairs or squares == 0:
        return None
    products = float((residuals[1:] * residuals[:-1])[adjacent].sum())
    return _clipped(products / squares * (len(days) - 1) / n_pairs)


def corrected(r1: float, n: int) -> float:
    """Return r1* = r1 + (1 + 3 r1) / n: what r1 of n days would be without its small-sample bias.

    It is kept within −0.95 and 0.95.
    """
    return _clipped(r1 + (1 + 3 * r1) / n)


def quadratic(weights: Floats, days: Days, rho: float) -> float:
    """Return hᵀRh with R(s, t) = rho^|s − t| over the true distance in days.

    This times the variance of a day is the variance of Σ h(t) y(t). Missing days need no special
    case. With a(t) = Σ over s < t of rho^(t − s) h(s), which follows a(t) = rho^gap · (a + h) of
    the day before, it is Σ h(t)² + 2 Σ h(t) a(t); the recurrence is solved for all days at once by
    doubling the stride: n log n steps and no matrix of n × n.

    Args:
        weights: h, shape (n days,).
        days: ordinals, ascending, each once, shape (n days,).
        rho: the correlation of adjacent days, between −1 and 1.
    """
    decay = np.zeros(len(days))
    decay[1:] = rho ** np.diff(days).astype(np.float64)
    carried = np.zeros(len(days))
    carried[1:] = decay[1:] * weights[:-1]
    stride = 1
    while stride < len(days):
        carried[stride:] += decay[stride:] * carried[:-stride]
        decay[stride:] *= decay[:-stride]
        stride *= 2
    return float(weights @ weights + 2 * (weights @ carried))


def _clipped(value: float) -> float:
    return min(max(value, -LARGEST), LARGEST)
