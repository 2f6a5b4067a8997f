import subprocess
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.measures import Measure
from dosejournal.gui.today_page import TodayPage
from dosejournal.journal import check_ins, doses, measures, timeline
from dosejournal.journal.timeline import Filter

pytestmark = pytest.mark.usefixtures("british")

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot, workspace):
    today = TodayPage(workspace)
    qtbot.addWidget(today)
    today.resize(1080, 800)
    today.show()
    qtbot.waitExposed(today)
    today.activateWindow()
    qtbot.waitUntil(lambda: today.focusWidget() is not None)
    return today


def check_in(workspace, at, **fields):
    draft = CheckInDraft(at, **(fields or {"ratings": {"mood": 50.0}}))
    workspace.perform("Check-in recorded", check_ins.record, at, draft)


def dose(workspace, at, **fields):
    draft = DoseDraft(at, "Item A", **fields)
    workspace.perform("Dose recorded", doses.record, at, draft)


def pass_time(page):
    for timer in page.findChildren(QTimer):
        timer.timeout.emit()


def entries(workspace, kind="check_in"):
    keys = workspace.read(timeline.keys, Filter(kinds=(kind,)))
    return workspace.read(timeline.entries, keys)


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def type_in(page, *parts):
    """Type digits and press keys wherever the focus is; return how many presses it took."""
    presses = 0
    for part in parts:
        if isinstance(part, str):
            QTest.keyClicks(page.focusWidget(), part)
            presses += len(part)
        else:
            QTest.keyClick(page.focusWidget(), part)
            presses += 1
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return, CONTROL)
    return presses + 1


def test_it_asks_before_it_shows_anything(page):
    assert page.title_label.text() == "Today"
    assert page.subtitle_label.text() == "Monday, 2 March 2026"
    assert page.count_label.text() == "0 check-ins so far"
    assert "How are you right now?" in texts(page)
    assert not page.has_unsaved()


def test_a_check_in_takes_less_than_ten_key_presses(page, workspace):
    tab = Qt.Key.Key_Tab
    assert type_in(page, "62", tab, "41", tab, "35") < 10
    (entry,) = entries(workspace)
    assert {rating.measure: rating.value for rating in entry.ratings} == {
        "mood": 62.0,
        "focus": 41.0,
        "energy": 35.0,
    }


