import csv
import json
import threading
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.errors import StorageError
from dosejournal.exchange import fhir
from dosejournal.exchange.exporters import EXPORTERS
from dosejournal.gui import export_words
from dosejournal.gui.export_dialog import ExportDialog
from dosejournal.journal import check_ins, doses, planning

SUFFIXES = {each.NAME: each.SUFFIX for each in EXPORTERS}


@pytest.fixture
def recorded(database, now):
    with database.write("Recorded") as write:
        old = now - timedelta(days=60)
        check_ins.record(write.session, old, CheckInDraft(old, {"mood": 40.0}))
        check_ins.record(write.session, now, CheckInDraft(now, {"mood": 62.0}, "=1+1"))
        doses.record(write.session, now, DoseDraft(now, "Item A", "10", "mg"))


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
def make_dialog(qtbot, workspace, tasks):
    def make():
        dialog = ExportDialog(workspace, tasks)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return make


@pytest.fixture
def dialog(recorded, plan, make_dialog):
    return make_dialog()


@pytest.fixture
def told(workspace):
    heard = []
    workspace.done.connect(heard.append)
    workspace.failed.connect(heard.append)
    return heard


@pytest.fixture
def save(dialog, qtbot, told):
    """Saves what is chosen at a place, and waits until something is said of it."""

    def save(path, kind=None):
        if kind is not None:
            dialog.formats.buttons[kind].setChecked(True)
        n = len(told)
        dialog.save_button.click()
        choose(dialog, path)
        qtbot.waitUntil(lambda: len(told) > n)

    return save


def choose(dialog, path):
    asked = dialog.findChild(QFileDialog)
    asked.fileSelected.emit(str(path))
    asked.reject()
    asked.setParent(None)
    asked.deleteLater()


def summaries(path):
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(path.read_bytes()).events]


def observations(path):
    entries = json.loads(path.read_bytes())["entry"]
    return [e for e in entries if e["resource"]["resourceType"] == "Observation"]


