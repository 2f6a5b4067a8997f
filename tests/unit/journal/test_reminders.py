from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from dosejournal.domain import clock
from dosejournal.domain import reminders as rules
from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.domain.reminders import CheckInRule, PromptRule, Rules
from dosejournal.errors import InputError
from dosejournal.journal import check_ins, doses, information, planning, reminders, timeline
from dosejournal.journal.timeline import Filter
from dosejournal.store.tables import ReminderAnswer

EIGHT = CheckInRule(enabled=True, times=(time(8),))
KEY = "check_in 2026-03-02T08:00"


def do(database, act, *args, **kwargs):
    with database.write("x") as write:
        return act(write.session, *args, **kwargs)


def ask(database, query, *args, **kwargs):
    with database.read() as session:
        return query(session, *args, **kwargs)


def answers(database):
    def read(session):
        return {row.occasion: row.answer for row in session.exec(select(ReminderAnswer))}

    return ask(database, read)


def at(now, clock_time):
    hour, minute = clock_time.split(":")
    return now.replace(hour=int(hour), minute=int(minute))


def look(database, now, since=None):
    state = ask(database, reminders.state, now, since or clock.wall(now) - timedelta(hours=8))
    return rules.due(clock.wall(now), state.plan, state.recorded, state.snoozed)


def keys(occasions):
    return [each.key for each in occasions]


def plan_dose(database, now, *times, remind=True, substance="Item A"):
    draft = RegimenDraft(
        substance,
        Pattern("daily"),
        times or (time(8),),
        now.date(),
        steps=(DoseStep(now.date(), "10", "mg"),),
        remind=remind,
    )
    # before its first day: nothing of it lies in the past
    return do(database, planning.add, now - timedelta(days=1), draft)


@pytest.fixture
def eight(database, now):
    """The moment at which the check-in of eight o'clock is due."""
    do(database, reminders.remind_of_check_in, EIGHT)
    return at(now, "08:00")


@pytest.fixture
def dose(database, now):
    """The occasion of a dose that is due at eight."""
    do(database, reminders.remind_of_doses, True)
    plan_dose(database, now)
    [occasion] = look(database, at(now, "08:00")).fresh
    return occasion


def test_nothing_is_on_in_a_new_journal(database, now):
    assert ask(database, reminders.read) == Rules()
    state = ask(database, reminders.state, now, clock.wall(now))
    assert not state.are_on
    assert not state.plan.occasions


def test_what_is_wanted_is_kept_and_can_be_undone(database):
    check_in = CheckInRule(True, (0, 4), (time(8), time(20, 15)))
    prompt = PromptRule(True, 5, 480, 1320)
    do(database, reminders.remind_of_check_in, check_in)
    do(database, reminders.remind_of_doses, True)
    do(database, reminders.prompt, prompt)
    kept = ask(database, reminders.read)
    assert (kept.check_in, kept.dose, kept.prompt) == (check_in, True, prompt)
    for _step in range(3):
        database.undo()
    assert ask(database, reminders.read) == Rules()


def test_a_rule_that_says_nothing_is_refused_and_nothing_is_kept(database):
    with pytest.raises(InputError):
        do(database, reminders.remind_of_check_in, CheckInRule(enabled=True))
    with pytest.raises(InputError):
        do(database, reminders.prompt, PromptRule(True, 24, 0, 60))
    assert ask(database, reminders.read) == Rules()


def test_the_seed_of_prompts_is_drawn_once_and_is_no_function_of_the_rule(database, tmp_path):
    do(database, reminders.prompt, PromptRule(True))
    seed = ask(database, reminders.read).seed
    assert seed > 0
    do(database, reminders.prompt, PromptRule(True, 7))
    assert ask(database, reminders.read).seed == seed


def test_two_journals_draw_different_prompts(database):
    do(database, reminders.prompt, PromptRule(True))
    first = ask(database, reminders.read).seed
    database.undo()
    do(database, reminders.prompt, PromptRule(True))
    assert ask(database, reminders.read).seed != first


def test_a_check_in_is_due_at_its_time(database, eight):
    assert keys(look(database, eight).fresh) == [KEY]


@pytest.mark.parametrize(("made", "due"), [("06:59", [KEY]), ("07:01", []), ("08:00", [])])
def test_a_check_in_of_the_hour_before_answers_it(database, eight, now, made, due):
    draft = CheckInDraft(at(now, made), {"mood": 50.0})
    do(database, check_ins.record, at(now, made), draft)
    assert keys(look(database, eight).fresh) == due