def test_a_check_in_takes_one_click_a_measure_and_one_to_record(page, workspace):
    track = page.form.inputs["mood"].track
    QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=QPoint(track.width() // 2, 16))
    QTest.mouseClick(page.record_button, Qt.MouseButton.LeftButton)
    (entry,) = entries(workspace)
    assert entry.ratings[0].value == 50.0


def test_a_recorded_check_in_empties_the_form_and_goes_back_to_the_first_slider(
    qtbot, page, workspace
):
    page.form.note.setFocus()
    with qtbot.waitSignal(workspace.done) as done:
        type_in(page, "a few words")
    assert done.args == ["Check-in recorded"]
    assert not page.has_unsaved()
    assert page.focusWidget() is page.form.inputs["mood"].track
    assert page.count_label.text() == "1 check-in so far"


@pytest.mark.parametrize("part", ["rating", "note", "tag", "time", "chip"])
def test_control_return_records_from_every_part(page, workspace, now, part):
    check_in(workspace, now, tags=("coffee",))
    page.form.inputs["mood"].set_value(62.0)
    if part == "time":
        page.form.moment.change_button.click()
    stop = {
        "rating": page.form.inputs["calm"].track,
        "note": page.form.note,
        "tag": page.form.tags.field,
        "time": page.form.moment.editor,
        "chip": page.form.tags.chips["coffee"],
    }[part]
    stop.setFocus()
    QTest.keyClick(stop, Qt.Key.Key_Return, CONTROL)
    assert len(entries(workspace)) == 2


def test_the_return_key_of_the_number_pad_records_too(page, workspace):
    page.form.note.set_text("x")
    keys = CONTROL | Qt.KeyboardModifier.KeypadModifier
    QTest.keyClick(page.form.note, Qt.Key.Key_Enter, keys)
    assert len(entries(workspace)) == 1


def test_a_back_dated_check_in_keeps_both_times(page, workspace, now):
    page.form.inputs["mood"].set_value(62.0)
    page.form.moment.change_button.click()
    page.form.moment.editor.setDate(page.form.moment.editor.date().addDays(-2))
    page.record_button.click()
    (entry,) = entries(workspace)
    assert entry.moment.at == now - timedelta(days=2)
    assert entry.recorded_at == now
    assert page.count_label.text() == "0 check-ins so far"
    assert page.form.moment.change_button.isVisible()


def test_several_check_ins_a_day_are_counted(page, workspace):
    for _time in range(3):
        type_in(page, "50")
    assert len(entries(workspace)) == 3
    assert page.count_label.text() == "3 check-ins so far"
    workspace.undo()
    assert page.count_label.text() == "2 check-ins so far"


def test_what_is_filled_in_survives_changes_from_elsewhere(page, workspace, now):
    page.form.inputs["mood"].set_value(62.0)
    page.form.note.set_text("x")
    check_in(workspace, now, tags=("walk",))
    workspace.perform("Measure added", measures.add, Measure("", "Stress"))
    workspace.undo()
    workspace.changed.emit(frozenset({"measure", "check_in", "tag", "journal_info"}))
    draft = page.form.draft()
    assert (draft.ratings, draft.note) == ({"mood": 62.0}, "x")
    assert page.has_unsaved()


def test_doses_fold_away_while_a_check_in_is_filled_in(page, workspace, now):
    dose(workspace, now, amount="5", unit="mg")
    QTest.keyClicks(page.form.inputs["mood"].track, "6")
    assert texts(page.doses) == [
        "Doses today",
        "Back when this check-in is recorded.",
    ]
    assert not page.doses.log_button.isVisible()
    QTest.keyClick(page.form.inputs["mood"].track, Qt.Key.Key_Delete)
    assert "Item A" in texts(page.doses)


def test_doses_come_back_when_the_check_in_is_recorded(page, workspace, now):
    dose(workspace, now, amount="5", unit="mg")
    type_in(page, "62")
    assert "Item A" in texts(page.doses)


def test_a_dose_recorded_meanwhile_does_not_unfold_the_card(page, workspace, now):
    QTest.keyClicks(page.form.inputs["mood"].track, "6")
    dose(workspace, now, amount="5", unit="mg")
    assert "Item A" not in texts(page.doses)
    assert "Back when this check-in is recorded." in texts(page.doses)


def test_doses_of_today_alone_are_listed_the_earliest_first(page, workspace, now):
    dose(workspace, now - timedelta(days=1), amount="1", unit="mg")
    dose(workspace, now, amount="3", unit="mg")
    dose(workspace, now - timedelta(hours=1), amount="2", unit="mg")
    assert texts(page.doses)[1:] == ["Item A", "2 mg · 08:30", "Item A", "3 mg · 09:30"]


def test_log_a_dose_asks_for_the_doses_page(qtbot, page):
    with qtbot.waitSignal(page.dose_wanted):
        page.doses.log_button.click()


def test_the_journal_day_turns_over_without_losing_the_form(page, workspace, clock, now):
    check_in(workspace, now)
    dose(workspace, now)
    page.form.inputs["mood"].set_value(62.0)
    clock.at = datetime(2026, 3, 3, 3, 59, tzinfo=ZoneInfo("Europe/Berlin"))
    pass_time(page)
    assert page.subtitle_label.text() == "Monday, 2 March 2026"
    clock.at += timedelta(minutes=1)
    pass_time(page)
    assert page.subtitle_label.text() == "Tuesday, 3 March 2026"
    assert page.count_label.text() == "0 check-ins so far"
    assert page.form.draft().ratings == {"mood": 62.0}


def test_in_a_narrow_window_the_doses_move_below_and_nothing_is_cut(qtbot, page):
    assert page.doses.mapTo(page, QPoint()).x() > page.record_button.mapTo(page, QPoint()).x()
    page.resize(760, 640)
    qtbot.waitUntil(lambda: page.doses.mapTo(page.widget(), QPoint()).y() > 400)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    assert page.horizontalScrollBar().maximum() == 0


def test_the_page_takes_the_keyboard_to_its_first_slider(page):
    page.form.note.setFocus()
    page.setFocus()
    assert page.focusWidget() is page.form.inputs["mood"].track


def test_a_page_shown_again_shows_the_day_it_is(page, clock):
    page.hide()
    clock.at += timedelta(days=1)
    page.show()
    assert page.subtitle_label.text() == "Tuesday, 3 March 2026"


def test_every_control_has_an_accessible_name(page):
    page.form.moment.change_button.click()
    page.form.setFocus()
    stops = set()
    for _press in range(30):
        stops.add(page.focusWidget())
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert stops >= {page.form.moment.editor, page.record_button, page.doses.log_button}
    for each in stops:
        assert each.accessibleName() or each.text()


def test_tab_back_from_the_first_slider_leaves_the_form(page):
    page.form.inputs["mood"].track.setFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Backtab)
    assert page.focusWidget() is page.strip.close_button
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.focusWidget() is page.form.inputs["mood"].track


def test_no_heavy_module_is_needed():
    script = (
        "import sys, dosejournal.gui.today_page;"
        "heavy = {'numpy', 'scipy', 'pyqtgraph', 'babel'} & set(sys.modules);"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    finished = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert finished.returncode == 0, finished.stderr
