import csv
import io
import json
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import loop_habits_database, loop_habits_zip
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.journal import imports, timeline

FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
HABITS = "Position,Name,Type,Unit\n001,Walk,YES_NO,\n002,Water,NUMERICAL,glasses\n"
MARKS = "Date,Value,Notes\n"


@pytest.fixture
def export(plan, zipped):
    """Plans an archive whose habits have these marks, by the names of their folders."""

    def export(marks, habits=HABITS, **more):
        members = {f"{folder}/Checkmarks.csv": MARKS + text for folder, text in marks.items()}
        return plan(zipped({"Habits.csv": habits, **members}), **more)

    return export


@pytest.fixture
def backup_of(sqlite, data):
    """Makes our own backup, changed by SQL."""
    text = (data / "loop_backup/backup.sql").read_text(encoding="utf-8")

    def backup_of(*changes):
        return sqlite(text, *changes)

    return backup_of


@pytest.fixture
def example_zip(content):
    return content(loop_habits_zip)


def rated(read):
    """Give the ratings of a plan by day and measure."""
    return {
        (entry.moment.text, rating.measure): rating.value
        for entry in read.check_ins
        for rating in entry.ratings
    }


def test_marks_of_a_day_are_one_check_in(plan, example_zip):
    read = plan(example_zip)
    assert read.format == "loop-habits-zip"
    assert rated(read) == {
        ("2026-02-05", "tea_time"): 1,
        ("2026-02-05", "steps"): 2.25,
        ("2026-02-05", "magnesium"): 1,
        ("2026-02-04", "tea_time"): 0,
        ("2026-02-04", "steps"): 0,
        ("2026-02-03", "magnesium"): 0,
    }
    (together,) = (entry for entry in read.check_ins if len(entry.ratings) == 2)
    assert together.moment.precision == "day"
    assert [row["Habit"] for row in json.loads(together.source_row)] == ["Tea, time", "Steps"]
    assert [(measure.kind, measure.unit) for measure in read.new_measures] == [
        ("yes_no", ""), ("number", "km"), ("yes_no", ""),
    ]  # fmt: skip
    assert not read.held_aside


def test_only_what_was_done_by_hand_is_done(plan, example_zip):
    read = plan(example_zip)
    assert read.unknown["YES_AUTO"] == 2
    assert read.unknown["SKIP"] == 3
    (away,) = (entry for entry in read.check_ins if entry.note == "was away")
    assert (away.ratings, away.tags) == ((), ("Tea, time",))


def test_a_note_stays_with_the_habit_it_is_about(plan, example_zip):
    read = plan(example_zip)
    (late,) = (entry for entry in read.check_ins if entry.note == "too late, again")
    assert [rating.measure for rating in late.ratings] == ["tea_time"]
    assert late.tags == ()


def test_what_habits_are_asked_and_aimed_at_is_counted(plan, example_zip, backup_of):
    assert plan(example_zip).unknown["Question"] == 1
    assert plan(example_zip).unknown["Target Value"] == 1
    unknown = plan(backup_of()).unknown
    assert (unknown["question"], unknown["target_value"], unknown["freq_num"]) == (1, 1, 3)


def test_the_tables_of_all_habits_are_not_read(plan, zipped):
    # their names are written without quotation marks, so that a comma shifts the columns
    members = {"Habits.csv": HABITS, "Checkmarks.csv": "Date,Walk,Water,\n2026-02-05,x,y,\n"}
    read = plan(zipped(members))
    assert not read.check_ins
    assert not read.held_aside


def test_a_folder_is_told_by_its_number_alone(export):
    read = export({"002 Walk": "2026-02-05,1000,\n", "001": "2026-02-05,YES_MANUAL,\n"})
    assert rated(read) == {("2026-02-05", "walk"): 1, ("2026-02-05", "water"): 1}


def test_an_archive_that_has_the_folder_of_the_export_in_it_is_read_too(plan, zipped):
    read = plan(
        zipped(
            {
                "export/Habits.csv": HABITS,
                "export/001 Walk/Checkmarks.csv": MARKS + "2026-02-05,YES_MANUAL,\n",
                "other/001 Walk/Checkmarks.csv": MARKS + "2026-02-06,YES_MANUAL,\n",
            }
        )
    )
    assert rated(read) == {("2026-02-05", "walk"): 1}


