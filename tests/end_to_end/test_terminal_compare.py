"""Expectations and comparisons in the terminal, and what they never say."""

import json
import re
from datetime import date, timedelta

import pytest

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
    for day in range(1, 7):
        if day % 2:
            journal.run("dose", "Item A", "--at", f"2026-03-0{day}T09:00").line()
        journal.run("check-in", "--rate", "mood=61", "--at", f"2026-03-0{day}T20:00").line()
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
    rows = [
        f"2026-{month:02}-{day:02}T20:00:00+02:00,mood,{40 + day}"
        for month in (4, 5)
        for day in range(1, 31)
    ]
    file = journal.home / "mood.csv"
    file.write_text("\n".join(["at,measure,value", *rows]) + "\n")
    journal.run("import", str(file)).lines()
    for day in (date(2026, 4, 2) + timedelta(days=number) for number in range(58)):
        if day.weekday() in (0, 3):
            journal.run("dose", "Item A", "--at", f"{day}T08:00").line()
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
        ("dose", "Item A", "--expect", "mood=10", "--sure", "100.1"),
        ("dose", "Item A", "--expect", "luck=10", "--sure", "60"),
        ("dose", b"\xff", *HOPE),
        ("compare", "mood"),
        ("compare", "luck"),
        ("compare", "mood", "--substance", "Item Z"),
        ("compare", "mood", "--from", "2026-03-02", "--to", "2026-03-01"),
        ("compare", "mood", "--from", "soon"),
        ("remove", "expectancy", "1"),
    ],
)
def test_what_cannot_be_is_refused_with_one_sentence(journal, words):
    assert "Nothing was" in journal.run(*words).sentence()
    assert len(journal.entries()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("dose", "Item A", "--expect", "mood=10"),
        ("dose", "Item A", "--sure", "60"),
        ("dose", "Item A", "--missed", *HOPE),
        ("dose", "Item A", "--expect", "mood", "--sure", "60"),
        ("dose", "Item A", "--expect", "mood=ten", "--sure", "60"),
        ("dose", "Item A", "--expect", "mood=1e1", "--sure", "60"),
        ("dose", "Item A", "--expect", "mood=10", "--sure", "nan"),
        ("compare",),
        ("compare", "mood", "--adjust"),
        ("remove", "expectancy", "0"),
    ],
)
def test_wrong_usage_ends_with_two(journal, words):
    told = journal.run(*words)
    assert (told.code, told.out) == (2, "")
    assert told.complained.startswith("Usage: dosejournal")
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
