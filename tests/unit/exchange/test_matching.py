from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.clock import moment
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportedDose, ImportPlan
from dosejournal.domain.measures import Measure
from dosejournal.errors import OffScaleError
from dosejournal.exchange.importers.matching import matched

AT = moment(datetime(2026, 3, 1, 8, tzinfo=ZoneInfo("UTC")), time(4))
MOOD = Measure("mood", "Mood")
STEPS = Measure("steps", "Steps taken", kind="number", minimum=None, maximum=None)
TEN = Measure("mood_app", "Mood (App)", kind="number", minimum=1.0, maximum=10.0)


def doses(*names):
    taken = (ImportedDose(AT, str(n), "{}", name) for n, name in enumerate(names))
    return ImportPlan("x", "x", "UTC", doses=tuple(taken))


def ratings(*given, new=(TEN,)):
    entry = ImportedCheckIn(AT, "1", "{}", ratings=given)
    return ImportPlan("x", "x", "UTC", check_ins=(entry,), new_measures=new)


def answers(*, given=None, substances=(), measures=()):
    return Answers("UTC", given=given or {}, substances=substances, measures=measures)


def test_a_name_that_the_journal_has_is_not_asked_about():
    plan = doses("ITEM A", "item a")
    assert matched(plan, answers(substances=("Item A",))) is plan
    assert matched(doses("Item B"), answers()).questions == ()


def test_another_name_is_something_new_until_the_person_says_what_it_is():
    plan = doses("Item A tablets", "item a TABLETS", "Item A", "Item C")
    asked = matched(plan, answers(substances=("Item A", "Item B")))
    assert [question.key for question in asked.questions] == [
        "substance:item a tablets",
        "substance:item c",
    ]
    assert {question.assumed for question in asked.questions} == {"new"}
    assert [value for value, _text in asked.questions[0].options] == ["new", "Item A", "Item B"]
    assert asked.doses == plan.doses
    said = answers(given={"substance:item a tablets": "Item B"}, substances=("Item A", "Item B"))
    told = [dose.substance for dose in matched(plan, said).doses]
    assert told == ["Item B", "Item B", "Item A", "Item C"]


@pytest.mark.parametrize("answer", ["new", "Item Z", ""])
def test_an_answer_that_names_nothing_leaves_the_name_as_it_is(answer):
    said = answers(given={"substance:item b": answer}, substances=("Item A",))
    assert matched(doses("Item B"), said).doses == doses("Item B").doses


def test_a_new_measure_can_be_one_of_the_journal_and_moves_to_its_scale():
    plan = ratings(Rating("mood_app", 10.0), Rating("focus", 5.0))
    asked = matched(plan, answers(measures=(MOOD, STEPS)))
    (question,) = asked.questions
    assert question.key == "measure:mood_app"
    assert [value for value, _text in question.options] == ["new", "mood"]
    assert asked.new_measures == (TEN,)
    said = matched(plan, answers(given={"measure:mood_app": "mood"}, measures=(MOOD, STEPS)))
    assert said.new_measures == ()
    assert said.check_ins[0].ratings == (
        Rating("mood", 100.0, raw_value=10.0, raw_minimum=1.0, raw_maximum=10.0),
        Rating("focus", 5.0),
    )


def test_what_the_file_said_stays_beside_a_value_that_moves():
    raw = Rating("mood_app", 5.5, raw_value=3.0, raw_minimum=1.0, raw_maximum=5.0, raw_text="ok")
    said = answers(given={"measure:mood_app": "mood"}, measures=(MOOD,))
    assert matched(ratings(raw), said).check_ins[0].ratings == (
        Rating("mood", 50.0, raw_value=3.0, raw_minimum=1.0, raw_maximum=5.0, raw_text="ok"),
    )


def test_a_number_goes_to_a_number_of_its_own_unit_alone():
    new = Measure("walked", "Walked", kind="number", minimum=None, maximum=None)
    other = Measure("hours", "Hours", kind="number", minimum=None, maximum=None, unit="h")
    plan = ratings(Rating("walked", 7000.0), new=(new,))
    said = answers(given={"measure:walked": "steps"}, measures=(STEPS, other, MOOD))
    told = matched(plan, said)
    assert [value for value, _text in told.questions[0].options] == ["new", "steps"]
    assert told.check_ins[0].ratings == (Rating("steps", 7000.0),)


def test_a_measure_without_a_fitting_one_is_not_asked_about():
    worded = Measure("w", "W", minimum=0.0, maximum=1.0, words=("no", "yes"))
    assert matched(ratings(Rating("mood_app", 1.0)), answers(measures=(worded,))).questions == ()


def test_a_check_in_keeps_its_own_rating_of_the_measure_that_another_one_is_said_to_be():
    plan = ratings(Rating("mood", 20.0), Rating("mood_app", 10.0))
    said = answers(given={"measure:mood_app": "mood"}, measures=(MOOD,))
    assert matched(plan, said).check_ins[0].ratings == (Rating("mood", 20.0),)


def test_a_value_off_the_scale_of_its_own_measure_is_refused():
    plan = ratings(Rating("mood_app", 11.0))
    said = answers(given={"measure:mood_app": "mood"}, measures=(MOOD,))
    with pytest.raises(OffScaleError):
        matched(plan, said)
