import os
import shutil
from datetime import UTC, timedelta

import pytest
from sqlcipher3 import dbapi2

from dosejournal.errors import JournalBusyError, StorageError
from dosejournal.journal import information
from dosejournal.store import ballast, checks, connections
from dosejournal.store.database import Database
from dosejournal.store.vault import Key

PAGE = 4096
KEYS = {"plain": None, "sealed": Key(os.urandom(32), os.urandom(16))}


@pytest.fixture(params=KEYS)
def key(request):
    return KEYS[request.param]


@pytest.fixture
def path(tmp_path, now, key):
    place = tmp_path / "journal.db"
    Database.create(place, lambda session: information.begin(session, now), key=key)
    return place


def spoil(path, start, content):
    data = bytearray(path.read_bytes())
    data[start : start + len(content)] = content
    path.write_bytes(data)


def test_a_sound_journal_is_sound_and_counted(path, key):
    found = checks.whole(path, key)
    assert found.is_sound
    assert found.rows["measure"] == 5
    assert (found.entries, found.pages) == (0, path.stat().st_size // PAGE)
    assert checks.quick(path, key).is_sound
    assert not checks.quick(path, key).rows


def test_a_zeroed_page_is_noticed(path, key):
    spoil(path, 3 * PAGE, bytes(PAGE))
    assert not checks.quick(path, key).is_sound
    assert not checks.whole(path, key).is_sound


@pytest.mark.parametrize("length", [0, PAGE, 10 * PAGE, 10 * PAGE + 7])
def test_a_file_that_was_cut_short_is_noticed(path, key, length):
    os.truncate(path, length)
    assert not checks.quick(path, key).is_sound


def test_a_page_of_an_encrypted_file_that_nothing_uses_is_noticed_too(tmp_path, now):
    key = KEYS["sealed"]
    path = tmp_path / "journal.db"
    Database.create(path, lambda session: information.begin(session, now), key=key)
    connection = connections.connect(path, key)
    connection.execute("CREATE TABLE big AS SELECT zeroblob(40000) AS bytes")
    connection.execute("DROP TABLE big")
    connection.close()
    spoil(path, path.stat().st_size - 9, b"\x01")
    assert checks.quick(path, key).problems == {checks.SEAL: 1}


def test_every_flipped_bit_of_an_encrypted_file_is_noticed(tmp_path, now):
    key = KEYS["sealed"]
    path = tmp_path / "journal.db"
    Database.create(path, lambda session: information.begin(session, now), key=key)
    content = path.read_bytes()
    # the salt in front, both ends of the first page, and places all over the file
    for place in (0, 15, 16, PAGE - 1, *range(PAGE, len(content), len(content) // 12)):
        path.write_bytes(content)
        spoil(path, place, bytes([content[place] ^ 4]))
        assert not checks.quick(path, key).is_sound, place


def test_a_reference_to_nothing_is_noticed_by_the_whole_check(path, key):
    connection = connections.connect(path, key)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("INSERT INTO rating (check_in_id, measure, value) VALUES (9, 'mood', 1)")
    connection.close()
    assert checks.whole(path, key).problems == {checks.REFERENCE: 1}
    assert checks.quick(path, key).is_sound


def test_an_index_that_does_not_fit_its_table_is_noticed_by_the_whole_check(path, key):
    connection = connections.connect(path, key)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("CREATE INDEX by_name ON measure (name)")
    connection.execute(
        "UPDATE sqlite_schema SET sql = 'CREATE INDEX by_name ON measure (kind)' "
        "WHERE name = 'by_name'"
    )
    connection.close()
    assert checks.STRUCTURE in checks.whole(path, key).problems


def test_what_another_program_has_alone_is_not_taken_for_damage(path, key, monkeypatch):
    monkeypatch.setattr(connections, "WAIT_FOR_OTHERS_SECONDS", 0.0)
    alone = connections.connect(path, key, alone=True)
    try:
        with pytest.raises(JournalBusyError):
            checks.quick(path, key)
        assert checks.examine(alone, path, whole=True).is_sound
    finally:
        alone.close()


@pytest.mark.parametrize("is_full", [True, False])
@pytest.mark.parametrize("log", [b"", b"something"])
def test_a_full_disk_is_not_taken_for_damage(path, key, monkeypatch, is_full, log):
    path.with_name(f"{path.name}-wal").write_bytes(log)
    look = connections.look

    def refuse(place, key, *, unchanging=False):
        # what SQLite says of a disk without room for its shared memory
        if not unchanging:
            error = dbapi2.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR"
            raise error
        return look(place, key, unchanging=True)

    monkeypatch.setattr(connections, "look", refuse)
    monkeypatch.setattr(ballast, "is_full", lambda _journal: is_full)
    if not is_full:
        assert checks.quick(path, key).problems == {checks.UNREADABLE: 1}
    elif log:
        with pytest.raises(StorageError, match="has room"):
            checks.quick(path, key)
    else:
        assert checks.quick(path, key).is_sound


def test_a_fault_that_is_gone_at_the_second_look_was_another_program(path, key, monkeypatch):
    found = [checks.Findings({checks.SEAL: 1}), checks.Findings({})]
    monkeypatch.setattr(checks, "examine", lambda *_given, **_how: found.pop(0))
    assert checks.quick(path, key).is_sound


def test_while_the_log_holds_pages_the_file_may_be_shorter(path, key):
    database = Database(path, key)
    with database.write("", undoable=False) as write:
        connection = write.session.connection()
        for number in range(200):
            connection.exec_driver_sql(f"INSERT INTO tag (name) VALUES ('{number:0500}')")
    assert checks.whole(path, key).is_sound
    database.close()


def test_a_folder_that_cannot_be_written_is_no_damage(path, key, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_given: False)
    assert checks.quick(path, key).is_sound
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_whole_check_is_due_each_week_and_whenever_the_clock_was_wrong(now):
    assert checks.is_due(None, now)
    assert not checks.is_due(now, now)
    assert not checks.is_due(now - timedelta(days=6), now)
    assert checks.is_due(now - timedelta(days=7), now)
    assert checks.is_due(now + timedelta(days=3650), now)
    assert not checks.is_due(now.astimezone(UTC), now)


def test_other_trouble_is_not_taken_for_damage(path, key):
    class Sulking:
        def execute(self, _statement):
            raise dbapi2.OperationalError("no such thing")

    with pytest.raises(dbapi2.OperationalError):
        checks.examine(Sulking(), path, whole=False)


def test_a_copy_is_checked_where_it_lies(path, key, tmp_path):
    copy = tmp_path / "copy of it.db"
    shutil.copy(path, copy)
    assert checks.whole(copy, key).is_sound
