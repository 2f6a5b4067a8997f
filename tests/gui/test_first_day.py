"""What a person does on the first days, with the keyboard and the mouse on the whole window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateTimeEdit

from dosejournal.gui.measure_dialog import MeasureDialog
from dosejournal.journal import measures, timeline
from dosejournal.journal.timeline import Filter

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def press(qapp, window):
    def press(*keys, control=False):
        for key in keys:
            held = CONTROL if control else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(qapp.focusWidget() or window, key, held)

    return press


def entries(workspace):
    return workspace.read(timeline.entries, workspace.read(timeline.keys, Filter()))


def test_a_check_in_of_yesterday_is_recorded_undone_and_done_again(window, workspace, press):
    form = window.page("today").form
    press("5", "5")
    form.moment.change_button.setFocus()
    press(Qt.Key.Key_Space)
    form.moment.editor.setSelectedSection(QDateTimeEdit.Section.DaySection)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return, control=True)
    (entry,) = entries(workspace)
    assert entry.moment.local.day == workspace.now().day - 1
    press(Qt.Key.Key_Z, control=True)
    assert entries(workspace) == []
    window.menus.redo.trigger()
    assert entries(workspace) == [entry]


def test_doses_of_unknown_and_estimated_amounts_are_written_by_keyboard(window, workspace, press):
    press(Qt.Key.Key_3, control=True)
    press(*"Item A")
    press(Qt.Key.Key_Return, control=True)
    form = window.page("doses").form
    press(*"Item A")
    press(Qt.Key.Key_Tab, "1", Qt.Key.Key_Tab, *"tablet", Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert form.amount.line.text() == "Recorded as about 1 tablet."
    press(Qt.Key.Key_Return, control=True)
    estimated, unknown = [entry.dose for entry in entries(workspace)]
    assert (estimated.amount, estimated.unit, estimated.estimated) == ("1", "tablets", True)
    assert unknown.amount is None


def test_the_keyboard_stays_on_the_timeline_when_its_last_entry_is_removed(
    qtbot, window, workspace, press
):
    press("6", "2")
    press(Qt.Key.Key_Return, control=True)
    press(Qt.Key.Key_2, control=True)
    page = window.page("timeline")
    page.list.setFocus()
    page.list.setCurrentIndex(page.model.index(0, 0))
    qtbot.mouseClick(page.details.remove, Qt.MouseButton.LeftButton)
    assert entries(workspace) == []
    assert page.filters.search.hasFocus()
    page.filters.kind.setCurrentIndex(page.filters.kind.count() - 1)
    page.list.setCurrentIndex(page.model.index(0, 0))
    qtbot.mouseClick(page.details.restore, Qt.MouseButton.LeftButton)
    assert len(entries(workspace)) == 1
    assert page.filters.kind.hasFocus()


def test_an_own_measure_with_words_is_added_rated_and_archived(qtbot, window, workspace, press):
    window.open_page("settings")
    (add,) = [
        each
        for each in window.page("settings").findChildren(type(window.sidebar.help_button))
        if each.text() == "Add measure"
    ]
    add.click()
    (dialog,) = window.findChildren(MeasureDialog)
    dialog.name.setText("Stress")
    dialog.kind.setCurrentIndex(1)
    for number, word in enumerate(("none", "little", "some", "much", "full"), start=1):
        (field,) = [
            each
            for each in dialog.findChildren(type(dialog.name))
            if each.accessibleName() == f"Word for step {number}"
        ]
        field.setText(word)
    dialog.save_button.click()
    press(Qt.Key.Key_1, control=True)
    form = window.page("today").form
    assert list(form.inputs)[-1] == "stress"
    form.inputs["stress"].stops[0].setFocus()
    press("4")
    press(Qt.Key.Key_Return, control=True)
    (entry,) = entries(workspace)
    assert [(each.measure, each.value) for each in entry.ratings] == [("stress", 4.0)]
    workspace.perform("Measure archived", measures.archive, "stress")
    assert "stress" not in form.inputs
