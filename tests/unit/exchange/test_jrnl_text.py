import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import jrnl_text
from dosejournal.exchange.importers.files import ImportFile

FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
TWO = "[2026-02-01 07:30:12 AM] A quiet start.\nHad @tea.\n\n[2026-02-02 21:05] Nothing.\n"


def test_each_date_in_brackets_begins_an_entry(plan):
    read = plan(TWO)
    first, second = read.check_ins
    assert (read.format, read.source) == ("jrnl-text", "jrnl")
    assert first.moment.text == "2026-02-01T07:30:12+01:00"
    assert first.note == "A quiet start.\nHad @tea."
    assert (first.tags, second.tags) == (("tea",), ())
    assert second.moment.text == "2026-02-02T21:05:00+01:00"
    assert json.loads(second.source_row) == {"date": "2026-02-02 21:05", "text": "Nothing."}
    assert not read.held_aside


def test_an_entry_is_the_same_one_as_in_the_json(plan):
    entry = {"title": "A quiet start.", "body": "Had @tea.", "date": "2026-02-01", "time": "07:30"}
    other = plan(json.dumps({"entries": [entry]}))
    assert other.check_ins[0].source_key == plan(TWO).check_ins[0].source_key
    in_one_line = plan("[2026-02-01 07:30] A quiet start. Had @tea.\n")
    assert other.check_ins[0].source_key == in_one_line.check_ins[0].source_key


def test_either_form_is_read_by_the_name_of_the_program(plan):
    entry = {"title": "One.", "body": "", "date": "2026-02-01", "time": "07:30"}
    forms = (TWO, json.dumps({"entries": [entry]}))
    assert [plan(text, name="jrnl").format for text in forms] == ["jrnl-text", "jrnl-json"]


def test_the_order_of_day_and_month_is_asked_where_nothing_proves_it(plan):
    text = "[09.06.2013 15:39] One.\n[10.06.2013 08:00] Two.\n"
    read = plan(text)
    assert [question.key for question in read.questions] == ["day_order:date"]
    assert not read.check_ins
    assert [held.row for held in read.held_aside] == [2, 3]
    for order, day in (("dmy", "2013-06-09"), ("mdy", "2013-09-06")):
        answered = plan(text, given={"day_order:date": order})
        assert answered.check_ins[0].moment.text[:10] == day
        assert not answered.held_aside


def test_a_day_above_twelve_proves_the_order_of_all(plan):
    read = plan("[09.06.2013 15:39] One.\n[13.06.2013 08:00] Two.\n")
    assert [entry.moment.text[:10] for entry in read.check_ins] == ["2013-06-09", "2013-06-13"]
    assert [question.key for question in read.questions] == ["zone"]


def test_dates_may_name_their_month(plan):
    read = plan("[3 February 2026 08:00] One.\n[Nothing is here] part of it\n")
    assert read.check_ins[0].moment.text == "2026-02-03T08:00:00+01:00"
    assert read.check_ins[0].note == "One.\n[Nothing is here] part of it"


def test_a_date_without_a_time_has_a_day_alone(plan):
    moment = plan("[2026-02-01] One.\n").check_ins[0].moment
    assert (moment.precision, moment.text) == ("day", "2026-02-01")


@pytest.mark.parametrize(
    "words",
    ["[x] a box", "[1.2.3] a version", "[see 2026 or later] words", "[12/13 12:00] a fraction",
     "no [2026-02-03 08:00] within a line"],
)  # fmt: skip
def test_words_in_brackets_are_part_of_an_entry(plan, words):
    read = plan(f"[2026-02-01 07:30] One.\n{words}\n")
    assert [entry.note for entry in read.check_ins] == [f"One.\n{words}"]


@pytest.mark.parametrize("date", ["2026-02-30 08:00", "2026-02-01 27:00", "2026-02-01, late"])
def test_a_day_or_time_that_there_is_none_of_is_held_aside_and_moves_to_no_other_entry(plan, date):
    read = plan(f"[2026-02-01 07:30] One.\n[{date}] Two.\nMore.\n[2026-02-03 07:30] Three.\n")
    assert [entry.note for entry in read.check_ins] == ["One.", "Three."]
    (held,) = read.held_aside
    assert (held.row, held.cells) == (3, (date, "Two.\nMore."))


