import stat
from collections import namedtuple

import pytest

from dosejournal.errors import DiskFullError, ReadOnlyError, StorageError
from dosejournal.store import ballast

Disk = namedtuple("Disk", "total used free")


@pytest.fixture
def free(monkeypatch):
    """Say how much room there is."""

    def set_free(count):
        monkeypatch.setattr(ballast.shutil, "disk_usage", lambda _place: Disk(0, 0, count))

    set_free(ballast.BYTES + ballast.ROOM_BYTES)
    return set_free


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "journal.db"


def names(journal):
    return [each.name for each in journal.parent.iterdir()]


class Act:
    """Refuses as often as it is told, then does what it should."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.count = 0

    def __call__(self):
        self.count += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"


@pytest.mark.usefixtures("free")
def test_it_is_made_of_bytes_that_take_their_room_and_nobody_else_reads(journal):
    assert ballast.make(journal)
    made = ballast.place(journal)
    assert made.name == "journal.db.ballast"
    assert made.stat().st_size == ballast.BYTES
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    # not sparse
    assert made.stat().st_blocks * 512 >= ballast.BYTES
    before = made.stat().st_ino
    assert ballast.make(journal)
    assert made.stat().st_ino == before
    assert names(journal) == [made.name]


def test_it_takes_no_room_where_there_is_little(journal, free):
    free(ballast.BYTES + ballast.ROOM_BYTES - 1)
    assert not ballast.make(journal)
    assert names(journal) == []


@pytest.mark.usefixtures("free")
def test_what_a_kill_left_half_made_is_made_anew(journal):
    journal.with_name("journal.db.ballast.new").write_bytes(b"half")
    assert ballast.make(journal)
    assert names(journal) == ["journal.db.ballast"]


def test_what_a_kill_left_half_made_goes_where_there_is_little_room(journal, free):
    journal.with_name("journal.db.ballast.new").write_bytes(b"half")
    free(ballast.ROOM_BYTES)
    assert not ballast.make(journal)
    assert names(journal) == []


@pytest.mark.usefixtures("free")
def test_a_disk_that_refuses_it_keeps_nothing_of_it(journal, monkeypatch):
    def refuse(_descriptor):
        raise OSError

    monkeypatch.setattr(ballast.os, "fsync", refuse)
    assert not ballast.make(journal)
    assert names(journal) == []


def test_a_drive_that_is_gone_has_no_room(journal):
    assert not ballast.has_room(journal.parent / "gone" / "journal.db")


@pytest.mark.usefixtures("free")
def test_a_full_disk_gets_a_second_try_in_the_room_of_the_ballast(journal):
    told = []
    ballast.make(journal)
    act = Act(DiskFullError())
    assert ballast.second_try(journal, act, lambda: told.append("full")) == "done"
    assert (act.count, told, ballast.is_there(journal)) == (2, ["full"], False)


@pytest.mark.usefixtures("free")
def test_what_fails_again_is_told_as_without_a_ballast(journal):
    ballast.make(journal)
    act = Act(DiskFullError("first"), DiskFullError("second"))
    with pytest.raises(DiskFullError, match="second"):
        ballast.second_try(journal, act)
    act = Act(DiskFullError("third"))
    with pytest.raises(DiskFullError, match="third"):
        ballast.second_try(journal, act)
    assert act.count == 1


def test_a_failure_without_a_name_counts_as_full_where_there_is_no_room(journal, free):
    ballast.make(journal)
    with pytest.raises(StorageError):
        ballast.second_try(journal, Act(StorageError()))
    assert ballast.is_there(journal)
    free(0)
    with pytest.raises(ReadOnlyError):
        ballast.second_try(journal, Act(ReadOnlyError()))
    assert ballast.is_there(journal)
    assert ballast.second_try(journal, Act(StorageError())) == "done"
    assert not ballast.is_there(journal)


def test_what_goes_well_needs_no_second_try(journal):
    act = Act()
    assert ballast.second_try(journal, act) == "done"
    assert act.count == 1
