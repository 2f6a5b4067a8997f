import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import day_one, day_one_text
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.rows import RowError

FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
ENTRY = {
    "uuid": "AB12", "creationDate": "2026-01-31T23:30:00Z", "timeZone": "Asia/Tokyo",
    "text": "Up at six\\. Rain\\!", "tags": ["morning"], "starred": False,
}  # fmt: skip


def written(*entries, **more):
    return json.dumps({"metadata": {"version": "1.0"}, "entries": list(entries), **more})


def rich(*runs):
    return json.dumps({"meta": {"version": 1}, "contents": list(runs)})


def line(text, **style):
    return {"text": text, "attributes": {"line": style}}


def test_the_local_day_is_that_of_the_zone_an_entry_was_written_in(plan):
    read = plan(written(ENTRY))
    (entry,) = read.check_ins
    assert read.format == read.source == "day-one"
    assert entry.moment.text == "2026-02-01T08:30:00+09:00"
    assert (entry.moment.zone, entry.source_key) == ("Asia/Tokyo", "AB12")
    assert entry.moment.at == datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
    assert (entry.note, entry.tags) == ("Up at six. Rain!", ("morning",))
    assert json.loads(entry.source_row) == ENTRY
    assert not read.questions


def test_an_entry_without_a_zone_is_shown_in_the_zone_of_the_file(plan):
    read = plan(written({**ENTRY, "timeZone": None}))
    assert read.check_ins[0].moment.text == "2026-02-01T00:30:00+01:00"
    assert [question.key for question in read.questions] == ["zone"]


def test_a_zone_that_is_not_known_here_costs_no_entry(plan):
    odd = [{**ENTRY, "timeZone": name} for name in ("Moon/Base", "GMT+0200", "../x", "America")]
    read = plan(written(*odd))
    assert {entry.moment.text for entry in read.check_ins} == {"2026-02-01T00:30:00+01:00"}
    assert any("4 entries name a time zone that is not known" in said for said in read.remarks)


def test_a_whole_day_is_no_midnight(plan):
    read = plan(written({**ENTRY, "isAllDay": True}, {**ENTRY, "isAllDay": True, "timeZone": ""}))
    moments = [entry.moment for entry in read.check_ins]
    assert {moment.precision for moment in moments} == {"day"}
    assert [moment.text for moment in moments] == ["2026-02-01", "2026-02-01"]


def test_markdown_loses_its_escapes_and_the_places_of_pictures():
    text = "# A\\-b\n\n![](dayone-moment://AB12)\n\n1\\. c\\\\d \\[x\\] \\n e\\_f"
    assert day_one_text.of_markdown(text) == "# A-b\n\n1. c\\d [x] \\n e_f"
    assert day_one_text.of_markdown("a\n\n\n\nb ![y](https://z)") == "a\n\n\n\nb ![y](https://z)"


def test_a_rich_text_is_read_where_there_is_no_other(plan):
    text = rich(
        line("To do\n", header=1),
        line("rest\n", listStyle="checkbox", checked=True),
        line("wr", listStyle="checkbox"),
        line("ite\n", listStyle="checkbox"),
        line("one\n", listStyle="numbered", listIndex=1),
        line("two\n", listStyle="numbered"),
        line("dot\n", listStyle="bulleted"),
        {"embeddedObjects": [{"type": "photo"}]},
        {"text": "end", "attributes": {"bold": True}},
    )
    for entry in ({**ENTRY, "text": ""}, {k: v for k, v in ENTRY.items() if k != "text"}):
        read = plan(written({**entry, "richText": text}))
        assert read.check_ins[0].note == ("To do\n[x] rest\n[ ] write\n1. one\n- two\n- dot\nend")
    both = plan(written({**ENTRY, "richText": text}))
    assert both.check_ins[0].note == "Up at six. Rain!"


@pytest.mark.parametrize("text", ["", "no JSON", "[]", "{}", '{"contents": 1}', "[" * 100_000])
def test_a_rich_text_that_is_none_is_a_reason(text):
    with pytest.raises(RowError, match="Its text cannot be read"):
        day_one_text.of_rich(text)


def test_odd_runs_of_a_rich_text_are_passed_over():
    odd = [None, 5, {}, {"text": 7}, {"text": ""}, {"text": "a", "attributes": []}]
    odd += [{"text": "b\n", "attributes": {"line": 3}}, {"text": "c", "attributes": {}}]
    assert day_one_text.of_rich(rich(*odd)) == "ab\nc"


