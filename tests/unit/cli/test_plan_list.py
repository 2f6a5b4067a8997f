from datetime import date, time

import pytest

from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.journal import planning


def _add(terminal, name, pattern, *words):
    terminal.say("plan", "add", name, "--pattern", pattern, *words)


def test_without_a_regimen_it_is_told_how_to_add_one(terminal):
    assert "dosejournal plan add" in terminal.say("plan", "list")
    assert "No regimen is open" in terminal.say("plan", "list", "--open")
    assert terminal.say("plan", "list", "--json") == "[]\n"


def test_a_line_says_what_on_which_days_when_and_how_long(terminal):
    morning = ("--times", "08:00")
    _add(terminal, "Item A", "every 3 days", "--times", "08:00,20:00", "--amount", "10",
         "--unit", "mg", "--step", "2026-04-01=15", "--step", "2026-02-20=12",
         "--from", "2026-02-01", "--to", "2026-05-01")  # fmt: skip
    _add(terminal, "Item B 🌙", "weekdays sun", *morning)
    _add(terminal, "Item C", "as needed")
    _add(terminal, "Item D", "daily", *morning, "--from", "2026-03-09", "--amount", "2")
    assert terminal.say("plan", "list").splitlines() == [
        "  1  Item A 12 mg · every 3 days · 08:00, 20:00 · from 2026-02-01 to 2026-05-01"
        " · 15 mg from 2026-04-01",
        "  2  Item B 🌙 · on Sun · 08:00 · from 2026-03-02",
        "  3  Item C · as needed · from 2026-03-02",
        "  4  Item D 2 · every day · 08:00 · from 2026-03-09",
    ]


@pytest.mark.parametrize(
    ("typed", "told"),
    [("every 1 days", "every day"), ("cycle 1", "cycle of 1 day: 1")],
)
def test_one_day_is_one_day(terminal, typed, told):
    _add(terminal, "Item A", typed, "--times", "08:00")
    assert told in terminal.say("plan", "list")


def test_a_line_says_how_it_stands(terminal):
    for name in ("Item A", "Item B", "Item C"):
        _add(terminal, name, "daily", "--times", "08:00", "--amount", "1")
    terminal.say("plan", "pause", "Item A")
    terminal.say("plan", "close", "Item B")
    terminal.say("plan", "change", "Item C", "--times", "9:00", "--from", "2026-03-09")
    lines = terminal.say("plan", "list").splitlines()
    assert lines[0].endswith("from 2026-03-02 · paused")
    assert lines[1].endswith("from 2026-03-02 to 2026-03-02 · closed")
    assert (
        lines[2] == "  3  Item C 1 · every day · 08:00 · from 2026-03-02 · changes on 2026-03-09"
    )
    assert terminal.say("plan", "list", "--open").splitlines() == [lines[0], lines[2]]


def test_one_whose_days_are_over_is_listed_as_closed(terminal):
    _add(terminal, "Item A", "daily", "--times", "08:00", "--from", "2026-02-01",
         "--to", "2026-02-28")  # fmt: skip
    told = terminal.say("plan", "list")
    assert told == "  1  Item A · every day · 08:00 · from 2026-02-01 to 2026-02-28 · closed\n"
    assert terminal.json("plan", "list", "--open") == []


def test_an_amount_can_be_left_open_again(terminal):
    _add(terminal, "Item A", "daily", "--times", "08:00", "--amount", "1", "--from", "2026-03-01")
    terminal.say("plan", "change", "1", "--amount", "")
    assert "Item A · every day" in terminal.say("plan", "list")


def test_a_step_may_leave_the_amount_open(terminal, database, now):
    steps = (DoseStep(date(2026, 3, 1), "5", "mg"), DoseStep(date(2026, 3, 9)))
    draft = RegimenDraft("Item A", Pattern("daily"), (time(8),), date(2026, 3, 1), steps=steps)
    with database.write("Regimen added") as write:
        planning.add(write.session, now, draft)
    assert terminal.say("plan", "list").endswith("· amount left open from 2026-03-09\n")
    (told,) = terminal.json("plan", "list")
    assert told["steps"][1] == {"from": "2026-03-09", "amount": None, "unit": ""}
