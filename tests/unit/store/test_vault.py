import hashlib
import json
import os
import shutil
import time
from pathlib import Path

import pytest
from argon2.exceptions import HashingError
from sqlcipher3 import dbapi2

from dosejournal.domain.entries import CheckInDraft, record
from dosejournal.errors import (
    DamagedJournalError,
    LockedJournalError,
    NotAJournalError,
    StorageError,
    WrongPassphraseError,
)
from dosejournal.journal import check_ins, information, timeline
from dosejournal.store import connections, vault
from dosejournal.store.database import Database

WORDS = "walrus teacup gravel"
GOLDEN = Path(__file__).parents[2] / "data" / "journals"
MARKER = "a note nobody else may read"


@pytest.fixture
def sealed(tmp_path, now, cheap_recipe):
    """Return a journal with one entry, encrypted with a passphrase."""
    path = tmp_path / "mine.db"

    def fill(session):
        information.begin(session, now)
        check_ins.record(session, now, CheckInDraft(now, {"mood": 50.0}, MARKER))

    Database.create(path, fill, key=vault.new_key(WORDS))
    return path


def entries(path, key):
    database = Database(path, key)
    try:
        with database.read() as session:
            return timeline.entries(session, timeline.keys(session))
    finally:
        database.close()


def test_file_and_passphrase_alone_open_a_journal_wherever_it_lies(sealed, tmp_path):
    moved = tmp_path / "elsewhere.db"
    sealed.rename(moved)
    (entry,) = entries(moved, connections.unlock(moved, WORDS))
    assert entry.note == MARKER


@pytest.mark.usefixtures("cheap_recipe")
def test_what_a_copied_line_brings_along_is_no_part_of_the_passphrase():
    assert vault.new_key(f" {WORDS}\n", bytes(16)) == vault.new_key(WORDS, bytes(16))
    assert vault.new_key(WORDS.replace(" ", ""), bytes(16)) != vault.new_key(WORDS, bytes(16))


@pytest.mark.usefixtures("cheap_recipe")
def test_an_accent_typed_in_two_ways_is_the_same_passphrase():
    salt = bytes(16)
    assert vault.new_key("caf\u00e9 noir", salt) == vault.new_key("cafe\u0301 noir", salt)
    assert vault.new_key("cafe noir", salt) != vault.new_key("caf\u00e9 noir", salt)


def test_the_present_recipe_costs_a_guesser_a_quarter_of_a_gigabyte():
    assert vault.RECIPES[0] == vault.Recipe(memory_kib=262_144, passes=3, lanes=4)
    began = time.process_time()
    key = vault.new_key(WORDS, bytes(16))
    assert time.process_time() > began
    assert (len(key.raw), len(key.salt)) == (32, 16)
    known = "dac74a"  # the same as by the Argon2id of OpenSSL
    assert hashlib.sha256(key.raw).hexdigest()[:6] == known


def test_each_new_journal_has_a_salt_of_its_own(sealed, tmp_path):
    assert vault.new_key(WORDS).salt != vault.new_key(WORDS).salt
    assert sealed.read_bytes()[:16] == connections.unlock(sealed, WORDS).salt


def test_a_journal_made_with_an_earlier_recipe_still_opens(sealed, monkeypatch):
    newer = vault.Recipe(memory_kib=128, passes=1, lanes=1)
    monkeypatch.setattr(vault, "RECIPES", (newer, *vault.RECIPES))
    assert len(entries(sealed, connections.unlock(sealed, WORDS))) == 1


@pytest.mark.parametrize("wrong", ["walrus teacup  gravel", "Walrus teacup gravel", "", "x" * 999])
def test_a_wrong_passphrase_is_a_sentence_and_no_damage(sealed, wrong, capfd):
    before = sealed.read_bytes()
    with pytest.raises(WrongPassphraseError, match="Nothing was changed or lost"):
        connections.unlock(sealed, wrong)
    assert sealed.read_bytes() == before
    assert capfd.readouterr() == ("", "")
    assert len(entries(sealed, connections.unlock(sealed, WORDS))) == 1


def test_without_a_passphrase_an_encrypted_journal_is_not_opened(sealed):
    with pytest.raises(LockedJournalError):
        Database(sealed)


def test_a_key_is_not_shown_by_accident(key):
    assert repr(key) == "Key()"


