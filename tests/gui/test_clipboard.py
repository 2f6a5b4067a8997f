import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from dosejournal.gui import clipboard
from dosejournal.gui.clipboard import Secret
from dosejournal.gui.entry_details import ReadingField
from dosejournal.gui.note_field import NoteField

MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    "application/x-nspasteboard-concealed-type": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": b"\0\0\0\0",
    "CanUploadToCloudClipboard": b"\0\0\0\0",
}


@pytest.fixture(autouse=True)
def board(qapp):
    yield QGuiApplication.clipboard()
    clipboard.forget_secret()
    QGuiApplication.clipboard().clear()


def marks_of(data):
    return {name: data.data(name).data() for name in MARKS if data.hasFormat(name)}


def secrets(qapp):
    return qapp.findChildren(Secret)


def test_text_and_pictures_are_marked_to_be_kept_in_no_history(board):
    clipboard.put_text("a sentence")
    assert board.text() == "a sentence"
    assert marks_of(board.mimeData()) == MARKS
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(0xFF0000)
    clipboard.put_image(picture)
    assert board.image().size() == picture.size()
    assert marks_of(board.mimeData()) == MARKS


def test_the_marks_are_not_there_by_themselves(board):
    board.setText("of another program")
    assert marks_of(board.mimeData()) == {}


@pytest.mark.parametrize("make", [NoteField, lambda: ReadingField("Note")])
def test_what_is_copied_out_of_a_note_is_marked(qtbot, board, make):
    field = make()
    qtbot.addWidget(field)
    field.setPlainText("a quiet day")
    field.selectAll()
    field.copy()
    assert board.text() == "a quiet day"
    assert marks_of(board.mimeData()) == MARKS


def test_a_secret_is_taken_back_when_its_time_is_over(qapp, qtbot, board, monkeypatch):
    monkeypatch.setattr(clipboard, "SECRET_SECONDS", 0.02)
    clipboard.put_text("a-recovery-key", secret=True)
    assert board.text() == "a-recovery-key"
    qtbot.waitUntil(lambda: not board.text())
    assert secrets(qapp) == []


def test_ten_seconds_are_given_to_a_secret(qapp, board):
    clipboard.put_text("a-recovery-key", secret=True)
    (secret,) = secrets(qapp)
    assert secret.timer.interval() == 10_000
    assert secret.timer.isActive()


@pytest.mark.parametrize("end", ["quit", "lock"])
def test_a_secret_is_taken_back_at_the_end_and_before_a_lock(qapp, board, end):
    clipboard.put_text("a-recovery-key", secret=True)
    if end == "quit":
        qapp.aboutToQuit.emit()
    else:
        clipboard.forget_secret()
    assert board.text() == ""
    assert secrets(qapp) == []


def test_what_came_after_a_secret_stays(qapp, board):
    clipboard.put_text("a-recovery-key", secret=True)
    board.setText("of the person")
    clipboard.forget_secret()
    assert board.text() == "of the person"


def test_text_that_is_no_secret_stays_for_good(qapp, board):
    clipboard.put_text("a citation")
    assert secrets(qapp) == []
    clipboard.forget_secret()
    assert board.text() == "a citation"


def test_a_second_copy_takes_the_place_of_the_first_with_a_time_of_its_own(qapp, board):
    clipboard.put_text("first", secret=True)
    clipboard.put_text("second", secret=True)
    assert board.text() == "second"
    assert len(secrets(qapp)) == 1


def test_marking_leaves_what_is_copied_as_it_is():
    data = QMimeData()
    data.setText("text")
    assert clipboard.marked(data) is data
    assert data.text() == "text"
