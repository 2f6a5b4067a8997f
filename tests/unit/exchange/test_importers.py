import csv
import gc
import io

import pytest

from dosejournal.domain.imports import Answers, ImportCounts, ImportPlan
from dosejournal.errors import ImportFileError
from dosejournal.exchange import importers
from dosejournal.exchange.importers.files import ImportFile

ALL = pytest.mark.parametrize("importer", importers.IMPORTERS, ids=lambda i: i.NAME)


@ALL
def test_each_importer_recognises_its_own_files_and_no_others(importer, content):
    for other in importers.IMPORTERS:
        recognised = other.recognises(ImportFile(content(importer)))
        # a table with days is a table of ratings as well, any table is asked about last
        assert recognised == (other is importer) or other.NAME in ("tidy-csv", "table")


@ALL
def test_each_importer_has_a_title_and_reads_its_file_by_name_and_by_itself(
    importer, content, answers, tmp_path
):
    file = tmp_path / "file"
    file.write_bytes(content(importer))
    by_itself = importers.plan("auto", file, answers())
    assert by_itself == importers.plan(importer.NAME, content(importer), answers())
    assert by_itself.format == importer.NAME
    assert importers.title(by_itself) == importer.title()
    assert by_itself.check_ins or by_itself.doses


@ALL
def test_the_same_file_gives_the_same_keys_whatever_is_answered(importer, content, plan):
    one = plan(content(importer))
    other = plan(content(importer), zone="Asia/Tokyo", mood_levels={"sad": 1})
    for told, again in ((one.check_ins, other.check_ins), (one.doses, other.doses)):
        assert [entry.source_key for entry in told] == [entry.source_key for entry in again]
        assert len({entry.source_key for entry in told}) == len(told)


def test_an_unknown_format_is_refused(plan):
    with pytest.raises(ImportFileError, match="choose one of: auto, daylio-backup"):
        plan("", name="excel")


@pytest.mark.parametrize("family", ["daylio", "tidy"])
def test_a_family_of_formats_reads_its_members_alone(plan, data, family):
    read = plan((data / f"{family}").glob("*.csv").__next__(), name=family)
    assert read.format.startswith(family)
    with pytest.raises(ImportFileError):
        plan("nothing,here\n1,2\n", name=family)


def test_a_file_of_no_known_kind_names_the_kinds(plan):
    with pytest.raises(ImportFileError, match="the kinds are: DoseJournal archive, Daylio backup"):
        plan("nothing here\n1 2\n")


def test_a_report_holds_no_content(plan, data):
    read = plan(data / "daylio/ragged.csv")
    told = importers.report(read, ImportCounts(2, 2, 0, 1, 1, 0))
    assert told["format"] == "daylio-csv"
    assert told["accepted"] == {
        "check_ins": 2, "ratings": 2, "dose_events": 0, "notes": 1, "tags": 1,
    }  # fmt: skip
    assert (told["first_day"], told["last_day"]) == ("2025-06-01", "2025-06-03")
    assert told["held_aside"][0] == {
        "row": 3, "reason": "It has 9 fields where the header names 8.",
    }  # fmt: skip
    assert told["questions"][0]["key"] == "zone"
    empty = importers.report(ImportPlan("x", "x", "UTC"), ImportCounts(0, 0, 0, 0, 0, 0))
    assert (empty["first_day"], empty["last_day"]) == (None, None)


def test_rows_held_aside_can_be_saved_and_repaired(plan, data):
    read = plan(data / "daylio/ragged.csv")
    lines = list(csv.reader(io.StringIO(importers.held_aside_csv(read).decode(), newline="")))
    assert lines[0][:4] == ["row", "reason", "full_date", "date"]
    assert lines[1][-2:] == ["one", "too many"]
    assert len(lines) == len(read.held_aside) + 1


def test_a_plan_needs_no_answers_but_a_zone():
    read = importers.plan("auto", b"at,mood\n2026-03-01,62\n", Answers(zone="UTC"))
    assert [measure.key for measure in read.new_measures] == ["mood"]


def test_the_collector_of_rubbish_is_left_as_it_was(plan):
    assert gc.isenabled()
    plan("at,mood\n2026-03-01,62\n")
    assert gc.isenabled()
    gc.disable()
    try:
        plan("at,mood\n2026-03-01,62\n")
        assert not gc.isenabled()
    finally:
        gc.enable()
