from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale

from dosejournal.gui import theme
from dosejournal.gui.main_window import MainWindow
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import choices


class Clock:
    """A clock that a test sets."""

    def __init__(self, at):
        self.at = at

    def __call__(self):
        return self.at

    def set(self, hours, minutes=0, *, days=0):
        self.at = self.at.replace(hour=hours, minute=minutes) + timedelta(days=days)


@pytest.fixture
def clock(now):
    return Clock(now)


@pytest.fixture
def british():
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def asks_expectation():
    """When to ask what is expected: a test of the question itself says otherwise."""
    return "never"


@pytest.fixture
def workspace(qapp, database, clock, asks_expectation):
    with database.write("", undoable=False) as write:
        choices.choose(write.session, clock.at, "ask_expectation", asks_expectation)
    return Workspace(database, clock)


@pytest.fixture
def preferences(qapp, tmp_path):
    return Preferences(tmp_path / "settings.json")


@pytest.fixture
def tasks(qapp):
    tasks = Tasks()
    yield tasks
    tasks.close()


@pytest.fixture
def make_window(qapp, qtbot, workspace, tasks, preferences):
    def make():
        window = MainWindow(qapp, workspace, tasks, preferences)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return make


@pytest.fixture
def window(make_window):
    return make_window()


@pytest.fixture(scope="session", autouse=True)
def plain_look(qapp):
    """How the program looks before any test has dressed it."""
    return qapp.font(), qapp.palette(), qapp.style().objectName()


@pytest.fixture
def plain_again(qapp, plain_look):
    """Undress the program after a test that has dressed it: the next one may count pixels."""
    yield
    font, palette, style = plain_look
    theme.apply(qapp, "light")  # stops following the system
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture(autouse=True)
def no_window_stays(qapp):
    yield
    # a dialog that asks before it closes would else meet the next test, whichever that is
    for window in qapp.topLevelWidgets():
        if window.isVisible():
            window.hide()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
