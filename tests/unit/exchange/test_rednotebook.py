import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.domain.imports import Answers
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange import importers
from dosejournal.exchange.importers import rednotebook
from dosejournal.exchange.importers.files import ImportFile

FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
DAY = "3:\n  text: a day\n"


@pytest.fixture
def month(plan, tmp_path):
    """Plans a file of February 2026, which its name alone says."""

    def month(text, name="2026-02.txt", **more):
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return importers.plan("auto", file, Answers(zone="Europe/Berlin", **more))

    return month


def test_a_day_has_its_text_and_no_clock_time(month):
    read = month("3:\n  text: 'Walked.\n\n    **Rain** later, µg.'\n14: {text: ''}\n")
    (entry,) = read.check_ins
    assert read.format == read.source == "rednotebook"
    assert (entry.moment.precision, entry.moment.text) == ("day", "2026-02-03")
    assert entry.note == "Walked.\n**Rain** later, µg."
    assert json.loads(entry.source_row) == {
        "day": "2026-02-03", "content": {"text": "Walked.\n**Rain** later, µg."}
    }  # fmt: skip
    assert [question.key for question in read.questions] == ["zone"]


def test_what_stands_in_a_category_is_kept_in_the_note_and_is_no_dose(month):
    read = month(
        "3:\n  Mood:\n    '4': null\n  Medicine:\n    Tea 250 ml: null\n    Honey: null\n"
        "  text: a day\n"
    )
    (entry,) = read.check_ins
    assert entry.note == "a day\n\nMood: 4\nMedicine: Tea 250 ml; Honey"
    assert (entry.ratings, entry.tags, read.doses) == ((), (), ())
    assert any("neither a rating nor a dose" in remark for remark in read.remarks)


def test_tags_are_names_alone_old_tags_and_words_after_a_sign(month):
    read = month(
        "3:\n  quiet day: null\n  Tags:\n    garden: null\n  calm: {}\n"
        "  text: '#walk, a#b &#x; #12 #ff0000 #facade ##no \uff03Zoë'\n"
    )
    assert read.check_ins[0].tags == ("quiet day", "garden", "calm", "walk", "facade", "Zoë")
    assert not read.remarks


def test_a_tag_too_long_for_one_is_kept_in_the_note(month):
    read = month(f"3:\n  {'x' * 121}: null\n  text: a day\n")
    assert read.check_ins[0].note == "a day\n\n" + "x" * 121
    assert read.check_ins[0].tags == ()


def test_what_stands_below_a_category_is_counted(month):
    read = month("3:\n  Films:\n    Alien:\n      seen: twice\n    Heat: good\n  Food: soup\n")
    assert read.check_ins[0].note == "Films: Alien; Heat\nFood: soup"
    assert dict(read.unknown) == {"Alien": 1, "Heat": 1}


def test_a_month_that_its_file_does_not_name_is_asked_for_and_its_days_wait(plan):
    read = plan(DAY)
    assert not read.check_ins
    assert [question.key for question in read.questions] == ["month"]
    assert read.questions[0].assumed == ""
    assert "answer the question" in read.held_aside[0].reason
    for wrong in ("2026-13", "January", "2026", ""):
        assert not plan(DAY, given={"month": wrong}).check_ins
    for right in ("2026-02", " 2026-2 "):
        answered = plan(DAY, given={"month": right})
        assert answered.check_ins[0].moment.text == "2026-02-03"
        assert "month" in {question.key for question in answered.questions}


def test_a_copy_that_rednotebook_keeps_names_no_month(month):
    assert not month(DAY, name="2026-02.old.txt").check_ins


def test_a_whole_folder_comes_as_an_archive_without_its_copies(plan, zipped):
    read = plan(
        zipped(
            {
                "data/2026-02.txt": DAY,
                "data/2026-01.txt": "31:\n  text: earlier\n",
                "data/2026-02.old.txt": "4:\n  text: old\n",
                "data/2026-02.new.txt": "5:\n  text: new\n",
                "data/2026-02.CONFLICT_BACKUP1.txt": "6:\n  text: other\n",
                "configuration.cfg": "weekNumbers=0",
                "../2026-03.txt": "7:\n  text: outside\n",
            }
        )
    )
    assert [entry.moment.text for entry in read.check_ins] == ["2026-01-31", "2026-02-03"]
    assert not read.held_aside


def test_a_damaged_archive_is_refused(plan, zipped):
    made = bytearray(zipped({"2026-01.txt": DAY, "2026-02.txt": "4:\n  text: another\n"}))
    # the last byte of the second month, before the list of members
    made[made.index(b"PK\x01\x02") - 1] ^= 0xFF
    with pytest.raises(ImportFileError, match="damaged, cut short or locked"):
        plan(bytes(made), name="rednotebook")


