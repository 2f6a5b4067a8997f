from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale, Qt

from dosejournal.domain.entries import DoseDraft
from dosejournal.gui.dose_form import DoseForm
from dosejournal.gui.dose_words import amount_words, status_words
from dosejournal.journal import doses, substances, timeline
from dosejournal.journal.substances import SubstanceDraft


@pytest.fixture
def form(qtbot, workspace):
    form = DoseForm(workspace)
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)
    return form


@pytest.fixture
def german():
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    yield
    QLocale.setDefault(before)


def record(workspace, now, **fields):
    dose_id = workspace.perform(
        "Dose recorded",
        doses.record,
        now,
        DoseDraft(**{"at": now, "substance": "Item A"} | fields),
    )
    return workspace.read(timeline.entry, "dose_event", dose_id)


def offered(form):
    return [form.substance.itemText(n) for n in range(form.substance.count())]


def test_a_dose_is_drafted_as_typed(form, now):
    form.substance.setEditText("Item A")
    form.amount.amount.setText("2.50")
    form.amount.unit.setEditText("mg")
    form.note.set_text("with breakfast")
    assert form.check()
    assert form.draft() == DoseDraft(now, "Item A", "2.50", "mg", note="with breakfast")
    assert form.amount.line.text() == "Recorded as 2.50 mg."


def test_an_empty_amount_is_called_unknown_and_is_not_nought(form):
    form.substance.setEditText("Item A")
    assert form.amount.amount.placeholderText() == "unknown"
    assert "unknown" in form.amount.line.text()
    assert form.draft().amount is None
    assert not form.amount.estimated.isEnabled()
    assert not form.amount.margin.isEnabled()


def test_an_estimate_has_a_margin_or_none(form):
    form.amount.amount.setText("10")
    form.amount.unit.setEditText("mg")
    assert not form.amount.margin.isEnabled()
    form.amount.estimated.setChecked(True)
    assert form.draft().estimated
    assert form.amount.line.text() == "Recorded as about 10 mg."
    form.amount.margin.setText("2.0")
    assert form.draft().plus_minus == "2.0"
    assert form.amount.line.text() == "Recorded as about 10 ± 2.0 mg."
    form.amount.estimated.setChecked(False)
    assert (form.draft().estimated, form.draft().plus_minus) == (False, None)


def test_the_unit_last_used_is_filled_in_and_never_an_amount(form, workspace, now):
    record(workspace, now, amount="10", unit="mg")
    record(workspace, now, amount="3", unit="drops", at=now + timedelta(seconds=1))
    form.substance.setEditText("item a")
    assert form.amount.unit.currentText() == "drops"
    assert form.amount.amount.text() == ""


def test_a_substance_that_was_never_dosed_offers_its_own_unit(form, workspace):
    workspace.perform("Substance added", substances.add, SubstanceDraft("Item B", unit="IU"))
    form.substance.setEditText("Item B")
    assert form.amount.unit.currentText() == "IU"
    form.substance.setEditText("Item C")
    assert form.amount.unit.currentText() == ""


def test_a_unit_that_the_person_chose_stays(form, workspace):
    workspace.perform("Substance added", substances.add, SubstanceDraft("Item B", unit="IU"))
    form.amount.unit.setEditText("g")
    form.substance.setEditText("Item B")
    assert form.draft().unit == "g"


@pytest.mark.parametrize("typed", ["ug", "mcg", "µg", "μg"])
def test_every_spelling_of_microgram_becomes_one_on_leaving_the_field(qtbot, form, typed):
    form.amount.unit.setFocus()
    qtbot.waitUntil(form.amount.unit.hasFocus)
    form.amount.unit.field.insert(typed)
    form.amount.unit.completer().popup().hide()
    form.amount.amount.setFocus()
    assert form.amount.unit.currentText() == "µg"


def test_the_usual_units_are_offered_and_any_other_can_be_typed(form):
    units = [form.amount.unit.itemText(n) for n in range(form.amount.unit.count())]
    assert units == ["µg", "mg", "g", "mL", "drops", "tablets", "IU"]
    form.amount.unit.setEditText("spray puffs")
    assert form.draft().unit == "spray puffs"


