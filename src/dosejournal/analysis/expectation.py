"""What was expected, in numbers, and how it goes along with what was rated later.

Expecting and taking happen on the same days, so nothing here is an effect, and no comparison is
adjusted by it: method notes, sections 2.3 and 4.7.
"""

import numpy as np
import scipy

from dosejournal.analysis import correlation
from dosejournal.analysis.compared import Agreement, Expected
from dosejournal.analysis.series import Floats

FEWEST_PAIRS = 8
_LOST_TO_FISHER = 3
ALIKE = 1e-12
"""Values that differ by less than this, relative to the largest, are alike."""


def agreement(expected: Expected) -> Agreement:
    """Return the mean expected change with its 95 % interval, and its correlations.

    m ± t(n − 1) · sd / √n from two expectations on. Pearson's r of the expected change with the
    day's later ratings, with the interval of Fisher's z, tanh(artanh r ± 1.96 / √(n* − 3)), and
    Spearman's rank correlation, over the days rated after the expectation, at least 8. Where both
    resemble the pair before, n* = n (1 − r1 q1) / (1 + r1 q1) < n, with the correlations r1 and
    q1 of successive pairs (Bartlett 1935); there is no interval for n* ≤ 3.
    """
    changes = expected.changes
    n = len(changes)
    mean = float(changes.mean()) if n else None
    sd = float(changes.std(ddof=1)) if n > 1 else None
    low = high = None
    if mean is not None and sd is not None:
        half = float(scipy.special.stdtrit(n - 1, 0.975)) * sd / n**0.5
        low, high = mean - half, mean + half
    paired = np.isfinite(expected.later)
    pearson, pearson_low, pearson_high, spearman = _correlations(
        changes[paired], expected.later[paired]
    )
    return Agreement(
        n=n,
        mean=mean,
        low=low,
        high=high,
        sd=sd,
        certainty=float(expected.certainties.mean()) if n else None,
        n_pairs=int(paired.sum()),
        need=FEWEST_PAIRS,
        pearson=pearson,
        pearson_low=pearson_low,
        pearson_high=pearson_high,
        spearman=spearman,
    )


def _correlations(
    changes: Floats, later: Floats
) -> tuple[float | None, float | None, float | None, float | None]:
    """Return Pearson's r, the ends of its interval, and Spearman's r."""
    if len(changes) < FEWEST_PAIRS or _alike(changes) or _alike(later):
        return None, None, None, None
    # centred, so that a small scatter far from 0 is not taken for none
    x, y = changes - changes.mean(), later - later.mean()
    r = correlation.pearson(x, y)
    spearman = correlation.spearman(changes, later)
    together = max(_successive(x) * _successive(y), 0.0)
    n = len(x) * (1 - together) / (1 + together)
    if n <= _LOST_TO_FISHER:
        return r, None, None, spearman
    half = float(scipy.special.ndtri(0.975)) / (n - _LOST_TO_FISHER) ** 0.5
    with np.errstate(divide="ignore"):  # all points on one line: the interval is that point
        low, high = np.tanh(np.arctanh(np.clip(r, -1.0, 1.0)) + np.array([-half, half]))
    return r, float(low), float(high), spearman


def _successive(deviations: Floats) -> float:
    """Return how much each of these resembles the one before, from −1 to 1."""
    return float((deviations[1:] * deviations[:-1]).sum() / (deviations**2).sum())


def _alike(values: Floats) -> bool:
    return float(np.ptp(values)) <= ALIKE * float(np.abs(values).max())
