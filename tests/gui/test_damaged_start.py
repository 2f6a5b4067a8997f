import os

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from dosejournal.app import another_journal, damaged_start, displays, program
from dosejournal.errors import DamagedJournalError, NotAJournalError
from dosejournal.gui import saved_files
from dosejournal.gui.backups import restore_dialog
from dosejournal.gui.damage.damage_dialog import DamageDialog
from dosejournal.gui.damage.key_dialog import KeyDialog
from dosejournal.gui.damage.salvage_dialog import SalvageDialog
from dosejournal.journal import information
from dosejournal.store import backups, checks, vault
from dosejournal.store.database import Database

PAGE = 4096
WORDS = "a quiet green harbour"
CHEAP = vault.Recipe(memory_kib=64, passes=1, lanes=1)
SAID = "This journal is damaged."


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    def keys(path, passphrase):
        return iter([vault.new_key(passphrase, vault.salt(path), CHEAP)])

    monkeypatch.setattr(vault, "keys", keys)


@pytest.fixture
def path(tmp_path, now):
    place = tmp_path / "journal.db"
    Database.create(place, lambda session: information.begin(session, now))
    return place


@pytest.fixture
def answer(qapp):
    """Act on each dialog of a kind as it comes up."""
    acts = {}
    timer = QTimer()
    timer.setInterval(10)

    def look():
        dialog = QApplication.activeModalWidget()
        waiting = acts.get(type(dialog), [])
        if waiting and waiting[0](dialog):
            waiting.pop(0)

    timer.timeout.connect(look)
    timer.start()

    def will(kind, *answers):
        acts[kind] = list(answers)

    yield will
    timer.stop()
    assert not any(acts.values())


def press(name):
    def act(dialog):
        button = getattr(dialog, name)
        if button.isEnabled():
            button.click()
            return True
        return False

    return act


def spoil(path):
    data = bytearray(path.read_bytes())
    data[100:PAGE] = os.urandom(PAGE - 100)
    path.write_bytes(data)


def test_a_backup_that_is_chosen_takes_the_place_of_the_damaged_journal(
    path, clock, answer, monkeypatch
):
    kept = backups.make(path, None, "asked", clock.at)
    spoil(path)
    chosen = restore_dialog.Chosen(kept.path, None)
    choices = [None, chosen]
    monkeypatch.setattr(restore_dialog, "choose", lambda _subject, _parent: choices.pop(0))
    # who thinks better of it is asked again
    answer(DamageDialog, press("restore_button"), press("restore_button"))
    assert damaged_start.way_on(path, SAID, clock) == path
    assert checks.whole(path).is_sound


def test_what_can_be_read_takes_the_place_of_the_damaged_journal(path, clock, answer):
    spoil(path)
    answer(DamageDialog, press("salvage_button"))
    answer(SalvageDialog, press("put_button"))
    assert another_journal.way_on(path, DamagedJournalError(SAID), clock) == path
    assert checks.whole(path).is_sound
    assert list(path.parent.glob("before-restore-*"))
    assert list(path.parent.glob("journal.damaged-*"))


def test_an_encrypted_one_is_asked_for_its_passphrase(tmp_path, clock, answer):
    path = tmp_path / "journal.db"
    key = vault.new_key(WORDS, os.urandom(16), CHEAP)
    Database.create(path, lambda session: information.begin(session, clock.at), key=key)
    spoil(path)
    typed = []

    def type_wrong(dialog):
        dialog.secret.field.setText("another")
        dialog.try_button.click()
        return True

    def type_right(dialog):
        if not dialog.line.text():
            return False
        typed.append(dialog.line.text())
        dialog.secret.field.setText(WORDS)
        dialog.try_button.click()
        return True

    answer(DamageDialog, press("salvage_button"), press("salvage_button"))
    answer(KeyDialog, press("cancel_button"), type_wrong, type_right)
    answer(SalvageDialog, press("put_button"))
    assert damaged_start.way_on(path, SAID, clock) == path
    assert checks.whole(path, key).is_sound
    assert "Caps Lock" in typed[0]


def test_whoever_unlocks_a_journal_without_its_first_page_is_helped(
    qapp, tmp_path, clock, qtbot, preferences, monkeypatch
):
    path = tmp_path / "journal.db"
    key = vault.new_key(WORDS, os.urandom(16), CHEAP)
    Database.create(path, lambda session: information.begin(session, clock.at), key=key)
    spoil(path)
    other = tmp_path / "other.db"
    Database.create(other, lambda session: information.begin(session, clock.at))
    said = []

    def way_on(place, error, _now):
        said.append((place, str(error)))
        return other

    monkeypatch.setattr(displays, "has_watcher", lambda: True)
    monkeypatch.setattr(program, "way_on", way_on)
    started = program.Program(qapp, preferences, clock)
    assert started.start(path)
    started.entrance.waiting.window.passphrase_given.emit(WORDS)
    qtbot.waitUntil(lambda: started.opened is not None)
    assert started.opened.path == other
    assert said[0][0] == path
    assert "passphrase is right" in said[0][1]
    started.close()


def test_another_one_can_be_chosen_or_none(path, clock, answer, monkeypatch):
    chosen = [path.with_name("other.db"), None]
    monkeypatch.setattr(saved_files, "ask_for_journal", lambda _parent: chosen.pop(0))
    answer(DamageDialog, press("leave_button"), press("leave_button"))
    assert damaged_start.way_on(path, SAID, clock) == path.with_name("other.db")
    assert damaged_start.way_on(path, SAID, clock) is None


def test_what_stands_in_the_way_is_said_and_the_person_asked_again(
    path, clock, answer, monkeypatch
):
    said = []

    def refuse(_descriptor):
        raise OSError(28, "no room")

    def look(dialog):
        said.append(dialog.said.text())
        dialog.leave_button.click()
        return True

    monkeypatch.setattr(os, "fsync", refuse)
    monkeypatch.setattr(saved_files, "ask_for_journal", lambda _parent: None)
    answer(DamageDialog, press("salvage_button"), look)
    assert damaged_start.way_on(path, SAID, clock) is None
    assert "no room" in said[0]


def test_only_a_damaged_journal_is_offered_this(path, clock, monkeypatch):
    asked = []
    monkeypatch.setattr(another_journal, "ask_for_another", asked.append)
    another_journal.way_on(path, NotAJournalError("not a journal"), clock)
    assert asked == ["not a journal"]


def test_return_in_the_dialog_offers_what_is_best(path, clock, qtbot):
    spoil(path)
    dialog = DamageDialog(damaged_start.Damaged(damaged_start.Findings({}), path), SAID)
    qtbot.addWidget(dialog)
    wanted = []
    dialog.salvage_wanted.connect(lambda: wanted.append(True))
    dialog.show()
    assert dialog.said.text() == SAID
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert wanted
