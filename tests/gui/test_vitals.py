import pytest
from PySide6.QtWidgets import QWidget

from dosejournal.domain import vitals
from dosejournal.domain.entries import CheckInDraft
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.doubt_dialog import DoubtDialog
from dosejournal.gui.measure_dialog import MeasureDialog
from dosejournal.gui.today_page import TodayPage
from dosejournal.journal import check_ins, measures, timeline


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def heart_rate(workspace):
    return workspace.perform("Measure added", measures.add, vitals.shipped()[0].measure)


@pytest.fixture
def page(qtbot, workspace, heart_rate):
    page = TodayPage(workspace)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    return page


def rated(workspace):
    keys = workspace.read(timeline.keys)
    return [r.value for e in workspace.read(timeline.entries, keys) for r in e.ratings]


def fill(page, value):
    page.form.inputs["heart_rate"].set_value(value)
    page.form.edited.emit()


def test_a_vital_is_added_from_what_is_offered(qtbot, workspace, window):
    dialog = MeasureDialog(workspace, None, window)
    dialog.show()
    offered = [dialog.start.itemText(place) for place in range(dialog.start.count())]
    assert offered[1] == "Heart rate"
    dialog.start.setCurrentIndex(1)
    dialog.start.activated.emit(1)
    assert dialog.number.unit.text() == "/min"
    dialog.save_button.click()
    added = {each.key: each for each in workspace.read(measures.listing)}["heart_rate"]
    assert (added.kind, added.unit, added.minimum) == ("number", "/min", None)
    again = MeasureDialog(workspace, None, window)
    assert "Heart rate" not in [again.start.itemText(n) for n in range(again.start.count())]


def test_a_measure_of_ones_own_keeps_a_key_of_its_own(workspace, window):
    dialog = MeasureDialog(workspace, None, window)
    dialog.start.setCurrentIndex(1)
    dialog.start.activated.emit(1)
    dialog.start.setCurrentIndex(0)
    dialog.start.activated.emit(0)
    dialog.name.setText("Steps")
    dialog.save_button.click()
    assert "steps" in {each.key for each in workspace.read(measures.listing)}


def test_an_unusual_value_is_asked_about_and_recorded_when_it_is_right(page, workspace):
    fill(page, 720.0)
    page.record_button.click()
    assert rated(workspace) == []
    (asking,) = page.findChildren(DoubtDialog)
    assert "is 720 /min right?" in asking.text_label.text()
    assert asking.change_button.hasFocus() or asking.focusWidget() is asking.change_button
    asking.keep_button.click()
    assert rated(workspace) == [720.0]


def test_who_wants_to_change_it_is_back_in_the_form(page, workspace):
    fill(page, 720.0)
    page.record_button.click()
    (asking,) = page.findChildren(DoubtDialog)
    asking.change_button.click()
    assert rated(workspace) == []
    assert page.form.inputs["heart_rate"].value() == 720.0
    fill(page, 72.0)
    page.record_button.click()
    assert rated(workspace) == [72.0]


def test_amending_asks_too(qtbot, workspace, heart_rate, window, now):
    draft = CheckInDraft(now, {"heart_rate": 72.0})
    number = workspace.perform("Check-in recorded", check_ins.record, now, draft)
    entry = workspace.read(timeline.entry, "check_in", number)
    dialog = AmendDialog(workspace, entry, window)
    dialog.show()
    dialog.form.inputs["heart_rate"].set_value(7.0)
    dialog.form.edited.emit()
    dialog.save_button.click()
    (asking,) = dialog.findChildren(DoubtDialog)
    asking.keep_button.click()
    assert rated(workspace) == [7.0]
