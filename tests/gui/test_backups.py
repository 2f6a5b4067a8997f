import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from dosejournal.app.program import Program
from dosejournal.domain.entries import CheckInDraft
from dosejournal.errors import DamagedJournalError
from dosejournal.gui.backups import keeping, restore_dialog, words
from dosejournal.gui.backups.card import BackupsCard
from dosejournal.gui.backups.keeping import Backups
from dosejournal.gui.backups.restore_dialog import RestoreDialog, Subject
from dosejournal.gui.import_dialog import ImportDialog
from dosejournal.gui.settings_page import SettingsPage
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import backup_words, check_ins, information, timeline
from dosejournal.store import (
    backup_checks,
    backup_folder,
    backup_notes,
    backup_preview,
    backups,
    connections,
    vault,
)
from dosejournal.store.database import Database
from dosejournal.store.places import Place
from dosejournal.store.vault import Key, Recipe

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def kept(workspace, tasks, preferences):
    kept = Backups(workspace, tasks, preferences)
    yield kept
    kept.stop()


@pytest.fixture
def card(kept, preferences, qtbot):
    card = BackupsCard(kept, preferences)
    qtbot.addWidget(card)
    card.show()
    return card


@pytest.fixture
def make_dialog(qtbot, tasks, journal_path, now):
    def make(path=journal_path, key=None):
        dialog = RestoreDialog(Subject(path, key, lambda: now), tasks)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


@pytest.fixture
def light(monkeypatch):
    """A derivation that costs nothing: what it costs is measured elsewhere."""
    recipe = Recipe(memory_kib=8, passes=1, lanes=1)
    monkeypatch.setattr(connections.vault, "keys", lambda path, word: [_key(path, word, recipe)])


def _key(path, word, recipe):
    return vault.new_key(word, path.read_bytes()[:16], recipe)


def light_key(word):
    return vault.new_key(word, bytes(range(16)), Recipe(memory_kib=8, passes=1, lanes=1))


def record(workspace, note="calm"):
    at = workspace.now()
    workspace.perform("Check-in recorded", check_ins.record, at, CheckInDraft(at, {}, note))


def spoil(path):
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = bytes(len(content) - 4096 * 2)
    path.write_bytes(content)


def test_an_hour_of_use_is_backed_up_and_an_hour_without_is_not(kept, workspace, qtbot):
    for _again in range(2):
        with qtbot.waitSignal(kept.changed):
            kept.tend()
    assert len(kept.listed()) == 1
    record(workspace)
    with qtbot.waitSignal(kept.changed):
        kept.tend()
    newest, _first = kept.listed()
    assert (newest.name.reason, newest.note.entries) == ("regular", 1)
    assert kept.last_verified() == newest


def test_backups_come_by_themselves_half_an_hour_apart(kept, qtbot, monkeypatch):
    assert kept.timer.isActive()
    assert kept.timer.interval() == 30 * 60 * 1000
    with qtbot.waitSignal(kept.changed):
        kept.first_timer.timeout.emit()
    assert len(kept.listed()) == 1
    kept.stop()
    assert not kept.timer.isActive()


def test_nothing_is_backed_up_by_itself_of_a_journal_that_is_only_read(
    journal_path, clock, tasks, preferences
):
    database = Database(journal_path, only_read=True)
    kept = Backups(Workspace(database, clock), tasks, preferences)
    assert not kept.timer.isActive()
    assert kept.make_at_close() == ()
    assert kept.listed() == []
    database.close()


def test_the_window_stays_alive_while_a_backup_is_made(kept, workspace, qtbot):
    record(workspace)
    kept.tend()
    # not even begun by the time this goes on: it is for another thread
    record(workspace, "meanwhile")
    qtbot.waitUntil(lambda: len(kept.listed()) == 1)


def test_trouble_is_told_once_until_a_backup_succeeds(kept, workspace, qtbot):
    folder = backup_folder.of(kept.path)
    folder.write_text("in the way")
    told = []
    kept.failed.connect(told.append)
    for _again in range(3):
        with qtbot.waitSignal(kept.changed):
            kept.tend()
    assert len(told) == 1
    assert "No backup could be made" in told[0]
    assert kept.make_at_close() == (told[0],)
    folder.unlink()
    with qtbot.waitSignal(kept.changed):
        kept.tend()
    record(workspace)
    folder.rename(folder.with_name("elsewhere"))
    folder.write_text("in the way")
    with qtbot.waitSignal(kept.changed):
        kept.tend()
    assert len(told) == 2


