"""A journal with a passphrase is locked by key, by absence and by the system; others cannot be."""

import pytest
from PySide6.QtCore import QEvent, QLockFile, Qt
from PySide6.QtWidgets import QApplication

from dosejournal.app import displays, replacement
from dosejournal.app.handed import Handed
from dosejournal.app.lock_watch import Occasions
from dosejournal.app.locking import occasions
from dosejournal.errors import StorageError
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import drafts
from dosejournal.settings import Settings
from dosejournal.store.database import Database

WORDS = "walrus teacup gravel"

pytestmark = pytest.mark.usefixtures("plain_again", "cheap_recipe")


@pytest.fixture
def replaced(monkeypatch, sealed_path):
    """Note what the process would become, and how the journal is left at that moment."""
    found = []

    def replace(words, what):
        lock = QLockFile(f"{sealed_path}.lock")
        is_free = lock.tryLock(0)
        lock.unlock()
        found.append((words[-2:], what, is_free, any_window_in_sight()))
        # the process would be gone
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    monkeypatch.setattr(replacement, "replace", replace)
    return found


def any_window_in_sight():
    return any(each.isVisible() for each in QApplication.topLevelWidgets())


@pytest.fixture
def make_program(make_program, monkeypatch):
    monkeypatch.setattr(displays, "has_watcher", lambda: False)
    return make_program


@pytest.fixture
def program(make_program, sealed_path, replaced):
    program = make_program()
    assert program.start(sealed_path, passphrase=WORDS)
    return program


def kept_drafts(path, key):
    database = Database(path, key, undoable=False)
    with database.read() as session:
        found = [each.content["note"] for each in drafts.read(session)]
    database.close()
    return found


def test_the_key_locks_after_all_is_kept_closed_and_released(
    qtbot, program, replaced, sealed_path, key
):
    window = program.opened.window
    window.open_page("today")
    qtbot.keyClicks(window.page("today").form.note, "half a thought")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert replaced == [([str(sealed_path), "open"], Handed(), True, False)]
    assert kept_drafts(sealed_path, key) == ["half a thought"]


def test_what_cannot_be_kept_is_not_lost_by_a_lock(qtbot, program, replaced, monkeypatch):
    window = program.opened.window
    window.open_page("today")
    with monkeypatch.context() as full:
        full.setattr(Workspace, "jot", lambda *_given: False)
        qtbot.keyClicks(window.page("today").form.note, "half a thought")
        program.lock.watch.due.emit()
        assert replaced == []
        assert window.isVisible()
    program.lock.watch.due.emit()
    assert len(replaced) == 1


def test_a_dialog_that_is_open_goes_with_its_window(program, replaced):
    window = program.opened.window
    window.open_export()
    window.menus.lock.trigger()
    assert len(replaced) == 1
    assert not replaced[0][3]


def test_out_of_sight_it_is_locked_out_of_sight(program, replaced):
    program.opened.window.hide()
    program.lock.lock()
    assert replaced[0][0] == ["open", "--tray"]


def test_in_the_task_bar_it_is_locked_in_the_task_bar(qtbot, program, replaced):
    program.opened.window.showMinimized()
    program.lock.lock()
    assert replaced[0][1].was_minimized


def test_a_disk_that_refuses_at_closing_holds_up_no_lock(program, replaced, monkeypatch):
    def fail(database):
        raise StorageError("The disk refuses. Nothing is lost.")

    monkeypatch.setattr(Database, "close", fail)
    program.lock.lock()
    assert len(replaced) == 1


def test_a_fault_at_closing_is_noted_and_holds_up_no_lock(program, replaced, monkeypatch):
    noted = []
    monkeypatch.setattr("sys.excepthook", lambda *fault: noted.append(fault[0]))

    def fail(database):
        raise ZeroDivisionError

    monkeypatch.setattr(Database, "close", fail)
    program.lock.lock()
    assert (noted, len(replaced)) == ([ZeroDivisionError], 1)


def test_a_journal_without_a_passphrase_cannot_be_locked(
    make_program, journal_path, replaced, qtbot
):
    program = make_program()
    program.start(journal_path)
    action = program.opened.window.menus.lock
    assert not action.isEnabled()
    assert "Set a passphrase first" in action.toolTip()
    program.lock.lock()
    assert replaced == []
    assert program.opened.window.isVisible()


def test_the_preferences_say_when_it_is_locked():
    assert occasions(Settings()) == Occasions(5, on_screen_lock=True, on_suspend=True)
    chosen = Settings(lock_after_minutes="0", lock_with_screen="no", lock_on_suspend="no")
    assert occasions(chosen) == Occasions(0, on_screen_lock=False, on_suspend=False)


def test_a_preference_that_is_none_counts_as_not_set(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"lock_after_minutes": "1000", "lock_with_screen": "no"}')
    value = Preferences(path).value
    assert (value.lock_after_minutes, value.lock_with_screen) == ("5", "no")


def test_what_says_that_it_is_time_locks(program, replaced):
    program.lock.watch.due.emit()
    assert len(replaced) == 1


def test_who_was_locked_asks_also_where_nobody_may_see_it(make_program, sealed_path):
    program = make_program(locked=Handed(was_minimized=True))
    assert program.start(sealed_path)
    assert program.entrance.waiting.window.isMinimized()
