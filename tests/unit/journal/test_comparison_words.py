import re
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from dosejournal.analysis.compared import Comparison, Group
from dosejournal.domain.measures import Measure
from dosejournal.journal import comparison_words

NOT_ENOUGH = Comparison(
    verdict="not_enough", have=20, need=28, lacking="days", refusal=None, n_days=20,
    n_dose_days=9, n_other_days=11, n_informative_dose_days=9, n_informative_other_days=11,
    n_knowing=7, n_unknown=0, n_far=0, estimate=None, low=None, high=None, r1=None, p=None,
    by_distance=(), by_amount=(),
)  # fmt: skip
CANNOT_TELL = replace(
    NOT_ENOUGH, verdict="cannot_tell", lacking=None, estimate=2.1, low=-1.04, high=5.24
)
DIFFERS = replace(CANNOT_TELL, verdict="differs_knowing", estimate=-4.25, low=-7.3, high=-1.2)


def test_the_ladder_has_three_rungs():
    told = [
        comparison_words.headline(verdict)
        for verdict in ("not_enough", "cannot_tell", "differs_knowing")
    ]
    assert told == ["Not enough yet", "Cannot tell", "Differs, but you knew when you dosed"]


def test_what_is_refused_promises_no_yet():
    assert comparison_words.headline("not_enough", "fixed_weekdays") == "Cannot be compared"


@pytest.mark.parametrize(
    ("lacking", "have", "need", "told"),
    [
        ("days", 20, 28, "So far there are 20 rated days; 28 are needed."),
        ("days", 1, 28, "So far there is 1 rated day; 28 are needed."),
        ("dose_days", 6, 8, "So far there are 6 rated dose days on weekdays that also have days"),
        ("dose_days", 1, 8, "So far there is 1 rated dose day on weekdays"),
        (
            "other_days",
            0,
            8,
            "So far there are 0 other rated days on weekdays that also have dose",
        ),
        ("other_days", 1, 8, "So far there is 1 other rated day on weekdays"),
    ],
)
def test_below_the_minimum_it_says_what_is_there_and_what_is_needed(lacking, have, need, told):
    comparison = replace(NOT_ENOUGH, lacking=lacking, have=have, need=need)
    found = comparison_words.explanation(comparison, "points")
    assert found.startswith(told)
    assert set(re.findall(r"\d+", found)) == {str(have), str(need)}


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        ("fixed_weekdays", "told apart from the weekdays"),
        ("no_other_days", "no days without"),
        ("before_after", "one after the other in time"),
    ],
)
def test_what_is_refused_is_told_with_its_reason_and_no_number(refusal, told):
    found = comparison_words.explanation(replace(NOT_ENOUGH, refusal=refusal), "points")
    assert told in found
    assert not re.search(r"\d", found)


def test_what_cannot_be_told_leaves_the_whole_interval_possible():
    assert comparison_words.explanation(CANNOT_TELL, "points") == (
        "The record does not settle whether days with a dose differ from other days: a "
        "difference between −1.0 and +5.2 points remains possible (95 % interval around +2.1, "
        "weekdays allowed for)."
    )


def test_a_difference_is_told_with_its_sign_and_interval_in_the_unit():
    assert comparison_words.explanation(DIFFERS, "bpm") == (
        "Days with a dose differ from other days by −4.2 bpm, weekdays allowed for "
        "(95 % interval: −7.3 to −1.2)."
    )


@pytest.mark.parametrize(("low", "high"), [(0.2, 5.3), (-5.3, -0.2)])
def test_a_hint_that_chance_explains_says_so(low, high):
    found = comparison_words.explanation(replace(CANNOT_TELL, low=low, high=high), "points")
    assert found.startswith("Looked at alone")
    assert found.endswith("so it does not count.")


def test_a_narrow_interval_is_not_rounded_away():
    narrow = replace(DIFFERS, estimate=0.123, low=0.05, high=0.196)
    assert "+0.12 points" in comparison_words.explanation(narrow, "points")


def test_numbers_are_written_as_the_person_reads_them():
    found = comparison_words.explanation(
        DIFFERS, "points", lambda value, digits: f"<{value:.{digits}f}>".replace(".", ",")
    )
    assert "<-4,2>" in found
    assert "<-7,3> to <-1,2>" in found


def test_what_rounds_to_nothing_has_no_sign():
    found = [comparison_words.plain(value, 1) for value in (-0.04, 0.0, 0.04, -0.06)]
    assert found == ["0.0", "0.0", "0.0", "−0.1"]


def test_a_scale_is_told_in_points():
    assert comparison_words.unit(Measure("mood", "Mood")) == "points"
    assert comparison_words.unit(Measure("pulse", "Pulse", unit="bpm")) == "bpm"


