"""The folder of tables as other programs read it: frictionless, pandas, a spreadsheet."""

import csv
import io
import json
import shutil
from datetime import UTC, datetime, time, timedelta

import pandas as pd
import pytest
from frictionless import Package
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import CheckInDraft, DoseDraft, Entry, PlannedRef, Rating
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.measures import Measure
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.exchange import tidy, written_files
from dosejournal.exchange.asked import Asked
from dosejournal.exchange.tidy import TidyContent, cells, observations
from dosejournal.journal import (
    check_ins,
    doses,
    expectations,
    main_measures,
    measures,
    planning,
)
from dosejournal.store.database import Database

AWKWARD = ("=1+1", "+1", "-1", "@x", "\tx", "a,b", 'say "x"', "a\r\nb", "NA", "null", " x ", "'=1")
PANDAS = {
    "string": "string", "number": "float64", "integer": "Int64", "boolean": "boolean",
    "date": "datetime64", "datetime": "datetime64",
}  # fmt: skip
FILES = [table.file for table in tidy.TABLES]
AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def content(tmp_path_factory, new_journal, now):
    """A journal that has everything, much of it awkward; nothing of it is changed."""
    path = shutil.copy(new_journal, tmp_path_factory.mktemp("awkward") / "journal.db")
    database = Database(path)
    with database.write("act") as write:
        session = write.session
        pain = measures.add(
            session,
            Measure("", "=Pain", minimum=-1, maximum=1, words=("-1", "=some", "@much"), unit="+"),
        )
        asked = measures.add(session, Measure("", "Rain", kind="yes_no", minimum=0, maximum=1))
        weight = measures.add(
            session, Measure("", "Weight", kind="number", minimum=None, maximum=None, unit="kg")
        )
        main_measures.choose(session, now, "mood")
        ratings = {"mood": 62.0, pain.key: -1.0, asked.key: 1.0, weight.key: -71.3}
        for hours, text in enumerate(AWKWARD):
            at = now - timedelta(hours=hours)
            tags = (text,) if text.strip() == text else ()
            check_ins.record(session, now, CheckInDraft(at, ratings, text, tags))
            doses.record(session, now, DoseDraft(at, f"{text}x", None, text, note=text))
        first = now.date() - timedelta(days=4)
        steps = (DoseStep(first, "2.50", "mg"),)
        draft = RegimenDraft("Item A", Pattern("daily"), (time(8),), first, steps=steps)
        series_id = planning.add(session, now - timedelta(days=5), draft)
        day = datetime.combine(first, time(8))
        doses.take(session, now, PlannedRef(series_id, day))
        doses.leave(session, now, PlannedRef(series_id, day + timedelta(days=1)), "skipped", "=x")
        expectations.record(session, now, ExpectancyDraft(now, "Item A", "mood", -50.0, 100.0))
        check_ins.record(session, now, CheckInDraft(now, {"mood": 1.0}, "x" * 100_000))

    def content(**asked):
        with database.read() as session:
            return tidy.gather(session, now, Asked(**asked))

    yield content
    database.close()


@pytest.fixture
def folder(content, tmp_path):
    """Writes the folder, plain or safe for spreadsheets."""

    def folder(**asked):
        place = tmp_path / ("safe" if asked else "plain")
        written_files.add(place, tidy.write(content(**asked)))
        return place

    return folder


def _described(place):
    return json.loads((place / "datapackage.json").read_text(encoding="utf-8"))


def _fields(place, table):
    resources = {each["name"]: each for each in _described(place)["resources"]}
    return resources[table]["schema"]["fields"]


def _rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


# --- frictionless ---


@pytest.mark.parametrize("safe", [False, True])
def test_frictionless_finds_the_folder_valid(folder, safe):
    place = folder(spreadsheet_safe=True) if safe else folder()
    report = Package(str(place / "datapackage.json")).validate()
    assert report.flatten(["name", "type", "note"]) == []
    assert report.valid
    assert [task.name for task in report.tasks] == [name[:-4] for name in FILES]
    assert not [warning for task in report.tasks for warning in task.warnings]


def test_an_empty_journal_is_a_valid_folder_too(database, now, tmp_path):
    with database.read() as session:
        files = tidy.write(tidy.gather(session, now, Asked()))
    written_files.add(tmp_path / "out", files)
    assert Package(str(tmp_path / "out" / "datapackage.json")).validate().valid


