"""Expectations and comparisons in the terminal, and what they never say."""

import json
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.journal import check_ins
from dosejournal.journal import doses as recording
from dosejournal.store.database import Database

BERLIN = ZoneInfo("Europe/Berlin")
HOPE = ("--expect", "mood=+10", "--sure", "60")
LAST_LINE = "You knew what you took{on}: this is not evidence of cause."


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Return where the demo journal is, which is made once."""
    return tmp_path_factory.mktemp("demo") / "demo.db"


@pytest.fixture
def demo_journal(program, demo):
    """Give a program that speaks of the demo journal; nothing of it is changed."""
    if not demo.exists():
        program.run("demo", str(demo)).line()

    def run(*words, **how):
        return program.run("--journal", str(demo), *words, **how)

    return run


def record(journal, doses, rated):
    """Record a dose at eight on these days, and a mood in the evening of those."""
    database = Database(journal.journal)
    with database.write("Filled") as write:
        for day in doses:
            at = datetime.combine(day, time(8), BERLIN)
            recording.record(write.session, at, DoseDraft(at, "Item A"))
        for day, mood in rated.items():
            at = datetime.combine(day, time(20), BERLIN)
            check_ins.record(write.session, at, CheckInDraft(at, {"mood": mood}))
    database.close()


def _loaded(told):
    assert told.code == 0
    names = re.findall(r"\| +([\w.]+)$", told.complained, re.MULTILINE)
    return {name.partition(".")[0] for name in names}


def test_the_demo_hopes_and_its_record_does_not_say_more_than_it_can(demo_journal):
    told = demo_journal("compare", "mood", "--json").json()
    assert told["verdict"] in ("cannot_tell", "differs_knowing")
    assert told["estimate"] is not None
    assert told["low"] < told["estimate"] < told["high"]
    # nothing was put in: what may remain is small, and was hoped for
    assert told["low"] < 3
    assert told["expected_mean"] > 5
    assert 0 < told["expected_certainty"] <= 100
    assert 0.5 < told["knowing_share"] <= 1
    assert (told["unit"], told["weekday_adjusted"]) == ("points", True)
    assert [each["day"] for each in told["by_day"]] == [0, 1, 2, "other"]
    # days after a planned dose of which nothing was recorded are at no known distance
    after_unknown = told["n_days"] - sum(each["n"] for each in told["by_day"])
    assert 0 <= after_unknown < told["n_days"] / 10
    assert told["n_dose_days"] + told["n_other_days"] == told["n_days"]


def test_the_sentence_has_the_numbers_of_the_json_and_ends_with_the_caution(demo_journal):
    told = demo_journal("compare", "mood", "--json").json()
    lines = demo_journal("compare", "mood").lines()
    assert lines[1] in ("Cannot tell", "Differs, but you knew when you dosed")
    for name in ("estimate", "low", "high"):
        assert f"{abs(told[name]):.1f}" in lines[2]
    assert f"Rated days: {told['n_days']}" in lines[3]
    on = f" on {told['n_knowing']} of {told['n_dose_days']} rated dose days"
    on += ", and you or your plan chose them"
    assert lines[-1] == LAST_LINE.format(on=on)
    assert "No number here is adjusted for what you expected" in lines[-2]
    said = "\n".join(lines).casefold()
    assert not re.search(r"significant|\bworks?\b|\bhelp|\bcauses\b|\bp *[=<]", said)


def test_a_part_of_the_demo_is_not_enough(demo_journal):
    day = demo_journal("list", "--json").json()[0]["journal_day"]
    told = demo_journal("compare", "calm", "--from", day, "--json").json()
    assert (told["verdict"], told["estimate"], told["n_days"] <= 1) == ("not_enough", None, True)


def test_a_small_journal_tells_no_number_but_what_is_there(journal):
    record(
        journal,
        doses=[date(2026, 3, day) for day in (1, 3, 5)],
        rated={date(2026, 3, day): 61.0 for day in range(1, 7)},
    )
    told = journal.run("compare", "mood", "--json").json()
    assert (told["verdict"], told["lacking"], told["need"]) == ("not_enough", "dose_days", 8)
    assert (told["n_dose_days"], told["n_other_days"]) == (3, 3)
    assert [told[name] for name in ("estimate", "low", "high")] == [None] * 3
    assert {each[name] for each in told["by_day"] for name in ("mean", "low", "high")} == {None}
    lines = journal.run("compare", "mood").lines()
    assert lines[1] == "Not enough yet"
    # whole numbers of days alone: no mean, no difference, no interval
    said = "\n".join(lines).replace("Day +", "Day ")
    assert not re.search(r"\d[.,]\d|[+−]\d|61|50", said)
    assert lines[-1] == LAST_LINE.format(on=", and you or your plan chose the days")


def test_a_plan_on_fixed_weekdays_is_told_beforehand_and_refused_afterwards(journal):
    plan = ("--pattern", "weekdays mon,thu", "--times", "08:00", "--from", "2026-03-02")
    _added, reason = journal.run("plan", "add", "Item A", *plan).lines()
    assert "same weekdays" in reason
    told = journal.run("plan", "list", "--json").json()[0]
    assert (told["comparable"], told["why_not_comparable"]) == (False, "fixed_weekdays")
    days = [date(2026, 4, 2) + timedelta(days=number) for number in range(58)]
    rated = {day: 40.0 + day.day for day in days}
    record(journal, doses=[day for day in days if day.weekday() in (0, 3)], rated=rated)
    found = journal.run("compare", "mood", "--json").json()
    assert (found["verdict"], found["refusal"]) == ("not_enough", "fixed_weekdays")
    assert found["estimate"] is None
    lines = journal.run("compare", "mood").lines()
    assert lines[1] == "Cannot be compared"
    assert "told apart from the weekdays" in lines[2]


def test_what_is_expected_is_kept_with_the_dose_listed_and_removed(journal):
    told = journal.run("dose", "Item A", "--amount", "5", "--unit", "mg", *HOPE, "--json").json()
    said = told["expectation"]
    assert (said["change"], said["certainty"], said["measure"]) == (10.0, 60.0, "mood")
    (listed,) = journal.run("list", "--kind", "expectancy", "--json").json()
    assert listed == said
    line = journal.run("list", "--kind", "expectancy").line()
    assert line.endswith("Expected of Item A: Mood +10, 60 sure")
    again = journal.run("dose", "Item A", *HOPE, "--json")
    assert "before the first dose of the day" in again.complained
    assert (again.code, json.loads(again.out)["expectation"]) == (0, None)
    assert journal.run("remove", "expectation", "1").line() == "Expectation 1 removed."
    kinds = [entry["kind"] for entry in journal.entries()]
    assert kinds == ["dose_event", "dose_event", "check_in"]


def test_worry_can_be_said_as_well_as_hope(journal):
    first, second = journal.run("dose", "Item A", "--expect", "mood=-50", "--sure", "0").lines()
    assert (first, second) == ("Dose 1 recorded.", "Expectation 1 recorded.")
    assert "Mood −50, 0 sure" in journal.run("list", "--kind", "expectancy").line()


@pytest.mark.parametrize(
    "words",
    [
        ("dose", "Item A", "--expect", "mood=51", "--sure", "60"),
        ("dose", b"\xff", *HOPE),
        ("compare", "mood"),
    ],
)
def test_what_cannot_be_is_refused_with_one_sentence(journal, words):
    assert "Nothing was" in journal.run(*words).sentence()
    assert len(journal.entries()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("list",), ("today",), ("adherence",), ("trend", "mood"), ("plan", "list"),
        ("--help",), ("compare", "--help"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_scipy_is_loaded_for_no_other_command(demo_journal, words):
    told = demo_journal(*words, variables={"PYTHONPROFILEIMPORTTIME": "1"})
    assert "scipy" not in _loaded(told)


def test_scipy_is_loaded_to_compare_and_not_to_record(journal):
    how = {"variables": {"PYTHONPROFILEIMPORTTIME": "1"}}
    assert not _loaded(journal.run("dose", "Item A", *HOPE, **how)) & {"scipy", "numpy"}
    loaded = _loaded(journal.run("compare", "mood", **how))
    assert "scipy" in loaded
    assert not loaded & {"statsmodels", "PySide6", "pandas"}
