from datetime import date, timedelta

import pytest

from dosejournal.domain.entries import CheckInDraft
from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.journal import check_ins, main_measures, measures


def do(database, act, *args):
    with database.write("Done") as write:
        return act(write.session, *args)


def ask(database, query, *args):
    with database.read() as session:
        return query(session, *args)


def test_no_measure_is_the_main_one_before_one_was_chosen(database):
    assert ask(database, main_measures.current) is None
    assert ask(database, main_measures.history) == []


def test_the_main_measure_is_known_with_the_day_it_was_chosen(database, now):
    do(database, main_measures.choose, now, "Mood")
    found = ask(database, main_measures.current)
    assert (found.measure.key, found.chosen_on, found.chosen_at) == ("mood", now.date(), now)


def test_one_chosen_after_midnight_belongs_to_the_journal_day_before(database, now):
    do(database, main_measures.choose, now.replace(hour=1), "mood")
    assert ask(database, main_measures.current).chosen_on == date(2026, 3, 1)


def test_what_was_the_main_measure_before_stays_known(database, now):
    do(database, main_measures.choose, now, "mood")
    do(database, main_measures.choose, now + timedelta(days=9), "focus")
    assert [each.measure.key for each in ask(database, main_measures.history)] == ["mood", "focus"]
    assert ask(database, main_measures.current).measure.key == "focus"


def test_choosing_the_same_one_again_keeps_its_day(database, now):
    do(database, main_measures.choose, now, "mood")
    do(database, main_measures.choose, now + timedelta(days=9), "mood")
    (found,) = ask(database, main_measures.history)
    assert found.chosen_on == now.date()


def test_what_is_no_scale_cannot_be_the_main_measure(database, now):
    pulse = Measure("pulse", "Pulse", kind="number", minimum=None, maximum=None)
    do(database, measures.add, pulse)
    with pytest.raises(InputError, match="Pulse is none"):
        do(database, main_measures.choose, now, "pulse")
    with pytest.raises(UnknownNameError):
        do(database, main_measures.choose, now, "luck")
    assert ask(database, main_measures.current) is None


def test_an_archived_measure_is_not_offered_and_stays_in_the_history(database, now):
    do(database, main_measures.choose, now, "mood")
    do(database, check_ins.record, now, CheckInDraft(now, {"mood": 50}))
    do(database, measures.archive, "mood")
    assert "mood" not in [each.key for each in ask(database, main_measures.offered)]
    assert ask(database, main_measures.current).measure.archived
    with pytest.raises(InputError):
        do(database, main_measures.choose, now, "mood")


def test_only_scales_are_offered(database):
    walked = Measure("walked", "Walked", kind="yes_no", minimum=None, maximum=None)
    do(database, measures.add, walked)
    offered = [each.key for each in ask(database, main_measures.offered)]
    assert offered == ["mood", "focus", "energy", "calm", "sleep_quality"]