def test_the_persons_own_decimal_sign_is_read_and_shown(german, form, workspace, now):
    form.substance.setEditText("Item A")
    form.amount.amount.setText("2,50")
    form.amount.unit.setEditText("mg")
    assert form.check()
    assert form.draft().amount == "2.50"
    assert form.amount.line.text() == "Recorded as 2,50 mg."
    form.fill(record(workspace, now, amount="1.125", unit="mg"))
    assert form.amount.amount.text() == "1,125"
    assert form.check()
    assert form.draft().amount == "1.125"


def test_an_amount_that_could_be_thousands_is_asked_again(form):
    form.substance.setEditText("Item A")
    form.amount.amount.setText("10,000")
    assert not form.check()
    assert "two ways" in form.amount.line.text()


def test_an_amount_that_could_be_thousands_is_asked_again_in_german(german, form):
    form.substance.setEditText("Item A")
    form.amount.amount.setText("10.000")
    assert not form.check()
    assert "two ways" in form.amount.line.text()


def test_what_is_no_amount_is_said_on_leaving_the_field_and_not_before(qtbot, form):
    form.amount.amount.setFocus()
    qtbot.waitUntil(form.amount.amount.hasFocus)
    qtbot.keyClicks(form.amount.amount, "ten")
    assert form.amount.line.text().strip() == ""
    form.note.setFocus()
    assert "not an amount" in form.amount.line.text()
    form.amount.estimated.setChecked(True)
    assert "not an amount" in form.amount.line.text()


def test_a_margin_that_is_no_number_is_said(form):
    form.substance.setEditText("Item A")
    form.amount.amount.setText("10")
    form.amount.estimated.setChecked(True)
    form.amount.margin.setText("x")
    assert not form.check()
    assert "not an amount" in form.amount.line.text()


def test_a_unit_that_is_too_long_is_said(qtbot, form):
    form.amount.amount.setText("10")
    form.amount.unit.setFocus()
    qtbot.waitUntil(form.amount.unit.hasFocus)
    qtbot.keyClicks(form.amount.unit.field, "x" * 41)
    form.note.setFocus()
    assert "40" in form.amount.line.text()


def test_a_dose_needs_a_substance_and_goes_to_its_field(qtbot, form):
    assert not form.check()
    field = form.substance.parentWidget()
    assert field.refused
    assert "Name the substance" in field.line.text()
    assert form.substance.accessibleDescription() == field.line.text()
    qtbot.waitUntil(form.substance.hasFocus)
    form.substance.setEditText("x" * 121)
    assert not form.check()
    assert "120" in field.line.text()
    form.substance.setEditText("Item A")
    assert not field.refused
    assert form.check()


def test_a_time_to_come_is_not_recorded(form, now):
    form.substance.setEditText("Item A")
    form.moment.change_button.click()
    form.moment.editor.set_wall(now + timedelta(days=2))
    form.moment.editor.dateTimeChanged.emit(form.moment.editor.dateTime())
    assert not form.check()


def test_it_says_whether_a_name_is_new_or_archived(form, workspace):
    line = form.substance.parentWidget().line
    archived = workspace.perform("Substance added", substances.add, SubstanceDraft("Item B"))
    workspace.perform("Substance archived", substances.archive, archived)
    workspace.perform("Substance added", substances.add, SubstanceDraft("Item C"))
    assert offered(form) == ["Item C"]
    form.substance.setEditText("Item A")
    assert "New" in line.text()
    form.substance.setEditText("Item B")
    assert "Archived" in line.text()
    form.substance.setEditText("Item C")
    assert line.text().strip() == ""


def test_what_is_typed_stays_when_the_list_of_substances_changes(form, workspace):
    form.substance.setEditText("Item")
    workspace.perform("Substance added", substances.add, SubstanceDraft("Item B"))
    assert form.substance.currentText() == "Item"


def test_a_recorded_dose_is_shown_whole_and_drafts_what_it_was(form, workspace, now):
    entry = record(
        workspace, now, amount="10.0", unit="mg", plus_minus="2.5", note="late", status="late"
    )
    form.fill(entry)
    draft = form.draft()
    assert (draft.at, draft.status) == (now, "late")
    assert (draft.amount, draft.unit, draft.plus_minus) == ("10.0", "mg", "2.5")
    assert draft.note == "late"
    workspace.perform("Substance added", substances.add, SubstanceDraft("Item B", unit="IU"))
    form.substance.setEditText("Item B")
    assert form.draft().unit == "mg"


