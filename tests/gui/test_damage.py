import os
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from dosejournal.errors import JournalBusyError
from dosejournal.gui.damage.check_dialog import CheckDialog
from dosejournal.gui.damage.damage_dialog import DamageDialog
from dosejournal.gui.damage.salvage_dialog import SalvageDialog
from dosejournal.gui.damage.soundness import Soundness
from dosejournal.journal import check_ins
from dosejournal.store import backups, checks, connections, journal_state
from dosejournal.store.checks import Findings
from dosejournal.store.damaged import Damaged

PAGE = 4096


def only(window, kind):
    (found,) = [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]
    return found


def spoil(path):
    """Damage pages that nobody needs at the moment, in the middle of the file."""
    data = bytearray(path.read_bytes())
    data[30 * PAGE : 32 * PAGE] = bytes(2 * PAGE)
    path.write_bytes(data)


@pytest.fixture
def record(workspace, clock):
    def write(note):
        draft = check_ins.CheckInDraft(clock.at, {"mood": 50.0}, note, ())
        return workspace.perform("Record check-in", check_ins.record, clock.at, draft)

    return write


@pytest.fixture
def damaged_window(window, database, record, qtbot):
    """Give a window that has just been told that its journal is damaged."""
    record("before")
    with database.lent() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil(database.path)
    # as when a check of the person meets that of the start
    window.damage_watch.soundness.look()
    window.damage_watch.soundness.look()
    qtbot.waitUntil(lambda: bool(window.findChildren(DamageDialog)))
    return window


def test_a_sound_journal_is_told_so_with_its_size_and_the_time(window, database, qtbot, british):
    window.menus.check.trigger()
    dialog = only(window, CheckDialog)
    qtbot.waitUntil(dialog.busy.isHidden)
    assert dialog.said.text().startswith("Sound: 0 entries, ")
    assert dialog.said.text().endswith("pages, checked 09:30")
    with database.read() as session:
        assert journal_state.checked_at(session.connection()) is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_at_a_start_the_whole_file_is_checked_once_a_week(workspace, tasks, clock):
    asked = []
    soundness = Soundness(workspace, tasks)
    soundness.stop()
    soundness._run = lambda whole, _then: asked.append(whole)  # noqa: SLF001
    soundness.look()
    with workspace._database.write("", undoable=False) as write:  # noqa: SLF001
        journal_state.keep_checked(write.session.connection(), clock.at)
    soundness.look()
    clock.set(9, days=8)
    soundness.look()
    assert asked == [True, False, True]


def test_damage_is_told_and_nothing_more_is_written(damaged_window, database, record, qtbot):
    window = damaged_window
    dialog = only(window, DamageDialog)
    assert dialog.said.text()
    (aside,) = database.path.parent.glob("journal.damaged-*.db")
    assert aside.read_bytes() == database.path.read_bytes()
    assert aside.name in dialog.advice.text()
    assert dialog.restore_button.isHidden()
    before = database.path.read_bytes()
    assert record("after") is None
    assert database.undo_label is None
    qtbot.mouseClick(dialog.leave_button, Qt.MouseButton.LeftButton)
    assert "nothing more is written" in window.banners.lines["only_read"].text
    assert database.path.read_bytes() == before


def test_what_can_be_read_is_saved_and_takes_its_place(damaged_window, qtbot, database):
    wanted = []
    damaged_window.backups.restore_asked.connect(lambda place, key: wanted.append((place, key)))
    qtbot.mouseClick(only(damaged_window, DamageDialog).salvage_button, Qt.MouseButton.LeftButton)
    dialog = only(damaged_window, SalvageDialog)
    qtbot.waitUntil(dialog.put_button.isEnabled)
    assert "Check-ins: 1 of 1" in dialog.said.text()
    qtbot.mouseClick(dialog.put_button, Qt.MouseButton.LeftButton)
    ((new, key),) = wanted
    assert key is None
    assert new.name == "journal.saved-2026-03-02T08-30-00Z.db"
    assert checks.whole(new).entries == 1


