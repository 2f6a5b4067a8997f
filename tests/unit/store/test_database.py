import os
import sqlite3
import struct
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2
from sqlmodel import select

import dosejournal
from dosejournal.domain.entries import CheckInDraft
from dosejournal.errors import (
    DamagedJournalError,
    DiskFullError,
    JournalBusyError,
    JournalExistsError,
    NewerJournalError,
    NoJournalError,
    NotAJournalError,
    ReadOnlyError,
    StaleUndoError,
    StorageError,
)
from dosejournal.journal import check_ins, timeline
from dosejournal.store import backups, connections, migrations, refusals
from dosejournal.store.database import Database
from dosejournal.store.tables import CheckIn, CheckInTag, JournalInfo, MeasureRow, Rating, Tag

AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def check_in(note="calm"):
    return CheckIn(
        at=AT,
        zone="UTC",
        utc_offset_minutes=0,
        journal_day=date(2026, 3, 2),
        note=note,
        recorded_at=AT,
    )


def add(database, label="Check-in recorded", note="calm"):
    with database.write(label) as write:
        row = check_in(note)
        write.session.add(row)
        write.session.flush()
        write.session.add(Rating(check_in_id=row.id, measure="mood", value=0.1))
    return row.id


def contents(database):
    with database.read() as session:
        return [
            sorted(
                tuple(row) for row in session.connection().exec_driver_sql(f"SELECT * FROM {t}")
            )
            for t in ("check_in", "rating", "tag", "check_in_tag")
        ]


def found(database, terms):
    with database.read() as session:
        statement = "SELECT rowid FROM entry_text WHERE entry_text MATCH ?"
        rows = session.connection().exec_driver_sql(statement, (terms,))
        return [row[0] for row in rows]


def test_an_act_can_be_undone_and_redone(database):
    before = contents(database)
    add(database)
    after = contents(database)
    assert database.undo_label == "Check-in recorded"
    assert database.redo_label is None
    assert database.undo() == {"check_in", "rating"}
    assert contents(database) == before
    assert (database.undo_label, database.redo_label) == (None, "Check-in recorded")
    assert database.redo() == {"check_in", "rating"}
    assert contents(database) == after


def test_undoing_nothing_changes_nothing(database):
    assert database.undo() == frozenset()
    assert database.redo() == frozenset()


def test_a_new_act_forgets_what_was_undone(database):
    add(database)
    database.undo()
    add(database, note="other")
    assert database.redo_label is None


def test_removing_a_check_in_can_be_undone_with_its_ratings(database):
    row_id = add(database)
    before = contents(database)
    with database.write("Check-in removed") as write:
        write.session.delete(write.session.get_one(CheckIn, row_id))
    assert contents(database) != before
    database.undo()
    assert contents(database) == before


def test_an_act_that_changes_nothing_leaves_no_undo_step(database):
    with database.write("Nothing"):
        pass
    assert database.undo_label is None


def test_nothing_is_kept_of_an_act_that_fails(database):
    before = contents(database)

    def fail():
        with database.write("Fails") as write:
            write.session.add(check_in())
            write.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert contents(database) == before
    assert database.undo_label is None


def test_search_follows_every_change_and_its_undo(database):
    row_id = add(database, note="Café au lait")
    assert found(database, "cafe*") == [row_id * 2]
    with database.write("Check-in amended") as write:
        write.session.get_one(CheckIn, row_id).note = "tea"
    assert found(database, "cafe*") == []
    database.undo()
    assert found(database, "cafe*") == [row_id * 2]
    database.undo()
    assert found(database, "cafe*") == []


def test_undo_is_refused_when_another_program_changed_the_row(database, journal_path):
    row_id = add(database)
    other = Database(journal_path, undoable=False)
    with other.write("elsewhere") as write:
        write.session.get_one(CheckIn, row_id).note = "from the terminal"
    other.close()
    assert database.changed_by_others()
    assert not database.changed_by_others()
    with pytest.raises(StaleUndoError, match="Nothing was lost"):
        database.undo()
    assert database.undo_label is None
    with database.read() as session:
        assert session.exec(select(CheckIn.note)).one() == "from the terminal"


