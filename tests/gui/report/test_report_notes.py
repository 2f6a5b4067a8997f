"""Which notes a report shows: those that the person ticks, and no other."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from shiboken6 import isValid

from dosejournal.errors import StorageError
from dosejournal.gui.report.notes_dialog import NotesDialog
from dosejournal.journal import check_ins


@pytest.fixture
def card(page):
    return page.form.notes


@pytest.fixture
def dialog(card, qtbot):
    card.choose_button.click()
    dialog = card.findChild(NotesDialog)
    qtbot.waitUntil(dialog.isVisible)
    yield dialog
    if isValid(dialog):
        dialog.reject()


def shown(page):
    return [note.text for note in page.setting.content.notes]


def spoken(dialog):
    model = dialog.model
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.data(model.index(row), role) for row in range(model.rowCount())]


def test_no_note_is_ticked_at_first(card, dialog):
    assert card.count.text() == "0 of 2 notes ticked"
    assert spoken(dialog) == [
        "27 Feb 2026, 08:00: a quiet day",
        "31 Jan 2026, 08:00: slept badly",
    ]
    assert dialog.count.text() == "0 of 2 notes ticked"


def test_a_click_on_a_row_ticks_its_note_and_the_report_shows_it(page, settle, card, dialog):
    place = dialog.list.visualRect(dialog.model.index(1)).center()
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(page)
    assert shown(page) == ["slept badly"]
    assert card.count.text() == dialog.count.text() == "1 of 2 notes ticked"
    assert spoken(dialog)[1] == "ticked, 31 Jan 2026, 08:00: slept badly"
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(page)
    assert shown(page) == []


def test_the_space_bar_ticks_the_chosen_row_and_arrow_keys_choose(page, settle, dialog):
    assert dialog.focusWidget() is dialog.list
    assert [index.row() for index in dialog.list.selectedIndexes()] == [0]
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    settle(page)
    assert shown(page) == ["slept badly", "a quiet day"]


def test_ticks_are_drawn(dialog):
    def box():
        row = dialog.list.visualRect(dialog.model.index(0))
        picture = dialog.list.viewport().grab(row).toImage()
        inside = [picture.pixelColor(QPoint(x, y)) for x in range(18, 32) for y in range(10, 26)]
        return sum(QColor(colour).lightness() for colour in inside)

    before = box()
    dialog.model.toggle(dialog.model.index(0))
    assert box() != before


def test_a_search_narrows_the_list_and_loses_no_tick(page, settle, dialog, qtbot):
    dialog.model.toggle(dialog.model.index(0))
    QTest.keyClicks(dialog.search, "slept")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert dialog.count.text() == "0 of 1 note ticked"
    dialog.model.toggle(dialog.model.index(0))
    QTest.keyClicks(dialog.search, "xyz")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0)
    assert dialog.nothing_found.isVisible()
    dialog.search.clear()
    qtbot.waitUntil(dialog.list.isVisible)
    assert dialog.count.text() == "2 of 2 notes ticked"
    settle(page)
    assert len(shown(page)) == 2


def test_a_note_outside_the_period_is_neither_offered_nor_shown(page, settle, card, dialog, qtbot):
    for row in (0, 1):
        dialog.model.toggle(dialog.model.index(row))
    dialog.done_button.click()
    qtbot.waitUntil(lambda: not isValid(dialog))
    page.form.period.chips[0].click()
    settle(page)
    assert card.count.text() == "1 of 1 note ticked"
    assert shown(page) == ["a quiet day"]
    page.form.period.chips[1].click()
    settle(page)
    assert card.count.text() == "2 of 2 notes ticked"


def test_without_any_note_there_is_nothing_to_choose(make_page, settle, record):
    record(1, mood=50)
    page = make_page()
    settle(page)
    assert page.form.notes.count.text() == "No entry of the period has a note."
    assert not page.form.notes.choose_button.isEnabled()


def test_an_entry_that_is_gone_says_nothing(dialog, database, now):
    with database.write("Removed") as writing:
        for number in (37, 10):
            check_ins.remove(writing.session, now, number)
    dialog.model.toggle(dialog.model.index(7))
    assert len(spoken(dialog)) == 2
    dialog.grab()


def test_notes_that_cannot_be_read_are_told(card, workspace, told, monkeypatch):
    def lost(*_args, **_kwargs):
        raise StorageError("The disk is gone.")

    monkeypatch.setattr(workspace, "read", lost)
    card.choose_button.click()
    assert told == ["The disk is gone."]
    assert card.findChild(NotesDialog) is None


def test_typing_in_the_list_reads_no_entry(dialog):
    QTest.keyClicks(dialog.list, "slept")
    assert dialog.list.currentIndex().row() == 0
