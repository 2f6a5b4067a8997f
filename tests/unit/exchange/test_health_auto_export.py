import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.domain.measures import shipped
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import health_auto_export
from dosejournal.exchange.importers.files import ImportFile

DOSE = {
    "displayText": "Iron 65 mg",
    "start": "2026-04-01 08:05:00 +0200",
    "scheduledDate": "2026-04-01 08:00:00 +0200",
    "status": "Taken",
    "dosage": 1,
}
MIND = {
    "id": "A-1",
    "start": "2026-04-01 21:30:00 +0200",
    "kind": "dailyMood",
    "valence": 0.5,
    "valenceClassification": "pleasant",
    "labels": ["Calm"],
    "associations": ["Family"],
}


@pytest.fixture
def read(plan):
    """Reads an export of these doses and states of mind, each told by what it has otherwise."""

    def read(*doses, minds=(), **more):
        content = {
            "medications": [DOSE | each if isinstance(each, dict) else each for each in doses],
            "stateOfMind": [MIND | each if isinstance(each, dict) else each for each in minds],
        }
        return plan(json.dumps({"data": content}), **more)

    return read


def test_the_status_decides_and_never_the_dosage(read):
    taken, skipped = read({}, {"status": "Skipped"}).doses
    assert (taken.status, taken.amount, taken.unit) == ("taken", "1", "")
    assert taken.moment.text == "2026-04-01T08:05:00+02:00"
    assert (skipped.status, skipped.amount) == ("skipped", None)
    assert skipped.moment.text == "2026-04-01T08:00:00+02:00"


@pytest.mark.parametrize(
    "status", ["Not Interacted", "Notification Not Sent", "Snoozed", "Not Logged"]
)
def test_what_nobody_answered_is_no_dose_and_not_skipped(read, status):
    told = read({"status": status})
    assert not told.doses
    assert told.unknown == {status: 1}


def test_a_dose_without_a_plan_or_an_amount_comes_in(read):
    (dose,) = read({"scheduledDate": None, "dosage": None}).doses
    assert (dose.amount, dose.moment.text) == (None, "2026-04-01T08:05:00+02:00")


def test_the_beginning_of_a_treatment_is_not_the_time_of_a_dose(read):
    told = read({"start": "2024-01-01 08:00:00 +0100"})
    moment = told.doses[0].moment
    assert (moment.precision, moment.text) == ("day", "2026-04-01")
    assert any("more than a day from the planned one" in remark for remark in told.remarks)


def test_a_correction_in_a_later_file_is_no_second_dose(read):
    first = read({"status": "Skipped"}).doses[0]
    later = read({"start": "2026-04-01 09:00:00 +0200"}).doses[0]
    assert first.source_key == later.source_key
    one, other = read({}, {}).doses
    assert one.source_key != other.source_key


def test_a_file_written_in_another_zone_tells_the_same(read):
    here = read({}, minds=[{}])
    moved = {"start": "2026-04-01 02:05:00 -0400", "scheduledDate": "2026-04-01 02:00:00 -0400"}
    there = read(moved, minds=[{"start": "2026-04-01 15:30:00 -0400"}])
    assert here.doses[0].source_key == there.doses[0].source_key
    assert here.check_ins[0].source_key == there.check_ins[0].source_key


def test_a_valence_is_a_mood_with_its_own_scale_kept(read):
    told = read(minds=[{}])
    (entry,) = told.check_ins
    (rating,) = entry.ratings
    assert (rating.measure, rating.value) == ("mood", 75.0)
    assert (rating.raw_value, rating.raw_minimum, rating.raw_maximum) == (0.5, -1.0, 1.0)
    assert rating.raw_text == "pleasant"
    assert entry.tags == ("Calm", "Family")
    assert entry.note == "Mood of the day"
    assert [(q.key, q.assumed) for q in told.questions] == [("valence", "mood")]


def test_a_valence_may_be_a_measure_of_its_own(read):
    told = read(minds=[{"valence": -0.25}], given={"valence": "own"})
    (rating,) = told.check_ins[0].ratings
    assert (rating.measure, rating.value) == ("pleasantness", -0.25)
    assert [measure.name for measure in told.new_measures] == ["Pleasantness"]
    assert [question.key for question in told.questions] == ["valence", "measure:pleasantness"]