def test_the_folder_and_the_month_give_the_same_keys(month, plan, zipped):
    keys = {
        read.check_ins[0].source_key
        for read in (
            month(DAY),
            plan(zipped({"2026-02.txt": DAY})),
            plan(DAY, given={"month": "2026-02"}),
        )
    }
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("31:\n  text: x\n", "no such day"),
        ("0:\n  text: x\n", "no such day"),
        ("first:\n  text: x\n", "no such day"),
        ("003:\n  text: x\n", "no such day"),
        ("4: words alone\n", "not an entry"),
    ],
)
def test_a_day_that_there_is_none_of_is_held_aside(month, day, reason):
    read = month(DAY + day)
    assert len(read.check_ins) == 1
    (held,) = read.held_aside
    assert (held.row, reason in held.reason) == (3, True)


def test_an_empty_day_brings_nothing_in(month):
    read = month(DAY + "4:\n5: {}\n6: {text: ' '}\n")
    assert (len(read.check_ins), read.held_aside) == (1, ())


def test_days_yet_to_come_and_notes_too_large_are_held_aside(month):
    read = month(DAY + f"28:\n  text: {'x' * 1_000_001}\n")
    assert "larger than 1 MB" in read.held_aside[0].reason
    read = month(DAY, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert [held.reason for held in read.held_aside] == ["Its day is yet to come."]


def test_a_hostile_month_is_refused_and_nothing_of_it_runs(month, plan, zipped, tmp_path):
    touched = tmp_path / "touched"
    hostile = f"3:\n  text: !!python/object/apply:os.system ['touch {touched}']\n"
    for made in (
        lambda: month(hostile),
        lambda: plan(hostile, name="rednotebook"),
        lambda: plan(zipped({"2026-01.txt": DAY, "2026-02.txt": hostile})),
    ):
        with pytest.raises(ImportFileError, match="Nothing of it was run or brought in"):
            made()
    assert not touched.exists()


def test_more_than_a_diary_holds_is_refused(month, plan, zipped, monkeypatch):
    monkeypatch.setattr(rednotebook, "LARGEST_MONTH_BYTES", 100)
    with pytest.raises(ImportFileError, match="more than a diary"):
        month(DAY + "# " + "x" * 100)
    monkeypatch.setattr(rednotebook, "MOST_MONTHS", 2)
    many = zipped({f"2026-0{n}.txt": DAY for n in range(1, 5)})
    assert not rednotebook.recognises(ImportFile(many))
    with pytest.raises(ImportFileError, match="more than a diary"):
        plan(many, name="rednotebook")
    monkeypatch.setattr(rednotebook, "LARGEST_DIARY_BYTES", 20)
    with pytest.raises(ImportFileError, match="far more than a diary"):
        plan(zipped({"2026-01.txt": DAY, "2026-02.txt": DAY}), name="rednotebook")


def test_a_month_in_another_encoding_asks_for_it_once(month):
    text = "3:\n  text: Später müde, aber fröhlich über größere Ämter\n" * 1
    read = month(text.encode("cp1252"), given={"encoding": "cp1252"})
    assert [question.key for question in read.questions] == ["encoding", "zone"]
    assert "fröhlich" in read.check_ins[0].note


@pytest.mark.parametrize(
    "other",
    ["", "3", "3: words\n", "a: 1\n", "32:\n  text: x\n", "08:00\n", "3:\nx: y\n", "{}", "[1]",
     '{"3": {"text": "x"}}', "3:00 pm walked\n", "\x00\x01"],
)  # fmt: skip
def test_other_files_are_not_taken_for_it(other, plan, zipped, tmp_path):
    assert not rednotebook.recognises(ImportFile(other.encode()))
    assert not rednotebook.recognises(ImportFile(zipped({"2026-01.txt": other, "a.txt": DAY})))
    assert not rednotebook.recognises(ImportFile(tmp_path))


@pytest.mark.parametrize("other", ["", "{}", "3: [\n", "a,b\n1,2\n"])
def test_a_file_without_days_is_refused_by_name_too(plan, other):
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        plan(other, name="rednotebook")


@FUZZ
@given(
    days=st.dictionaries(
        st.sampled_from(["1", "28", "30", "x", "''", "~"]),
        st.text(max_size=12)
        | st.sampled_from(["{text: x}", "{a: {b: {c: d}}}", "[x, {y: z}]", "{text: {a: b}}", "|"]),
        min_size=1,
    )
)
def test_no_odd_month_raises_anything_but_a_sentence(plan, days):
    text = "".join(f"{day}: {said}\n" for day, said in days.items())
    try:
        read = plan(
            text.encode("utf-8", "surrogatepass"), name="rednotebook", given={"month": "2026-02"}
        )
    except JournalError:
        return
    assert read.zone == "Europe/Berlin"
