import os
import shutil

import pytest

from dosejournal.errors import DamagedJournalError, NotAJournalError, WrongPassphraseError
from dosejournal.journal import information
from dosejournal.store import backups, connections, files, grafts, salvage, second_opinions, vault
from dosejournal.store.database import Database

PAGE = 4096
WORDS = "a quiet green harbour"
CHEAP = vault.Recipe(memory_kib=64, passes=1, lanes=1)


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    def keys(path, passphrase):
        return iter([vault.new_key(passphrase, vault.salt(path), CHEAP)])

    monkeypatch.setattr(vault, "keys", keys)


@pytest.fixture
def path(tmp_path, now):
    place = tmp_path / "journal.db"
    key = vault.new_key(WORDS, os.urandom(16), CHEAP)
    Database.create(place, lambda session: information.begin(session, now), key=key)
    return place


def spoil(path, start, length):
    data = bytearray(path.read_bytes())
    data[start : start + length] = os.urandom(length)
    path.write_bytes(data)


def test_the_right_passphrase_opens_and_a_wrong_one_is_wrong(path):
    key = second_opinions.unlock(path, WORDS)
    assert second_opinions.key_for(path, WORDS) == key
    with pytest.raises(WrongPassphraseError, match="Caps Lock"):
        second_opinions.unlock(path, "another")
    with pytest.raises(WrongPassphraseError):
        second_opinions.key_for(path, "another")


def test_a_damaged_first_page_is_told_from_a_wrong_passphrase(path):
    key = second_opinions.unlock(path, WORDS)
    spoil(path, 16, 400)
    with pytest.raises(DamagedJournalError, match="passphrase is right"):
        second_opinions.unlock(path, WORDS)
    assert second_opinions.key_for(path, WORDS) == key
    with pytest.raises(WrongPassphraseError):
        second_opinions.unlock(path, "another")


def assert_the_rest_can_be_saved(path, key):
    assert second_opinions.key_for(path, WORDS) == key
    assert salvage.salvage(path, key, path.with_name("saved.db")).pages > 1
    with pytest.raises(WrongPassphraseError):
        second_opinions.key_for(path, "another")


def test_a_journal_cut_in_half_keeps_nobody_from_saving_the_rest(path):
    key = second_opinions.unlock(path, WORDS)
    os.truncate(path, path.stat().st_size // 2 // PAGE * PAGE)
    with pytest.raises(DamagedJournalError, match="cut short"):
        second_opinions.unlock(path, WORDS)
    assert_the_rest_can_be_saved(path, key)


def test_a_schema_that_breaks_off_keeps_nobody_from_saving_the_rest(path):
    key = second_opinions.unlock(path, WORDS)
    whole = path.read_bytes()
    broken_off = 0
    for start in range(PAGE, len(whole), PAGE):
        spoil(path, start, 16)
        try:
            connections.opens(path, key)
        except DamagedJournalError:
            broken_off += 1
            assert second_opinions.key_for(path, WORDS) == key
            last = path.read_bytes()
        path.write_bytes(whole)
    assert broken_off > 1
    path.write_bytes(last)
    assert_the_rest_can_be_saved(path, key)


def test_a_salt_that_is_lost_is_known_from_the_backup(path, now):
    key = second_opinions.unlock(path, WORDS)
    backups.make(path, key, "asked", now)
    spoil(path, 0, PAGE)
    with pytest.raises(DamagedJournalError, match="passphrase is right"):
        second_opinions.unlock(path, WORDS)
    assert second_opinions.key_for(path, WORDS) == key
    with pytest.raises(WrongPassphraseError, match="Caps Lock"):
        second_opinions.unlock(path, "another")


def test_the_passphrase_of_before_is_told_to_open_the_backup(path, now, tmp_path):
    backups.make(path, second_opinions.unlock(path, WORDS), "asked", now)
    path.unlink()
    other = vault.new_key("a newer one", os.urandom(16), CHEAP)
    Database.create(path, lambda session: information.begin(session, now), key=other)
    with pytest.raises(WrongPassphraseError, match="backup of 2026-03-02 08:30 UTC, but not"):
        second_opinions.unlock(path, WORDS)
    with pytest.raises(WrongPassphraseError, match="Caps Lock"):
        second_opinions.unlock(path, "another")
    assert second_opinions.unlock(path, "a newer one") == other


def test_a_plain_file_that_lost_its_beginning_is_damaged_and_not_encrypted(tmp_path, now):
    path = tmp_path / "journal.db"
    Database.create(path, lambda session: information.begin(session, now))
    spoil(path, 0, PAGE)
    assert vault.is_sealed(path)
    with pytest.raises(DamagedJournalError):
        files.check(path)
    os.truncate(path, 2 * PAGE)
    files.check(path)


@pytest.mark.parametrize("length", [0, 50, PAGE + 5])
def test_a_file_with_backups_that_has_no_whole_pages_was_cut_short(path, now, length):
    key = second_opinions.unlock(path, WORDS)
    os.truncate(path, length)
    with pytest.raises(NotAJournalError):
        files.check(path)
    whole = path.with_name("whole.db")
    Database.create(whole, lambda session: information.begin(session, now), key=key)
    backups.make(whole, key, "asked", now)
    shutil.move(whole.with_name("whole.backups"), path.with_name("journal.backups"))
    with pytest.raises(DamagedJournalError, match="cut short"):
        files.check(path)


def test_a_plain_file_with_less_than_its_header_was_cut_short_too(tmp_path, now):
    path = tmp_path / "journal.db"
    Database.create(path, lambda session: information.begin(session, now))
    backups.make(path, None, "asked", now)
    os.truncate(path, 60)
    with pytest.raises(DamagedJournalError):
        files.check(path)


def test_a_backup_without_a_passphrase_tells_nothing_of_one(path, now):
    plain = path.with_name("plain.db")
    Database.create(plain, lambda session: information.begin(session, now))
    backups.make(plain, None, "asked", now)
    shutil.move(plain.with_name("plain.backups"), path.with_name("journal.backups"))
    with pytest.raises(WrongPassphraseError, match="Caps Lock"):
        second_opinions.unlock(path, "another")


def test_a_file_of_one_page_has_none_behind_it(path):
    key = second_opinions.unlock(path, WORDS)
    assert grafts.has_pages_of(path, key)
    os.truncate(path, PAGE)
    assert not grafts.has_pages_of(path, key)