def test_frictionless_reads_back_what_was_written(folder):
    package = Package(str(folder() / "datapackage.json"))
    notes = {
        row["value_text"]
        for row in package.get_resource("observations").read_rows()
        if row["kind"] == "note"
    }
    assert notes == {*AWKWARD, "x" * 100_000}


# --- pandas ---


def _read(place, table):
    """Read a table with the types that the package tells, as README says."""
    types = {field["name"]: field["type"] for field in _fields(place, table)}
    return pd.read_csv(
        place / f"{table}.csv",
        dtype={name: PANDAS[kind] for name, kind in types.items() if "date" not in kind},
        parse_dates=[name for name, kind in types.items() if "date" in kind],
        keep_default_na=False,
        na_values=[""],
    )


@pytest.mark.parametrize("table", ["observations", "doses", "expectancies"])
def test_pandas_reads_each_column_with_its_type(folder, table):
    place = folder()
    frame = _read(place, table)
    for field in _fields(place, table):
        column = frame[field["name"]]
        if field["type"] in ("date", "datetime") and column.isna().all():
            continue
        assert str(column.dtype).startswith(PANDAS[field["type"]])
        assert (", UTC" in str(column.dtype)) == (field["type"] == "datetime")


def test_pandas_reads_what_is_empty_as_missing_and_what_is_written_as_it_is(folder):
    frame = _read(folder(), "observations")
    notes = frame[frame.kind == "note"]
    assert set(notes.value_text.str.slice(0, 20)) == {*AWKWARD, "x" * 20}
    assert notes.value_num.isna().all()
    ratings = frame[frame.kind == "rating"]
    assert set(ratings[ratings.variable == "weight"].value_num) == {-71.3}
    assert ratings.raw_value.isna().all()


def test_pandas_tells_the_states_of_a_dose_apart(folder):
    frame = _read(folder(), "doses")
    planned = frame[frame.time_planned.notna()].sort_values("time_planned")
    states = [(row.recorded, row.status) for row in planned.itertuples()]
    assert states[:2] == [(True, "late"), (True, "skipped")]
    assert [(recorded, pd.isna(status)) for recorded, status in states[2:]] == [
        (False, True),
        (False, True),
    ]
    assert frame.amount.isna().sum() == len(AWKWARD) + 3
    assert set(planned.planned_amount) == {2.5}


# --- the codebook ---


def test_the_codebook_has_one_line_for_each_column_and_for_each_value_it_may_have(folder):
    place = folder()
    lines = _rows((place / "codebook.csv").read_bytes())
    told = [(line["table"], line["column"]) for line in lines if not line["value"]]
    values = {}
    for line in lines:
        if line["value"]:
            values.setdefault((line["table"], line["column"]), []).append(line["value"])
    expected = []
    for resource in _described(place)["resources"]:
        header = (place / resource["path"]).read_bytes().split(b"\r\n")[0].decode().split(",")
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        expected += [(resource["name"], name) for name in header]
        for field in resource["schema"]["fields"]:
            key = (resource["name"], field["name"])
            line = next(x for x in lines if (x["table"], x["column"], x["value"]) == (*key, ""))
            assert (line["type"], line["description"]) == (field["type"], field["description"])
            enum = field.get("constraints", {}).get("enum")
            if enum:
                assert values.pop(key) == enum == line["allowed"].split("|")
    assert told == expected
    assert all(line["description"] for line in lines)
    assert list(values) == [("observations", "variable")]


def test_the_states_of_a_dose_are_those_of_the_journal(folder):
    (status,) = (field for field in _fields(folder(), "doses") if field["name"] == "status")
    assert status["constraints"] == {"enum": ["taken", "late", "skipped", "missed", "extra"]}


