import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2
from sqlmodel import SQLModel

import dosejournal
from dosejournal.domain.entries import record
from dosejournal.errors import DiskFullError, ReadOnlyError, StorageError
from dosejournal.journal import revisions, timeline
from dosejournal.store import backups, connections, contents, copies, migrations, upgrades
from dosejournal.store.database import Database

GOLDEN = Path(__file__).parents[2] / "data" / "journals"
OLD = ("version-1", "version-2", "version-3", "version-4")


@pytest.fixture(params=OLD)
def golden(request, tmp_path):
    """Return a journal as an earlier version made it, and what was in it then."""
    path = tmp_path / "journal.db"
    shutil.copy(GOLDEN / f"{request.param}.db", path)
    before = json.loads((GOLDEN / f"{request.param}.json").read_text(encoding="utf-8"))
    return path, before | {"version": connections.marks(path)[1]}


def listed(path):
    database = Database(path)
    try:
        with database.read() as session:
            return [record(each) for each in timeline.entries(session, timeline.keys(session))]
    finally:
        database.close()


def without_new_fields(lines, old):
    return [
        {name: value for name, value in line.items() if name in before}
        for line, before in zip(lines, old, strict=True)
    ]


def counts(path):
    connection = connections.connect(path)
    try:
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in contents.columns(connection)
        }
    finally:
        connection.close()


def test_a_journal_of_an_earlier_version_opens_with_every_entry_as_it_was(golden):
    path, before = golden
    assert without_new_fields(listed(path), before["entries"]) == before["entries"]
    assert {name: counts(path)[name] for name in before["counts"]} == before["counts"]
    assert connections.marks(path) == (migrations.APPLICATION_ID, migrations.VERSION)


def test_what_was_removed_before_an_upgrade_can_be_restored_after_it(golden):
    path, before = golden
    database = Database(path)
    with database.write("Entry restored") as write:
        versions = revisions.removed(write.session)
        assert [dict(each.before) for each in versions] == before["removed"]
        for version in versions:
            revisions.restore(write.session, version)
    database.close()
    assert len(listed(path)) == len(before["entries"]) + len(before["removed"])


def test_a_backup_of_the_journal_as_it_was_is_kept(golden):
    path, before = golden
    Database(path).close()
    (backup,) = backups.listed(path)
    assert (backup.name.reason, backup.name.version) == ("upgrade", before["version"])
    assert connections.marks(backup.path) == (migrations.APPLICATION_ID, before["version"])
    assert counts(backup.path) == before["counts"]
    assert backup.path.stat().st_mode & 0o077 == 0
    assert {each.name for each in path.parent.iterdir()} == {"journal.db", "journal.backups"}


def test_a_backup_before_an_upgrade_comes_beside_earlier_ones(golden, now):
    path, before = golden
    first = backups.make(path, None, "asked", now)
    Database(path).close()
    newest, other = backups.listed(path)
    assert other.path == first.path
    assert newest.name.number == first.name.number + 1
    assert connections.marks(newest.path)[1] == before["version"]


def test_a_journal_of_this_version_is_not_backed_up_when_it_opens(journal_path):
    Database(journal_path).close()
    assert [each.name for each in journal_path.parent.iterdir()] == [journal_path.name]


def test_a_step_that_would_lose_a_row_is_taken_back(golden, monkeypatch):
    path, before = golden

    def careless(run):
        run("DELETE FROM rating WHERE check_in_id = 3")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[: before["version"]], careless))
    for _again in range(2):
        with pytest.raises(StorageError, match="stays as it was") as told:
            Database(path)
        # the sentence names it, and a second try leaves no second one
        (backup,) = backups.listed(path)
        assert backup.path.name in str(told.value)
    assert connections.marks(path)[1] == before["version"]
    assert counts(path) == before["counts"]
    assert counts(backup.path) == before["counts"]


def test_a_step_that_would_leave_a_reference_to_nothing_is_taken_back(golden, monkeypatch):
    path, before = golden

    def careless(run):
        run("CREATE TABLE loose (substance_id INTEGER REFERENCES substance (id))")
        run("INSERT INTO loose VALUES (99)")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[: before["version"]], careless))
    with pytest.raises(StorageError, match="stays as it was"):
        Database(path)
    assert counts(path) == before["counts"]


def test_a_step_that_fails_leaves_nothing_of_itself(golden, monkeypatch):
    path, before = golden

    def broken(run):
        run("CREATE TABLE half_way (id INTEGER)")
        run("CREATE TABLE half_way (id INTEGER)")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[: before["version"]], broken))
    with pytest.raises(dbapi2.OperationalError):
        Database(path)
    assert counts(path) == before["counts"]


def test_a_step_whose_transaction_the_disk_has_ended_is_told_as_such(golden, monkeypatch):
    path, before = golden

    def ended(run):
        # as SQLite does by itself when the disk is full
        run("ROLLBACK")
        run("SELECT * FROM no_such_table")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[: before["version"]], ended))
    with pytest.raises(dbapi2.OperationalError, match="no_such_table"):
        Database(path)
    assert counts(path) == before["counts"]


