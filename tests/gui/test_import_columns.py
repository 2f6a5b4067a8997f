import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from dosejournal.domain.entries import DoseDraft
from dosejournal.errors import ReadOnlyError
from dosejournal.gui.import_dialog import ImportDialog
from dosejournal.journal import column_presets, doses, timeline

SHEET = (
    "Datum;Stimmung;Energie (0-10);Medikament;Dosis;Koffein (mg)\n"
    "13.1.2026;62;7;Calmol;12,5 mg;\n"
    "14.1.2026;50;3;;;80\n"
)
TIDY = "date,mood,stress\n2026-01-13,62,30\n"


@pytest.fixture
def open_text(qtbot, workspace, tasks, tmp_path):
    """Opens the dialog on a file with this text, and waits until it has been read."""

    def open_text(text):
        path = tmp_path / "sheet.csv"
        path.write_text(text, encoding="utf-8")
        dialog = ImportDialog(workspace, tasks, path)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        qtbot.waitUntil(lambda: not dialog.progress.is_at_work)
        return dialog

    return open_text


@pytest.fixture
def choose(qtbot):
    """Says what columns hold, and waits until a number of the summary is told."""

    def choose(dialog, fact, number, **columns):
        for name, role in columns.items():
            box = dialog.columns.boxes[f"column:{NAMES.get(name, name)}"]
            box.setCurrentIndex(box.findData(role))
        qtbot.waitUntil(lambda: dialog.summary.facts()[fact] == number)

    return choose


NAMES = {"Energie": "Energie (0-10)", "Koffein": "Koffein (mg)"}


def roles(dialog):
    return {key: box.currentData() for key, box in dialog.columns.boxes.items()}


def said(card):
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def names(workspace):
    return [each.name for each in workspace.read(column_presets.listing)]


def test_each_column_is_shown_with_its_first_values_and_what_it_may_hold(open_text):
    dialog = open_text(SHEET)
    assert dialog.source.title_label.text() == "Any table, column by column (CSV)"
    assert roles(dialog) == {
        "column:Datum": "day",
        "column:Stimmung": "measure",
        "column:Energie (0-10)": "unused",
        "column:Medikament": "substance",
        "column:Dosis": "amount",
        "column:Koffein (mg)": "unused",
    }
    assert dialog.columns.examples["column:Dosis"].text() == "\u206812,5 mg\u2069"
    assert "13.1.2026" in dialog.columns.examples["column:Datum"].text()
    assert not [key for key in dialog.questions.fields if key.startswith("column:")]
    assert not dialog.columns.by_hand_button.isVisible()
    box = dialog.columns.boxes["column:Dosis"]
    assert box.accessibleName() == "What “Dosis” holds"


def test_what_is_said_of_the_columns_is_what_comes_in(open_text, choose, workspace, qtbot):
    dialog = open_text(SHEET)
    box = dialog.columns.boxes["column:Datum"]
    choose(dialog, "New doses", "2", Energie="measure", Koffein="dose")
    assert dialog.columns.boxes["column:Datum"] is box
    assert dialog.summary.facts()["New ratings"] == "4"
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    entries = workspace.read(lambda session: timeline.entries(session, timeline.keys(session)))
    amounts = sorted(entry.dose.amount for entry in entries if entry.dose is not None)
    assert amounts == ["12.5", "80"]


def test_what_does_not_go_together_is_told_at_once_and_nothing_can_come_in(
    open_text, choose, qtbot
):
    dialog = open_text(SHEET)
    box = dialog.columns.boxes["column:Datum"]
    box.setCurrentIndex(box.findData("unused"))
    # before the file is read again
    assert "Choose the column that says on which day" in dialog.columns.line.text()
    assert not dialog.columns.keeping.isVisible()
    qtbot.waitUntil(lambda: dialog.summary.facts()["Held aside"] == "2")
    assert not dialog.import_button.isEnabled()
    choose(dialog, "Held aside", "0", Datum="day")
    assert dialog.import_button.isEnabled()
    assert dialog.columns.line.text() == ""
    assert dialog.columns.keeping.isVisible()


def test_columns_are_kept_offered_for_the_next_table_and_forgotten(
    open_text, choose, workspace, qtbot
):
    dialog = open_text(SHEET)
    assert not dialog.columns.offers.isVisible()
    assert not dialog.columns.keeping.keep_button.isEnabled()
    choose(dialog, "New doses", "2", Koffein="dose")
    dialog.columns.keeping.field.setText("  My  sheet ")
    dialog.columns.keeping.keep_button.click()
    assert names(workspace) == ["My sheet"]
    assert dialog.columns.keeping.field.text() == ""
    assert dialog.columns.offers.isVisible()
    assert workspace.undo_label == "Columns kept"

    # the same columns in another order, and other rows
    later = open_text(
        "Koffein (mg);Energie (0-10);Dosis;Medikament;Stimmung;Datum\n5;;;;;15.1.2026\n"
    )
    assert later.columns.offers.box.currentText() == "My sheet"
    assert roles(later)["column:Koffein (mg)"] == "unused"
    later.columns.offers.use_button.click()
    qtbot.waitUntil(lambda: roles(later)["column:Koffein (mg)"] == "dose")
    assert later.summary.facts()["New doses"] == "1"
    later.columns.offers.remove_button.click()
    assert names(workspace) == []
    assert not later.columns.offers.isVisible()
    assert roles(later)["column:Koffein (mg)"] == "dose"