def test_a_comparison_says_what_it_rests_on():
    assert comparison_words.counts(DIFFERS) == "Rated days: 20 · with a dose: 9 · without: 11"
    told = "7 of 9 rated dose days were rated knowing the dose."
    assert comparison_words.knowing(DIFFERS) == told
    one = replace(DIFFERS, n_dose_days=1, n_knowing=0)
    assert comparison_words.knowing(one) == "0 of 1 rated dose day was rated knowing the dose."


@pytest.mark.parametrize(
    ("known", "n", "told"),
    [
        (
            9,
            9,
            "You knew what you took, and you or your plan chose the days: "
            "this is not evidence of cause.",
        ),
        (
            7,
            9,
            "You knew what you took on 7 of 9 rated dose days, and you or your plan chose them: "
            "this is not evidence of cause.",
        ),
        (
            0,
            1,
            "You knew what you took on 0 of 1 rated dose day, and you or your plan chose it: "
            "this is not evidence of cause.",
        ),
    ],
)
def test_it_says_on_how_many_days_one_knew(known, n, told):
    found = replace(DIFFERS, n_knowing=known, n_dose_days=n)
    assert comparison_words.not_cause(found) == told


def test_a_main_measure_says_what_was_there_when_it_was_chosen():
    assert comparison_words.chosen_after(5, 40, counts=True) == (
        "Chosen after 5 of 40 of these dose days."
    )
    assert comparison_words.chosen_after(40, 40, counts=False) == (
        "Chosen after 40 of 40 of these dose days, so it counts as a hint."
    )
    assert comparison_words.chosen_after(1, 1, counts=False) == (
        "Chosen after 1 of 1 dose day, so it counts as a hint."
    )
    assert comparison_words.chosen_after(0, 1, counts=True) == "Chosen after 0 of 1 dose day."


def test_days_are_named_by_their_distance_from_a_dose():
    groups = [Group(key, np.arange(n), np.ones(n)) for key, n in (("0", 0), ("other", 0))]
    assert [comparison_words.is_named(group) for group in groups] == [True, False]
    assert comparison_words.is_named(Group("other", np.arange(1), np.ones(1)))
    assert comparison_words.distance("other") == "Day +3 and later"


def test_days_that_are_left_out_are_told_with_the_reason():
    assert comparison_words.left_out(DIFFERS) == []
    told = comparison_words.left_out(replace(DIFFERS, n_unknown=1, n_far=2))
    assert told == [
        "1 rated day is left out: of a dose planned for it nothing was recorded.",
        "2 rated days are left out: they lie more than 14 days from any dose.",
    ]


def test_a_hint_is_told_with_the_number_of_measures_looked_at():
    assert "1 measure was looked at." in comparison_words.hint(1)
    assert "5 measures were looked at" in comparison_words.hint(5)


def test_no_sentence_claims_more_than_the_record_carries():
    verdicts = ("not_enough", "cannot_tell", "differs_knowing")
    refusals = (None, "fixed_weekdays", "no_other_days", "before_after")
    sentences = [comparison_words.headline(*each) for each in product(verdicts, refusals)]
    sentences += [
        comparison_words.explanation(each, "points") for each in (NOT_ENOUGH, CANNOT_TELL, DIFFERS)
    ]
    sentences += [
        comparison_words.not_cause(DIFFERS), comparison_words.not_adjusted(),
        comparison_words.correlation_caution(), comparison_words.hint(5),
    ]  # fmt: skip
    claims = re.compile(r"significant|works?\b|\bhelp|\bcauses\b|\beffect\b", re.IGNORECASE)
    assert not [sentence for sentence in sentences if claims.search(sentence)]
    assert "not evidence of cause" in comparison_words.not_cause(DIFFERS)
    assert "blinding" in comparison_words.not_adjusted()
    assert "from hope" in comparison_words.correlation_caution()


def test_a_kind_of_days_that_was_rated_more_rarely_is_told():
    kept = replace(DIFFERS, n_unrated_dose_days=1, n_unrated_other_days=1)
    assert comparison_words.left_out(kept) == []
    left = replace(DIFFERS, n_unrated_dose_days=0, n_unrated_other_days=9)
    (told,) = comparison_words.left_out(left)
    assert told.startswith("Not rated: 0 of 9 days with a dose and 9 of 20 without.")
    # without days of a kind there is nothing to hold against each other
    assert comparison_words.left_out(replace(left, n_dose_days=0)) == []
    assert comparison_words.left_out(replace(kept, n_other_days=0, n_unrated_other_days=0)) == []


def test_a_yes_or_no_differs_in_its_share():
    assert comparison_words.unit(Measure("", "Outside", kind="yes_no")) == "in the share of “yes”"
