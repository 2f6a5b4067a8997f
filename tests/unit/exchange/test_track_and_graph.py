import csv
import io
import json
import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import track_and_graph_csv, track_and_graph_database
from dosejournal.exchange.importers.files import ImportFile

FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
TIME = "2026-02-03T07:30:00+01:00"
HEADER = "FeatureName,Timestamp,Value,Label,Note"


@pytest.fixture
def points(plan):
    """Plans a table of these rows."""

    def points(*rows, header=HEADER, **more):
        return plan("\r\n".join((header, *rows, "")), **more)

    return points


@pytest.fixture
def backup_of(sqlite, data):
    """Makes our own backup, changed by SQL."""
    text = (data / "track_and_graph/backup.sql").read_text(encoding="utf-8")

    def backup_of(*changes):
        return sqlite(text, *changes)

    return backup_of


def only(found):
    (entry,) = found
    return entry


def test_a_point_of_the_table_is_a_rating_at_its_own_offset(plan, data):
    read = plan(data / "track_and_graph/points.csv")
    sleep, zinc, worry, _last = read.check_ins
    assert read.format == "track-and-graph-csv"
    assert sleep.moment.text == "2026-02-03T07:30:00+01:00"
    assert (sleep.moment.zone, sleep.note) == ("Europe/Berlin", "woke once")
    assert (sleep.ratings[0].value, sleep.ratings[0].raw_value) == (7.75, 27900)
    assert sleep.ratings[0].raw_text == "7:45:00"
    assert (zinc.ratings[0].value, zinc.tags) == (15.5, ("mg",))
    assert (worry.tags, worry.note) == (("work, mostly",), "two\nlines")
    assert json.loads(sleep.source_row)["Value"] == "7:45:00"
    assert [measure.unit for measure in read.new_measures] == ["h", "", ""]
    assert not read.held_aside
    assert not read.unknown


def test_an_offset_of_nothing_is_the_clock_on_the_wall(points):
    moment = only(points("Worry,2026-07-03T21:00:00Z,3,,").check_ins).moment
    assert (moment.text, moment.zone) == ("2026-07-03T21:00:00+00:00", "+00:00")
    assert moment.at == datetime(2026, 7, 3, 21, tzinfo=UTC)


def test_no_zone_is_asked_for_because_each_point_has_an_offset(points):
    asked = [question.key for question in points(f"Worry,{TIME},300,,").questions]
    assert asked == ["taken:worry"]


@pytest.mark.parametrize(("columns", "note"), [(3, ""), (4, "ok")])
def test_older_tables_have_fewer_columns(points, columns, note):
    header = ("FeatureName", "Timestamp", "Value", "Note")[:columns]
    row = ("Worry", TIME, "0.0:too much", "ok")[:columns]
    entry = only(points(",".join(row), header=",".join(header)).check_ins)
    assert (entry.ratings[0].value, entry.tags) == (0, ("too much",))
    assert entry.note == note


@pytest.mark.parametrize(
    ("written", "seconds", "label"),
    [
        ("0:00:05", 5, ""),
        ("12345:18:20", 44_443_100, ""),
        ("-10:-30:20", -37_780, ""),
        (":01:00", 60, ""),
        ("1:10:00:Label", 4200, "Label"),
        ("1:10:00:a: :b", 4200, "a: :b"),
    ],
)
def test_a_length_of_time_is_read_as_the_app_does(points, written, seconds, label):
    entry = only(points(f"Walk,{TIME},{written},,").check_ins)
    rating = entry.ratings[0]
    assert rating.raw_value == seconds
    assert rating.value == pytest.approx(seconds / 3600, abs=1e-4)
    assert entry.tags == ((label,) if label else ())


@pytest.mark.parametrize(
    ("written", "number", "label"),
    [
        ("1", 1, ""),
        ("-10.1", -10.1, ""),
        ("1.0E7", 10_000_000, ""),
        ("0.0:Label 1", 0, "Label 1"),
        ("2:a:b", 2, "a:b"),
        ("2.5::x", 2.5, ":x"),
        ("1:5:00", 1, "5:00"),
    ],
)
def test_a_number_may_have_its_label_behind_it(points, written, number, label):
    entry = only(points(f"Worry,{TIME},{written},,").check_ins)
    assert entry.ratings[0].value == number
    assert entry.tags == ((label,) if label else ())


