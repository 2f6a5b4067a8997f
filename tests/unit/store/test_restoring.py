import hashlib
import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from dosejournal.domain.archives import ENTRIES
from dosejournal.domain.entries import CheckInDraft
from dosejournal.errors import (
    DamagedJournalError,
    JournalBusyError,
    LockedJournalError,
    NotAJournalError,
    StorageError,
    WrongPassphraseError,
)
from dosejournal.journal import check_ins, information
from dosejournal.store import (
    backup_folder,
    backup_preview,
    backups,
    connections,
    copies,
    migrations,
    restoring,
    unfinished,
)
from dosejournal.store.database import Database
from dosejournal.store.vault import Key

GOLDEN = Path(__file__).parents[2] / "data" / "journals"
DAY = timedelta(days=1)


@pytest.fixture(params=["encrypted", "plain"])
def key(request):
    return Key(os.urandom(32), os.urandom(16)) if request.param == "encrypted" else None


@pytest.fixture
def journal(tmp_path, key, now):
    path = tmp_path / "journal.db"
    Database.create(path, lambda session: information.begin(session, now), key=key)
    record(path, key, now, "first")
    return path


def record(path, key, now, note):
    database = Database(path, key, undoable=False)
    with database.write("Check-in recorded") as write:
        number = check_ins.record(write.session, now, CheckInDraft(now, {"mood": 50.0}, note))
    database.close()
    return number


def notes_in(path, key):
    connection = connections.peek(path, key)
    try:
        return [note for (note,) in connection.execute("SELECT note FROM check_in ORDER BY id")]
    finally:
        connection.close()


def beside(path):
    # who only looks at a file that nobody has open leaves an empty log, which the next one takes
    names = (each.name for each in path.parent.iterdir() if each.is_file())
    return sorted(name for name in names if name not in ("journal.db-wal", "journal.db-shm"))


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def spoil(path):
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = bytes(len(content) - 4096 * 2)
    path.write_bytes(content)


def test_a_preview_tells_what_a_backup_holds_and_what_would_be_set_aside(journal, key, now):
    made = backups.make(journal, key, "asked", now)
    for days in (1, 2):
        record(journal, key, now + days * DAY, "later")
    before = digest(made.path)
    seen = backup_preview.preview(made.path, key, journal, key)
    assert seen.entries == dict.fromkeys(ENTRIES, 0) | {"check_in": 1}
    assert seen.days == (date(2026, 3, 2), date(2026, 3, 2))
    assert seen.bytes == made.bytes
    assert seen.version == migrations.VERSION
    assert (seen.set_aside, seen.brought_back) == (2, 0)
    assert digest(made.path) == before
    assert {each.name for each in made.path.parent.iterdir()} == {made.path.name, "verified.json"}


def test_a_preview_tells_what_would_come_back(journal, key, now):
    made = backups.make(journal, key, "asked", now)
    database = Database(journal, key)
    with database.write("Check-in removed") as write:
        check_ins.remove(write.session, now, 1)
    database.close()
    seen = backup_preview.preview(made.path, key, journal, key)
    assert (seen.set_aside, seen.brought_back) == (0, 1)


def test_a_preview_of_an_empty_backup_has_no_days(tmp_path, key, now):
    path = tmp_path / "empty.db"
    Database.create(path, lambda session: information.begin(session, now), key=key)
    assert backup_preview.preview(path, key).days is None


def test_a_preview_does_without_a_journal_that_cannot_be_read(journal, key, now, tmp_path):
    made = backups.make(journal, key, "asked", now)
    spoil(journal)
    seen = backup_preview.preview(made.path, key, journal, key)
    assert seen.set_aside is None
    assert backup_preview.preview(made.path, key, tmp_path / "gone.db", key).set_aside is None
    assert backup_preview.preview(made.path, key).brought_back is None


def test_a_preview_refuses_what_cannot_be_restored(journal, key, now, tmp_path):
    made = backups.make(journal, key, "asked", now)
    if key is not None:
        with pytest.raises(LockedJournalError):
            backup_preview.preview(made.path, None)
        with pytest.raises(WrongPassphraseError):
            backup_preview.preview(made.path, Key(os.urandom(32), key.salt))
    other = tmp_path / "other.db"
    other.write_bytes(b"SQLite format 3\x00" + bytes(5000))
    with pytest.raises((DamagedJournalError, NotAJournalError)):
        backup_preview.preview(other, key)
    with pytest.raises(StorageError, match="cannot be read"):
        backup_preview.preview(tmp_path / "unplugged.db", key)


