import errno
import os

import pytest

from dosejournal.errors import DiskFullError, StorageError
from dosejournal.store import quarantine


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "journal.db"
    place.write_bytes(b"a damaged one")
    place.with_name("journal.db-wal").write_bytes(b"its log")
    return place


def test_a_damaged_file_is_set_aside_with_its_log_for_nobody_else_to_read(path, now):
    aside = quarantine.set_aside(path, now)
    assert aside.name == "journal.damaged-2026-03-02T08-30-00Z.db"
    assert aside.read_bytes() == path.read_bytes()
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"its log"
    for place in (aside, aside.with_name(f"{aside.name}-wal")):
        assert place.stat().st_mode & 0o777 == 0o600


def test_the_same_damage_is_set_aside_once(path, now):
    aside = quarantine.set_aside(path, now)
    assert quarantine.set_aside(path, now.replace(year=2027)) == aside
    path.write_bytes(b"more damaged")
    assert quarantine.set_aside(path, now.replace(year=2027)) != aside


def test_a_name_without_an_ending_stays_without_one(tmp_path, now):
    place = tmp_path / "my journal"
    place.write_bytes(b"x")
    assert quarantine.set_aside(place, now).name == "my journal.damaged-2026-03-02T08-30-00Z"


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, DiskFullError), (errno.EIO, StorageError)]
)
def test_half_a_copy_is_not_kept(path, now, monkeypatch, number, kind):
    def refuse(_descriptor):
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(kind, match="not changed"):
        quarantine.set_aside(path, now)
    assert sorted(each.name for each in path.parent.iterdir()) == ["journal.db", "journal.db-wal"]


def test_locks_of_this_process_are_kept_where_closing_the_file_would_take_them(
    path, now, monkeypatch
):
    closed = []
    close = os.close
    monkeypatch.setattr(os, "close", lambda number: closed.append(number) or close(number))
    quarantine.set_aside(path, now)
    assert bool(closed) is (os.name != "posix")
    monkeypatch.setattr(quarantine.os, "name", "nt")
    list(quarantine._pieces(os.fspath(path)))  # noqa: SLF001
    assert closed