def test_a_check_in_made_in_another_zone_counts_by_when_it_was(database, eight, now):
    made = at(now, "14:30").astimezone(ZoneInfo("Asia/Tokyo")) - timedelta(hours=7)
    do(database, check_ins.record, made, CheckInDraft(made, {"mood": 50.0}))
    assert keys(look(database, eight).fresh) == []


def test_a_planned_dose_is_due_until_something_is_recorded_for_it(database, dose, now):
    eight = at(now, "08:00")
    assert dose.kind == "dose"
    do(database, doses.record, eight, DoseDraft(eight, "Item A", "10", "mg"))
    assert look(database, eight) == rules.Due()


def test_a_regimen_can_be_left_out(database, now):
    do(database, reminders.remind_of_doses, True)
    plan_dose(database, now, remind=False)
    assert look(database, at(now, "08:00")) == rules.Due()


def test_doses_are_silent_while_only_check_ins_are_wanted(database, eight, now):
    plan_dose(database, now)
    assert keys(look(database, eight).fresh) == [KEY]


def test_what_was_told_is_told_once(database, eight):
    assert do(database, reminders.tell, eight, [KEY]) == {KEY}
    assert do(database, reminders.tell, eight, [KEY]) == frozenset()
    found = look(database, eight + timedelta(minutes=1))
    assert not found.fresh
    assert keys(found.waiting) == [KEY]


def test_a_snoozed_one_comes_once_more(database, eight):
    do(database, reminders.tell, eight, [KEY])
    do(database, reminders.snooze, eight, [KEY], 15)
    assert look(database, eight + timedelta(minutes=14)) == rules.Due()
    assert do(database, reminders.tell, eight + timedelta(minutes=14), [KEY]) == frozenset()
    later = eight + timedelta(minutes=15)
    assert keys(look(database, later).fresh) == [KEY]
    assert do(database, reminders.tell, later, [KEY]) == {KEY}
    assert keys(look(database, later).waiting) == [KEY]


def test_what_was_skipped_does_not_come_back_and_keeps_its_answer(database, eight):
    do(database, reminders.settle, eight, [KEY], "skipped")
    do(database, reminders.settle, eight, [KEY], "recorded")
    do(database, reminders.snooze, eight, [KEY], 15)
    assert answers(database) == {KEY: "skipped"}
    assert look(database, eight + timedelta(minutes=20)) == rules.Due()


def events(database):
    found = ask(database, timeline.keys, Filter(kinds=("dose_event",)))
    return [each.dose for each in ask(database, timeline.entries, found)]


def test_a_dose_is_recorded_from_its_reminder_as_planned_and_once(database, dose, now):
    moment = at(now, "08:03")
    do(database, reminders.take, moment, dose)
    with pytest.raises(InputError, match="answered already"):
        do(database, reminders.take, moment, dose)
    with pytest.raises(InputError, match="answered already"):
        do(database, reminders.leave, moment, dose)
    [event] = events(database)
    assert (event.status, event.amount, event.unit) == ("taken", "10", "mg")
    assert not ask(database, reminders.is_open, dose.key)


def test_a_dose_recorded_elsewhere_is_not_recorded_again(database, dose, now):
    moment = at(now, "08:03")
    do(database, doses.take, moment, dose.planned)
    with pytest.raises(InputError, match="recorded already"):
        do(database, reminders.take, moment, dose)
    assert len(events(database)) == 1
    # what was refused left no answer either
    assert answers(database) == {}


def test_a_dose_is_skipped_from_its_reminder_and_undone_in_one_step(database, dose, now):
    moment = at(now, "08:03")
    do(database, reminders.tell, moment, [dose.key])
    do(database, reminders.leave, moment, dose)
    assert [event.status for event in events(database)] == ["skipped"]
    assert answers(database) == {dose.key: "skipped"}
    database.undo()
    assert events(database) == []
    assert answers(database) == {dose.key: "shown"}


def test_the_last_look_is_kept_while_something_is_wanted(database, eight):
    assert ask(database, reminders.last_look) is None
    do(database, reminders.keep_look, eight)
    assert ask(database, reminders.last_look) == clock.wall(eight)
    later = eight + timedelta(hours=1)
    do(database, reminders.keep_look, later)
    assert ask(database, reminders.last_look) == clock.wall(later)
    do(database, reminders.remind_of_check_in, CheckInRule(times=(time(8),)))
    do(database, reminders.keep_look, later)
    assert ask(database, reminders.last_look) is None
    do(database, reminders.keep_look, later)
    assert answers(database) == {}