def test_a_label_of_its_own_wins_over_one_that_is_packed(points):
    assert only(points(f"Worry,{TIME},1:packed,own,").check_ins).tags == ("own",)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"Worry,{TIME},,,", "“Value” is empty."),
        (f",{TIME},1,,", "“FeatureName” is empty."),
        ("Worry,,1,,", "“Timestamp” is empty."),
        ("Worry,2026-02-03T07:30:00,1,,", "does not say its offset"),
        ("Worry,2026-02-30T07:30:00Z,1,,", "does not say its offset"),
        ("Worry,2026-02-03,1,,", "does not say its offset"),
        ("Worry,0001-01-01T00:00:00+01:00,1,,", "There is no such day"),
        ("Worry,1850-01-01T00:00:00Z,1,,", "outside 1900"),
        (f"Worry,{TIME},lots,,", "Its value cannot be read."),
        (f'Worry,{TIME},"1,5",,', "Its value cannot be read."),
        (f"Worry,{TIME},NaN,,", "Its value cannot be read."),
        (f"Worry,{TIME},1e999,,", "is not a number"),
        (f"Worry,{TIME},1:10:00x,,", "Its value cannot be read."),
        (f"Worry,{TIME},1,,,too,many", "7 fields where the header names 5"),
        (f"{'x' * 81},{TIME},1,,", "1 to 80 characters"),
        (f"Worry,{TIME}", "“Value” is empty."),
    ],
)
def test_a_row_that_cannot_be_read_is_held_aside_and_the_others_come_in(points, row, reason):
    read = points(row, f"Calm,{TIME},1,,")
    assert [held.row for held in read.held_aside] == [2]
    assert reason in read.held_aside[0].reason
    assert len(read.check_ins) == 1


def test_of_one_tracker_and_instant_there_is_one_point(points):
    twice = f"Worry,{TIME},1,,"
    read = points(twice, twice, f"Worry,{TIME},2,,", f"Calm,{TIME},1,,")
    assert len(read.check_ins) == 2
    assert "1 data point is told twice in the file, and comes in once." in read.remarks
    assert [held.row for held in read.held_aside] == [4]


def test_parts_of_a_second_tell_points_apart(points):
    read = points("Worry,2026-02-03T07:30:00.001Z,1,,", "Worry,2026-02-03T07:30:00.002Z,1,,")
    assert len({entry.source_key for entry in read.check_ins}) == 2
    assert {entry.moment.text for entry in read.check_ins} == {"2026-02-03T07:30:00+00:00"}


def test_columns_that_are_not_known_are_counted(points):
    read = points(f"Worry,{TIME},1,,,red", f"Calm,{TIME},1,,,", header=HEADER + ",Colour")
    assert dict(read.unknown) == {"Colour": 1}


def test_the_scale_of_a_tracker_is_asked_for(points):
    rows = [f"Worry,2026-02-0{n}T08:00:00Z,{n},," for n in range(1, 5)]
    asked = {question.key: question for question in points(*rows).questions}
    assert ("1-5", "from 1 to 5") in asked["scale:Worry"].options
    read = points(*rows, given={"scale:Worry": "1-5"})
    assert (read.new_measures[0].minimum, read.new_measures[0].maximum) == (1, 5)


def test_a_tracker_of_a_name_that_the_journal_has_goes_there(points):
    read = points(f"weight,{TIME},71.5,,")
    assert only(read.check_ins).ratings[0].measure == "weight"
    assert not read.new_measures


def test_numbers_beside_lengths_of_time_are_not_hours(points):
    read = points(f"Walk,{TIME},1:00:00,,", "Walk,2026-02-04T08:00:00Z,3,,")
    one, other = (entry.ratings[0].measure for entry in read.check_ins)
    assert one != other
    assert {measure.unit for measure in read.new_measures} == {"h", ""}


def test_a_label_too_long_for_a_tag_stands_in_the_note(points):
    entry = only(points(f"Worry,{TIME},1,{'x' * 130},why").check_ins)
    assert (entry.tags, entry.note) == ((), "x" * 130 + "\nwhy")