def test_what_a_full_disk_refuses_leaves_no_backup_and_is_done_once_there_is_room(
    golden, monkeypatch
):
    path, before = golden

    def full(run):
        run("PRAGMA max_page_count = 1")  # no page can be added, as on a full disk
        migrations_of_old[before["version"]](run)

    migrations_of_old = migrations.STEPS
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[: before["version"]], full))
    for _again in range(2):
        with pytest.raises(DiskFullError):
            Database(path)
    assert backups.listed(path) == []
    monkeypatch.undo()
    assert without_new_fields(listed(path), before["entries"]) == before["entries"]


def test_a_journal_that_came_half_way_keeps_its_backup(golden, monkeypatch):
    path, before = golden
    newest = migrations.VERSION

    def broken(run):
        run("SELECT * FROM no_such_table")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, broken))
    monkeypatch.setattr(migrations, "VERSION", newest + 1)
    with pytest.raises(dbapi2.OperationalError, match="no_such_table"):
        Database(path)
    assert connections.marks(path)[1] == newest
    (backup,) = backups.listed(path)
    assert connections.marks(backup.path)[1] == before["version"]


def test_a_backup_that_differs_stops_the_upgrade(golden, monkeypatch):
    path, before = golden
    monkeypatch.setattr(copies, "verified", lambda _place, _key: None)
    with pytest.raises(dosejournal.errors.DamagedJournalError, match="taken away"):
        Database(path)
    monkeypatch.undo()
    assert connections.marks(path)[1] == before["version"]
    assert counts(path) == before["counts"]
    assert list((path.parent / "journal.backups").iterdir()) == []


def test_a_folder_that_cannot_be_written_stops_the_upgrade(golden):
    path, before = golden
    (path.parent / "journal.backups").write_text("in the way")
    with pytest.raises(ReadOnlyError, match="No backup could be made"):
        Database(path)
    assert connections.marks(path)[1] == before["version"]


def test_a_program_that_waited_finds_the_step_done(golden):
    path, before = golden
    Database(path).close()
    upgrades.upgrade(path, None, before["version"])
    assert without_new_fields(listed(path), before["entries"]) == before["entries"]


def test_a_new_journal_has_the_columns_that_the_tables_say(journal_path):
    connection = connections.connect(journal_path)
    for table in SQLModel.metadata.sorted_tables:
        found = {
            (name, kind, bool(required))
            for _place, name, kind, required, _default, _key in connection.execute(
                f'PRAGMA table_info("{table.name}")'
            )
        }
        assert found == {
            (column.name, str(column.type), not column.nullable) for column in table.columns
        }
        indexes = {row[1] for row in connection.execute(f'PRAGMA index_list("{table.name}")')}
        assert {str(index.name) for index in table.indexes} <= indexes
    connection.close()


def test_a_new_journal_equals_one_that_was_upgraded(golden, tmp_path):
    path, _before = golden
    Database(path).close()
    new = tmp_path / "new.db"
    Database.create(new, lambda _session: None)

    def schema(place):
        connection = connections.connect(place)
        try:
            rows = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name")
            return {name: re.sub(r"\s*([,()])\s*|\s+", r" \1", sql or "") for name, sql in rows}
        finally:
            connection.close()

    assert schema(path) == schema(new)


def test_a_newer_journal_is_refused_with_its_bytes_unchanged(journal_path):
    connection = dbapi2.connect(str(journal_path))
    connection.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    connection.close()
    before = hashlib.sha256(journal_path.read_bytes()).hexdigest()
    with pytest.raises(dosejournal.errors.NewerJournalError):
        Database(journal_path)
    assert hashlib.sha256(journal_path.read_bytes()).hexdigest() == before


_OPEN = """
import sys
from pathlib import Path
from dosejournal.store.database import Database
print("opening", flush=True)
Database(Path(sys.argv[1])).close()
"""


@pytest.mark.parametrize("after_ms", range(0, 40, 4))
def test_a_kill_while_upgrading_leaves_a_whole_version_and_the_next_start_goes_on(
    golden, after_ms
):
    path, before = golden
    source = str(Path(dosejournal.__file__).parents[1])
    opening = subprocess.Popen(
        [sys.executable, "-c", _OPEN, str(path)],
        # killed while it writes down what it covered, it would leave half a file
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("COV")},
            "PYTHONPATH": source,
        },
        stdout=subprocess.PIPE,
    )
    assert opening.stdout is not None
    opening.stdout.readline()
    time.sleep(after_ms / 1000)
    opening.send_signal(signal.SIGKILL)
    opening.communicate()
    assert connections.marks(path)[1] in range(before["version"], migrations.VERSION + 1)
    assert without_new_fields(listed(path), before["entries"]) == before["entries"]
    assert connections.marks(path)[1] == migrations.VERSION