def test_an_unknown_amount_is_shown_as_empty(form, workspace, now):
    form.fill(record(workspace, now))
    assert form.amount.amount.text() == ""
    assert form.draft().amount is None


def test_clearing_leaves_nothing_behind(form, workspace, now):
    form.fill(record(workspace, now, amount="1", unit="mg", status="extra", note="n"))
    assert not form.is_empty()
    form.clear()
    assert form.is_empty()
    assert form.draft() == DoseDraft(now, "")


@pytest.mark.parametrize("part", ["substance", "amount", "unit", "note"])
def test_anything_written_makes_it_not_empty(qtbot, form, part):
    with qtbot.waitSignal(form.edited):
        {
            "substance": lambda: form.substance.setEditText("Item A"),
            "amount": lambda: form.amount.amount.setText("1"),
            "unit": lambda: form.amount.unit.setEditText("mg"),
            "note": lambda: form.note.insertPlainText("slept badly"),
        }[part]()
    assert not form.is_empty()


def test_known_substances_are_offered_by_any_part_of_their_name(form, workspace):
    for name in ("Item A", "Other"):
        workspace.perform("Substance added", substances.add, SubstanceDraft(name))
    completer = form.substance.completer()
    completer.setCompletionPrefix("TEM")
    assert completer.completionCount() == 1
    assert completer.currentCompletion() == "Item A"
    assert form.substance.currentText() == ""


def test_the_wheel_changes_no_field_that_it_crosses(qtbot, form, workspace):
    workspace.perform("Substance added", substances.add, SubstanceDraft("Item A"))
    form.note.setFocus()
    qtbot.waitUntil(form.note.hasFocus)
    wheel(form.substance)
    assert form.substance.currentText() == ""


def wheel(widget):
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "unknown amount"),
        ({"amount": "10", "unit": "mg"}, "10 mg"),
        ({"amount": "10"}, "10"),
        ({"amount": "10", "unit": "mg", "estimated": True}, "about 10 mg"),
        ({"amount": "10", "unit": "mg", "plus_minus": "2"}, "about 10 ± 2 mg"),
        ({"amount": "1", "unit": "tablets"}, "1 tablet"),
        ({"amount": "1", "unit": "drops"}, "1 drop"),
        ({"amount": "1", "unit": "drops", "estimated": True}, "about 1 drop"),
        ({"amount": "2", "unit": "tablets"}, "2 tablets"),
        ({"amount": "0", "unit": "tablets"}, "0 tablets"),
        ({"amount": "0.5", "unit": "tablets"}, "0.5 tablets"),
        ({"amount": "1.0", "unit": "tablets"}, "1.0 tablets"),
        ({"amount": "1", "unit": "tablets", "plus_minus": "0.5"}, "about 1 ± 0.5 tablets"),
    ],
)
def test_an_amount_is_put_into_words(workspace, now, fields, words):
    assert amount_words(record(workspace, now, **fields).dose) == words


def test_one_tablet_is_kept_as_any_number_of_tablets(workspace, now):
    assert record(workspace, now, amount="1", unit="tablet").dose.unit == "tablets"


def test_a_status_other_than_taken_is_named(workspace, now):
    assert status_words(record(workspace, now).dose) == ""
    assert status_words(record(workspace, now, status="skipped").dose) == "skipped"


def test_a_label_stands_for_its_substance_and_brings_its_unit(form, workspace, now):
    described = SubstanceDraft("Item B", "morning one", unit="IU")
    workspace.perform("Substance added", substances.add, described)
    form.substance.setEditText("Morning  One")
    assert form.substance.accessibleDescription() == "The label of one of your substances."
    assert form.amount.unit.currentText() == "IU"
    dose_id = workspace.perform("Dose recorded", doses.record, now, form.draft())
    dose = workspace.read(timeline.entry, "dose_event", dose_id).dose
    assert (dose.substance, dose.unit) == ("Item B", "IU")


def test_a_label_of_two_substances_is_a_name_of_its_own(form, workspace):
    for name in ("Item B", "Item C"):
        workspace.perform("x", substances.add, SubstanceDraft(name, "morning one", unit="IU"))
    form.substance.setEditText("morning one")
    assert form.substance.accessibleDescription() == "New: it is added to your substances."
    assert form.amount.unit.currentText() == ""
