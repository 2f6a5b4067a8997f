"""Journals that are only read, and such that one program alone may have."""

import os
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2
from sqlmodel import select

from dosejournal.errors import (
    JournalInUseError,
    NewerJournalError,
    NoJournalError,
    NotAJournalError,
    ReadOnlyError,
)
from dosejournal.journal import information
from dosejournal.store import checks, connections, files, migrations, places
from dosejournal.store.database import Database
from dosejournal.store.places import Place
from dosejournal.store.tables import JournalInfo, Tag
from dosejournal.store.vault import Key

JOURNALS = Path(__file__).parents[2] / "data" / "journals"


@pytest.fixture(params=["plain", "encrypted"])
def key(request):
    return Key(os.urandom(32), os.urandom(16)) if request.param == "encrypted" else None


@pytest.fixture
def path(tmp_path, key, now):
    path = tmp_path / "own" / "journal.db"
    path.parent.mkdir()
    Database.create(path, lambda session: information.begin(session, now), key=key)
    return path


@pytest.fixture
def unwritable(monkeypatch):
    """Let nothing be written; root may write everywhere, and the tests may run as root."""
    monkeypatch.setattr(files, "is_writable", lambda _path: False)


def tags(database):
    with database.read() as session:
        return sorted(session.exec(select(Tag.name)))


def add_tag(path, key, name, **how):
    database = Database(path, key, undoable=False, **how)
    with database.write("") as write:
        write.session.add(Tag(name=name))
    return database


def content(path):
    return {each.name: each.read_bytes() for each in path.parent.iterdir()}


@pytest.mark.usefixtures("unwritable")
def test_what_may_not_be_written_is_read_and_nothing_changes(path, key):
    before = content(path)
    with pytest.raises(ReadOnlyError):
        Database(path, key)
    database = Database(path, key, only_read=True)
    (why,) = database.only_read_because
    assert tags(database) == []
    with pytest.raises(ReadOnlyError) as refused, database.write("Tag added"):
        pass
    assert str(refused.value) == why
    assert content(path) == before
    database.close()
    assert content(path) == before


def test_a_newer_one_is_refused_and_read_and_nothing_changes(path, key):
    connection = connections.connect(path, key)
    connection.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    connection.execute("ALTER TABLE tag RENAME COLUMN name TO word")
    connection.close()
    before = content(path)
    with pytest.raises(NewerJournalError):
        Database(path, key)
    database = Database(path, key, only_read=True)
    assert "newer DoseJournal" in database.only_read_because[0]
    with database.read() as session:
        assert session.get_one(JournalInfo, 1).home_zone == "Europe/Berlin"
    with pytest.raises(NewerJournalError, match="cannot be read here"):
        tags(database)
    with pytest.raises(NewerJournalError, match="cannot be read here"), database.read():
        # a word that this version does not know
        {}["a kind to come"]
    with pytest.raises(NoJournalError), database.read():
        raise NoJournalError
    database.close()
    assert content(path) == before


def test_what_another_program_writes_meanwhile_is_read_with_its_log(path, key):
    writing = add_tag(path, key, "walk")
    database = Database(path, key, only_read=True)
    assert len(database.only_read_because) == 1
    assert tags(database) == ["walk"]
    assert not database.changed_by_others()
    with writing.write("") as write:
        write.session.add(Tag(name="tea"))
    assert database.changed_by_others()
    assert tags(database) == ["tea", "walk"]
    database.close()
    writing.close()


def test_without_its_log_it_is_told_that_something_may_be_missing(path, key, monkeypatch):
    writing = add_tag(path, key, "walk")
    there = path.parent.parent / "copy"
    shutil.copytree(path.parent, there)
    writing.close()
    (there / "journal.db-shm").unlink()
    look = connections.look

    def refuse(place, key=None, *, unchanging=False):
        # as on a drive that is mounted read-only
        if not unchanging:
            error = dbapi2.OperationalError("unable to open database file")
            error.sqlite_errorname = "SQLITE_CANTOPEN"
            raise error
        return look(place, key, unchanging=True)

    monkeypatch.setattr(connections, "look", refuse)
    database = Database(there / "journal.db", key, only_read=True)
    assert "newest entries may be missing" in database.only_read_because[1]
    assert tags(database) == []
    database.close()


def test_a_log_that_cannot_be_read_for_another_reason_is_told(path, key, monkeypatch):
    writing = add_tag(path, key, "walk")

    def refuse(_place, _key=None, *, unchanging=False):
        error = dbapi2.OperationalError("disk I/O error")
        error.sqlite_errorname = "SQLITE_IOERR"
        raise error

    monkeypatch.setattr(connections, "look", refuse)
    with pytest.raises(Exception, match="could not be read"):
        Database(path, key, only_read=True)
    writing.close()


def test_an_earlier_version_has_to_be_brought_up_to_date_elsewhere(tmp_path):
    path = tmp_path / "journal.db"
    shutil.copy(next(JOURNALS.glob("*version-1*.db")), path)
    before = content(path)
    with pytest.raises(ReadOnlyError, match="open the copy"):
        Database(path, only_read=True)
    assert content(path) == before


def test_a_database_of_another_program_is_not_read_either(tmp_path):
    path = tmp_path / "other.db"
    connection = dbapi2.connect(str(path))
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(NotAJournalError):
        Database(path, only_read=True)


@pytest.mark.parametrize("place", [Place.NETWORK, Place.CLOUD])
def test_where_several_cannot_share_a_file_one_program_has_it_alone(path, key, place):
    database = add_tag(path, key, "walk", place=place)
    assert not any(each.endswith(("-wal", "-shm")) for each in content(path))
    with pytest.raises(JournalInUseError, match="close the other one first"):
        Database(path, key, place=place)
    database.close()
    other = add_tag(path, key, "tea", place=place)
    assert tags(other) == ["tea", "walk"]
    other.close()


def test_back_on_a_disk_of_this_computer_several_programs_share_it_again(path, key):
    add_tag(path, key, "walk", place=Place.NETWORK).close()
    database = add_tag(path, key, "tea")
    assert path.with_name("journal.db-wal").exists()
    other = Database(path, key)
    assert tags(other) == ["tea", "walk"]
    other.close()
    database.close()


def test_the_kind_of_a_place_is_found_out_by_itself(path, key, monkeypatch):
    monkeypatch.setattr(places, "kind", lambda _path: Place.NETWORK)
    database = Database(path, key)
    assert database.place is Place.NETWORK
    database.close()


def test_an_earlier_version_on_a_network_drive_is_brought_up_to_date(tmp_path):
    path = tmp_path / "journal.db"
    shutil.copy(next(JOURNALS.glob("*version-1*.db")), path)
    database = Database(path, place=Place.NETWORK)
    assert tags(database) == tags(database)
    database.close()
    assert connections.marks(path)[1] == migrations.VERSION


def test_a_key_is_tried_while_another_program_has_the_file_alone(path, key):
    database = add_tag(path, key, "walk", place=Place.NETWORK)
    assert connections.marks(path, key)[1] == migrations.VERSION
    database.close()


def test_a_check_leaves_nothing_beside_a_journal_that_nobody_has_open(path, key):
    before = content(path)
    assert checks.quick(path, key).is_sound
    assert checks.whole(path, key).is_sound
    assert content(path) == before
    database = add_tag(path, key, "walk")
    assert checks.whole(path, key).rows["tag"] == 1
    database.close()
