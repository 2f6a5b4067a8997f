import numpy as np
import pytest
from scipy.special import stdtrit

from dosejournal.analysis import group_means, weekdays

MONDAY = 736331
KEYS = ("a", "b")


def days(n):
    return MONDAY + np.arange(n)


def test_groups_hold_their_points_without_a_mean():
    values, places = np.array([5.0, 6, 7, 8]), np.array([0, 1, 0, 2])
    first, second = group_means.points(days(4), values, places, KEYS)
    assert (first.key, first.n, first.values.tolist()) == ("a", 2, [5, 7])
    assert (second.key, second.n, second.days.tolist()) == ("b", 1, [MONDAY + 1])
    assert first.mean is first.low is first.high is None


def test_each_mean_is_told_at_the_weekdays_of_all_days_together():
    # weekends are 10 higher, and the second group is 4 higher on any weekday
    places = (np.arange(56) % 3 == 0).astype(int)
    values = 50 + 10 * (weekdays.of(days(56)) >= 5) + 4.0 * places
    first, second = group_means.adjusted(days(56), values, places, KEYS)
    assert first.mean == pytest.approx(50 + 20 / 7)
    assert second.mean == pytest.approx(54 + 20 / 7)
    assert first.low == first.high == first.mean


def test_means_and_intervals_agree_with_whole_matrices():
    random = np.random.default_rng(3)
    rated = MONDAY + np.flatnonzero(random.random(70) < 0.8)
    n = len(rated)
    places, values = random.integers(3, size=n), random.normal(60, 10, n)
    groups = group_means.adjusted(rated, values, places, ("a", "b", "c"))
    design = np.column_stack([np.eye(3)[places], np.eye(7)[(rated - 1) % 7][:, 1:]])
    hat = np.linalg.pinv(design)
    residuals = values - design @ hat @ values
    adjacent = np.diff(rated) == 1
    r1 = (residuals[1:] * residuals[:-1])[adjacent].sum() / (residuals @ residuals)
    r1 *= (n - 1) / adjacent.sum()
    mix = np.eye(7)[(rated - 1) % 7][:, 1:].mean(axis=0)
    distances = np.abs(rated[:, None] - rated[None, :]).astype(float)
    for place, group in enumerate(groups):
        weights = np.concatenate([np.eye(3)[place], mix]) @ hat
        largest = max(weights @ rho**distances @ weights for rho in (r1, r1 + (1 + 3 * r1) / n))
        half = stdtrit(n - 9, 0.975) * np.sqrt(residuals @ residuals / (n - 9) * largest)
        assert group.mean == pytest.approx(weights @ values)
        assert [group.low, group.high] == pytest.approx([group.mean - half, group.mean + half])


def test_a_mean_needs_so_many_days():
    places = np.append(np.zeros(30, dtype=int), [1, 1, 1, 1])
    values = np.random.default_rng(1).normal(size=34)
    groups = group_means.adjusted(days(34), values, places, KEYS)
    assert all(group.mean is not None for group in groups)
    groups = group_means.adjusted(days(34), values, places, KEYS, fewest=5)
    assert groups[0].mean is not None
    assert groups[1].mean is None


def test_a_group_with_weekdays_of_its_own_has_no_mean():
    places = (weekdays.of(days(42)) == 2).astype(int)
    values = np.random.default_rng(1).normal(size=42)
    assert [group.mean for group in group_means.adjusted(days(42), values, places, KEYS)] == [
        None,
        None,
    ]


def test_a_place_beyond_the_keys_takes_part_and_is_not_told():
    random = np.random.default_rng(8)
    places = random.integers(3, size=60)
    values = random.normal(size=60)
    told = group_means.adjusted(days(60), values, places, KEYS)
    whole = group_means.adjusted(days(60), values, places, (*KEYS, "c"))
    assert [group.mean for group in told] == [group.mean for group in whole[:2]]


def test_no_days_have_no_mean():
    none = np.empty(0, dtype=np.int64)
    groups = group_means.adjusted(none, none.astype(float), none, KEYS)
    assert [(group.n, group.mean) for group in groups] == [(0, None), (0, None)]
