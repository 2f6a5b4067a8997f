import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dosejournal.analysis import comparison
from dosejournal.analysis.compared import FEWEST_DAYS, FEWEST_OF_EACH, Dosing, Rated

REFERENCE = json.loads((Path(__file__).parents[2] / "data" / "vectors.json").read_text("utf-8"))
MOOD = np.array(REFERENCE["data28"]["mood"], dtype=float)
DOSE = np.array(REFERENCE["data28"]["dose"], dtype=bool)
MONDAY = 736331
NONE = np.empty(0, dtype=np.int64)
RANDOM_MOOD = np.random.default_rng(4).normal(60, 10, 84)


def compare(values, dose, days=None, unknown=(), amounts=()):
    """Compare daily values; `dose` is True on dose days."""
    values, dose = np.asarray(values, dtype=float), np.asarray(dose, dtype=bool)
    days = MONDAY + np.arange(len(values)) if days is None else np.asarray(days)
    dosing = Dosing(days[dose], np.array(unknown, dtype=np.int64), tuple(amounts))
    return comparison.compare(Rated("mood", days, values, dose.copy()), dosing)


def every_third(n):
    return np.arange(n) % 3 == 0


def numbers(found):
    """All that must not be told below the minimum."""
    groups = found.by_distance + found.by_amount
    told = [(group.mean, group.low, group.high) for group in groups]
    return [found.estimate, found.low, found.high, found.p, found.r1, *sum(told, ())]


def is_silent(found):
    return found.verdict == "not_enough" and all(each is None for each in numbers(found))


def test_the_reference_is_compared_as_it_says():
    vector = REFERENCE["vectors"]["design_ar1.weekday_adjusted"]
    found = compare(MOOD, DOSE)
    told = [found.estimate, found.low, found.high, found.r1]
    expected = [vector["b"], *vector["with_r1"]["ci95"], vector["r1"]]
    assert told == pytest.approx(expected, abs=vector["tolerance"])
    assert found.verdict == "differs_knowing"
    assert (found.n_days, found.n_dose_days, found.n_other_days) == (28, 8, 20)
    assert found.n_informative_dose_days == vector["informative_dose_days"]
    assert found.n_informative_other_days == vector["informative_other_days"]
    assert (found.have, found.need, found.lacking, found.refusal) == (28, 28, None, None)
    assert found.n_knowing == 8
    assert found.p == pytest.approx(0.000105, abs=1e-5)


def test_an_interval_that_includes_no_difference_cannot_tell():
    found = compare(RANDOM_MOOD, every_third(84))
    assert found.verdict == "cannot_tell"
    assert found.low < 0 < found.high
    assert found.p > 0.05


def test_days_are_told_apart_by_their_distance_from_a_dose():
    dose = np.arange(84) % 5 == 0
    found = compare(RANDOM_MOOD, dose)
    assert [(group.key, group.n) for group in found.by_distance] == [
        ("0", 17),
        ("1", 17),
        ("2", 17),
        ("other", 33),
    ]
    for group in found.by_distance:
        assert group.low < group.mean < group.high


def test_a_shift_of_all_ratings_moves_means_and_leaves_the_difference():
    dose = every_third(84)
    here, there = compare(RANDOM_MOOD, dose), compare(RANDOM_MOOD + 1000, dose)
    told = [here.estimate, here.low, here.high]
    assert [there.estimate, there.low, there.high] == pytest.approx(told)
    for near, far in zip(here.by_distance[:3], there.by_distance[:3], strict=True):
        assert [far.mean, far.low] == pytest.approx([near.mean + 1000, near.low + 1000])