def test_a_table_read_by_the_names_of_its_columns_can_be_told_by_hand(open_text, qtbot):
    dialog = open_text(TIDY)
    assert dialog.source.title_label.text() == "Table of ratings or doses (CSV)"
    assert "were told by their names" in said(dialog.columns)
    assert dialog.columns.boxes == {}
    dialog.columns.by_hand_button.click()
    qtbot.waitUntil(lambda: bool(dialog.columns.boxes))
    assert roles(dialog)["column:stress"] == "unused"
    assert not dialog.columns.by_hand_button.isVisible()


def test_what_was_kept_is_offered_for_a_table_that_is_read_by_its_names(
    open_text, workspace, clock, qtbot
):
    answers = {"column:date": "day", "column:mood": "measure", "column:stress": "note"}
    workspace.perform(
        "x", column_presets.keep, clock.at, "Mine", ["date", "mood", "stress"], answers
    )
    dialog = open_text(TIDY)
    dialog.columns.offers.use_button.click()
    qtbot.waitUntil(lambda: bool(dialog.columns.boxes))
    assert roles(dialog) == answers


def test_without_a_header_columns_go_by_number_once_the_question_is_answered(open_text, qtbot):
    dialog = open_text("2026-01-13,62\n2026-01-14,50\n")
    assert dialog.columns.boxes == {}
    assert "once the question below is answered" in said(dialog.columns)
    assert not dialog.columns.keeping.isVisible()
    box = dialog.questions.fields["header"].control
    assert box.currentText() == "not answered yet"
    box.setCurrentIndex(box.findData("values"))
    qtbot.waitUntil(lambda: bool(dialog.columns.boxes))
    assert list(dialog.columns.boxes) == ["column:Column 1", "column:Column 2"]
    # one column of days; what the numbers are nobody can tell
    assert list(roles(dialog).values()) == ["day", "unused"]


def test_another_file_begins_anew(open_text, tmp_path, qtbot):
    dialog = open_text(TIDY)
    dialog.columns.by_hand_button.click()
    qtbot.waitUntil(lambda: bool(dialog.columns.boxes))
    other = tmp_path / "other.csv"
    other.write_text(TIDY, encoding="utf-8")
    dialog.source.chosen.emit(other)
    qtbot.waitUntil(dialog.columns.by_hand_button.isVisible)
    assert dialog.columns.boxes == {}
    daylio = tmp_path / "daylio.csv"
    daylio.write_text(
        "full_date,date,weekday,time,mood,activities,note_title,note\n"
        "2025-06-01,x,x,08:00,good,walk,,\n",
        encoding="utf-8",
    )
    dialog.source.chosen.emit(daylio)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    assert not dialog.columns.isVisible()


def test_a_discreet_window_shows_nothing_that_stands_in_the_table(
    open_text, workspace, clock, qtbot
):
    workspace.perform("x", doses.record, clock.at, DoseDraft(clock.at, "Koffein", "1", "mg"))
    workspace.is_discreet = True
    dialog = open_text(SHEET)
    qtbot.waitUntil(lambda: "Item A" in said(dialog.columns))
    shown = said(dialog.columns)
    assert roles(dialog)["column:Koffein (mg)"] == "dose"
    assert not any(word in shown for word in ("Calmol", "12,5", "Koffein"))
    assert "hidden" in shown


def test_where_nothing_can_be_kept_what_was_typed_stays(open_text, workspace, monkeypatch):
    def refused(*_words):
        raise ReadOnlyError("no")

    dialog = open_text(SHEET)
    monkeypatch.setattr(column_presets, "keep", refused)
    dialog.columns.keeping.field.setText("My sheet")
    dialog.columns.keeping.keep_button.click()
    assert names(workspace) == []
    assert dialog.columns.keeping.field.text() == "My sheet"


def test_return_keeps_the_columns_under_the_name_and_brings_nothing_in(
    open_text, workspace, qtbot
):
    dialog = open_text(SHEET)
    field = dialog.columns.keeping.field
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not dialog.columns.offers.isVisible()
    qtbot.keyClicks(field, "my sheet")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.columns.offers.box.currentText() == "my sheet"
    assert workspace.undo_label == "Columns kept"
    assert dialog.isVisible()
    assert not dialog.progress.is_at_work