def test_where_there_is_a_backup_it_is_offered_first(window, database, clock, qtbot):
    backups.make(database.path, None, "asked", clock.at)
    wanted = []
    damaged = Damaged(Findings({checks.LENGTH: 1}), database.path)
    dialog = DamageDialog(damaged, parent=window)
    dialog.restore_wanted.connect(lambda: wanted.append("restore"))
    dialog.open()
    assert dialog.said.text() == "The file was cut short."
    qtbot.waitUntil(dialog.restore_button.hasFocus)
    qtbot.keyClick(dialog.restore_button, Qt.Key.Key_Space)
    assert wanted == ["restore"]


def test_the_restore_of_the_damage_is_that_of_the_menu(window, qtbot):
    wanted = []
    window.backups.restore_wanted.connect(lambda: wanted.append(True))
    window.damage_watch.restore_wanted.emit()
    assert wanted
    for dialog in window.findChildren(QDialog):
        dialog.reject()


def test_a_check_that_finds_damage_gives_way_to_what_can_be_done(window, database, record, qtbot):
    record("before")
    with database.lent() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil(database.path)
    window.menus.check.trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(DamageDialog)))
    assert not any(dialog.isVisible() for dialog in window.findChildren(CheckDialog))


def test_where_one_connection_has_the_file_alone_it_is_checked_through_that(
    workspace, tasks, monkeypatch, qtbot
):
    def busy(_path, _key):
        raise JournalBusyError("busy")

    monkeypatch.setattr(checks, "whole", busy)
    soundness = Soundness(workspace, tasks)
    found = []
    soundness.check(found.append, found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found[0].is_sound
    soundness.stop()


def test_a_check_that_cannot_be_made_says_why(workspace, tasks, database, qtbot):
    soundness = Soundness(workspace, tasks)
    told = []
    soundness.failed.connect(told.append)
    shutil.move(database.path, database.path.with_name("moved.db"))
    soundness.look()
    qtbot.waitUntil(lambda: bool(told))
    shutil.move(database.path.with_name("moved.db"), database.path)
    soundness.stop()


def test_a_disk_without_room_for_a_copy_keeps_nobody_from_the_offer(
    window, database, monkeypatch, qtbot
):
    def refuse(_descriptor):
        raise OSError(28, "no room")

    with database.lent() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil(database.path)
    monkeypatch.setattr(os, "fsync", refuse)
    window.damage_watch.soundness.look()
    qtbot.waitUntil(lambda: bool(window.findChildren(DamageDialog)))
    assert any("no room" in banner.text for banner in window.messages.banners)
    assert "lies beside it" not in only(window, DamageDialog).advice.text()


def test_where_nothing_can_be_saved_that_is_said(qtbot, tasks, tmp_path, clock):
    path = tmp_path / "noise.db"
    path.write_bytes(os.urandom(3 * PAGE))
    dialog = SalvageDialog(Damaged(Findings({}), path), tasks, clock.at)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.busy.isHidden)
    assert dialog.title.text() == "Nothing could be saved"
    assert not dialog.put_button.isEnabled()
    assert list(tmp_path.iterdir()) == [path]


def test_a_dialog_that_is_closed_while_it_works_is_told_nothing(qtbot, tasks, clock, database):
    dialog = SalvageDialog(Damaged(Findings({}), database.path), tasks, clock.at)
    qtbot.addWidget(dialog)
    dialog.reject()
    done = []
    tasks.run(lambda: 1, done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert dialog.saved is None


def test_names_for_who_cannot_see(window, database):
    dialog = DamageDialog(Damaged(Findings({checks.SEAL: 2}), database.path), parent=window)
    assert dialog.accessibleDescription() == "Pages that are not as they were written: 2"
    dialog.reject()
    connections.peek(database.path).close()
