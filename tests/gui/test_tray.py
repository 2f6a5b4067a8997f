import shutil
import sys

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from dosejournal.app import desktop
from dosejournal.app.notifiers.freedesktop import DesktopNotifier
from dosejournal.app.notifiers.tray_messages import TrayMessages
from dosejournal.app.program import Program
from dosejournal.app.tray import Tray, drawing
from dosejournal.gui.reminding.desktop import Notice, Notifier

pytestmark = [
    pytest.mark.usefixtures("plain_again"),
    # said where there is no screen
    pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True),
]


class FoundTray(Tray):
    """The icon on a desktop with a tray; that of the tests has none."""

    is_possible = True

    def click(self, word):
        (action,) = [each for each in self.menu.actions() if each.text() == word]
        action.trigger()

    def press(self, reason=QSystemTrayIcon.ActivationReason.Trigger):
        self.icon.activated.emit(reason)


@pytest.fixture
def tray(qapp):
    tray = FoundTray()
    yield tray
    tray.hide()


@pytest.fixture
def ended(monkeypatch):
    """Count how often the program was told to end; the tests go on."""
    ends = []
    monkeypatch.setattr(QApplication, "exit", lambda *_args: ends.append(True))
    return ends


@pytest.fixture
def make_program(qapp, preferences, now, tray, ended):
    made = []

    def make(tray=tray):
        made.append(Program(qapp, preferences, lambda: now, tray))
        return made[-1]

    yield make
    for each in made:
        each.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setQuitOnLastWindowClosed(True)


@pytest.fixture
def in_tray(make_program, journal_path):
    program = make_program()
    assert program.start(journal_path, in_tray=True)
    return program


@pytest.fixture
def started(make_program, journal_path):
    program = make_program()
    assert program.start(journal_path)
    program.show_icon()
    return program


def test_a_program_started_in_the_tray_shows_its_icon_and_no_window(in_tray, tray):
    assert tray.is_shown
    assert not in_tray.opened.window.isVisible()
    words = [each.text() for each in tray.menu.actions() if not each.isSeparator()]
    assert words == ["Check in now", "Open DoseJournal", "Quit"]


def test_without_a_tray_the_window_begins_small(make_program, journal_path):
    program = make_program(Tray())
    assert program.start(journal_path, in_tray=True)
    assert program.opened.window.isMinimized()
    assert not program.tray.is_shown
    program.opened.window.bring_up()
    assert not program.opened.window.isMinimized()


@pytest.mark.parametrize("way", ["menu", "click", "middle click"])
def test_the_icon_brings_up_the_window(in_tray, tray, way):
    if way == "menu":
        tray.click("Open DoseJournal")
    elif way == "click":
        tray.press()
    else:
        tray.press(QSystemTrayIcon.ActivationReason.MiddleClick)
    assert in_tray.opened.window.isVisible()


def test_another_click_opens_the_menu_alone(in_tray, tray, monkeypatch):
    tray.press(QSystemTrayIcon.ActivationReason.Context)
    monkeypatch.setattr(sys, "platform", "darwin")
    # there every click does
    tray.press()
    assert not in_tray.opened.window.isVisible()


def test_a_check_in_is_one_click_away(in_tray, tray):
    window = in_tray.opened.window
    window.open_page("timeline")
    tray.click("Check in now")
    assert window.isVisible()
    assert window.stack.currentWidget() is window.page("today")


def test_a_window_opened_from_the_tray_goes_back_there(in_tray, tray, ended):
    window = in_tray.opened.window
    tray.click("Open DoseJournal")
    window.close()
    assert not window.isVisible()
    assert ended == []
    tray.click("Quit")
    assert ended == [True]


def test_closing_the_window_ends_the_program_unless_it_is_to_stay(started, ended):
    started.opened.window.close()
    assert ended == [True]


def test_the_window_goes_to_the_tray_where_that_is_preferred(started, tray, preferences, ended):
    preferences.set(close_to_tray="yes")
    window = started.opened.window
    window.page("today").form.inputs["mood"].set_value(62.0)
    window.close()
    # nothing is lost, so nothing is asked
    assert (window.isVisible(), window.unrecorded.dialog, ended) == (False, None, [])
    tray.click("Open DoseJournal")
    assert window.page("today").form.draft().ratings == {"mood": 62.0}


