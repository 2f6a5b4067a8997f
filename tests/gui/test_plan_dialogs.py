from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from dosejournal.domain.entries import DoseDraft
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.gui.plan.plan_acts import PlanActs
from dosejournal.gui.plan.skip_dialog import SkipDialog
from dosejournal.gui.plan.taken_dialog import TakenDialog
from dosejournal.gui.unrecorded import UnrecordedDialog
from dosejournal.journal import doses, plan, planning, timeline
from dosejournal.journal.timeline import Filter

pytestmark = pytest.mark.usefixtures("british")

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = date(2026, 3, 1)


@pytest.fixture
def clock(clock):
    clock.at = at(9, 30)
    return clock


@pytest.fixture
def workspace(workspace, clock):
    draft = RegimenDraft(
        "Item A",
        parse("daily"),
        (time(8), time(20)),
        FIRST,
        steps=(DoseStep(FIRST, "2.50", "mg"),),
    )
    workspace.perform("Regimen added", planning.add, clock.at, draft)
    return workspace


@pytest.fixture
def open_(qtbot, workspace):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    acts = PlanActs(workspace, window)

    def run(act, hour=8, day=2):
        acts.run(act, line(workspace, hour, day))
        (dialog,) = [each for each in window.findChildren(QWidget) if isinstance(each, KINDS)]
        return dialog

    return run


KINDS = (TakenDialog, SkipDialog)


def at(hour, minute=0, day=2):
    return datetime(2026, 3, day, hour, minute, tzinfo=BERLIN)


def line(workspace, hour=8, day=2):
    lines = workspace.read(plan.lines, workspace.now(), FIRST, date(2026, 3, 3))
    return next(each for each in lines if each.at == at(hour, day=day))


def entries(workspace):
    keys = workspace.read(timeline.keys, Filter(kinds=("dose_event",)))
    return workspace.read(timeline.entries, keys)


def save(qtbot, dialog):
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)


def test_taken_at_begins_with_the_planned_time_at_the_hours(qtbot, workspace, open_):
    dialog = open_("at")
    assert dialog.moment.value() == at(8)
    dialog.activateWindow()
    hours = QDateTimeEdit.Section.HourSection
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.moment.editor.hasFocus())
    qtbot.waitUntil(lambda: dialog.moment.editor.currentSection() == hours)
    with qtbot.waitSignal(dialog.accepted):
        save(qtbot, dialog)
    (entry,) = entries(workspace)
    assert entry.moment.at == at(8)
    assert (entry.dose.amount, entry.dose.unit) == ("2.50", "mg")
    assert (entry.dose.status, entry.dose.planned_wall) == ("taken", "2026-03-02T08:00")
    assert workspace.undo_label == "Dose recorded"


def test_a_time_that_is_set_is_recorded_with_how_late_it_was(qtbot, workspace, clock, open_):
    clock.at = at(12)
    dialog = open_("at")
    dialog.moment.editor.setTime(dialog.moment.editor.time().addSecs(3 * 3600))
    assert dialog.has_unsaved()
    save(qtbot, dialog)
    (entry,) = entries(workspace)
    assert entry.moment.at == at(11)
    assert (entry.dose.status, entry.dose.late_by_minutes) == ("late", 180)


def test_a_time_still_to_come_is_refused(qtbot, workspace, open_):
    dialog = open_("at")
    dialog.moment.editor.setTime(dialog.moment.editor.time().addSecs(3 * 3600))
    save(qtbot, dialog)
    assert dialog.isVisible()
    assert "still to come" in dialog.moment.sentence_label.text()
    assert entries(workspace) == []


def test_a_dose_that_is_still_to_come_begins_with_now(qtbot, workspace, clock, open_):
    dialog = open_("at", 20)
    assert dialog.moment.value() == clock.at
    save(qtbot, dialog)
    (entry,) = entries(workspace)
    assert (entry.moment.at, entry.dose.planned_wall) == (clock.at, "2026-03-02T20:00")


def test_amount_differs_begins_at_the_planned_amount_and_is_taken_now(
    qtbot, workspace, clock, open_
):
    dialog = open_("amount")
    assert dialog.focusWidget() is dialog.amount.amount
    assert dialog.amount.amount.text() == "2.50"
    clock.at = at(9, 31)
    assert not dialog.has_unsaved()
    dialog.amount.amount.setText("5")
    assert dialog.has_unsaved()
    save(qtbot, dialog)
    (entry,) = entries(workspace)
    assert (entry.dose.amount, entry.dose.unit, entry.moment.at) == ("5", "mg", at(9, 31))


def test_of_a_day_that_is_over_the_planned_time_is_taken_for_both(workspace, open_):
    dialog = open_("amount", 20, 1)
    assert dialog.moment.value() == at(20, day=1)


def test_what_is_no_amount_is_refused_at_its_field(qtbot, workspace, open_):
    dialog = open_("amount")
    dialog.amount.amount.setText("some")
    save(qtbot, dialog)
    assert dialog.isVisible()
    assert "not an amount" in dialog.amount.line.text()
    assert entries(workspace) == []


def test_what_was_recorded_meanwhile_is_refused_in_the_dialog(qtbot, workspace, clock, open_):
    dialog = open_("at")
    workspace.perform("x", doses.record, clock.at, DoseDraft(at(8), "Item A"))
    save(qtbot, dialog)
    assert dialog.isVisible()
    assert "recorded already" in dialog.line.text()
    dialog.moment.edited.emit()
    assert dialog.line.text() == ""
    assert len(entries(workspace)) == 1


def test_a_dose_is_skipped_with_a_reason(qtbot, workspace, open_):
    dialog = open_("skip")
    assert dialog.skipped.isChecked()
    dialog.reason.insertPlainText("travelling")
    save(qtbot, dialog)
    (entry,) = entries(workspace)
    assert (entry.dose.status, entry.dose.reason) == ("skipped", "travelling")
    assert (entry.dose.amount, entry.moment.at) == (None, at(8))
    assert workspace.undo_label == "Dose skipped"


def test_a_reason_may_be_left_out(qtbot, workspace, open_):
    dialog = open_("skip")
    with qtbot.waitSignal(dialog.accepted):
        save(qtbot, dialog)
    assert entries(workspace)[0].dose.reason == ""


def test_a_dose_is_recorded_as_missed(qtbot, workspace, open_):
    dialog = open_("skip")
    dialog.missed.click()
    save(qtbot, dialog)
    assert entries(workspace)[0].dose.status == "missed"
    assert workspace.undo_label == "Dose recorded as missed"


def test_of_a_day_that_is_over_it_begins_with_missed(workspace, open_):
    assert open_("skip", 20, 1).missed.isChecked()


def test_a_reason_that_is_written_is_asked_about_before_it_is_lost(qtbot, workspace, open_):
    dialog = open_("skip")
    dialog.reason.insertPlainText("travelling")
    dialog.reject()
    (asked,) = dialog.findChildren(UnrecordedDialog)
    assert asked.isVisible()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.mouseClick(asked.discard_button, Qt.MouseButton.LeftButton)
    assert entries(workspace) == []


def test_both_dialogs_say_which_dose_they_are_about(workspace, qtbot):
    for kind in KINDS:
        dialog = kind(workspace, line(workspace))
        qtbot.addWidget(dialog)
        said = dialog.body.itemAt(0).widget().text()
        assert said.replace("\u2068", "").replace("\u2069", "") == (
            "Item A, planned for 2 Mar 2026, 08:00"
        )
