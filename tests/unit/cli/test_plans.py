from datetime import time, timedelta

import pytest

from dosejournal.journal import information, substances
from dosejournal.journal.substances import SubstanceDraft


def _add(terminal, *words, name="Item A"):
    return terminal.json("plan", "add", name, *words)


def _days(terminal, *days):
    """Return how many doses are planned on each of these days."""
    return [len(terminal.json("today", "--at", f"{day}T12:00")) for day in days]


FIXED = "always fall on the same weekdays"


@pytest.mark.parametrize(
    ("typed", "words", "days"),
    [
        ("daily", "every day", [1, 1, 1, 1, 1, 1, 1]),
        ("weekdays mon,wed,fri", "on Mon, Wed, Fri", [1, 0, 1, 0, 1, 0, 0]),
        ("every 3 days", "every 3 days", [1, 0, 0, 1, 0, 0, 1]),
        ("4 on 3 off", "4 on, 3 off", [1, 1, 1, 1, 0, 0, 0]),
        ("cycle 1001000", "cycle of 7 days: 1001000", [1, 0, 0, 1, 0, 0, 0]),
    ],
)
def test_every_pattern_plans_its_days(terminal, typed, words, days):
    said = terminal.say("plan", "add", "Item A", "--pattern", typed, "--times", "08:00")
    assert said.splitlines()[0] == f"Regimen 1 added: Item A, {words}."
    assert _days(terminal, *(f"2026-03-0{day}" for day in range(2, 9))) == days
    (listed,) = terminal.json("plan", "list")
    assert listed["pattern"] == typed


@pytest.mark.parametrize(
    ("day_starts_at", "first"),
    [("00:00", "2026-03-02"), ("04:00", "2026-03-02"), ("10:00", "2026-03-01"),
     ("23:00", "2026-03-02")],
)  # fmt: skip
def test_without_a_first_day_it_holds_from_the_journal_day_and_nothing_is_missed(
    terminal, database, day_starts_at, first
):
    with database.write("Start of day changed") as write:
        information.start_day_at(write.session, time.fromisoformat(day_starts_at))
    told = _add(terminal, "--pattern", "daily", "--times", "12:00", "23:30")
    assert told["from"] == first
    assert terminal.json("adherence")["missed"] == 0


@pytest.mark.parametrize(
    ("typed", "why", "told"),
    [
        ("daily", "every_day", "no days without a dose to compare with"),
        ("weekdays mon,thu", "fixed_weekdays", FIXED),
        ("4 on 3 off", "fixed_weekdays", FIXED),
    ],
)
def test_that_a_plan_can_never_be_compared_is_told_when_it_is_made(terminal, typed, why, told):
    said = terminal.say("plan", "add", "Item A", "--pattern", typed, "--times", "08:00")
    _added, reason = said.splitlines()
    assert told in reason
    assert reason.endswith("not advice to change the plan.")
    (listed,) = terminal.json("plan", "list")
    assert (listed["comparable"], listed["why_not_comparable"]) == (False, why)


def test_nothing_more_is_told_of_a_plan_that_can_be_compared(terminal):
    said = terminal.say("plan", "add", "Item A", "--pattern", "every 3 days", "--times", "08:00")
    assert said == "Regimen 1 added: Item A, every 3 days.\n"
    (listed,) = terminal.json("plan", "list")
    assert (listed["comparable"], listed["why_not_comparable"]) == (True, None)


def test_as_needed_plans_nothing_and_takes_no_times(terminal):
    assert terminal.say("plan", "add", "Item A", "--pattern", "as needed") == (
        "Regimen 1 added: Item A, as needed.\n"
    )
    assert _days(terminal, "2026-03-02") == [0]
    told = terminal.refused("plan", "add", "B", "--pattern", "as needed", "--times", "08:00")
    assert "no times of day" in told


