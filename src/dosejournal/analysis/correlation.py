"""How two columns of numbers go along with each other, and p-values that were looked at together.

scipy.stats has all three, and takes a second to load, which a report from the terminal would wait
for; tests hold these against it. Formulas: method notes, sections 2.3 and 4.11.
"""

from collections.abc import Sequence

import numpy as np

from dosejournal.analysis.series import Floats


def pearson(x: Floats, y: Floats) -> float:
    """Return Pearson's r, from −1 to 1.

    r = Σ (x − x̄)(y − ȳ) / √(Σ (x − x̄)² Σ (y − ȳ)²). Both have shape (n,), n ≥ 2, and neither
    has the same value throughout.
    """
    across, up = x - x.mean(), y - y.mean()
    # each brought to length 1 first: squares of large or small numbers would leave the scale
    across, up = across / np.abs(across).max(), up / np.abs(up).max()
    r = float((across / np.linalg.norm(across)) @ (up / np.linalg.norm(up)))
    return min(max(r, -1.0), 1.0)


def spearman(x: Floats, y: Floats) -> float:
    """Return Spearman's r: Pearson's of the ranks, equal values having the mean of theirs."""
    return pearson(_ranks(x), _ranks(y))


def false_discovery(p: Sequence[float]) -> Floats:
    """Return p-values adjusted for their number, in their order, shape (m,).

    Benjamini and Hochberg 1995, J R Stat Soc B 57:289-300: in ascending order,
    adj(i) = min over j ≥ i of min(1, m p(j) / j).
    """
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, kind="stable")
    scaled = values[order] * len(values) / np.arange(1, len(values) + 1)
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted


def _ranks(values: Floats) -> Floats:
    _distinct, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Floats = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return ranks