def test_restoring_brings_back_every_entry_and_sets_aside_what_was_there(journal, key, now):
    made = backups.make(journal, key, "asked", now)
    record(journal, key, now, "second")
    before = digest(journal)
    done = restoring.restore(journal, key, made.path, now)
    assert notes_in(journal, key) == ["first"]
    assert done.key == key
    assert done.aside.name == "before-restore-2026-03-02T08-30-00Z-journal.db"
    assert notes_in(done.aside, key) == ["first", "second"]
    assert done.aside.stat().st_ino != journal.stat().st_ino
    assert done.backup.name.reason == "restore"
    assert notes_in(done.backup.path, key) == ["first", "second"]
    assert beside(journal) == [done.aside.name, "journal.db"]
    assert journal.stat().st_mode & 0o077 == 0
    assert digest(made.path) != before
    # and it is a journal like any other
    record(journal, key, now, "after")
    assert notes_in(journal, key) == ["first", "after"]
    assert notes_in(done.aside, key) == ["first", "second"]


def test_what_is_recorded_after_a_restore_is_not_taken_for_what_was_recorded_before_it(
    journal, key, now
):
    first = backups.make(journal, key, "asked", now)
    record(journal, key, now, "second")
    backups.make(journal, key, "asked", now)
    restoring.restore(journal, key, first.path, now)
    record(journal, key, now, "another second")
    made = backups.make_if_changed(journal, key, "close", now)
    assert made is not None
    assert notes_in(made.path, key) == ["first", "another second"]


def test_a_restore_does_with_the_last_backup_where_nothing_changed_since(journal, key, now):
    made = backups.make(journal, key, "asked", now)
    assert restoring.restore(journal, key, made.path, now).backup == made


def test_no_restore_overwrites_what_an_earlier_one_set_aside(journal, key, now):
    made = backups.make(journal, key, "asked", now)
    places = [restoring.restore(journal, key, made.path, now).aside for _again in range(3)]
    assert len({place.name for place in places}) == 3
    assert all(place.exists() for place in places)


def test_what_only_the_log_of_a_killed_program_held_is_set_aside_too(tmp_path, journal, key, now):
    made = backups.make(journal, key, "asked", now)
    open_still = connections.connect(journal, key)
    open_still.execute("UPDATE check_in SET note = 'in the log'")
    killed = tmp_path / "killed"
    killed.mkdir()
    for name in ("journal.db", "journal.db-wal"):
        shutil.copy(tmp_path / name, killed / name)
    open_still.close()
    there = killed / "journal.db"
    done = restoring.restore(there, key, made.path, now)
    assert notes_in(there, key) == ["first"]
    assert notes_in(done.aside, key) == ["in the log"]
    assert notes_in(done.backup.path, key) == ["in the log"]


def test_a_damaged_journal_is_set_aside_with_its_log_and_the_backup_takes_its_place(
    journal, key, now
):
    made = backups.make(journal, key, "asked", now)
    spoil(journal)
    log = journal.with_name("journal.db-wal")
    log.write_bytes(b"the rest of a log")
    before = digest(journal)
    done = restoring.restore(journal, key, made.path, now)
    assert notes_in(journal, key) == ["first"]
    assert done.backup is None
    assert digest(done.aside) == before
    aside_log = done.aside.with_name(f"{done.aside.name}-wal")
    assert not log.exists()
    assert aside_log.exists()


def test_a_journal_that_is_gone_comes_back(journal, key, now):
    made = backups.make(journal, key, "asked", now)
    journal.unlink()
    log = journal.with_name("journal.db-wal")
    log.write_bytes(b"left behind")
    done = restoring.restore(journal, key, made.path, now)
    assert (done.aside, done.backup) == (None, None)
    assert notes_in(journal, key) == ["first"]
    assert not log.exists()
    # not even that is deleted
    (kept,) = journal.parent.glob("before-restore-*-wal")
    assert kept.read_bytes() == b"left behind"


