from datetime import time

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from dosejournal.domain.entries import CheckInDraft
from dosejournal.gui.measure_dialog import MeasureDialog
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.settings_page import SettingsPage
from dosejournal.journal import check_ins, information, measures, timeline


@pytest.fixture
def preferences(qapp, tmp_path):
    return Preferences(tmp_path / "settings.json")


@pytest.fixture
def page(qtbot, workspace, preferences):
    page = SettingsPage(workspace, preferences)
    qtbot.addWidget(page)
    page.resize(1080, 1200)
    page.show()
    qtbot.waitExposed(page)
    return page


def said(row_list):
    model = row_list.rows
    return [
        model.data(model.index(n), Qt.ItemDataRole.AccessibleTextRole)
        for n in range(model.rowCount())
    ]


def asked(workspace):
    return [measure.key for measure in workspace.read(measures.listing)]


def shown_buttons(row_list):
    return [each.text() for each in row_list.buttons() if each.isVisible()]


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    qtbot.keyClick(widget, key, modifier)


def test_a_preference_chosen_is_kept_at_once(qtbot, page, preferences, tmp_path):
    box = page.program.boxes["theme"]
    assert box.accessibleName()
    with qtbot.waitSignal(preferences.changed):
        press(qtbot, box, Qt.Key.Key_End)
    assert preferences.value.theme == box.currentData() == "dark"
    assert Preferences(tmp_path / "settings.json").value.theme == "dark"


def test_a_preference_changed_elsewhere_is_shown(page, preferences):
    preferences.set(theme="light")
    assert page.program.boxes["theme"].currentData() == "light"


def test_the_start_of_the_day_is_set_and_entries_keep_their_day(qtbot, page, workspace, now):
    at = now.replace(hour=5)
    entry_id = workspace.perform(
        "Check-in recorded", check_ins.record, now, CheckInDraft(at, {"mood": 1.0})
    )
    assert page.journal.day_start.time() == QTime(4, 0)
    page.journal.day_start.setTime(QTime(6, 30))
    press(qtbot, page.journal.day_start, Qt.Key.Key_Return)
    assert workspace.read(information.read).day_starts_at == time(6, 30)
    assert workspace.undo_label == "Start of day changed"
    entry = workspace.read(timeline.entry, "check_in", entry_id)
    assert entry.moment.journal_day == at.date()
    workspace.undo()
    assert page.journal.day_start.time() == QTime(4, 0)


def test_leaving_the_start_of_the_day_as_it_is_does_nothing(qtbot, page, workspace):
    press(qtbot, page.journal.day_start, Qt.Key.Key_Return)
    assert workspace.undo_label is None


def test_the_place_of_the_journal_and_its_zone_can_be_read_and_copied(page, journal_path):
    assert page.journal.place.text() == str(journal_path)
    assert page.journal.zone.text() == "Europe/Berlin"
    flags = page.journal.place.textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_the_wheel_scrolls_the_page_and_changes_no_setting(qtbot, page, preferences):
    page.measures.list.setFocus()
    qtbot.waitUntil(page.measures.list.hasFocus)

    def turn(widget):
        wheel = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, wheel)

    turn(page.program.boxes["theme"])
    turn(page.journal.day_start)
    assert preferences.value.theme == "system"
    assert page.journal.day_start.time() == QTime(4, 0)
    page.journal.day_start.setFocus()
    qtbot.waitUntil(page.journal.day_start.hasFocus)
    turn(page.journal.day_start)
    assert page.journal.day_start.time() != QTime(4, 0)


def test_measures_are_moved_with_alt_and_the_arrows(qtbot, page, workspace):
    rows = page.measures.list
    rows.choose("focus")
    alt = Qt.KeyboardModifier.AltModifier
    press(qtbot, rows, Qt.Key.Key_Up, alt)
    assert asked(workspace)[:2] == ["focus", "mood"]
    assert rows.current_key() == "focus"
    press(qtbot, rows, Qt.Key.Key_Up, alt)  # the first one stays the first
    press(qtbot, rows, Qt.Key.Key_Down, alt)
    press(qtbot, rows, Qt.Key.Key_Down, alt)
    assert asked(workspace)[:3] == ["mood", "energy", "focus"]
    assert workspace.undo_label == "Measures reordered"
    workspace.undo()
    assert said(rows)[1].startswith("Focus")


def test_the_ends_of_the_list_offer_no_way_beyond(page):
    rows = page.measures.list
    rows.choose("mood")
    assert shown_buttons(rows) == ["Down", "Edit", "Archive"]
    rows.choose("sleep_quality")
    assert shown_buttons(rows) == ["Up", "Edit", "Archive"]


def test_a_measure_is_archived_and_restored(qtbot, page, workspace):
    rows = page.measures.list
    rows.choose("focus")
    rows.buttons()[3].click()
    assert "focus" not in asked(workspace)
    assert said(rows)[-1].endswith("archived")
    assert workspace.undo_label == "Measure archived"
    rows.choose("focus")
    assert shown_buttons(rows) == ["Edit", "Restore"]
    rows.choose("mood")
    rows.buttons()[1].click()
    assert asked(workspace) == ["energy", "mood", "calm", "sleep_quality"]
    rows.choose("focus")
    press(qtbot, rows, Qt.Key.Key_Insert)
    assert asked(workspace)[-1] == "focus"
    assert workspace.undo_label == "Measure restored"


def test_a_measure_is_added_and_changed_from_here(qtbot, page, workspace):
    qtbot.mouseClick(page.measures.add_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(MeasureDialog)
    dialog.name.setText("Patience")
    dialog.save_button.click()
    assert said(page.measures.list)[-1] == "Patience, 0–100"
    page.measures.list.choose("mood")
    press(qtbot, page.measures.list, Qt.Key.Key_Return)
    dialog = next(each for each in page.findChildren(MeasureDialog) if each.name.text() == "Mood")
    dialog.name.setText("Spirits")
    dialog.save_button.click()
    assert said(page.measures.list)[0] == "Spirits, 0–100 · low to high"


def test_the_page_shows_itself_at_the_smallest_size(page):
    page.resize(560, 480)
    assert not page.grab().isNull()
    assert page.horizontalScrollBar().maximum() == 0
