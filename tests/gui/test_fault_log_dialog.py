import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from dosejournal import fault_report, paths, seclusion
from dosejournal.gui.fault_log_dialog import FaultLogDialog
from dosejournal.gui.help_dialog import AboutDialog

NOTED = "ValueError\n  gui/tasks.py:12 run\n"


@pytest.fixture
def log(tmp_path, monkeypatch):
    log = tmp_path / "faults.log"
    monkeypatch.setattr(paths, "fault_log", lambda: log)
    return log


def test_the_help_menu_shows_the_faults_that_were_noted(qtbot, window, log):
    log.write_text(NOTED)
    window.menus.faults.trigger()
    (dialog,) = window.findChildren(FaultLogDialog)
    assert dialog.text.toPlainText() == NOTED
    assert dialog.text.isReadOnly()
    assert "nothing is sent" in dialog.said.text()
    QGuiApplication.clipboard().clear()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == NOTED
    dialog.close()


def test_the_log_can_be_emptied(qtbot, log):
    log.write_text(NOTED)
    dialog = FaultLogDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.empty, Qt.MouseButton.LeftButton)
    assert not log.exists()
    assert "No fault" in dialog.said.text()
    assert dialog.text.toPlainText() == fault_report.surroundings()
    assert not dialog.empty.isEnabled()


def test_a_log_that_cannot_be_removed_is_shown_as_it_stays(qtbot, log, monkeypatch):
    log.write_text(NOTED)
    dialog = FaultLogDialog()
    qtbot.addWidget(dialog)

    def refuse(*_anything, **_else):
        raise PermissionError

    monkeypatch.setattr(type(log), "unlink", refuse)
    dialog.empty.click()
    assert dialog.text.toPlainText() == NOTED


@pytest.mark.parametrize(
    ("stands", "words"), [(True, "the system enforces it"), (False, "contains nothing that would")]
)
def test_about_tells_what_keeps_the_network_away(qtbot, monkeypatch, stands, words):
    monkeypatch.setattr(seclusion, "stands", lambda: stands)
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    texts = [each.text() for each in dialog.findChildren(object) if hasattr(each, "text")]
    assert any(words in text for text in texts)
