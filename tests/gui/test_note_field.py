import time

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextOption
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


def pasted(text):
    data = QMimeData()
    data.setText(text)
    return data


@pytest.mark.parametrize("unit", ["x", "\u00a0", "א"])
def test_a_megabyte_without_a_blank_does_not_hold_the_window_up(note, unit):
    text = unit * (1_000_000 // len(unit.encode()))
    began = time.perf_counter()
    note.insertFromMimeData(pasted(text))
    QTest.keyClick(note, Qt.Key.Key_End)
    assert time.perf_counter() - began < 10
    assert note.text() == text
    began = time.perf_counter()
    note.undo()
    note.redo()
    note.set_text("short")
    note.set_text(text)
    assert time.perf_counter() - began < 20
    assert note.text() == text


def test_words_stay_whole_in_a_usual_note(note):
    note.insertFromMimeData(pasted("a few words " * 1_000))
    assert note.wordWrapMode() == QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def test_a_line_that_grew_by_typing_may_end_anywhere(note):
    for _each in range(6):
        note.insertPlainText("x" * 1_000)
    assert note.wordWrapMode() == QTextOption.WrapMode.WrapAnywhere
    note.set_text("a few words")
    assert note.wordWrapMode() == QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def test_a_paste_of_more_than_a_note_holds_is_refused_and_changes_nothing(qtbot, note):
    note.insertPlainText("before")
    with qtbot.waitSignal(note.refused) as refused:
        note.insertFromMimeData(pasted("x" * 999_995))
    assert "1 MB" in refused.args[0]
    assert note.text() == "before"
    note.selectAll()
    note.insertFromMimeData(pasted("y" * 999_995))
    assert len(note.text()) == 999_995


def test_a_note_takes_dropped_text_and_addresses_but_no_files(note):
    assert note.canInsertFromMimeData(pasted("words"))
    data = QMimeData()
    data.setUrls([QUrl("https://example.org")])
    assert note.canInsertFromMimeData(data)
    data.setUrls([QUrl.fromLocalFile("/a.csv")])
    assert not note.canInsertFromMimeData(data)
    assert not note.canInsertFromMimeData(QMimeData())
