from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from dosejournal.domain.entries import CheckInDraft, record
from dosejournal.errors import InputError, OffScaleError, UnknownNameError
from dosejournal.journal import check_ins, information, revisions, tags, timeline
from dosejournal.store.tables import CheckIn, Rating

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
DRAFT = CheckInDraft(AT, {"mood": 70.0, "focus": 40.5}, "Slept well", ("walk", "Coffee"))


def do(database, act, *args, **kwargs):
    with database.write("Done") as write:
        return act(write.session, *args, **kwargs)


def entry(database, entry_id):
    with database.read() as session:
        return timeline.entry(session, "check_in", entry_id)


@pytest.fixture
def recorded(database, now):
    return do(database, check_ins.record, now, DRAFT)


def test_a_check_in_reads_back_with_all_that_was_recorded(database, recorded, now):
    found = entry(database, recorded)
    assert {rating.measure: rating.value for rating in found.ratings} == DRAFT.ratings
    assert found.tags == ("Coffee", "walk")
    assert (found.note, found.recorded_at, found.origin) == ("Slept well", now, "window")
    assert found.moment.at == AT


def test_what_is_not_rated_has_no_value(database, recorded):
    assert "energy" not in record(entry(database, recorded))["ratings"]


def test_nothing_is_kept_of_a_check_in_with_a_rating_off_the_scale(database, now):
    with pytest.raises(OffScaleError, match="0 to 100"):
        do(database, check_ins.record, now, CheckInDraft(AT, {"mood": 70.0, "focus": 140.0}))
    with database.read() as session:
        assert len(timeline.keys(session)) == 0


def test_a_measure_that_is_not_there_is_named_with_those_that_are(database, now):
    with pytest.raises(UnknownNameError, match="mood, focus"):
        do(database, check_ins.record, now, CheckInDraft(AT, {"joy": 1.0}))


@pytest.mark.parametrize("note", ["", "  \n "])
def test_an_empty_check_in_is_not_recorded(database, now, note):
    with pytest.raises(InputError, match="nothing to record"):
        do(database, check_ins.record, now, CheckInDraft(AT, note=note))


def test_tags_are_the_same_whatever_their_capitals(database, now, recorded):
    do(database, check_ins.record, now, CheckInDraft(AT, tags=("WALK", "walk", "tea")))
    with database.read() as session:
        assert tags.used(session) == ["walk", "Coffee", "tea"]


def test_amending_keeps_what_was_and_when_it_changed(database, recorded, now):
    later = now + timedelta(hours=1)
    draft = replace(DRAFT, ratings={"mood": 60.0, "energy": 20.0}, note="Slept", tags=())
    do(database, check_ins.amend, later, recorded, draft)
    found = entry(database, recorded)
    assert {rating.measure: rating.value for rating in found.ratings} == draft.ratings
    assert (found.note, found.tags, found.amended_at) == ("Slept", (), later)
    with database.read() as session:
        (version,) = revisions.of(session, "check_in", recorded)
    assert (version.act, version.changed_at) == ("amended", later)
    assert version.before["ratings"] == DRAFT.ratings
    assert version.before["note"] == "Slept well"


def test_amending_the_time_moves_the_journal_day(database, recorded, now):
    do(database, check_ins.amend, now, recorded, replace(DRAFT, at=AT - timedelta(days=2)))
    assert entry(database, recorded).moment.journal_day.day == 27


def test_amending_without_the_time_keeps_the_journal_day_it_had(database, recorded, now):
    do(database, information.start_day_at, time(12))
    do(database, check_ins.amend, now, recorded, replace(DRAFT, note="x"))
    assert entry(database, recorded).moment.journal_day.day == 1


def test_removing_keeps_what_was_removed_and_can_be_undone(database, recorded, now):
    do(database, check_ins.remove, now, recorded)
    with database.read() as session:
        assert len(timeline.keys(session)) == 0
        (version,) = revisions.removed(session)
    assert version.before["tags"] == ["Coffee", "walk"]
    database.undo()
    assert entry(database, recorded).tags == ("Coffee", "walk")


def test_the_number_of_a_removed_check_in_is_never_given_again(database, recorded, now):
    do(database, check_ins.remove, now, recorded)
    assert do(database, check_ins.record, now, DRAFT) > recorded


@pytest.mark.parametrize("act", ["amend", "remove"])
def test_a_check_in_that_is_gone_cannot_be_changed(database, now, act):
    arguments = (now, 99, DRAFT) if act == "amend" else (now, 99)
    with pytest.raises(UnknownNameError, match="no longer"):
        do(database, getattr(check_ins, act), *arguments)


@pytest.mark.parametrize("text", ["😀 שלום مرحبا", "e\u0301", "\u202eright to left", "a\tb\n\nc"])
def test_every_script_reads_back_as_it_was_written(database, now, text):
    assert (
        entry(database, do(database, check_ins.record, now, CheckInDraft(AT, note=text))).note
        == text
    )


def test_the_word_of_another_program_goes_with_its_rating(database, now, recorded):
    with database.write("Came in") as write:
        row = write.session.get_one(CheckIn, recorded)
        row.mood_word = "rad"
        write.session.get_one(Rating, (recorded, "mood")).raw_text = "rad"
    do(database, check_ins.amend, now, recorded, replace(DRAFT, note="x"))
    assert entry(database, recorded).mood_word == "rad"
    do(database, check_ins.amend, now, recorded, replace(DRAFT, ratings={"mood": 10.0}))
    assert entry(database, recorded).mood_word is None


def test_a_word_without_a_level_is_content_enough_to_amend(database, now, recorded):
    with database.write("Came in") as write:
        write.session.get_one(CheckIn, recorded).mood_word = "so-so"
    do(database, check_ins.amend, now, recorded, CheckInDraft(AT))
    assert entry(database, recorded).mood_word == "so-so"
