import re
from datetime import timedelta

import pytest

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.journal import check_ins, doses, expectations, main_measures, substances
from dosejournal.journal.substances import SubstanceDraft

LAST_LINE = (
    "You knew what you took, and you or your plan chose the days: this is not evidence of cause."
)
KEYS = {
    "measure", "substance", "verdict", "have", "need", "lacking", "refusal", "n_days",
    "n_dose_days", "n_other_days", "estimate", "low", "high", "unit", "knowing_share",
    "n_knowing", "expected_mean", "expected_certainty", "n_expected", "weekday_adjusted",
    "is_main", "main_measure", "main_chosen_on", "n_measures", "by_day",
}  # fmt: skip
NUMBERS = ("estimate", "low", "high")


@pytest.fixture
def fill(database, now):
    """Record mood on the days up to now, and Item A on those that `is_dosed` says."""

    def fill(n_days, is_dosed, lift=0.0, main="", expects=False, substance="Item A"):
        first = (now - timedelta(days=n_days)).replace(hour=9)
        with database.write("Filled") as write:
            session = write.session
            for number in range(n_days):
                at = first + timedelta(days=number)
                dosed = is_dosed(number)
                if dosed and expects:
                    said = ExpectancyDraft(at, substance, "mood", 10.0, 60.0)
                    expectations.record(session, at, said)
                if dosed:
                    doses.record(session, at, DoseDraft(at, substance))
                evening = at.replace(hour=20)
                mood = 50 + number * 7 % 5 + (lift if dosed else 0)
                check_ins.record(session, evening, CheckInDraft(evening, {"mood": float(mood)}))
            if main:
                main_measures.choose(session, now, main)

    return fill


def third(number):
    return number % 3 == 0


def test_below_the_minimum_no_number_is_told_but_what_is_there(terminal, fill):
    fill(9, third)
    said = terminal.say("compare", "mood")
    assert said.splitlines() == [
        "Mood · Item A",
        "Not enough yet",
        "So far there is 1 rated dose day on weekdays that also have days without a dose; "
        "8 are needed.",
        "Rated days: 9 · with a dose: 3 · without: 6",
        "3 of 3 rated dose days were rated knowing the dose.",
        "day                  n",
        "Dose day             3",
        "Day +1               3",
        "Day +2               3",
        LAST_LINE,
    ]
    told = terminal.json("compare", "mood")
    assert (told["verdict"], told["have"], told["need"]) == ("not_enough", 1, 8)
    assert [told[name] for name in NUMBERS] == [None, None, None]
    assert {group[name] for group in told["by_day"] for name in ("mean", "low", "high")} == {None}


def test_enough_days_without_a_difference_cannot_tell(terminal, fill):
    fill(42, third, main="mood", expects=True)
    lines = terminal.say("compare", "mood").splitlines()
    assert lines[:2] == ["Mood · Item A", "Cannot tell"]
    assert lines[2].startswith("The record does not settle")
    assert lines[3] == "Rated days: 42 · with a dose: 14 · without: 28"
    assert "Expected on 14 dose days: +10.0 points, 60 sure on average." in lines
    said = (
        "This is the main measure, chosen on 2026-03-02. Chosen after 14 of 14 of these dose days"
    )
    assert f"{said}, so it counts as a hint." in lines
    table = [line for line in lines if re.match(r"\w.* \d+ +\d+\.\d +\d+\.\d – \d+\.\d$", line)]
    assert [line.split("  ")[0] for line in table] == [
        "Dose day",
        "Day +1",
        "Day +2",
    ]
    assert "blinding" in lines[-2]
    assert lines[-1] == LAST_LINE


def test_a_difference_is_told_as_one_made_knowing(terminal, fill):
    fill(42, third, lift=-20.0, main="mood")
    lines = terminal.say("compare", "mood").splitlines()
    assert lines[1] == "Differs, but you knew when you dosed"
    told = terminal.json("compare", "mood")
    assert (told["verdict"], told["is_main"]) == ("differs_knowing", True)
    shown = [f"{told[name]:.1f}".replace("-", "−") for name in NUMBERS]
    assert lines[2] == (
        "Days with a dose differ from other days by {} points, weekdays allowed for "
        "(95 % interval: {} to {}).".format(*shown)
    )
    assert lines[-1] == LAST_LINE


