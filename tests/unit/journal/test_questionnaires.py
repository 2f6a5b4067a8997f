from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from dosejournal.domain.entries import record
from dosejournal.domain.questionnaires import MeasurementError
from dosejournal.domain.responses import OwnDraft, ResponseDraft
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.journal import (
    choices,
    own_questionnaires,
    questionnaires,
    revisions,
    timeline,
)
from dosejournal.journal.timeline import Filter

DAY = timedelta(days=1)
PHQ_9 = (2, 2, 1, 3, 1, 2, 1, 0, 0)
WITH_ITEM_9 = (None, None, None, None, None, None, None, None, 2)
OWN = OwnDraft("My evening", "How much?", ("Restless", "Tired"), ("no", "a bit", "a lot"))
KIND = "questionnaire_response"


@pytest.fixture
def do(database):
    def act(act, *args):
        with database.write("Done") as write:
            return act(write.session, *args)

    return act


@pytest.fixture
def read(database):
    def query(query, *args, **kwargs):
        with database.read() as session:
            return query(session, *args, **kwargs)

    return query


@pytest.fixture
def fill_in(do, now):
    def fill_in(name, answers, at=now, **more):
        return do(questionnaires.record, now, ResponseDraft(at, name, answers, **more))

    return fill_in


def test_a_questionnaire_reads_back_as_an_entry_with_its_score(fill_in, read, now):
    number = fill_in("PHQ-9", PHQ_9, difficulty=1, note=" said ")
    entry = read(timeline.entry, KIND, number)
    said = entry.response
    assert (said.instrument, said.version, said.score) == ("phq-9", "1", 12)
    assert (said.answers, said.difficulty, said.acknowledged_at) == (PHQ_9, 1, None)
    assert (entry.moment.at, entry.moment.journal_day) == (now, now.date())
    assert (entry.note, entry.origin, entry.amended_at) == (" said ", "window", None)
    found = questionnaires.score(entry, read(questionnaires.instruments))
    assert (found.total, found.band.text) == (12, "moderate")
    assert record(entry)["answers"] == list(PHQ_9)


def test_a_missing_item_means_that_there_is_no_score(fill_in, read):
    fill_in("gad-7", (0, 1, None, 2, 3, 0, 1))
    (entry,) = read(questionnaires.history)
    assert entry.response.score is None
    assert questionnaires.score(entry, read(questionnaires.instruments)).n_missing == 1


def test_the_file_refuses_a_score_where_an_item_is_missing(fill_in, database):
    fill_in("gad-7", (0, 1, None, 2, 3, 0, 1))
    with (
        pytest.raises(IntegrityError, match="no_score_where_an_item_is_missing"),
        database.write("Wrong") as write,
    ):
        write.session.connection().exec_driver_sql("UPDATE questionnaire_response SET score = 7")


def test_a_questionnaire_that_nobody_knows_is_refused(fill_in):
    with pytest.raises(UnknownNameError, match="PHQ-9, PHQ-8, GAD-7, PHQ-4"):
        fill_in("isi", (0,))


def test_a_questionnaire_filled_in_can_be_undone_and_done_again(fill_in, database, read):
    number = fill_in("phq-9", WITH_ITEM_9)
    before = read(timeline.entry, KIND, number)
    assert database.undo() == {KIND}
    assert read(questionnaires.history) == []
    database.redo()
    assert read(timeline.entry, KIND, number) == before


def test_a_note_is_written_to_a_response_and_what_it_was_is_kept(fill_in, do, read, now):
    number = fill_in("phq-4", (0, 1, 2, 3), note="first")
    do(questionnaires.annotate, now + DAY, number, "second")
    entry = read(timeline.entry, KIND, number)
    assert (entry.note, entry.amended_at) == ("second", now + DAY)
    (version,) = read(revisions.of, KIND, number)
    assert (version.act, version.entry.note) == ("amended", "first")
    assert version.entry.response == entry.response


def test_the_same_note_again_changes_nothing(fill_in, do, read, now):
    number = fill_in("phq-4", (0, 1, 2, 3), note="first")
    do(questionnaires.annotate, now, number, "first")
    assert read(revisions.of, KIND, number) == []


def test_a_removed_response_is_kept_and_comes_back_as_it_was(fill_in, do, read, now):
    number = fill_in("phq-9", WITH_ITEM_9, note="hard week")
    do(questionnaires.acknowledge, now)
    before = read(timeline.entry, KIND, number)
    do(questionnaires.remove, now, number)
    assert read(questionnaires.history) == []
    (version,) = read(revisions.removed)
    assert version.entry == before
    do(revisions.restore, version)
    assert read(timeline.entry, KIND, number) == before


