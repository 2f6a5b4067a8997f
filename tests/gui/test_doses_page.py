from datetime import datetime, time, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from dosejournal.domain.entries import DoseDraft
from dosejournal.errors import JournalBusyError
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.doses_page import DosesPage
from dosejournal.gui.rows import Row
from dosejournal.gui.substance_dialog import SubstanceDialog
from dosejournal.gui.upkeep import Upkeep
from dosejournal.journal import doses, information, revisions, substances, timeline
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.journal.timeline import Filter

ISOLATED = "\N{POP DIRECTIONAL ISOLATE}"


@pytest.fixture
def page(qtbot, workspace):
    page = DosesPage(workspace)
    qtbot.addWidget(page)
    page.resize(1080, 800)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def record(workspace, now):
    def record(at=now, **fields):
        draft = DoseDraft(**{"at": at, "substance": "Item A"} | fields)
        return workspace.perform("Dose recorded", doses.record, at, draft)

    return record


def entries(workspace):
    keys = workspace.read(timeline.keys, Filter(kinds=("dose_event",)))
    return workspace.read(timeline.entries, keys)


def said(row_list):
    model = row_list.rows
    rows = [
        model.data(model.index(n), Qt.ItemDataRole.AccessibleTextRole)
        for n in range(model.rowCount())
    ]
    # the marks that keep an amount together where text runs from right to left
    return [row.replace("\N{FIRST STRONG ISOLATE}", "").replace(ISOLATED, "") for row in rows]


def known(workspace):
    return workspace.read(substances.listing, archived=True)


def shown_buttons(row_list):
    return [each.text() for each in row_list.buttons() if each.isVisible()]


def dialog(page, kind):
    return page.findChild(kind)