def test_marks_of_a_habit_that_is_not_listed_are_counted(export):
    read = export({"009 Gone": "2026-02-05,YES_MANUAL,\n", "001 Walk": "2026-02-05,NO,\n"})
    assert read.unknown == {"Checkmarks.csv": 1}
    assert len(read.check_ins) == 1


@pytest.mark.parametrize(("written", "value"), [("2", 1), ("0", 0), ("YES_MANUAL", 1), ("NO", 0)])
def test_older_exports_have_numbers_for_words(export, written, value):
    assert rated(export({"001": f"2026-02-05,{written},\n"})) == {("2026-02-05", "walk"): value}


@pytest.mark.parametrize(
    ("written", "value"), [("2250", 2.25), ("NO", 0), ("YES_MANUAL", 0.002), ("10", 0.01)]
)
def test_what_is_counted_is_written_in_thousandths(export, written, value):
    assert rated(export({"002": f"2026-02-05,{written},\n"})) == {("2026-02-05", "water"): value}


@pytest.mark.parametrize(
    ("folder", "row"),
    [
        ("001", "2026-02-30,NO,"),
        ("001", "5.2.2026,NO,"),
        ("001", ",NO,"),
        ("001", "2026-02-05,,"),
        ("001", "2026-02-05,MAYBE,"),
        ("001", "2026-02-05,1000,"),
        ("001", "1850-02-05,NO,"),
        ("001", "2026-02-05,NO,a,b"),
        ("002", "2026-02-05,-5,"),
        ("002", "2026-02-05,9999999999999999,"),
        ("002", "2026-02-05,2.5,"),
    ],
)
def test_a_mark_that_cannot_be_read_is_held_aside_and_the_others_come_in(export, folder, row):
    read = export({folder: f"{row}\n2026-02-06,NO,\n"})
    (held,) = read.held_aside
    assert (held.row, held.cells[0]) == (2, "Walk" if folder == "001" else "Water")
    assert len(read.check_ins) == 1


@pytest.mark.parametrize(
    "habit", ["x,Walk,YES_NO,", "001,,YES_NO,", f"001,{'w' * 130},,", f"001,Walk,,{'u' * 50}"]
)
def test_a_habit_that_cannot_be_read_is_held_aside(export, habit):
    read = export({"001": "2026-02-05,NO,\n"}, habits=f"Position,Name,Type,Unit\n{habit}\n")
    assert [held.row for held in read.held_aside] == [2]
    assert read.unknown == {"Checkmarks.csv": 1}


def test_a_table_of_marks_that_is_no_text_or_has_other_columns_is_counted(plan, zipped):
    members = {
        "001 Walk/Checkmarks.csv": b"",
        "002 Water/Checkmarks.csv": "Datum,Wert\n2026-02-05,NO\n",
    }
    assert plan(zipped({"Habits.csv": HABITS, **members})).unknown == {"Checkmarks.csv": 2}


def test_two_habits_of_one_name_have_a_check_in_each(export):
    habits = "Position,Name\n001,Walk\n002,Walk\n"
    read = export({"001": "2026-02-05,NO,\n", "002": "2026-02-05,NO,\n"}, habits=habits)
    assert len({entry.source_key for entry in read.check_ins}) == 2


def test_what_the_person_takes_comes_in_as_doses(export):
    read = export(
        {
            "001": "2026-02-06,YES_MANUAL,with milk\n2026-02-05,SKIP,ill\n2026-02-04,NO,\n"
            "2026-02-03,YES_AUTO,forgot\n2026-02-02,UNKNOWN,\n",
            "002": "2026-02-06,1500,\n2026-02-05,SKIP,\n2026-02-04,NO,\n",
        },
        given={"taken:walk": "taken", "taken:water": "taken"},
    )
    assert [(d.moment.text, d.substance, d.amount, d.unit, d.status) for d in read.doses] == [
        ("2026-02-06", "Walk", None, "", "taken"),
        ("2026-02-05", "Walk", None, "", "skipped"),
        ("2026-02-06", "Water", "1.5", "glasses", "taken"),
        ("2026-02-05", "Water", None, "", "skipped"),
    ]
    assert [dose.note for dose in read.doses[:2]] == ["with milk", "ill"]
    # what was not due or not done is no dose, and is told; a note is never lost
    assert (read.unknown["NO"], read.unknown["YES_AUTO"], read.unknown["UNKNOWN"]) == (2, 1, 1)
    assert [(entry.note, entry.tags) for entry in read.check_ins] == [("forgot", ("Walk",))]
    assert not read.new_measures