def test_a_fault_of_our_own_is_not_taken_for_trouble_with_the_disk(
    kept, make_dialog, journal_path, now, monkeypatch, qtbot
):
    backups.make(journal_path, None, "asked", now)

    def fail(*_given, **_how):
        raise ZeroDivisionError

    monkeypatch.setattr(keeping.backups, "make_if_changed", fail)
    monkeypatch.setattr(backup_preview, "preview", fail)
    with qtbot.captureExceptions() as faults:
        kept.tend()
        make_dialog()
        qtbot.waitUntil(lambda: len(faults) == 2)
    assert {kind for kind, _fault, _trace in faults} == {ZeroDivisionError}


def test_closing_backs_up_what_changed(kept, workspace):
    record(workspace)
    assert kept.make_at_close() == ()
    assert kept.make_at_close() == ()
    (backup,) = kept.listed()
    assert (backup.name.reason, backup.note.entries) == ("close", 1)


def test_where_one_program_alone_has_the_file_its_own_connection_is_used(
    kept, workspace, qtbot, monkeypatch
):
    monkeypatch.setattr(Workspace, "place", Place.NETWORK)
    look = connections.look

    def look_elsewhere(path, key=None, **how):
        assert path != kept.path, "a second connection"
        return look(path, key, **how)

    monkeypatch.setattr(connections, "look", look_elsewhere)
    with qtbot.waitSignal(kept.changed):
        kept.tend()
    assert len(kept.listed()) == 1
    told = []
    kept.failed.connect(told.append)
    monkeypatch.setattr(keeping.backups, "make_if_changed", _refuse)
    kept.tend()
    assert told == ["This is damaged."]


def _refuse(*_given, **_how):
    raise DamagedJournalError("This is damaged.")


def test_a_backup_that_went_bad_is_told_in_the_weekly_turn(kept, workspace, clock, qtbot):
    with qtbot.waitSignal(kept.changed):
        kept.tend()
    (backup,) = kept.listed()
    record(workspace)
    spoil(backup.path)
    clock.set(9, days=8)
    told = []
    kept.failed.connect(told.append)
    with qtbot.waitSignal(kept.changed):
        kept.tend()
    assert len(told) == 1
    assert "This backup is damaged" in told[0]
    assert len(kept.listed()) == 2


def test_the_card_says_what_there_is_and_makes_a_backup(card, kept, workspace, qtbot):
    assert card.headline.text() == "No backup yet"
    assert card.second.isHidden()
    record(workspace)
    card.make_button.click()
    assert not card.make_button.isEnabled()
    qtbot.waitUntil(card.make_button.isEnabled)
    assert card.headline.text() == "Last verified backup: today 09:30, 1 entry"
    assert "made and read back" in card.line.text()
    assert "journal.backups" in card.place.text()
    (backup,) = kept.listed()
    assert backup.name.reason == "asked"


def test_the_card_says_why_no_backup_could_be_made(card, kept, qtbot):
    backup_folder.of(kept.path).write_text("in the way")
    card.make_button.click()
    qtbot.waitUntil(card.make_button.isEnabled)
    assert "No backup could be made" in card.line.text()


def test_a_second_folder_gets_a_copy_at_once(
    card, kept, preferences, tmp_path, monkeypatch, qtbot
):
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(stick))
    card.second_button.click()
    qtbot.waitUntil(card.make_button.isEnabled)
    (backup,) = kept.listed()
    assert (stick / "journal.backups" / backup.path.name).exists()
    assert str(stick) in card.second.text()
    assert preferences.value.second_backup_folder == str(stick)
    card.forget_button.click()
    assert preferences.value.second_backup_folder == ""
    assert card.second.isHidden()


def test_a_second_folder_that_is_gone_is_told_and_the_backup_counts(
    card, kept, preferences, tmp_path, qtbot
):
    preferences.set(second_backup_folder=str(tmp_path / "unplugged"))
    told = []
    kept.failed.connect(told.append)
    for _again in range(2):
        card.make_button.click()
        qtbot.waitUntil(card.make_button.isEnabled)
        assert "safe in its usual folder" in card.line.text()
    assert len(told) == 1
    assert len(kept.listed()) == 2


def test_the_folder_of_the_journal_is_no_second_folder(card, kept, preferences, monkeypatch):
    here = str(kept.path.parent)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: here)
    card.second_button.click()
    assert "in that folder already" in card.line.text()
    assert preferences.value.second_backup_folder == ""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: "")
    card.second_button.click()
    assert preferences.value.second_backup_folder == ""


def test_the_settings_page_has_the_card_and_it_leads_to_a_restore(
    workspace, preferences, kept, qtbot
):
    page = SettingsPage(workspace, preferences, backups=kept)
    qtbot.addWidget(page)
    with qtbot.waitSignal(kept.restore_wanted):
        page.backups.restore_button.click()


def test_times_are_told_as_a_person_would(now):
    assert words.moment(now, now) == "today 09:30"
    assert words.moment(now - timedelta(days=1), now) == "yesterday 09:30"
    assert words.moment(now - timedelta(days=2), now) == "28 Feb 2026, 09:30"


