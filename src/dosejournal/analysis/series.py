"""Days in a row: daily means, the trailing seven-day mean and how neighbouring days resemble.

A day is its proleptic ordinal (`date.toordinal()`), a whole number. Every day counts once,
however often it was rated. Formulas and test vectors: method notes, section 4.8.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Days = NDArray[np.int64]

WINDOW_DAYS = 7
FEWEST_DAYS = 4
GAP_DAYS = 3
FEWEST_PAIRS = 14
LARGEST_R1 = 0.95

# 97.5 % quantiles of Student's t with 3, 4, 5 and 6 degrees of freedom, the only ones that a
# window of 4 to 7 days needs; a test holds them against scipy, whose import takes 0.3 s
T_QUANTILES = np.array(
    [3.1824463052837078, 2.7764451051977934, 2.5705818356363146, 2.4469118511449786]
)


@dataclass(frozen=True, slots=True, eq=False)
class Daily:
    """The mean of each rated day, oldest first, and how many ratings it rests on.

    All arrays have shape (n days,); means are in the unit of the measure.
    """

    days: Days
    means: Floats
    counts: Days


@dataclass(frozen=True, slots=True, eq=False)
class Rolling:
    """The trailing mean at each rated day, with its interval; NaN where there is none.

    All arrays have shape (n days,) and belong to the days of `Daily`; means, lows and highs are
    in the unit of the measure. `breaks` is True at a day before which the line is interrupted.
    """

    means: Floats
    lows: Floats
    highs: Floats
    breaks: NDArray[np.bool_]


def daily(days: Days, values: Floats) -> Daily:
    """Return the mean of each day's ratings.

    Args:
        days: the journal day of each rating, shape (n ratings,), in any order.
        values: the ratings, shape (n ratings,).
    """
    # not np.unique, whose first call imports masked arrays for 15 ms
    order = np.argsort(days, kind="stable")
    days, values = days[order], values[order]
    starts = np.flatnonzero(np.diff(days, prepend=days[:1] - 1))
    counts = np.diff(np.append(starts, len(days)))
    totals = np.add.reduceat(values, starts) if len(starts) else np.empty(0)
    return Daily(days[starts], totals / counts, counts.astype(np.int64))


def rolling(series: Daily, widening: float = 1.0) -> Rolling:
    """Return the mean of the seven days up to and including each rated day.

    m ± w · t(n − 1) · s / √n, with the mean m and the standard deviation s (n − 1 in its
    denominator) of the n rated days among the seven, at least 4, the 97.5 % quantile t, and
    w = `widening`, see `width_factor`. The line is interrupted where there is no mean and where
    3 or more days in a row were not rated; nothing is carried on past the last rating.
    """
    days, means = series.days, series.means
    # row t holds the seven calendar days up to rated day t, NaN where a day was not rated
    window = np.full((len(days), WINDOW_DAYS), np.nan)
    index = np.arange(len(days))
    for back in range(min(WINDOW_DAYS, len(days))):
        source = index[back:] - back
        distance = days[back:] - days[source]
        inside = distance < WINDOW_DAYS
        window[index[back:][inside], distance[inside]] = means[source[inside]]
    rated = np.isfinite(window)
    n = rated.sum(axis=1)
    enough = n >= FEWEST_DAYS
    mean = np.where(rated, window, 0.0).sum(axis=1) / np.maximum(n, 1)
    squares = np.where(rated, (window - mean[:, None]) ** 2, 0.0).sum(axis=1)
    deviation = np.sqrt(squares / np.maximum(n - 1, 1))
    quantile = T_QUANTILES[np.clip(n - FEWEST_DAYS, 0, len(T_QUANTILES) - 1)]
    half = widening * quantile * deviation / np.sqrt(np.maximum(n, 1))
    mean = np.where(enough, mean, np.nan)
    breaks = np.ones(len(days), dtype=np.bool_)
    breaks[1:] = (np.diff(days) > GAP_DAYS) | ~enough[1:] | ~enough[:-1]
    return Rolling(mean, mean - half, mean + half, breaks)


def autocorrelation(series: Daily) -> float | None:
    """Return how much neighbouring days resemble each other, from −1 to 1.

    r1 = Σ e(t) e(t+1) / ½ Σ [e(t)² + e(t+1)²], both sums over the pairs of consecutive days that
    were rated, e = deviation from the mean of all days. Without missing days this differs from
    the usual Σ e(t) e(t+1) / Σ e(t)² only by the halves of the first and the last day; with
    missing days it stays between −1 and 1, because both sums run over the same pairs.
    None below 14 pairs or when all days are alike.
    """
    if len(series.days) < 2:
        return None
    deviations = series.means - series.means.mean()
    paired = np.diff(series.days) == 1
    first, second = deviations[:-1][paired], deviations[1:][paired]
    squares = float((first**2 + second**2).sum()) / 2
    if len(first) < FEWEST_PAIRS or squares == 0:
        return None
    return float((first * second).sum()) / squares


def width_factor(r1: float | None) -> float:
    """Return by how much neighbouring days that resemble each other widen the interval.

    √((1 + r1) / (1 − r1)) for r1 > 0, else 1; also 1 where r1 is not known. r1 counts as at most
    0.95 here (factor 6.24), because the expression has no limit towards 1.
    """
    if r1 is None or r1 <= 0:
        return 1.0
    r1 = min(r1, LARGEST_R1)
    return float(np.sqrt((1 + r1) / (1 - r1)))
