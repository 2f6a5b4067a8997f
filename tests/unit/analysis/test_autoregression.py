import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.analysis import autoregression

REFERENCE = json.loads((Path(__file__).parents[2] / "data" / "vectors.json").read_text("utf-8"))
VECTORS = REFERENCE["vectors"]
MOOD = np.array(REFERENCE["data28"]["mood"], dtype=float)
DOSE = np.array(REFERENCE["data28"]["dose"], dtype=bool)
DAYS = np.arange(1, 29)


def residuals():
    return np.where(DOSE, MOOD - MOOD[DOSE].mean(), MOOD - MOOD[~DOSE].mean())


def differences(pattern):
    dose = np.array(pattern, dtype=bool)
    return np.where(dose, 1 / dose.sum(), -1 / (~dose).sum())


def dense(weights, days, rho):
    distances = np.abs(days[:, None] - days[None, :])
    return weights @ (rho ** distances.astype(float)) @ weights


def test_the_resemblance_of_neighbours_agrees_with_the_reference():
    vector = VECTORS["ols_hac_ar1.autocorrelation"]
    r1 = autoregression.r1(residuals(), DAYS)
    assert r1 == pytest.approx(vector["r1"], abs=vector["tolerance"])
    corrected = autoregression.corrected(r1, 28)
    assert corrected == pytest.approx(vector["r1_star"], abs=vector["tolerance"])


def test_only_adjacent_days_are_pairs_and_their_share_is_made_up_for():
    values = np.array([1.0, -1.0, 2.0, -2.0, 1.0, -1.0])
    days = np.array([1, 2, 3, 7, 9, 10])
    products = (1 * -1) + (-1 * 2) + (1 * -1)
    expected = products / (values @ values) * 5 / 3
    assert autoregression.r1(values, days) == pytest.approx(expected)


def test_without_adjacent_days_or_any_scatter_nothing_is_known_of_neighbours():
    assert autoregression.r1(np.array([1.0, -1.0, 1.0]), np.array([1, 3, 5])) is None
    assert autoregression.r1(np.zeros(5), np.arange(5)) is None
    assert autoregression.r1(np.empty(0), np.empty(0, dtype=np.int64)) is None


def test_a_resemblance_stays_within_its_limits():
    values = np.array([5.0, 5.0, -1.0, 1.0, -1.0, 1.0])
    assert autoregression.r1(values, np.array([1, 2, 4, 6, 8, 10])) == 0.95
    assert autoregression.r1(values * [1, -1, 1, 1, 1, 1], np.array([1, 2, 4, 6, 8, 10])) == -0.95
    assert autoregression.corrected(0.94, 10) == 0.95
    assert autoregression.corrected(-0.95, 2) == -0.95


@pytest.mark.parametrize("name", ["design_ar1", "design_ar1.bias_corrected"])
def test_the_variance_of_a_difference_agrees_with_the_reference(name):
    vector = VECTORS[name]
    found = autoregression.quadratic(differences(DOSE), DAYS, vector["rho"])
    assert found == pytest.approx(vector["cRc"], abs=vector["tolerance"])
    assert found / vector["iid"] == pytest.approx(vector["inflation"], abs=vector["tolerance"])


@pytest.mark.parametrize("name", ["14_14", "7x4", "alternating28"])
def test_the_design_decides_whether_resemblance_widens_or_narrows(name):
    vector = VECTORS[f"design_ar1.inflation_{name}"]
    weights = differences(vector["pattern"])
    found = autoregression.quadratic(weights, DAYS, vector["rho"]) / (weights @ weights)
    assert found == pytest.approx(vector["inflation"], abs=vector["tolerance"])


@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=40, unique=True),
    st.floats(-0.95, 0.95),
    st.integers(0, 1000),
)
def test_it_agrees_with_the_whole_matrix(days, rho, seed):
    days = np.sort(np.array(days))
    weights = np.random.default_rng(seed).normal(size=len(days))
    found = autoregression.quadratic(weights, days, rho)
    assert found == pytest.approx(dense(weights, days, rho), rel=1e-9, abs=1e-12)


def test_centuries_between_two_days_are_no_matter():
    weights, days = np.array([1.0, 2.0, 3.0]), np.array([1, 2, 739_000])
    assert autoregression.quadratic(weights, days, 0.5) == pytest.approx(14 + 2 * 0.5 * 2)


def test_days_that_do_not_resemble_each_other_add_up():
    weights = np.array([1.0, -2.0, 3.0])
    assert autoregression.quadratic(weights, np.array([4, 5, 6]), 0.0) == 14
