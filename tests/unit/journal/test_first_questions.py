import pytest

from dosejournal.errors import InputError
from dosejournal.journal import choices, first_questions, main_measures


def answer(database, now, *answers):
    with database.write("Answers kept") as write:
        first_questions.answer(write.session, now, *answers)


def read(database, query):
    with database.read() as session:
        return query(session)


def test_both_answers_are_kept_and_undone_together(database, now):
    answer(database, now, "general", "focus")
    assert read(database, choices.read).topics == "general"
    assert read(database, main_measures.current).measure.key == "focus"
    database.undo()
    assert read(database, choices.read).topics == ""
    assert read(database, main_measures.current) is None


def test_the_main_measure_may_be_left_open(database, now):
    answer(database, now, "microdosing", None)
    assert read(database, choices.read).topics == "microdosing"
    assert read(database, main_measures.current) is None


def test_of_answers_one_of_which_is_refused_none_is_kept(database, now):
    with pytest.raises(InputError):
        answer(database, now, "general", "nothing of the kind")
    assert read(database, choices.read).topics == ""
