import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import stdtrit

from dosejournal.analysis import expectation
from dosejournal.analysis.compared import Expected


def agreement(changes, later=None, certainties=None):
    n = len(changes)
    return expectation.agreement(
        Expected(
            np.arange(n),
            np.array(changes, dtype=float),
            np.full(n, 60.0) if certainties is None else np.array(certainties, dtype=float),
            np.full(n, np.nan) if later is None else np.array(later, dtype=float),
        )
    )


def test_the_mean_expectation_has_its_interval():
    found = agreement([10, 20, 0, 10], certainties=[80, 60, 40, 20])
    sd = np.std([10, 20, 0, 10], ddof=1)
    half = stdtrit(3, 0.975) * sd / 2
    assert (found.n, found.mean, found.certainty) == (4, 10, 50)
    assert [found.sd, found.low, found.high] == pytest.approx([sd, 10 - half, 10 + half])


def test_one_expectation_has_no_interval_and_none_has_no_mean():
    found = agreement([10])
    assert (found.n, found.mean, found.certainty) == (1, 10, 60)
    assert found.sd is found.low is found.high is None
    found = agreement([])
    assert found.mean is found.certainty is None
    assert (found.n, found.n_pairs, found.need) == (0, 0, 8)


def test_correlations_agree_with_their_formulas():
    random = np.random.default_rng(6)
    changes, later = random.normal(size=20), random.normal(size=20)
    later += changes
    found = agreement(changes, later)
    r = np.corrcoef(changes, later)[0, 1]
    together = max(successive(changes) * successive(later), 0)
    n = 20 * (1 - together) / (1 + together)
    ends = np.tanh(np.arctanh(r) + np.array([-1, 1]) * 1.959963984540054 / np.sqrt(n - 3))
    told = [found.pearson, found.pearson_low, found.pearson_high]
    assert told == pytest.approx([r, *ends])
    ranks = np.corrcoef(np.argsort(np.argsort(changes)), np.argsort(np.argsort(later)))[0, 1]
    assert found.spearman == pytest.approx(ranks)


def successive(values):
    deviations = values - values.mean()
    return (deviations[1:] * deviations[:-1]).sum() / (deviations**2).sum()


def test_pairs_that_both_resemble_the_one_before_widen_the_interval():
    random = np.random.default_rng(3)
    waves = np.sin(np.arange(40) / 3) + random.normal(size=(2, 40)) / 2
    mixed = np.random.default_rng(4).permutation(40)
    found, alone = agreement(*waves), agreement(waves[0][mixed], waves[1][mixed])
    assert found.pearson == pytest.approx(alone.pearson)
    width = np.arctanh(found.pearson_high) - np.arctanh(found.pearson_low)
    assert width > 1.2 * (np.arctanh(alone.pearson_high) - np.arctanh(alone.pearson_low))
    # of so few pairs, nothing can be said
    half_a_wave = np.cos(np.pi * (np.arange(8) + 0.5) / 8)
    short = agreement(half_a_wave, half_a_wave + np.arange(8) % 2 / 10)
    assert short.pearson is not None
    assert short.pearson_low is short.pearson_high is None


def test_days_without_a_later_rating_are_no_pairs():
    later = [1, 2, 3, 4, 5, 6, 7, np.nan, np.nan]
    found = agreement(range(9), later)
    assert (found.n, found.n_pairs) == (9, 7)
    assert found.pearson is found.spearman is None
    later[8] = 4
    found = agreement(range(9), later)
    assert found.n_pairs == 8
    assert found.pearson == pytest.approx(
        np.corrcoef([0, 1, 2, 3, 4, 5, 6, 8], [*later[:7], 4])[0, 1]
    )


@pytest.mark.parametrize("alike", [10.0, 0.0, 0.1])
def test_without_any_scatter_nothing_goes_along_with_anything(alike):
    varied, same = np.arange(12), np.full(12, alike)
    for found in (agreement(same, varied), agreement(varied, same), agreement(same, same)):
        assert found.n_pairs == 12
        assert found.pearson is found.pearson_low is found.pearson_high is found.spearman is None


def test_days_on_one_line_are_an_interval_of_no_length():
    found = agreement(range(10), [2 * each for each in range(10)])
    told = [found.pearson, found.pearson_low, found.pearson_high, found.spearman]
    assert told == pytest.approx([1, 1, 1, 1])
    found = agreement(range(10), [-each for each in range(10)])
    assert found.pearson_high == pytest.approx(-1)


@settings(deadline=None)
@given(
    st.lists(st.integers(-50, 50), min_size=8, max_size=30),
    st.lists(st.integers(0, 100), min_size=30, max_size=30),
)
def test_any_whole_numbers_have_an_answer_within_its_limits(changes, ratings):
    found = agreement(changes, ratings[: len(changes)])
    if found.pearson is not None:
        assert -1 <= found.pearson_low <= found.pearson <= found.pearson_high <= 1
        assert -1 <= found.spearman <= 1 + 1e-12
