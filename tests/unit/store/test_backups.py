import hashlib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dosejournal.domain.entries import CheckInDraft
from dosejournal.errors import (
    DamagedJournalError,
    DiskFullError,
    JournalBusyError,
    LockedJournalError,
    NoJournalError,
    ReadOnlyError,
    StorageError,
    WrongPassphraseError,
)
from dosejournal.journal import check_ins, information
from dosejournal.store import (
    backup_checks,
    backup_folder,
    backup_notes,
    backups,
    connections,
    copies,
    migrations,
    second_folder,
)
from dosejournal.store.database import Database
from dosejournal.store.vault import Key

WEEK = timedelta(days=7)


@pytest.fixture(params=["encrypted", "plain"])
def key(request):
    return Key(os.urandom(32), os.urandom(16)) if request.param == "encrypted" else None


@pytest.fixture
def journal(tmp_path, key, now):
    path = tmp_path / "journal.db"
    Database.create(path, lambda session: information.begin(session, now), key=key)
    return path


def record(path, key, now, note="calm"):
    database = Database(path, key, undoable=False)
    with database.write("Check-in recorded") as write:
        check_ins.record(write.session, now, CheckInDraft(now, {"mood": 50.0}, note))
    database.close()


def notes_in(path, key):
    connection = connections.peek(path, key)
    try:
        return [note for (note,) in connection.execute("SELECT note FROM check_in ORDER BY id")]
    finally:
        connection.close()


def flip(path, place=None):
    content = bytearray(path.read_bytes())
    place = len(content) - 2000 if place is None else place
    content[place] ^= 1
    path.write_bytes(content)


def left(path):
    return sorted(each.name for each in backup_folder.of(path).iterdir())


def test_a_backup_holds_all_of_the_journal_and_only_its_key_opens_it(journal, key, now):
    record(journal, key, now)
    made = backups.make(journal, key, "asked", now)
    assert notes_in(made.path, key) == ["calm"]
    assert connections.marks(made.path, key) == (migrations.APPLICATION_ID, migrations.VERSION)
    assert made.path.parent == journal.parent / "journal.backups"
    assert (made.name.number, made.name.reason) == (1, "asked")
    assert made.note == backup_notes.Note(now, entries=1, changes=1)
    assert made.bytes == made.path.stat().st_size
    if key is not None:
        assert made.path.read_bytes()[:16] == key.salt
        assert b"calm" not in made.path.read_bytes()
        with pytest.raises(WrongPassphraseError):
            connections.look(made.path, Key(bytes(32), key.salt))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_nobody_else_may_look_into_backups(journal, key, now):
    made = backups.make(journal, key, "asked", now)
    assert made.path.parent.stat().st_mode & 0o777 == 0o700
    assert {each.stat().st_mode & 0o777 for each in made.path.parent.iterdir()} == {0o600}


def test_a_backup_is_one_file_that_stands_alone(journal, key, now, tmp_path):
    database = Database(journal, key)
    with database.write("Check-in recorded") as write:
        check_ins.record(write.session, now, CheckInDraft(now, {"mood": 50.0}, "in the log"))
    made = backups.make(journal, key, "regular", now)
    database.close()
    alone = tmp_path / "alone" / "copied.db"
    alone.parent.mkdir()
    shutil.copy(made.path, alone)
    assert notes_in(alone, key) == ["in the log"]
    assert [each.name for each in alone.parent.iterdir()] == ["copied.db"]
    assert left(journal) == [made.path.name, "verified.json"]


def test_backups_are_listed_the_last_one_first_whatever_the_clock_said(journal, key, now):
    first = backups.make(journal, key, "asked", now)
    second = backups.make(journal, key, "asked", now - WEEK)
    assert [each.path for each in backups.listed(journal)] == [second.path, first.path]
    assert backups.listed(journal) == [second, first]
    assert backups.last_verified(journal) == second


def test_a_journal_without_backups_has_an_empty_list(tmp_path):
    assert backups.listed(tmp_path / "journal.db") == []
    assert backups.last_verified(tmp_path / "journal.db") is None
    (tmp_path / "other.backups").write_text("a file")
    assert backups.listed(tmp_path / "other.db") == []


def test_journals_in_one_folder_have_backups_of_their_own(tmp_path):
    names = ("a.db", "a.sqlite", "a", "b.db")
    assert len({backup_folder.of(tmp_path / name) for name in names}) == len(names)


