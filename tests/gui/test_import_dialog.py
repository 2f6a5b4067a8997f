from datetime import UTC, date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea

from dosejournal.domain.imports import HeldAside, ImportPlan, Question
from dosejournal.errors import ImportFileError, StorageError
from dosejournal.gui import entry_words, import_dialog
from dosejournal.gui.import_dialog import ImportDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import check_ins, imports, measures, substances, timeline

HEAD = "full_date,date,weekday,time,mood,activities,note_title,note\n"
DAYLIO = HEAD + (
    "2025-06-01,x,x,08:00,good,walk | tea,,A quiet day\n"
    "2025-06-02,x,x,08:00,so-so,,,<b>x</b>\n"
    "2025-06-03,x,x,08:00,so-so,,,\n"
    "2025-06-04,x,x,08:00,good,,,one,too many\n"
)


@pytest.fixture
def show(qtbot, workspace, tasks):
    def show(path=None):
        dialog = ImportDialog(workspace, tasks, path)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return show


@pytest.fixture
def open_text(show, tmp_path, qtbot):
    """Opens the dialog on a file with this text, and waits until it has been read."""

    def open_text(text, name="diary.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        dialog = show(path)
        qtbot.waitUntil(lambda: not dialog.progress.is_at_work)
        return dialog

    return open_text


def reread(qtbot, dialog):
    qtbot.waitUntil(dialog.import_button.isEnabled)


def said(card):
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def entries(workspace):
    return workspace.read(lambda session: timeline.entries(session, timeline.keys(session)))


def test_without_a_file_there_is_only_the_offer_to_choose_one(show):
    dialog = show()
    assert not dialog.import_button.isEnabled()
    assert not dialog.summary.isVisible()
    assert dialog.source.choose_button.isVisible()
    assert dialog.windowTitle() == "Import"


def test_a_file_is_shown_before_anything_is_written(open_text, workspace):
    dialog = open_text(DAYLIO)
    assert dialog.source.title_label.text() == "Daylio CSV export"
    assert "diary.csv" in said(dialog.source)
    assert "diary.csv" not in dialog.windowTitle()
    told = dialog.summary.facts()
    assert (told["New check-ins"], told["New ratings"], told["Held aside"]) == ("3", "1", "1")
    assert told["First day"] == entry_words.day(date(2025, 6, 1))
    assert told["Time zone"] == "Europe/Berlin"
    assert dialog.import_button.isEnabled()
    assert entries(workspace) == []


def test_the_first_entries_show_doses_beside_check_ins(open_text):
    rows = "".join(f"2026-01-{day:02},50,,\n" for day in range(1, 10))
    text = f"Datum,Stimmung,Substanz,Menge\n{rows}2026-01-02,,Item A,10 mg\n"
    table = open_text(text).preview.table
    shown = [table.item(row, 1).text() for row in range(table.rowCount())]
    assert sum("50" in each for each in shown) == 5
    assert sum("10" in each and "mg" in each for each in shown) == 1
    assert "mg" in shown[2]


def test_the_first_entries_are_shown_as_they_will_be_stored(open_text):
    table = open_text(DAYLIO).preview.table
    assert table.rowCount() == 3
    assert "Mood" in table.item(0, 1).text()
    assert "75" in table.item(0, 1).text()
    assert "walk" in table.item(0, 2).text()
    assert table.item(0, 3).text() == "A quiet day"


@pytest.mark.parametrize("height", [480, 3000], ids=["with a scroll bar", "without"])
def test_the_buttons_below_end_where_the_cards_end(open_text, qtbot, height):
    def end(widget):
        return widget.mapTo(dialog, widget.rect().topRight()).x()

    dialog = open_text(DAYLIO)
    dialog.resize(640, height)
    qtbot.waitUntil(lambda: end(dialog.import_button) == end(dialog.source))


def test_a_tip_never_takes_a_note_for_markup(open_text):
    table = open_text(HEAD + '2025-06-01,x,x,08:00,good,,,"1 <x> 2"\n').preview.table
    assert table.item(0, 3).toolTip() == "<p>1 &lt;x&gt; 2</p>"


def test_import_brings_everything_in_as_one_step_that_can_be_undone(open_text, workspace, qtbot):
    dialog = open_text(DAYLIO)
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    assert len(entries(workspace)) == 3
    assert workspace.undo_label == "Entries imported"
    workspace.undo()
    assert entries(workspace) == []


def test_a_word_gets_its_level_and_is_kept_only_when_imported(open_text, workspace, qtbot):
    dialog = open_text(DAYLIO)
    assert list(dialog.words.boxes) == ["good", "so-so"]
    qtbot.waitUntil(lambda: "2 times" in said(dialog.words))
    box = dialog.words.boxes["so-so"]
    assert box.currentText() == "keep as a word"
    assert [box.itemText(n) for n in range(box.count())][1::4] == ["5 · highest", "1 · lowest"]
    box.setCurrentIndex(box.findData("2"))
    assert not dialog.import_button.isEnabled()
    reread(qtbot, dialog)
    assert dialog.words.boxes["so-so"] is box
    assert dialog.summary.facts()["New ratings"] == "3"
    assert "so-so" not in workspace.read(imports.answers, "UTC").mood_levels
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    assert workspace.read(imports.answers, "UTC").mood_levels == {"good": 4, "so-so": 2}


def test_a_known_word_can_be_kept_a_word(open_text, qtbot):
    dialog = open_text(DAYLIO)
    box = dialog.words.boxes["good"]
    box.setCurrentIndex(box.findData(""))
    reread(qtbot, dialog)
    assert dialog.summary.facts()["New ratings"] == "0"


def test_the_zone_can_be_found_by_typing_part_of_its_name(open_text, workspace, qtbot):
    dialog = open_text(DAYLIO)
    field = dialog.questions.fields["zone"]
    assert field.control.currentText() == "Europe/Berlin"
    field.control.setEditText("america/new york")
    field.control.field.editingFinished.emit()
    reread(qtbot, dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    assert {entry.moment.zone for entry in entries(workspace)} == {"America/New_York"}


def test_a_zone_that_is_none_is_refused_beside_its_field(open_text):
    dialog = open_text(DAYLIO)
    field = dialog.questions.fields["zone"]
    field.control.setEditText("Mars")
    field.control.field.editingFinished.emit()
    assert field.refused
    assert "no time zone of that name" in field.line.text()
    field.control.setEditText("Europe/Paris")
    field.control.activated.emit(0)
    assert not field.refused


def test_rows_wait_until_their_question_is_answered(open_text, qtbot):
    dialog = open_text("date,mood\n03/04/2025,62\n")
    assert not dialog.import_button.isEnabled()
    assert "order of its day and month is not known" in said(dialog.held)
    box = dialog.questions.fields["day_order:date"].control
    assert box.currentText() == "not answered yet"
    box.setCurrentIndex(box.findData("dmy"))
    reread(qtbot, dialog)
    assert entry_words.day(date(2025, 4, 3)) in dialog.preview.table.item(0, 0).text()
    assert not dialog.held.isVisible()


def test_a_question_without_choices_takes_a_text(qtbot, show):
    card = show().questions
    card.ask([Question("free", "Which?", "this")], {})
    with qtbot.waitSignal(card.answered) as answered:
        card.fields["free"].control.setText("that")
        card.fields["free"].control.editingFinished.emit()
    assert answered.args == ["free", "that"]


def test_new_measures_and_things_without_a_place_are_named(open_text, workspace, qtbot):
    dialog = open_text("at,Joy,Place\n2026-03-01,62.5,home\n")
    told = said(dialog.summary)
    assert "New measures: \N{FIRST STRONG ISOLATE}Joy" in told
    assert "Without a place in a journal:" in told
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    assert workspace.read(measures.find, "joy").archived


def test_doses_are_shown_and_counted(open_text):
    dialog = open_text("at,substance,amount,unit\n2026-03-01,Item A,10.50,mg\n")
    assert dialog.summary.facts()["New doses"] == "1"
    assert "10.50" in dialog.preview.table.item(0, 1).text()


def test_a_file_that_is_in_the_journal_already_offers_nothing(open_text, qtbot, show):
    dialog = open_text(DAYLIO)
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    again = open_text(DAYLIO)
    assert again.summary.facts()["Already in the journal"] == "3"
    assert "nothing to bring in" in said(again.summary)
    assert not again.import_button.isEnabled()


def test_entries_at_the_time_of_others_are_pointed_out(open_text, qtbot):
    dialog = open_text(DAYLIO)
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    again = open_text("at,mood\n2025-06-01T08:00,62\n", "other.csv")
    assert "the very time of an entry" in said(again.summary)


def test_a_file_that_cannot_be_read_is_refused_and_another_can_be_chosen(
    open_text, tmp_path, qtbot
):
    dialog = open_text("nothing here\n1 2\n")
    assert "of no kind that can be brought in" in dialog.source.line.text()
    assert not dialog.import_button.isEnabled()
    good = tmp_path / "good.csv"
    good.write_text(DAYLIO, encoding="utf-8")
    dialog.source.chosen.emit(good)
    reread(qtbot, dialog)
    assert dialog.source.line.text() == ""


def test_the_open_journal_itself_is_not_even_opened(show, workspace, qtbot):
    dialog = show(workspace.journal_path)
    qtbot.waitUntil(lambda: not dialog.progress.is_at_work)
    assert "the journal that is open" in dialog.source.line.text()
    assert not dialog.import_button.isEnabled()


def test_a_bug_in_an_importer_is_not_shown_as_advice(show, monkeypatch, tmp_path, qtbot):
    def broken(_name, _path, _answers):
        raise ZeroDivisionError

    monkeypatch.setattr(import_dialog.importers, "plan", broken)
    file = tmp_path / "x.csv"
    file.write_text("x", encoding="utf-8")
    with qtbot.captureExceptions() as caught:
        show(file)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


class Held:
    """Tasks that are done when the test says so."""

    def __init__(self):
        self.waiting = []

    def run(self, work, on_done, on_error, _course):
        self.waiting.append((work, on_done, on_error))


def test_what_was_asked_for_before_is_dropped(qtbot, workspace, tmp_path):
    file = tmp_path / "diary.csv"
    file.write_text(DAYLIO, encoding="utf-8")
    held = Held()
    dialog = ImportDialog(workspace, held, file)
    qtbot.addWidget(dialog)
    dialog.open_file(file)
    (_work, late, failed_late), (work, on_done, _on_error) = held.waiting
    on_done(work())
    late(ImportPlan("tidy-csv", "tidy-csv", "UTC"))
    failed_late(ImportFileError("late"))
    assert dialog.source.title_label.text() == "Daylio CSV export"
    assert dialog.source.line.text() == ""


def test_closing_while_reading_brings_in_nothing(show, tmp_path, workspace, tasks):
    file = tmp_path / "diary.csv"
    file.write_text(DAYLIO, encoding="utf-8")
    dialog = show(file)
    dialog.cancel_button.click()
    assert not dialog.isVisible()
    tasks.close()
    assert entries(workspace) == []


def test_a_journal_that_cannot_be_read_is_told(qtbot, monkeypatch, workspace, tmp_path):
    def refused(*_args, **_more):
        raise StorageError("The disk could not be read.")

    file = tmp_path / "diary.csv"
    file.write_text(DAYLIO, encoding="utf-8")
    held = Held()
    dialog = ImportDialog(workspace, held, file)
    qtbot.addWidget(dialog)
    monkeypatch.setattr(workspace, "gather", refused)
    ((work, on_done, _on_error),) = held.waiting
    on_done(work())
    assert dialog.source.line.text() == "The disk could not be read."
    dialog.open_file(file)
    assert len(held.waiting) == 1
    assert dialog.source.line.text() == "The disk could not be read."
    assert not dialog.import_button.isEnabled()


def test_an_import_that_is_refused_is_told_and_can_be_tried_again(
    open_text, monkeypatch, workspace, qtbot
):
    def full(_session, _now, _plan):
        raise StorageError("The disk is full.")

    dialog = open_text(DAYLIO)
    with monkeypatch.context() as patched:
        patched.setattr(import_dialog.imports, "bring_in", full)
        dialog.import_button.click()
        qtbot.waitUntil(lambda: dialog.source.line.text() == "The disk is full.")
    assert dialog.isVisible()
    assert entries(workspace) == []
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    assert len(entries(workspace)) == 3


def test_without_a_file_nothing_is_read_or_started(show, workspace, qtbot):
    dialog = show()
    dialog.questions.answered.emit("zone", "UTC")
    dialog.import_button.setEnabled(True)
    dialog.import_button.click()
    qtbot.wait(200)
    assert not dialog.progress.is_at_work
    assert entries(workspace) == []


def test_another_file_brings_other_questions_and_words(open_text, tmp_path, qtbot):
    dialog = open_text(DAYLIO)
    other = tmp_path / "other.csv"
    other.write_text(HEAD + "2025-06-01,x,x,08:00,odd,,,\n", encoding="utf-8")
    dialog.open_file(other)
    reread(qtbot, dialog)
    assert list(dialog.words.boxes) == ["odd"]
    other.write_text("at,mood\n2025-06-01,6\n", encoding="utf-8")
    dialog.open_file(other)
    reread(qtbot, dialog)
    assert list(dialog.questions.fields) == ["scale:mood", "zone"]
    assert not dialog.words.isVisible()


def test_rows_held_aside_can_be_saved(open_text, tmp_path, qtbot, qapp):
    dialog = open_text(DAYLIO)
    assert "Row 5: It has 9 fields where the header names 8." in said(dialog.held)
    target = tmp_path / "aside.csv"
    dialog.held.save_button.click()
    asked = dialog.held.findChild(QFileDialog)
    asked.fileSelected.emit(str(target))
    asked.close()
    assert target.read_text(encoding="utf-8").splitlines()[1].endswith("one,too many")
    assert dialog.held.line.text() == "Saved."


def test_a_folder_that_takes_no_file_is_told(open_text, tmp_path):
    dialog = open_text(DAYLIO)
    dialog.held.save_button.click()
    asked = dialog.held.findChild(QFileDialog)
    asked.fileSelected.emit(str(tmp_path / "nowhere" / "aside.csv"))
    asked.close()
    assert "could not be saved there" in dialog.held.line.text()


def test_of_many_rows_held_aside_each_reason_is_told_once_with_its_first_rows(open_text):
    dialog = open_text("at,mood\n" + "soon,62\n" * 20 + "2026-03-01,162\n")
    shown = dialog.held.rows_label.text().split("\n")
    assert len(shown) == 2
    assert shown[0].startswith("Rows 2, 3, 4, 5, 6, 7, 8, 9 and 12 more: ")
    assert shown[1].startswith("Row 22: Mood runs from 0 to 100.")


def test_of_many_reasons_the_first_are_told_and_how_many_rows_are_left(show):
    card = show().held
    card.show_rows([HeldAside(row, f"Reason {row}.", ()) for row in range(2, 17)], b"")
    shown = card.rows_label.text().split("\n")
    assert shown[11:] == ["Row 13: Reason 13.", "and 3 more rows"]


def test_a_file_is_chosen_by_a_dialog(show, tmp_path, qtbot):
    file = tmp_path / "diary.csv"
    file.write_text(DAYLIO, encoding="utf-8")
    dialog = show()
    dialog.source.choose_button.click()
    asked = dialog.source.findChild(QFileDialog)
    asked.fileSelected.emit(str(file))
    asked.close()
    reread(qtbot, dialog)
    assert dialog.summary.facts()["New check-ins"] == "3"


def dropped(paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def enter(dialog, mime):
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    dialog.dragEnterEvent(event)
    return event.isAccepted()


def drop(dialog, mime):
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.dropEvent(event)


def test_one_file_can_be_dropped_and_nothing_else(show, tmp_path, qtbot):
    file = tmp_path / "diary.csv"
    file.write_text(DAYLIO, encoding="utf-8")
    dialog = show()
    for paths in ([], [file, file], [tmp_path], [Path("/no/such/file.csv")]):
        mime = dropped(paths)
        assert not enter(dialog, mime)
        drop(dialog, mime)
    mime = dropped([file])
    assert enter(dialog, mime)
    drop(dialog, mime)
    reread(qtbot, dialog)


def test_every_control_has_a_name_to_be_heard(open_text):
    dialog = open_text(DAYLIO)
    for box in dialog.words.boxes.values():
        assert box.accessibleName()
    for field in dialog.questions.fields.values():
        assert field.control.accessibleName()
    assert dialog.preview.table.accessibleName()
    assert dialog.progress.bar.accessibleName()


def test_a_home_without_a_named_zone_begins_at_utc(qtbot, database, tasks, tmp_path, now):
    file = tmp_path / "diary.csv"
    file.write_text(DAYLIO, encoding="utf-8")
    dialog = ImportDialog(Workspace(database, lambda: now.astimezone(UTC)), tasks, file)
    qtbot.addWidget(dialog)
    reread(qtbot, dialog)
    assert dialog.questions.fields["zone"].control.currentText() == "UTC"


def test_what_was_removed_earlier_stays_out_and_is_told(open_text, qtbot, workspace, now):
    dialog = open_text(DAYLIO)
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    workspace.perform("Check-in removed", check_ins.remove, now, entries(workspace)[0].id)
    again = open_text(DAYLIO)
    assert "1 entry was removed by you earlier" in said(again.summary)
    assert not again.import_button.isEnabled()


def test_a_later_file_completes_what_is_there_and_holds_aside_what_differs(
    open_text, qtbot, workspace
):
    dialog = open_text("at,mood\n2025-06-01T08:00,62\n")
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    later = open_text("at,mood,focus\n2025-06-01T08:00,61,44\n2099-06-01T08:00,61,44\n")
    assert "1 check-in of the journal gains" in said(later.summary)
    assert later.summary.facts()["Held aside"] == "2"
    assert "Row 2: The journal has another value" in said(later.held)
    assert "Row 3: Its day is yet to come." in said(later.held)
    with qtbot.waitSignal(later.accepted):
        later.import_button.click()
    (entry,) = entries(workspace)
    assert {rating.measure: rating.value for rating in entry.ratings} == {"mood": 62, "focus": 44}


def test_a_file_that_only_contradicts_the_journal_is_not_called_known(open_text, qtbot):
    dialog = open_text("at,mood\n2025-06-01T08:00,62\n")
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    other = open_text("at,mood\n2025-06-01T08:00,61\n")
    assert "nothing to bring in" not in said(other.summary)
    assert other.summary.facts()["Held aside"] == "1"
    assert not other.import_button.isEnabled()


TIDY_DOSES = "time,substance,amount,unit\n2026-03-01 08:00,Item A tablets,5,mg\n"


def test_a_name_of_the_file_can_be_a_substance_of_the_journal(open_text, workspace, qtbot):
    workspace.perform("Filled", substances.add, substances.SubstanceDraft("Item A", "First"))
    dialog = open_text(TIDY_DOSES)
    (box,) = dialog.matching.boxes.values()
    qtbot.waitUntil(lambda: "Item A tablets" in said(dialog.matching))
    assert [box.itemText(n) for n in range(box.count())] == ["a new one", "Item A"]
    box.setCurrentIndex(1)
    reread(qtbot, dialog)
    dialog.import_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert [entry.dose.substance for entry in entries(workspace)] == ["Item A"]


def test_a_discreet_window_asks_about_a_name_without_telling_any(open_text, workspace, qtbot):
    workspace.perform("Filled", substances.add, substances.SubstanceDraft("Item A", "First"))
    workspace.is_discreet = True
    dialog = open_text(TIDY_DOSES)
    (box,) = dialog.matching.boxes.values()
    qtbot.waitUntil(lambda: "New item" in said(dialog.matching))
    told = [said(dialog.matching), box.accessibleName(), box.itemText(0), box.itemText(1)]
    assert told[1:] == ["New item", "a new one", "First"]
    assert "Item A" not in told[0]


def test_an_answer_about_a_name_keeps_its_box_and_the_keyboard_on_it(open_text, workspace, qtbot):
    workspace.perform("Filled", substances.add, substances.SubstanceDraft("Item A", "First"))
    dialog = open_text(TIDY_DOSES)
    (box,) = dialog.matching.boxes.values()
    box.setCurrentIndex(1)
    reread(qtbot, dialog)
    assert list(dialog.matching.boxes.values()) == [box]
    assert box.currentText() == "Item A"


def test_return_in_a_field_answers_and_brings_nothing_in(open_text, workspace, qtbot):
    dialog = open_text(DAYLIO)
    assert dialog.import_button.autoDefault()
    field = dialog.questions.fields["zone"]
    dialog.activateWindow()
    field.control.setFocus()
    qtbot.waitUntil(field.control.hasFocus)
    field.control.field.selectAll()
    qtbot.keyClicks(field.control.field, "Mars")
    qtbot.keyClick(field.control.field, Qt.Key.Key_Return)
    assert field.refused
    assert dialog.isVisible()
    assert not dialog.progress.is_at_work
    assert entries(workspace) == []


def test_nothing_is_brought_in_while_a_zone_stands_there_that_is_none(open_text, qtbot):
    dialog = open_text(DAYLIO)
    field = dialog.questions.fields["zone"]
    field.control.setEditText("Mars")
    field.control.field.editingFinished.emit()
    assert not dialog.import_button.isEnabled()
    # another answer does not make that one good
    box = dialog.words.boxes["so-so"]
    box.setCurrentIndex(box.findData("2"))
    qtbot.waitUntil(lambda: dialog.summary.facts()["New ratings"] == "3")
    assert not dialog.import_button.isEnabled()
    field.control.setEditText("Europe/Berlin")
    field.control.field.editingFinished.emit()
    reread(qtbot, dialog)


def test_a_refused_file_is_not_called_what_the_file_before_was(open_text, tmp_path, qtbot):
    dialog = open_text(DAYLIO)
    assert dialog.source.title_label.text() == "Daylio CSV export"
    other = tmp_path / "other.bin"
    other.write_bytes(bytes(range(256)))
    dialog.source.chosen.emit(other)
    qtbot.waitUntil(lambda: not dialog.progress.is_at_work)
    assert "no readable text" in dialog.source.line.text()
    assert dialog.source.title_label.text() == "Choose a file, or drop one here"
    assert "any table of ratings or doses" in said(dialog.source)


def test_a_file_without_entries_says_so(open_text):
    dialog = open_text("at,mood\n")
    assert "No entry of it has a place in a journal" in said(dialog.summary)
    assert not dialog.import_button.isEnabled()


def test_in_a_narrow_dialog_the_values_of_the_first_entries_are_wrapped_not_cut(open_text, qtbot):
    words = " ".join(f"Measure {place}" for place in range(12))
    dialog = open_text(f"at,{words},note,tags\n2026-03-01,62.5,b,c\n2026-03-02,,b,\n")
    table = dialog.preview.table
    dialog.resize(640, 480)
    qtbot.waitUntil(lambda: table.rowHeight(0) > table.rowHeight(1))
    rows = sum(table.rowHeight(row) for row in range(table.rowCount()))
    assert table.height() >= rows + table.horizontalHeader().height()
    assert table.rowHeight(0) < 4 * table.fontMetrics().lineSpacing()


def test_the_first_entries_give_no_room_to_what_none_of_them_has(open_text):
    table = open_text("at,mood,note\n2026-03-01,62,b\n").preview.table
    assert [table.isColumnHidden(place) for place in range(4)] == [False, False, True, False]


def test_tab_goes_through_the_dialog_as_it_is_read(open_text, workspace, qapp, qtbot):
    workspace.perform("Filled", substances.ensure, "Calmol", "mg")
    rows = "".join(f"{day}.1.2026;{40 + day};Item A;2 mg\n" for day in range(10, 16))
    dialog = open_text(f"Datum;Stimmung;Medikament;Dosis\n{rows}16.1.2026;50;Item A;two mg\n")
    reached = [dialog.source.choose_button]
    dialog.activateWindow()
    reached[0].setFocus()
    asked = [*dialog.columns.boxes.values(), *dialog.matching.boxes.values()]
    qtbot.waitUntil(lambda: reached[0].hasFocus() and all(box.isVisible() for box in asked))
    while not reached.count(dialog.import_button):
        qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
        reached.append(qapp.focusWidget())
        assert len(reached) < 20
    # passing through is no answer: nothing is read again
    assert dialog.import_button.isEnabled()
    assert reached[1:6] == [*dialog.columns.boxes.values(), dialog.columns.keeping.field]
    content = dialog.findChild(QScrollArea).widget()
    heights = [each.mapTo(content, QPoint(0, 0)).y() for each in reached[1:-2]]
    assert heights == sorted(heights)
    assert dialog.questions.fields["zone"].control in reached
    assert dialog.matching.boxes["substance:item a"] in reached
    assert reached[-3:] == [dialog.held.save_button, dialog.cancel_button, dialog.import_button]


def test_a_file_is_not_called_known_while_rows_of_it_wait_outside(open_text, qtbot):
    text = "date,mood\n2026-03-01,62\n"
    dialog = open_text(text)
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    told = said(open_text(text + "2026-03-02,x\n", "more.csv").summary)
    assert "All of it is in the journal already" not in told
    assert "All of it is in the journal already" in said(open_text(text).summary)