def test_no_habit_is_a_dose_unasked(export):
    read = export({"001": "2026-02-05,YES_MANUAL,\n"})
    question = read.questions[0]
    assert (question.key, question.assumed) == ("taken:walk", "rated")
    assert not read.doses


def test_a_day_before_the_journal_can_hold_it_is_no_dose_either(export):
    read = export({"001": "1850-02-05,YES_MANUAL,\n"}, given={"taken:walk": "taken"})
    assert len(read.held_aside) == 1


def test_an_archive_of_more_marks_than_a_diary_has_is_refused(export, monkeypatch):
    monkeypatch.setattr(loop_habits_zip, "MOST_MARKS", 3)
    with pytest.raises(ImportFileError, match="more than 3 lines"):
        export(
            {"001": "2026-02-05,NO,\n2026-02-04,NO,\n", "002": "2026-02-05,5,\n2026-02-04,5,\n"}
        )


def test_a_backup_is_read_by_the_day_of_its_midnight_in_utc(plan, backup_of):
    for zone in ("America/Los_Angeles", "Pacific/Auckland"):
        read = plan(backup_of(), zone=zone)
        assert read.format == "loop-habits-database"
        assert rated(read)["2026-02-05", "steps"] == 2.25
        assert read.days[0].isoformat() == "2026-02-03"
        assert read.days[1].isoformat() == "2026-02-05"


def test_marks_have_the_same_keys_in_the_tables_and_in_the_backup(plan, example_zip, backup_of):
    tables_plan, base = plan(example_zip), plan(backup_of())
    assert tables_plan.source == base.source == "loop-habits"
    keys = {entry.source_key for entry in base.check_ins}
    # the note on a day that was not due is in the tables alone
    assert len({entry.source_key for entry in tables_plan.check_ins} - keys) == 1
    assert rated(tables_plan) == rated(base)


def test_the_oldest_backups_have_a_row_for_what_was_done(plan, sqlite):
    read = plan(
        sqlite(
            "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT, color INTEGER)",
            "CREATE TABLE Repetitions (id INTEGER PRIMARY KEY, habit INTEGER, timestamp INTEGER)",
            "INSERT INTO Habits VALUES (1, 'Walk', 0)",
            "INSERT INTO Repetitions VALUES (1, 1, 1770249600000)",
        )
    )
    assert rated(read) == {("2026-02-05", "walk"): 1}


def test_a_mark_at_another_hour_stays_on_its_day(plan, backup_of):
    read = plan(backup_of("UPDATE Repetitions SET timestamp = timestamp + 86399999"))
    assert rated(read)["2026-02-05", "steps"] == 2.25


@pytest.mark.parametrize(
    "change",
    [
        "habit = 99",
        "habit = NULL",
        "timestamp = 'soon'",
        "timestamp = 9223372036854775807",
        "timestamp = -9223372036854775807",
        "timestamp = -9999999999999",
        "value = NULL",
        "value = 'done'",
        "value = 77",
        "notes = x'00ff'",
    ],
)
def test_a_damaged_mark_is_held_aside_and_the_others_come_in(plan, backup_of, change):
    loose = (
        "CREATE TABLE loose (id, habit, timestamp, value, notes)",
        "INSERT INTO loose SELECT * FROM Repetitions",
        f"UPDATE loose SET {change} WHERE id = 1",
        "DROP TABLE Repetitions",
        "ALTER TABLE loose RENAME TO Repetitions",
    )
    read = plan(backup_of(*loose))
    assert [held.row for held in read.held_aside] == [2]
    assert len(rated(read)) == 5


