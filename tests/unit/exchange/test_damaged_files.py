import csv
import io
import zipfile
from pathlib import Path

import charset_normalizer
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.domain.imports import ImportPlan
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange import importers
from dosejournal.exchange.importers import daylio_csv, files, tables
from dosejournal.exchange.importers import rows as row_bounds

FUZZ = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ALL = pytest.mark.parametrize("importer", importers.IMPORTERS, ids=lambda i: i.NAME)


@ALL
def test_half_a_file_is_read_as_far_as_it_goes_or_refused(importer, content, plan):
    whole = content(importer)
    for part in range(0, len(whole), max(1, len(whole) // 60)):
        try:
            read = plan(whole[:part], name=importer.NAME)
        except ImportFileError:
            continue
        # a last number that was cut may still be one
        assert len(read.check_ins) <= len(plan(whole).check_ins) + 1
        assert len(read.doses) <= len(plan(whole).doses) + 1


@ALL
@FUZZ
@given(
    noise=st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=6)), max_size=6),
    zone=st.sampled_from(["UTC", "America/St_Johns"]),
)
def test_no_damage_to_a_file_raises_anything_but_a_sentence(importer, content, plan, noise, zone):
    damaged = bytearray(content(importer))
    for place, piece in noise:
        at = place % (len(damaged) + 1)
        damaged[at : at + len(piece)] = piece
    for name in ("auto", importer.NAME):
        try:
            read = plan(bytes(damaged), name=name, zone=zone)
        except JournalError:
            continue
        assert isinstance(read, ImportPlan)


@FUZZ
@given(
    header=st.sampled_from(
        [
            "full_date,date,weekday,time,mood,activities,scales,note_title,note",
            "year,date,weekday,time,mood,activities,note",
            "at,measure,value,note,unit,scale_min,scale_max",
            "date,time,mood,x,y,tags",
            "at,substance,amount,unit,status",
        ]
    ),
    rows=st.lists(
        st.lists(
            st.one_of(
                st.text(max_size=12),
                st.sampled_from(
                    ["2026-03-01", "3/4/2025", "08:00", "6 pm", "1,5", "½", "8/10", "1e9", "-1",
                     "2026", "18 May", "x: 1/2", "yes", "99999999999", "0001-01-01", "9999-12-31",
                     "2026-03-01T08:00+23:59", "२०२६-०३-०१", "7:30", "<br>"]
                ),
            ),
            max_size=9,
        ),
        max_size=6,
    ),
)  # fmt: skip
def test_no_row_raises_anything_but_a_sentence(plan, header, rows):
    text = io.StringIO()
    csv.writer(text).writerows([header.split(","), *rows])
    try:
        read = plan(text.getvalue().encode("utf-8", "replace"))
    except JournalError:
        return
    entries = len(read.check_ins) + len(read.doses)
    assert entries + len(read.held_aside) <= len(rows)


@FUZZ
@given(
    entry=st.dictionaries(
        st.sampled_from(
            ["id", "year", "month", "day", "hour", "minute", "mood", "note", "note_title", "tags",
             "datetime", "timeZoneOffset", "scales"]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner, max_size=2),
            max_leaves=4,
        ),
    )
)  # fmt: skip
def test_no_entry_of_a_backup_raises_anything_but_a_sentence(plan, backup, example, entry):
    example["dayEntries"] = [example["dayEntries"][0] | entry, entry]
    read = plan(backup(example))
    assert len(read.check_ins) + len(read.held_aside) == 2


def test_an_archive_of_another_program_is_refused(plan, backup, example):
    with pytest.raises(ImportFileError, match="of no kind"):
        plan(backup(example, member="other.json"))
    with pytest.raises(ImportFileError, match="does not hold what the backup"):
        plan(backup(example, member="other.json"), name="daylio-backup")


def test_an_archive_that_is_none_or_is_cut_short_is_refused(plan, backup, example):
    with pytest.raises(ImportFileError, match="damaged, cut short or locked"):
        plan(backup(example)[:200])
    with pytest.raises(ImportFileError, match="damaged, cut short or locked"):
        plan(b"nothing", name="daylio-backup")