def test_what_the_person_takes_comes_in_as_doses(points):
    rows = (
        f"Zinc,{TIME},15.50,mg,with food",
        "Zinc,2026-02-04T08:00:00Z,2,half,",
        "Zinc,2026-02-05T08:00:00Z,0,mg,",
        "Zinc,2026-02-06T08:00:00Z,-1,mg,",
        "Zinc,2026-02-07T08:00:00Z,0:10:00,,",
        f"Zinc,2026-02-08T08:00:00Z,{'9' * 25},,",
        "Worry,2026-02-04T08:00:00Z,2,,",
    )
    read = points(*rows, given={"taken:zinc": "taken"})
    one, other = read.doses
    assert (one.substance, one.amount, one.unit, one.note) == ("Zinc", "15.5", "mg", "with food")
    assert (other.amount, other.unit, other.note) == ("2", "", "half")
    assert one.status == "taken"
    assert [held.row for held in read.held_aside] == [4, 5, 6, 7]
    assert len(read.check_ins) == 1
    assert [measure.name for measure in read.new_measures] == ["Worry"]


def test_each_tracker_is_asked_about_and_none_is_a_dose_unasked(points):
    read = points(f"Zinc,{TIME},15,mg,", f"zinc,{TIME},1,,", given={"taken:zinc": "nonsense"})
    (question,) = (q for q in read.questions if q.key.startswith("taken:"))
    assert (question.key, question.assumed) == ("taken:zinc", "rated")
    assert not read.doses


def test_more_trackers_than_a_person_keeps_are_refused(points):
    with pytest.raises(ImportFileError, match="more than 500 things"):
        points(*(f"Worry {n},{TIME},1,," for n in range(501)))


def test_a_database_is_read_with_its_offsets_and_notes(plan, backup_of):
    read = plan(backup_of())
    sleep, zinc, worry, note = read.check_ins
    assert read.format == "track-and-graph-database"
    assert sleep.moment.text == "2026-02-03T07:30:00+01:00"
    assert (sleep.ratings[0].value, sleep.ratings[0].raw_value) == (7.75, 27900)
    assert (zinc.ratings[0].value, zinc.tags) == (15.5, ("mg",))
    assert (worry.moment.zone, worry.tags) == ("+00:00", ("work, mostly",))
    assert (note.note, note.ratings) == ("a quiet evening", ())
    assert dict(read.unknown) == {"feature_description": 1, "reminders_table": 1}
    assert json.loads(sleep.source_row)["epoch_milli"] == 1770100200250


def test_a_point_has_the_same_key_in_the_table_and_in_the_database(plan, data, backup_of):
    table, base = plan(data / "track_and_graph/points.csv"), plan(backup_of())
    keys = [entry.source_key for entry in table.check_ins[:3]]
    assert keys == [entry.source_key for entry in base.check_ins[:3]]
    assert table.source == base.source == "track-and-graph"
    one, other = table.check_ins[0], base.check_ins[0]
    assert (one.moment, one.ratings[0].value) == (other.moment, other.ratings[0].value)


@pytest.mark.parametrize("kind", [1, 2])
def test_another_version_is_asked_whether_it_means_lengths_of_time(plan, backup_of, kind):
    content = backup_of(
        "PRAGMA user_version = 61", f"UPDATE trackers_table SET type = {kind} WHERE id = 1"
    )
    waiting = plan(content)
    (question,) = (q for q in waiting.questions if q.key.startswith("duration:"))
    assert (question.key, question.assumed) == ("duration:sleep", "")
    assert len(waiting.held_aside) == 1
    assert "answer the question" in waiting.held_aside[0].reason
    timed = plan(content, given={"duration:sleep": "seconds"})
    assert timed.check_ins[0].ratings[0].value == 7.75
    counted = plan(content, given={"duration:sleep": "number"})
    assert counted.check_ins[0].ratings[0].value == 27900
    assert not timed.held_aside
    assert not counted.held_aside


@pytest.mark.parametrize(
    "change",
    [
        "epoch_milli = 'soon'",
        "epoch_milli = 9223372036854775807",
        "epoch_milli = -9223372036854775807",
        "epoch_milli = -62135600000000",
        "utc_offset_sec = 86400",
        "utc_offset_sec = 'x'",
        "feature_id = 99",
        "value = 'much'",
        "value = x'00'",
        "value = 9e999",
        "label = x'00ff'",
        "note = 5",
    ],
)
def test_a_damaged_point_is_held_aside_and_the_others_come_in(plan, backup_of, change):
    loose = (
        "CREATE TABLE loose (epoch_milli, feature_id, utc_offset_sec, value, label, note)",
        "INSERT INTO loose SELECT * FROM data_points_table",
        f"UPDATE loose SET {change} WHERE feature_id = 1",
        "DROP TABLE data_points_table",
        "ALTER TABLE loose RENAME TO data_points_table",
    )
    read = plan(backup_of(*loose))
    assert [held.row for held in read.held_aside] == [2]
    assert len(read.check_ins) == 3


