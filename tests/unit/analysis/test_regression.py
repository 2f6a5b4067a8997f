import json
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dosejournal.analysis import autoregression, regression, weekdays

REFERENCE = json.loads((Path(__file__).parents[2] / "data" / "vectors.json").read_text("utf-8"))
DATA = {key: np.array(column, dtype=float) for key, column in REFERENCE["data28"].items()}
# day 1 of the reference is a Monday, as is ordinal 736331
DAYS = 736330 + np.arange(1, 29)


def with_monday_as_reference():
    """The design of the reference: the dose, a constant, Tuesday to Sunday."""
    return np.column_stack([DATA["dose"], np.ones(28), weekdays.columns(DAYS)[:, 1:]])


def test_a_day_knows_its_weekday():
    assert weekdays.of(DAYS).tolist() == DATA["weekday"].astype(int).tolist()
    assert weekdays.columns(DAYS).sum(axis=0).tolist() == [4] * 7


def test_coefficients_agree_with_the_reference():
    vector = REFERENCE["vectors"]["regressions.dose+weekday"]
    fitted = regression.fit(with_monday_as_reference(), DATA["mood"], DAYS)
    names = ["dose", "Intercept", *(f"C(weekday)[T.{day}]" for day in range(1, 7))]
    errors = np.sqrt(fitted.variance * np.diag(fitted.inverse))
    for name, coefficient, error in zip(names, fitted.coefficients, errors, strict=True):
        expected = vector["terms"][name]
        assert [coefficient, error] == pytest.approx(expected, abs=vector["tolerance"])


def test_coefficients_and_errors_agree_with_statsmodels():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pandas and patsy while they are imported
        from statsmodels.regression.linear_model import OLS
    random = np.random.default_rng(5)
    design = np.column_stack([random.random(60) < 0.4, np.ones(60), random.normal(size=60)])
    values = random.normal(size=60)
    theirs = OLS(values, design).fit()
    fitted = regression.fit(design.astype(float), values, np.arange(60) * 2)
    ours = [regression.estimate(fitted, row) for row in np.eye(3)]
    # no two days are adjacent, so that days count as independent
    assert [each.value for each in ours] == pytest.approx(theirs.params)
    assert [each.error for each in ours] == pytest.approx(theirs.bse)
    assert [each.p for each in ours] == pytest.approx(theirs.pvalues)
    assert [(each.low, each.high) for each in ours] == [
        pytest.approx(interval) for interval in theirs.conf_int()
    ]
    assert fitted.freedom == theirs.df_resid


def test_columns_that_tell_each_other_are_no_matter_where_the_days_tell_the_rest():
    whole = np.column_stack([DATA["dose"], np.ones(28), weekdays.columns(DAYS)])
    dependent = regression.fit(whole, DATA["mood"], DAYS)
    independent = regression.fit(with_monday_as_reference(), DATA["mood"], DAYS)
    assert dependent.rank == independent.rank == 8
    found = regression.estimate(dependent, np.eye(9)[0])
    assert found.value == pytest.approx(1.125)
    assert found.error == pytest.approx(regression.estimate(independent, np.eye(8)[0]).error)
    assert not regression.estimable(dependent, np.eye(9)[1])


def test_as_many_columns_as_days_leave_no_error_to_tell():
    fitted = regression.fit(np.eye(3), np.array([1.0, 5.0, 2.0]), np.array([1, 2, 3]))
    assert fitted.freedom == 0
    assert not regression.estimable(fitted, np.array([1.0, 0.0, 0.0]))


def test_days_without_scatter_have_an_interval_of_no_length():
    design = np.column_stack([np.arange(40) % 2, np.ones(40)]).astype(float)
    same = regression.fit(design, np.full(40, 61.7), np.arange(40))
    apart = regression.fit(design, np.where(design[:, 0] > 0, 61.7, 50.1), np.arange(40))
    assert same.r1 is apart.r1 is None
    found = regression.estimate(same, np.array([1.0, 0.0]))
    assert (found.error, found.p) == (0, 1)
    assert found.low == found.high == found.value
    found = regression.estimate(apart, np.array([1.0, 0.0]))
    assert (found.error, found.p) == (0, 0)
    assert found.value == pytest.approx(11.6)


@settings(deadline=None)
@given(st.integers(0, 10_000), st.floats(-0.9, 0.9))
def test_the_larger_of_the_two_errors_is_taken(seed, phi):
    random = np.random.default_rng(seed)
    days = np.flatnonzero(random.random(60) < 0.8)
    values = random.normal(size=60)
    for day in range(1, 60):
        values[day] += phi * values[day - 1]
    design = np.column_stack([random.random(len(days)) < 0.5, np.ones(len(days))]).astype(float)
    fitted = regression.fit(design, values[days], days)
    combination = np.array([1.0, 0.0])
    weights = design @ np.linalg.pinv(design.T @ design) @ combination
    corrected = autoregression.corrected(fitted.r1, len(days))
    errors = [
        np.sqrt(fitted.variance * autoregression.quadratic(weights, days, rho))
        for rho in (fitted.r1, corrected)
    ]
    assert regression.estimate(fitted, combination).error == pytest.approx(max(errors))