def test_a_forged_archive_unpacks_to_nothing(plan, backup, monkeypatch):
    with pytest.raises(ImportFileError, match="far more than a diary"):
        plan(backup(None, as_text=b"A" * 60_000_000))
    # one that hides behind an honest ratio is stopped while it is read
    monkeypatch.setattr(files, "LARGEST_MEMBER_BYTES", 1000)
    monkeypatch.setattr(files, "LARGEST_RATIO", 10_000)
    with pytest.raises(ImportFileError, match="far more than a diary"):
        plan(backup(None, as_text=b"A" * 5000))


def test_a_locked_archive_is_refused(plan, backup, example):
    content = bytearray(backup(example))
    # the bit that says a member is encrypted, in its own header and in the list at the end
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02", 0, content.rindex(b"PK\x01\x02")) + 8] |= 1
    with pytest.raises(ImportFileError, match="damaged, cut short or locked"):
        plan(bytes(content))


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(plan, tmp_path):
    for place in (tmp_path, tmp_path / "none.csv", Path("\x00")):
        with pytest.raises(ImportFileError, match="cannot be read"):
            plan(place)


def test_a_file_larger_than_any_diary_is_refused(plan, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_TEXT_BYTES", 100)
    with pytest.raises(ImportFileError, match="larger than"):
        plan("at,mood\n" + "2026-03-01,62\n" * 100)


def test_lines_fields_and_rows_without_end_are_refused(plan, monkeypatch):
    with pytest.raises(ImportFileError, match="longer than a diary's can be"):
        plan("at,mood,note\n2026-03-01,62," + "x" * 1_100_000 + "\n")
    with pytest.raises(ImportFileError, match="longer than a diary's can be"):
        plan("at,mood\n" + "," * 4_100_000)
    monkeypatch.setattr(tables, "MOST_RECORDS", 10)
    with pytest.raises(ImportFileError, match="more than 10 lines"):
        plan("at,mood\n" + "2026-03-01,62\n" * 100)
    with pytest.raises(ImportFileError, match="longer than a diary's can be"):
        plan("at" + ",x" * 2000)


def test_a_file_of_empty_lines_is_refused_before_all_are_read(plan, monkeypatch):
    monkeypatch.setattr(tables, "_EMPTY_LINES", 1_000)
    assert len(plan("at,mood\n" + "\n" * 500 + "2026-03-01,62\n").check_ins) == 1
    for name in ("tidy-csv", "table", "daylio-csv"):
        with pytest.raises(ImportFileError, match="far more lines than rows"):
            plan("at,mood\n" + "\n" * 9_000 + "2026-03-01,62\n", name=name)


def test_a_table_of_empty_cells_is_refused(plan, monkeypatch):
    monkeypatch.setattr(tables, "MOST_CELLS", 1_000)
    with pytest.raises(ImportFileError, match="longer than a diary's can be"):
        plan("at,mood\n" + "2026-03-01,62\n" * 600, name="tidy-csv")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_the_same_whatever_piece_of_the_text_they_stand_in(plan, monkeypatch, end):
    rows = [f'2026-03-{day:02},{day},"{"x" * day}{end}{end}y"' for day in range(1, 29)]
    text = end.join(["at,mood,note", *rows, ""])
    whole = plan(text)
    assert len(whole.check_ins) == 28
    for longest in range(50, 80):
        monkeypatch.setattr(tables, "_LONGEST_LINE", longest)
        assert plan(text) == whole


def test_the_sign_is_found_in_the_beginning_of_a_long_table(plan, monkeypatch):
    text = "at;mood;note\n" + '2026-03-01;62;"one,\ntwo"\n' * 40
    whole = plan(text)
    monkeypatch.setattr(tables, "_PROBE_CHARACTERS", 100)
    assert plan(text) == whole
    # a header that is longer than that is looked at whole
    monkeypatch.setattr(tables, "_PROBE_CHARACTERS", 5)
    assert plan(text) == whole


def test_more_rows_held_aside_than_any_diary_has_are_refused(plan, monkeypatch):
    monkeypatch.setattr(row_bounds, "MOST_HELD", 3)
    assert len(plan("at,mood\n" + "x,y\n" * 3, name="tidy-csv").held_aside) == 3
    with pytest.raises(ImportFileError, match="More than 3 rows of this file cannot be read"):
        plan("at,mood\n" + "x,y\n" * 4, name="tidy-csv")


@ALL
@pytest.mark.parametrize("content", [b"x" * 4_100_000, b"\xff" * 100, b"\x00" * 100])
def test_what_is_no_text_or_has_no_lines_is_refused_by_each_importer(importer, content, plan):
    for name in ("auto", importer.NAME):
        with pytest.raises(ImportFileError, match="Nothing was"):
            plan(content, name=name)


def test_daylio_takes_no_long_line_for_its_own():
    assert not daylio_csv.recognises(files.ImportFile(b"x" * 4_100_000))
    assert not daylio_csv.recognises(files.ImportFile(b"\x00"))


def test_the_encodings_of_a_file_are_found_out_once(plan, monkeypatch):
    sought = []
    real = charset_normalizer.from_bytes

    def watched(content):
        sought.append(len(content))
        return real(content)

    monkeypatch.setattr(charset_normalizer, "from_bytes", watched)
    for number in range(12):
        text = "at;mood;note\n" + f"2026-03-01;{number};Später müde, größere Ämter\n" * 5
        assert plan(text.encode("cp1252")).questions[0].key == "encoding"
        assert len(sought) == number + 1


def test_the_limit_of_the_standard_library_is_put_back(plan):
    before = csv.field_size_limit()
    plan("at,mood\n2026-03-01,62\n")
    assert csv.field_size_limit() == before


def test_many_ratings_of_one_moment_take_no_time_without_end(plan):
    read = plan("at,measure,value\n" + "2026-03-01,mood,62\n" * 20_000)
    assert len(read.check_ins) == 20_000


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", "at,mood,note\n2026-03-01,62,Ärger\n"),
        ("utf-16", "at,mood,note\n2026-03-01,62,Ärger\n"),
        ("utf-32", "at,mood,note\n2026-03-01,62,Ärger\n"),
    ],
)
def test_marked_encodings_are_followed(plan, encoding, text):
    read = plan(text.encode(encoding))
    assert read.check_ins[0].note == "Ärger"
    assert [question.key for question in read.questions] == ["zone"]