@settings(deadline=None)
@given(st.integers(0, 10_000), st.floats(0.01, 100))
def test_another_unit_changes_numbers_and_no_verdict(seed, factor):
    random = np.random.default_rng(seed)
    values, dose = random.normal(5, 2, 60), random.random(60) < 0.4
    here, there = compare(values, dose), compare(values * factor, dose)
    assert here.verdict == there.verdict
    if here.estimate is not None:
        told = [here.estimate * factor, here.low * factor, here.high * factor, here.p]
        assert [there.estimate, there.low, there.high, there.p] == pytest.approx(told, abs=1e-9)


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(-60, 60))
def test_which_weekday_it_began_on_is_no_matter(seed, weeks_and_days):
    random = np.random.default_rng(seed)
    values, dose = random.normal(5, 2, 70), random.random(70) < 0.4
    here = compare(values, dose)
    there = compare(values, dose, days=MONDAY + weeks_and_days + np.arange(70))
    assert here.estimate == pytest.approx(there.estimate)
    assert [here.low, here.high] == pytest.approx([there.low, there.high])


@given(st.integers(15, 100_000))
def test_a_day_far_from_every_dose_changes_nothing_but_its_count(gap):
    days = MONDAY + np.arange(84)
    dosing = Dosing(days[every_third(84)], NONE)
    last_dose = days[every_third(84)][-1]
    near = Rated("mood", days, RANDOM_MOOD, every_third(84))
    far = Rated(
        "mood",
        np.append(days, last_dose + gap),
        np.append(RANDOM_MOOD, 1e6),
        np.append(every_third(84), False),
    )
    here, there = comparison.compare(near, dosing), comparison.compare(far, dosing)
    assert numbers(here) == numbers(there)
    assert (here.n_far, there.n_far) == (0, 1)


def test_a_day_of_which_nothing_was_recorded_is_left_out():
    unknown = [MONDAY + 1, MONDAY + 4]
    found = compare(RANDOM_MOOD, every_third(84), unknown=unknown)
    kept = np.ones(84, dtype=bool)
    kept[[1, 4]] = False
    days = MONDAY + np.arange(84)
    without = compare(RANDOM_MOOD[kept], every_third(84)[kept], days[kept])
    assert (found.n_unknown, found.n_days) == (2, 82)
    assert (found.estimate, found.low, found.high) == (without.estimate, without.low, without.high)
    # nobody knows whether the two days after them are day +1 and day +2 of a dose
    assert [group.n for group in found.by_distance] == [28, 26, 26, 0]


def test_only_the_days_asked_for_are_compared_with_all_doses_known():
    days = MONDAY + np.arange(84)
    dose = every_third(84)
    rated, dosing = Rated("mood", days, RANDOM_MOOD, dose), Dosing(days[dose], NONE)
    found = comparison.compare(rated, dosing, int(days[1]), int(days[60]))
    assert (found.n_days, found.n_dose_days) == (60, 20)
    # the dose on the day before the first still makes it day +1
    assert [group.n for group in found.by_distance] == [20, 20, 20, 0]


def test_only_dose_days_are_counted_as_rated_knowing_the_dose():
    days = MONDAY + np.arange(84)
    dose = every_third(84)
    rated = Rated("mood", days, RANDOM_MOOD, np.ones(84, dtype=bool))
    assert comparison.compare(rated, Dosing(days[dose], NONE)).n_knowing == 28


@pytest.mark.parametrize(
    ("n", "dose_every", "have", "need", "lacking"),
    [
        (27, 2, 27, FEWEST_DAYS, "days"),
        (28, 5, 6, FEWEST_OF_EACH, "dose_days"),
        (6, 2, 0, FEWEST_OF_EACH, "dose_days"),
    ],
)
def test_below_the_minimum_only_what_lacks_most_is_told(n, dose_every, have, need, lacking):
    found = compare(RANDOM_MOOD[:n], np.arange(n) % dose_every == 0)
    assert is_silent(found)
    assert (found.have, found.need, found.lacking) == (have, need, lacking)
    assert found.refusal is None


