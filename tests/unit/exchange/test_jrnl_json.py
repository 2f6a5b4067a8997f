import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import jrnl_json
from dosejournal.exchange.importers.files import ImportFile

FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
ENTRY = {
    "title": "A quiet start.", "body": "Had @tea.", "date": "2026-02-01", "time": "07:30",
    "tags": ["@tea"], "starred": False,
}  # fmt: skip


def written(*entries, **more):
    return json.dumps({"tags": {}, "entries": list(entries), **more})


def test_title_and_body_become_a_note_and_tags_lose_their_sign(plan):
    read = plan(written(ENTRY))
    (entry,) = read.check_ins
    assert (read.format, read.source) == ("jrnl-json", "jrnl")
    assert entry.moment.text == "2026-02-01T07:30:00+01:00"
    assert entry.note == "A quiet start.\nHad @tea."
    assert entry.tags == ("tea",)
    assert json.loads(entry.source_row) == ENTRY
    assert [question.key for question in read.questions] == ["zone"]


def test_a_title_alone_is_a_note_of_one_line(plan):
    assert plan(written({**ENTRY, "body": ""})).check_ins[0].note == "A quiet start."


def test_an_entry_without_a_time_has_a_day_alone(plan):
    moment = plan(written({**ENTRY, "time": ""})).check_ins[0].moment
    assert (moment.precision, moment.text) == ("day", "2026-02-01")


def test_a_time_that_the_clocks_skipped_stays_as_written_and_is_said(plan):
    read = plan(written({**ENTRY, "date": "2026-03-29", "time": "02:30"}))
    assert read.check_ins[0].moment.text.startswith("2026-03-29T02:30")
    assert any("skipped by the change" in remark for remark in read.remarks)


def test_stars_and_what_else_has_no_place_are_counted(plan):
    read = plan(written({**ENTRY, "starred": True, "photo": "x"}, ENTRY, shelf=["a", "b"]))
    assert dict(read.unknown) == {"starred": 1, "photo": 1, "shelf": 2}


def test_the_same_entry_twice_is_kept_twice(plan):
    keys = [entry.source_key for entry in plan(written(ENTRY, ENTRY)).check_ins]
    assert keys[1] == f"{keys[0]}#2"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"date": "2026-02-30"}, "no such day or time"),
        ({"time": "25:00"}, "no such day or time"),
        ({"date": ""}, "“date” is empty"),
        ({"date": None}, "“date” is empty"),
        ({"date": 20260101}, "wrong kind"),
        ({"date": "1850-01-01"}, "1850"),
        ({"title": "", "body": " "}, "“title” is empty"),
        ({"title": 5}, "wrong kind"),
        ({"tags": "tea"}, "wrong kind"),
    ],
    ids=str,
)
def test_a_broken_entry_is_held_aside(plan, wrong, reason):
    read = plan(written({**ENTRY, **wrong}, ENTRY, "no entry"))
    assert [held.row for held in read.held_aside] == [2, 4]
    assert reason in read.held_aside[0].reason
    assert len(read.check_ins) == 1


@pytest.mark.parametrize(
    "other",
    ["{}", "[]", '{"entries": {}}', '{"entries": []}', '{"entries": [{"date": "x"}]}', "text"],
)
def test_other_files_are_not_taken_for_it(plan, other):
    assert not jrnl_json.recognises(ImportFile(other.encode()))
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        plan(other, name="jrnl-json")


@FUZZ
@given(
    entry=st.dictionaries(
        st.sampled_from([*ENTRY, "x"]),
        st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.text()),
    )
)
def test_no_odd_entry_raises_anything_but_a_sentence(plan, entry):
    read = plan(written(ENTRY, entry, {**ENTRY, **entry}))
    assert len(read.check_ins) + len(read.held_aside) == 3
