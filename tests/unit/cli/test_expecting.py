from datetime import timedelta

import pytest

from dosejournal.domain.measures import Measure
from dosejournal.journal import information, measures, substances
from dosejournal.journal.substances import SubstanceDraft

HOPE = ("--expect", "mood=+10", "--sure", "60")


def _expected(terminal, *words):
    return terminal.json("list", "--kind", "expectancy", *words)


def test_what_is_expected_is_recorded_before_the_dose(terminal):
    said = terminal.say("dose", "Item A", "--amount", "5", "--unit", "mg", *HOPE)
    assert said.splitlines() == ["Dose 1 recorded.", "Expectation 1 recorded."]
    (entry,) = _expected(terminal)
    assert (entry["kind"], entry["substance"], entry["measure"]) == (
        "expectancy", "Item A", "mood",
    )  # fmt: skip
    assert (entry["change"], entry["certainty"]) == (10.0, 60.0)
    assert (entry["origin"], entry["journal_day"]) == ("terminal", "2026-03-02")
    assert entry["at"] == "2026-03-02T09:30:00+01:00"


def test_json_has_the_dose_with_what_was_expected_of_it(terminal):
    told = terminal.json("dose", "Item A", *HOPE)
    assert (told["kind"], told["substance"]) == ("dose_event", "Item A")
    assert told["expectation"] == _expected(terminal)[0]
    assert terminal.json("dose", "Item B")["expectation"] is None


@pytest.mark.parametrize(
    ("change", "sure", "kept"),
    [
        ("Mood=+10", "60", (10.0, 60.0)),
        ("mood=-10", "0", (-10.0, 0.0)),
        ("mood=\N{MINUS SIGN}50", "100", (-50.0, 100.0)),
        ("mood=0", "12.5", (0.0, 12.5)),
        ("mood=2,5", "12,5", (2.5, 12.5)),
    ],
)
def test_a_change_may_be_written_in_every_usual_way(terminal, change, sure, kept):
    terminal.say("dose", "Item A", "--expect", change, "--sure", sure)
    (entry,) = _expected(terminal)
    assert (entry["change"], entry["certainty"]) == kept


def test_list_says_what_was_expected_under_the_label(terminal, database):
    with database.write("Substance added") as write:
        substances.add(write.session, SubstanceDraft("Item A", discreet_label="Morning"))
    terminal.say("dose", "Item A", *HOPE)
    terminal.say("dose", "Item B", "--expect", "calm=-2.5", "--sure", "100")
    terminal.say("dose", "Item C", "--expect", "sleep quality=0", "--sure", "0")
    assert sorted(terminal.say("list", "--kind", "expectancy").splitlines()) == [
        "2026-03-02 09:30  expectation 1   Expected of Morning: Mood +10, 60 sure",
        "2026-03-02 09:30  expectation 2   Expected of Item B: Calm −2.5, 100 sure",
        "2026-03-02 09:30  expectation 3   Expected of Item C: Sleep quality 0, 0 sure",
    ]
    assert len(terminal.say("list").splitlines()) == 6


def test_an_expectation_is_removed_and_can_be_said_anew_before_a_dose(terminal):
    terminal.say("dose", "Item A", *HOPE)
    assert terminal.say("remove", "expectation", "1") == "Expectation 1 removed.\n"
    assert [entry["kind"] for entry in terminal.json("list")] == ["dose_event"]
    assert "no longer in the journal" in terminal.refused("remove", "expectation", "1")
    terminal.say("remove", "dose", "1")
    terminal.say("dose", "Item A", *HOPE)
    assert len(_expected(terminal)) == 1


def test_a_new_substance_keeps_the_unit_of_its_first_dose(terminal):
    terminal.say("dose", "Item A", "--unit", "drops", *HOPE)
    assert terminal.json("dose", "Item A", "--amount", "2")["unit"] == "drops"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--expect", "mood=51", "--sure", "60"), "from −50 (much worse)"),
        (("--expect", "mood=-50.1", "--sure", "60"), "from −50 (much worse)"),
        (("--expect", "mood=1", "--sure", "101"), "from 0 to 100"),
        (("--expect", "mood=1", "--sure", "-1"), "from 0 to 100"),
        (("--expect", "luck=1", "--sure", "60"), "no measure of that name"),
    ],
)
def test_what_cannot_be_expected_is_refused_with_its_dose(terminal, words, told):
    refused = terminal.refused("dose", "Item A", *words)
    assert told in refused
    assert "Nothing was" in refused
    assert terminal.json("list") == []