def test_history_is_in_the_order_of_time_and_of_what_is_asked_for(fill_in, read, now):
    fill_in("phq-4", (0, 0, 0, 0), at=now)
    fill_in("gad-7", (0,) * 7, at=now - 20 * DAY)
    fill_in("phq-4", (1, 0, 0, 0), at=now - 40 * DAY)
    told = [each.response.instrument for each in read(questionnaires.history)]
    assert told == ["phq-4", "gad-7", "phq-4"]
    assert len(read(questionnaires.history, ["phq-4"])) == 2
    later = read(questionnaires.history, None, now.date() - 30 * DAY, now.date() - DAY)
    assert [each.response.instrument for each in later] == ["gad-7"]


def test_questionnaires_are_due_fourteen_days_after_the_last(fill_in, read, now):
    fill_in("phq-9", PHQ_9, at=now - 13 * DAY)
    fill_in("phq-9", PHQ_9, at=now - 40 * DAY)
    fill_in("gad-7", (0,) * 7, at=now - 14 * DAY)
    found = {each.instrument.key: each for each in read(questionnaires.due, now)}
    assert list(found) == ["phq-9", "gad-7", "phq-4"]
    assert {key: each.is_due for key, each in found.items()} == {
        "phq-9": False,
        "gad-7": True,
        "phq-4": True,
    }
    assert found["phq-9"].days_since == 13
    assert found["phq-4"].last_day is None


def test_one_that_is_dated_in_the_future_keeps_none_from_being_offered(fill_in, read, now):
    fill_in("gad-7", (0,) * 7, at=now + timedelta(days=900))
    found = {each.instrument.key: each for each in read(questionnaires.due, now)}
    assert found["gad-7"].is_due
    assert found["gad-7"].days_since is None


def test_the_phq_8_is_offered_in_place_of_the_phq_9_where_that_was_chosen(fill_in, do, read, now):
    fill_in("phq-9", PHQ_9, at=now - 13 * DAY)
    do(choices.choose, now, "low_mood_form", "phq-8")
    found = read(questionnaires.due, now)
    assert [each.instrument.key for each in found] == ["phq-8", "gad-7", "phq-4"]
    # eight of its items were answered then
    assert found[0].days_since == 13


def test_a_questionnaire_whose_words_are_gone_disturbs_nothing(fill_in, do, read, now, database):
    key = do(own_questionnaires.add, now, OWN)
    number = fill_in(key, (0, 2))
    with database.write("Lost") as write:
        write.session.connection().exec_driver_sql("DELETE FROM own_questionnaire")
    entry = read(timeline.entry, KIND, number)
    assert questionnaires.score(entry, read(questionnaires.instruments)).total == 2
    assert key not in [each.instrument.key for each in read(questionnaires.due, now)]


def test_an_answer_about_self_harm_waits_until_it_is_acknowledged(fill_in, do, read, now):
    fill_in("phq-9", PHQ_9)
    assert read(questionnaires.pending) == []
    first = fill_in("phq-9", WITH_ITEM_9, at=now - 20 * DAY)
    second = fill_in("phq-9", (3,) * 9)
    assert [each.id for each in read(questionnaires.pending)] == [first, second]
    assert do(questionnaires.acknowledge, now) == 2
    assert read(questionnaires.pending) == []
    assert read(timeline.entry, KIND, second).response.acknowledged_at == now
    assert do(questionnaires.acknowledge, now) == 0
    # no answer is touched by that
    assert read(timeline.entry, KIND, first).response.answers == WITH_ITEM_9


def test_items_of_other_questionnaires_do_not_ask_for_care(fill_in, do, read, now):
    fill_in("phq-8", (3,) * 8)
    fill_in(do(own_questionnaires.add, now, OWN), (2, 2))
    assert read(questionnaires.pending) == []


def test_responses_are_found_by_their_note_and_by_their_name(fill_in, do, read, now):
    noted = fill_in("phq-4", (0, 0, 0, 0), note="after the Hóliday")
    named = fill_in(do(own_questionnaires.add, now, OWN), (1, 1))

    def found(words):
        keys = read(timeline.keys, Filter(kinds=(KIND,), search=words))
        return [each.id for each in read(timeline.entries, keys)]

    assert found("holi") == [noted]
    assert found("phq") == [noted]
    assert found("PHQ-4") == [noted]
    assert found("evening") == [named]
    assert found("nothing") == []
    do(questionnaires.annotate, now, noted, "rain")
    assert found("holi") == []
    assert found("rain phq") == [noted]
    do(questionnaires.remove, now, noted)
    assert found("rain") == []


