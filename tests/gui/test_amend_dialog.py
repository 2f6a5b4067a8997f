from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlmodel import col, update

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.measures import Measure
from dosejournal.errors import MomentError
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.unrecorded import UnrecordedDialog
from dosejournal.journal import check_ins, doses, measures, revisions, timeline
from dosejournal.store.tables import CheckIn


@pytest.fixture
def opened(qtbot, workspace):
    window = QWidget()
    qtbot.addWidget(window)

    def open_(kind="check_in"):
        dialog = AmendDialog(workspace, workspace.read(timeline.entry, kind, 1), window)

        dialog.show()
        return dialog

    return open_


@pytest.fixture
def check_in(workspace, now):
    # a minute with seconds: the form shows none
    at = now.replace(second=17)
    draft = CheckInDraft(at, {"mood": 62.0, "focus": 41.0}, "lake", ("walk",))
    workspace.perform("Check-in recorded", check_ins.record, now, draft)
    return at


def _entry(workspace, kind="check_in"):
    return workspace.read(timeline.entry, kind, 1)


def _press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_unchanged_check_in_is_not_saved(workspace, check_in, opened, qtbot):
    dialog = opened()
    with qtbot.waitSignal(dialog.accepted):
        _press(qtbot, dialog.save_button)
    assert workspace.undo_label == "Check-in recorded"


def test_a_changed_note_is_saved_and_nothing_else_moves(workspace, check_in, opened, qtbot):
    before = _entry(workspace)
    dialog = opened()
    dialog.form.note.set_text("by the lake")
    _press(qtbot, dialog.save_button)
    after = _entry(workspace)
    assert workspace.undo_label == "Check-in amended"
    assert after.note == "by the lake"
    assert (after.moment, after.ratings, after.tags) == (
        before.moment,
        before.ratings,
        before.tags,
    )
    assert after.amended_at == workspace.now()
    (version,) = workspace.read(revisions.of, "check_in", 1)
    assert version.entry.note == "lake"


def test_a_day_without_a_time_stays_one_when_its_note_is_amended(
    workspace, check_in, opened, qtbot
):
    workspace.perform(
        "x",
        lambda session: session.exec(
            update(CheckIn).values(time_precision="day").where(col(CheckIn.id) == 1)
        ),
    )
    dialog = opened()
    dialog.form.note.set_text("by the lake")
    _press(qtbot, dialog.save_button)
    assert _entry(workspace).moment.precision == "day"


def test_a_rating_of_an_archived_measure_is_kept(workspace, check_in, opened, qtbot):
    workspace.perform("Measure archived", measures.archive, "focus")
    dialog = opened()
    dialog.form.note.set_text("by the lake")
    _press(qtbot, dialog.save_button)
    assert [(r.measure, r.value) for r in _entry(workspace).ratings] == [
        ("mood", 62.0),
        ("focus", 41.0),
    ]