def test_an_encoding_that_the_file_does_not_prove_is_asked_for(plan):
    text = "at;mood;note\n" + "2026-03-01;62;Später müde, aber fröhlich über größere Ämter\n" * 5
    content = text.encode("cp1252")
    read = plan(content)
    question = read.questions[0]
    assert question.key == "encoding"
    assert question.assumed in dict(question.options)
    read = plan(content, given={"encoding": "cp1252"})
    assert read.check_ins[0].note.startswith("Später müde")
    read = plan(content, given={"encoding": "cp1251"})
    assert read.check_ins[0].note.startswith("Spдter")


@pytest.mark.parametrize(
    "content",
    [
        b"at,mood\n2026-03-01,\x0062\n",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"\xff\xfea\x00b",
        b"\xef\xbb\xbf\xff\xff",
        b"\x81\x8d\x8f\x90\x9d\xff\xfe\xff" * 3,
        "at,mood\n2026-03-01,\x0062\n".encode("utf-16"),
    ],
    ids=["nul", "png", "half-utf16", "broken-utf8", "noise", "nul-in-utf16"],
)
def test_what_is_no_text_is_refused(plan, content):
    with pytest.raises(ImportFileError, match=r"Nothing was (brought in|changed)"):
        plan(content)


def test_other_members_are_never_unpacked(plan, backup, example, monkeypatch):
    opened = []
    real = zipfile.ZipFile.open

    def watched(self, name, *more, **options):
        opened.append(getattr(name, "filename", name))
        return real(self, name, *more, **options)

    made = backup(example)
    monkeypatch.setattr(zipfile.ZipFile, "open", watched)
    plan(made)
    assert opened == ["backup.daylio"]