def test_what_was_switched_off_and_on_again_missed_nothing_meanwhile(database, eight, now):
    since = clock.wall(at(now, "07:00"))
    assert look(database, at(now, "09:00"), since).missed
    assert look(database, at(now, "09:00"), clock.wall(at(now, "08:30"))) == rules.Due()


def test_old_answers_go_but_those_to_prompts_stay(database, eight):
    prompt = "prompt 2026-03-02T10:00"
    do(database, reminders.tell, eight, [KEY, prompt])
    do(database, reminders.keep_look, eight + timedelta(days=59))
    assert set(answers(database)) == {KEY, prompt, "looked"}
    do(database, reminders.keep_look, eight + timedelta(days=61))
    assert set(answers(database)) == {prompt, "looked"}


def test_after_a_long_absence_a_week_is_told_of(database, eight):
    now = eight + timedelta(days=30)
    found = look(database, now + timedelta(hours=1), clock.wall(eight))
    assert len(found.missed) == 7
    assert not found.fresh


def test_a_clock_set_back_tells_of_nothing_twice(database, eight, now):
    do(database, reminders.tell, eight, [KEY])
    before = at(now, "07:50")
    look_again = look(database, eight)
    assert keys(look_again.waiting) == [KEY]
    # and what was told goes on waiting
    assert look(database, before, clock.wall(eight)) == rules.Due(waiting=look_again.waiting)
    again = look(database, eight, clock.wall(before))
    assert not again.fresh
    assert keys(again.waiting) == [KEY]


def test_a_dose_in_the_hour_that_is_left_out_is_due_when_the_clocks_go_on(database):
    berlin = ZoneInfo("Europe/Berlin")
    begin = datetime(2026, 3, 28, 12, tzinfo=berlin)
    do(database, reminders.remind_of_doses, True)
    draft = RegimenDraft("Item A", Pattern("daily"), (time(2, 30),), date(2026, 3, 29))
    do(database, planning.add, begin, draft)
    three = datetime(2026, 3, 29, 3, tzinfo=berlin)
    since = datetime.fromisoformat("2026-03-29T01:59:50")
    assert keys(look(database, three, since).fresh) == ["dose 1 2026-03-29T02:30"]
    do(database, doses.record, three, DoseDraft(three, "Item A"))
    assert look(database, three, since) == rules.Due()


@pytest.fixture
def late_dose(database, now):
    """The occasion of a dose that is due ten minutes before the journal day is over."""
    do(database, information.start_day_at, time(0))
    do(database, reminders.remind_of_doses, True)
    plan_dose(database, now, time(23, 50))
    [occasion] = look(database, at(now, "23:50")).fresh
    return occasion


def test_a_snoozed_one_comes_once_more_although_its_day_is_over(database, late_dose, now):
    moment = at(now, "23:55")
    do(database, reminders.tell, moment, [late_dose.key])
    do(database, reminders.snooze, moment, [late_dose.key], 15)
    later = moment + timedelta(minutes=15)
    since = clock.wall(later) - timedelta(seconds=20)
    assert keys(look(database, later, since).fresh) == [late_dose.key]
    # after a night too: nobody answered it
    morning = moment + timedelta(hours=9)
    assert keys(look(database, morning, clock.wall(moment)).missed) == [late_dose.key]
    do(database, doses.take, later, late_dose.planned)
    assert look(database, later, since) == rules.Due()


def test_what_was_told_shortly_before_the_day_was_over_waits_for_an_hour(database, late_dose, now):
    moment = at(now, "23:50")
    do(database, reminders.tell, moment, [late_dose.key])
    later = moment + timedelta(minutes=60)
    assert keys(look(database, later, clock.wall(later)).waiting) == [late_dose.key]
    later += timedelta(minutes=1)
    assert look(database, later, clock.wall(later)) == rules.Due()


def test_a_check_in_answers_nothing_of_a_day_that_was_over_but_what_was_snoozed(
    database, eight, now
):
    do(database, reminders.tell, eight, [KEY])
    tomorrow = eight + timedelta(days=1, minutes=-30)
    do(database, check_ins.record, tomorrow, CheckInDraft(tomorrow, {"mood": 50.0}))
    state = ask(database, reminders.state, tomorrow, clock.wall(tomorrow))
    assert KEY not in state.recorded
    do(database, reminders.snooze, eight, [KEY], 15)
    state = ask(database, reminders.state, tomorrow, clock.wall(tomorrow))
    assert KEY in state.recorded


def test_the_last_look_may_be_kept_as_an_earlier_one(database, eight):
    seen = clock.wall(eight) - timedelta(minutes=20)
    do(database, reminders.keep_look, eight, seen)
    assert ask(database, reminders.last_look) == seen