def test_only_a_scale_has_better_and_worse(terminal, database):
    with database.write("Measure added") as write:
        measures.add(write.session, Measure("", "Outside", kind="yes_no", minimum=0, maximum=1))
    refused = terminal.refused("dose", "Item A", "--expect", "outside=5", "--sure", "60")
    assert "asked for a scale" in refused
    assert terminal.json("list") == []


def test_it_is_said_once_a_day_for_a_substance(terminal):
    terminal.say("dose", "Item A", *HOPE)
    told = terminal.remarked("dose", "item a", *HOPE, "--json")
    assert "before the first dose of the day" in told
    assert [entry["kind"] for entry in terminal.json("list")].count("dose_event") == 2
    terminal.say("dose", "Item B", *HOPE)
    assert len(_expected(terminal)) == 2


@pytest.mark.parametrize(
    "time", ["2026-03-02T08:59", "2026-03-01T09:30", "2026-03-02T10:01", "2026-04-01T08:00"]
)
def test_what_is_no_expectation_any_more_never_keeps_the_dose_out(terminal, time):
    assert "too far from now" in terminal.remarked("dose", "Item A", *HOPE, "--at", time)
    assert [entry["kind"] for entry in terminal.json("list")] == ["dose_event"]


def test_after_the_first_dose_of_a_day_nothing_is_expected_of_it(terminal):
    terminal.say("dose", "Item A")
    assert "before the first dose" in terminal.remarked("dose", "Item A", *HOPE)
    assert _expected(terminal) == []


def test_a_dose_of_half_an_hour_ago_can_still_have_one(terminal):
    terminal.say("dose", "Item A", *HOPE, "--at", "2026-03-02T09:00")
    # it keeps the time at which it was said
    assert _expected(terminal)[0]["at"] == "2026-03-02T09:30:00+01:00"


def test_where_the_day_begins_meanwhile_it_belongs_to_the_day_of_the_dose(terminal):
    terminal.now = terminal.now.replace(hour=4, minute=10)
    told = terminal.json("dose", "Item A", *HOPE, "--at", "2026-03-02T03:50")
    assert told["journal_day"] == told["expectation"]["journal_day"] == "2026-03-01"


class TestASkippedDose:
    """What is expected of leaving out a planned dose."""

    @pytest.fixture(autouse=True)
    def _plan(self, terminal):
        terminal.say(
            "plan", "add", "Item A", "--pattern", "daily", "--times", "07:00", "09:10", "20:00",
            "--from", "2026-03-02",
        )  # fmt: skip

    @pytest.mark.parametrize("planned", ["07:00", "09:10", "20:00"])
    def test_can_have_one_whenever_it_was_planned(self, terminal, planned):
        skipped = ("--skipped", "--planned", f"2026-03-02T{planned}")
        assert terminal.say("dose", "Item A", *skipped, *HOPE).splitlines() == [
            f"Dose 1 recorded as skipped, planned for 2026-03-02 {planned}.",
            "Expectation 1 recorded.",
        ]
        assert _expected(terminal)[0]["at"] == "2026-03-02T09:30:00+01:00"

    def test_of_the_day_before_has_none_and_is_skipped_all_the_same(self, terminal):
        terminal.now += timedelta(days=1)
        skipped = ("--skipped", "--planned", "2026-03-02T20:00")
        assert "too far from now" in terminal.remarked("dose", "Item A", *skipped, *HOPE)
        assert [entry["status"] for entry in terminal.json("list")] == ["skipped"]

    def test_that_was_missed_has_none(self, terminal):
        assert "missed already" in terminal.wrong("dose", "Item A", "--missed", *HOPE)


@pytest.mark.parametrize("words", [HOPE[:2], HOPE[2:]])
def test_what_is_expected_and_how_surely_go_together(terminal, words):
    assert "go together" in terminal.wrong("dose", "Item A", *words)
    assert terminal.json("list") == []


def test_an_early_start_of_day_is_heeded(terminal, database, now):
    with database.write("Start of day changed") as write:
        information.start_day_at(write.session, now.replace(hour=9, minute=20).time())
    told = terminal.json("dose", "Item A", *HOPE, "--at", "2026-03-02T09:10")
    assert told["expectation"]["journal_day"] == "2026-03-01"