def test_undo_is_refused_when_another_program_took_the_place(database, journal_path):
    with database.write("Tag added") as write:
        write.session.add(Tag(id=1, name="walk"))
    with database.write("Tag removed") as write:
        write.session.delete(write.session.get_one(Tag, 1))
    other = Database(journal_path)
    with other.write("elsewhere") as write:
        write.session.add(Tag(id=1, name="tea"))
    other.close()
    with pytest.raises(StaleUndoError):
        database.undo()


def test_undo_never_takes_a_tag_from_the_entry_of_another_program(database, journal_path):
    with database.write("Check-in recorded") as write:
        row = check_in()
        write.session.add_all([row, Tag(id=1, name="stress")])
        write.session.flush()
        write.session.add(CheckInTag(check_in_id=row.id, tag_id=1))
    other = Database(journal_path, undoable=False)
    with other.write("elsewhere") as write:
        row = check_in("from the terminal")
        write.session.add(row)
        write.session.flush()
        write.session.add(CheckInTag(check_in_id=row.id, tag_id=1))
    other.close()
    before = contents(database)
    with pytest.raises(StaleUndoError):
        database.undo()
    assert contents(database) == before


def test_an_undo_that_the_disk_refuses_can_be_tried_again(database, journal_path, monkeypatch):
    add(database)
    other = Database(journal_path, undoable=False)
    with other.write("Long") as write:
        write.session.exec(select(Tag)).all()
        with database.read() as session:
            session.connection().exec_driver_sql("PRAGMA busy_timeout = 1")
        with pytest.raises(JournalBusyError):
            database.undo()
    other.close()
    assert database.undo() == {"check_in", "rating"}


def test_what_was_undone_leaves_the_log_on_the_disk_too(database, journal_path):
    add(database, note="not to be kept")
    database.undo()
    log = journal_path.with_name("journal.db-wal")
    assert b"not to be kept" not in log.read_bytes() + journal_path.read_bytes()


def test_an_act_that_was_kept_is_not_refused_because_the_log_could_not_be_emptied(
    database, monkeypatch
):
    row_id = add(database)
    connect = Engine.connect

    def refuse(engine):
        # transactions have an engine of their own
        if type(engine) is not Engine:
            return connect(engine)
        full = dbapi2.OperationalError("full")
        full.sqlite_errorname = "SQLITE_FULL"
        raise full

    # the disk fills up between the commit and the emptying of the log
    monkeypatch.setattr(Engine, "connect", refuse)
    with database.write("Check-in removed") as write:
        write.session.delete(write.session.get_one(CheckIn, row_id))
    assert database.undo_label == "Check-in removed"
    database.undo()
    monkeypatch.undo()
    assert [row[0] for row in contents(database)[0]] == [row_id]


def test_a_breach_of_the_schema_says_nothing_of_what_was_written(database):
    with pytest.raises(IntegrityError) as told, database.write("Bad") as write:
        write.session.add(Rating(check_in_id=99, measure="mood", value=1, raw_text="secret words"))
    assert "secret words" not in str(told.value)


def test_all_tables_are_known_by_name(database):
    assert {"check_in", "rating", "dose_event", "revision"} <= database.table_names


def test_a_new_journal_is_private_and_carries_its_marks(journal_path):
    assert journal_path.stat().st_mode & 0o777 == 0o600
    header = journal_path.read_bytes()[:100]
    assert struct.unpack(">I", header[68:72])[0] == migrations.APPLICATION_ID
    assert struct.unpack(">I", header[60:64])[0] == migrations.VERSION


