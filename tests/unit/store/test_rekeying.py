import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import dosejournal
from dosejournal.domain.entries import CheckInDraft
from dosejournal.errors import (
    DamagedJournalError,
    InputError,
    JournalBusyError,
    NoJournalError,
    StorageError,
    WrongPassphraseError,
)
from dosejournal.journal import check_ins, information, timeline
from dosejournal.store import (
    backups,
    connections,
    contents,
    copies,
    migrations,
    recovery,
    rekeying,
    second_folder,
    vault,
)
from dosejournal.store.database import Database

WORDS = "walrus teacup gravel"
OTHER = "orbit nineteen mustard"
MARKER = "a note that is mine"

pytestmark = pytest.mark.usefixtures("cheap_recipe")


def made(path, now, key):
    def fill(session):
        information.begin(session, now)
        for rating in range(40):
            check_ins.record(session, now, CheckInDraft(now, {"mood": rating}, MARKER, ("walk",)))

    Database.create(path, fill, key=key)
    return path


@pytest.fixture
def plain(tmp_path, now):
    return made(tmp_path / "journal.db", now, None)


@pytest.fixture
def sealed(tmp_path, now):
    return made(tmp_path / "journal.db", now, vault.new_key(WORDS))


def held(path, key):
    connection = connections.connect(path, key)
    try:
        return contents.hashes(connection, contents.columns(connection)), connections.marks(
            path, key
        )
    finally:
        connection.close()


def found(path, key, text):
    database = Database(path, key)
    try:
        with database.read() as session:
            return len(timeline.keys(session, timeline.Filter(search=text)))
    finally:
        database.close()


def test_a_changed_passphrase_opens_everything_and_the_old_one_nothing(sealed, now):
    key = connections.unlock(sealed, WORDS)
    before = held(sealed, key)
    fresh, trouble = rekeying.change(sealed, key, OTHER, now)
    assert trouble == ""
    assert fresh == connections.unlock(sealed, OTHER)
    assert fresh.salt == key.salt
    with pytest.raises(WrongPassphraseError):
        connections.unlock(sealed, WORDS)
    assert held(sealed, fresh) == before


def test_the_backup_before_a_change_keeps_the_passphrase_of_its_time(sealed, now):
    key = connections.unlock(sealed, WORDS)
    rekeying.change(sealed, key, OTHER, now)
    (backup,) = backups.listed(sealed)
    assert backup.name.reason == "rekey"
    assert held(backup.path, connections.unlock(backup.path, WORDS)) == held(
        sealed, connections.unlock(sealed, OTHER)
    )


def test_a_plain_journal_becomes_an_encrypted_one_with_every_row(plain, now):
    before = held(plain, None)
    key, trouble = rekeying.seal(plain, WORDS, now)
    assert trouble == ""
    assert held(plain, key) == before
    assert connections.unlock(plain, WORDS) == key
    assert MARKER.encode() not in plain.read_bytes()
    assert plain.stat().st_mode & 0o077 == 0
    assert found(plain, key, "mine") == 40
    (backup,) = backups.listed(plain)
    assert vault.is_sealed(backup.path)


def test_an_encrypted_journal_becomes_a_plain_one_with_every_row(sealed, now):
    key = connections.unlock(sealed, WORDS)
    before = held(sealed, key)
    rekeying.unseal(sealed, key, now)
    assert not vault.is_sealed(sealed)
    assert held(sealed, None) == before
    assert before[1] == (migrations.APPLICATION_ID, migrations.VERSION)
    assert found(sealed, None, "mine") == 40
    (backup,) = backups.listed(sealed)
    assert vault.is_sealed(backup.path)


def acts(now):
    return {
        "change": lambda path, key: rekeying.change(path, key, OTHER, now),
        "seal": lambda path, _key: rekeying.seal(path, OTHER, now),
        "unseal": lambda path, key: rekeying.unseal(path, key, now),
    }


@pytest.mark.parametrize("act", ["change", "seal", "unseal"])
def test_a_journal_that_is_open_elsewhere_is_left_alone(tmp_path, now, act):
    key = None if act == "seal" else vault.new_key(WORDS)
    path = made(tmp_path / "journal.db", now, key)
    other = Database(path, key)
    before = held(path, key)
    with pytest.raises(JournalBusyError):
        acts(now)[act](path, key)
    other.close()
    assert held(path, key) == before
    assert [each.name for each in tmp_path.glob(".*")] == []


@pytest.mark.parametrize("act", ["seal", "unseal"])
def test_a_copy_that_differs_takes_no_place(tmp_path, now, act, monkeypatch):
    key = None if act == "seal" else vault.new_key(WORDS)
    path = made(tmp_path / "journal.db", now, key)
    before = held(path, key)
    with monkeypatch.context() as patched:
        patched.setattr(copies, "verified", lambda *_words: None)
        patched.setattr(rekeying.backups, "make", lambda *_words: None)
        with pytest.raises(DamagedJournalError, match="was not changed"):
            acts(now)[act](path, key)
    assert held(path, key) == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_where_open_files_do_not_give_way_it_is_closed_first(plain, now, monkeypatch):
    before = held(plain, None)
    monkeypatch.setattr(rekeying, "_OPEN_FILES_GIVE_WAY", False)
    key, trouble = rekeying.seal(plain, WORDS, now)
    assert trouble == ""
    assert held(plain, key) == before