def test_a_backup_from_anywhere_is_restored_also_with_a_log_beside_it(journal, key, now, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    open_still = connections.connect(journal, key)
    open_still.execute("UPDATE check_in SET note = 'in the log'")
    for name in ("journal.db", "journal.db-wal"):
        shutil.copy(tmp_path / name, stick / name)
    open_still.close()
    record(journal, key, now, "later")
    restoring.restore(journal, key, stick / "journal.db", now)
    assert notes_in(journal, key) == ["in the log"]
    assert (stick / "journal.db-wal").exists()


def test_a_damaged_backup_changes_nothing(journal, key, now):
    made = backups.make(journal, key, "asked", now)
    spoil(made.path)
    before = digest(journal)
    with pytest.raises(DamagedJournalError, match="This backup is damaged"):
        restoring.restore(journal, key, made.path, now)
    assert digest(journal) == before
    assert beside(journal) == ["journal.db"]


def test_a_backup_that_is_gone_changes_nothing(journal, key, now, tmp_path):
    with pytest.raises(StorageError, match="cannot be read"):
        restoring.restore(journal, key, tmp_path / "unplugged.db", now)
    assert beside(journal) == ["journal.db"]


def test_a_journal_that_somebody_has_open_is_not_replaced(journal, key, now):
    made = backups.make(journal, key, "asked", now)
    somebody = Database(journal, key)
    with pytest.raises(JournalBusyError):
        restoring.restore(journal, key, made.path, now)
    somebody.close()
    assert beside(journal) == ["journal.db"]


def test_a_backup_of_an_older_passphrase_is_restored_by_that_one(tmp_path, now):
    salt = os.urandom(16)
    old, new = Key(os.urandom(32), salt), Key(os.urandom(32), salt)
    journal = tmp_path / "journal.db"
    Database.create(journal, lambda session: information.begin(session, now), key=old)
    record(journal, old, now, "first")
    made = backups.make(journal, old, "asked", now)
    connection = connections.connect(journal, old)
    connection.execute(f'PRAGMA rekey = "{new.literal()}"')
    connection.close()
    record(journal, new, now, "second")
    journal.with_name("journal.db.recovery").write_text("opens the new key")
    with pytest.raises(WrongPassphraseError):
        restoring.restore(journal, new, made.path, now)
    done = restoring.restore(journal, new, made.path, now, backup_key=old)
    assert done.key == old
    assert notes_in(journal, old) == ["first"]
    assert notes_in(done.aside, new) == ["first", "second"]
    # a recovery code opens the key it was made for
    assert not journal.with_name("journal.db.recovery").exists()
    assert done.aside.with_name(f"{done.aside.name}.recovery").exists()


def test_a_journal_whose_passphrase_nobody_knows_gives_way_to_a_backup(tmp_path, now):
    lost, known = Key(os.urandom(32), os.urandom(16)), Key(os.urandom(32), os.urandom(16))
    journal, other = tmp_path / "journal.db", tmp_path / "other.db"
    Database.create(journal, lambda session: information.begin(session, now), key=lost)
    Database.create(other, lambda session: information.begin(session, now), key=known)
    before = digest(journal)
    done = restoring.restore(journal, None, other, now, backup_key=known)
    assert done.backup is None
    assert digest(done.aside) == before
    assert notes_in(journal, known) == []


def test_a_plain_backup_of_an_encrypted_journal_is_restored_as_it_is(tmp_path, now):
    key = Key(os.urandom(32), os.urandom(16))
    journal, plain = tmp_path / "journal.db", tmp_path / "plain.db"
    Database.create(journal, lambda session: information.begin(session, now), key=key)
    Database.create(plain, lambda session: information.begin(session, now))
    done = restoring.restore(journal, key, plain, now)
    assert done.key is None
    assert notes_in(journal, None) == []


def test_a_backup_of_an_earlier_version_is_brought_up_to_date_when_it_opens(tmp_path, now):
    journal = tmp_path / "journal.db"
    Database.create(journal, lambda session: information.begin(session, now))
    old = GOLDEN / "version-1.db"
    assert backup_preview.preview(old, None, journal).version == 1
    restoring.restore(journal, None, old, now)
    assert connections.marks(journal)[1] == 1
    Database(journal).close()
    assert connections.marks(journal)[1] == migrations.VERSION
    assert backups.listed(journal)[0].name.reason == "upgrade"


def test_a_disk_that_refuses_leaves_the_journal_as_it_was(journal, key, now, monkeypatch):
    made = backups.make(journal, key, "asked", now)

    def refuse(_source, _place, _key):
        raise OSError(28, "no space")

    monkeypatch.setattr(restoring, "_back_up", lambda *_given: None)
    monkeypatch.setattr(copies, "write", refuse)
    with pytest.raises(StorageError, match="as it was"):
        restoring.restore(journal, key, made.path, now)
    assert notes_in(journal, key) == ["first"]
    assert beside(journal) == ["journal.db"]


def test_a_drive_without_hard_links_is_served_too(journal, key, now, monkeypatch):
    made = backups.make(journal, key, "asked", now)
    record(journal, key, now, "second")

    def refuse(*_given):
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "link", refuse)
    done = restoring.restore(journal, key, made.path, now)
    assert notes_in(journal, key) == ["first"]
    assert notes_in(done.aside, key) == ["first", "second"]


