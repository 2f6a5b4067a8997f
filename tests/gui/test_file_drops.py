import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from dosejournal.gui import main_window
from dosejournal.gui.help_dialog import AboutDialog
from dosejournal.gui.timeline_filters import TimelineFilters

BUTTONS, KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction


@pytest.fixture
def imports(monkeypatch):
    asked = []

    def make(_workspace, _tasks, path, parent, _kept):
        asked.append(path)
        return AboutDialog(parent)

    monkeypatch.setattr(main_window, "import_dialog", make)
    return asked


def drop(window, data, over=None):
    """Drag into the window as the system tells of it, and let go over a widget."""
    over = over or window
    place = over.mapTo(window, QPoint(20, 10))
    surface = window.windowHandle()
    enter = QDragEnterEvent(place, COPY, data, BUTTONS, KEYS)
    enter.ignore()
    QApplication.sendEvent(surface, enter)
    QApplication.sendEvent(surface, QDragMoveEvent(place, COPY, data, BUTTONS, KEYS))
    QApplication.sendEvent(surface, QDropEvent(QPointF(place), COPY, data, BUTTONS, KEYS))
    return enter.isAccepted()


def urls(*them):
    data = QMimeData()
    data.setUrls(list(them))
    return data


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "history.csv"
    file.write_text("at,measure,value\n")
    return file


def test_a_dropped_file_is_offered_for_import(qtbot, window, imports, file):
    assert drop(window, urls(QUrl.fromLocalFile(str(file))))
    qtbot.waitUntil(lambda: imports == [file])


def test_a_file_dropped_on_a_text_field_is_imported_and_not_written_there(
    qtbot, window, imports, file
):
    note = window.page("today").form.note
    assert drop(window, urls(QUrl.fromLocalFile(str(file))), note)
    qtbot.waitUntil(lambda: imports == [file])
    assert note.text() == ""
    QApplication.activeModalWidget().close()
    window.open_page("timeline")
    (filters,) = window.page("timeline").findChildren(TimelineFilters)
    assert drop(window, urls(QUrl.fromLocalFile(str(file))), filters.search)
    qtbot.waitUntil(lambda: imports == [file, file])
    assert filters.search.text() == ""


def test_text_dropped_on_the_note_is_written_there(window, imports):
    data = QMimeData()
    data.setText("a few words")
    note = window.page("today").form.note
    drop(window, data, note)
    assert note.text() == "a few words"
    assert imports == []


def test_folders_several_files_and_web_addresses_are_not_taken(qtbot, window, imports, tmp_path):
    missing = QUrl.fromLocalFile(str(tmp_path / "missing.csv"))
    folder = QUrl.fromLocalFile(str(tmp_path))
    web = QUrl("https://example.org/a.csv")
    for them in ([], [missing], [folder], [folder, folder], [web]):
        assert not drop(window, urls(*them))
    qtbot.wait(20)
    assert imports == []


def test_nothing_is_taken_behind_an_open_dialog(qtbot, window, imports, file):
    window.menus.about.trigger()
    assert not drop(window, urls(QUrl.fromLocalFile(str(file))))
    QApplication.activeModalWidget().close()
    assert imports == []