def test_who_waits_to_write_in_the_old_file_is_told_that_its_place_was_taken(plain, now):
    late = Database(plain)
    with late.read() as session:
        assert timeline.keys(session)
    taken = plain.with_name("taken.db")
    made(taken, now, vault.new_key(WORDS))
    taken.replace(plain)
    with (
        pytest.raises(NoJournalError, match="open it again"),
        late.write("Check-in recorded") as write,
    ):
        check_ins.record(write.session, now, CheckInDraft(now, {"mood": 1.0}))
    late.close()


def test_a_recovery_sheet_opens_the_journal_without_its_passphrase(sealed, now):
    key = connections.unlock(sealed, WORDS)
    assert not recovery.exists(sealed)
    code = recovery.make(sealed, key)
    assert recovery.exists(sealed)
    assert recovery.unlock(sealed, code) == key
    assert recovery.unlock(sealed, code.lower().replace("-", " ").replace("0", "o")) == key
    assert len(code) == 39


def test_a_second_sheet_makes_the_first_one_void(sealed):
    key = connections.unlock(sealed, WORDS)
    first, second = recovery.make(sealed, key), recovery.make(sealed, key)
    assert recovery.unlock(sealed, second) == key
    with pytest.raises(WrongPassphraseError, match="made last"):
        recovery.unlock(sealed, first)


def test_a_sheet_opens_the_backups_of_its_journal_wherever_they_lie(sealed, now, tmp_path):
    key = connections.unlock(sealed, WORDS)
    second = tmp_path / "drive"
    second.mkdir()
    for _twice in range(2):
        code = recovery.make(sealed, key)
        backup = backups.make(sealed, key, "asked", now)
        other = second_folder.copy(sealed, backup, second)
    backups.make(sealed, key, "asked", now)
    for each in (backup.path, other):
        assert recovery.exists(each)
        assert recovery.unlock(each, code) == key
    for folder in (backup.path.parent, other.parent):
        assert [place.stat().st_mode & 0o077 for place in folder.glob("*.recovery")] == [0]


@pytest.mark.parametrize("act", ["change", "unseal"])
def test_a_sheet_opens_nothing_once_the_passphrase_is_another_or_gone(sealed, now, act):
    key = connections.unlock(sealed, WORDS)
    code = recovery.make(sealed, key)
    wrapped = recovery.place(sealed).read_bytes()
    acts(now)[act](sealed, key)
    with pytest.raises(WrongPassphraseError, match="No recovery sheet"):
        recovery.unlock(sealed, code)
    # one that was kept elsewhere, and put back
    recovery.place(sealed).write_bytes(wrapped)
    if act == "change":
        with pytest.raises(WrongPassphraseError, match="made last"):
            recovery.unlock(sealed, code)


@pytest.mark.parametrize(
    "typed", ["", "AAAA", "0000-0000-0000-0000-0000-0000-0000-0000", "ж" * 32]
)
def test_a_typing_error_is_told_from_a_wrong_sheet(sealed, typed):
    recovery.make(sealed, connections.unlock(sealed, WORDS))
    with pytest.raises(InputError, match="typing error"):
        recovery.unlock(sealed, typed)


def test_the_code_is_kept_nowhere(sealed):
    key = connections.unlock(sealed, WORDS)
    code = recovery.make(sealed, key)
    for each in sealed.parent.iterdir():
        content = each.read_bytes()
        for secret in (code.encode(), code.replace("-", "").encode(), key.raw):
            assert secret not in content
        assert each.stat().st_mode & 0o077 == 0


def test_a_sheet_that_cannot_be_kept_is_told_and_the_one_before_stays(sealed, monkeypatch):
    key = connections.unlock(sealed, WORDS)
    code = recovery.make(sealed, key)

    def refuse(*_words):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(StorageError, match="No recovery sheet can be made"):
            recovery.make(sealed, key)
    assert recovery.unlock(sealed, code) == key


@pytest.mark.parametrize("first", [WORDS, OTHER])
def test_what_a_kill_left_half_written_opens_as_it_was_whichever_words_are_tried_first(
    sealed, tmp_path, first
):
    key = connections.unlock(sealed, WORDS)
    before = held(sealed, key)
    killed = tmp_path / "killed"
    killed.mkdir()
    alone = connections.connect(sealed, key, alone=True)
    alone.execute("PRAGMA cache_size = 1")
    alone.execute("BEGIN IMMEDIATE")
    alone.execute("UPDATE check_in SET note = zeroblob(5000)")
    for name in (sealed.name, f"{sealed.name}-journal"):
        shutil.copy(sealed.with_name(name), killed / name)
    alone.execute("ROLLBACK")
    alone.close()
    path = killed / sealed.name
    assert connections.is_interrupted(path)
    if first == OTHER:
        with pytest.raises(WrongPassphraseError):
            connections.unlock(path, OTHER)
    assert connections.unlock(path, WORDS) == key
    assert held(path, key) == before
    Database(path, key).close()