def test_every_reason_and_state_has_words(journal_path, now):
    made = backups.make(journal_path, None, "asked", now)
    reasons = {
        backup_words.reason(each) for each in ("regular", "close", "asked", "import", "upgrade")
    }
    assert len(reasons) == 5
    assert backup_words.reason("of a later version") == "by the program"
    assert backup_words.state(made.note) == "verified"
    backup_notes.write(made.path.parent, {})
    (unknown,) = backups.listed(journal_path)
    assert backup_words.state(unknown.note) == "not verified yet"
    assert words.row(unknown, now.tzinfo).beside == ""
    spoil(made.path)
    with pytest.raises(DamagedJournalError):
        backup_checks.verify(unknown, None, now)
    (bad,) = backups.listed(journal_path)
    assert backup_words.state(bad.note) == "damaged"
    assert words.row(bad, now.tzinfo).faded


def test_the_dialog_shows_the_newest_backup_and_what_it_would_set_aside(
    make_dialog, workspace, journal_path, now, qtbot
):
    record(workspace)
    backups.make(journal_path, None, "asked", now - timedelta(hours=1))
    backups.make(journal_path, None, "close", now)
    for _again in range(2):
        record(workspace, "later")
    dialog = make_dialog()
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    assert [dialog.list.rows.data(dialog.list.rows.index(n)) for n in range(2)] == [
        "2 Mar 2026, 09:30",
        "2 Mar 2026, 08:30",
    ]
    facts = dict(dialog.preview.facts.lines())
    assert (facts["Check-ins"], facts["First day"]) == ("1", "2 Mar 2026")
    assert "set aside 2 entries" in dialog.preview.consequence.text()
    assert dialog.preview.returning.isHidden()
    dialog.list.setCurrentIndex(dialog.list.rows.index(1))
    assert not dialog.restore_button.isEnabled()
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    with qtbot.waitSignal(dialog.restore_asked) as told:
        dialog.restore_button.click()
    assert told.args == [backups.listed(journal_path)[1].path, None]


def test_the_dialog_says_what_would_come_back(make_dialog, workspace, journal_path, now, qtbot):
    record(workspace)
    backups.make(journal_path, None, "asked", now)
    workspace.undo()
    dialog = make_dialog()
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    assert "1 entry that the present journal has no more" in dialog.preview.returning.text()
    assert "Every entry" in dialog.preview.consequence.text()


def test_without_backups_the_dialog_offers_a_file(
    make_dialog, journal_path, tmp_path, now, monkeypatch, qtbot
):
    other = tmp_path / "other.db"
    Database.create(other, lambda session: information.begin(session, now))
    dialog = make_dialog()
    assert dialog.empty.isVisible()
    assert not dialog.restore_button.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: ("", ""))
    dialog.file_button.click()
    assert dialog.preview.file.isHidden()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(other), ""))
    dialog.file_button.click()
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    assert dialog.chosen.backup == other


def test_a_damaged_backup_cannot_be_restored_and_says_why(make_dialog, journal_path, now, qtbot):
    made = backups.make(journal_path, None, "asked", now)
    spoil(made.path)
    dialog = make_dialog()
    qtbot.waitUntil(lambda: "This backup is damaged" in dialog.preview.line.text())
    assert not dialog.restore_button.isEnabled()
    assert dialog.chosen is None


@pytest.mark.parametrize("journal_key", ["none", "another"])
def test_a_backup_of_another_passphrase_asks_for_that_one(
    make_dialog, tmp_path, now, light, journal_key, qtbot
):
    path = tmp_path / "sealed.db"
    old = light_key("the old passphrase")
    Database.create(path, lambda session: information.begin(session, now), key=old)
    backups.make(path, old, "asked", now)
    dialog = make_dialog(path, None if journal_key == "none" else Key(os.urandom(32), old.salt))
    qtbot.waitUntil(dialog.preview.asking.isVisible)
    # an empty field asks nobody
    dialog.preview.unlock_button.click()
    dialog.preview.secret.field.setText("wrong")
    qtbot.keyClick(dialog.preview.secret.field, Qt.Key.Key_Return)
    # who presses Return once more does not cancel
    assert dialog.focusWidget() is dialog.list
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in dialog.preview.line.text())
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.preview.secret.field
    assert dialog.preview.secret.text() == ""
    dialog.preview.secret.field.setText("the old passphrase")
    dialog.preview.unlock_button.click()
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    assert dialog.chosen.key == old
    assert dialog.preview.asking.isHidden()
    # once is enough
    dialog.list.setCurrentIndex(QPersistentModelIndex())
    dialog.list.choose(dialog.chosen.backup)
    qtbot.waitUntil(dialog.restore_button.isEnabled)


