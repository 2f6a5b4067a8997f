import pytest

EIGHT = "2026-03-02T08:00"


@pytest.fixture
def plan(terminal):
    """Plan 10 mg of Item A daily at eight and at ten to midnight, from 1 March on."""
    terminal.say(
        "plan", "add", "Item A", "--pattern", "daily", "--times", "08:00,23:50",
        "--amount", "10", "--unit", "mg", "--from", "2026-03-01",
    )  # fmt: skip
    return terminal


def _statuses(terminal, at):
    return [line["status"] for line in terminal.json("today", "--at", at)]


def test_after_midnight_the_dose_of_the_evening_is_closed(plan):
    told = plan.json("dose", "Item A", "--at", "2026-03-03T00:20")
    assert (told["planned_wall"], told["late_by_minutes"]) == ("2026-03-02T23:50", 30)
    assert (told["status"], told["journal_day"]) == ("taken", "2026-03-02")
    assert _statuses(plan, "2026-03-03T12:00") == ["overdue", "planned"]


def test_a_plain_dose_says_which_planned_dose_it_closed(plan):
    assert plan.say("dose", "Item A") == "Dose 1 recorded, planned for 2026-03-02 08:00.\n"
    plan.say("dose", "Item A", "--skipped", "--planned", "2026-03-01T23:50")
    assert plan.say("dose", "Item A", "--at", "2026-03-02T22:00") == (
        "Dose 3 recorded, planned for 2026-03-02 23:50.\n"
    )
    assert plan.say("dose", "Item A") == "Dose 4 recorded, as extra.\n"
    assert plan.say("dose", "Item B") == "Dose 5 recorded.\n"


def test_the_planned_amount_is_recorded_unless_another_is_typed(plan):
    told = plan.json("dose", "Item A", "--taken", "--estimated", "--note", "half asleep")
    assert (told["amount"], told["unit"], told["estimated"]) == ("10", "mg", True)
    assert (told["planned_wall"], told["note"]) == (EIGHT, "half asleep")
    told = plan.json("dose", "item a", "--planned", "2026-03-02T23:50", "--amount", "2.5")
    assert (told["amount"], told["unit"], told["status"]) == ("2.5", "mg", "taken")
    told = plan.json("dose", "Item A", "--planned", "2026-03-01T23:50", "--amount", "1",
                     "--unit", "drops", "--plus-minus", "0.5")  # fmt: skip
    assert (told["amount"], told["unit"], told["plus_minus"]) == ("1", "drops", "0.5")
    told = plan.json("dose", "Item A", "--planned", "2026-03-01T08:00", "--amount", "")
    assert told["amount"] is None


def test_one_that_was_taken_while_none_is_open_is_extra(plan):
    plan.say("dose", "Item A", "--taken")
    told = plan.json("dose", "Item A", "--taken", "--note", "once more")
    assert (told["status"], told["planned_at"], told["amount"]) == ("extra", None, None)
    assert told["note"] == "once more"
    told = plan.json("dose", "Item A", "--taken", "--amount", "2.5")
    assert (told["status"], told["amount"], told["unit"]) == ("extra", "2.5", "mg")
    assert _statuses(plan, "2026-03-02T09:30") == ["taken", "planned", "extra", "extra"]
    assert "No planned dose" in plan.refused("dose", "Item A", "--skipped")


def test_where_no_amount_is_planned_none_is_recorded(terminal):
    terminal.say("plan", "add", "Item B", "--pattern", "daily", "--times", "08:00", "20:00")
    assert terminal.json("dose", "Item B", "--taken")["amount"] is None
    terminal.say("dose", "Item B", "--amount", "1", "--unit", "mL", "--at", "2026-03-01T08:00")
    told = terminal.json("dose", "Item B", "--planned", "2026-03-02T20:00", "--amount", "2")
    assert (told["amount"], told["unit"]) == ("2", "mL")


def test_a_late_dose_is_told_with_how_late(plan):
    said = plan.say("dose", "Item A", "--planned", EIGHT, "--at", "2026-03-02T10:35")
    assert said == "Dose 1 recorded, planned for 2026-03-02 08:00, late by 2 h 35 min.\n"


