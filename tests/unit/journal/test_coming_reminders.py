"""When to remind, told beforehand to a program that will be locked."""

from datetime import time, timedelta

import pytest

from dosejournal.domain import clock
from dosejournal.domain.entries import CheckInDraft, PlannedRef
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.domain.reminders import CheckInRule
from dosejournal.journal import check_ins, doses, planning, reminders

TWO_DAYS = timedelta(days=2)
EIGHT = CheckInRule(enabled=True, times=(time(8), time(20)))


@pytest.fixture
def do(database):
    def do(act, *args):
        with database.write("x") as write:
            return act(write.session, *args)

    return do


@pytest.fixture
def coming(database, now):
    def coming(at=now, within=TWO_DAYS):
        with database.read() as session:
            return [
                (f"{moment:%d %H:%M}", kind)
                for moment, kind in reminders.coming(session, at, within)
            ]

    return coming


def test_nothing_comes_where_nothing_is_wanted(coming):
    assert coming() == []


def test_check_ins_come_at_their_times_and_no_later_than_asked_for(do, coming):
    do(reminders.remind_of_check_in, EIGHT)
    # it is half past nine on the second
    assert coming() == [
        (f"{at}", "check_in") for at in ("02 20:00", "03 08:00", "03 20:00", "04 08:00")
    ]


def test_a_check_in_made_within_the_hour_before_answers_one(do, coming, now):
    do(reminders.remind_of_check_in, EIGHT)
    at = now.replace(hour=19, minute=30)
    do(check_ins.record, at, CheckInDraft(at, {"mood": 50.0}))
    assert coming(at)[0] == ("03 08:00", "check_in")


def test_planned_doses_come_unless_they_are_recorded_already(do, coming, now):
    do(reminders.remind_of_doses, True)
    step = DoseStep(now.date(), "10", "mg")
    draft = RegimenDraft("Item A", Pattern("daily"), (time(12),), now.date(), steps=(step,))
    do(planning.add, now - timedelta(days=1), draft)
    assert coming() == [("02 12:00", "dose"), ("03 12:00", "dose")]
    noon = clock.wall(now).replace(hour=12, minute=0)
    do(doses.take, now, PlannedRef(1, noon))
    assert coming() == [("03 12:00", "dose")]


def test_what_is_snoozed_comes_when_its_silence_ends(do, coming, now):
    do(reminders.remind_of_check_in, EIGHT)
    do(reminders.snooze, now, ["check_in 2026-03-02T08:00"], 45)
    assert coming()[:2] == [("02 10:15", "check_in"), ("02 20:00", "check_in")]


def test_what_was_answered_beforehand_does_not_come(do, coming, now):
    do(reminders.remind_of_check_in, EIGHT)
    do(reminders.settle, now, ["check_in 2026-03-02T20:00"], "skipped")
    assert coming()[0] == ("03 08:00", "check_in")
