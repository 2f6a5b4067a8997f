import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.domain.measures import shipped
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import pixels
from dosejournal.exchange.importers.files import ImportFile

FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
DAY = {"date": "2024-9-1", "type": "Mood", "scores": [3], "notes": "", "tags": []}


def written(*days):
    return json.dumps(list(days))


def test_the_form_of_2019_has_a_mood_and_emotions_a_day(plan):
    day = {"date": "2019-01-02", "mood": 4, "emotions": ["tired", "calm"], "notes": "long walk"}
    read = plan(written(day))
    (entry,) = read.check_ins
    assert read.format == read.source == "pixels"
    assert (entry.moment.text, entry.moment.precision) == ("2019-01-02", "day")
    assert entry.ratings[0].value == 75
    assert (entry.ratings[0].raw_value, entry.ratings[0].raw_maximum) == (4, 5)
    assert (entry.note, entry.tags) == ("long walk", ("tired", "calm"))
    assert json.loads(entry.source_row) == day
    assert not read.held_aside
    assert [question.key for question in read.questions] == ["zone"]


def test_the_form_of_2021_has_its_records_one_level_below(plan):
    entry = {
        "type": "Mood", "isHighlighted": True, "notes": "a\nb", "value": 1,
        "tags": [{"type": "Emotions", "entries": ["Calm"]}, {"type": "Work", "entries": ["desk"]}],
    }  # fmt: skip
    read = plan(written({"date": "2021-04-19", "entries": [entry]}))
    (made,) = read.check_ins
    assert (made.ratings[0].value, made.note, made.tags) == (0, "a\nb", ("Calm", "desk"))
    assert dict(read.unknown) == {"isHighlighted": 1}


def test_the_form_of_2024_writes_days_without_leading_zeros(plan):
    read = plan(written(DAY, {**DAY, "date": "2024-12-31", "type": "MOOD"}))
    assert [entry.moment.text for entry in read.check_ins] == ["2024-09-01", "2024-12-31"]
    assert read.days[0].isoformat() == "2024-09-01"


def test_of_two_moods_a_day_both_are_kept_and_the_words_stand_with_the_first(plan):
    read = plan(written({**DAY, "scores": [2, 5, 2], "notes": "two halves", "tags": ["x"]}))
    assert [entry.ratings[0].raw_value for entry in read.check_ins] == [2, 5, 2]
    assert [entry.note for entry in read.check_ins] == ["two halves", "", ""]
    assert [entry.tags for entry in read.check_ins] == [("x",), (), ()]
    assert len({entry.source_key for entry in read.check_ins}) == 3
    assert all(len(entry.rows) == len(entry.ratings) for entry in read.check_ins)


def test_an_unknown_kind_is_counted_and_its_words_are_kept_without_a_mood(plan):
    sleep = {**DAY, "type": "Sleep", "scores": [1]}
    read = plan(written(sleep, {**sleep, "notes": "woke twice"}, DAY))
    assert dict(read.unknown) == {"Sleep": 2}
    assert [(entry.note, len(entry.ratings)) for entry in read.check_ins] == [
        ("woke twice", 0),
        ("", 1),
    ]


def test_a_history_in_one_endless_line_is_taken_for_no_table(plan):
    read = plan(written(*({**DAY, "notes": "x" * 900_000} for _day in range(5))))
    assert (read.format, len(read.check_ins)) == ("pixels", 5)


def test_a_day_without_a_mood_is_no_mood_of_zero(plan):
    empty = {"date": "2019-01-02", "mood": None, "emotions": [], "notes": ""}
    read = plan(written(empty, {**empty, "notes": "only words"}, {**DAY, "scores": []}))
    (kept,) = read.check_ins
    assert (kept.note, kept.ratings) == ("only words", ())
    assert not read.held_aside


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"scores": [0]}, "none of the five levels"),
        ({"scores": [6]}, "none of the five levels"),
        ({"scores": [3.5]}, "none of the five levels"),
        ({"scores": [True]}, "none of the five levels"),
        ({"scores": ["3"]}, "none of the five levels"),
        ({"date": "2024-02-30"}, "There is no such day"),
        ({"date": "01.09.2024"}, "Its date cannot be read"),
        ({"date": "1850-1-1"}, "1850"),
        ({"date": 5}, "missing or of the wrong kind"),
        ({"notes": ["x"]}, "missing or of the wrong kind"),
        ({"tags": [{"entries": "x"}]}, "missing or of the wrong kind"),
        ({"tags": ["y" * 200]}, "1 to 120"),
        ({"tags": [7]}, "It is not an entry"),
        ({"entries": [5]}, "It is not an entry"),
    ],
    ids=str,
)  # fmt: skip
def test_a_broken_day_is_held_aside_and_nothing_of_it_is_counted(plan, wrong, reason):
    read = plan(written(DAY, {**DAY, "oddity": 1, **wrong}))
    assert len(read.check_ins) == 1
    (held,) = read.held_aside
    assert (held.row, reason in held.reason) == (3, True)
    assert json.loads(held.cells[0])["oddity"] == 1
    assert not read.unknown


def test_what_has_no_place_is_counted_by_name(plan):
    read = plan(written({**DAY, "photos": ["a", "b"], "isHighlighted": False}))
    assert dict(read.unknown) == {"photos": 2}


def test_a_day_that_is_yet_to_come_is_held_aside(plan):
    read = plan(written(DAY), now=datetime(2024, 8, 1, tzinfo=UTC))
    assert read.held_aside[0].reason == "Its day is yet to come."


def test_the_same_history_has_the_same_keys_in_another_form(plan):
    old = {"date": "2024-09-01", "mood": 3, "emotions": ["x"], "notes": "n"}
    new = {**DAY, "notes": "n", "tags": [{"type": "Emotions", "entries": ["x"]}]}
    keys = [plan(written(day)).check_ins[0].source_key for day in (old, new, new)]
    assert len(set(keys)) == 1


def test_the_measure_of_mood_is_added_where_the_journal_has_none(plan):
    read = plan(written(DAY), measures=[m for m in shipped() if m.key != "mood"])
    assert [measure.key for measure in read.new_measures] == ["mood"]


@pytest.mark.parametrize(
    "other",
    ["[]", "{}", "[1]", '[{"date": "2024-09-01"}]', '[{"date": "x", "entries": [{"a": 1}]}]',
     '[{"date": "2024-09-01", "mood": "good", "notes": ""}]', '[{"mood": 3, "notes": ""}]',
     '[{"date": "2024-09-01", "scores": 3, "type": "x"}]', "date,mood\n2026-03-01,3\n"],
)  # fmt: skip
def test_other_files_are_not_taken_for_it(plan, other):
    assert not pixels.recognises(ImportFile(other.encode()))
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        plan(other, name="pixels")


ANY = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=5),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


@FUZZ
@given(
    day=st.dictionaries(
        st.sampled_from(["date", "type", "scores", "value", "mood", "notes", "emotions", "tags",
                         "entries", "x"]),
        ANY,
    )
)  # fmt: skip
def test_no_odd_day_raises_anything_but_a_sentence(plan, day):
    read = plan(written(DAY, day, {**DAY, **day}))
    assert read.check_ins
    assert len(read.held_aside) <= 2