def test_nothing_that_was_written_can_be_read_in_any_file_of_an_encrypted_journal(sealed, now):
    key = connections.unlock(sealed, WORDS)
    database = Database(sealed, key)
    with database.write("Check-in recorded") as write:
        check_ins.record(write.session, now, CheckInDraft(now, {}, MARKER))
    found = {each.name for each in sealed.parent.iterdir()}
    assert found == {"mine.db", "mine.db-wal", "mine.db-shm"}
    for each in sealed.parent.iterdir():
        content = each.read_bytes()
        assert MARKER.encode() not in content
        assert b"CREATE TABLE" not in content
    database.close()


def test_what_is_there_to_be_found_is_found_in_a_plain_journal(database, now):
    with database.write("Check-in recorded") as write:
        check_ins.record(write.session, now, CheckInDraft(now, {}, MARKER))
    wal = database.path.with_name(f"{database.path.name}-wal")
    assert MARKER.encode() in wal.read_bytes()


def test_a_plain_file_in_the_place_of_an_encrypted_one_is_refused(journal_path, key):
    with pytest.raises(WrongPassphraseError):
        Database(journal_path, key)


def test_a_library_that_cannot_encrypt_writes_nothing(tmp_path, key, monkeypatch):
    class Unable:
        """As a library without a cipher: it takes no notice of a key."""

        def __init__(self, *words, **how):
            self._own = honest(*words, **how)

        def __getattr__(self, name):
            return getattr(self._own, name)

        def execute(self, statement, *values):
            if "cipher" in statement or "PRAGMA key" in statement:
                return self._own.execute("SELECT 1 WHERE 0")
            return self._own.execute(statement, *values)

    honest = dbapi2.connect
    monkeypatch.setattr(dbapi2, "connect", Unable)
    with pytest.raises(StorageError, match="a library is missing"):
        Database.create(tmp_path / "new.db", lambda _session: None, key=key)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_no_whole_page_is_no_encrypted_journal(tmp_path):
    for size in (0, 17, 4095, 4097):
        path = tmp_path / f"{size}.db"
        path.write_bytes(os.urandom(size))
        with pytest.raises(NotAJournalError):
            Database(path)


def test_too_little_memory_is_told(monkeypatch):
    def refuse(*_words):
        raise HashingError("Memory allocation error")

    monkeypatch.setattr("argon2.low_level.hash_secret_raw", refuse)
    with pytest.raises(StorageError, match="too little free memory"):
        vault.new_key(WORDS)


def test_a_damage_behind_the_first_page_is_no_wrong_passphrase(sealed_path, key):
    content = bytearray(sealed_path.read_bytes())
    for place in range(4096, len(content), 4096):
        content[place + 9] ^= 1
    sealed_path.write_bytes(content)
    with pytest.raises(DamagedJournalError):
        Database(sealed_path, key)


def test_undo_and_what_others_wrote_work_in_an_encrypted_journal(sealed_path, key, now):
    mine, other = Database(sealed_path, key), Database(sealed_path, key)
    with mine.write("Check-in recorded") as write:
        check_ins.record(write.session, now, CheckInDraft(now, {"mood": 1.0}, "a"))
    assert other.changed_by_others()
    mine.undo()
    assert other.changed_by_others()
    for database in (mine, other):
        database.close()
    assert entries(sealed_path, key) == []


def test_a_journal_this_version_encrypted_opens_with_its_passphrase_for_ever(tmp_path):
    # with the real recipe: what a release has written must open in every later one
    path = tmp_path / "journal.db"
    shutil.copy(GOLDEN / "version-4-sealed.db", path)
    before = json.loads((GOLDEN / "version-4.json").read_text(encoding="utf-8"))
    assert [record(each) for each in entries(path, connections.unlock(path, WORDS))] == (
        before["entries"]
    )


@pytest.mark.usefixtures("cheap_recipe")
def test_a_journal_that_was_given_spaces_around_its_passphrase_still_opens(
    tmp_path, now, monkeypatch
):
    path = tmp_path / "journal.db"
    with monkeypatch.context() as before:
        before.setattr(vault.passphrases, "meant", str)
        raw = vault.new_key(f" {WORDS} ")
    Database.create(path, lambda session: information.begin(session, now), key=raw)
    assert connections.unlock(path, f" {WORDS} ") == raw
    with pytest.raises(WrongPassphraseError):
        connections.unlock(path, WORDS)