@pytest.mark.parametrize("way", ["menu of the window", "tray"])
def test_quitting_asks_about_what_is_not_recorded(in_tray, tray, ended, way):
    window = in_tray.opened.window
    window.page("today").form.inputs["mood"].set_value(62.0)
    if way == "tray":
        tray.click("Quit")
    else:
        window.menus.quit.trigger()
    assert window.isVisible()
    assert ended == []
    window.unrecorded.dialog.discard_button.click()
    assert ended == [True]


def test_what_is_asked_before_quitting_can_be_answered_with_no(in_tray, tray, ended):
    window = in_tray.opened.window
    window.page("today").form.inputs["mood"].set_value(62.0)
    tray.click("Quit")
    window.unrecorded.dialog.keep_button.click()
    assert (window.isVisible(), ended) == (True, [])


def test_a_dialog_that_closes_beside_a_hidden_window_is_not_the_end(qapp, in_tray):
    assert not qapp.quitOnLastWindowClosed()


def test_another_journal_takes_over_the_icon(in_tray, tray, tmp_path, journal_path, ended):
    tray.click("Open DoseJournal")
    first = in_tray.opened.window
    second_path = tmp_path / "second.db"
    shutil.copy(journal_path, second_path)
    first.open_asked.emit(second_path)
    second = in_tray.opened.window
    assert second is not first
    # the first is closed for good, and the program is not
    assert ended == []
    second.hide()
    tray.click("Open DoseJournal")
    assert second.isVisible()
    assert not first.isVisible()


def test_the_icon_goes_with_the_program(in_tray, tray):
    assert in_tray.close() == 0
    assert not tray.is_shown
    # a click that was under way
    tray.window_asked.emit()
    tray.hide()


def test_the_icon_is_there_once(tray):
    tray.show()
    menu = tray.menu
    tray.show()
    assert tray.menu is menu


def test_without_a_tray_nothing_is_shown(qapp):
    tray = Tray()
    assert not tray.is_possible
    tray.show()
    tray.show_message("Time for your check-in", "")
    assert not tray.is_shown
    assert not tray.shows_messages


def test_the_drawing_has_a_picture_for_every_size(qapp):
    for side in (16, 22, 24, 32, 48):
        image = drawing().pixmap(side, side).toImage()
        assert image.size().width() == side
        # a ground that is told apart from light and dark, and a sign upon it
        assert image.pixelColor(side // 2, side // 4).name() == "#2b6e72"
        assert image.pixelColor(round(side * 0.58), side // 2).name() == "#ffffff"
        assert image.pixelColor(0, 0).alpha() < 40


def test_a_message_says_the_neutral_sentence_and_opens_the_window(tray, qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _icon, *words: shown.append(words[:2])
    )
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    messages = TrayMessages(tray)
    notice = Notice("check-in", "Time for your check-in", (("record", "Record"),))
    assert not messages.works
    assert not messages.show(notice)
    # other messages come from the icon as well
    tray.message_clicked.emit()
    with qtbot.waitSignal(messages.changed):
        tray.show()
    assert messages.works
    assert messages.show(notice)
    assert shown == [("Time for your check-in", "Open DoseJournal to answer.")]
    messages.withdraw("another")
    with qtbot.waitSignal(messages.answered) as told:
        tray.icon.messageClicked.emit()
    assert told.args == ["check-in", "open"]
    with qtbot.assertNotEmitted(messages.answered):
        tray.icon.messageClicked.emit()


@pytest.mark.parametrize(
    ("platform", "kind"),
    [
        ("linux", DesktopNotifier),
        ("win32", TrayMessages),
        ("darwin", TrayMessages),
        ("plan9", Notifier),
    ],
)
def test_each_system_has_its_own_way_to_show_notices(tray, platform, kind):
    assert type(desktop.notifier(tray, platform)) is kind


def test_the_window_is_told_what_the_desktop_can_do(in_tray, make_program, tray, tmp_path):
    around = in_tray.opened.window.desktop
    assert around.has_tray
    assert isinstance(around.notifier, DesktopNotifier)
    assert not desktop.around(tmp_path / "journal.db", Notifier(), Tray()).has_tray
