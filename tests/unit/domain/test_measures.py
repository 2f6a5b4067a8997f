import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.domain.measures import Measure, checked, key_for, shipped
from dosejournal.errors import InputError, OffScaleError

STEPS = Measure("pain", "Pain", minimum=1, maximum=3, words=("none", "some", "much"))
NUMBER = Measure("steps", "Steps", "number", minimum=0, maximum=None)


@given(st.floats(0, 100))
def test_a_scale_takes_every_value_between_its_ends(value):
    assert Measure("mood", "Mood").check(value) == value


@pytest.mark.parametrize("value", [-0.1, 100.1, math.nan, math.inf, -math.inf])
def test_a_value_off_the_scale_is_refused_with_its_limits(value):
    with pytest.raises(OffScaleError, match="from 0 to 100"):
        Measure("mood", "Mood").check(value)


def test_a_stepped_scale_takes_whole_steps_and_has_a_word_for_each():
    assert STEPS.word(STEPS.check(2)) == "some"
    assert STEPS.word(9) == ""
    with pytest.raises(OffScaleError, match="whole steps"):
        STEPS.check(1.5)


def test_a_number_may_have_one_limit_only():
    assert NUMBER.check(1e6) == 1e6
    with pytest.raises(OffScaleError, match="cannot take"):
        NUMBER.check(-1)
    assert replace(NUMBER, minimum=None).check(-5) == -5


def test_yes_or_no_is_one_or_nought():
    answer = Measure("walked", "Walked", "yes_no", minimum=0, maximum=1)
    assert answer.check(1) == 1
    with pytest.raises(OffScaleError):
        answer.check(0.5)


def test_a_new_journal_comes_with_five_measures():
    assert [measure.key for measure in shipped()] == [
        "mood", "focus", "energy", "calm", "sleep_quality",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "measure",
    [
        replace(STEPS, name="  "),
        replace(STEPS, name="x" * 81),
        replace(STEPS, minimum=3, maximum=3),
        replace(STEPS, maximum=None),
        replace(STEPS, words=("none", "much")),
        replace(STEPS, words=("none", " ", "much")),
    ],
)
def test_a_measure_that_cannot_be_used_is_refused_with_the_reason(measure):
    with pytest.raises(InputError):
        checked(measure)


def test_a_usable_measure_passes():
    assert checked(STEPS) is STEPS
    assert checked(NUMBER) is NUMBER


def test_a_key_is_made_of_the_name_and_is_never_taken():
    assert key_for("Sleep quality!", []) == "sleep_quality"
    assert key_for("Mood", ["mood", "mood_2"]) == "mood_3"
    assert key_for("☀", []) == "measure"