def test_the_codebook_describes_each_measure_that_occurs(folder):
    lines = _rows((folder() / "codebook.csv").read_bytes())
    fields = (
        "value", "description", "allowed", "unit", "kind", "minimum", "maximum", "low_anchor",
        "high_anchor", "better", "main_since",
    )  # fmt: skip
    found = [
        tuple(line[name] for name in fields)
        for line in lines
        if (line["column"], line["value"] != "") == ("variable", True)
    ]
    assert found == [
        ("mood", "Mood", "0 to 100", "", "scale", "0", "100", "low", "high", "higher",
         "2026-03-02"),
        ("pain", "=Pain", "-1=-1|0==some|1=@much", "+", "scale", "-1", "1", "", "", "higher", ""),
        ("rain", "Rain", "0=no|1=yes", "", "yes_no", "0", "1", "", "", "higher", ""),
        ("weight", "Weight", "", "kg", "number", "", "", "", "", "higher", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "allowed"),
    [(None, None, ""), (0.5, None, "0.5 or more"), (None, 9.0, "9 or less"), (0, 1, "0 to 1")],
)
def test_limits_are_told_in_words(database, now, low, high, allowed):
    with database.write("act") as write:
        own = Measure("own", "Own", kind="number", minimum=low, maximum=high)
        measures.add(write.session, own)
        check_ins.record(write.session, now, CheckInDraft(now, {"own": 1.0}))
    with database.read() as session:
        files = tidy.write(tidy.gather(session, now, Asked()))
    (line,) = (line for line in _rows(files["codebook.csv"]) if line["value"] == "own")
    assert line["allowed"] == allowed


# --- the copy for spreadsheets ---


def test_the_safe_copy_is_named_so_and_the_plain_one_is_not(folder):
    plain, safe = _described(folder()), _described(folder(spreadsheet_safe=True))
    assert safe["name"] == "dosejournal-tables-spreadsheet-safe"
    assert safe["title"].endswith("spreadsheet-safe copy")
    assert "changes data" in safe["description"]
    assert "safe" not in json.dumps({**plain, "resources": []})
    assert safe["resources"] == plain["resources"]


def test_no_text_of_the_safe_copy_begins_as_a_formula_does(folder):
    place = folder(spreadsheet_safe=True)
    for name in ("observations", "doses", "expectancies", "codebook"):
        data = (place / f"{name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        types = {field["name"]: field["type"] for field in _fields(place, name)}
        for row in _rows(data):
            for column, cell in row.items():
                if types[column] == "string":
                    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_in_the_safe_copy_numbers_stay_numbers_and_other_texts_as_they_are(content):
    plain = _rows(tidy.write(content())["observations.csv"])
    safe = _rows(tidy.write(content(spreadsheet_safe=True))["observations.csv"])
    changed = set()
    for before, after in zip(plain, safe, strict=True):
        for column, cell in before.items():
            if after[column] != cell:
                assert after[column] == f"'{cell}"
                changed.add(cell)
    assert changed == {"=1+1", "+1", "-1", "@x", "\tx", "+"}
    assert {row["value_num"] for row in safe} >= {"-1", "-71.3"}


# --- any text, any number ---


def _written(text, *, spreadsheet_safe=False):
    entry = Entry(
        kind="check_in",
        id=1,
        moment=Moment(AT, "UTC", 0, AT.date()),
        note=text,
        recorded_at=AT,
        amended_at=None,
        origin="import",
        source=text,
        tags=(text,),
        mood_word=text,
        ratings=(Rating("mood", 1.0, None, None, None, text),),
        source_key=text,
    )
    found = observations.rows([entry], [Measure("mood", "Mood", unit=text)])
    return observations.TABLE.written(found, spreadsheet_safe=spreadsheet_safe)


TEXTS = st.text(st.characters(exclude_categories=(), exclude_characters="\x00"), min_size=1)


@settings(deadline=None)
@given(TEXTS | st.sampled_from(AWKWARD))
@example("half \ud83d of a pair")
def test_any_text_comes_back_as_it_was(text):
    kept = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    rating, *texts = _rows(_written(text))
    assert rating["unit"] == rating["raw_text"] == rating["source_ref"] == kept
    assert [row["value_text"] for row in texts] == [kept] * 3
    assert [row["source"] for row in texts] == [kept] * 3


@settings(deadline=None)
@given(st.sampled_from(AWKWARD) | TEXTS)
@example("\x00=1+1")
@example("＝1+1")  # noqa: RUF001
def test_any_text_is_safe_in_the_safe_copy(text):
    for row in _rows(_written(text, spreadsheet_safe=True)):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))  # noqa: RUF001


def test_what_no_file_can_hold_is_left_out():
    (row, *_others) = _rows(_written("a\x00b"))
    assert row["unit"] == "ab"


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(1e15)
@example(1e22)
@example(-62.0)
def test_any_number_reads_back_as_the_same(value):
    written = cells.number(value)
    assert float(written) == value
    assert not written.endswith(".0")


def test_the_content_is_frozen(content):
    found = content()
    assert isinstance(found, TidyContent)
    with pytest.raises(AttributeError):
        found.doses = ()