def test_an_offset_with_seconds_is_kept_to_the_minute(plan, backup_of):
    read = plan(backup_of("UPDATE data_points_table SET utc_offset_sec = 3590"))
    assert read.check_ins[0].moment.text == "2026-02-03T07:30:00+01:00"


def test_nameless_trackers_and_empty_notes_are_held_aside(plan, backup_of):
    read = plan(
        backup_of(
            "UPDATE features_table SET name = ' ' WHERE id = 1",
            "UPDATE features_table SET name = x'00' WHERE id = 2",
            "UPDATE notes_table SET note = ''",
        )
    )
    assert [held.row for held in read.held_aside] == [2, 3, 5]


def test_a_backup_of_an_old_version_is_refused_with_advice(plan, sqlite):
    old = sqlite(
        "CREATE TABLE features_table (id INTEGER PRIMARY KEY, name TEXT)",
        "CREATE TABLE data_points_table (timestamp TEXT, feature_id INTEGER, value REAL)",
    )
    with pytest.raises(ImportFileError, match="update the app"):
        plan(old)


def test_other_databases_and_tables_are_refused(plan, sqlite):
    other = sqlite("CREATE TABLE features_table (id INTEGER, name TEXT)")
    with pytest.raises(ImportFileError, match="of no kind"):
        plan(other)
    with pytest.raises(ImportFileError, match="no backup of Track & Graph"):
        plan(other, name="track-and-graph-database")
    with pytest.raises(ImportFileError, match="not the columns"):
        plan("at,mood\n2026-03-01,62\n", name="track-and-graph-csv")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"SQLite format 3\x00" + bytes(200)])
def test_what_cannot_be_read_is_not_recognised(content):
    for importer in (track_and_graph_csv, track_and_graph_database):
        assert not importer.recognises(ImportFile(content))


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["Worry", TIME, "2026-02-03T07:30:00Z", "9999-12-31T23:59:59-18:00", "1:10:00", "-1:-1:-1",
         "0.0:x", ":", "::", ":::", "1e308", "-0", "mg", "x" * 200]
    ),
)  # fmt: skip


@FUZZ
@given(rows=st.lists(st.lists(CELLS, max_size=6), max_size=6), is_taken=st.booleans())
def test_no_row_raises_anything_but_a_sentence(plan, rows, is_taken):
    text = io.StringIO()
    csv.writer(text).writerows([HEADER.split(","), *rows])
    given = {"taken:worry": "taken"} if is_taken else {}
    try:
        read = plan(text.getvalue().encode("utf-8", "replace"), given=given)
    except JournalError:
        return
    entries = len(read.check_ins) + len(read.doses)
    assert entries + len(read.held_aside) <= len(rows)


VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.text(max_size=9),
    st.binary(max_size=5),
)


@FUZZ
@given(point=st.tuples(*[VALUES] * 6), feature=st.tuples(*[VALUES] * 3), kind=VALUES)
def test_no_values_of_a_database_raise_anything_but_a_sentence(plan, point, feature, kind):
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "PRAGMA user_version = 61; CREATE TABLE features_table (id, name, feature_description);"
        "CREATE TABLE trackers_table (feature_id, type);"
        "CREATE TABLE notes_table (epoch_milli, utc_offset_sec, note); CREATE TABLE"
        " data_points_table (epoch_milli, feature_id, utc_offset_sec, value, label, note)"
    )
    points = (point, (1_770_100_200_250, feature[0], 3600, 1.0, "", ""))
    connection.executemany("INSERT INTO data_points_table VALUES (?, ?, ?, ?, ?, ?)", points)
    connection.execute("INSERT INTO features_table VALUES (?, ?, ?)", feature)
    connection.execute("INSERT INTO trackers_table VALUES (?, ?)", (feature[0], kind))
    connection.execute("INSERT INTO notes_table VALUES (?, ?, ?)", point[:3])
    connection.commit()
    content = connection.serialize()
    connection.close()
    try:
        read = plan(content, name="track-and-graph-database")
    except JournalError:
        return
    assert len(read.check_ins) + len(read.held_aside) <= 3
