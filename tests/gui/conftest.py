import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from dosejournal.gui import theme
from dosejournal.gui.main_window import MainWindow
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace


@pytest.fixture
def workspace(qapp, database, now):
    return Workspace(database, lambda: now)


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


@pytest.fixture(scope="module")
def plain_again(qapp):
    """Undress the program after a module that has dressed it."""
    before = qapp.font(), qapp.palette(), qapp.style().objectName()
    yield
    theme.apply(qapp, "light")  # stops following the system
    qapp.setStyleSheet("")
    qapp.setStyle(before[2])
    qapp.setPalette(before[1])
    qapp.setFont(before[0])


@pytest.fixture(autouse=True)
def no_window_stays(qapp):
    yield
    # a dialog that asks before it closes would else meet the next test, whichever that is
    for window in qapp.topLevelWidgets():
        if window.isVisible():
            window.hide()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
