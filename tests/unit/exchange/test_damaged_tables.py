import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.domain.measures import shipped
from dosejournal.errors import JournalError

FUZZ = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["5th Jan 2022", "2026-03-01", "2026 Wed Jul 22 11:36 PM", "am", "15:33", "Mood", "Sleep",
         "Symptom", "Meds/Supplements", "Factors", "Health measurements", "3", "0", "1,125",
         "8/10", "7h 20m", "50mg", "999h 59m", "½", "-1", "1e9", "Ache (Mild)", "a | b", "()",
         "[1, {}]", "#x(1", "#x(07:30:00)", "#x(1) @y +z", "1740816300000", "1e400", "nan", "-60",
         "9999-12-31", "२०२६-०३-०१"]
    ),
)  # fmt: skip
HEADERS = (
    "date,date formatted,time of day,category,rating/amount,detail,notes",
    "Date,Mood,Mood Key,Tags (People),Sleep,Steps,Temperature (F),Reflections",
    "DATE (YYYY-MM-DD),DEPRESSED,ANXIETY,SLEEP,WEIGHT,NOTES",
    "epoch,start,end,offset,note,lat,lng,location,score",
    "date,#mood,#mood,@sam,+home",
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | CELLS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(CELLS, inner, max_size=3),
    max_leaves=6,
)
SCALES = ("1-5", "0-10", "number", "", "x")
NAMES = ("Mood", "Energy", "mood", "x")


@FUZZ
@given(
    header=st.sampled_from(HEADERS),
    rows=st.lists(st.lists(CELLS, max_size=10), max_size=6),
    answers=st.dictionaries(
        st.sampled_from([f"scale:{name}" for name in NAMES]), st.sampled_from(SCALES)
    ),
)
def test_no_row_raises_anything_but_a_sentence(plan, header, rows, answers):
    text = io.StringIO()
    csv.writer(text).writerows([header.split(","), *rows])
    try:
        read = plan(text.getvalue().encode("utf-8", "replace"), given=answers)
    except JournalError:
        return
    assert len(read.held_aside) <= len(rows)
    known = {measure.key: measure for measure in (*shipped(), *read.new_measures)}
    for entry in read.check_ins:
        for rating in entry.ratings:
            if rating.measure in known:
                assert known[rating.measure].check(rating.value) == rating.value
    assert all(dose.amount is None or float(dose.amount) > 0 for dose in read.doses)


@FUZZ
@given(
    event=st.dictionaries(st.sampled_from(["_id", "note", "end", "start", "offset", "lat"]), JSON),
    tracker=JSON,
    kind=st.sampled_from(["range", "timer", "value", None]),
    more=JSON,
)
def test_no_log_raises_anything_but_a_sentence(plan, event, tracker, kind, more):
    described = tracker | {"type": kind} if isinstance(tracker, dict) else tracker
    good = {"_id": "a", "note": "#x(1) #x(2mg) @y", "end": "2025-03-01T08:00:00Z"}
    content = {"nomie": {}, "events": [good | event, event, more], "trackers": {"x": described}}
    try:
        read = plan(json.dumps(content), name="nomie-json")
    except JournalError:
        return
    assert read.check_ins or read.doses or read.held_aside


@pytest.mark.parametrize("name", ["bearable-csv", "how-we-feel", "nomie-csv", "nomie-days"])
def test_bytes_that_are_no_text_are_refused_with_a_sentence(plan, name):
    for content in (b"", b"\x00", b"PK\x03\x04", b"\x89PNG\r\n", b"," * 5000, b'"' * 99):
        with pytest.raises(JournalError):
            plan(content, name=name)


def test_a_word_of_marks_alone_takes_no_time_without_end(plan):
    note = "#" + "." * 400_000 + "x"
    content = {"nomie": {}, "events": [{"_id": "a", "note": note, "end": 1740816000000}]}
    assert len(plan(json.dumps(content), name="nomie-json").held_aside) == 1
