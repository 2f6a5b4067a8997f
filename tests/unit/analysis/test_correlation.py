"""Correlations and adjusted p-values, held against scipy."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from dosejournal.analysis import correlation

values = st.lists(
    st.tuples(st.integers(-50, 50), st.integers(0, 100)), min_size=3, max_size=60
).map(lambda pairs: np.array(pairs, dtype=np.float64).T)


@given(values)
def test_correlations_are_those_of_scipy(columns):
    x, y = columns
    assume(np.ptp(x) and np.ptp(y))
    assert correlation.pearson(x, y) == pytest.approx(stats.pearsonr(x, y).statistic, abs=1e-12)
    assert correlation.spearman(x, y) == pytest.approx(stats.spearmanr(x, y).statistic, abs=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_adjusted_p_values_are_those_of_scipy(p):
    expected = stats.false_discovery_control(p)
    assert correlation.false_discovery(p) == pytest.approx(expected, rel=1e-12, abs=1e-300)


def test_adjusted_p_values_are_those_of_the_method_notes():
    p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
    adjusted = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.105714, 0.216, 0.216, 0.216]
    assert correlation.false_discovery(p) == pytest.approx(adjusted, abs=1e-6)


def test_points_on_one_line_have_no_more_than_1():
    x = np.array([0.1, 0.2, 0.7])
    assert correlation.pearson(x, 3 * x) == 1.0
    assert correlation.pearson(x, -x) == -1.0


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_very_small_and_very_large_numbers_correlate_as_others_do(scale):
    x, y = np.array([1.0, 2.0, 4.0, 3.0]), np.array([1.0, 3.0, 2.0, 4.0])
    assert correlation.pearson(x * scale, y) == pytest.approx(correlation.pearson(x, y))
