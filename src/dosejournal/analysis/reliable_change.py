"""Whether two scores of a questionnaire differ by more than it measures them apart.

Jacobson and Truax 1991, J Consult Clin Psychol 59:12-19. Formulas: method notes, section 4.10.
"""

import math
from dataclasses import dataclass

Z = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two scores, beside the smallest that is larger than their error."""

    difference: float
    critical: float
    index: float

    @property
    def exceeds_error(self) -> bool:
        """Whether it is larger than what error alone would leave in 5 of 100 repetitions."""
        return abs(self.index) >= Z


def standard_error(sd: float, reliability: float) -> float:
    """Return the standard error of one score, sd √(1 − r)."""
    return sd * math.sqrt(1.0 - reliability)


def critical(sd: float, reliability: float) -> float:
    """Return the smallest difference of two scores that is larger than their error."""
    return Z * math.sqrt(2.0) * standard_error(sd, reliability)


def between(first: float, second: float, sd: float, reliability: float) -> Change:
    """Return the change from one score to another; `sd` > 0 and 0 ≤ `reliability` < 1.

    RCI = (x2 − x1) / (√2 · SEM).
    """
    index = (second - first) / (math.sqrt(2.0) * standard_error(sd, reliability))
    return Change(second - first, critical(sd, reliability), index)