def test_the_file_is_kept_as_carefully_as_promised(database):
    with database.read() as session:
        ask = session.connection().exec_driver_sql
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "temp_store", "secure_delete")
        assert [ask(f"PRAGMA {name}").scalar_one() for name in pragmas] == ["wal", 2, 1, 2, 1]


def test_a_new_journal_never_takes_the_place_of_a_file(journal_path):
    before = journal_path.read_bytes()
    with pytest.raises(JournalExistsError, match="not changed"):
        Database.create(journal_path, lambda _session: None)
    assert journal_path.read_bytes() == before


def test_a_new_journal_that_cannot_be_filled_leaves_no_file(tmp_path):
    def fail(_session):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Database.create(tmp_path / "new.db", fail)
    assert list(tmp_path.iterdir()) == []


def test_a_journal_is_made_where_there_are_no_hard_links(tmp_path, monkeypatch):
    def refuse(*_args):
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    Database.create(tmp_path / "new.db", lambda _session: None)
    assert [path.name for path in tmp_path.iterdir()] == ["new.db"]


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_came_meanwhile_is_never_overwritten(tmp_path, monkeypatch, links):
    def refuse(*_args):
        raise PermissionError

    path = tmp_path / "new.db"
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(JournalExistsError):
        Database.create(path, lambda _session: path.write_text("mine") and None)
    assert path.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["new.db"]


def test_a_place_that_cannot_hold_a_file_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    for path in (
        tmp_path / "file" / "new.db",
        tmp_path / "file" / "a" / "b",
        tmp_path / ("x" * 300),
    ):
        with pytest.raises(NoJournalError, match=r"No file can be made|There is no folder"):
            Database.create(path, lambda _session: None)
    with pytest.raises(NoJournalError, match="No file can be made"):
        Database.create(tmp_path / "file" / "new.db", lambda _session: None, make_folder=True)


def test_a_folder_that_may_not_be_written_gets_no_journal(tmp_path, monkeypatch):
    def refuse(*_args):
        raise PermissionError

    # root may write everywhere, so the system's answer is given here
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ReadOnlyError):
        Database.create(tmp_path / "new.db", lambda _session: None)


def test_a_missing_folder_or_file_is_told(tmp_path):
    with pytest.raises(NoJournalError, match="no folder"):
        Database(tmp_path / "nowhere" / "journal.db")
    with pytest.raises(NoJournalError, match="no journal"):
        Database(tmp_path / "journal.db")
    with pytest.raises(NoJournalError, match="cannot be looked at"):
        Database(tmp_path / f"{'x' * 300}.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a journal", b"x" * 5000])
def test_a_file_of_another_kind_is_refused_unchanged(tmp_path, content):
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(NotAJournalError, match="not changed"):
        Database(path)
    assert path.read_bytes() == content
    with pytest.raises(NotAJournalError):
        Database(tmp_path)


def test_a_database_of_another_program_is_refused_unchanged(tmp_path):
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotAJournalError, match="another program"):
        Database(path)
    assert path.read_bytes() == before


def test_a_journal_of_a_newer_program_is_refused_unchanged(journal_path):
    connection = dbapi2.connect(str(journal_path))
    connection.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    connection.close()
    before = journal_path.read_bytes()
    with pytest.raises(NewerJournalError, match="newer DoseJournal"):
        Database(journal_path)
    assert journal_path.read_bytes() == before


def test_a_newer_journal_that_was_left_open_is_refused_unchanged(journal_path, tmp_path):
    connection = dbapi2.connect(str(journal_path))
    connection.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    left = [path for path in journal_path.parent.iterdir() if path.name.startswith("journal.db")]
    assert len(left) == 3
    there = tmp_path / "killed"
    there.mkdir()
    for path in left:
        (there / path.name).write_bytes(path.read_bytes())
    connection.close()
    before = {path.name: path.read_bytes() for path in there.glob("*[!m]")}
    with pytest.raises(NewerJournalError):
        Database(there / "journal.db")
    assert {path.name: path.read_bytes() for path in there.glob("*[!m]")} == before


