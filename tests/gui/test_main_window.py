from datetime import timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QWidget,
)

from dosejournal.domain.entries import CheckInDraft
from dosejournal.errors import StorageError
from dosejournal.gui import focus, main_window, pages
from dosejournal.gui.backups.keeping import Backups
from dosejournal.gui.cards import EmptyState
from dosejournal.gui.help_dialog import AboutDialog, HelpDialog
from dosejournal.gui.main_window import MainWindow
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import check_ins, timeline
from dosejournal.journal.timeline import Filter
from dosejournal.store import database as store_database
from dosejournal.store.database import Database


def record(workspace, now):
    draft = CheckInDraft(at=now, ratings={"mood": 62})
    return workspace.perform("Check-in recorded", check_ins.record, now, draft)


def entries(workspace):
    return len(workspace.read(timeline.keys, Filter()))


def test_the_window_opens_on_today_and_builds_no_other_page(window):
    assert window.stack.count() == 1
    assert window.sidebar.buttons["today"].isChecked()
    assert window.menus.pages["today"].isChecked()


def test_the_title_tells_nothing_of_the_journal(window):
    assert window.windowTitle() == "DoseJournal"


@pytest.mark.parametrize("place", pages.PLACES, ids=lambda place: place.key)
def test_every_page_opens_from_the_sidebar_and_is_built_once(qtbot, window, place):
    qtbot.mouseClick(window.sidebar.buttons[place.key], Qt.MouseButton.LeftButton)
    page = window.stack.currentWidget()
    assert window.menus.pages[place.key].isChecked()
    window.open_page("today")
    window.open_page(place.key)
    assert window.stack.currentWidget() is page
    focus = window.focusWidget()
    assert focus is not None
    assert page.isAncestorOf(focus)


def test_pages_open_with_the_keyboard(qtbot, window):
    for number, place in enumerate(pages.PLACES, start=1):
        qtbot.keyClick(
            window.focusWidget(),
            getattr(Qt.Key, f"Key_{number}"),
            Qt.KeyboardModifier.ControlModifier,
        )
        assert window.stack.currentWidget() is window.page(place.key)


def test_pages_lead_to_each_other(qtbot, window):
    today = window.page("today")
    qtbot.mouseClick(today.doses.log_button, Qt.MouseButton.LeftButton)
    assert window.sidebar.buttons["doses"].isChecked()
    for key in ("timeline", "trends"):
        window.open_page(key)
        (first_act,) = [
            empty.action
            for empty in window.page(key).findChildren(EmptyState)
            if empty.action.isVisible()
        ]
        qtbot.mouseClick(first_act, Qt.MouseButton.LeftButton)
        assert window.stack.currentWidget() is today


