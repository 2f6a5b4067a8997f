from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget
from sqlmodel import update

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.errors import StorageError
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.entry_delegate import first_line
from dosejournal.gui.entry_details import ReadingField
from dosejournal.gui.history_dialog import HistoryDialog
from dosejournal.gui.timeline_filters import FROM_TO, REMOVED
from dosejournal.gui.timeline_page import TimelinePage
from dosejournal.journal import check_ins, doses, information, measures, timeline
from dosejournal.journal.timeline import Filter
from dosejournal.store.tables import CheckIn


@pytest.fixture(autouse=True)
def _in_english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def page(qtbot, workspace):
    page = TimelinePage(workspace)
    qtbot.addWidget(page)
    page.resize(1080, 800)
    page.show()
    return page


def _check_in(workspace, at, note="", tags=(), **ratings):
    draft = CheckInDraft(at, ratings, note, tags)
    return workspace.perform("Check-in recorded", check_ins.record, workspace.now(), draft)


def _dose(workspace, at, **parts):
    draft = DoseDraft(at, "Item A", "10", "mg", **parts)
    return workspace.perform("Dose recorded", doses.record, workspace.now(), draft)


def _shown(page):
    lines = [page.model.line(row) for row in range(page.model.rowCount())]
    return [(line.entry.kind, line.entry.id) for line in lines]


def _choose(page, row):
    page.list.setCurrentIndex(page.model.index(row))


def _pick(combo, value):
    combo.setCurrentIndex(combo.findData(value))


def test_an_empty_journal_offers_the_first_check_in(page, qtbot):
    assert page.nothing_recorded.isVisible()
    assert not page.details.isVisible()
    with qtbot.waitSignal(page.check_in_wanted):
        qtbot.mouseClick(page.nothing_recorded.action, Qt.MouseButton.LeftButton)


def test_a_new_entry_appears_at_once_and_is_counted(page, workspace, now):
    _check_in(workspace, now, mood=62.0)
    _dose(workspace, now - timedelta(hours=1))
    assert _shown(page) == [("check_in", 1), ("dose_event", 1)]
    assert page.subtitle_label.text() == "2 entries"
    assert page.stack.currentWidget() is page.list


def test_a_hidden_page_reads_again_only_when_it_is_shown(page, workspace, now, monkeypatch):
    page.hide()
    asked = []
    monkeypatch.setattr(page.model, "ask", asked.append)
    _check_in(workspace, now, mood=62.0)
    assert asked == []
    page.show()
    assert len(asked) == 1
    page.hide()
    page.show()
    assert len(asked) == 1


def test_a_change_that_no_entry_shows_is_no_reason_to_read(page, workspace, monkeypatch):
    monkeypatch.setattr(page.model, "ask", pytest.fail)
    workspace.changed.emit(frozenset({"mood_word"}))


def test_searching_waits_for_the_last_key_and_escape_clears(page, workspace, now, qtbot):
    _check_in(workspace, now, "walked to the café")
    _dose(workspace, now)
    qtbot.keyClicks(page.filters.search, "cafe")
    assert len(_shown(page)) == 2
    qtbot.waitUntil(lambda: _shown(page) == [("check_in", 1)], timeout=2000)
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(_shown(page)) == 2, timeout=2000)


def test_return_searches_at_once_and_nothing_found_can_be_cleared(page, workspace, now, qtbot):
    _check_in(workspace, now, "lake")
    qtbot.keyClicks(page.filters.search, "zebra")
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Return)
    assert page.nothing_found.isVisible()
    qtbot.mouseClick(page.nothing_found.action, Qt.MouseButton.LeftButton)
    assert _shown(page) == [("check_in", 1)]
    assert not page.filters.narrows()


def test_ctrl_f_goes_to_the_search_field(page, workspace, now, qtbot):
    _check_in(workspace, now, "lake")
    page.activateWindow()
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filters.search.hasFocus()