def words(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_every_exporter_is_offered_and_says_what_it_is_for(dialog):
    assert list(dialog.formats.buttons) == [each.NAME for each in EXPORTERS]
    for exporter in EXPORTERS:
        button = dialog.formats.buttons[exporter.NAME]
        assert button.text() == exporter.title()
        assert button.isEnabled()
        assert button.accessibleDescription() == export_words.of(exporter).purpose
        assert button.accessibleDescription() in words(dialog)


def test_it_begins_with_the_first_and_with_all_days(dialog):
    assert dialog.formats.chosen is EXPORTERS[0]
    assert dialog.focusWidget() is dialog.formats.buttons[EXPORTERS[0].NAME]
    assert dialog.days.value() == (None, None)


@pytest.mark.parametrize("kind", SUFFIXES)
def test_each_kind_is_saved_whole_and_said_so(dialog, save, told, tmp_path, kind):
    path = tmp_path / f"mine{SUFFIXES[kind]}"
    save(path, kind)
    assert told == [export_words.of(dialog.formats.chosen).saved]
    assert path.is_file() if SUFFIXES[kind] else path.is_dir()
    assert not dialog.isVisible()
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize("kind", SUFFIXES)
def test_the_name_that_is_proposed_tells_nothing_but_the_day(dialog, kind):
    dialog.formats.buttons[kind].setChecked(True)
    dialog.save_button.click()
    asked = dialog.findChild(QFileDialog)
    name = Path(asked.selectedFiles()[0]).name
    assert name.startswith("journal-")
    assert name.endswith(f"-2026-03-02{SUFFIXES[kind]}")
    assert asked.defaultSuffix() == SUFFIXES[kind].removeprefix(".")
    asked.reject()
    assert dialog.isVisible()


@pytest.mark.parametrize("kind", SUFFIXES)
def test_it_is_said_that_nothing_protects_what_is_outside(dialog, kind):
    dialog.formats.buttons[kind].setChecked(True)
    sentence = "that program’s rules" if kind == "calendar" else "nothing protects the file"
    assert sentence in dialog.caution.text()
    assert dialog.caution.isVisible()


def test_days_can_be_chosen_in_any_order(dialog, save, tmp_path):
    dialog.days.some.setChecked(True)
    assert dialog.days.value() == (date(2026, 2, 1), date(2026, 3, 2))
    dialog.days.last.setDate(QDate(2025, 12, 1))
    assert dialog.days.value() == (date(2025, 12, 1), date(2026, 2, 1))
    save(tmp_path / "mine.json", "fhir")
    [only] = observations(tmp_path / "mine.json")
    assert only["resource"]["valueInteger"] == 40


def test_the_days_wait_until_they_are_wanted(dialog):
    assert not dialog.days.first.isEnabled()
    dialog.days.some.setChecked(True)
    assert dialog.days.first.isEnabled()
    dialog.days.all.setChecked(True)
    assert not dialog.days.last.isEnabled()


def test_a_calendar_holds_the_whole_plan(dialog):
    dialog.days.some.setChecked(True)
    dialog.formats.buttons["calendar"].setChecked(True)
    assert not dialog.days.isEnabled()
    assert dialog.days.value() == (None, None)
    assert "A calendar holds the whole plan." in words(dialog)
    dialog.formats.buttons["fhir"].setChecked(True)
    assert dialog.days.value()[1] == date(2026, 3, 2)
    assert "Both days are included." in words(dialog)


def test_what_one_kind_asks_is_asked_of_no_other(dialog):
    for kind, button in dialog.formats.buttons.items():
        button.setChecked(True)
        assert dialog.formats.names.isEnabled() == (kind == "calendar")
        assert dialog.formats.spreadsheet_safe.isEnabled() == (kind == "tidy")


def test_a_calendar_names_no_substance_unless_it_is_ticked(dialog, save, tmp_path):
    assert not dialog.formats.names.isChecked()
    assert dialog.formats.names.accessibleDescription() in words(dialog)
    assert "Item A" not in words(dialog)
    save(tmp_path / "mine.ics", "calendar")
    assert summaries(tmp_path / "mine.ics") == ["Planned entry"]


def test_a_calendar_names_substances_where_that_is_ticked(dialog, save, tmp_path):
    dialog.formats.buttons["calendar"].setChecked(True)
    dialog.formats.names.setChecked(True)
    save(tmp_path / "mine.ics")
    assert summaries(tmp_path / "mine.ics") == ["Item A, 10 mg"]


@pytest.mark.parametrize(("safe", "note"), [(False, "=1+1"), (True, "'=1+1")])
def test_tables_are_as_recorded_unless_a_safe_copy_is_asked_for(
    dialog, save, tmp_path, safe, note
):
    assert not dialog.formats.spreadsheet_safe.isChecked()
    dialog.formats.buttons["tidy"].setChecked(True)
    dialog.formats.spreadsheet_safe.setChecked(safe)
    save(tmp_path / "mine")
    text = (tmp_path / "mine" / "observations.csv").read_text(encoding="utf-8-sig")
    cells = {cell for row in csv.reader(text.splitlines()) for cell in row}
    assert note in cells


def test_the_keyboard_alone_saves(dialog, qtbot, told, tmp_path):
    for _step in range(2):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    assert dialog.formats.chosen is fhir
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    choose(dialog, tmp_path / "mine.json")
    qtbot.waitUntil(lambda: told == ["Health record saved"])
    assert len(observations(tmp_path / "mine.json")) == 3


def test_a_file_that_stood_there_is_replaced_whole(dialog, save, tmp_path):
    path = tmp_path / "mine.ics"
    path.write_bytes(b"x" * 100_000)
    save(path, "calendar")
    assert summaries(path) == ["Planned entry"]


def test_a_folder_that_stands_there_is_never_written_into(dialog, save, told, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "own.txt").write_text("mine")
    save(tmp_path / "mine", "tidy")
    assert "already" in told[0]
    assert [each.name for each in (tmp_path / "mine").iterdir()] == ["own.txt"]
    assert dialog.isVisible()


def test_the_journal_itself_is_never_written_over(dialog, save, told, journal_path):
    before = journal_path.read_bytes()
    save(journal_path, "archive")
    assert told == ["That is your journal itself. Nothing was written; choose another name."]
    assert journal_path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_told_and_the_dialog_stays(dialog, save, told, tmp_path):
    save(tmp_path / "missing" / "mine.json", "fhir")
    assert len(told) == 1
    assert told[0].startswith("The file could not be written there.")
    assert dialog.line.text() == told[0]
    assert dialog.isVisible()
    assert not dialog.busy.isVisible()
    # once more, elsewhere
    save(tmp_path / "mine.json", "fhir")
    assert told[1] == "Health record saved"


@pytest.fixture
def slow(monkeypatch):
    """Lets the writing of a health record begin, and go on when it is told to."""
    begun, go_on = threading.Event(), threading.Event()
    write = fhir.write

    def wait(content):
        begun.set()
        go_on.wait(20)
        return write(content)

    monkeypatch.setattr(fhir, "write", wait)
    yield begun, go_on
    go_on.set()


def test_while_it_is_written_the_window_lives_and_says_so(dialog, slow, qtbot, told, tmp_path):
    begun, go_on = slow
    dialog.formats.buttons["fhir"].setChecked(True)
    height = dialog.height()
    dialog.save_button.click()
    choose(dialog, tmp_path / "mine.json")
    qtbot.waitUntil(begun.is_set)
    assert dialog.busy.isVisible()
    assert dialog.busy.accessibleName() == "Writing the file"
    assert dialog.height() == height
    assert not dialog.save_button.isEnabled()
    assert not dialog.formats.isEnabled()
    assert dialog.focusWidget() is dialog.cancel_button
    # a second press asks for no second place
    dialog.save_wanted.emit()
    assert dialog.findChild(QFileDialog) is None
    go_on.set()
    qtbot.waitUntil(lambda: told == ["Health record saved"])


def test_closed_meanwhile_it_writes_nothing(dialog, slow, qtbot, told, tasks, tmp_path):
    begun, go_on = slow
    dialog.formats.buttons["fhir"].setChecked(True)
    dialog.save_button.click()
    choose(dialog, tmp_path / "mine.json")
    qtbot.waitUntil(begun.is_set)
    dialog.cancel_button.click()
    assert not dialog.isVisible()
    go_on.set()
    ended = []
    tasks.run(lambda: None, ended.append, ended.append)
    qtbot.waitUntil(lambda: ended == [None])
    assert told == []
    assert not (tmp_path / "mine.json").exists()


def test_closed_before_it_is_read_it_reads_nothing(dialog, qtbot, told, tmp_path):
    dialog.formats.buttons["fhir"].setChecked(True)
    dialog.save_button.click()
    choose(dialog, tmp_path / "mine.json")
    dialog.cancel_button.click()
    qtbot.wait(20)
    assert told == []
    assert not (tmp_path / "mine.json").exists()


def test_a_fault_of_our_own_is_none_of_the_persons(dialog, monkeypatch, qtbot, tmp_path):
    def fail(_content):
        raise ValueError

    monkeypatch.setattr(fhir, "write", fail)
    dialog.formats.buttons["fhir"].setChecked(True)
    with qtbot.captureExceptions() as faults:
        dialog.save_button.click()
        choose(dialog, tmp_path / "mine.json")
        qtbot.waitUntil(lambda: len(faults) > 0)
    assert faults[0][0] is ValueError


@pytest.fixture
def gone(database, monkeypatch):
    """Give a way to take the disk away."""

    @contextmanager
    def refuse():
        raise StorageError("The disk could not be read. Nothing is lost.")
        yield

    return lambda: monkeypatch.setattr(database, "read", refuse)


def test_a_journal_that_cannot_be_read_is_told(dialog, gone, save, told, tmp_path):
    gone()
    save(tmp_path / "mine.json", "fhir")
    assert told == ["The disk could not be read. Nothing is lost."]
    assert dialog.save_button.isEnabled()


def test_the_dialog_does_not_open_on_a_journal_that_cannot_be_read(window, gone, told):
    gone()
    window.menus.export.trigger()
    assert window.findChild(ExportDialog) is None
    assert told == ["The disk could not be read. Nothing is lost."]


def test_where_nothing_is_planned_there_is_no_calendar_and_it_says_why(make_dialog):
    dialog = make_dialog()
    button = dialog.formats.buttons["calendar"]
    assert not button.isEnabled()
    assert not dialog.formats.names.isEnabled()
    assert button.accessibleDescription() == "No regimen plans a dose at a time of day yet."
    assert button.accessibleDescription() in words(dialog)


def test_the_file_menu_opens_it(plan, window):
    window.menus.export.trigger()
    dialog = window.findChild(ExportDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_its_indents_turn_with_the_language(qapp, make_dialog):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        dialog = make_dialog()
        button, box = dialog.formats.buttons["tidy"], dialog.formats.spreadsheet_safe
        assert button.geometry().right() > box.geometry().right()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
