import os
import platform
import shutil

import pytest

from dosejournal.journal import information
from dosejournal.store import backup_notes, backups, connections, vault
from dosejournal.store.database import Database
from dosejournal.store.vault import Recipe


@pytest.fixture
def some(terminal):
    """A terminal whose journal has one entry, and the backup that came with it."""
    terminal.say("check-in", "--rate", "mood=50")
    return terminal


def number_of_entries(terminal):
    return len(terminal.json("list"))


def test_a_backup_is_made_and_listed(some):
    said = some.say("backup")
    made, first = backups.listed(some.journal)
    assert said == f"A backup with 1 entry was made and read back: {made.path}\n"
    newest, before = some.json("backups")
    assert newest == {
        "number": 2,
        "name": made.path.name,
        "path": str(made.path),
        "at": "2026-03-02T09:30:00+01:00",
        "reason": "asked",
        "bytes": made.bytes,
        "entries": 1,
        "verified_at": "2026-03-02T09:30:00+01:00",
        "sound": True,
    }
    assert (before["number"], before["reason"]) == (1, "regular")
    lines = some.say("backups").splitlines()
    assert lines[0].startswith("    2  2026-03-02 09:30  1 entry, 0.")
    assert lines[0].endswith(" MB, verified, by hand")
    assert first.name.number == 1


def test_a_journal_without_backups_says_where_they_would_be(terminal):
    assert str(terminal.journal.parent / "journal.backups") in terminal.say("backups")
    assert terminal.json("backups") == []


def test_a_backup_that_nobody_looked_through_is_listed_as_such(some):
    (first,) = backups.listed(some.journal)
    backup_notes.write(first.path.parent, {})
    (listed,) = some.json("backups")
    assert (listed["entries"], listed["verified_at"], listed["sound"]) == (None, None, None)
    assert "–, 0." in some.say("backups")
    assert "not verified yet" in some.say("backups")


def test_a_backup_goes_to_the_folder_that_is_named(some, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    made = some.json("backup", str(stick))
    assert [each.name for each in stick.iterdir()] == [made["name"]]
    assert len(backups.listed(some.journal)) == 1
    assert "nowhere" in some.refused("backup", str(tmp_path / "nowhere"))


def test_commands_that_follow_one_another_share_a_backup(some):
    some.say("check-in", "--rate", "mood=60")
    some.say("list")
    assert len(backups.listed(some.journal)) == 1


def test_a_command_is_done_also_where_no_backup_can_be_made(terminal):
    terminal.journal.with_name("journal.backups").write_text("in the way")
    assert "No backup could be made" in terminal.remarked("check-in", "--rate", "mood=50")
    assert "No backup could be made" in terminal.refused("backup")


@pytest.mark.parametrize("said", ["1", "name", "path"])
def test_a_backup_is_restored_by_its_number_its_name_or_its_place(some, said):
    (first,) = backups.listed(some.journal)
    some.say("check-in", "--rate", "mood=60")
    words = {"1": "1", "name": first.path.name, "path": str(first.path)}
    told = some.say("restore", words[said]).splitlines()
    assert told[0] == f"{first.path.name} is the journal now."
    aside = told[1].removeprefix("What was there before is at ")
    assert "before-restore-2026-03-02T08-30-00Z-journal.db" in aside
    assert number_of_entries(some) == 1
    assert len(some.bare("--journal", aside, "list", "--json")[1].split('"kind"')) == 3


def test_a_journal_that_is_gone_comes_back(some):
    some.journal.unlink()
    assert some.say("restore", "1").count("\n") == 1
    assert number_of_entries(some) == 1


def test_what_is_no_backup_is_refused(some, tmp_path):
    assert "see: dosejournal backups" in some.refused("restore", "17")
    assert "no journal at" in some.refused("restore", str(tmp_path / "gone.db"))
    other = tmp_path / "other.txt"
    other.write_text("something else")
    assert "not a journal" in some.refused("restore", str(other))
    assert number_of_entries(some) == 1


@pytest.mark.parametrize("computer", ["", platform.node(), "another computer"])
def test_nothing_is_restored_while_a_window_has_the_journal(some, computer):
    lock = some.journal.with_name("journal.db.lock")
    lock.write_text(f"{os.getpid()}\ndosejournal\n{computer}\n")
    assert "open in a window" in some.refused("restore", "1")
    lock.unlink()
    somebody = Database(some.journal)
    assert "open in a window" in some.refused("restore", "1")
    somebody.close()
    assert number_of_entries(some) == 1


@pytest.mark.parametrize("left", ["999999999\ndosejournal\n\n", "", "no number"])
def test_the_lock_of_a_window_that_was_killed_holds_nobody_up(some, left):
    some.journal.with_name("journal.db.lock").write_text(left)
    some.say("restore", "1")


def test_a_backup_comes_before_an_import(some, tmp_path):
    some.say("check-in", "--rate", "mood=60")
    archive = tmp_path / "journal.jsonl"
    some.say("export", str(archive), "--format", "archive")
    some.say("check-in", "--rate", "mood=70")
    some.say("import", str(archive))
    newest = backups.listed(some.journal)[0]
    assert (newest.name.reason, newest.note.entries) == ("import", 3)
    some.say("check-in", "--rate", "mood=80")
    diary = tmp_path / "diary.csv"
    diary.write_text(
        "full_date,date,weekday,time,mood,activities,note_title,note\n"
        "2026-02-01,February 1,Sunday,08:00,good,,,\n"
    )
    some.say("import", str(diary), "--dry-run")
    assert backups.listed(some.journal)[0].path == newest.path
    some.say("import", str(diary))
    assert backups.listed(some.journal)[0].note.entries == 4


@pytest.fixture
def light(monkeypatch):
    """A derivation that costs nothing: what it costs is measured elsewhere."""
    recipe = Recipe(memory_kib=8, passes=1, lanes=1)

    def keys(path, passphrase):
        return [vault.new_key(passphrase, path.read_bytes()[:16], recipe)]

    monkeypatch.setattr(vault, "keys", keys)
    return recipe


@pytest.mark.parametrize("same", [True, False])
def test_an_encrypted_backup_is_restored_with_the_passphrase_of_its_time(
    terminal, tmp_path, now, light, same
):
    key = vault.new_key("of its time", bytes(range(16)), light)
    sealed = tmp_path / "sealed.db"
    Database.create(sealed, lambda session: information.begin(session, now), key=key)
    if same:
        shutil.copy(sealed, terminal.journal)
    secret = tmp_path / "secret"
    secret.write_text("of its time\n")
    before = ("--passphrase-file", str(secret), "--journal", str(terminal.journal))
    code, said, complained = terminal.bare(*before, "restore", str(sealed))
    assert (code, complained) == (0, "")
    assert said.startswith("sealed.db is the journal now.")
    # the journal of before had none
    assert ("opens with the passphrase of that backup" in said) is not same
    connections.look(terminal.journal, key).close()
    # what was there before could be read, by the same key or by none
    assert [each.name.reason for each in backups.listed(terminal.journal)] == ["restore"]