def test_json_has_what_is_promised(terminal, fill):
    fill(42, third, main="mood", expects=True)
    told = terminal.json("compare", "Mood", "--substance", "item a")
    assert set(told) >= KEYS
    assert (told["measure"], told["substance"], told["unit"]) == ("mood", "Item A", "points")
    assert (told["n_dose_days"], told["n_knowing"], told["knowing_share"]) == (14, 14, 1.0)
    assert (told["expected_mean"], told["expected_certainty"], told["n_expected"]) == (10, 60, 14)
    assert told["weekday_adjusted"] is True
    assert [group["day"] for group in told["by_day"]] == [0, 1, 2, "other"]
    assert [set(group) for group in told["by_day"]] == [{"day", "n", "mean", "low", "high"}] * 4


def test_a_measure_that_is_not_the_main_one_is_a_hint(terminal, fill):
    fill(42, third, main="calm")
    assert "A hint: this is not the main measure." in terminal.say("compare", "mood")
    told = terminal.json("compare", "mood")
    assert (told["is_main"], told["main_measure"]) == (False, "calm")


def test_without_a_main_measure_every_one_is_a_hint(terminal, fill):
    fill(42, third)
    assert "A hint" in terminal.say("compare", "mood")
    assert terminal.json("compare", "mood")["main_measure"] is None


@pytest.mark.parametrize(
    ("is_dosed", "refusal", "told"),
    [
        (lambda number: number % 7 in (0, 3), "fixed_weekdays", "told apart from the weekdays"),
        (lambda _number: True, "no_other_days", "no days without a dose"),
    ],
)
def test_what_can_never_be_compared_is_told_with_the_reason(
    terminal, fill, is_dosed, refusal, told
):
    fill(70, is_dosed, lift=20.0)
    lines = terminal.say("compare", "mood").splitlines()
    assert lines[1] == "Cannot be compared"
    assert told in lines[2]
    found = terminal.json("compare", "mood")
    assert (found["refusal"], found["verdict"]) == (refusal, "not_enough")
    assert [found[name] for name in NUMBERS] == [None, None, None]


def test_the_range_narrows_the_days(terminal, fill):
    fill(60, third)
    told = terminal.json("compare", "mood", "--from", "2026-02-01", "--to", "2026-02-10")
    assert (told["n_days"], told["verdict"]) == (10, "not_enough")
    assert terminal.json("compare", "mood", "--from", "2026-02-25")["n_days"] == 5


def test_without_a_name_it_is_the_substance_with_the_most_dose_days(terminal, fill, database):
    with database.write("Substance added") as write:
        substances.add(write.session, SubstanceDraft("Item B", discreet_label="Morning"))
    fill(6, third)
    fill(6, lambda number: number < 5, substance="Item B")
    assert terminal.json("compare", "mood")["substance"] == "Morning"
    assert terminal.say("compare", "mood").startswith("Mood · Morning\n")
    assert terminal.json("compare", "mood", "--substance", "Item A")["substance"] == "Item A"


def test_days_that_take_no_part_are_told(terminal, fill):
    fill(30, lambda number: number == 0)
    assert "15 rated days are left out: they lie more than 14 days" in terminal.say(
        "compare", "mood"
    )


def test_where_no_dose_day_was_rated_nothing_is_said_of_knowing(terminal):
    terminal.say("dose", "Item A")
    said = terminal.say("compare", "mood")
    assert "knowing" not in said
    assert terminal.json("compare", "mood")["knowing_share"] is None


def test_what_is_not_there_is_told(terminal):
    assert "nothing to compare" in terminal.refused("compare", "mood")
    terminal.say("dose", "Item A")
    assert "the measures are: mood" in terminal.refused("compare", "luck")
    assert "no substance of that name" in terminal.refused("compare", "mood", "--substance", "X")
    swapped = ("--from", "2026-03-02", "--to", "2026-03-01")
    assert "swap the two days" in terminal.refused("compare", "mood", *swapped)
    assert "not a day" in terminal.refused("compare", "mood", "--from", "soon")
    assert "Nothing was" in terminal.refused("remove", "expectancy", "1")