def test_a_journal_without_a_mood_that_fits_gets_another_measure(read, answers):
    steps = tuple(
        replace(each, minimum=1, maximum=3, words=("a", "b", "c")) if each.key == "mood" else each
        for each in shipped()
    )
    told = read(minds=[{}], measures=steps)
    assert told.check_ins[0].ratings[0].measure == "pleasantness"
    assert [question.key for question in told.questions] == ["measure:pleasantness"]
    told = read(minds=[{}], measures=())
    assert told.check_ins[0].ratings[0].value == 75.0
    assert [measure.key for measure in told.new_measures] == ["mood"]


@pytest.mark.parametrize(
    ("kind", "note"),
    [
        ("daily_mood", "Mood of the day"),
        ("momentaryEmotion", "Emotion of the moment"),
        ("momentary_emotion", "Emotion of the moment"),
        ("mood", ""),
        (None, ""),
    ],
)
def test_the_kind_of_a_state_of_mind_is_said_in_words(read, kind, note):
    assert read(minds=[{"kind": kind}]).check_ins[0].note == note


def test_words_alone_are_an_entry_without_a_rating(read):
    (entry,) = read(minds=[{"valence": None, "valenceClassification": 1}]).check_ins
    assert (entry.ratings, entry.tags) == ((), ("Calm", "Family"))


def test_offsets_are_kept_as_written(read):
    told = read({"start": "2026-04-01 02:05:00 -0400", "scheduledDate": None})
    assert told.doses[0].moment.text == "2026-04-01T02:05:00-04:00"
    clock = read({"start": "2026-04-01 8:05:00\u202fAM +0200"})
    assert clock.doses[0].moment.text == "2026-04-01T08:05:00+02:00"
    assert not clock.questions


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        {"displayText": ""},
        {"displayText": 5},
        {"status": "Given"},
        {"status": None},
        {"start": None, "scheduledDate": None},
        {"start": "today"},
        {"start": "2026-04-01 08:05:00"},
        {"start": 1775023200},
        {"start": "2026-02-31 08:05:00 +0200"},
        {"dosage": "one"},
        {"dosage": -1},
    ],
    ids=str,
)
def test_a_broken_dose_is_held_aside_and_the_others_come_in(read, broken):
    told = read(broken, {})
    assert len(told.doses) == 1
    assert [held.row for held in told.held_aside] == [2]


@pytest.mark.parametrize(
    "broken",
    [
        5,
        {"start": None},
        {"valence": 1.01},
        {"valence": "0.5"},
        {"valence": None, "labels": [], "associations": None},
        {"labels": "Calm"},
        {"labels": ["x" * 200]},
        {"id": 5},
    ],
    ids=str,
)
def test_a_broken_state_of_mind_is_held_aside(read, broken):
    told = read(minds=[broken, {}])
    assert len(told.check_ins) == 1
    assert [held.row for held in told.held_aside] == [2]


def test_everything_else_is_counted_by_name(plan, loaded):
    content = loaded("health_auto_export/export.json")
    content["data"]["metrics"] += [5, {"name": 7, "data": [1]}]
    told = plan(json.dumps(content))
    assert told.unknown == {
        "metadata": 1, "nickname": 1, "Not Interacted": 1, "Snoozed": 1,
        "step_count": 2, "metrics": 2, "symptoms": 1,
    }  # fmt: skip


def test_an_export_of_metrics_alone_says_that_there_is_nothing_for_a_journal(plan):
    metrics = [{"name": "step_count", "data": [{"qty": 9}]}]
    told = plan(json.dumps({"data": {"metrics": metrics}}))
    assert (told.format, told.doses, told.unknown) == (
        "health-auto-export", (), {"step_count": 1},
    )  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [[], {}, {"data": []}, {"data": {}}, {"data": {"metrics": []}}, {"data": {"metrics": [1]}}],
    ids=str,
)
def test_other_json_is_refused(plan, content):
    text = json.dumps(content)
    assert not health_auto_export.recognises(ImportFile(text.encode()))
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        plan(text, name="health-auto-export")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    said=st.dictionaries(
        st.sampled_from([*DOSE, *MIND, "metadata"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False)
            | st.text(max_size=5) | st.sampled_from([*DOSE.values(), "0001-01-01 00:00:00 +2359"]),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner),
            max_leaves=3,
        ),
    )
)  # fmt: skip
def test_no_entry_raises_anything_but_a_sentence(read, said):
    try:
        told = read(said, {}, minds=[said])
    except JournalError:
        return
    assert len(told.doses) + len(told.check_ins) + len(told.held_aside) >= 1