def test_a_dose_is_amended_from_the_keyboard(workspace, now, opened, qtbot):
    draft = DoseDraft(now - timedelta(hours=1), "Item A", "10", "mg")
    workspace.perform("Dose recorded", doses.record, now, draft)
    dialog = opened("dose_event")
    dialog.form.note.set_text("with food")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.note.setFocus()
    qtbot.keyClick(dialog.form.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert workspace.undo_label == "Dose amended"
    after = _entry(workspace, "dose_event")
    assert (after.note, after.dose.amount) == ("with food", "10")


def test_a_dose_without_a_substance_is_not_saved(workspace, now, opened, qtbot):
    workspace.perform("Dose recorded", doses.record, now, DoseDraft(now, "Item A", "10", "mg"))
    dialog = opened("dose_event")
    dialog.form.substance.setEditText("")
    _press(qtbot, dialog.save_button)
    assert dialog.isVisible()
    assert workspace.undo_label == "Dose recorded"


def test_what_is_refused_is_said_in_the_dialog_until_it_is_corrected(
    workspace, check_in, opened, qtbot
):
    dialog = opened()
    for rated in dialog.form.inputs.values():
        rated.set_value(None)
    dialog.form.note.set_text("")
    dialog.form.tags.set_tags(())
    _press(qtbot, dialog.save_button)
    assert dialog.isVisible()
    assert "nothing to record" in dialog.line.text()
    assert _entry(workspace).note == "lake"
    dialog.form.edited.emit()
    assert dialog.line.text() == ""


def test_a_time_still_to_come_is_refused_before_anything_is_saved(
    workspace, check_in, opened, qtbot, monkeypatch
):
    dialog = opened()

    def refuse():
        raise MomentError("That is still to come.")

    monkeypatch.setattr(dialog.form, "draft", refuse)
    _press(qtbot, dialog.save_button)
    assert dialog.line.text() == "That is still to come."
    assert dialog.isVisible()


def _asked(dialog):
    (question,) = dialog.findChildren(UnrecordedDialog)
    assert question.isVisible()
    return question


@pytest.mark.parametrize("way", ["cancel", "escape", "close"])
def test_what_was_changed_is_asked_about_before_the_dialog_closes(
    workspace, check_in, opened, qtbot, way
):
    dialog = opened()
    dialog.form.note.set_text("something else")
    if way == "cancel":
        _press(qtbot, dialog.cancel_button)
    elif way == "escape":
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        assert not dialog.close()
    assert dialog.isVisible()
    question = _asked(dialog)
    assert question.windowTitle() == "These changes are not saved yet"
    assert question.record_button.text() == "Save changes"
    with qtbot.waitSignal(dialog.rejected):
        _press(qtbot, question.discard_button)
    assert _entry(workspace).note == "lake"


def test_keep_editing_leads_back_to_what_was_changed(workspace, check_in, opened, qtbot):
    dialog = opened()
    dialog.form.note.set_text("something else")
    dialog.reject()
    _press(qtbot, _asked(dialog).keep_button)
    assert dialog.isVisible()
    assert dialog.form.note.text() == "something else"
    assert dialog.has_unsaved()


def test_the_changes_can_be_saved_from_the_question(workspace, check_in, opened, qtbot):
    dialog = opened()
    dialog.form.note.set_text("by the lake")
    dialog.reject()
    with qtbot.waitSignal(dialog.accepted):
        _press(qtbot, _asked(dialog).record_button)
    assert _entry(workspace).note == "by the lake"


def test_a_change_that_cannot_be_saved_is_not_dropped_either(workspace, now, opened, qtbot):
    workspace.perform("Measure added", measures.add, Measure("", "Pulse", "number", unit="bpm"))
    draft = CheckInDraft(now, {"pulse": 62.0})
    workspace.perform("Check-in recorded", check_ins.record, now, draft)
    dialog = opened()
    dialog.form.inputs["pulse"].field.clear()
    qtbot.keyClicks(dialog.form.inputs["pulse"].field, "a lot")
    dialog.reject()
    _press(qtbot, _asked(dialog).record_button)
    assert dialog.isVisible()
    assert "takes a number" in dialog.line.text()


def test_cancel_without_a_change_closes_at_once(workspace, check_in, opened, qtbot):
    dialog = opened()
    with qtbot.waitSignal(dialog.rejected):
        _press(qtbot, dialog.cancel_button)
    assert dialog.findChildren(UnrecordedDialog) == []


def test_a_save_closes_the_dialog_although_a_page_cannot_be_read_again(
    workspace, check_in, opened, qtbot
):
    def fail(_changes):
        workspace.failed.emit("The disk refuses.")

    workspace.changed.connect(fail)
    dialog = opened()
    dialog.form.note.set_text("by the lake")
    with qtbot.waitSignal(dialog.accepted):
        _press(qtbot, dialog.save_button)


def test_an_entry_that_came_with_a_mood_word_alone_can_be_saved(
    workspace, check_in, opened, qtbot
):
    with_word = CheckInDraft(check_in, {}, "lake")
    workspace.perform("x", check_ins.amend, workspace.now(), 1, with_word)

    def put(session):
        session.exec(update(CheckIn).values(mood_word="rad").where(col(CheckIn.id) == 1))

    workspace.perform("x", put)
    assert _entry(workspace).mood_word == "rad"
    dialog = opened()
    dialog.form.note.set_text("")
    with qtbot.waitSignal(dialog.accepted):
        _press(qtbot, dialog.save_button)
    assert (_entry(workspace).note, _entry(workspace).mood_word) == ("", "rad")