def test_other_days_may_be_what_lacks():
    dose = np.arange(35) % 8 != 0
    found = compare(RANDOM_MOOD[:35], dose)
    assert is_silent(found)
    assert (found.have, found.need, found.lacking) == (5, FEWEST_OF_EACH, "other_days")


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 60), st.floats(0, 1))
def test_no_number_is_told_below_the_minimum(seed, n, share):
    random = np.random.default_rng(seed)
    dose = random.random(n) < share
    found = compare(random.normal(5, 2, n), dose)
    enough = found.n_days >= FEWEST_DAYS and (
        min(found.n_informative_dose_days, found.n_informative_other_days) >= FEWEST_OF_EACH
    )
    told = enough and found.refusal is None
    assert (found.verdict != "not_enough") is told
    assert is_silent(found) is not told
    if found.n_other_days:
        assert (found.lacking is None) is enough


@pytest.mark.parametrize("weekdays", [(0, 3), (0, 1, 2, 3)], ids=["two a week", "4 on, 3 off"])
def test_doses_on_the_same_weekdays_are_refused_however_long_the_record(weekdays):
    for n in (28, 84):
        found = compare(RANDOM_MOOD[:n], np.isin(np.arange(n) % 7, weekdays))
        assert is_silent(found)
        assert found.refusal == "fixed_weekdays"


def test_one_exception_leaves_doses_fixed_to_their_weekdays():
    dose = np.isin(np.arange(84) % 7, [0, 3])
    dose[1] = True
    found = compare(RANDOM_MOOD, dose)
    assert is_silent(found)
    assert found.refusal == "fixed_weekdays"


def test_without_days_off_there_is_nothing_to_compare_with():
    found = compare(RANDOM_MOOD, np.ones(84, dtype=bool))
    assert is_silent(found)
    assert found.refusal == "no_other_days"


def test_nobody_is_told_that_days_without_a_dose_are_needed_when_there_is_none():
    found = compare(RANDOM_MOOD[:5], np.ones(5, dtype=bool))
    assert (found.have, found.need, found.lacking, found.refusal) == (5, 28, "days", None)
    # nor when there is a minimum of days, all of them dose days
    found = compare(RANDOM_MOOD[:40], np.ones(40, dtype=bool))
    assert (found.lacking, found.refusal) == (None, "no_other_days")


