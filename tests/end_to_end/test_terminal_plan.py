"""Plans in the terminal: what is planned, what became of it, and what is refused."""

import re

import pytest

DAILY = ("--pattern", "daily", "--times", "08:00")
PATTERNS = {"4 on 3 off": 4, "cycle 1001001001": 3}
COMPARABLE = {"cycle 1001001001"}


@pytest.fixture
def planned(journal):
    """Give a program whose journal plans 10 mg at ten to midnight, from 16 February on."""
    journal.run(
        "plan", "add", "Item A", "--pattern", "daily", "--times", "23:50", "--amount", "10",
        "--unit", "mg", "--from", "2026-02-16", "--to", "2026-03-15",
    ).lines()  # fmt: skip
    return journal


def _today(program, at):
    return program.run("today", "--at", at, "--json").json()


def test_a_dose_after_midnight_closes_that_of_the_evening(planned):
    told = planned.run("dose", "Item A", "--taken", "--at", "2026-03-02T00:20").line()
    assert told == "Dose 1 recorded, planned for 2026-03-01 23:50."
    (line,) = _today(planned, "2026-03-02T00:30")
    assert (line["planned_at"], line["status"]) == ("2026-03-01T23:50:00+01:00", "taken")
    assert (line["late_by_minutes"], line["taken_amount"], line["taken_unit"]) == (30, "10", "mg")
    (line,) = _today(planned, "2026-03-02T12:00")
    assert (line["planned_at"], line["status"]) == ("2026-03-02T23:50:00+01:00", "planned")


def test_each_status_comes_from_what_was_typed(planned):
    run = planned.run
    run("dose", "Item A", "--taken", "--at", "2026-02-17T02:00").line()
    run("dose", "Item A", "--skipped", "--planned", "2026-02-17T23:50", "--reason", "away").line()
    run("dose", "Item A", "--planned", "2026-02-18T23:50", "--at", "2026-02-18T23:40").line()
    run("dose", "Item A", "--at", "2026-02-18T23:45", "--amount", "5").line()
    statuses = {
        day: [line["status"] for line in _today(planned, f"2026-02-{day}T23:55")]
        for day in (16, 17, 18, 19)
    }
    assert statuses == {16: ["late"], 17: ["skipped"], 18: ["taken", "extra"], 19: ["due"]}
    told = run("today", "--at", "2026-02-17T12:00").line()
    assert told == "23:50  Item A 10 mg · skipped: away"
    assert (
        run("list", "--kind", "dose")
        .out.splitlines()[-1]
        .endswith("Item A 10 mg, late by 2 h 10 min")
    )
    told = run("adherence", "--to", "2026-02-19", "--json").json()
    counts = {"planned": 4, "taken": 1, "late": 1, "skipped": 1, "missed": 1, "extra": 1}
    assert {name: told[name] for name in counts} == counts


def test_a_pattern_plans_its_days_under_any_name(journal):
    for number, (pattern, expected) in enumerate(PATTERNS.items()):
        words = ("--pattern", pattern, "--times", "08:00", "--from", "2026-03-02")
        first, *further = journal.run("plan", "add", f"Item {number} 🌙", *words).lines()
        assert first.startswith(f"Regimen {number + 1} added")
        # what can never be compared is told with its reason when it is planned
        assert (pattern, len(further)) == (pattern, pattern not in COMPARABLE)
        told = journal.run(
            "adherence", f"item {number} 🌙", "--from", "2026-03-02", "--to", "2026-03-08",
            "--at", "2026-03-09T12:00", "--json",
        ).json()  # fmt: skip
        assert (pattern, told["planned"]) == (pattern, expected)
    journal.run("plan", "add", "Item F", "--pattern", "as needed").line()
    assert [each["pattern"] for each in journal.run("plan", "list", "--json").json()] == [
        *PATTERNS, "as needed",
    ]  # fmt: skip


def test_a_regimen_written_down_late_takes_in_what_was_recorded(journal):
    journal.run("dose", "Item A", "--at", "2026-03-01T08:20").line()
    journal.run("plan", "add", "Item A", *DAILY, "--from", "2026-03-01").lines()
    (line,) = _today(journal, "2026-03-01T12:00")
    assert (line["status"], line["late_by_minutes"]) == ("taken", 20)


def test_two_regimens_of_one_substance_are_kept_apart(journal):
    for amount in ("10", "2"):
        words = (*DAILY, "--amount", amount, "--unit", "mg", "--from", "2026-03-01")
        journal.run("plan", "add", "Item A", *words).lines()
    for _number in range(2):
        journal.run("dose", "Item A", "--planned", "2026-03-01T08:00").line()
    lines = _today(journal, "2026-03-01T12:00")
    assert [(line["plan"], line["taken_amount"]) for line in lines] == [(1, "10"), (2, "2")]
    assert "by its number" in journal.run("plan", "close", "Item A").complained
    assert journal.run("plan", "close", "2").line() == "Regimen 2 is closed; its past stays."
    assert len(journal.run("plan", "list", "--open").out.splitlines()) == 1
    assert len(journal.run("plan", "list").out.splitlines()) == 2


def test_nothing_planned_is_a_sentence(journal):
    assert journal.run("today").line() == "Nothing is planned for this day."
    assert "no proportion" in journal.run("adherence").line()
    assert journal.run("today", "--json").json() == []


@pytest.mark.parametrize(
    "words",
    [
        ("dose", "Item A", "--taken", "--at", "2026-02-10T12:00"),
        ("plan", "add", b"\xff", *DAILY),
    ],
)
def test_what_cannot_be_is_refused_with_one_sentence(planned, words):
    before = planned.run("plan", "list", "--json").json()
    told = planned.run(*words)
    assert (told.code, told.out, told.complained.count("\n")) == (1, "", 1)
    assert "Nothing was" in told.complained
    assert planned.run("plan", "list", "--json").json() == before
    assert len(planned.entries()) == 1


@pytest.mark.parametrize(
    "words", [("check-in", "--rate", "mood=1"), ("list",), ("today",), ("dose", "Item B")]
)
def test_what_only_a_plan_needs_is_not_loaded_without_one(journal, words):
    told = journal.run(*words, variables={"PYTHONPROFILEIMPORTTIME": "1"})
    assert told.code == 0
    loaded = set(re.findall(r"\| +([\w.]+)$", told.complained, re.MULTILINE))
    assert not {name.partition(".")[0] for name in loaded} & {"dateutil", "icalendar", "numpy"}