def test_what_is_still_being_looked_at_when_the_dialog_closes_is_dropped(
    make_dialog, journal_path, now, qtbot, tasks
):
    backups.make(journal_path, None, "asked", now)
    go_on = threading.Event()
    tasks.run(lambda: go_on.wait(10), lambda _found: None, pytest.fail)
    dialog = make_dialog()
    dialog.reject()
    go_on.set()
    done = []
    tasks.run(lambda: None, done.append, pytest.fail)
    qtbot.waitUntil(lambda: bool(done))
    assert dialog.chosen is None
    assert not dialog.restore_button.isEnabled()


@pytest.mark.parametrize("accepted", [True, False])
def test_a_backup_can_be_chosen_where_no_journal_opens(
    qapp, journal_path, now, monkeypatch, accepted
):
    made = backups.make(journal_path, None, "asked", now)
    spoil(journal_path)

    def answer(dialog):
        while not dialog.restore_button.isEnabled():
            QApplication.processEvents()
        return accepted

    monkeypatch.setattr(RestoreDialog, "exec", answer)
    chosen = restore_dialog.choose(Subject(journal_path, None, lambda: now))
    assert chosen == (restore_dialog.Chosen(made.path, None) if accepted else None)


def test_the_preview_says_when_the_journal_cannot_be_read(journal_path, now, tmp_path):
    made = backups.make(journal_path, None, "asked", now)
    seen = backup_preview.preview(made.path, None, tmp_path / "gone.db")
    assert "cannot be read" in words.consequence(seen)
    assert words.returning(seen) == ""


@pytest.fixture
def program(qapp, preferences, journal_path, now):
    program = Program(qapp, preferences, lambda: now)
    assert program.start(journal_path)
    yield program
    program.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def notes(window):
    return len(list(window.workspace.read(timeline.keys)))


def test_restoring_from_the_menu_brings_the_window_back_with_the_backup(
    program, journal_path, qtbot
):
    window = program.opened.window
    record(window.workspace)
    with qtbot.waitSignal(window.backups.changed):
        window.backups.tend()
    record(window.workspace, "later")
    assert notes(window) == 2
    window.menus.restore.trigger()
    dialog = next(each for each in window.findChildren(RestoreDialog) if each.isVisible())
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    dialog.restore_button.click()
    qtbot.waitUntil(lambda: program.opened is not None and program.opened.window is not window)
    after = program.opened.window
    assert notes(after) == 1
    assert not after.workspace.thins_backups
    (aside,) = journal_path.parent.glob("before-restore-*.db")
    told = [each.text for each in after.messages.banners]
    assert any(str(aside) in text for text in told)
    # the entry that was set aside is in the backup made at closing, and in that file
    assert backups.listed(journal_path)[0].note.entries == 2


def test_a_restore_that_fails_brings_the_journal_back_as_it_was(program, journal_path, qtbot):
    window = program.opened.window
    record(window.workspace)
    window.backups.restore_asked.emit(Path(journal_path.parent / "gone.db"), None)
    qtbot.waitUntil(lambda: program.opened is not None and program.opened.window is not window)
    after = program.opened.window
    assert notes(after) == 1
    assert after.messages.banners
    assert list(journal_path.parent.glob("before-restore-*")) == []


def test_closing_the_window_tells_trouble_with_the_backup_and_closes(
    program, journal_path, capsys
):
    backup_folder.of(journal_path).write_text("in the way")
    assert program.close() == 0
    assert "No backup could be made" in capsys.readouterr().err


def test_an_import_is_preceded_by_a_backup(kept, workspace, tasks, tmp_path, qtbot):
    record(workspace)
    file = tmp_path / "in.csv"
    file.write_text(
        "full_date,date,weekday,time,mood,activities,note_title,note\n"
        "2026-02-01,February 1,Sunday,08:00,good,,,\n"
    )
    dialog = ImportDialog(workspace, tasks, file, None, kept.make_before)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.import_button.isEnabled)
    dialog.import_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    (backup,) = kept.listed()
    assert (backup.name.reason, backup.note.entries) == ("import", 1)


def test_without_a_backup_nothing_is_imported(kept, workspace, tasks, tmp_path, qtbot):
    backup_folder.of(kept.path).write_text("in the way")
    file = tmp_path / "in.csv"
    file.write_text(
        "full_date,date,weekday,time,mood,activities,note_title,note\n"
        "2026-02-01,February 1,Sunday,08:00,good,,,\n"
    )
    dialog = ImportDialog(workspace, tasks, file, None, kept.make_before)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.import_button.isEnabled)
    dialog.import_button.click()
    qtbot.waitUntil(dialog.cancel_button.isEnabled)
    assert "No backup could be made" in dialog.source.line.text()
    assert dialog.isVisible()
    assert list(workspace.read(timeline.keys)) == []
    # one that was closed meanwhile neither imports nor complains
    dialog.import_button.click()
    dialog.reject()
    qtbot.wait(50)
