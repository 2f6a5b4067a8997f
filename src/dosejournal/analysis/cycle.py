"""The rated days by their day of a cycle: day 1 to day N + M of a plan of N days on and M off."""

from collections.abc import Iterable

import numpy as np

from dosejournal.analysis import group_means
from dosejournal.analysis.compared import Group, Rated

Span = tuple[int, int, int, int]
"""While a cycle held: first day, last day, a day on which the cycle began, its length in days."""


def by_cycle_day(rated: Rated, spans: Iterable[Span], told: bool) -> tuple[Group, ...]:
    """Return the rated days of each day of the cycle, under the keys "1" to its length.

    Day d of a span lies on day (d − anchor) mod length + 1; a later span wins where two overlap.
    Means are weekday-adjusted as in `group_means`, at least 4 days each; where the length is a
    multiple of 7 each day of the cycle has its own weekday, and there is no mean.

    Args:
        rated: the rated days of one measure.
        spans: when which cycle held; cycles of different lengths share the days they both have.
        told: whether means may be told at all; False leaves the points alone.
    """
    spans = tuple(spans)
    place = np.full(len(rated.days), -1, dtype=np.intp)
    for first_day, last_day, anchor_day, length in spans:
        inside = (rated.days >= first_day) & (rated.days <= last_day)
        place[inside] = (rated.days[inside] - anchor_day) % length
    within = place >= 0
    keys = [str(day + 1) for day in range(max((span[3] for span in spans), default=0))]
    means = group_means.adjusted if told else group_means.points
    return means(rated.days[within], rated.means[within], place[within], keys)
