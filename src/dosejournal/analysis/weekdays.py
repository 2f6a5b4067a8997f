"""The weekday in a model: Monday to Sunday as columns of a design.

People feel different on Fridays whatever they took, so the weekday belongs in every model of
days: method notes, section 4.4 (e).
"""

import numpy as np

from dosejournal.analysis.series import Days, Floats

MONDAY_TO_SUNDAY = np.arange(7)


def of(days: Days) -> Days:
    """Return the weekday of each ordinal, 0 on Monday; shape (n days,)."""
    return (days - 1) % 7


def columns(days: Days) -> Floats:
    """Return one column a weekday, 1 on its days and 0 on others; shape (n days, 7)."""
    found: Floats = (of(days)[:, None] == MONDAY_TO_SUNDAY).astype(np.float64)
    return found
