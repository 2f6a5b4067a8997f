import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dosejournal.analysis import contrast, weekdays

REFERENCE = json.loads((Path(__file__).parents[2] / "data" / "vectors.json").read_text("utf-8"))
VECTORS = REFERENCE["vectors"]
MOOD = np.array(REFERENCE["data28"]["mood"], dtype=float)
DOSE = np.array(REFERENCE["data28"]["dose"], dtype=bool)
MONDAY = 736331
DAYS = MONDAY + np.arange(28)


def test_the_plain_difference_agrees_with_the_reference():
    narrow, wide = VECTORS["design_ar1.bias_corrected"], VECTORS["design_ar1"]
    found = contrast.plain(DAYS, MOOD, DOSE)
    assert found.difference.value == pytest.approx(0.55, abs=1e-6)
    # the larger of the two errors, here the one without the correction
    assert found.difference.error == pytest.approx(wide["se"], abs=wide["tolerance"])
    assert found.difference.error > narrow["se"]
    interval = [found.difference.low, found.difference.high]
    assert interval == pytest.approx(wide["ci95"], abs=wide["tolerance"])


def test_the_weekday_adjusted_difference_agrees_with_the_reference():
    vector = VECTORS["design_ar1.weekday_adjusted"]
    found = contrast.weekday_adjusted(DAYS, MOOD, DOSE)
    difference, fitted = found.difference, found.fitted
    values = [difference.value, fitted.variance, fitted.r1, difference.error]
    expected = [vector["b"], vector["s2"], vector["r1"], vector["with_r1"]["se"]]
    assert values == pytest.approx(expected, abs=vector["tolerance"])
    interval = [difference.low, difference.high]
    assert interval == pytest.approx(vector["with_r1"]["ci95"], abs=vector["tolerance"])
    assert (fitted.freedom, fitted.rank) == (20, 8)


def test_only_weekdays_of_both_kinds_are_informative():
    vector = VECTORS["design_ar1.weekday_adjusted"]
    informative = contrast.informative(DAYS, DOSE)
    assert set(weekdays.of(DAYS[informative]).tolist()) == {0, 1, 3, 4}
    assert (informative & DOSE).sum() == vector["informative_dose_days"]
    assert (informative & ~DOSE).sum() == vector["informative_other_days"]


def test_doses_on_the_same_weekdays_cannot_be_told_from_them():
    vector = VECTORS["design_ar1.weekday_not_estimable"]
    dose = np.isin(weekdays.of(DAYS), vector["dose_weekdays"])
    assert contrast.weekday_adjusted(DAYS, MOOD, dose) is None
    assert contrast.is_fixed_by_weekday(DAYS, dose)
    assert not contrast.informative(DAYS, dose).any()
    design = np.column_stack([dose, weekdays.columns(DAYS)])
    assert np.linalg.matrix_rank(design.astype(float)) == vector["rank"]


@pytest.mark.parametrize("column", ["guess", "expect"])
def test_the_variance_inflation_agrees_with_the_reference(column):
    vector = VECTORS["regressions.collinearity"]
    other = np.array(REFERENCE["data28"][column], dtype=float)
    found = contrast.inflation(DOSE.astype(float), np.column_stack([np.ones(28), other]))
    expected = vector[f"dose_{column}"]
    assert found == pytest.approx(expected["vif"], abs=vector["tolerance"])
    assert (found > contrast.LARGEST_INFLATION) is expected["refuse"]


def test_one_exception_in_a_long_record_does_not_free_doses_from_their_weekdays():
    days = MONDAY + np.arange(140)
    dose = np.isin(weekdays.of(days), [0, 3])
    dose[1] = True
    assert contrast.weekday_adjusted(days, np.tile(MOOD, 5), dose) is not None
    assert contrast.is_fixed_by_weekday(days, dose)


def test_doses_on_changing_weekdays_are_not_fixed():
    days = MONDAY + np.arange(42)
    for dose in (days % 3 == 0, days % 2 == 0, days % 8 < 5):
        assert not contrast.is_fixed_by_weekday(days, dose)


def test_days_of_one_kind_or_none_have_no_difference():
    none = np.empty(0)
    assert contrast.weekday_adjusted(none.astype(int), none, none.astype(bool)) is None
    every = np.ones(28, dtype=bool)
    assert contrast.weekday_adjusted(DAYS, MOOD, every) is None
    assert contrast.is_fixed_by_weekday(DAYS, every)
    assert contrast.is_fixed_by_weekday(DAYS, ~every)


def runs(*lengths):
    """Days without and with a dose by turns, so many each."""
    return np.concatenate([np.full(n, place % 2 == 1) for place, n in enumerate(lengths)])


@pytest.mark.parametrize(
    ("lengths", "told"),
    [
        ((14, 28), True),
        ((14, 20, 1, 20), True),
        ((0, 28, 14, 1, 10), True),
        ((7, 7, 7, 7), False),
        ((14, 28, 14), True),
        ((1, 2, 30), True),
        ((3, 5, 3, 5, 3, 5), False),
    ],
)
def test_days_before_and_after_one_cut_are_told_with_few_exceptions(lengths, told):
    assert contrast.is_before_and_after(runs(*lengths)) is told


@settings(deadline=None)
@given(st.lists(st.booleans(), min_size=5, max_size=40), st.integers(0, 40))
def test_the_cut_is_judged_by_the_variance_inflation_it_brings(dose, flipped):
    # sorted but for one day, so that both answers are common
    dose = np.sort(np.array(dose))
    dose[flipped % len(dose)] ^= True
    if dose.all() or not dose.any():
        return
    n = len(dose)
    cuts = [np.column_stack([np.ones(n), np.arange(n) >= cut]) for cut in range(1, n)]
    largest = max(contrast.inflation(dose.astype(float), cut) for cut in cuts)
    turns = np.count_nonzero(dose[1:] != dose[:-1])
    if abs(largest - 5) > 1e-6:
        assert contrast.is_before_and_after(dose) is bool(largest > 5 or turns < 3)
