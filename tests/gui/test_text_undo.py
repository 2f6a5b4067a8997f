import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from dosejournal.domain.entries import CheckInDraft
from dosejournal.gui import text_undo
from dosejournal.gui.text_undo import TextUndo
from dosejournal.journal import check_ins, timeline
from dosejournal.journal.timeline import Filter


def record(workspace, now):
    draft = CheckInDraft(at=now, ratings={"mood": 62})
    return workspace.perform("Check-in recorded", check_ins.record, now, draft)


def entries(workspace):
    return len(workspace.read(timeline.keys, Filter()))


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QSpinBox])
def test_ctrl_z_belongs_to_the_text_only_while_it_has_something_to_undo(
    qtbot, window, workspace, now, kind
):
    field = kind(window.stack.currentWidget())
    field.setGeometry(0, 0, 100, 30)
    field.show()
    record(workspace, now)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert entries(workspace) == 0
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(field, Qt.Key.Key_Z, both)
    assert entries(workspace) == 1
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert entries(workspace) == 1
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert entries(workspace) == 0


def test_fields_without_a_line_of_text_have_nothing_to_undo(qtbot):
    reading = QPlainTextEdit()
    reading.setReadOnly(True)
    for widget in (reading, QDateEdit(), QWidget()):
        qtbot.addWidget(widget)
        assert text_undo.available(widget) == (False, False)


def test_focus_is_watched_wherever_it_goes_and_no_longer(qapp, qtbot):
    watcher = TextUndo(qapp, qapp)
    fields = [QLineEdit(), QLineEdit()]
    for field in fields:
        qtbot.addWidget(field)

    def claimed():
        """Say which fields claim Ctrl+Z, although they have nothing to undo."""
        return [_claims_undo(qapp, field) for field in fields]

    assert claimed() == [True, True]
    qapp.focusChanged.emit(None, fields[0])
    assert claimed() == [False, True]
    qapp.focusChanged.emit(fields[0], fields[1])
    assert claimed() == [True, False]
    qapp.focusChanged.emit(fields[1], None)
    assert claimed() == [True, True]
    watcher.setParent(None)


def _claims_undo(qapp, field):
    event = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    event.ignore()
    qapp.sendEvent(field, event)
    return event.isAccepted()