def test_an_entry_without_words_is_held_aside(plan):
    read = plan("[2026-02-01 07:30]\n[2026-02-02 07:30] Two.\n")
    assert [held.reason for held in read.held_aside] == ["“text” is empty."]


def test_stars_are_counted_and_are_no_part_of_the_text(plan):
    read = plan("[2026-02-01 07:30] One. *\nMore * here *\n[2026-02-02 07:30] Two * three.\n")
    assert [entry.note for entry in read.check_ins] == ["One.\nMore * here *", "Two * three."]
    assert dict(read.unknown) == {"starred": 1}


def test_tags_are_words_of_their_own_after_a_sign(plan):
    read = plan("[2026-02-01 07:30] With @Tea, #walk/long a@b.org and # nothing.\n")
    assert read.check_ins[0].tags == ("tea", "walk/long")


def test_line_ends_of_windows_and_marks_of_encodings_are_followed(plan):
    text = TWO.replace("\n", "\r\n")
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        read = plan(text.encode(encoding))
        assert [entry.source_key for entry in read.check_ins] == [
            entry.source_key for entry in plan(TWO).check_ins
        ]
    assert read.check_ins[0].note == "A quiet start.\nHad @tea."


def test_an_encoding_that_is_not_proved_is_asked_for(plan):
    text = "[2026-02-01 07:30] Später müde, aber fröhlich über größere Ämter.\n" * 3
    read = plan(text.encode("cp1252"), given={"encoding": "cp1252"})
    assert read.questions[0].key == "encoding"
    assert "fröhlich" in read.check_ins[0].note


def test_words_before_the_first_entry_are_held_aside(plan):
    read = plan("My journal\n\n" + TWO, name="jrnl-text")
    assert [(held.row, held.cells) for held in read.held_aside] == [(1, ("", "My journal"))]
    assert len(read.check_ins) == 2


def test_more_entries_than_a_diary_has_are_refused(plan, monkeypatch):
    monkeypatch.setattr(jrnl_text, "MOST_ENTRIES", 2)
    assert len(plan(TWO).check_ins) == 2
    with pytest.raises(ImportFileError, match="more than 2 entries"):
        plan(TWO + "\n[2026-02-03 08:00] Three.\n")


def test_an_entry_larger_than_a_note_can_be_is_held_aside(plan):
    (held,) = plan("[2026-02-01 07:30] " + "x" * 1_000_001).held_aside
    assert "larger than 1 MB" in held.reason


def test_a_locked_journal_is_refused_with_advice(plan):
    with pytest.raises(ImportFileError, match="encrypted") as refused:
        plan("gAAAAABmMadeUpAndNothingElse==")
    assert "jrnl --format json" in str(refused.value)


@pytest.mark.parametrize(
    "other",
    ["", "[", "[1, 2]", '[{"date": "2026-01-01"}]', "[In 2026 we moved] house\n", "words\n",
     '["2026-02-01 a"] ', "a,b\n1,2\n", "\x89PNG", "[2026-02-01 07:30]no"],
)  # fmt: skip
def test_other_files_are_not_taken_for_it(plan, other):
    assert not jrnl_text.recognises(ImportFile(other.encode("latin-1")))


def test_a_file_that_cannot_be_read_is_not_taken_for_it(tmp_path, plan):
    assert not jrnl_text.recognises(ImportFile(tmp_path / "none"))
    assert not jrnl_text.recognises(ImportFile(b"[\xff\x00\x81"))
    with pytest.raises(ImportFileError, match="no entries as jrnl"):
        plan("words alone\n", name="jrnl-text")


@FUZZ
@given(
    lines=st.lists(
        st.text(max_size=12)
        | st.sampled_from(
            ["[2026-02-01 07:30] x", "[1/2/26] y", "[31.12.99 9:00 PM] z", "[9999-12-31] a",
             "[0001-01-01 00:00] b", "[3 mai 2026] c", "[2026年2月3日] d", "[" * 90, "] *", "@x"]
        ),
        max_size=6,
    )
)  # fmt: skip
def test_no_odd_journal_raises_anything_but_a_sentence(plan, lines):
    text = "\n".join(lines).encode("utf-8", "surrogatepass")
    for name in ("auto", "jrnl-text"):
        try:
            read = plan(text, name=name)
        except JournalError:
            continue
        assert read.check_ins or read.held_aside or read.format != "jrnl-text"
