"""How far a day lies from a dose: the dose day, day +1, day +2 and other days.

A day is its proleptic ordinal; all arrays have shape (n days,) and are ascending, each day once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dosejournal.analysis.compared import FARTHEST_DAYS, Dosing
from dosejournal.analysis.series import Days

DOSE_DAY = 0
OTHER = 3
KEYS = ("0", "1", "2", "other")
"""The kinds of days, by their place: `DOSE_DAY`, day +1, day +2, `OTHER`."""
UNCERTAIN = 4
LONG_AGO = -(10**9)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Which of the days asked about can be compared, and how far they lie from a dose.

    `included`, `unknown` and `far` have the shape of the days asked about and exclude each other;
    `places` belongs to the included days alone and holds for each its place in `KEYS`, or
    `UNCERTAIN` where an unknown day lies between it and the dose before.
    """

    included: NDArray[np.bool_]
    unknown: NDArray[np.bool_]
    far: NDArray[np.bool_]
    places: NDArray[np.intp]


def placed(days: Days, dosing: Dosing) -> Placed:
    """Return where days lie from the doses of a substance.

    A dose day is at 0; day +1 and day +2 count from the last dose day before. A day on which a
    planned dose was not recorded is unknown, unless another dose of that day was; a day more than
    14 days from the dose before and from the dose after is far.
    """
    since, until = _since(days, dosing.days), _until(days, dosing.days)
    unknown = np.isin(days, dosing.unknown) & (since > 0)
    far = (np.minimum(since, until) > FARTHEST_DAYS) & ~unknown
    included = ~unknown & ~far
    places = np.minimum(since, OTHER)
    # had there been a dose on the unknown day, these would be its day +1 and day +2
    since_unknown = _since(days, dosing.unknown)
    places[(since > since_unknown) & (since_unknown < OTHER)] = UNCERTAIN
    return Placed(included, unknown, far, places[included].astype(np.intp))


def _since(days: Days, doses: Days) -> Days:
    """Return how many days ago the last dose day was, very many before the first."""
    before = np.append(LONG_AGO, doses)[np.searchsorted(doses, days, side="right")]
    return np.asarray(days - before, dtype=np.int64)


def _until(days: Days, doses: Days) -> Days:
    """Return in how many days the next dose day is, very many after the last."""
    after = np.append(doses, -LONG_AGO)[np.searchsorted(doses, days, side="left")]
    return np.asarray(after - days, dtype=np.int64)
