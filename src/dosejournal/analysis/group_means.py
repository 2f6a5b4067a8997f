"""The mean of each kind of days, as if each kind had the same weekdays.

y ~ group + weekday by least squares; the mean of a group is told at the weekday mix of all days
together, μ(g) = a(g) + Σ m(w) b(w), with the error of section 4.4 (e) of the method notes.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dosejournal.analysis import regression, weekdays
from dosejournal.analysis.compared import Group
from dosejournal.analysis.series import Days, Floats

FEWEST_FOR_MEAN = 4

Places = NDArray[np.intp]


def points(days: Days, values: Floats, places: Places, keys: Sequence[str]) -> tuple[Group, ...]:
    """Return the days of each group without any mean.

    Args:
        days: ordinals, ascending, each once, shape (n days,).
        values: daily means in the unit of the measure, shape (n days,).
        places: for each day the place of its group in `keys`, shape (n days,); a day at a place
            beyond them is of no group that is told.
        keys: the names of the groups.
    """
    return tuple(
        Group(key, days[places == place], values[places == place])
        for place, key in enumerate(keys)
    )


def adjusted(
    days: Days,
    values: Floats,
    places: Places,
    keys: Sequence[str],
    fewest: int = FEWEST_FOR_MEAN,
) -> tuple[Group, ...]:
    """Return the days of each group with their weekday-adjusted mean and its 95 % interval.

    A group of fewer than `fewest` days, or one that only ever met weekdays of its own, so that
    its mean cannot be told apart from theirs, has none. Takes the same as `points`.
    """
    if not len(days):
        return points(days, values, places, keys)
    weekday = weekdays.columns(days)
    n_groups = max(len(keys), int(places.max()) + 1)
    members = (places[:, None] == np.arange(n_groups)).astype(np.float64)
    fitted = regression.fit(np.column_stack([members, weekday]), values, days)
    mix = weekday.mean(axis=0)
    groups = list(points(days, values, places, keys))
    for place, group in enumerate(groups):
        combination = np.concatenate([np.arange(n_groups) == place, mix])
        if group.n >= fewest and regression.estimable(fitted, combination):
            mean = regression.estimate(fitted, combination)
            groups[place] = replace(group, mean=mean.value, low=mean.low, high=mean.high)
    return tuple(groups)