def test_marks_of_a_nameless_habit_are_held_aside_with_the_reason(plan, backup_of):
    read = plan(backup_of("UPDATE Habits SET name = ' ' WHERE id = 7"))
    assert [held.row for held in read.held_aside] == [5, 6, 7]
    assert "A name needs" in read.held_aside[0].reason


def test_a_later_export_completes_the_days_that_the_journal_has(database, now, export):
    files = (
        {"001": "2026-02-05,YES_MANUAL,\n"},
        {"001": "2026-02-05,YES_MANUAL,\n2026-02-06,NO,\n", "002": "2026-02-05,2000,\n"},
        {"001": "2026-02-05,NO,\n"},
    )
    counts = []
    for marks in files:
        with database.read() as session:
            known = imports.answers(session, "Europe/Berlin").measures
        with database.write("Entries imported") as write:
            counts.append(imports.bring_in(write.session, now, export(marks, measures=known)))
    assert [(each.check_ins, each.completed) for each in counts] == [(1, 0), (1, 1), (0, 0)]
    # what the journal has otherwise is not written over, and is told
    assert len(counts[2].held_aside) == 1
    with database.read() as session:
        days = timeline.entries(session, timeline.keys(session))
        assert [len(entry.ratings) for entry in days] == [1, 2]


def test_other_archives_and_databases_are_refused(plan, zipped, sqlite):
    other = zipped({"Habits.csv": "a,b\n1,2\n"})
    with pytest.raises(ImportFileError, match="of no kind"):
        plan(other)
    for content in (other, zipped({"x.csv": HABITS}), zipped({"Habits.csv": ""})):
        with pytest.raises(ImportFileError, match="no export of Loop"):
            plan(content, name="loop-habits-zip")
    base = sqlite("CREATE TABLE Habits (id INTEGER, name TEXT)")
    with pytest.raises(ImportFileError, match="no backup of Loop"):
        plan(base, name="loop-habits-database")


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"SQLite format 3\x00" + bytes(200), b"Date,Value\n"]
)
def test_what_cannot_be_read_is_not_recognised(content):
    for importer in (loop_habits_zip, loop_habits_database):
        assert not importer.recognises(ImportFile(content))


CELLS = st.one_of(
    st.text(max_size=9),
    st.sampled_from(
        ["001", "002", "Walk", "NUMERICAL", "2026-02-05", "9999-12-31", "YES_MANUAL", "SKIP", "NO",
         "2250", "-1", "999999999999999999", "x" * 130]
    ),
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, max_size=5), max_size=4)


@FUZZ
@given(habits=ROWS, marks=ROWS, is_taken=st.booleans())
def test_no_row_raises_anything_but_a_sentence(export, habits, marks, is_taken):
    given = {"taken:walk": "taken"} if is_taken else {}
    try:
        read = export(
            {"001 Walk": written(marks)},
            habits="Position,Name,Type,Unit\n" + written(habits),
            given=given,
        )
    except JournalError:
        return
    entries = len(read.check_ins) + len(read.doses)
    assert entries + len(read.held_aside) <= len(marks) + len(habits)


def written(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8", "replace").decode()


VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.text(max_size=9),
    st.binary(max_size=5),
)


@FUZZ
@given(mark=st.tuples(*[VALUES] * 4), habit=st.tuples(*[VALUES] * 4))
def test_no_values_of_a_database_raise_anything_but_a_sentence(plan, mark, habit):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE Habits (id, name, type, unit)")
    connection.execute("CREATE TABLE Repetitions (habit, timestamp, value, notes)")
    connection.execute("INSERT INTO Habits VALUES (?, ?, ?, ?)", habit)
    marks = (mark, (habit[0], 1_770_249_600_000, 2, ""))
    connection.executemany("INSERT INTO Repetitions VALUES (?, ?, ?, ?)", marks)
    connection.commit()
    content = connection.serialize()
    connection.close()
    try:
        read = plan(content, name="loop-habits-database")
    except JournalError:
        return
    assert len(read.check_ins) + len(read.held_aside) <= 2