_CHANGE = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from dosejournal.store import connections, rekeying, vault
vault.RECIPES = (vault.Recipe(memory_kib=64, passes=1, lanes=1),)
path, act = Path(sys.argv[1]), sys.argv[2]
rekeying.backups.make = lambda *_words: print("begins", flush=True)
now = datetime.now(UTC)
if act == "change":
    rekeying.change(path, connections.unlock(path, sys.argv[3]), sys.argv[4], now)
elif act == "seal":
    print("begins", flush=True)
    rekeying.seal(path, sys.argv[4], now)
else:
    rekeying.unseal(path, connections.unlock(path, sys.argv[3]), now)
"""


@pytest.mark.parametrize("act", ["change", "seal", "unseal"])
def test_a_kill_meanwhile_leaves_the_old_passphrase_or_the_new_one(tmp_path, now, act):
    key = None if act == "seal" else vault.new_key(WORDS)
    path = made(tmp_path / "journal.db", now, key)
    before = held(path, key)
    after = random.Random(act)  # noqa: S311 - the same moments each time
    for _kill in range(6):
        running = subprocess.Popen(
            [sys.executable, "-c", _CHANGE, str(path), act, WORDS, OTHER],
            env={
                **{
                    name: value for name, value in os.environ.items() if not name.startswith("COV")
                },
                "PYTHONPATH": str(Path(dosejournal.__file__).parents[1]),
            },
            stdout=subprocess.PIPE,
        )
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(after.uniform(0, 0.06))
        running.send_signal(signal.SIGKILL)
        running.communicate()
        opened = None
        if vault.is_sealed(path):
            opened = next(
                key
                for words in (WORDS, OTHER)
                for key in vault.keys(path, words)
                if connections.opens(path, key)
            )
        assert held(path, opened) == before
        if opened != key:
            path.unlink()
            made(path, now, key)
            before = held(path, key)


@pytest.mark.parametrize("act", ["seal", "change", "unseal"])
def test_behind_a_link_it_is_the_journal_itself_that_changes(tmp_path, now, act):
    key = None if act == "seal" else vault.new_key(WORDS)
    path = made(tmp_path / "journal.db", now, key)
    link = tmp_path / "link.db"
    link.symlink_to(path)
    if act == "seal":
        rekeying.seal(link, WORDS, now)
    elif act == "change":
        rekeying.change(link, key, OTHER, now)
    else:
        rekeying.unseal(link, key, now)
    assert link.is_symlink()
    assert vault.is_sealed(path) is (act != "unseal")


@pytest.mark.parametrize("act", ["seal", "change", "unseal"])
@pytest.mark.parametrize("refusal", [StorageError("It cannot be done."), PermissionError()])
def test_what_fails_after_a_journal_has_its_key_is_told_and_the_key_holds(
    tmp_path, now, act, refusal, monkeypatch
):
    def fail(*_words):
        raise refusal

    key = None if act == "seal" else vault.new_key(WORDS)
    path = made(tmp_path / "journal.db", now, key)
    if act == "seal":
        monkeypatch.setattr(rekeying.backups, "make", fail)
    else:
        monkeypatch.setattr(rekeying.recovery, "drop", fail)
    fresh, trouble = acts(now)[act](path, key)
    assert vault.is_sealed(path) is (act != "unseal")
    assert held(path, fresh)
    assert ("It cannot be done." if isinstance(refusal, StorageError) else ".recovery") in trouble


def test_a_log_that_a_killed_restore_left_aside_comes_back_before_a_change(tmp_path, now):
    key = vault.new_key(WORDS)
    path = made(tmp_path / "journal.db", now, key)
    open_still = connections.connect(path, key)
    open_still.execute("UPDATE check_in SET note = 'in the log'")
    killed = tmp_path / "killed"
    killed.mkdir()
    there = Path(shutil.copy(path, killed))
    aside = killed / "before-restore-2026-01-01T00-00-00Z-journal.db"
    os.link(there, aside)
    shutil.copy(tmp_path / "journal.db-wal", aside.with_name(f"{aside.name}-wal"))
    open_still.close()
    fresh, _trouble = rekeying.change(there, key, OTHER, now)
    connection = connections.peek(there, fresh)
    try:
        notes = connection.execute("SELECT DISTINCT note FROM check_in").fetchall()
    finally:
        connection.close()
    assert notes == [("in the log",)]
    assert list(killed.glob("before-restore-*")) == []