def test_pictures_places_and_stars_are_counted(plan):
    more = {"photos": [{}, {}], "location": {"latitude": 1}, "weather": {}, "starred": True}
    read = plan(written({**ENTRY, **more, "editingTime": 4.5, "duration": 3}, settings={"x": 1}))
    assert dict(read.unknown) == {"photos": 2, "location": 1, "starred": 1, "settings": 1}


def test_a_picture_alone_is_held_aside(plan):
    picture = {**ENTRY, "text": "![](dayone-moment://AB)", "tags": [], "photos": [{}]}
    read = plan(written(ENTRY, picture))
    assert "no text" in read.held_aside[0].reason
    assert not read.unknown


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"creationDate": None}, "“creationDate” is empty"),
        ({"creationDate": 5}, "wrong kind"),
        ({"creationDate": "2026-01-31T23:30:00"}, "time cannot be read"),
        ({"creationDate": "2026-02-30T10:00:00Z"}, "time cannot be read"),
        ({"creationDate": "yesterday"}, "time cannot be read"),
        ({"creationDate": "0001-01-01T00:00:00+14:00"}, "outside 1900"),
        ({"creationDate": "9999-12-31T23:59:59-12:00"}, "outside 1900"),
        ({"text": 5}, "wrong kind"),
        ({"text": "", "richText": "{"}, "text cannot be read"),
        ({"tags": ["x" * 200]}, "1 to 120"),
        ({"uuid": []}, "wrong kind"),
        ({"timeZone": 2}, "wrong kind"),
    ],
    ids=str,
)
def test_a_broken_entry_is_held_aside(plan, wrong, reason):
    read = plan(written(ENTRY, {**ENTRY, **wrong}, "none"))
    assert [held.row for held in read.held_aside] == [3, 4]
    assert reason in read.held_aside[0].reason
    assert len(read.check_ins) == 1


def test_an_entry_without_a_number_has_a_key_of_what_it_says(plan):
    nameless = {key: value for key, value in ENTRY.items() if key != "uuid"}
    keys = [entry.source_key for entry in plan(written(nameless, nameless, ENTRY)).check_ins]
    again = [entry.source_key for entry in plan(written(nameless, nameless, ENTRY)).check_ins]
    assert keys == again
    assert len(set(keys)) == 3


def test_an_archive_may_hold_several_journals_beside_the_pictures(plan, zipped):
    read = plan(
        zipped(
            {
                "Journal.json": written(ENTRY),
                "Other.json": written({**ENTRY, "uuid": "CD34"}),
                "list.json": "[1]",
                "photos/AB12.jpeg": b"\xff\xd8\xff",
                "photos/AB12.json": written({**ENTRY, "uuid": "EF56"}),
            }
        )
    )
    assert [entry.source_key for entry in read.check_ins] == ["AB12", "CD34"]
    assert read.check_ins[0] == plan(written(ENTRY)).check_ins[0]


def test_a_damaged_journal_in_an_archive_is_refused(plan, zipped):
    whole = written(ENTRY)
    for content in (whole[:-5], whole.encode("utf-16")[:-3], whole.replace("entries", "x")):
        with pytest.raises(ImportFileError, match="Nothing was"):
            plan(zipped({"Journal.json": content}), name="day-one")


@pytest.mark.parametrize(
    "other",
    ["[]", "{}", '{"entries": []}', '{"entries": 3}', '{"entries": [{"text": "x"}]}',
     '{"entries": [{"creationDate": "2026-01-31T23:30:00Z"}]}', "words"],
)  # fmt: skip
def test_other_files_are_not_taken_for_it(plan, zipped, other, tmp_path):
    assert not day_one.recognises(ImportFile(other.encode()))
    assert not day_one.recognises(ImportFile(zipped({"a.txt": other, "b.json": other})[:-9]))
    assert not day_one.recognises(ImportFile(tmp_path))
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        plan(other, name="day-one")


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
@given(entry=st.dictionaries(st.sampled_from([*ENTRY, "richText", "isAllDay", "x"]), ANY))
def test_no_odd_entry_raises_anything_but_a_sentence(plan, entry):
    read = plan(written(ENTRY, entry, {**ENTRY, **entry}))
    assert len(read.check_ins) + len(read.held_aside) == 3


@given(st.text(max_size=30), ANY)
def test_no_odd_rich_text_raises_anything_but_a_reason(text, contents):
    for said in (text, json.dumps(contents), json.dumps({"contents": contents})):
        try:
            assert isinstance(day_one_text.of_rich(said), str)
        except RowError:
            continue
