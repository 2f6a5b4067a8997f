"""What is written and not recorded is kept, and offered by the next start."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.measures import Measure
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.main_window import MainWindow
from dosejournal.gui.plan.skip_dialog import SkipDialog
from dosejournal.gui.resuming import LeftDialog
from dosejournal.gui.unrecorded import UnrecordedDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import (
    check_ins,
    doses,
    drafts,
    measures,
    plan,
    planning,
    substances,
    timeline,
)
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.store.database import Database


@pytest.fixture
def make(qapp, qtbot, database, clock, tasks, preferences):
    """Start the program again, as after a kill: nothing of the window before is asked."""

    def again(before):
        before.hide()
        window = MainWindow(qapp, Workspace(database, clock), tasks, preferences)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return again


def kept(workspace):
    return workspace.read(drafts.read)


def note(window, text="a quiet day", page="today"):
    form = window.page(page).form
    form.note.setFocus()
    QTest.keyClicks(form.note, text)
    return form


def offers(window):
    return window.page("today").offers


def line(window):
    (only,) = offers(window).lines.values()
    return only


def press(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def entry(workspace, kind="check_in"):
    (found,) = [
        each
        for each in workspace.read(timeline.entries, workspace.read(timeline.keys))
        if each.kind == kind
    ]
    return found


def test_what_is_typed_is_kept_a_second_later_and_no_page_is_drawn_anew(qtbot, window, workspace):
    changes = []
    workspace.changed.connect(changes.append)
    note(window)
    assert kept(workspace) == []
    qtbot.waitUntil(lambda: kept(workspace) != [], timeout=2_000)
    (draft,) = kept(workspace)
    assert (draft.kind, draft.content["note"]) == ("check_in", "a quiet day")
    # what the window finds out about the file itself is told by no table
    assert not any(changes)
    assert workspace.undo_label is None


def test_who_types_without_a_pause_loses_no_more(qtbot, window, workspace):
    form = note(window, "a")
    for _letter in range(13):
        QTest.keyClicks(form.note, "b")
        QTest.qWait(100)
    assert len(kept(workspace)[0].content["note"]) > 5


def test_it_is_kept_at_once_when_the_keyboard_goes_elsewhere(window, workspace):
    note(window)
    window.sidebar.buttons["doses"].setFocus()
    assert len(kept(workspace)) == 1


def test_an_emptied_form_has_no_draft(window, workspace):
    form = note(window)
    window.save_drafts_now()
    form.note.selectAll()
    QTest.keyClick(form.note, Qt.Key.Key_Delete)
    window.save_drafts_now()
    assert kept(workspace) == []


def test_a_check_in_is_offered_without_a_word_of_it_and_goes_on_as_it_was(
    window, workspace, make, clock, british
):
    workspace.perform("", measures.add, Measure("pulse", "Pulse", kind="number", maximum=250.0))
    form = note(window)
    form.inputs["mood"].set_value(62.0)
    form.inputs["pulse"].field.setText("7,")
    form.inputs["sleep_quality"].set_value(30.0)
    form.tags.set_tags(["walk"])
    window.save_drafts_now()
    clock.set(15, 0, days=1)
    again = make(window)
    told = line(again).label.text()
    assert told == "You were writing a check-in on Monday, 2 Mar 2026 at 09:30."
    form = again.page("today").form
    assert form.is_empty()
    press(line(again).continue_button)
    assert offers(again).isHidden()
    assert form.note.text() == "a quiet day"
    assert form.inputs["mood"].value() == 62.0
    assert form.inputs["sleep_quality"].value() == 30.0
    assert form.inputs["pulse"].field.text() == "7,"
    assert form.tags.tags() == ("walk",)
    form.inputs["pulse"].set_value(71.0)
    again.page("today").record()
    recorded = entry(workspace)
    assert recorded.moment.local.time() == time(9, 30)
    assert recorded.moment.zone == clock().tzinfo.key
    assert kept(workspace) == []
    again.menus.undo.trigger()
    assert kept(workspace) == []


def test_a_check_in_of_another_zone_keeps_the_time_it_had_there(window, workspace, make, clock):
    note(window)
    window.save_drafts_now()
    clock.at = clock().astimezone(ZoneInfo("Asia/Tokyo"))
    again = make(window)
    press(line(again).continue_button)
    again.page("today").record()
    assert entry(workspace).moment.local.time() == time(9, 30)
    assert entry(workspace).moment.zone == "+01:00"


def test_the_draft_stays_where_recording_is_refused(window, workspace):
    form = note(window)
    form.inputs["mood"].set_value(62.0)
    window.save_drafts_now()

    def refuse(session, *_given):
        check_ins.record(session, workspace.now(), CheckInDraft(workspace.now()))

    assert workspace.perform("", window.page("today").drafting.ending(refuse)) is None
    assert len(kept(workspace)) == 1


def test_a_draft_is_discarded_from_the_disk_and_can_be_taken_back(
    window, workspace, make, journal_path
):
    note(window, "nobody shall read this")
    window.save_drafts_now()
    again = make(window)
    press(line(again).discard_button)
    files = [journal_path, journal_path.with_name("journal.db-wal")]
    assert b"nobody shall read" not in b"".join(file.read_bytes() for file in files)
    assert kept(workspace) == []
    press(line(again).undo_button)
    (draft,) = kept(workspace)
    assert draft.content["note"] == "nobody shall read this"
    press(line(again).discard_button)
    again.open_page("doses")
    again.open_page("today")
    assert offers(again).isHidden()


def test_what_is_filled_in_gives_way_and_is_offered_in_turn(window, workspace, make, clock):
    note(window, "the first")
    window.save_drafts_now()
    clock.set(10)
    again = make(window)
    note(again, "the second")
    press(line(again).continue_button)
    assert again.page("today").form.note.text() == "the first"
    clock.set(11)
    press(line(again).continue_button)
    assert again.page("today").form.note.text() == "the second"
    assert sorted(each.content["note"] for each in kept(workspace)) == ["the first", "the second"]


def test_beside_a_rating_only_the_check_in_itself_goes_on(window, workspace, make, now):
    workspace.perform("", check_ins.record, now, CheckInDraft(now, {"mood": 1.0}))
    dialog = AmendDialog(workspace, entry(workspace), window)
    dialog.show()
    note_in(dialog)
    window.save_drafts_now()
    again = make(window)
    again.page("today").form.inputs["mood"].set_value(62.0)
    again.page("today").form.edited.emit()
    assert not line(again).continue_button.isEnabled()


def note_in(dialog, text="more of it"):
    QTest.keyClicks(dialog.form.note, text)


@pytest.mark.parametrize("kind", ["check_in", "dose_event"])
def test_changes_of_an_entry_go_on_in_its_dialog(window, workspace, make, now, kind):
    workspace.perform("", check_ins.record, now, CheckInDraft(now, {"mood": 1.0}, "before"))
    workspace.perform("", doses.record, now, DoseDraft(now, "Item A", "10", "mg", note="before"))
    dialog = AmendDialog(workspace, entry(workspace, kind), window)
    dialog.show()
    note_in(dialog, "after, ")
    window.save_drafts_now()
    again = make(window)
    assert "before" not in line(again).label.text()
    press(line(again).continue_button)
    (dialog,) = again.findChildren(AmendDialog)
    assert dialog.form.note.text() == "after, before"
    assert dialog.has_unsaved()
    dialog.record()
    assert entry(workspace, kind).note == "after, before"
    assert entry(workspace, kind).moment.local.time() == time(9, 30)
    assert kept(workspace) == []


def test_a_dialog_that_is_discarded_leaves_no_draft(window, workspace, now):
    workspace.perform("", check_ins.record, now, CheckInDraft(now, {"mood": 1.0}))
    dialog = AmendDialog(workspace, entry(workspace), window)
    dialog.show()
    note_in(dialog)
    window.save_drafts_now()
    dialog.reject()
    (asking,) = dialog.findChildren(UnrecordedDialog)
    press(asking.discard_button)
    assert kept(workspace) == []


def test_the_text_about_an_entry_that_is_gone_is_shown_until_it_is_discarded(
    window, workspace, make, now
):
    number = workspace.perform("", check_ins.record, now, CheckInDraft(now, {"mood": 1.0}))
    dialog = AmendDialog(workspace, entry(workspace), window)
    dialog.show()
    note_in(dialog)
    window.save_drafts_now()
    workspace.perform("", check_ins.remove, now, number)
    again = make(window)
    press(line(again).continue_button)
    (dialog,) = again.findChildren(LeftDialog)
    assert dialog.text.toPlainText() == "more of it"
    press(dialog.close_button)
    assert len(kept(workspace)) == 1
    press(line(again).continue_button)
    dialog = next(each for each in again.findChildren(LeftDialog) if each.isVisible())
    press(dialog.discard_button)
    assert kept(workspace) == []


@pytest.fixture
def planned(workspace, now):
    steps = (DoseStep(now.date(), "10", "mg"),)
    draft = RegimenDraft("Item A", Pattern("daily"), (time(9),), now.date(), steps=steps)
    workspace.perform("", planning.add, now.replace(hour=8), draft)
    return lambda: workspace.read(plan.today, now)[0]


def test_the_reason_of_a_dose_that_was_not_taken_goes_on(window, workspace, make, planned):
    dialog = SkipDialog(workspace, planned(), window)
    dialog.show()
    QTest.keyClicks(dialog.reason, "I was")
    dialog.missed.setChecked(True)
    window.save_drafts_now()
    again = make(window)
    press(line(again).continue_button)
    (dialog,) = again.findChildren(SkipDialog)
    assert (dialog.missed.isChecked(), dialog.reason.text()) == (True, "I was")
    dialog.record()
    assert entry(workspace, "dose_event").dose.reason == "I was"
    assert kept(workspace) == []


def test_a_reason_is_shown_where_its_dose_was_recorded_meanwhile(
    window, workspace, make, planned, now
):
    dialog = SkipDialog(workspace, planned(), window)
    dialog.show()
    QTest.keyClicks(dialog.reason, "I was")
    window.save_drafts_now()
    workspace.perform("", doses.record, now, DoseDraft(now, "Item A", "10", "mg"))
    again = make(window)
    press(line(again).continue_button)
    (dialog,) = again.findChildren(LeftDialog)
    assert dialog.text.toPlainText() == "I was"


def test_a_dose_goes_on_on_its_page_by_the_name_it_has_now(window, workspace, make, now, clock):
    workspace.perform("", doses.record, now, DoseDraft(now, "Item A", "10", "mg"))
    form = note(window, page="doses")
    form.substance.setEditText("Item A")
    form.amount.amount.setText("7.")
    form.amount.unit.setEditText("drops")
    form.amount.estimated.setChecked(True)
    window.save_drafts_now()
    workspace.perform("", substances.amend, 1, SubstanceDraft("Item B"))
    clock.set(12)
    again = make(window)
    note(again, "another one", page="doses")
    press(line(again).continue_button)
    form = again.page("doses").form
    assert again.stack.currentWidget() is again.page("doses")
    assert form.substance.currentText() == "Item B"
    assert (form.amount.amount.text(), form.amount.unit.currentText()) == ("7.", "drops")
    assert form.amount.estimated.isChecked()
    assert form.note.text() == "a quiet day"
    again.open_page("today")
    assert "a dose today at 12:00" in line(again).label.text()
    again.page("doses").record()
    (draft,) = kept(workspace)
    assert draft.content["note"] == "another one"


def test_closing_asks_and_a_discarded_check_in_is_not_offered(window, workspace):
    note(window)
    window.close()
    (asking,) = window.findChildren(UnrecordedDialog)
    assert len(kept(workspace)) == 1
    press(asking.discard_button)
    assert not window.isVisible()
    assert kept(workspace) == []


def test_a_window_that_is_ended_keeps_what_is_written(window, workspace):
    note(window)
    window.leave()
    assert len(kept(workspace)) == 1


def test_a_draft_waits_for_another_program_without_holding_up_the_window(
    qtbot, window, workspace, journal_path
):
    form = note(window)
    failures = []
    workspace.failed.connect(failures.append)
    other = Database(journal_path, undoable=False)
    with other.write("Long"):
        window.save_drafts_now()
    other.close()
    assert kept(workspace) == []
    QTest.keyClicks(form.note, "!")
    qtbot.waitUntil(lambda: kept(workspace) != [], timeout=2_000)
    assert failures == []


def test_a_form_of_a_newer_version_is_left_alone(window, workspace, make, now):
    workspace.jot(drafts.keep, now, "dream//1", {"note": "of a form that is not known here"})
    again = make(window)
    assert offers(again).isHidden()
    assert len(kept(workspace)) == 1