def test_a_page_without_controls_leaves_the_keyboard_where_it_is(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    focus.go_to_first(page)  # no page of the program is that empty
    assert page.focusWidget() is None


def test_the_edit_menu_names_what_it_would_undo(window, workspace, now):
    assert (window.menus.undo.text(), window.menus.undo.isEnabled()) == ("&Undo", False)
    record(workspace, now)
    assert window.menus.undo.text() == "&Undo: Check-in recorded"
    window.menus.undo.trigger()
    assert window.menus.redo.text() == "&Redo: Check-in recorded"
    assert not window.menus.undo.isEnabled()
    window.menus.redo.trigger()
    assert entries(workspace) == 1
    assert window.messages.toast.isVisible()


def test_the_theme_is_chosen_in_the_view_menu(window, preferences):
    window.menus.themes["dark"].trigger()
    assert preferences.value.theme == "dark"
    preferences.set(theme="light")
    assert window.menus.themes["light"].isChecked()


def test_preferences_that_cannot_be_kept_are_told(qtbot, window, preferences, tmp_path):
    (tmp_path / "settings.json.new").mkdir()
    preferences.set(theme="dark")
    assert len(window.messages.banners) == 1
    assert preferences.value.theme == "dark"
    (tmp_path / "settings.json.new").rmdir()


def test_a_check_in_from_the_terminal_appears(qtbot, window, workspace, journal_path, now):
    other = Database(journal_path)
    with other.write("Check-in recorded") as write:
        check_ins.record(write.session, now, CheckInDraft(at=now, ratings={"mood": 50}))
    other.close()
    with qtbot.waitSignal(workspace.changed, timeout=5_000):
        pass


def test_a_disk_that_is_gone_is_told_once_until_it_was_there_again(window, workspace, monkeypatch):
    def fail(*_args):
        raise StorageError("The disk does not answer. Nothing is lost.")

    told = []
    workspace.failed.connect(told.append)
    for _round in range(2):
        told.clear()
        with monkeypatch.context() as gone:
            gone.setattr(store_database.engines, "data_version", fail)
            window.look_around()
            window.messages.banners[0].close_button.click()
            window.look_around()
        assert len(told) == 1
        assert window.messages.banners == []
        window.look_around()
    assert len(told) == 1


def test_a_day_that_cannot_be_read_is_told_once(window, workspace, monkeypatch):
    def fail(*_args):
        raise StorageError("The disk does not answer. Nothing is lost.")

    told = []
    workspace.failed.connect(told.append)
    monkeypatch.setattr(main_window.information, "read", fail)
    for _each in range(3):
        window.look_around()
    assert len(told) == 1


def test_a_new_journal_day_is_noticed(qtbot, qapp, database, tasks, preferences, now):
    clock = [now]
    workspace = Workspace(database, lambda: clock[0])
    window = MainWindow(qapp, workspace, tasks, preferences)
    qtbot.addWidget(window)
    seen = []
    workspace.changed.connect(seen.append)
    window.look_around()
    assert seen == []
    clock[0] = now + timedelta(hours=16)  # 01:30: the journal day starts at four
    window.look_around()
    assert seen == []
    clock[0] = now + timedelta(hours=20)
    window.look_around()
    assert seen == [frozenset({"check_in", "dose_event", "journal_info"})]


def test_the_window_comes_back_where_it_was(make_window):
    first = make_window()
    first.resize(700, 600)
    first.close()
    assert make_window().size().toTuple() == (700, 600)


def test_a_broken_memory_of_the_window_gives_the_usual_size(make_window, preferences):
    preferences.set(window="not base64 at all")
    window = make_window()
    assert window.size() == QSize(1280, 800).boundedTo(window.screen().availableSize())


@pytest.fixture
def imports(monkeypatch):
    asked = []

    def make(_workspace, _tasks, path, parent, _kept):
        asked.append(path)
        return AboutDialog(parent)

    monkeypatch.setattr(main_window, "import_dialog", make)
    return asked


def test_the_import_dialog_works_on_this_journal(qtbot, workspace, tasks, preferences):
    parent = QWidget()
    qtbot.addWidget(parent)
    kept = Backups(workspace, tasks, preferences, parent)
    dialog = pages.import_dialog(workspace, tasks, None, parent, kept)
    assert isinstance(dialog, QDialog)
    assert dialog.parent() is parent


def test_import_is_in_the_file_menu(window, imports):
    window.menus.import_file.trigger()
    assert imports == [None]


def test_other_journals_are_asked_for_by_their_place(qtbot, window, monkeypatch, tmp_path):
    place = str(tmp_path / "other.db")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (place, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (place, ""))
    with qtbot.waitSignal(window.new_asked) as new:
        window.menus.new.trigger()
    with qtbot.waitSignal(window.open_asked) as opened:
        window.menus.open.trigger()
    assert [str(new.args[0]), str(opened.args[0])] == [place, place]


def test_leaving_the_file_dialog_changes_nothing(qtbot, window, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: ("", ""))
    with qtbot.assertNotEmitted(window.new_asked), qtbot.assertNotEmitted(window.open_asked):
        window.menus.new.trigger()
        window.menus.open.trigger()


def test_help_tells_how_to_use_the_program(qtbot, window):
    window.menus.help.trigger()
    (dialog,) = window.findChildren(HelpDialog)
    text = dialog.browser.toPlainText()
    for topic in ("Recording a check-in", "Doses", "Trends", "Undo", "terminal", "Privacy"):
        assert topic in text
    assert not dialog.browser.openExternalLinks()
    assert not dialog.browser.openLinks()
    dialog.close()


def test_about_names_the_version(qtbot, window):
    window.menus.about.trigger()
    (dialog,) = window.findChildren(AboutDialog)
    texts = [
        each.text() for each in dialog.findChildren(main_window.QWidget) if hasattr(each, "text")
    ]
    assert "Version 0.5.0" in texts
    dialog.close()


def test_icons_follow_the_theme(qapp, window):
    before = window.sidebar.help_button.icon().cacheKey()
    palette = qapp.palette()
    dark = qapp.palette()
    dark.setColor(dark.ColorRole.Window, Qt.GlobalColor.black)
    qapp.setPalette(dark)
    QApplication.processEvents()
    assert window.sidebar.help_button.icon().cacheKey() != before
    qapp.setPalette(palette)
