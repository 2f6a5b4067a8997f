"""The dose form and a plan: which planned dose is closed, and every status corrected later."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from dosejournal.domain.entries import DoseDraft
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.gui import entry_words
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.dose_form import DoseForm
from dosejournal.gui.recent_doses import RecentDoses
from dosejournal.journal import doses, planning, revisions, substances, timeline
from dosejournal.journal.substances import SubstanceDraft

pytestmark = pytest.mark.usefixtures("british")

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = date(2026, 3, 1)


@pytest.fixture
def clock(clock):
    clock.at = at(8, 35)
    return clock


@pytest.fixture
def form(qtbot, workspace):
    form = DoseForm(workspace)
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)
    return form


@pytest.fixture
def amend(qtbot, workspace):
    window = QWidget()
    qtbot.addWidget(window)

    def open_(entry_id):
        dialog = AmendDialog(workspace, read(workspace, entry_id), window)
        dialog.show()
        return dialog

    return open_


def at(hour, minute=0, day=2):
    return datetime(2026, 3, day, hour, minute, tzinfo=BERLIN)


def planned(workspace, *times, substance="Item A", **more):
    draft = RegimenDraft(
        substance,
        parse("daily"),
        tuple(time.fromisoformat(each) for each in times),
        FIRST,
        steps=(DoseStep(FIRST, "10", "mg"),),
        **more,
    )
    return workspace.perform("Regimen added", planning.add, workspace.now(), draft)


def record(workspace, when, **fields):
    draft = DoseDraft(**{"at": when, "substance": "Item A", "amount": "10", "unit": "mg"} | fields)
    return workspace.perform("Dose recorded", doses.record, workspace.now(), draft)


def read(workspace, entry_id):
    return workspace.read(timeline.entry, "dose_event", entry_id)


def hint(form):
    return form.substance.accessibleDescription().strip()


def save(qtbot, dialog):
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)


def choose(standing, status):
    standing.status.setCurrentIndex(standing.status.findData(status))


def set_time(dialog, when):
    dialog.form.moment.change_button.click()
    dialog.form.moment.editor.setTime(when)


def shown(standing):
    return standing.facts.lines()


def plain(text):
    return text.replace("\u2068", "").replace("\u2069", "")


def test_the_form_says_which_planned_dose_it_closes(form, workspace, clock):
    planned(workspace, "08:00", "20:00")
    form.substance.setEditText("item a")
    # within the window of its regimen a dose is in time
    assert hint(form) == "Closes the dose planned for 08:00."
    clock.at = at(10, 1)
    for timer in form.findChildren(QTimer):
        timer.timeout.emit()
    assert hint(form) == "Closes the dose planned for 08:00, 2 h 1 min late."


def test_it_follows_the_time_that_is_set_and_what_is_recorded(form, workspace, clock):
    planned(workspace, "08:00", "20:00")
    form.substance.setEditText("Item A")
    form.moment.set_value(at(20, 30, day=1))
    form.moment.edited.emit()
    assert hint(form) == "Closes the dose planned for 20:00."
    form.moment.set_value(None)
    form.moment.edited.emit()
    record(workspace, at(8, 10))
    assert hint(form) == "Not planned: recorded as extra."
    workspace.undo()
    assert hint(form) == "Closes the dose planned for 08:00."


def test_a_dose_planned_before_midnight_is_named_with_its_day(form, workspace, clock):
    planned(workspace, "23:50")
    record(workspace, at(23, 50, day=1))
    clock.at = at(0, 20, day=3)
    form.substance.setEditText("Item A")
    assert hint(form) == "Closes the dose planned for 2 Mar 2026, 23:50."


def test_of_a_time_to_come_nothing_is_said(form, workspace):
    planned(workspace, "08:00")
    form.substance.setEditText("Item A")
    form.moment.change_button.click()
    form.moment.editor.setDate(form.moment.editor.date().addDays(2))
    assert hint(form) == ""


def test_without_a_plan_the_form_is_what_it_was(form, workspace):
    workspace.perform("x", substances.add, SubstanceDraft("Item B"))
    form.substance.setEditText("Item B")
    assert hint(form) == ""
    assert form.standing is None


def test_a_label_closes_what_its_substance_has_planned(form, workspace):
    workspace.perform("x", substances.add, SubstanceDraft("Item A", "morning one"))
    planned(workspace, "08:00")
    form.substance.setEditText("morning one")
    assert hint(form) == "Closes the dose planned for 08:00."


def test_what_the_hint_says_is_what_is_recorded(form, workspace, clock):
    planned(workspace, "08:00")
    form.substance.setEditText("Item A")
    recorded = workspace.perform("x", doses.record, clock.at, form.draft())
    assert read(workspace, recorded).dose.planned_wall == "2026-03-02T08:00"
    again = workspace.perform("x", doses.record, clock.at, form.draft())
    assert read(workspace, again).dose.status == "extra"


def test_amending_a_note_keeps_plan_lateness_and_reason(qtbot, workspace, clock, amend):
    planned(workspace, "08:00", window_minutes=20)
    entry_id = record(workspace, at(8, 30))
    before = read(workspace, entry_id).dose
    assert (before.status, before.late_by_minutes) == ("late", 30)
    dialog = amend(entry_id)
    dialog.form.note.set_text("with food")
    save(qtbot, dialog)
    after = read(workspace, entry_id)
    assert (after.note, after.dose) == ("with food", before)


def test_amending_a_note_of_a_skipped_dose_keeps_its_reason(qtbot, workspace, clock, amend):
    planned(workspace, "08:00")
    ref = read(workspace, record(workspace, at(8))).dose.planned
    workspace.undo()
    entry_id = workspace.perform("x", doses.leave, clock.at, ref, "skipped", "asleep")
    dialog = amend(entry_id)
    assert not dialog.form.amount.isVisible()
    assert dialog.form.standing.reason.text() == "asleep"
    dialog.form.note.set_text("after a long night")
    save(qtbot, dialog)
    after = read(workspace, entry_id)
    assert (after.dose.status, after.dose.reason) == ("skipped", "asleep")
    assert (after.dose.amount, after.dose.planned) == (None, ref)
    assert after.note == "after a long night"


def test_another_time_makes_it_late_or_in_time_by_itself(qtbot, workspace, clock, amend):
    clock.at = at(12)
    planned(workspace, "08:00")
    entry_id = record(workspace, at(8, 5))
    for hour, status, late in ((11, "late", 185), (8, "taken", 5)):
        dialog = amend(entry_id)
        set_time(dialog, at(hour, 5).time())
        save(qtbot, dialog)
        dose = read(workspace, entry_id).dose
        assert (dose.status, dose.late_by_minutes) == (status, late)


def test_planned_taken_and_recorded_time_are_three_facts(workspace, clock, amend):
    planned(workspace, "08:00")
    dialog = amend(record(workspace, at(8, 10)))
    assert shown(dialog.form.standing) == [
        ("Planned for", "2 Mar 2026, 08:00"),
        ("Taken", "2 Mar 2026, 08:10"),
        ("Recorded", "2 Mar 2026, 08:35"),
    ]
    set_time(dialog, at(8, 20).time())
    assert shown(dialog.form.standing)[1] == ("Taken", "2 Mar 2026, 08:20")
    clock.at = at(12)
    set_time(dialog, at(11, 5).time())
    assert shown(dialog.form.standing)[1] == ("Taken", "2 Mar 2026, 11:05 · late by 3 h 5 min")
    choose(dialog.form.standing, "skipped")
    assert [name for name, _text in shown(dialog.form.standing)] == ["Planned for", "Recorded"]


def test_a_taken_dose_becomes_a_skipped_one_with_a_reason(qtbot, workspace, clock, amend):
    planned(workspace, "08:00")
    entry_id = record(workspace, at(8, 10))
    dialog = amend(entry_id)
    assert not dialog.form.standing.reason.isVisible()
    choose(dialog.form.standing, "skipped")
    assert not dialog.form.amount.isVisible()
    dialog.form.standing.reason.insertPlainText("it was another one")
    save(qtbot, dialog)
    dose = read(workspace, entry_id).dose
    assert (dose.status, dose.reason, dose.amount) == ("skipped", "it was another one", None)
    assert dose.planned_wall == "2026-03-02T08:00"
    (version,) = workspace.read(revisions.of, "dose_event", entry_id)
    assert version.entry.dose.amount == "10"


def test_a_missed_dose_becomes_a_taken_one(qtbot, workspace, clock, amend):
    planned(workspace, "08:00")
    ref = read(workspace, record(workspace, at(8))).dose.planned
    workspace.undo()
    entry_id = workspace.perform("x", doses.leave, clock.at, ref, "missed", "asleep")
    dialog = amend(entry_id)
    choose(dialog.form.standing, "taken")
    assert dialog.form.amount.isVisible()
    dialog.form.amount.amount.setText("5")
    save(qtbot, dialog)
    dose = read(workspace, entry_id).dose
    assert (dose.status, dose.amount, dose.planned) == ("taken", "5", ref)
    assert dose.reason == ""


def test_a_dose_is_detached_from_its_plan_and_is_extra_then(qtbot, workspace, clock, amend):
    planned(workspace, "08:00")
    entry_id = record(workspace, at(8, 10))
    dialog = amend(entry_id)
    standing = dialog.form.standing
    assert standing.of_plan.text() == "For the dose planned for 2 Mar 2026, 08:00"
    standing.of_plan.click()
    assert standing.status.currentData() == "extra"
    assert shown(standing) == []
    save(qtbot, dialog)
    dose = read(workspace, entry_id).dose
    assert (dose.status, dose.planned) == ("extra", None)


def test_an_extra_dose_is_attached_to_the_nearest_open_one(qtbot, workspace, clock, amend):
    planned(workspace, "08:00")
    entry_id = record(workspace, at(8, 10), status="extra")
    dialog = amend(entry_id)
    standing = dialog.form.standing
    assert not standing.of_plan.isChecked()
    standing.of_plan.click()
    assert standing.status.currentData() == "taken"
    save(qtbot, dialog)
    dose = read(workspace, entry_id).dose
    assert (dose.status, dose.planned_wall) == ("taken", "2026-03-02T08:00")


@pytest.mark.parametrize(("status", "is_for_plan"), [("extra", False), ("taken", True)])
def test_extra_and_taken_take_the_plan_with_them(workspace, clock, amend, status, is_for_plan):
    planned(workspace, "08:00")
    dialog = amend(record(workspace, at(8, 10), status="taken" if status == "extra" else "extra"))
    choose(dialog.form.standing, status)
    assert dialog.form.standing.of_plan.isChecked() is is_for_plan


def test_a_skipped_dose_may_be_for_no_plan(qtbot, workspace, clock, amend):
    planned(workspace, "08:00")
    entry_id = record(workspace, at(8, 10), status="skipped", amount=None, unit="")
    dialog = amend(entry_id)
    assert not dialog.form.standing.of_plan.isChecked()
    dialog.form.note.set_text("x")
    save(qtbot, dialog)
    assert read(workspace, entry_id).dose.planned is None
    dialog = amend(entry_id)
    dialog.form.standing.of_plan.click()
    save(qtbot, dialog)
    assert read(workspace, entry_id).dose.planned_wall == "2026-03-02T08:00"


def test_a_skipped_dose_that_came_with_an_amount_keeps_it(qtbot, workspace, clock, amend):
    entry_id = record(workspace, at(8, 10), status="skipped")
    dialog = amend(entry_id)
    assert dialog.form.amount.isVisible()
    dialog.form.note.set_text("x")
    save(qtbot, dialog)
    assert read(workspace, entry_id).dose.amount == "10"


def test_a_late_dose_of_another_program_stays_late(qtbot, workspace, clock, amend):
    entry_id = record(workspace, at(8, 10), status="late")
    dialog = amend(entry_id)
    assert not dialog.form.standing.of_plan.isVisible()
    dialog.form.note.set_text("x")
    save(qtbot, dialog)
    assert read(workspace, entry_id).dose.status == "late"


def test_another_substance_is_for_its_own_plan_or_none(qtbot, workspace, clock, amend):
    planned(workspace, "08:00")
    planned(workspace, "07:00", substance="Item B")
    dialog = amend(record(workspace, at(8, 10)))
    dialog.form.substance.setEditText("Item B")
    assert "07:00" in dialog.form.standing.of_plan.text()
    dialog.form.substance.setEditText("Item C")
    assert not dialog.form.standing.of_plan.isVisible()
    dialog.form.substance.setEditText("Item A")
    assert "08:00" in dialog.form.standing.of_plan.text()


def test_while_the_time_is_to_come_the_plan_stays_as_it_was_said(workspace, clock, amend):
    planned(workspace, "08:00")
    dialog = amend(record(workspace, at(8, 10)))
    dialog.form.moment.change_button.click()
    dialog.form.moment.editor.setDate(dialog.form.moment.editor.date().addDays(2))
    assert shown(dialog.form.standing)[0] == ("Planned for", "2 Mar 2026, 08:00")


def test_the_keyboard_goes_through_the_dialog_from_top_to_bottom(qtbot, workspace, clock, amend):
    planned(workspace, "08:00")
    entry_id = record(workspace, at(8, 10), status="skipped", reason="x")
    dialog = amend(entry_id)
    form = dialog.form
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(form.standing.reason.isVisible)
    form.standing.status.setFocus()
    found = [dialog.focusWidget()]
    for _press in range(4):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        found.append(dialog.focusWidget())
    assert found == [
        form.standing.status,
        form.standing.of_plan,
        form.standing.reason,
        form.note,
        form.moment.change_button,
    ]


def test_a_reason_too_long_to_keep_is_refused_in_the_dialog(qtbot, workspace, clock, amend):
    entry_id = record(workspace, at(8, 10), status="skipped", reason="x")
    dialog = amend(entry_id)
    dialog.form.standing.reason.refused.emit("Too long.")
    assert dialog.line.text() == "Too long."


def test_clearing_the_form_forgets_what_was_amended(qtbot, form, workspace, clock):
    planned(workspace, "08:00")
    form.fill(read(workspace, record(workspace, at(8, 10), status="skipped")))
    form.fill(read(workspace, record(workspace, at(8, 20))))
    qtbot.waitUntil(form.standing.isVisible)
    form.clear()
    assert form.standing is None
    assert form.amount.isVisible()
    assert form.draft() == DoseDraft(clock.at, "")


def test_a_form_out_of_sight_rests(form, workspace):
    planned(workspace, "08:00")
    form.hide()
    assert not any(timer.isActive() for timer in form.findChildren(QTimer))
    record(workspace, at(8, 10))
    form.show()
    assert any(timer.isActive() for timer in form.findChildren(QTimer))


def test_timeline_and_details_say_how_late_and_what_was_planned(workspace, clock):
    planned(workspace, "08:00", window_minutes=20)
    entry = read(workspace, record(workspace, at(8, 35)))
    assert plain(entry_words.title(entry, {})) == "Item A 10 mg · late by 35 min"
    facts = {fact.key: fact.text for fact in entry_words.facts(entry, {})}
    assert facts["planned"] == "2 Mar 2026, 08:00"
    assert facts["at"] == "2 Mar 2026, 08:35"
    assert facts["status"] == "late by 35 min"
    assert "reason" not in facts


@pytest.mark.parametrize(
    ("status", "reason", "words"),
    [
        ("skipped", "felt\n unwell", "Item A · skipped: felt unwell"),
        ("missed", "asleep", "Item A · missed: asleep"),
        ("skipped", "", "Item A · skipped"),
        ("extra", "asked for", "Item A · unknown amount · extra"),
    ],
)
def test_a_reason_is_said_beside_its_status(workspace, clock, status, reason, words):
    recorded = record(workspace, at(8), amount=None, unit="", status=status, reason=reason)
    entry = read(workspace, recorded)
    assert plain(entry_words.title(entry, {})) == words
    facts = {fact.key: plain(fact.text) for fact in entry_words.facts(entry, {})}
    assert facts["status"] == status
    assert facts.get("reason", "") == reason


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(35, "late by 35 min"), (120, "late by 2 h"), (125, "late by 2 h 5 min")],
)
def test_how_late_is_said_in_hours_and_minutes(workspace, clock, minutes, words):
    clock.at = at(23)
    planned(workspace, "08:00", window_minutes=0)
    entry = read(workspace, record(workspace, at(8) + timedelta(minutes=minutes)))
    assert plain(entry_words.dose(entry.dose)).endswith(words)


def test_recent_doses_say_for_when_a_late_one_was_planned(qtbot, workspace, clock):
    clock.at = at(12)
    planned(workspace, "08:00", "23:50", window_minutes=20)
    record(workspace, at(0, 30))
    record(workspace, at(8, 35))
    recent = RecentDoses(workspace)
    qtbot.addWidget(recent)
    recent.show()
    spoken = Qt.ItemDataRole.AccessibleTextRole
    said = [plain(recent.list.rows.index(n).data(spoken)) for n in (1, 3)]
    assert said == [
        "08:35, Item A, 10 mg · late by 35 min · planned 08:00",
        "00:30, Item A, 10 mg · late by 40 min · planned 1 Mar 2026, 23:50",
    ]
