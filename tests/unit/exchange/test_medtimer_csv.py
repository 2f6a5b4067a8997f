import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import medtimer_csv, tables
from dosejournal.exchange.importers.files import ImportFile

HEADER = "Reminded;Name;Dosage;Taken;Tags;Interval;Notes;Reminded (ISO 8601);Taken (ISO 8601)"
LINE = "4/1/26 8:00 AM;Iron;10mg;4/1/26 8:05 AM;;0:00;;2026-04-01T06:00:00Z;2026-04-01T06:05:00Z"


@pytest.fixture
def read(plan):
    """Reads a table of these lines."""

    def read(*lines, **more):
        return plan("\n".join((HEADER, *lines, "")), **more)

    return read


def test_a_table_in_any_language_is_known_by_its_last_columns(plan, data):
    told = plan(data / "medtimer/events_de.csv")
    assert told.format == "medtimer-csv"
    first = told.doses[0]
    assert (first.substance, first.amount, first.unit) == ("Iron", "1.5", "tablets")
    assert first.moment.text == "2026-04-01T08:05:00+02:00"
    assert first.note == "with juice\nTags: morning, food"
    assert json.loads(first.source_row)["Dosierung"] == "1½ tablets"
    assert [question.key for question in told.questions] == ["zone"]


def test_an_unknown_amount_stays_unknown(read):
    (dose,) = read(LINE.replace("10mg", "?")).doses
    assert (dose.amount, dose.unit) == (None, "")


def test_an_event_without_an_intake_is_shown_and_never_skipped(read):
    open_event = "4/1/26 8:00 AM;Iron;10mg;;;0:00;;2026-04-01T06:00:00Z;"
    told = read(LINE, open_event)
    assert [dose.status for dose in told.doses] == ["taken"]
    assert [(held.row, held.reason[:21]) for held in told.held_aside] == [
        (3, "No intake is recorded")
    ]
    assert any("backup (JSON)" in remark for remark in told.remarks)


def test_a_semicolon_in_the_note_is_part_of_it_and_said(read):
    told = read(LINE.replace(";0:00;;", ";0:00;first; then;"))
    assert told.doses[0].note == "first; then"
    assert any("semicolon too many" in remark for remark in told.remarks)


@pytest.mark.parametrize(
    "line",
    [
        LINE.replace("Iron", "Iron; fast"),
        LINE.replace("10mg", "10mg; 2"),
        LINE.replace(";;0:00", ";one; two;0:00"),
    ],
)
def test_a_semicolon_elsewhere_holds_the_line_aside(read, line):
    told = read(line, LINE)
    assert len(told.doses) == 1
    assert [held.row for held in told.held_aside] == [2]
    assert "a semicolon is in one of them" in told.held_aside[0].reason


def test_a_note_broken_by_a_line_end_is_held_aside(read):
    told = read(*LINE.replace(";0:00;;", ";0:00;two\nlines;").split("\n"), LINE)
    assert [held.row for held in told.held_aside] == [2, 3]
    assert len(told.doses) == 1


def test_quotation_marks_are_plain_text(read):
    (dose,) = read(LINE.replace("Iron", '"Iron').replace(";0:00;;", ';0:00;12" long;')).doses
    assert (dose.substance, dose.note) == ('"Iron', '12" long')


def test_the_interval_is_counted_by_its_name(read):
    assert read(LINE, LINE.replace("0:00", "8:00")).unknown == {"Interval": 1}


@pytest.mark.parametrize(
    "line",
    [
        LINE.replace("Iron", " "),
        LINE.replace("06:00:00Z", "06:00:00"),
        LINE.replace("2026-04-01T06:00:00Z", ""),
        LINE.replace("2026-04-01T06:05:00Z", "soon"),
        LINE.replace("2026-04-01T06:05:00Z", "2026-04-01"),
        LINE.replace("2026-04-01T06:05:00Z", "2026-02-31T06:05:00Z"),
    ],
)
def test_a_line_without_a_name_or_an_exact_time_is_held_aside(read, line):
    told = read(line)
    assert not told.doses
    assert len(told.held_aside) == 1


def test_lines_end_as_they_like_and_a_mark_may_stand_first(plan):
    assert len(plan("\r\n".join(("\ufeff" + HEADER, LINE, ""))).doses) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a;b",
        HEADER.replace(" (ISO 8601)", ""),
        HEADER.replace("Interval;", ""),
        HEADER.replace(";", ","),
        "Name;Dosage;Time",
    ],
)
def test_other_tables_are_refused(plan, text):
    assert not medtimer_csv.recognises(ImportFile(text.encode()))
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        plan(text, name="medtimer-csv")


def test_what_is_no_text_is_not_recognised(backup, example):
    assert not medtimer_csv.recognises(ImportFile(b"\x00\x01"))
    assert not medtimer_csv.recognises(ImportFile(backup(example)))


def test_lines_without_end_are_refused(read, monkeypatch):
    monkeypatch.setattr(medtimer_csv, "LONGEST_FIELD", 200)
    with pytest.raises(ImportFileError, match="longer ones, than a diary"):
        read(LINE.replace("Iron", "x" * 500))
    monkeypatch.setattr(medtimer_csv, "MOST_RECORDS", 3)
    with pytest.raises(ImportFileError, match="than a diary"):
        read(*[LINE] * 9)
    assert tables.MOST_RECORDS > 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(
            st.sampled_from(LINE.split(";")) | st.text(max_size=6, alphabet='0:½;"x ,-/\ud7ff'),
            min_size=6,
            max_size=11,
        ),
        max_size=5,
    )
)
def test_no_line_raises_anything_but_a_sentence(read, lines):
    try:
        told = read(*(";".join(cells) for cells in lines))
    except JournalError:
        return
    assert len(told.doses) + len(told.held_aside) <= len(lines)


@pytest.mark.parametrize("filling", [" ", "(1/", "("])
def test_a_long_name_of_a_medicine_is_looked_at_once(read, filling):
    # a pattern that tried each blank anew would take an hour
    told = read(LINE.replace("Iron", f"Iron{filling * 300_000}x"))
    assert len(told.doses) + len(told.held_aside) == 1


def test_many_medicines_with_steps_take_no_time_without_end(read):
    lines = [LINE.replace("Iron", f"Iron {n} (1/2)") for n in range(20_000)]
    assert len(read(*lines).doses) == 20_000
