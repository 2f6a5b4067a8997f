import pytest

from dosejournal.errors import InputError
from dosejournal.journal import choices, first_questions, main_measures


def answer(database, now, *answers):
    with database.write("Answers kept") as write:
        first_questions.answer(write.session, now, *answers)


def read(database, query):
    with database.read() as session:
        return query(session)


def test_a_new_journal_has_questions_until_they_are_answered(database, now):
    assert read(database, first_questions.are_open)
    answer(database, now, "general", "focus")
    assert not read(database, first_questions.are_open)
    assert read(database, choices.read).topics == "general"
    assert read(database, main_measures.current).measure.key == "focus"
    database.undo()
    assert read(database, first_questions.are_open)
    assert read(database, main_measures.current) is None


def test_the_main_measure_may_be_left_open(database, now):
    answer(database, now, "microdosing", None)
    assert not read(database, first_questions.are_open)
    assert read(database, main_measures.current) is None


def test_of_answers_one_of_which_is_refused_none_is_kept(database, now):
    with pytest.raises(InputError):
        answer(database, now, "general", "nothing of the kind")
    assert read(database, first_questions.are_open)