@pytest.mark.parametrize("status", ["skipped", "missed"])
def test_a_dose_that_was_not_taken_is_kept_where_it_was_planned(plan, status):
    said = plan.say("dose", "Item A", f"--{status}", "--reason", "felt\nbetter", "--note", "n")
    assert said == f"Dose 1 recorded as {status}, planned for 2026-03-02 08:00.\n"
    (told,) = plan.json("list")
    assert (told["status"], told["amount"], told["unit"]) == (status, None, "")
    assert (told["at"], told["reason"], told["note"]) == (
        "2026-03-02T08:00:00+01:00", "felt\nbetter", "n",
    )  # fmt: skip
    assert told["recorded_at"] == "2026-03-02T08:30:00+00:00"
    assert told["late_by_minutes"] is None


def test_one_still_to_come_can_be_skipped_now(plan):
    told = plan.json("dose", "Item A", "--skipped", "--planned", "2026-03-02T23:50")
    assert told["at"] == "2026-03-02T09:30:00+01:00"
    assert _statuses(plan, "2026-03-02T23:55") == ["overdue", "skipped"]


def test_the_time_chooses_the_nearest(plan):
    told = plan.json("dose", "Item A", "--skipped", "--at", "2026-03-02T00:10")
    assert (told["planned_wall"], told["status"]) == ("2026-03-01T23:50", "skipped")


def test_a_planned_time_may_be_written_with_another_offset(plan):
    told = plan.json("dose", "Item A", "--planned", "2026-03-02T07:00Z")
    assert told["planned_wall"] == EIGHT


def test_two_regimens_of_one_substance_each_have_their_dose(plan):
    plan.say("plan", "add", "Item A", "--pattern", "daily", "--times", "08:00", "--amount", "3")
    first = plan.json("dose", "Item A", "--planned", EIGHT)
    second = plan.json("dose", "Item A", "--planned", EIGHT)
    assert (first["regimen_id"], second["regimen_id"]) == (1, 2)
    assert (first["amount"], second["amount"]) == ("10", "3")
    assert "recorded already" in plan.refused("dose", "Item A", "--planned", EIGHT)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Item A", "--planned", "2026-03-02T08:01"), "planned for that time"),
        (("Item A", "--planned", "2026-02-28T08:00"), "planned for that time"),
        (("Item A", "--planned", "eight"), "not a time"),
        (("Item A", "--taken", "--at", "2026-02-27T08:00"), "No planned dose"),
        (("Item B", "--taken"), "No planned dose"),
        (("Item B", "--skipped", "--planned", EIGHT), "No planned dose"),
        (("Item A", "--skipped", "--reason", "\udcff"), "not UTF-8"),
    ],
)
def test_what_is_not_planned_is_refused_and_nothing_is_kept(plan, words, told):
    assert told in plan.refused("dose", *words)
    assert plan.json("list") == []


def test_a_planned_dose_is_recorded_once(plan):
    plan.say("dose", "Item A", "--skipped", "--planned", EIGHT)
    for status in ("--taken", "--skipped", "--missed"):
        told = plan.refused("dose", "Item A", status, "--planned", EIGHT)
        assert "recorded already" in told
    assert len(plan.json("list")) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--taken", "--skipped"), "not allowed with"),
        (("--skipped", "--amount", "5"), "has no amount"),
        (("--missed", "--unit", "mg"), "has no amount"),
        (("--skipped", "--estimated"), "has no amount"),
        (("--skipped", "--plus-minus", "1"), "has no amount"),
        (("--reason", "tired"), "--reason goes with"),
        (("--taken", "--reason", "tired"), "--reason goes with"),
        (("--taken", "--unit", "g"), "--unit goes with"),
        (("--planned", EIGHT, "--unit", "g"), "--unit goes with"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(plan, words, told):
    assert told in plan.wrong("dose", "Item A", *words)
    assert plan.json("list") == []


def test_removing_a_dose_opens_the_planned_one_again(plan):
    plan.say("dose", "Item A", "--taken")
    plan.say("remove", "dose", "1")
    assert _statuses(plan, "2026-03-02T09:30") == ["due", "planned"]
    assert plan.json("dose", "Item A", "--taken")["planned_wall"] == EIGHT