@pytest.mark.parametrize("missed", [None, 30])
def test_before_and_after_is_never_compared(missed):
    dose = np.arange(50) >= 14
    if missed is not None:
        dose[missed] = False
    found = compare(RANDOM_MOOD[:50], dose)
    assert is_silent(found)
    assert found.refusal == "before_after"
    # days off and on by turns are another thing
    assert compare(RANDOM_MOOD[:56], np.arange(56) // 14 % 2 == 1).refusal is None


def test_amounts_are_told_apart_where_there_are_several():
    days = MONDAY + np.arange(84)
    doses = days[every_third(84)]
    amounts = [("5 mg", doses[:10]), ("10 mg", doses[10:16]), ("none rated", np.array([1]))]
    found = compare(RANDOM_MOOD, every_third(84), amounts=amounts)
    assert [(group.key, group.n) for group in found.by_amount] == [
        ("other", 56),
        ("5 mg", 10),
        ("10 mg", 6),
    ]
    others, five, ten = found.by_amount
    assert others.mean is not None
    assert five.low < five.mean < five.high
    # too few days of one amount
    assert ten.mean is ten.low is ten.high is None


def test_one_amount_alone_is_no_comparison_of_amounts():
    amounts = [("5 mg", MONDAY + np.arange(0, 84, 3)), ("10 mg", NONE)]
    assert compare(RANDOM_MOOD, every_third(84), amounts=amounts).by_amount == ()


def test_amounts_show_their_points_where_nothing_may_be_told():
    dose = np.isin(np.arange(84) % 7, [0, 3])
    doses = MONDAY + np.flatnonzero(dose)
    found = compare(RANDOM_MOOD, dose, amounts=[("5 mg", doses[::2]), ("10 mg", doses[1::2])])
    assert [group.n for group in found.by_amount] == [60, 12, 12]
    assert is_silent(found)


@pytest.mark.parametrize("values", [np.zeros(84), np.full(84, 61.7), every_third(84)])
def test_ratings_without_scatter_are_not_compared(values):
    found = compare(values, every_third(84))
    assert (found.refusal, found.lacking) == ("no_scatter", None)
    assert is_silent(found)


def test_unrated_days_are_counted_by_their_kind():
    kept = np.ones(84, dtype=bool)
    kept[[3, 4, 5, 6]] = False
    days = MONDAY + np.arange(84)
    doses = days[every_third(84)]
    rated = Rated("mood", days[kept], RANDOM_MOOD[kept], NONE.astype(bool))
    found = comparison.compare(
        Rated("mood", rated.days, rated.means, np.zeros(80, dtype=bool)), Dosing(doses, NONE)
    )
    assert (found.n_unrated_dose_days, found.n_unrated_other_days) == (2, 2)
    # of days before the first rated one, or after the last, nothing is said
    assert (compare(RANDOM_MOOD, every_third(84)).n_unrated_dose_days) == 0


def test_an_empty_record_is_an_answer():
    found = compare([], [])
    assert is_silent(found)
    assert (found.have, found.need, found.lacking) == (0, FEWEST_DAYS, "days")
    assert [group.n for group in found.by_distance] == [0, 0, 0, 0]


def test_ratings_without_doses_lack_dose_days():
    found = compare(RANDOM_MOOD, np.zeros(84, dtype=bool))
    assert is_silent(found)
    assert (found.have, found.need, found.lacking) == (0, FEWEST_OF_EACH, "dose_days")
    assert (found.n_days, found.n_far) == (0, 84)


def test_a_gap_of_years_is_no_matter():
    days = MONDAY + np.concatenate([np.arange(42), 4000 + np.arange(42)])
    found = compare(RANDOM_MOOD, every_third(84), days)
    assert found.verdict == "cannot_tell"
    assert found.n_days == 84


def hint(p):
    found = compare(MOOD, DOSE)
    return replace(found, p=p, verdict="differs_knowing" if p <= 0.05 else "cannot_tell")


def test_hints_are_adjusted_for_their_number_as_the_reference_says():
    vector = REFERENCE["vectors"]["fdr"]
    found = {str(place): hint(p) for place, p in enumerate(vector["p"])}
    settled = comparison.settle(None, found)
    for key, adjusted in zip(found, vector["bh"], strict=True):
        expected = "differs_knowing" if adjusted <= 0.05 else "cannot_tell"
        assert settled[key].verdict == expected
    assert [each.verdict for each in settled.values()].count("differs_knowing") == 2


def test_the_adjustment_agrees_with_statsmodels():
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what statsmodels imports
        from statsmodels.stats.multitest import multipletests
    random = np.random.default_rng(2)
    for _ in range(20):
        p = random.random(6) ** 4
        rejected = multipletests(p, 0.05, "fdr_bh")[0]
        settled = comparison.settle(None, {str(n): hint(each) for n, each in enumerate(p)})
        verdicts = [each.verdict == "differs_knowing" for each in settled.values()]
        assert verdicts == rejected.tolist()


def test_the_main_measure_stands_as_it_is_and_does_not_count_among_the_hints():
    found = {"mood": hint(0.04), "focus": hint(0.04), "energy": hint(0.3), "calm": hint(0.9)}
    settled = comparison.settle("mood", found)
    assert settled["mood"] is found["mood"]
    assert settled["focus"].verdict == "cannot_tell"
    assert settled["focus"].estimate == found["focus"].estimate
    assert settled["energy"] is found["energy"]
    # alone it is not one of many
    alone = comparison.settle("mood", {"mood": hint(0.3), "focus": hint(0.04)})
    assert alone["focus"].verdict == "differs_knowing"


def test_what_may_not_be_told_does_not_count_among_the_hints():
    silent = compare(MOOD[:5], DOSE[:5])
    found = {"focus": hint(0.04), "energy": silent, "calm": silent}
    settled = comparison.settle("mood", found)
    assert settled["focus"].verdict == "differs_knowing"
    assert settled["energy"] is silent
    assert comparison.settle(None, {"energy": silent}) == {"energy": silent}
    assert comparison.settle(None, {}) == {}