def test_only_a_change_makes_another_backup(journal, key, now):
    assert backups.make_if_changed(journal, key, "close", now) is not None
    assert backups.make_if_changed(journal, key, "close", now) is None
    record(journal, key, now)
    later = backups.make_if_changed(journal, key, "close", now)
    assert later is not None
    assert later.note is not None
    assert later.note.entries == 1
    assert backups.make_if_changed(journal, key, "close", now + WEEK) is None


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        "[]",
        "{",
        '{"NAME": 3}',
        '{"NAME": {"verified_at": "x", "entries": 1, "changes": 1}}',
        '{"NAME": {"verified_at": "0001-01-01T00:00:00", "entries": 1, "changes": 1, '
        '"sound": true, "elsewhere": false}}',
    ],
)
def test_a_backup_of_which_nothing_is_known_does_not_count(journal_path, now, content):
    made = backups.make(journal_path, None, "asked", now)
    notes = made.path.with_name(backup_notes.FILE)
    notes.unlink() if content is None else notes.write_text(
        content.replace("NAME", made.path.name)
    )
    assert backups.last_verified(journal_path) is None
    assert backups.make_if_changed(journal_path, None, "close", now) is not None


def test_what_cannot_be_noted_does_not_undo_a_backup(journal_path, now):
    folder = backup_folder.ready(journal_path)
    (folder / backup_notes.FILE).mkdir()
    made = backups.make(journal_path, None, "asked", now)
    assert [each.path for each in backups.listed(journal_path)] == [made.path]


def test_old_backups_are_thinned_but_not_while_the_last_entry_is_in_the_future(journal, key, now):
    for days in range(90, 0, -1):
        name = backups.Name(now.astimezone(UTC) - timedelta(days=days), 91 - days, "close")
        (backup_folder.ready(journal) / name.text).touch()
    record(journal, key, now + WEEK)
    backups.make(journal, key, "close", now)
    assert len(backups.listed(journal)) == 91
    backups.make(journal, key, "close", now + WEEK, thins=False)
    assert len(backups.listed(journal)) == 92
    backups.make(journal, key, "close", now + WEEK)
    found = [each.name.number for each in backups.listed(journal)]
    assert len(found) < 40
    assert found[:4] == [93, 92, 91, 90]


def test_a_backup_that_another_program_has_just_thinned_is_not_listed(journal, key, now):
    made = backups.make(journal, key, "asked", now)
    gone = made.path.with_name(made.path.name.replace("000001", "000002"))
    gone.symlink_to(made.path.with_name("nothing"))
    assert backups.listed(journal) == [made]


def test_a_missing_journal_has_nothing_to_back_up(tmp_path, now):
    with pytest.raises(NoJournalError):
        backups.make(tmp_path / "journal.db", None, "asked", now)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_journal_never_takes_the_place_of_good_backups(journal, key, now):
    record(journal, key, now)
    good = backups.make(journal, key, "asked", now)
    content = bytearray(journal.read_bytes())
    content[4096 * 3 : 4096 * 5] = bytes(8192)
    journal.write_bytes(content)
    with pytest.raises(DamagedJournalError, match="This journal is damaged"):
        backups.make(journal, key, "asked", now)
    assert backups.listed(journal) == [good]
    assert left(journal) == [good.path.name, "verified.json"]


def test_damage_that_reading_does_not_notice_is_found_in_the_copy(journal_path, now):
    content = bytearray(journal_path.read_bytes())
    content[39] = 7  # so many free pages, as the header says
    journal_path.write_bytes(content)
    with pytest.raises(DamagedJournalError, match="This journal is damaged"):
        backups.make(journal_path, None, "asked", now)
    assert left(journal_path) == []


def test_a_copy_that_is_not_what_was_read_leaves_no_file(journal, key, now, monkeypatch):
    monkeypatch.setattr(copies, "verified", lambda _place, _key: None)
    with pytest.raises(DamagedJournalError, match="taken away"):
        backups.make(journal, key, "asked", now)
    assert left(journal) == []


@pytest.mark.parametrize(
    ("refusal", "error", "words"),
    [
        (OSError(28, "no space"), DiskFullError, "disk is full"),
        (OSError(5, "input/output"), StorageError, "disk refuses"),
        (PermissionError(13, "permission"), ReadOnlyError, "nothing can be written"),
    ],
)
def test_what_the_disk_refuses_is_told_in_a_sentence_and_leaves_no_file(
    journal_path, now, monkeypatch, refusal, error, words
):
    def refuse(_place):
        raise refusal

    monkeypatch.setattr(copies, "bring_to_disk", refuse)
    with pytest.raises(error, match=words):
        backups.make(journal_path, None, "asked", now)
    assert left(journal_path) == []


