from datetime import date, timedelta

import pytest

from dosejournal.domain.entries import CheckInDraft
from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError
from dosejournal.journal import check_ins, look_backs, main_measures, measures, trends

# `now` is a Monday; the week before it
MONDAY = date(2026, 2, 23)
WEEK = timedelta(days=7)


def do(database, act, *args):
    with database.write("Done") as write:
        return act(write.session, *args)


def ask(database, query, *args):
    with database.read() as session:
        return query(session, *args)


def rate(database, now, days, value=50, measure="mood"):
    """Rate some days of last week, 0 being its Monday."""
    for day in days:
        at = now - timedelta(days=7 - day)
        do(database, check_ins.record, now, CheckInDraft(at, {measure: value}))


def asked(database, now):
    question = ask(database, look_backs.due, now)
    assert question is not None
    return question


def test_a_week_with_four_rated_days_is_asked_about(database, now):
    rate(database, now, range(3))
    assert ask(database, look_backs.due, now) is None
    rate(database, now, [2])
    assert ask(database, look_backs.due, now) is None
    rate(database, now, [6])
    question = asked(database, now)
    assert (question.first_day, question.last_day) == (MONDAY, date(2026, 3, 1))
    assert question.measure.key == "mood"


def test_all_of_this_week_asks_about_the_same_week(database, now):
    rate(database, now, range(7))
    assert asked(database, now + timedelta(days=6)).first_day == MONDAY
    assert ask(database, look_backs.due, now + WEEK) is None


def test_a_week_ends_when_its_last_journal_day_ends(database, now):
    rate(database, now, range(7))
    assert ask(database, look_backs.due, now.replace(hour=3)) is None
    assert asked(database, now.replace(hour=4)).first_day == MONDAY


def test_the_question_is_about_the_main_measure_while_it_is_rated(database, now):
    rate(database, now, range(5), measure="focus")
    # without a main measure, about the first one, which was not rated
    assert ask(database, look_backs.due, now) is None
    do(database, main_measures.choose, now, "focus")
    assert asked(database, now).measure.key == "focus"
    do(database, measures.archive, "focus")
    assert ask(database, look_backs.due, now) is None


def test_nothing_is_asked_where_there_is_no_scale(database, now):
    for key in ("mood", "focus", "energy", "calm", "sleep_quality"):
        do(database, measures.archive, key)
    assert ask(database, look_backs.due, now) is None


@pytest.mark.parametrize("value", [62.0, None])
def test_a_week_is_asked_about_once_answered_or_not(database, now, value):
    rate(database, now, range(5))
    do(database, look_backs.answer, now, asked(database, now), value)
    assert ask(database, look_backs.due, now) is None
    assert ask(database, look_backs.due, now + timedelta(days=6)) is None


def test_an_answer_is_kept_once_and_only_on_its_scale(database, now):
    rate(database, now, range(5))
    question = asked(database, now)
    with pytest.raises(InputError):
        do(database, look_backs.answer, now, question, 101.0)
    assert asked(database, now) == question
    do(database, look_backs.answer, now, question, 60.0)
    with pytest.raises(InputError, match="answered already"):
        do(database, look_backs.answer, now, question, 70.0)
    assert [week.remembered for week in ask(database, look_backs.weeks)] == [60.0]


def test_undoing_an_answer_asks_again(database, now):
    rate(database, now, range(5))
    question = asked(database, now)
    do(database, look_backs.answer, now, question, 60.0)
    database.undo()
    assert asked(database, now) == question
    assert ask(database, look_backs.weeks) == []


def test_a_week_is_remembered_beside_the_mean_of_its_daily_means(database, now):
    rate(database, now, range(4), 40)
    rate(database, now, [3], 60)
    rate(database, now, [7], 100)  # of the week after
    do(database, look_backs.answer, now, asked(database, now), 55.0)
    (week,) = ask(database, look_backs.weeks)
    assert (week.first_day, week.measure.key, week.remembered) == (MONDAY, "mood", 55.0)
    # the day rated twice counts once, with its mean of 50
    assert (week.recorded, week.n_days) == (pytest.approx(42.5), 4)


def test_below_four_days_there_is_no_record_to_stand_beside(database, now):
    rate(database, now, range(4))
    do(database, look_backs.answer, now, asked(database, now), 55.0)
    do(database, check_ins.remove, now, 1)
    (week,) = ask(database, look_backs.weeks)
    assert (week.recorded, week.n_days) == (None, 3)


def test_weeks_that_were_not_answered_are_left_out(database, now):
    for weeks, value in ((0, 50.0), (1, None), (2, 70.0)):
        later = now + weeks * WEEK
        rate(database, later, range(4))
        do(database, look_backs.answer, later, asked(database, later), value)
    found = ask(database, look_backs.weeks)
    assert [(week.first_day, week.remembered) for week in found] == [
        (MONDAY, 50.0),
        (MONDAY + 2 * WEEK, 70.0),
    ]


def test_each_week_stands_beside_the_measure_it_was_asked_for(database, now):
    rate(database, now, range(5), 30)
    do(database, look_backs.answer, now, asked(database, now), 40.0)
    later = now + WEEK
    do(database, main_measures.choose, later, "focus")
    rate(database, later, range(5), 70, "focus")
    do(database, look_backs.answer, later, asked(database, later), 60.0)
    do(database, measures.archive, "mood")
    found = ask(database, look_backs.weeks)
    assert [(week.measure.key, week.recorded) for week in found] == [("mood", 30), ("focus", 70)]
    # those who have the days at hand already get the same weeks
    assert list(ask(database, trends.overview, later).weeks) == found


def test_steps_with_words_are_looked_back_on_as_well(database, now):
    pace = Measure("pace", "Pace", minimum=1, maximum=3, words=("low", "some", "high"))
    do(database, measures.add, pace)
    do(database, main_measures.choose, now, "pace")
    rate(database, now, range(5), 2, "pace")
    with pytest.raises(InputError):
        do(database, look_backs.answer, now, asked(database, now), 4.0)
    do(database, look_backs.answer, now, asked(database, now), 3.0)
    assert ask(database, look_backs.weeks)[0].remembered == 3.0
