import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from dosejournal.domain.entries import CheckInDraft
from dosejournal.gui import messages as messages_module
from dosejournal.gui.messages import Messages
from dosejournal.journal import check_ins, timeline
from dosejournal.journal.timeline import Filter


@pytest.fixture
def host(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1000, 700)
    field = QLineEdit(host)
    host.show()
    field.setFocus()  # as in a real window, where the person is somewhere on a page
    qtbot.mouseMove(host, QPoint(1, 1))  # away from where the last test left it
    return host


@pytest.fixture
def messages(workspace, host):
    return Messages(workspace, host)


def record(workspace, now):
    draft = CheckInDraft(at=now, ratings={"mood": 62})
    return workspace.perform("Check-in recorded", check_ins.record, now, draft)


def entries(workspace):
    return len(workspace.read(timeline.keys, Filter()))


def test_an_act_is_told_and_can_be_undone_with_the_mouse(qtbot, workspace, messages, now):
    record(workspace, now)
    toast = messages.toast
    assert toast.isVisible()
    assert toast.label.text() == "Check-in recorded"
    assert toast.button.text() == "Undo"
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert entries(workspace) == 0
    assert toast.label.text() == "Undone: Check-in recorded"
    assert toast.button.text() == "Redo"


def test_an_act_can_be_undone_and_done_again_with_the_keyboard(qtbot, workspace, messages, now):
    record(workspace, now)
    messages.toast.button.setFocus()
    qtbot.keyClick(messages.toast.button, Qt.Key.Key_Space)
    assert entries(workspace) == 0
    qtbot.keyClick(messages.toast.button, Qt.Key.Key_Space)
    assert entries(workspace) == 1
    assert messages.toast.label.text() == "Redone: Check-in recorded"


def test_without_anything_to_undo_nothing_is_said(messages):
    messages.undo()
    messages.redo()
    assert not messages.toast.isVisible()


def test_an_act_that_changed_nothing_offers_no_undo(workspace, messages, now):
    record(workspace, now)
    workspace.perform("Measure changed", lambda _session: None)
    assert messages.toast.label.text() == "Measure changed"
    assert not messages.toast.button.isVisible()


def test_a_notice_leaves_by_itself(qtbot, workspace, host, now, monkeypatch):
    monkeypatch.setattr(messages_module, "_SHOWN_MS", 30)
    messages = Messages(workspace, host)
    record(workspace, now)
    qtbot.waitUntil(lambda: not messages.toast.isVisible(), timeout=2_000)


def test_a_notice_stays_under_the_mouse(qtbot, workspace, host, now, monkeypatch):
    monkeypatch.setattr(messages_module, "_SHOWN_MS", 30)
    messages = Messages(workspace, host)
    record(workspace, now)
    point = QPointF(5, 5)
    QApplication.sendEvent(messages.toast, QEnterEvent(point, point, point))
    qtbot.wait(100)
    assert messages.toast.isVisible()
    QApplication.sendEvent(messages.toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not messages.toast.isVisible(), timeout=2_000)


def test_a_notice_stays_while_its_button_has_the_keyboard(
    qtbot, workspace, host, now, monkeypatch
):
    monkeypatch.setattr(messages_module, "_SHOWN_MS", 30)
    messages = Messages(workspace, host)
    record(workspace, now)
    messages.toast.button.setFocus()
    qtbot.wait(100)
    assert messages.toast.isVisible()
    qtbot.keyClick(messages.toast.button, Qt.Key.Key_Escape)
    assert not messages.toast.isVisible()


def test_other_keys_do_not_close_a_notice(qtbot, workspace, messages, now):
    record(workspace, now)
    qtbot.keyClick(messages.toast, Qt.Key.Key_A)
    assert messages.toast.isVisible()


def test_an_error_stays_until_it_is_closed(qtbot, workspace, messages):
    workspace.failed.emit("The disk is full. Nothing is lost.")
    workspace.failed.emit("The disk is full. Nothing is lost.")
    workspace.failed.emit("Another program is writing.")
    assert [banner.text for banner in messages.banners] == [
        "The disk is full. Nothing is lost.",
        "Another program is writing.",
    ]
    upper, lower = messages.banners
    assert upper.geometry().bottom() < lower.geometry().top()
    qtbot.mouseClick(upper.close_button, Qt.MouseButton.LeftButton)
    assert messages.banners == [lower]
    assert lower.isVisible()


def test_messages_lie_over_the_page_and_move_nothing(qtbot, workspace, messages, host, now):
    page = QWidget(host)
    page.setGeometry(0, 0, 1000, 700)
    record(workspace, now)
    workspace.failed.emit("A sentence. " * 40)
    record(workspace, now)
    assert page.geometry().size() == host.size()
    for width in (1000, 400):
        host.resize(width, 700)
        for message in (messages.toast, *messages.banners):
            assert host.rect().contains(message.geometry())
            assert message.height() >= message.heightForWidth(message.width())


def test_messages_are_announced_to_screen_readers(workspace, messages, now, monkeypatch):
    said = []
    monkeypatch.setattr(
        QAccessible,
        "updateAccessibility",
        lambda event: said.append((event.message(), event.politeness().name)),
    )
    record(workspace, now)
    workspace.failed.emit("The disk is full.")
    assert said == [("Check-in recorded", "Polite"), ("The disk is full.", "Assertive")]
