import numpy as np
import pytest
from scipy.special import stdtrit

from dosejournal.analysis import series
from dosejournal.analysis.series import Daily

# 28 days of an invented person, from the method notes
MOOD = [6, 5, 5, 7, 6, 7, 6, 4, 5, 5, 6, 8, 7, 7, 6, 5, 4, 5, 6, 7, 7, 4, 6, 5, 5, 7, 7, 6]


def daily(values, days=None):
    days = np.arange(1, len(values) + 1) if days is None else np.array(days)
    return series.daily(days, np.array(values, dtype=float))


def test_a_day_counts_once_however_often_it_was_rated():
    found = daily([10, 50, 20, 30], [8, 7, 8, 8])
    assert found.days.tolist() == [7, 8]
    assert found.means.tolist() == [50, 20]
    assert found.counts.tolist() == [1, 3]


def test_no_ratings_are_no_days():
    found = daily([], np.empty(0, dtype=np.int64))
    assert (len(found.days), len(found.means), len(found.counts)) == (0, 0, 0)
    assert len(series.rolling(found).means) == 0
    assert series.autocorrelation(found) is None


@pytest.mark.parametrize(
    ("day", "mean", "low", "high"),
    [
        (4, 5.75, 4.2265198192, 7.2734801808),
        (7, 6.0, 5.2448666086, 6.7551333914),
        (28, 5.7142857143, 4.6852123652, 6.7433590633),
    ],
)
def test_the_seven_day_mean_agrees_with_the_reference(day, mean, low, high):
    found = series.rolling(daily(MOOD))
    at = day - 1
    assert found.means[at] == pytest.approx(mean, abs=1e-6)
    assert found.lows[at] == pytest.approx(low, abs=1e-6)
    assert found.highs[at] == pytest.approx(high, abs=1e-6)


def test_below_four_rated_days_of_seven_there_is_no_mean():
    found = series.rolling(daily(MOOD))
    assert np.isnan(found.means[:3]).all()
    assert np.isnan(found.lows[:3]).all()
    assert found.breaks.tolist()[:6] == [True, True, True, True, False, False]


def test_the_window_holds_calendar_days_not_ratings():
    found = series.rolling(daily([10, 20, 30, 40, 50], [1, 3, 5, 7, 9]))
    assert found.means[3] == pytest.approx(25)
    # day 9 looks back to day 3
    assert found.means[4] == pytest.approx(35)


@pytest.mark.parametrize(("empty_days", "broken"), [(2, False), (3, True)])
def test_three_empty_days_in_a_row_interrupt_the_line(empty_days, broken):
    days = [1, 2, 3, 4, 5, 6, 7, 8 + empty_days, 9 + empty_days]
    found = series.rolling(daily([5, 6, 7, 5, 6, 7, 5, 6, 7], days))
    assert np.isfinite(found.means[7])
    assert bool(found.breaks[7]) is broken
    assert not found.breaks[8]


def test_the_interval_is_widened_by_the_factor_and_the_mean_stays():
    plain, wide = series.rolling(daily(MOOD)), series.rolling(daily(MOOD), 2.0)
    assert wide.means[27] == plain.means[27]
    assert wide.highs[27] - wide.means[27] == pytest.approx(
        2 * (plain.highs[27] - plain.means[27])
    )


def test_the_widening_agrees_with_the_reference():
    assert series.width_factor(0.3) == pytest.approx(1.3627702877, abs=1e-6)


@pytest.mark.parametrize(("r1", "factor"), [(None, 1.0), (-0.4, 1.0), (0.0, 1.0)])
def test_days_that_do_not_resemble_each_other_widen_nothing(r1, factor):
    assert series.width_factor(r1) == factor


def test_the_widening_has_a_limit():
    assert series.width_factor(1.0) == series.width_factor(0.95) == pytest.approx(39**0.5)


def test_the_quantiles_are_those_of_student():
    expected = stdtrit([3, 4, 5, 6], 0.975)
    assert np.abs(series.T_QUANTILES - expected).max() < 1e-12


def test_neighbours_that_alternate_are_opposites_and_slow_waves_are_alike():
    assert series.autocorrelation(daily([0, 1] * 15)) == pytest.approx(-1)
    wave = np.sin(np.arange(200) / 20)
    assert series.autocorrelation(daily(wave)) == pytest.approx(1, abs=0.01)


def test_the_autocorrelation_of_a_full_record_is_near_the_usual_one():
    deviations = np.array(MOOD) - np.mean(MOOD)
    usual = (deviations[1:] * deviations[:-1]).sum() / (deviations**2).sum()
    assert series.autocorrelation(daily(MOOD)) == pytest.approx(usual, abs=0.02)


def test_only_consecutive_days_are_pairs():
    every_other = Daily(np.arange(1, 61, 2), np.arange(30.0), np.ones(30, dtype=np.int64))
    assert series.autocorrelation(every_other) is None


def test_too_few_pairs_or_equal_days_tell_nothing():
    assert series.autocorrelation(daily(MOOD[:14])) is None
    assert series.autocorrelation(daily(MOOD[:15])) is not None
    assert series.autocorrelation(daily([5] * 30)) is None