def test_a_regimen_is_added_with_all_that_was_typed(terminal):
    told = _add(
        terminal, "--pattern", "daily", "--times", "20:00,8:00", "--times", "12:30", "08:00",
        "--amount", "2,50", "--unit", "mcg", "--step", "2026-03-10=5", "--step", "2026-04-01=7.5",
        "--from", "2026-03-05", "--to", "2026-05-01", "--window", "30", "--note", "with water",
    )  # fmt: skip
    assert told["times"] == ["08:00", "12:30", "20:00"]
    assert (told["from"], told["to"]) == ("2026-03-05", "2026-05-01")
    assert told["steps"] == [
        {"from": "2026-03-05", "amount": "2.50", "unit": "µg"},
        {"from": "2026-03-10", "amount": "5", "unit": "µg"},
        {"from": "2026-04-01", "amount": "7.5", "unit": "µg"},
    ]
    assert (told["window_minutes"], told["note"]) == (30, "with water")
    assert (told["paused"], told["closed"]) == (False, False)
    assert [version["starts_at"] for version in told["versions"]] == ["2026-03-05T00:00"]


def test_without_a_first_day_it_holds_from_the_journal_day_it_is(terminal):
    terminal.now = terminal.now.replace(hour=2)
    assert _add(terminal, "--pattern", "daily", "--times", "08:00")["from"] == "2026-03-01"


def test_the_unit_is_the_usual_one_where_an_amount_is_given(terminal, database):
    with database.write("Substance added") as write:
        substances.add(write.session, SubstanceDraft("Item A", unit="drops"))
    daily = ("--pattern", "daily", "--times", "08:00")
    assert _add(terminal, *daily, "--amount", "2")["steps"][0]["unit"] == "drops"
    assert _add(terminal, *daily)["steps"] == []


def test_a_label_stands_for_the_name(terminal, database):
    with database.write("Substance added") as write:
        substances.add(write.session, SubstanceDraft("Item A", discreet_label="Morning"))
    said = terminal.say("plan", "add", "Item A", "--pattern", "every 2 days", "--times", "08:00")
    assert said == "Regimen 1 added: Morning, every 2 days.\n"
    assert terminal.say("plan", "pause", "morning").startswith("Regimen 1 is paused")


def test_doses_recorded_before_close_what_is_planned_for_them(terminal):
    terminal.say("dose", "Item A", "--at", "2026-02-28T08:10")
    terminal.say("dose", "Item A", "--at", "2026-03-01T11:00")
    _add(terminal, "--pattern", "daily", "--times", "08:00", "--from", "2026-02-27")
    told = terminal.json("adherence", "--to", "2026-03-01")
    assert (told["planned"], told["taken"], told["late"], told["not_recorded"]) == (3, 1, 1, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--times", "25:00", "--pattern", "daily"), "not a time of day"),
        (("--times", "08:00", "--pattern", "nonsense"), "not a pattern of days"),
        (("--times", "08:00", "--pattern", "cycle " + "10" * 30 + "1"), "up to 60 days"),
        (("--times", "08:00", "--pattern", "cycle 000"), "at least one of them on"),
        (("--pattern", "daily"), "needs a time of day"),
        (("--times", ",", "--pattern", "daily"), "needs a time of day"),
        (("--times", "08:00", "--pattern", "daily", "--to", "2026-03-01"), "swap the two days"),
        (("--times", "08:00", "--pattern", "daily", "--from", "1800-01-01"), "1900–2100"),
        (("--times", "08:00", "--pattern", "daily", "--from", "soon"), "not a day"),
        (("--times", "08:00", "--pattern", "daily", "--amount", "1,000"), "in two ways"),
        (("--times", "08:00", "--pattern", "daily", "--amount", "-5"), "not an amount"),
        (("--times", "08:00", "--pattern", "daily", "--step", "2026-3-1=5"), "not a day"),
        (("--times", "08:00", "--pattern", "daily", "--step", "2026-03-01=5"), "before the first"),
        (
            ("--times", "08:00", "--pattern", "daily", "--amount", "1", "--step", "2026-03-02=5"),
            "on the same day",
        ),
        (("--times", "08:00", "--pattern", "daily", "--note", "\udcff"), "not UTF-8"),
    ],
)
def test_what_cannot_be_planned_is_told_and_nothing_is_kept(terminal, words, told):
    assert told in terminal.refused("plan", "add", "Item A", *words)
    assert terminal.json("plan", "list") == []


