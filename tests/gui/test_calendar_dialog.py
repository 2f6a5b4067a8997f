from contextlib import contextmanager
from datetime import time
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.errors import StorageError
from dosejournal.gui.plan.calendar_dialog import CalendarDialog
from dosejournal.journal import planning


@pytest.fixture
def plan(database, now):
    draft = RegimenDraft(
        "Item A",
        Pattern("daily"),
        (time(20),),
        now.date(),
        steps=(DoseStep(now.date(), "10", "mg"),),
    )
    with database.write("Added") as write:
        planning.add(write.session, now, draft)


@pytest.fixture
def make_dialog(qtbot, workspace):
    def make():
        dialog = CalendarDialog(workspace)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return make


@pytest.fixture
def dialog(plan, make_dialog):
    return make_dialog()


@pytest.fixture
def told(workspace):
    heard = []
    workspace.done.connect(heard.append)
    workspace.failed.connect(heard.append)
    return heard


def save(dialog, path):
    dialog.save_button.click()
    asked = dialog.findChild(QFileDialog)
    asked.fileSelected.emit(str(path))
    asked.reject()


def summaries(path):
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(path.read_bytes()).events]


def words(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_a_calendar_names_no_substance_unless_it_is_ticked(dialog, tmp_path, told):
    assert not dialog.names.isChecked()
    save(dialog, tmp_path / "mine.ics")
    assert summaries(tmp_path / "mine.ics") == ["Planned entry"]
    assert told == ["Calendar saved"]
    assert not dialog.isVisible()


def test_a_calendar_names_substances_where_that_is_ticked(dialog, tmp_path, qtbot):
    # it has the keyboard: Space ticks it
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    save(dialog, tmp_path / "mine.ics")
    assert summaries(tmp_path / "mine.ics") == ["Item A, 10 mg"]


def test_it_is_said_what_an_entry_shows_and_nothing_of_the_plan(dialog):
    assert dialog.names.accessibleDescription().startswith("Unless ticked, each entry is called")
    assert dialog.names.accessibleDescription() in words(dialog)
    assert "Item A" not in words(dialog)


def test_it_is_said_that_a_calendar_may_send_it_on(dialog):
    assert "that program’s rules hold for it" in words(dialog)


def test_a_name_with_the_day_is_proposed(dialog):
    dialog.save_button.click()
    asked = dialog.findChild(QFileDialog)
    assert Path(asked.selectedFiles()[0]).name == "journal-plan-2026-03-02.ics"
    assert asked.defaultSuffix() == "ics"
    asked.reject()
    assert dialog.isVisible()


def test_the_keyboard_alone_saves(dialog, qtbot, tmp_path):
    assert dialog.focusWidget() is dialog.names
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    asked = dialog.findChild(QFileDialog)
    asked.fileSelected.emit(str(tmp_path / "mine.ics"))
    asked.reject()
    assert summaries(tmp_path / "mine.ics") == ["Planned entry"]


def test_what_stood_there_is_replaced_whole(dialog, tmp_path):
    path = tmp_path / "mine.ics"
    path.write_bytes(b"x" * 100_000)
    save(dialog, path)
    assert summaries(path) == ["Planned entry"]
    assert list(tmp_path.glob(".*")) == []


def test_a_place_that_cannot_be_written_is_told_and_the_dialog_stays(dialog, tmp_path, told):
    save(dialog, tmp_path / "missing" / "mine.ics")
    assert len(told) == 1
    assert told[0].startswith("The file could not be written there.")
    assert dialog.line.text() == told[0]
    assert dialog.isVisible()


@pytest.fixture
def gone(database, monkeypatch):
    """Give a way to take the disk away."""

    @contextmanager
    def refuse():
        raise StorageError("The disk could not be read. Nothing is lost.")
        yield

    return lambda: monkeypatch.setattr(database, "read", refuse)


def test_a_journal_that_cannot_be_read_is_told_and_no_place_is_asked_for(dialog, gone, told):
    gone()
    dialog.save_button.click()
    assert dialog.findChild(QFileDialog) is None
    assert told == ["The disk could not be read. Nothing is lost."]


def test_the_dialog_does_not_open_on_a_journal_that_cannot_be_read(window, gone, told):
    gone()
    window.menus.calendar.trigger()
    assert window.findChild(CalendarDialog) is None
    assert told == ["The disk could not be read. Nothing is lost."]


def test_where_nothing_is_planned_it_says_so_and_offers_no_file(make_dialog, qtbot):
    dialog = make_dialog()
    assert "nothing to export" in words(dialog)
    assert not dialog.save_button.isVisible()
    assert not dialog.names.isVisible()
    assert dialog.focusWidget() is dialog.cancel_button
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.findChild(QFileDialog) is None
    assert dialog.cancel_button.text() == "Close"
    dialog.cancel_button.click()
    assert not dialog.isVisible()


def test_the_file_menu_opens_it(plan, window):
    window.menus.calendar.trigger()
    dialog = window.findChild(CalendarDialog)
    assert dialog.isVisible()
    dialog.reject()
