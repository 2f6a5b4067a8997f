from datetime import timedelta

import pytest

from dosejournal.domain.choices import Choices
from dosejournal.domain.entries import CheckInDraft
from dosejournal.errors import InputError
from dosejournal.journal import check_ins, choices


def do(database, act, *args):
    with database.write("Done") as write:
        return act(write.session, *args)


def read(database, query, *args):
    with database.read() as session:
        return query(session, *args)


def check_in(database, at, origin="window", **fields):
    draft = CheckInDraft(at, **(fields or {"ratings": {"mood": 50.0}}))
    return do(database, check_ins.record, at, draft, origin)


def test_until_something_is_chosen_the_defaults_hold(database):
    assert read(database, choices.read) == Choices("yes", "doses", "", "usual")
    assert read(database, choices.history, "rate_first") == []


def test_what_is_chosen_holds_from_then_on_and_what_held_before_stays_known(database, now):
    later = now + timedelta(days=1)
    do(database, choices.choose, now, "topics", "microdosing")
    do(database, choices.choose, later, "topics", "general")
    do(database, choices.choose, later, "cards", "never")
    assert read(database, choices.read) == Choices("yes", "doses", "general", "never")
    assert read(database, choices.history, "topics") == [
        (now, "microdosing"),
        (later, "general"),
    ]


def test_choosing_what_holds_already_leaves_no_trace(database, now):
    do(database, choices.choose, now, "rate_first", "yes")
    assert read(database, choices.history, "rate_first") == []


@pytest.mark.parametrize(
    ("name", "value"), [("rate_first", "perhaps"), ("topics", ""), ("colour", "blue")]
)
def test_what_is_not_offered_cannot_be_chosen(database, now, name, value):
    with pytest.raises(InputError, match="Nothing was changed"):
        do(database, choices.choose, now, name, value)
    assert read(database, choices.read) == Choices()


def test_a_choice_can_be_undone(database, now):
    do(database, choices.choose, now, "rate_first", "no")
    database.undo()
    assert read(database, choices.read).rate_first == "yes"


def test_no_check_in_is_none_of_none(database):
    assert read(database, choices.rated_in_sight) == (0, 0)


def test_check_ins_count_as_rated_in_sight_while_that_is_chosen(database, now):
    hour = timedelta(hours=1)
    check_in(database, now - hour)
    assert read(database, choices.rated_in_sight) == (0, 1)
    do(database, choices.choose, now, "rate_first", "no")
    check_in(database, now)
    check_in(database, now + hour)
    do(database, choices.choose, now + 2 * hour, "rate_first", "yes")
    check_in(database, now + 2 * hour)
    do(database, choices.choose, now + 3 * hour, "rate_first", "no")
    check_in(database, now + 4 * hour)
    assert read(database, choices.rated_in_sight) == (3, 5)


def test_only_what_was_rated_in_the_window_counts(database, now):
    do(database, choices.choose, now, "rate_first", "no")
    check_in(database, now, "terminal")
    check_in(database, now, "import")
    check_in(database, now, note="a walk")
    assert read(database, choices.rated_in_sight) == (0, 0)
    check_in(database, now)
    assert read(database, choices.rated_in_sight) == (1, 1)


def test_a_back_dated_check_in_counts_by_when_it_was_recorded(database, now):
    do(database, choices.choose, now, "rate_first", "no")
    draft = CheckInDraft(now - timedelta(days=9), {"mood": 50.0})
    do(database, check_ins.record, now + timedelta(hours=1), draft)
    assert read(database, choices.rated_in_sight) == (1, 1)