class TestAChange:
    """What `plan change` does to a regimen of 10 mg at eight, from 1 March on."""

    @pytest.fixture(autouse=True)
    def _regimen(self, terminal):
        terminal.say(
            "plan", "add", "Item A", "--pattern", "every 3 days", "--times", "08:00", "--amount",
            "10", "--unit", "mg", "--step", "2026-03-20=15", "--from", "2026-03-01", "--note", "n",
        )  # fmt: skip

    def test_holds_from_now_and_leaves_the_past_alone(self, terminal):
        said = terminal.say("plan", "change", "item a", "--times", "21:00")
        assert said == "Regimen 1 changed: Item A, every 3 days, from 2026-03-02 09:31 on.\n"
        (told,) = terminal.json("plan", "list")
        first, second = told["versions"]
        assert (first["times"], first["ends_at"]) == (["08:00"], "2026-03-02T09:31")
        assert (second["times"], second["ends_at"]) == (["21:00"], None)
        kept = ("pattern", "steps", "window_minutes", "note")
        assert [first[name] for name in kept] == [second[name] for name in kept]
        # its days are counted on: 1, 4, 7 March
        assert _days(terminal, "2026-03-01", "2026-03-03", "2026-03-04") == [1, 0, 1]

    def test_to_fixed_weekdays_is_told_to_be_beyond_comparing(self, terminal):
        later = ("--pattern", "weekdays mon", "--from", "2026-03-09")
        changed, reason = terminal.say("plan", "change", "1", *later).splitlines()
        assert changed.startswith("Regimen 1 changed")
        assert FIXED in reason
        (told,) = terminal.json("plan", "list")
        assert (told["pattern"], told["comparable"]) == ("every 3 days", True)
        assert [each["comparable"] for each in told["versions"]] == [True, False]

    def test_to_another_pattern_counts_from_its_own_first_day(self, terminal):
        terminal.say("plan", "change", "1", "--pattern", "every 2 days", "--from", "2026-03-05")
        assert _days(terminal, *(f"2026-03-0{n}" for n in range(3, 8))) == [0, 1, 1, 0, 1]

    def test_of_the_amount_keeps_the_unit_and_the_later_steps(self, terminal):
        told = terminal.json("plan", "change", "1", "--amount", "12")
        assert told["versions"][-1]["steps"] == [
            {"from": "2026-03-02", "amount": "12", "unit": "mg"},
            {"from": "2026-03-20", "amount": "15", "unit": "mg"},
        ]

    def test_of_the_steps_replaces_those_to_come(self, terminal):
        told = terminal.json("plan", "change", "1", "--step", "2026-03-09=3", "--unit", "g")
        assert told["versions"][-1]["steps"] == [
            {"from": "2026-03-01", "amount": "10", "unit": "mg"},
            {"from": "2026-03-09", "amount": "3", "unit": "g"},
        ]

    def test_a_step_on_the_day_of_the_last_one_takes_its_place(self, terminal):
        terminal.say("plan", "change", "1", "--amount", "12")
        told = terminal.json("plan", "change", "1", "--step", "2026-03-02=3")
        assert told["versions"][-1]["steps"] == [
            {"from": "2026-03-02", "amount": "3", "unit": "mg"}
        ]

    def test_of_the_last_day_can_be_taken_back(self, terminal):
        assert terminal.json("plan", "change", "1", "--to", "2026-03-31")["to"] == "2026-03-31"
        assert terminal.json("plan", "change", "1", "--to", "none")["to"] is None

    def test_of_window_and_note(self, terminal):
        told = terminal.json("plan", "change", "1", "--window", "0", "--note", "")
        assert (told["versions"][-1]["window_minutes"], told["versions"][-1]["note"]) == (0, "")

    def test_never_reaches_back(self, terminal):
        told = terminal.refused("plan", "change", "1", "--times", "9:00", "--from", "2026-03-01")
        assert "stays as it was" in told
        assert "no regimen" in terminal.refused("plan", "change", "2", "--window", "5").casefold()

    def test_of_a_closed_regimen_needs_a_last_day(self, terminal):
        terminal.say("plan", "close", "1")
        assert "closed" in terminal.refused("plan", "change", "1", "--times", "9:00")
        assert terminal.json("plan", "change", "1", "--to", "none")["closed"] is False


