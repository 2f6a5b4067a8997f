import os
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from dosejournal.store import backup_folder, backups, checks, connections, journal_state, vault
from dosejournal.store.database import Database

PAGE = 4096
WORDS = "a quiet green harbour"
JOURNALS = Path(__file__).parents[2] / "data" / "journals"


@pytest.fixture
def filled(terminal):
    terminal.say("check-in", "--rate", "mood=62", "--note", "secret words")
    return terminal


def spoil(path, page, content=None):
    data = bytearray(path.read_bytes())
    data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE) if content is None else content
    path.write_bytes(data)


def test_a_sound_journal_is_told_so_and_when_it_was_checked_is_kept(filled):
    said = filled.say("check")
    pages = filled.journal.stat().st_size // PAGE
    assert said == f"Sound: 1 entry, {pages} pages, checked 2026-03-02 09:30\n"
    database = Database(filled.journal)
    with database.read() as session:
        assert journal_state.checked_at(session.connection()) == filled.now
    database.close()
    assert not list(filled.journal.parent.glob("*-wal"))


def test_what_was_found_can_be_read_by_programs(filled):
    told = filled.json("check")
    assert (told["sound"], told["entries"], told["problems"]) == (True, 1, {})
    assert told["rows"]["rating"] == 1
    assert told["checked_at"] == "2026-03-02T09:30:00+01:00"


def test_damage_ends_with_another_code_and_says_what_to_do(filled):
    spoil(filled.journal, 30)
    code, said, complained = filled.bare("--journal", str(filled.journal), "check")
    assert code == 1
    assert said
    assert "dosejournal restore" in complained
    assert "dosejournal salvage" in complained
    code, said, _complained = filled.bare("--journal", str(filled.journal), "check", "--json")
    assert code == 1
    assert '"sound": false' in said


def test_a_file_that_cannot_even_be_opened_is_told_to_be_damaged(filled):
    os.truncate(filled.journal, filled.journal.stat().st_size // 2)
    code, said, complained = filled.bare("--journal", str(filled.journal), "check", "--json")
    assert code == 1
    assert '"problems": {"unreadable": 1}' in said
    assert "damaged or was cut short" in complained


def test_a_sound_database_of_another_program_is_not_told_to_be_a_sound_journal(terminal, tmp_path):
    place = tmp_path / "other.db"
    other = dbapi2.connect(str(place))
    other.execute("CREATE TABLE bookmark (address)")
    other.commit()
    other.close()
    for how in ((), ("--json",)):
        code, said, complained = terminal.bare("--journal", str(place), "check", *how)
        assert (code, said) == (1, "")
        assert "database of another program" in complained


def test_a_journal_of_a_newer_version_can_be_sound_and_is_not_changed(filled):
    newer = dbapi2.connect(str(filled.journal))
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    before = filled.journal.read_bytes()
    assert filled.say("check").startswith("Sound: 1 entry")
    assert filled.journal.read_bytes() == before


def test_only_a_file_can_be_salvaged(terminal, tmp_path):
    folder, pipe, new = tmp_path / "folder", tmp_path / "pipe", tmp_path / "new.db"
    folder.mkdir()
    places = [folder]
    if os.name == "posix":
        os.mkfifo(pipe)
        places.append(pipe)
    for place in places:
        assert "not a journal" in terminal.refused("salvage", str(place), str(new))
    assert not new.exists()


@pytest.mark.parametrize("size", [0, 7])
def test_a_file_too_short_for_a_salt_is_no_journal_rather_than_a_want_of_memory(
    terminal, tmp_path, size
):
    words, short = tmp_path / "words", tmp_path / "short.db"
    words.write_text(WORDS)
    short.write_bytes(bytes(range(1, size + 1)))
    new = str(tmp_path / "new.db")
    complained = terminal.refused("--passphrase-file", str(words), "salvage", str(short), new)
    assert "not a journal" in complained


def test_a_journal_that_cannot_be_written_is_sound_all_the_same(filled, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _place, how: how == os.R_OK)
    assert filled.say("check").startswith("Sound: ")


def test_what_can_be_read_is_saved_with_counts_before_and_after(filled, tmp_path):
    shutil.rmtree(backup_folder.of(filled.journal), ignore_errors=True)
    spoil(filled.journal, 0, os.urandom(PAGE))
    new = tmp_path / "new.db"
    said = filled.say("salvage", str(filled.journal), str(new))
    assert "Check-ins: 1 of an unknown number\n" in said
    assert said.endswith(f"now in {new}. The damaged file was not changed.\n")
    assert checks.whole(new).entries == 1


def test_the_counts_can_be_read_by_programs(filled, tmp_path, now):
    kept = backups.make(filled.journal, None, "asked", now)
    os.truncate(filled.journal, 7 * PAGE + 5)
    told = filled.json("salvage", str(filled.journal), str(tmp_path / "new.db"))
    assert told["backup"] == str(kept.path)
    assert told["tables"]["check_in"] == {
        "before": 1,
        "after": 1,
        "from_backup": told["tables"]["check_in"]["from_backup"],
        "in_part": 0,
        "left_out": 0,
    }
    assert told["tables"]["rating"]["from_backup"] == 1


def test_a_table_that_came_later_is_not_spoken_of(terminal, tmp_path):
    terminal.journal.unlink()
    shutil.copy(JOURNALS / "version-1.db", terminal.journal)
    said = terminal.say("salvage", str(terminal.journal), str(tmp_path / "new.db"))
    assert "Check-ins: " in said
    assert "Expectations: " not in said


def test_rows_from_a_backup_are_told(filled, tmp_path, now):
    backups.make(filled.journal, None, "asked", now)
    os.truncate(filled.journal, 7 * PAGE)
    said = filled.say("salvage", str(filled.journal), str(tmp_path / "new.db"))
    assert "Of these, rows that only the newest backup had: " in said


@pytest.mark.parametrize("name", ["missing.db", "journal.db"])
def test_a_file_that_is_missing_or_a_place_that_is_taken_is_refused(filled, name):
    filled.refused("salvage", str(filled.journal.with_name(name)), str(filled.journal))


def test_an_encrypted_one_needs_its_passphrase_also_without_its_first_page(terminal, tmp_path):
    words = tmp_path / "words"
    words.write_text(f"{WORDS}\n")
    given = ("--passphrase-file", str(words))
    terminal.journal.unlink()
    terminal.say(*given, "new")
    terminal.say(*given, "check-in", "--rate", "mood=62")
    key = connections.unlock(terminal.journal, WORDS)
    spoil(terminal.journal, 0, vault.salt(terminal.journal) + os.urandom(PAGE - 16))
    assert "passphrase is right" in terminal.refused(*given, "list")
    new = tmp_path / "new.db"
    terminal.say(*given, "salvage", str(terminal.journal), str(new))
    assert checks.whole(new, key).entries == 1


def test_a_plain_one_that_lost_its_beginning_needs_none(filled, tmp_path, now):
    backups.make(filled.journal, None, "asked", now)
    spoil(filled.journal, 0, os.urandom(PAGE))
    new = tmp_path / "new.db"
    filled.say("salvage", str(filled.journal), str(new))
    assert checks.whole(new).entries == 1