def test_a_full_disk_leaves_no_half_a_backup(journal, key, now, monkeypatch):
    fill = connections.fill

    def narrow(place, key):
        connection = fill(place, key)
        connection.execute("PRAGMA max_page_count = 2")
        return connection

    monkeypatch.setattr(connections, "fill", narrow)
    with pytest.raises(DiskFullError, match="No backup could be made"):
        backups.make(journal, key, "asked", now)
    assert left(journal) == []


def test_what_a_kill_left_is_swept_with_the_next_backup(journal, key, now):
    folder = backup_folder.ready(journal)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (folder / f".half.db.{dead.pid}.new").write_text("half")
    mine = folder / f".other.db.{os.getpid()}.new"
    mine.write_text("in the making")
    (folder / ".something.new").write_text("not ours")
    made = backups.make(journal, key, "asked", now)
    assert left(journal) == [mine.name, ".something.new", made.path.name, "verified.json"]


_MAKE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from dosejournal.store import backups
from dosejournal.store.vault import Key
print("making", flush=True)
key = Key(bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3]))
backups.make(Path(sys.argv[1]), key, "asked", datetime(2026, 3, 2, tzinfo=UTC))
"""


@pytest.mark.parametrize("after_ms", [0, 4, 8, 16])
def test_a_kill_while_a_backup_is_made_leaves_a_whole_one_or_none(
    tmp_path, now, killed_after, after_ms
):
    key = Key(os.urandom(32), os.urandom(16))
    journal = tmp_path / "journal.db"
    Database.create(journal, lambda session: information.begin(session, now), key=key)
    record(journal, key, now)
    killed_after(after_ms, _MAKE, str(journal), key.raw.hex(), key.salt.hex())
    for backup in backups.listed(journal):
        assert copies.verified(backup.path, key).entries == 1
    assert notes_in(journal, key) == ["calm"]
    made = backups.make(journal, key, "asked", now)
    assert not [name for name in left(journal) if name.endswith(".new")]
    assert made.path.exists()


def test_a_verified_copy_comes_into_any_folder_and_nothing_is_thinned_there(
    journal, key, now, tmp_path
):
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.make(journal, key, "close", now)
    record(journal, key, now)
    made = backups.make_in(stick, journal, key, now)
    assert made.path.parent == stick
    assert made.name.number == 2
    assert notes_in(made.path, key) == ["calm"]
    assert len(backups.listed(journal)) == 1
    with pytest.raises(ReadOnlyError, match="nowhere"):
        backups.make_in(tmp_path / "nowhere", journal, key, now)
    assert not (tmp_path / "nowhere").exists()


def test_a_backup_can_be_made_through_the_one_connection_that_has_the_file(
    tmp_path, key, now, monkeypatch
):
    path = tmp_path / "journal.db"
    Database.create(path, lambda session: information.begin(session, now), key=key)
    alone = connections.connect(path, key, alone=True)
    monkeypatch.setattr(connections, "WAIT_FOR_OTHERS_SECONDS", 0.01)
    with pytest.raises(JournalBusyError):
        backups.make(path, key, "regular", now)
    made = backups.make_if_changed(path, key, "regular", now, connection=alone)
    assert made is not None
    alone.execute("UPDATE journal_state SET changes = changes + 1")
    alone.close()
    assert notes_in(made.path, key) == []


def test_backups_are_removed_with_what_is_known_of_them(journal, key, now):
    first, second = (backups.make(journal, key, "asked", now) for _again in range(2))
    backups.remove(journal, [first])
    assert backups.listed(journal) == [second]
    assert list(backup_notes.read(second.path.parent)) == [second.path.name]
    backups.remove(journal, [])
    assert backups.listed(journal) == [second]


def test_a_backup_is_looked_through_again_once_a_week(journal, key, now):
    old = [backups.make(journal, key, "asked", now) for _again in range(3)]
    assert backup_checks.verify_one(journal, key, now + timedelta(days=6)) is None
    later = now + timedelta(days=8)
    seen = [backup_checks.verify_one(journal, key, later) for _again in range(2)]
    assert seen[1] is None
    assert seen[0].path in {each.path for each in old}
    assert seen[0].note.verified_at == later
    again = backup_checks.verify_one(journal, key, later + timedelta(days=8))
    assert again.path in {each.path for each in old} - {seen[0].path}


def test_a_backup_that_nobody_looked_through_does_not_wait_a_week(journal, key, now):
    made = backups.make(journal, key, "asked", now)
    backup_notes.write(made.path.parent, {})
    assert backup_checks.verify_one(journal, key, now) == made


def test_a_backup_that_went_bad_is_told_and_no_longer_counts(journal, key, now):
    record(journal, key, now)
    good = backups.make(journal, key, "asked", now)
    bad = backups.make(journal, key, "asked", now)
    content = bytearray(bad.path.read_bytes())
    content[4096 * 3 : 4096 * 5] = bytes(8192)
    bad.path.write_bytes(content)
    with pytest.raises(DamagedJournalError, match="This backup is damaged"):
        backup_checks.verify(bad, key, now)
    assert [each.note.sound for each in backups.listed(journal)] == [False, True]
    assert backups.last_verified(journal) == good
    assert backups.make_if_changed(journal, key, "close", now) is not None


def test_one_flipped_bit_of_an_encrypted_backup_is_found(tmp_path, now):
    key = Key(os.urandom(32), os.urandom(16))
    path = tmp_path / "journal.db"
    Database.create(path, lambda session: information.begin(session, now), key=key)
    made = backups.make(path, key, "asked", now)
    flip(made.path)
    with pytest.raises(DamagedJournalError):
        backup_checks.verify(made, key, now)


def test_backups_of_another_passphrase_or_none_are_known_as_such(journal, key, now):
    made = backups.make(journal, key, "asked", now)
    salt = bytes(16) if key is None else key.salt
    other = Key(os.urandom(32), salt)
    assert backup_checks.foreign(journal, key) == []
    assert backup_checks.foreign(journal, other) == [made]
    if key is None:
        # from before there was a passphrase: it can be looked through without one
        assert backup_checks.verify(made, other, now).note.sound
        return
    assert backup_checks.foreign(journal, None) == [made]
    with pytest.raises(WrongPassphraseError):
        backup_checks.verify(made, other, now)
    with pytest.raises(LockedJournalError):
        backup_checks.verify(made, None, now)
    # its turn is left out
    assert backup_checks.verify_one(journal, other, now + 2 * WEEK) is None


def test_a_second_folder_gets_a_copy_that_was_read_back(journal, key, now, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    made = backups.make(journal, key, "asked", now)
    there = second_folder.copy(journal, made, stick)
    assert there == stick / "journal.backups" / made.path.name
    assert there.read_bytes() == made.path.read_bytes()
    assert backups.listed(journal)[0].note.elsewhere
    # once is enough
    assert second_folder.copy(journal, made, stick) == there


def test_what_is_thinned_out_goes_from_the_second_folder_when_it_is_there_again(
    journal, key, now, tmp_path
):
    stick = tmp_path / "stick"
    stick.mkdir()
    first = backups.make(journal, key, "asked", now)
    there = second_folder.copy(journal, first, stick)
    foreign = there.with_name(first.path.name.replace("03-02", "03-01"))
    foreign.write_text("of another journal")
    backups.remove(journal, [first])
    assert there.exists()
    second_folder.copy(journal, backups.make(journal, key, "asked", now + WEEK), stick)
    assert not there.exists()
    assert foreign.exists()
    assert set(backup_notes.read(first.path.parent)) == {
        each.path.name for each in backups.listed(journal)
    }


def test_a_second_folder_that_is_gone_or_full_leaves_the_backup_as_it_is(
    journal, key, now, tmp_path, monkeypatch
):
    stick = tmp_path / "stick"
    stick.mkdir()
    made = backups.make(journal, key, "asked", now)
    with pytest.raises(StorageError, match="safe in its usual folder"):
        second_folder.copy(journal, made, tmp_path / "unplugged")
    assert not (tmp_path / "unplugged").exists()
    monkeypatch.setattr(hashlib, "file_digest", lambda _file, _name: hashlib.sha256(b"other"))
    with pytest.raises(StorageError, match="no copy of it"):
        second_folder.copy(journal, made, stick)
    assert list((stick / "journal.backups").iterdir()) == []
    assert backups.listed(journal) == [made]


def test_a_backup_that_nobody_noted_is_copied_all_the_same(journal, key, now, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    made = backups.make(journal, key, "asked", now)
    backup_notes.write(made.path.parent, {})
    assert second_folder.copy(journal, made, stick).exists()


def test_a_system_that_opens_no_folder_makes_backups_too(journal, key, now, monkeypatch):
    real = os.open

    def refuse_folders(place, *how):
        if Path(place).is_dir():
            raise PermissionError(13, "permission")
        return real(place, *how)

    monkeypatch.setattr(os, "open", refuse_folders)
    assert backups.make(journal, key, "asked", now).path.exists()


def test_the_disk_tells_the_time_and_keeps_nothing(tmp_path):
    told = backup_folder.disk_time(tmp_path)
    assert told.tzinfo is UTC
    assert told - datetime.fromtimestamp(Path(tmp_path).stat().st_mtime, UTC) < timedelta(1)
    assert list(tmp_path.iterdir()) == []