class TestARegimen:
    """Pausing, resuming, closing and removing."""

    @pytest.fixture(autouse=True)
    def _regimen(self, terminal):
        terminal.say(
            "plan", "add", "Item A", "--pattern", "daily", "--times", "21:00",
            "--from", "2026-03-01",
        )  # fmt: skip

    def test_is_paused_and_resumed(self, terminal):
        assert terminal.say("plan", "pause", "1") == "Regimen 1 is paused until it is resumed.\n"
        assert terminal.json("plan", "list")[0]["paused"] is True
        assert _days(terminal, "2026-03-01", "2026-03-02", "2026-03-09") == [1, 0, 0]
        terminal.now += timedelta(days=3)
        assert terminal.say("plan", "resume", "Item A") == "Regimen 1 goes on.\n"
        assert _days(terminal, "2026-03-04", "2026-03-05") == [0, 1]
        assert "not paused" in terminal.refused("plan", "resume", "1")

    def test_is_paused_up_to_a_day(self, terminal):
        said = terminal.say("plan", "pause", "1", "--to", "2026-03-03")
        assert said == "Regimen 1 is paused, 2026-03-03 included.\n"
        assert _days(terminal, "2026-03-03", "2026-03-04") == [0, 1]
        assert "paused already" in terminal.refused("plan", "pause", "1")
        terminal.say("plan", "resume", "1")
        assert "over already" in terminal.refused("plan", "pause", "1", "--to", "2026-03-01")

    def test_is_closed_now(self, terminal):
        assert terminal.say("plan", "close", "1") == "Regimen 1 is closed; its past stays.\n"
        assert terminal.json("plan", "list", "--open") == []
        (told,) = terminal.json("plan", "list")
        assert (told["closed"], told["to"]) == (True, "2026-03-02")
        assert _days(terminal, "2026-03-01", "2026-03-02") == [1, 0]
        for name in ("1", "Item A"):
            assert "closed already" in terminal.refused("plan", "close", name)

    def test_is_closed_after_a_day_to_come(self, terminal):
        said = terminal.say("plan", "close", "1", "--to", "2026-03-05")
        assert said == "Regimen 1 ends after 2026-03-05.\n"
        assert _days(terminal, "2026-03-05", "2026-03-06") == [1, 0]
        # one that ends earlier is not made longer
        said = terminal.say("plan", "close", "1", "--to", "2026-03-09")
        assert said == "Regimen 1 ends after 2026-03-05.\n"
        assert "over already" in terminal.refused("plan", "close", "1", "--to", "2026-03-01")

    def test_that_was_to_begin_later_is_closed_before(self, terminal):
        later = ("--pattern", "daily", "--times", "08:00", "--from", "2026-03-04")
        terminal.say("plan", "add", "Item B", *later)
        terminal.say("dose", "Item B", "--skipped", "--planned", "2026-03-04T08:00")
        said = terminal.say("plan", "close", "Item B", "--to", "2026-03-03")
        assert said == "Regimen 2 is closed; its past stays.\n"
        # what was recorded for it stays, and disturbs nothing
        at = ("--at", "2026-03-04T12:00")
        assert [line["status"] for line in terminal.json("today", *at)] == ["skipped", "planned"]
        terminal.say("dose", "Item A", *at)

    def test_is_removed_where_nothing_was_recorded(self, terminal):
        assert terminal.say("plan", "remove", "1") == "Regimen 1 removed.\n"
        assert terminal.json("plan", "list") == []
        assert "No regimen" in terminal.refused("plan", "remove", "1")

    def test_with_something_recorded_stays(self, terminal):
        terminal.say("dose", "Item A", "--taken")
        assert "close it instead" in terminal.refused("plan", "remove", "1")

    def test_of_a_substance_with_several_is_named_by_its_number(self, terminal):
        terminal.say("plan", "add", "Item A", "--pattern", "daily", "--times", "08:00")
        assert "by its number" in terminal.refused("plan", "pause", "Item A")
        terminal.say("plan", "close", "2")
        assert terminal.say("plan", "pause", "Item A").startswith("Regimen 1 is paused")
