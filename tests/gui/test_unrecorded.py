import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from dosejournal.domain.entries import CheckInDraft
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.unrecorded import UnrecordedDialog
from dosejournal.journal import check_ins, timeline
from dosejournal.journal.timeline import Filter


def entries(workspace):
    return len(workspace.read(timeline.keys, Filter()))


def rate(window, value=62.0):
    window.page("today").form.inputs["mood"].set_value(value)


def dose(window, amount="10"):
    form = window.page("doses").form
    form.substance.setEditText("Item A")
    form.amount.amount.setText(amount)
    form.amount.unit.setEditText("mg")


def asked(window):
    (dialog,) = window.findChildren(UnrecordedDialog)
    assert dialog.isVisible()
    return dialog


def test_a_window_with_nothing_filled_in_closes_at_once(window):
    window.page("doses")
    assert window.close()


def test_closing_asks_about_a_check_in_that_is_not_recorded(window, workspace):
    rate(window)
    assert not window.close()
    assert window.isVisible()
    assert asked(window).windowTitle() == "This check-in is not recorded yet"
    assert entries(workspace) == 0


def test_return_records_it_and_the_window_closes(qtbot, window, workspace):
    rate(window)
    window.menus.quit.trigger()
    QTest.keyClick(asked(window), Qt.Key.Key_Return)
    assert entries(workspace) == 1
    assert not window.isVisible()


def test_escape_goes_back_to_what_is_filled_in(qtbot, window, workspace):
    window.open_page("trends")
    rate(window)
    window.close()
    QTest.keyClick(asked(window), Qt.Key.Key_Escape)
    assert window.isVisible()
    assert window.stack.currentWidget() is window.page("today")
    assert window.page("today").form.inputs["mood"].value() == 62.0
    assert entries(workspace) == 0
    qtbot.waitUntil(lambda: not window.findChildren(UnrecordedDialog))
    window.close()
    asked(window).keep_button.click()


def test_all_three_answers_are_reached_with_tab(qtbot, window):
    rate(window)
    window.close()
    dialog = asked(window)
    qtbot.waitUntil(dialog.record_button.hasFocus)
    reached = [dialog.focusWidget()]
    for _each in range(2):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        reached.append(dialog.focusWidget())
    assert reached == [dialog.record_button, dialog.keep_button, dialog.discard_button]
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    assert not window.isVisible()


def test_discarding_closes_without_recording(window, workspace):
    rate(window)
    window.close()
    asked(window).discard_button.click()
    assert not window.isVisible()
    assert entries(workspace) == 0


def test_what_cannot_be_recorded_keeps_the_window_open(window, workspace):
    window.page("today").form.note.insertPlainText("word " * 200_001)
    window.close()
    asked(window).record_button.click()
    assert window.isVisible()
    assert len(window.messages.banners) == 1
    assert window.page("today").has_unsaved()
    assert entries(workspace) == 0


def test_a_dose_that_cannot_be_recorded_keeps_the_window_open(window, workspace):
    dose(window, amount="ten")
    window.close()
    dialog = asked(window)
    assert dialog.windowTitle() == "This dose is not recorded yet"
    dialog.record_button.click()
    assert window.isVisible()
    assert window.stack.currentWidget() is window.page("doses")
    assert window.focusWidget() is window.page("doses").form.amount.amount
    assert entries(workspace) == 0


def test_a_check_in_and_a_dose_are_asked_about_one_after_the_other(qtbot, window, workspace):
    rate(window)
    dose(window)
    window.close()
    asked(window).discard_button.click()
    qtbot.waitUntil(lambda: len(window.findChildren(UnrecordedDialog)) == 1)
    dialog = asked(window)
    assert dialog.windowTitle() == "This dose is not recorded yet"
    dialog.record_button.click()
    assert not window.isVisible()
    assert [each.kind for each in found(workspace)] == ["dose_event"]


def found(workspace):
    return workspace.read(timeline.entries, workspace.read(timeline.keys, Filter()))


def test_who_is_asked_already_is_not_asked_twice(window):
    rate(window)
    window.close()
    window.close()
    asked(window)


def test_another_journal_is_chosen_only_after_the_question(qtbot, window, monkeypatch, tmp_path):
    place = str(tmp_path / "other.db")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (place, ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (place, ""))
    rate(window)
    for act, signal in (
        (window.menus.open, window.open_asked),
        (window.menus.new, window.new_asked),
    ):
        with qtbot.assertNotEmitted(signal):
            act.trigger()
        with qtbot.waitSignal(signal):
            asked(window).discard_button.click()
        qtbot.waitUntil(lambda: not window.findChildren(UnrecordedDialog))
        # the other journal may not open; what is filled in is still there then
        assert window.page("today").has_unsaved()


def test_a_program_that_is_told_to_end_is_not_held_up(window, workspace):
    rate(window)
    window.close()
    window.leave()
    assert not window.isVisible()
    assert entries(workspace) == 0


def amending(window, workspace, now):
    """Open a recorded check-in from the timeline and write a new note."""
    draft = CheckInDraft(now, {"mood": 62.0}, "lake")
    workspace.perform("Check-in recorded", check_ins.record, now, draft)
    window.open_page("timeline")
    timeline_page = window.page("timeline")
    timeline_page.list.setCurrentIndex(timeline_page.model.index(0))
    timeline_page.amend()
    (dialog,) = timeline_page.findChildren(AmendDialog)
    dialog.form.note.set_text("by the lake")
    return dialog


def test_a_dialog_with_changes_counts_as_unrecorded(qtbot, window, workspace, now):
    dialog = amending(window, workspace, now)
    assert window.unrecorded.anywhere()
    session = Session(talks=True)
    window.end_session(session)
    assert session.cancelled
    question = asked(window)
    assert question.parent() is dialog
    question.record_button.click()
    assert not window.isVisible()
    assert found(workspace)[0].note == "by the lake"


def test_changes_in_a_dialog_are_discarded_before_the_pages_are_asked_about(
    qtbot, window, workspace, now
):
    rate(window)
    dialog = amending(window, workspace, now)
    window.close()
    asked(window).discard_button.click()
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: len(window.findChildren(UnrecordedDialog)) == 1)
    assert asked(window).windowTitle() == "This check-in is not recorded yet"
    asked(window).discard_button.click()
    assert not window.isVisible()
    assert found(workspace)[0].note == "lake"


def test_a_dialog_that_asks_already_asks_only_once(qtbot, window, workspace, now):
    dialog = amending(window, workspace, now)
    dialog.reject()
    window.close()
    qtbot.waitUntil(lambda: len(window.findChildren(UnrecordedDialog)) == 1)
    asked(window).keep_button.click()
    assert window.isVisible()
    assert dialog.isVisible()
    dialog.form.note.set_text("lake")
    dialog.reject()
    assert not dialog.isVisible()


class Session:
    """Stands in for QSessionManager, which only Qt can make."""

    def __init__(self, talks):
        self._talks = talks
        self.cancelled = False

    def allowsInteraction(self):  # noqa: N802
        return self._talks

    def cancel(self):
        self.cancelled = True


@pytest.mark.parametrize(("filled", "talks"), [(True, True), (True, False), (False, True)])
def test_the_end_of_the_session_waits_only_where_asking_is_allowed(window, filled, talks):
    if filled:
        rate(window)
    session = Session(talks)
    window.end_session(session)
    assert session.cancelled is (filled and talks)
    assert bool(window.findChildren(UnrecordedDialog)) is session.cancelled
    window.leave()
    QApplication.processEvents()