def test_a_second_name_of_the_journal_that_a_kill_left_is_swept(journal, key, now):
    made = backups.make(journal, key, "asked", now)
    twice = journal.with_name("before-restore-2026-01-01T00-00-00Z-journal.db")
    os.link(journal, twice)
    real = journal.with_name("before-restore-2025-01-01T00-00-00Z-journal.db")
    real.write_text("of an earlier restore")
    done = restoring.restore(journal, key, made.path, now)
    assert beside(journal) == [real.name, done.aside.name, "journal.db"]


SECRET = Key(b"k" * 32, b"s" * 16)


class Killed(BaseException):
    """Ends what runs as a kill would: nothing is done after it."""


@pytest.fixture
def half_restored(tmp_path, now, monkeypatch):
    """Gives a journal whose restore was killed when its log lay aside, and nothing replaced it.

    Whoever restored had no passphrase, so the log of a killed program could not be brought in.
    """
    journal = tmp_path / "journal.db"
    Database.create(journal, lambda session: information.begin(session, now), key=SECRET)
    record(journal, SECRET, now, "first")
    backups.make(journal, SECRET, "asked", now)
    open_still = connections.connect(journal, SECRET)
    open_still.execute("UPDATE check_in SET note = 'in the log'")
    folder = tmp_path / "killed"
    folder.mkdir()
    for name in ("journal.db", "journal.db-wal"):
        shutil.copy(tmp_path / name, folder / name)
    open_still.close()
    plain = folder / "plain.db"
    Database.create(plain, lambda session: information.begin(session, now))
    there = folder / "journal.db"
    whole = Path.replace

    def killed(self, target):
        if target == there:
            raise Killed
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(Killed):
        restoring.restore(there, None, plain, now)
    monkeypatch.undo()
    plain.unlink()
    assert not there.with_name("journal.db-wal").exists()
    return there


def test_a_log_that_a_killed_restore_left_aside_comes_back_when_the_journal_opens(half_restored):
    Database(half_restored, SECRET).close()
    assert notes_in(half_restored, SECRET) == ["in the log"]
    assert beside(half_restored) == ["journal.db"]


def test_it_comes_back_before_the_next_restore_too(tmp_path, half_restored, now):
    (made,) = tmp_path.glob("journal.backups/*.db")
    done = restoring.restore(half_restored, SECRET, made, now)
    assert notes_in(half_restored, SECRET) == ["first"]
    assert notes_in(done.aside, SECRET) == ["in the log"]


def test_where_there_are_no_hard_links_the_log_comes_back_as_well(half_restored, monkeypatch):
    (aside,) = half_restored.parent.glob("before-restore-*.db")
    aside.unlink()
    shutil.copy(half_restored, aside)

    def refuse(*_places):
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    Database(half_restored, SECRET).close()
    assert notes_in(half_restored, SECRET) == ["in the log"]
    assert beside(half_restored) == [aside.name, "journal.db"]


def test_a_log_never_comes_over_that_of_a_program_that_opened_meanwhile(
    half_restored, monkeypatch
):
    def taken(_log, own):
        own.write_bytes(b"of another program")
        raise FileExistsError

    (log,) = half_restored.parent.glob("before-restore-*-wal")
    before = log.read_bytes()
    monkeypatch.setattr(os, "link", taken)
    unfinished.mend(half_restored)
    assert half_restored.with_name("journal.db-wal").read_bytes() == b"of another program"
    assert log.read_bytes() == before
    # and a second name of a journal stays as long as it has a log of its own
    monkeypatch.undo()
    restoring.sweep(half_restored)
    assert log.read_bytes() == before
    assert log.with_name(log.name.removesuffix("-wal")).exists()


