from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from dosejournal.domain.entries import CheckInDraft
from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.journal import check_ins, information, measures

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
PAIN = Measure("", "Pain", minimum=1, maximum=3, words=("none", "some", "much"), better="lower")


def do(database, act, *args, **kwargs):
    with database.write("Done") as write:
        return act(write.session, *args, **kwargs)


def keys(database, **kwargs):
    with database.read() as session:
        return [measure.key for measure in measures.listing(session, **kwargs)]


def test_an_own_measure_comes_last_and_reads_back_whole(database):
    added = do(database, measures.add, PAIN)
    assert added == replace(PAIN, key="pain", position=5)
    with database.read() as session:
        assert measures.find(session, " PAIN ") == added


def test_measures_can_be_reordered_and_archived(database):
    do(database, measures.reorder, ["focus", "mood", "calm", "energy", "sleep_quality"])
    do(database, measures.archive, "calm")
    assert keys(database) == ["focus", "mood", "energy", "sleep_quality"]
    assert keys(database, archived=True)[-1] == "calm"
    do(database, measures.archive, "calm", archived=False)
    assert "calm" in keys(database)


def test_two_measures_never_have_one_name(database):
    with pytest.raises(InputError, match="has this name"):
        do(database, measures.add, replace(PAIN, name="MOOD"))
    with database.read() as session:
        mood = measures.find(session, "mood")
    with pytest.raises(InputError, match="has this name"):
        do(database, measures.amend, replace(mood, name="Focus"))


def test_the_first_name_of_a_renamed_measure_stays_its_own(database):
    with database.read() as session:
        focus = measures.find(session, "focus")
    do(database, measures.amend, replace(focus, name="Concentration"))
    with pytest.raises(InputError, match="had it first"):
        do(database, measures.add, replace(PAIN, name="Focus"))
    do(database, measures.amend, replace(focus, name="Focus"))


def test_what_cannot_be_stored_is_taken_out_of_a_measure(database):
    words = ("none\x00", "some", "much\ud800")
    added = do(database, measures.add, replace(PAIN, name=" Pain\x00 ", words=words))
    with database.read() as session:
        assert measures.find(session, added.key).words == (
            "none",
            "some",
            "much\ufffd\ufffd\ufffd",
        )


def test_the_scale_is_fixed_once_something_was_rated_with_it(database, now):
    with database.read() as session:
        mood = measures.find(session, "mood")
    do(database, measures.amend, replace(mood, maximum=10.0))
    do(database, measures.amend, mood)
    do(database, check_ins.record, now, CheckInDraft(AT, {"mood": 70.0}))
    do(database, measures.amend, replace(mood, name="Spirits", low_anchor="down"))
    with pytest.raises(InputError, match="would lose their meaning"):
        do(database, measures.amend, replace(mood, maximum=10.0))
    with database.read() as session:
        assert measures.find(session, "mood").name == "Spirits"


def test_a_measure_that_is_not_there_cannot_be_changed(database):
    with pytest.raises(UnknownNameError, match="no longer"):
        do(database, measures.archive, "joy")


def test_the_start_of_the_day_can_be_set(database, now):
    do(database, information.start_day_at, time(23, 30))
    with database.read() as session:
        found = information.read(session)
    assert found == information.Information(time(23, 30), "Europe/Berlin", now)
