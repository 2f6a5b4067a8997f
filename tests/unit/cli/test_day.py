import pytest

from dosejournal.journal import substances
from dosejournal.journal.substances import SubstanceDraft


@pytest.fixture
def plan(terminal):
    """Plan 10 mg of Item A at eight and at ten to midnight, from 1 March on."""
    terminal.say(
        "plan", "add", "Item A", "--pattern", "daily", "--times", "08:00", "23:50",
        "--amount", "10", "--unit", "mg", "--from", "2026-03-01",
    )  # fmt: skip
    return terminal


def _told(terminal, at):
    return terminal.say("today", "--at", at).splitlines()


def test_a_day_without_a_plan_is_told_calmly(terminal):
    assert terminal.say("today") == "Nothing is planned for this day.\n"
    assert terminal.say("today", "--json") == "[]\n"


def test_the_time_decides_the_day_and_how_things_stand(plan):
    assert plan.say("today").splitlines() == [
        "08:00  Item A 10 mg · due 1 h 30 min ago",
        "23:50  Item A 10 mg · still to come",
    ]
    assert _told(plan, "2026-03-02T08:00")[0] == "08:00  Item A 10 mg · due now"
    assert _told(plan, "2026-03-02T10:45")[0] == "08:00  Item A 10 mg · overdue by 2 h 45 min"
    # after midnight it is still the day before
    assert _told(plan, "2026-03-03T00:20") == [
        "08:00  Item A 10 mg · overdue by 16 h 20 min",
        "23:50  Item A 10 mg · due 30 min ago",
    ]
    assert _told(plan, "2026-03-03T04:00")[0] == "08:00  Item A 10 mg · still to come"


def test_what_became_of_each_dose_is_told(plan):
    plan.say("dose", "Item A", "--taken", "--at", "2026-03-01T08:05")
    plan.say("dose", "Item A", "--planned", "2026-03-01T23:50", "--at", "2026-03-02T03:00",
             "--amount", "5")  # fmt: skip
    plan.say("dose", "Item A", "--at", "2026-03-01T15:00", "--amount", "2", "--unit", "mg")
    assert _told(plan, "2026-03-01T12:00") == [
        "08:00  Item A 10 mg · taken at 08:05",
        "23:50  Item A 5 mg · late by 3 h 10 min · taken at 03:00 · planned: 10 mg",
        "       Item A 2 mg · extra · taken at 15:00",
    ]
    plan.say("dose", "Item A", "--skipped", "--planned", "2026-03-02T08:00", "--reason", "a\nb")
    plan.say("dose", "Item A", "--missed", "--planned", "2026-03-02T23:50")
    assert _told(plan, "2026-03-02T12:00") == [
        "08:00  Item A 10 mg · skipped: a b",
        "23:50  Item A 10 mg · missed",
    ]


def test_a_day_that_ended_without_a_word_was_missed(plan):
    plan.say("dose", "Item A", "--missed", "--planned", "2026-03-01T08:00", "--reason", "away")
    plan.say("dose", "Item A", "--skipped", "--planned", "2026-03-01T23:50")
    assert _told(plan, "2026-03-01T12:00") == [
        "08:00  Item A 10 mg · missed: away",
        "23:50  Item A 10 mg · skipped",
    ]


def test_the_label_stands_for_the_name(terminal, database):
    with database.write("Substance added") as write:
        substances.add(write.session, SubstanceDraft("Item A", discreet_label="Morning"))
    terminal.say("plan", "add", "Item A", "--pattern", "daily", "--times", "08:00")
    assert terminal.say("today") == "08:00  Morning · due 1 h 30 min ago\n"
    (told,) = terminal.json("today")
    assert (told["substance"], told["discreet_label"]) == ("Item A", "Morning")


def test_json_has_the_promised_fields(plan):
    taken = plan.json("dose", "Item A", "--taken", "--at", "2026-03-02T08:35")
    first, second = plan.json("today")
    assert first == {
        "planned_at": "2026-03-02T08:00:00+01:00",
        "substance": "Item A",
        "amount": "10",
        "unit": "mg",
        "status": "taken",
        "late_by_minutes": 35,
        "discreet_label": "",
        "plan": 1,
        "dose_event": taken["id"],
        "taken_at": "2026-03-02T08:35:00+01:00",
        "recorded_at": "2026-03-02T08:30:00+00:00",
        "taken_amount": "10",
        "taken_unit": "mg",
        "reason": "",
    }
    assert (second["status"], second["late_by_minutes"]) == ("planned", None)
    assert (second["dose_event"], second["taken_at"]) == (None, None)


def test_a_time_that_is_none_is_refused(plan):
    assert "not a time" in plan.refused("today", "--at", "noon")