@pytest.mark.parametrize(("may_write", "told"), [(True, "cut short"), (False, "read-only")])
def test_where_the_log_cannot_come_back_the_journal_is_not_written_without_it(
    half_restored, monkeypatch, may_write, told
):
    def refuse(*_places):
        raise OSError

    before = digest(half_restored)
    with monkeypatch.context() as refusing:
        refusing.setattr(os, "link", refuse)
        refusing.setattr(shutil, "copy2", refuse)
        refusing.setattr(unfinished.files, "is_writable", lambda _path: may_write)
        with pytest.raises(StorageError, match=told):
            unfinished.mend(half_restored)
        with pytest.raises(StorageError):
            Database(half_restored, SECRET)
    assert digest(half_restored) == before
    Database(half_restored, SECRET).close()
    assert notes_in(half_restored, SECRET) == ["in the log"]


def test_what_a_whole_restore_set_aside_stays_aside(tmp_path, journal, key, now):
    made = backups.make(journal, key, "asked", now)
    record(journal, key, now, "second")
    done = restoring.restore(journal, key, made.path, now)
    log = done.aside.with_name(f"{done.aside.name}-wal")
    log.write_bytes(b"a log that belongs to it")
    Database(journal, key).close()
    assert notes_in(journal, key) == ["first"]
    assert log.read_bytes() == b"a log that belongs to it"
    # nor does one with a log that a kill named twice outlive the next restore
    twice = journal.with_name("before-restore-2026-01-01T00-00-00Z-journal.db")
    own = journal.with_name("journal.db-wal")
    own.write_bytes(b"")
    os.link(journal, twice)
    os.link(own, twice.with_name(f"{twice.name}-wal"))
    restoring.sweep(journal)
    assert not twice.exists()
    assert not twice.with_name(f"{twice.name}-wal").exists()


_RESTORE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from dosejournal.store import restoring
from dosejournal.store.vault import Key
key = Key(bytes.fromhex(sys.argv[3]), bytes.fromhex(sys.argv[4]))
at = datetime(2026, 3, 2, tzinfo=UTC)
steps = {"made": "_back_up", "grown": "_grow", "aside": "_set_aside"}
if sys.argv[5] in steps:
    name = steps[sys.argv[5]]
    whole = getattr(restoring, name)
    def hold(*given):
        found = whole(*given)
        print("there", flush=True)
        input()
        return found
    setattr(restoring, name, hold)
else:
    print("begun", flush=True)
restoring.restore(Path(sys.argv[1]), key, Path(sys.argv[2]), at)
"""


@pytest.mark.parametrize(
    ("step", "after_ms"),
    [("made", 0), ("grown", 0), ("aside", 0), *(("", after) for after in (0, 15, 30, 45))],
)
def test_a_kill_at_any_moment_of_a_restore_leaves_a_whole_journal(
    tmp_path, now, killed_after, step, after_ms
):
    key = Key(os.urandom(32), os.urandom(16))
    journal = tmp_path / "journal.db"
    Database.create(journal, lambda session: information.begin(session, now), key=key)
    record(journal, key, now, "first")
    made = backups.make(journal, key, "asked", now)
    record(journal, key, now, "second")
    killed_after(
        after_ms, _RESTORE, str(journal), str(made.path), key.raw.hex(), key.salt.hex(), step
    )
    found = notes_in(journal, key)
    assert found in (["first"], ["first", "second"])
    if step:
        assert found == ["first", "second"]
    everything = [notes_in(each, key) for each in tmp_path.glob("before-restore-*.db")]
    assert found == ["first", "second"] or ["first", "second"] in everything
    # the next start goes on with it, and the next restore tidies up
    Database(journal, key).close()
    restoring.restore(journal, key, made.path, now)
    assert notes_in(journal, key) == ["first"]
    assert list(tmp_path.glob(".*.new")) == []
    for backup in backups.listed(journal):
        assert copies.verified(backup.path, key)


def test_a_restore_thins_nothing(journal, key, now):
    folder = backup_folder.ready(journal)
    for days in range(60, 0, -1):
        (folder / backups.Name(now - days * DAY, 61 - days, "close").text).touch()
    made = backups.make(journal, key, "asked", now, thins=False)
    record(journal, key, now, "second")
    restoring.restore(journal, key, made.path, now)
    assert len(backups.listed(journal)) == 62
