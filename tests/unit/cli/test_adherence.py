from datetime import timedelta

import pytest


def _plan(terminal, *words, name="Item A", first="2026-02-02"):
    terminal.say(
        "plan", "add", name, "--pattern", "daily", "--times", "08:00", "--from", first, *words
    )


def test_nothing_planned_is_a_sentence_and_no_number(terminal):
    assert terminal.say("adherence") == (
        "No planned dose was due in these days, so there is no proportion to tell.\n"
    )
    told = terminal.json("adherence")
    assert (told["planned"], told["proportion"], told["low"], told["high"]) == (
        0,
        None,
        None,
        None,
    )


def test_twenty_two_of_twenty_eight_have_the_known_interval(terminal):
    _plan(terminal)
    for number in range(28):
        day = (terminal.now - timedelta(days=28 - number)).date()
        if number < 20:
            terminal.say("dose", "Item A", "--at", f"{day}T08:10")
        elif number < 22:
            terminal.say("dose", "Item A", "--at", f"{day}T12:00")
        elif number < 25:
            terminal.say("dose", "Item A", "--skipped", "--planned", f"{day}T08:00")
        elif number == 25:
            terminal.say("dose", "Item A", "--missed", "--planned", f"{day}T08:00")
    terminal.say("dose", "Item A", "--at", "2026-02-20T20:00")
    told = terminal.json("adherence", "--to", "2026-03-01")
    counts = {"planned": 28, "taken": 20, "late": 2, "skipped": 3, "missed": 3, "extra": 1}
    assert {name: told[name] for name in counts} == counts
    assert told["proportion"] == pytest.approx(0.785714, abs=1e-6)
    assert told["low"] == pytest.approx(0.604614, abs=1e-6)
    assert told["high"] == pytest.approx(0.897875, abs=1e-6)
    assert told["not_recorded"] == 2
    assert told["if_not_recorded_skipped"] == pytest.approx(22 / 28)
    assert told["if_not_recorded_taken"] == pytest.approx(24 / 28)
    assert terminal.say("adherence", "Item A", "--to", "2026-03-01").splitlines() == [
        "Due: 28",
        "Taken in time: 20",
        "Late: 2",
        "Skipped by choice: 3",
        "Missed: 1",
        "Not recorded: 2",
        "Extra, not planned: 1",
        "Taken, in time or late, of those due: 78.6 % (Wilson 95 % interval: 60.5 – 89.8 %)",
        "For 2 doses nothing was recorded, and they may have been taken: the proportion lies "
        "between 78.6 % if none was and 85.7 % if all were.",
    ]


def test_where_each_dose_was_recorded_there_is_nothing_between_bounds(terminal):
    _plan(terminal, first="2026-03-01")
    terminal.say("dose", "Item A", "--at", "2026-03-01T08:00")
    last = terminal.say("adherence", "--to", "2026-03-01").splitlines()[-1]
    assert last == "For each dose due something was recorded."


def test_one_regimen_is_told_apart_and_the_time_says_how_things_stand(terminal):
    _plan(terminal, first="2026-03-01")
    _plan(terminal, first="2026-03-02", name="Item B")
    terminal.say("dose", "Item A", "--at", "2026-03-01T08:00")

    def due(*words):
        return terminal.json("adherence", *words)["planned"]

    # that of today is open until the day is over
    assert (due(), due("--at", "2026-03-03T04:00")) == (1, 3)
    assert (due("1"), due("item b")) == (1, 0)
    assert due("2", "--at", "2026-03-04T04:00") == 2
    assert due("--from", "2026-03-02", "--at", "2026-03-03T04:00") == 2
    assert due("--from", "2026-03-09") == 0


def test_what_cannot_be_asked_is_refused(terminal):
    assert "No regimen" in terminal.refused("adherence", "Item A")
    assert "swap" in terminal.refused("adherence", "--from", "2026-03-02", "--to", "2026-03-01")


def test_a_regimen_that_is_closed_is_found_by_its_name(terminal):
    _plan(terminal, "--to", "2026-02-28")
    assert terminal.json("adherence", "Item A")["planned"] == 27
    _plan(terminal)
    # the one that goes on is meant
    assert terminal.json("adherence", "Item A")["planned"] == 28
    terminal.say("plan", "close", "2")
    assert "several regimens" in terminal.refused("adherence", "Item A")
