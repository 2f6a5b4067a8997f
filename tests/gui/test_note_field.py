import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtTest import QTest

from dosejournal.gui.note_field import NoteField


@pytest.fixture
def note(qtbot):
    field = NoteField()
    qtbot.addWidget(field)
    field.resize(300, 60)
    field.show()
    qtbot.waitExposed(field)
    field.setFocus()
    return field


def test_a_note_drops_nul_and_keeps_emoji_and_right_to_left_text(note):
    pasted = QMimeData()
    pasted.setText("a\x00b 😀 שלום")
    note.insertFromMimeData(pasted)
    assert note.text() == "ab 😀 שלום"


def test_a_note_takes_no_pictures(note):
    pasted = QMimeData()
    pasted.setData("image/png", b"x")
    note.insertFromMimeData(pasted)
    assert note.text() == ""


def test_a_note_keeps_lines_and_no_break_spaces_as_typed(note):
    note.insertPlainText("a\u00a0b\nc")
    assert note.text() == "a\u00a0b\nc"


def test_a_note_has_an_undo_of_its_own(note):
    note.set_text("given")
    note.moveCursor(note.textCursor().MoveOperation.End)
    QTest.keyClicks(note, " more")
    assert note.text() == "given more"
    note.undo()
    assert note.text() == "given"
    note.undo()
    assert note.text() == "given"


def test_a_note_grows_with_its_lines_up_to_a_limit(qtbot, note):
    small = note.height()
    note.insertPlainText("a\nb\nc\nd")
    qtbot.waitUntil(lambda: note.height() > small)
    assert note.verticalScrollBar().maximum() == 0
    note.insertPlainText("\nx" * 100)
    tall = note.height()
    note.insertPlainText("\nx" * 100)
    assert note.height() == tall
    note.set_text("")
    assert note.height() == small