def test_ctrl_return_records_the_dose_and_makes_room_for_the_next(qtbot, page, workspace, now):
    page.form.substance.setEditText("Item A")
    page.form.amount.amount.setText("2.50")
    page.form.amount.unit.setEditText("ug")
    page.form.amount.amount.setFocus()
    qtbot.waitUntil(page.form.amount.amount.hasFocus)
    with qtbot.waitSignal(workspace.done) as done:
        qtbot.keyClick(
            page.form.amount.amount, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
    assert done.args == ["Dose recorded"]
    (entry,) = entries(workspace)
    assert (entry.dose.substance, entry.dose.amount, entry.dose.unit) == ("Item A", "2.50", "µg")
    assert not page.has_unsaved()
    qtbot.waitUntil(page.form.substance.hasFocus)
    assert said(page.recent.list) == ["Today", "09:30, Item A, 2.50 µg"]
    workspace.undo()
    assert entries(workspace) == []
    assert page.recent.empty.isVisible()


def test_the_key_is_named_beside_the_button_where_there_is_room(page):
    assert page.keys_label.isVisible()
    page.resize(560, 480)
    assert not page.keys_label.isVisible()
    page.resize(1080, 800)
    assert page.keys_label.isVisible()


def test_the_button_records_too(qtbot, page, workspace):
    page.form.substance.setEditText("Item A")
    qtbot.mouseClick(page.record_button, Qt.MouseButton.LeftButton)
    assert len(entries(workspace)) == 1


def test_tab_goes_through_the_form_to_the_button_and_on_to_the_lists(qtbot, page, record):
    record()
    page.form.setFocus()
    qtbot.waitUntil(page.form.substance.hasFocus)
    page.form.amount.amount.setText("1")
    page.form.amount.estimated.setChecked(True)
    stops = [
        page.form.amount.amount,
        page.form.amount.unit,
        page.form.amount.estimated,
        page.form.amount.margin,
        page.form.note,
        page.form.moment.change_button,
        page.record_button,
        page.recent.list,
    ]
    for stop in stops:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() in (stop, getattr(stop, "field", stop))
    for each in page.recent.list.buttons():
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is each
    for stop in (page.regimens.empty.action, page.substances.list):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is stop


def test_what_cannot_be_recorded_stays_in_the_form(qtbot, page, workspace):
    page.record()
    assert entries(workspace) == []
    page.form.substance.setEditText("Item A")
    page.form.note.set_text("slept\n" * 200_000)
    with qtbot.waitSignal(workspace.failed):
        page.record()
    assert page.form.substance.currentText() == "Item A"
    assert page.has_unsaved()


def test_recent_doses_are_grouped_by_journal_day_and_put_into_words(page, record, now):
    record(now - timedelta(days=3, hours=1), amount="10", unit="mg", plus_minus="2", note="a\nb")
    record(now - timedelta(days=1), status="skipped")
    record(now - timedelta(days=1, hours=1), amount="5", unit="mg", status="late")
    # half past three belongs to the day before
    record(now.replace(hour=3), note=" ".join(["word"] * 200))
    rows = said(page.recent.list)
    assert rows[0] == "Yesterday"
    assert rows[1].startswith("03:30, Item A, unknown amount, word word")
    assert len(rows[1]) < 400
    assert rows[2:4] == ["09:30, Item A, skipped", "08:30, Item A, 5 mg · late"]
    assert rows[4].startswith("Friday, 27")
    assert rows[5] == "08:30, Item A, about 10 ± 2 mg, a b"


def test_only_the_latest_fifty_doses_are_shown(page, record, now):
    for n in range(52):
        record(now - timedelta(minutes=n))
    assert len([row for row in said(page.recent.list) if "Item A" in row]) == 50


def test_a_dose_whose_time_is_not_known_shows_none(page, workspace, database, record):
    record()
    with database.write("Imported") as write:
        from dosejournal.store.tables import DoseEvent

        write.session.get_one(DoseEvent, 1).time_precision = "day"
    page.recent.refresh()
    assert said(page.recent.list)[1] == "–, Item A, unknown amount"


def test_a_dose_is_amended_by_keyboard_alone(qtbot, page, workspace, record):
    record(amount="10", unit="mg")
    page.recent.list.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(page.recent.list.hasFocus)
    qtbot.keyClick(page.recent.list, Qt.Key.Key_Return)
    amend = dialog(page, AmendDialog)
    amend.form.amount.amount.setText("5")
    amend.save_button.click()
    assert entries(workspace)[0].dose.amount == "5"
    assert said(page.recent.list)[1].endswith("5 mg")
    assert workspace.undo_label == "Dose amended"


def test_a_dose_is_removed_by_one_key_and_comes_back_by_undo(qtbot, page, workspace, record, now):
    record(amount="1")
    first = record(now - timedelta(hours=1), amount="2")
    record(now - timedelta(hours=2), amount="3")
    page.recent.list.choose(first)
    page.recent.list.setFocus()
    qtbot.waitUntil(page.recent.list.hasFocus)
    qtbot.keyClick(page.recent.list, Qt.Key.Key_Delete)
    assert [entry.dose.amount for entry in entries(workspace)] == ["1", "3"]
    # the choice goes on to the next one
    assert page.recent.list.current_key() == entries(workspace)[1].id
    assert workspace.read(revisions.of, "dose_event", first)[0].act == "removed"
    workspace.undo()
    assert [entry.dose.amount for entry in entries(workspace)] == ["1", "2", "3"]


def move_mouse(rows, at):
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        rows.viewport().mapToGlobal(QPointF(at)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(rows.viewport(), move)


def centre(rows, number):
    return rows.visualRect(rows.rows.index(number)).center()


def test_the_row_under_the_mouse_shows_what_can_be_done_with_it(qtbot, page, workspace, record):
    first, second = record(), record(amount="2")
    rows = page.recent.list
    assert shown_buttons(rows) == []
    move_mouse(rows, centre(rows, 1))
    assert shown_buttons(rows) == ["Amend", "Remove"]
    qtbot.mouseClick(rows.buttons()[1], Qt.MouseButton.LeftButton)
    assert [entry.id for entry in entries(workspace)] == [first]
    assert workspace.undo_label == "Dose removed"
    assert second != first


def test_where_the_mouse_is_on_no_row_the_chosen_one_shows_its_acts(page, record, now):
    record()
    record(now - timedelta(days=1))
    rows = page.recent.list
    rows.choose(1)
    bar = rows.buttons()[0].parentWidget()
    move_mouse(rows, centre(rows, 3))
    assert rows.visualRect(rows.rows.index(3)).contains(bar.geometry().center())
    move_mouse(rows, centre(rows, 2))  # a heading
    assert rows.visualRect(rows.rows.index(1)).contains(bar.geometry().center())
    move_mouse(rows, centre(rows, 3))
    QApplication.sendEvent(rows, QEvent(QEvent.Type.Leave))
    assert rows.visualRect(rows.rows.index(1)).contains(bar.geometry().center())


def test_a_double_click_opens_a_row_and_a_heading_does_nothing(qtbot, page, record):
    record()
    rows = page.recent.list
    for number in (0, 1):
        place = rows.visualRect(rows.rows.index(number)).center() - QPoint(200, 0)
        qtbot.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert (dialog(page, AmendDialog) is None) == (number == 0)


def test_the_context_menu_offers_the_same_acts(page, workspace, record):
    record()
    rows = page.recent.list
    amend, remove = rows.actions()
    remove.trigger()  # nothing is chosen
    assert len(entries(workspace)) == 1
    rows.choose(1)
    assert (amend.text(), remove.text()) == ("Amend", "Remove")
    remove.trigger()
    assert entries(workspace) == []


def test_an_empty_list_says_what_will_be_here_and_goes_to_the_form(qtbot, page):
    assert "appear here" in page.recent.empty.text_label.text()
    qtbot.mouseClick(page.recent.empty.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.form.substance.hasFocus)


def test_a_hidden_page_catches_up_when_it_is_shown(page, record):
    page.hide()
    record()
    assert said(page.recent.list) == []
    page.show()
    assert len(said(page.recent.list)) == 2


def test_the_page_follows_the_chosen_row(qtbot, page, record, now):
    for n in range(30):
        record(now - timedelta(hours=n * 5))
    rows = page.recent.list
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    rows.setFocus()
    qtbot.waitUntil(rows.hasFocus)
    qtbot.keyClick(rows, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    assert rows.viewport().visibleRegion().contains(rows.visualRect(rows.currentIndex()).center())


def test_a_narrow_page_puts_plan_and_substances_between_form_and_doses(qtbot, page):
    def top(card):
        return card.mapTo(page, QPoint()).y()

    def left(card):
        return card.mapTo(page, QPoint()).x()

    narrow = [page.form, page.regimens, page.adherence, page.substances, page.recent]
    assert left(page.regimens) == left(page.substances) > left(page.recent)
    assert top(page.regimens) < top(page.substances)
    page.resize(760, 640)
    qtbot.waitUntil(lambda: sorted(narrow, key=top) == narrow)
    assert left(page.regimens) == left(page.recent)
    assert page.horizontalScrollBar().maximum() == 0
    page.resize(1080, 640)
    qtbot.waitUntil(lambda: left(page.regimens) == left(page.substances) > left(page.recent))
    assert top(page.regimens) < top(page.substances)
    assert top(page.form) < top(page.recent)


@pytest.mark.parametrize("direction", Qt.LayoutDirection)
def test_rows_are_drawn_in_both_directions(qtbot, page, record, direction):
    record(amount="10", unit="mg", note="\N{HEBREW LETTER ALEF}" * 400)
    record(substance="x" * 120)
    page.setLayoutDirection(direction)
    rows = page.recent.list
    rows.choose(1)
    rows.setFocus()
    assert not page.grab().isNull()
    bar = rows.buttons()[0].parentWidget().geometry()
    right_to_left = direction == Qt.LayoutDirection.RightToLeft
    assert (bar.center().x() < rows.width() // 2) == right_to_left


def test_a_list_of_headings_has_nothing_to_choose(qtbot, page):
    page.recent.list.set_rows([Row("Today")])
    page.recent.list.show()
    page.recent.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.recent.list.current_key() is None
    assert page.recent.list.rows.data(page.recent.list.rows.index(0)) == "Today"
    assert page.recent.list.rows.rowCount(page.recent.list.rows.index(0)) == 0


def test_a_journal_that_cannot_be_read_is_told_and_read_again_later(qtbot, workspace):
    readings = []

    def refresh():
        readings.append(1)
        if len(readings) == 1:
            raise JournalBusyError("busy")

    widget = QWidget()
    qtbot.addWidget(widget)
    Upkeep(widget, workspace, frozenset({"substance"}), refresh)
    with qtbot.waitSignal(workspace.failed) as told:
        widget.show()
    assert told.args == ["busy"]
    workspace.changed.emit(frozenset({"rating"}))
    assert len(readings) == 1
    widget.hide()
    widget.show()
    assert len(readings) == 2


def test_another_start_of_day_groups_later_doses_otherwise(page, workspace, record, now):
    workspace.perform("Start of day changed", information.start_day_at, time(10))
    record(datetime(2026, 3, 2, 9, 30, tzinfo=now.tzinfo))
    assert said(page.recent.list)[0] == "Today"


def test_a_substance_is_added_in_the_dialog(qtbot, page, workspace):
    qtbot.mouseClick(page.substances.empty.action, Qt.MouseButton.LeftButton)
    add = dialog(page, SubstanceDialog)
    add.name.setText("Item A")
    add.label.setText("morning one")
    add.unit.setEditText("ug")
    add.prescribed.setChecked(True)
    qtbot.mouseClick(add.save_button, Qt.MouseButton.LeftButton)
    (row,) = known(workspace)
    assert (row.name, row.discreet_label, row.unit, row.prescribed) == (
        "Item A",
        "morning one",
        "µg",
        True,
    )
    assert said(page.substances.list) == ["Item A, µg · shown as “morning one” · prescribed"]
    assert workspace.undo_label == "Substance added"
    assert page.substances.add_button.isVisible()


def test_a_substance_is_changed_and_its_doses_follow(qtbot, page, workspace, record):
    record(amount="1", unit="mg")
    page.substances.list.choose(1)
    page.substances.list.actions()[0].trigger()
    edit = dialog(page, SubstanceDialog)
    assert (edit.name.text(), edit.unit.currentText()) == ("Item A", "mg")
    edit.name.setText("Item B")
    qtbot.waitUntil(edit.isActiveWindow)
    qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert workspace.undo_label == "Substance changed"
    assert "Item B" in said(page.recent.list)[1]
    assert entries(workspace)[0].dose.unit == "mg"


def test_a_taken_name_is_said_inside_the_dialog_which_stays(qtbot, page, workspace):
    workspace.perform("Substance added", substances.add, SubstanceDraft("Item A"))
    qtbot.mouseClick(page.substances.add_button, Qt.MouseButton.LeftButton)
    add = dialog(page, SubstanceDialog)
    add.name.setText("ITEM A")
    add.save_button.click()
    assert "of that name already" in add.line.text()
    assert add.isVisible()
    add.cancel_button.click()
    assert len(known(workspace)) == 1


@pytest.mark.parametrize(
    ("name", "label", "unit"),
    [("", "", ""), ("Item A", "x" * 121, ""), ("Item A", "", "x" * 41)],
)
def test_what_is_wrong_with_a_substance_is_said_at_its_field(
    qtbot, page, workspace, name, label, unit
):
    page.substances.add_button.click()
    add = dialog(page, SubstanceDialog)
    add.name.setText(name)
    add.label.setText(label)
    add.unit.setEditText(unit)
    add.save_button.click()
    wrong = add.name if not name else add.label if label else add.unit
    assert wrong.parentWidget().refused
    assert known(workspace) == []


def test_a_substance_is_archived_and_restored(qtbot, page, workspace):
    workspace.perform("Substance added", substances.add, SubstanceDraft("Item A", unit="mg"))
    rows = page.substances.list
    rows.choose(1)
    assert shown_buttons(rows) == ["Edit", "Archive"]
    rows.buttons()[1].click()
    assert known(workspace)[0].archived
    assert said(rows) == ["Item A, mg · archived"]
    assert shown_buttons(rows) == ["Edit", "Restore"]
    assert not page.grab().isNull()
    rows.setFocus()
    qtbot.waitUntil(rows.hasFocus)
    qtbot.keyClick(rows, Qt.Key.Key_Delete)  # archived already
    assert known(workspace)[0].archived
    qtbot.keyClick(rows, Qt.Key.Key_Insert)
    assert not known(workspace)[0].archived
    assert workspace.undo_label == "Substance restored"