def test_responses_with_a_note_are_among_the_noted_and_none_has_a_tag(fill_in, read):
    noted = fill_in("phq-4", (0, 0, 0, 0), note="here")
    fill_in("phq-4", (0, 0, 0, 0))
    keys = read(timeline.keys, Filter(noted=True))
    assert [each.id for each in read(timeline.entries, keys)] == [noted]
    assert list(read(timeline.keys, Filter(tag="walk"))) == []


def test_what_is_assumed_of_a_score_is_shipped_until_it_is_chosen(do, read, now):
    known = read(questionnaires.instruments)
    shipped = read(questionnaires.measurement_error, known["gad-7"])
    assert (shipped.sd, shipped.reliability) == (4.7, 0.83)
    do(questionnaires.choose_measurement_error, now, "gad-7", 4.0, 0.8)
    do(questionnaires.choose_measurement_error, now, "phq-9", 5.0, 0.9)
    found = read(questionnaires.measurement_error, known["gad-7"])
    assert found == MeasurementError(4.0, 0.8, "As you chose it.")
    assert read(questionnaires.measurement_error, known["phq-4"]) is None


@pytest.mark.parametrize(
    ("sd", "reliability"), [(0, 0.8), (-1, 0.8), (99, 0.8), (4, 1), (4, -0.1)]
)
def test_what_cannot_be_is_not_assumed(do, now, sd, reliability):
    with pytest.raises(InputError, match="spread"):
        do(questionnaires.choose_measurement_error, now, "gad-7", sd, reliability)


def test_ones_own_questionnaire_is_filled_in_by_its_name(fill_in, do, read, now):
    key = do(own_questionnaires.add, now, OWN)
    fill_in("my  EVENING", (2, 1), at=now - 14 * DAY)
    (entry,) = read(questionnaires.history, [key])
    assert entry.response.score == 3
    last = read(questionnaires.due, now)[-1]
    assert (last.instrument.name, last.last_day, last.is_due) == (
        "My evening",
        date.fromordinal(now.date().toordinal() - 14),
        True,
    )


def test_another_questionnaire_of_the_same_name_is_refused(do, now):
    do(own_questionnaires.add, now, OWN)
    other = OwnDraft("my evening", "Other", ("a",), ("no", "yes"))
    with pytest.raises(InputError, match="choose another name"):
        do(own_questionnaires.add, now, other)
    with pytest.raises(InputError, match="choose another name"):
        do(own_questionnaires.add, now, OwnDraft("phq-9", "", ("a",), ("no", "yes")))


def test_the_same_words_again_are_the_same_questionnaire(do, read, now):
    key = do(own_questionnaires.add, now, OWN)
    renamed = OwnDraft("Evenings", OWN.stem, OWN.items, OWN.answers)
    assert do(own_questionnaires.add, now, renamed) == key
    assert [each.name for each in read(own_questionnaires.listing)] == ["Evenings"]


def test_other_words_make_another_questionnaire_and_keep_what_was_answered(fill_in, do, read, now):
    key = do(own_questionnaires.add, now, OWN)
    number = fill_in(key, (1, 1))
    longer = OwnDraft(OWN.name, OWN.stem, (*OWN.items, "Cold"), OWN.answers)
    other = do(own_questionnaires.change, now, key, longer)
    assert other != key
    assert [each.key for each in read(own_questionnaires.listing)] == [other]
    assert len(read(own_questionnaires.listing, archived=True)) == 2
    assert len(read(questionnaires.instruments)[key].items) == 2
    assert read(timeline.entry, KIND, number).response.instrument == key


def test_a_questionnaire_may_be_named_otherwise(do, read, now):
    key = do(own_questionnaires.add, now, OWN)
    renamed = OwnDraft("Evenings", OWN.stem, OWN.items, OWN.answers)
    assert do(own_questionnaires.change, now, key, renamed) == key
    assert [each.name for each in read(own_questionnaires.listing)] == ["Evenings"]


def test_one_that_was_never_filled_in_goes_altogether(do, read, now):
    key = do(own_questionnaires.add, now, OWN)
    do(own_questionnaires.set_aside, key)
    assert read(own_questionnaires.listing, archived=True) == []
    with pytest.raises(UnknownNameError, match="no longer"):
        do(own_questionnaires.set_aside, key)