def test_kinds_and_tags_narrow_the_list(page, workspace, now):
    _check_in(workspace, now, "lake", ("walk",))
    _check_in(workspace, now, "rain")
    _dose(workspace, now - timedelta(hours=1))
    _pick(page.filters.kind, "dose_event")
    assert _shown(page) == [("dose_event", 1)]
    _pick(page.filters.kind, "")
    _pick(page.filters.tag, "walk")
    assert _shown(page) == [("check_in", 1)]
    _check_in(workspace, now, "sun", ("walk", "coffee"))
    assert page.filters.tag.currentText() == "walk"
    assert page.filters.tag.count() == 3
    assert len(_shown(page)) == 2


def test_ranges_end_today_and_can_be_chosen_freely(page, workspace, now, qtbot):
    for days in (0, 13, 14, 200):
        _check_in(workspace, now - timedelta(days=days), str(days))
    _pick(page.filters.range, "2_weeks")
    assert [entry_id for _kind, entry_id in _shown(page)] == [1, 2]
    _pick(page.filters.range, FROM_TO)
    assert page.filters.first_day.isVisible()
    assert page.filters.wanted(now.date()).first_day == date(2026, 2, 1)
    # the ends may be given in either order
    page.filters.first_day.setDate(QDate(2026, 3, 2))
    page.filters.last_day.setDate(QDate(2025, 8, 14))
    qtbot.waitUntil(lambda: len(_shown(page)) == 4, timeout=2000)
    _check_in(workspace, now, "new")
    assert page.filters.first_day.date() == QDate(2026, 3, 2)


def test_the_journal_day_decides_what_today_is(page, workspace, now):
    workspace.now = lambda: now.replace(hour=2)
    _check_in(workspace, now.replace(hour=1), "in the night")
    assert page.filters.last_day.date() == QDate(2026, 3, 1)


def test_a_chosen_entry_is_shown_whole(page, workspace, now):
    note = "A slow day.\n" + "word " * 400
    _check_in(workspace, now, note, ("walk",), mood=62.0, focus=41.0)
    _choose(page, 0)
    facts = dict(page.details.facts.lines())
    assert page.details.title_label.text() == "Check-in"
    assert facts["\u2068Mood\u2069"] == "62"
    assert facts["Recorded"] == "2 Mar 2026, 09:30"
    assert page.details.note.toPlainText() == note
    assert page.details.note.isReadOnly()
    assert not page.details.history.isVisible()
    assert not page.details.restore.isVisible()


def test_a_note_is_as_high_as_it_is_long_within_reason(qtbot):
    short, long = ReadingField("Note"), ReadingField("Note")
    for field, text in ((short, "one"), (long, "word " * 200_000)):
        qtbot.addWidget(field)
        field.resize(300, 100)
        field.show_text(text)
    assert short.height() < 60
    assert 300 < long.height() < 400