def test_a_journal_cut_short_is_refused_unchanged(journal_path):
    whole = journal_path.read_bytes()
    cut = whole[: len(whole) // 2]
    journal_path.write_bytes(cut)
    with pytest.raises(DamagedJournalError, match="not changed"):
        Database(journal_path)
    assert journal_path.read_bytes() == cut


def test_a_journal_with_a_page_overwritten_is_told_when_read(journal_path):
    whole = bytearray(journal_path.read_bytes())
    whole[4096 * 2 :] = b"\xff" * (len(whole) - 4096 * 2)
    journal_path.write_bytes(whole)

    def read_all():
        with Database(journal_path).read() as session:
            session.exec(select(JournalInfo)).all()
            session.exec(select(MeasureRow)).all()

    with pytest.raises(DamagedJournalError):
        read_all()


def test_a_journal_that_may_not_be_written_is_told(journal_path, monkeypatch):
    # root may write everywhere, so the system's answer is given here
    monkeypatch.setattr(os, "access", lambda *_args: False)
    with pytest.raises(ReadOnlyError, match="read-only"):
        Database(journal_path)


def test_a_journal_that_another_program_is_writing_is_told(database, journal_path, monkeypatch):
    monkeypatch.setattr(connections, "WAIT_FOR_OTHERS_SECONDS", 0.01)
    other = Database(journal_path)
    with database.write("Long") as write:
        write.session.exec(select(Tag)).all()
        with pytest.raises(JournalBusyError, match="try again"), other.write("Short"):
            pass
    other.close()


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("SQLITE_FULL", DiskFullError),
        ("SQLITE_IOERR_WRITE", StorageError),
        ("SQLITE_READONLY_DBMOVED", ReadOnlyError),
        ("SQLITE_CORRUPT_VTAB", DamagedJournalError),
        ("SQLITE_NOTADB", NotAJournalError),
    ],
)
def test_what_the_disk_refuses_is_told_in_a_sentence(name, error):
    refused = dbapi2.OperationalError("internal words")
    refused.sqlite_errorname = name
    with pytest.raises(error) as told, refusals.told():
        raise refused
    assert "internal words" not in str(told.value)


def test_an_error_of_ours_stays_an_error(database):
    with pytest.raises(dbapi2.OperationalError), refusals.told():
        raise dbapi2.OperationalError("no such table")


_ALONE = """
import sys
from pathlib import Path
from dosejournal.store import connections
connections.connect(Path(sys.argv[1]), alone=True).close()
"""


def test_nothing_is_written_beside_a_log_that_others_took_away(database, now):
    with database.write("Check-in recorded") as write:
        check_ins.record(write.session, now, CheckInDraft(now, {"mood": 1.0}))
    # on POSIX this makes the system forget that the journal is in use
    database.path.open("rb").close()
    source = str(Path(dosejournal.__file__).parents[1])
    subprocess.run(
        [sys.executable, "-c", _ALONE, str(database.path)],
        check=True,
        env={**os.environ, "PYTHONPATH": source},
    )
    with (
        pytest.raises(NoJournalError, match="open it again"),
        database.write("Check-in recorded") as write,
    ):
        check_ins.record(write.session, now, CheckInDraft(now, {"mood": 2.0}))
    with pytest.raises(NoJournalError):
        database.undo()
    database.close()
    again = Database(database.path)
    with again.read() as session:
        assert len(timeline.keys(session)) == 1
    again.close()


def test_a_backup_does_not_make_the_system_forget_that_a_journal_is_in_use(database, now):
    backups.make(database.path, None, "asked", now)
    source = str(Path(dosejournal.__file__).parents[1])
    tried = subprocess.run(
        [sys.executable, "-c", _ALONE, str(database.path)],
        check=False,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": source},
    )
    assert b"database is locked" in tried.stderr
