import numpy as np
import pytest

from dosejournal.analysis import cycle, weekdays
from dosejournal.analysis.compared import Rated

MONDAY = 736331


def rated(n, values=None):
    values = np.arange(n) if values is None else values
    return Rated("mood", MONDAY + np.arange(n), np.array(values, float), np.zeros(n, dtype=bool))


def test_days_are_told_by_their_day_of_the_cycle():
    groups = cycle.by_cycle_day(rated(10), [(MONDAY, MONDAY + 9, MONDAY + 1, 4)], told=False)
    assert [group.key for group in groups] == ["1", "2", "3", "4"]
    assert [group.values.tolist() for group in groups] == [[1, 5, 9], [2, 6], [3, 7], [0, 4, 8]]
    assert all(group.mean is None for group in groups)


def test_days_outside_of_every_span_take_no_part():
    spans = [(MONDAY + 2, MONDAY + 3, MONDAY, 2), (MONDAY + 6, MONDAY + 9, MONDAY + 6, 3)]
    groups = cycle.by_cycle_day(rated(10), spans, told=False)
    assert [group.values.tolist() for group in groups] == [[2, 6, 9], [3, 7], [8]]


def test_means_are_weekday_adjusted_where_days_and_weekdays_mix():
    n = 8 * 14
    day_of_cycle = np.arange(n) % 8
    values = 50 + day_of_cycle + 10.0 * (weekdays.of(MONDAY + np.arange(n)) >= 5)
    groups = cycle.by_cycle_day(rated(n, values), [(MONDAY, MONDAY + n, MONDAY, 8)], told=True)
    means = [group.mean for group in groups]
    assert means == pytest.approx([50 + day + 20 / 7 for day in range(8)])


def test_a_cycle_of_whole_weeks_has_points_alone():
    values = np.random.default_rng(1).normal(size=84)
    groups = cycle.by_cycle_day(rated(84, values), [(MONDAY, MONDAY + 83, MONDAY, 7)], told=True)
    assert [(group.n, group.mean) for group in groups] == [(12, None)] * 7


def test_fewer_than_four_days_have_no_mean():
    values = np.random.default_rng(1).normal(size=20)
    groups = cycle.by_cycle_day(rated(20, values), [(MONDAY, MONDAY + 19, MONDAY, 6)], told=True)
    assert [group.n for group in groups] == [4, 4, 3, 3, 3, 3]
    assert [group.mean is None for group in groups] == [False, False, True, True, True, True]


def test_without_a_cycle_there_are_no_days_of_it():
    assert cycle.by_cycle_day(rated(10), [], told=True) == ()