def test_return_opens_the_chosen_entry_to_amend_it(page, workspace, now, qtbot):
    _check_in(workspace, now, mood=62.0)
    _choose(page, 0)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    (dialog,) = page.findChildren(AmendDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_delete_removes_at_once_chooses_the_next_and_can_be_undone(page, workspace, now, qtbot):
    for hours in range(3):
        _check_in(workspace, now - timedelta(hours=hours), mood=50.0)
    _choose(page, 1)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert _shown(page) == [("check_in", 1), ("check_in", 3)]
    assert page.list.line().entry.id == 3
    assert workspace.undo_label == "Check-in removed"
    workspace.undo()
    assert len(_shown(page)) == 3


def test_a_dose_is_removed_by_the_button(page, workspace, now, qtbot):
    _dose(workspace, now)
    _choose(page, 0)
    qtbot.mouseClick(page.details.remove, Qt.MouseButton.LeftButton)
    assert workspace.undo_label == "Dose removed"
    assert page.nothing_recorded.isVisible()


def test_acts_without_a_chosen_entry_do_nothing(page, workspace, now):
    _check_in(workspace, now, mood=50.0)
    for act in (page.amend, page.remove, page.restore, page.show_history):
        act()
    assert workspace.undo_label == "Check-in recorded"
    assert page.findChildren(AmendDialog) == []


def test_a_removed_entry_is_found_and_restored(page, workspace, now, qtbot):
    _check_in(workspace, now, "lake", mood=50.0)
    _choose(page, 0)
    page.remove()
    _pick(page.filters.kind, REMOVED)
    assert _shown(page) == [("check_in", 1)]
    assert not page.filters.search.isEnabled()
    _choose(page, 0)
    assert dict(page.details.facts.lines())["Removed"] == "2 Mar 2026, 09:30"
    assert not page.details.amend.isVisible()
    page.remove()
    page.amend()
    qtbot.mouseClick(page.details.restore, Qt.MouseButton.LeftButton)
    assert workspace.undo_label == "Entry restored"
    assert page.nothing_removed.isVisible()
    qtbot.mouseClick(page.nothing_removed.action, Qt.MouseButton.LeftButton)
    assert _shown(page) == [("check_in", 1)]


def test_earlier_versions_are_listed_with_what_changed(page, workspace, now, qtbot):
    _check_in(workspace, now, "before", mood=12.0, calm=3.0)
    for draft in (
        CheckInDraft(now, {"mood": 22.0}, "after", ("walk",)),
        CheckInDraft(now, {"mood": 22.0, "focus": 1.0}, "after", ("walk",)),
    ):
        workspace.perform("Check-in amended", check_ins.amend, now, 1, draft)
    _choose(page, 0)
    assert dict(page.details.facts.lines())["Amended"] == "2 Mar 2026, 09:30"
    qtbot.mouseClick(page.details.history, Qt.MouseButton.LeftButton)
    (dialog,) = page.findChildren(HistoryDialog)
    assert [v.before["note"] for v in dialog.versions] == ["after", "before"]
    texts = {label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text")}
    assert {"Until 2 Mar 2026, 09:30", "The note was changed then."} <= texts
    assert {"12 → 22", "3 → –", "– → \u2068walk\u2069", "– → 1"} <= texts
    qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)


def test_the_history_of_a_removed_and_of_an_unchanged_entry_say_so(workspace, now, qtbot):
    _check_in(workspace, now, mood=12.0)
    entry = workspace.read(timeline.entry, "check_in", 1)
    unchanged = HistoryDialog(workspace, entry)
    qtbot.addWidget(unchanged)
    workspace.perform("Check-in removed", check_ins.remove, now, 1)
    removed = HistoryDialog(workspace, entry)
    qtbot.addWidget(removed)
    texts = [
        {label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text")}
        for dialog in (unchanged, removed)
    ]
    assert "This entry has not been changed since it was recorded." in texts[0]
    assert "The entry was removed then." in texts[1]


def test_an_entry_recorded_elsewhere_moves_neither_the_choice_nor_the_list(
    page, workspace, now, qtbot
):
    for hours in range(40):
        _check_in(workspace, now - timedelta(hours=hours), mood=50.0)
    _choose(page, 20)
    page.list.verticalScrollBar().setValue(18 * page.list.rowHeight(0) + 7)
    top = page.list.rowViewportPosition(20)
    _dose(workspace, now)
    assert page.list.line().entry.id == 21
    assert page.list.rowViewportPosition(21) == top


def test_a_search_that_leaves_the_chosen_entry_out_chooses_none(page, workspace, now):
    _check_in(workspace, now, "lake")
    _check_in(workspace, now, "rain")
    _choose(page, 0)
    page.filters.search.setText("lake")
    page.filters.search.returnPressed.emit()
    assert page.list.line() is None
    assert page.details.placeholder.isVisible()


def test_typing_in_the_list_does_not_read_every_entry(page, workspace, now, monkeypatch):
    _check_in(workspace, now, mood=1.0)
    monkeypatch.setattr(page.model, "match", pytest.fail)
    page.list.keyboardSearch("m")


def test_a_narrow_page_shows_the_chosen_entry_below_and_cuts_nothing(page, workspace, now):
    _check_in(workspace, now, "lake", ("walk",), mood=1.0)
    page.resize(760, 640)
    assert not page.details.isVisible()
    _choose(page, 0)
    assert page.details.isVisible()
    below = page.details.mapTo(page, QPoint()).y()
    assert below > page.stack.mapTo(page, page.stack.rect().bottomLeft()).y()
    assert page.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
@pytest.mark.parametrize("focused", [True, False])
def test_every_kind_of_row_is_drawn(page, workspace, now, qtbot, direction, focused):
    tags = tuple(f"a rather long tag number {number}" for number in range(9))
    _check_in(workspace, now, "words " * 300, ("walk",), mood=1.0)
    _check_in(workspace, now - timedelta(days=2), "one two", tags, mood=1.0)
    _check_in(workspace, now, "word" * 300)
    _check_in(workspace, now, "מאוד and then English")
    _dose(workspace, now)
    page.setLayoutDirection(direction)
    page.filters.search.setFocus()
    if focused:
        page.list.setFocus()
    _choose(page, 0)
    qtbot.mouseMove(page.list.viewport(), page.list.visualRect(page.model.index(1)).center())
    picture = page.list.viewport().grab().toImage()
    ground = picture.pixelColor(picture.width() // 2, picture.height() - 2)
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 3)
        for y in range(0, page.list.rowHeight(0) * 4, 3)
    }
    assert len(colours - {ground.name()}) > 10


@pytest.mark.parametrize("text", ["one two three four five six", "🌊🌊 one 🌊 three four five"])
def test_a_note_breaks_between_words_and_loses_nothing(page, text):
    font = page.list.font()
    for width in (60, 90, 120, 2000):
        first, rest = first_line(text, font, width)
        assert f"{first} {rest}".strip() == text


def test_an_imported_entry_tells_where_it_came_from(page, workspace, now):
    _check_in(workspace, now, "", ("walk",))
    workspace.perform(
        "Entries imported",
        lambda session: session.exec(update(CheckIn).values(source="daylio", source_key="1")),
    )
    _choose(page, 0)
    assert dict(page.details.facts.lines())["Came from"] == "Daylio"
    assert not page.details.note.isVisible()
    assert not page.list.grab().isNull()


def test_a_row_whose_entry_is_gone_is_left_blank(page, workspace, now, monkeypatch):
    _check_in(workspace, now, mood=1.0)
    monkeypatch.setattr(timeline, "entries", lambda _session, _keys: [])
    page.model.ask(Filter())
    assert not page.list.grab().isNull()


def test_another_font_gives_rows_of_its_own_height(page):
    before = page.list.verticalHeader().defaultSectionSize()
    font = page.list.font()
    font.setPixelSize(font.pixelSize() * 2 if font.pixelSize() > 0 else 40)
    page.list.setFont(font)
    assert page.list.verticalHeader().defaultSectionSize() > before
    hint = page.list.itemDelegate().sizeHint(QStyleOptionViewItem(), page.model.index(0))
    assert hint.height() == page.list.verticalHeader().defaultSectionSize()


def test_a_journal_that_cannot_be_read_is_told(page, workspace, now, qtbot, monkeypatch):
    def refuse(_session):
        raise StorageError("The disk refuses.")

    monkeypatch.setattr(information, "read", refuse)
    with qtbot.waitSignal(workspace.failed) as told:
        workspace.changed.emit(frozenset({"check_in"}))
    assert told.args == ["The disk refuses."]


def test_every_control_has_an_accessible_name(page):
    filters = page.filters
    for control in (filters.search, filters.kind, filters.tag, filters.range, page.list):
        assert control.accessibleName()
    for control in (filters.first_day, filters.last_day, page.details.note):
        assert control.accessibleName()


def test_a_renamed_measure_is_named_anew(page, workspace, now):
    _check_in(workspace, now, mood=50.0)
    _choose(page, 0)
    mood = workspace.read(measures.find, "mood")
    parts = {name: getattr(mood, name) for name in mood.__slots__} | {"name": "Spirits"}
    workspace.perform("Measure changed", measures.amend, type(mood)(**parts))
    assert "\u2068Spirits\u2069" in dict(page.details.facts.lines())
