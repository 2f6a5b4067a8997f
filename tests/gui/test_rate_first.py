"""Beside a check-in that is being filled in, nothing tells of what was recorded before."""

from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from dosejournal.domain.entries import DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.errors import StorageError
from dosejournal.gui import standing_aside
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.rows import ROW_ROLE
from dosejournal.journal import choices, doses, expectations, planning


@pytest.fixture
def today(window, workspace, now):
    workspace.perform("Dose recorded", doses.record, now, DoseDraft(now, "Item A", "10", "mg"))
    return window.page("today")


def touch(today):
    QTest.keyClick(today.form.inputs["mood"].track, Qt.Key.Key_Right)


def test_notice_and_menu_name_no_act_while_a_check_in_is_filled_in(window, today):
    assert window.messages.toast.isVisible()
    assert window.menus.undo.text() == "&Undo: Dose recorded"
    touch(today)
    assert not window.messages.toast.isVisible()
    assert window.menus.undo.text() == "&Undo"
    assert window.menus.undo.isEnabled()
    QTest.keyClick(today.form.inputs["mood"].track, Qt.Key.Key_Delete)
    assert window.menus.undo.text() == "&Undo: Dose recorded"


def test_both_are_back_once_it_is_recorded(window, today):
    touch(today)
    today.form.note.insertPlainText("lake")
    today.record()
    assert window.menus.undo.text() == "&Undo: Check-in recorded"
    assert window.messages.toast.isVisible()
    assert window.messages.toast.label.text() == "Check-in recorded"


def test_what_is_undone_and_redone_meanwhile_is_not_named(window, today):
    touch(today)
    window.menus.undo.trigger()
    assert window.messages.toast.label.text() == "Undone"
    assert (window.menus.undo.text(), window.menus.redo.text()) == ("&Undo", "&Redo")
    window.messages.toast.button.click()
    assert window.messages.toast.label.text() == "Redone"


def test_a_notice_from_another_page_does_not_follow(window, workspace, today, now):
    touch(today)
    window.open_page("doses")
    workspace.perform("Dose recorded", doses.record, now, DoseDraft(now, "Item A", "5", "mg"))
    assert window.messages.toast.isVisible()
    window.open_page("today")
    assert not window.messages.toast.isVisible()


def seen(window):
    widgets = (*window.findChildren(QLabel), *window.findChildren(QAbstractButton))
    shown = [each for each in widgets if each.isVisible()]
    return " ".join(f"{each.text()} {each.accessibleName()} {each.toolTip()}" for each in shown)


def test_neither_the_plan_nor_what_became_of_it_is_seen_beside_a_rating(
    window, workspace, today, now
):
    first = now.date() - timedelta(days=1)
    for name, hour in (("Item A", 8), ("Item B", 9)):
        draft = RegimenDraft(name, parse("daily"), (time(hour),), first)
        workspace.perform("Regimen added", planning.add, now, draft)
    today.doses.plan.before_button.click()
    rows = list(today.doses.plan.rows.rows.values())
    rows[1].first_button.click()
    assert all(word in seen(window) for word in ("Item A", "Item B", "Yesterday", "Dose recorded"))
    touch(today)
    words = ("Item A", "Item B", "Yesterday", "Taken", "Dose recorded", "09:00")
    assert not any(word in seen(window) for word in words)
    assert "Today’s plan" in seen(window)
    assert window.menus.undo.text() == "&Undo"


def test_what_went_wrong_before_stands_aside_while_one_rates_and_comes_back(
    window, workspace, today
):
    wrong = "This planned dose is recorded already. Nothing was changed."
    workspace.failed.emit(wrong)
    (banner,) = window.messages.banners
    assert banner.isVisible()
    touch(today)
    assert not banner.isVisible()
    # the same again is told again, and once
    workspace.failed.emit(wrong)
    assert window.messages.banners == [banner]
    assert banner.isVisible()
    window.open_page("timeline")
    window.open_page("today")
    assert not banner.isVisible()
    today.record()
    assert banner.isVisible()


def show_all(workspace, now):
    workspace.perform("Choice changed", choices.choose, now, "rate_first", "no")


def test_who_chose_so_sees_doses_and_plan_beside_a_rating(window, workspace, today, now):
    assert "stay out of sight" in today.card.hint_label.text()
    show_all(workspace, now)
    draft = RegimenDraft("Item B", parse("daily"), (time(9),), now.date())
    workspace.perform("Regimen added", planning.add, now, draft)
    assert "stays in sight, as you chose" in today.card.hint_label.text()
    touch(today)
    assert workspace.is_rating
    assert all(word in seen(window) for word in ("Item A", "Item B", "09:00"))
    assert not today.doses.folded_label.isVisible()
    assert today.doses.log_button.isVisible()


def test_the_choice_holds_at_once_for_a_check_in_that_is_being_filled_in(
    window, workspace, today, now
):
    touch(today)
    assert "Item A" not in seen(window)
    show_all(workspace, now)
    assert "Item A" in seen(window)
    workspace.undo()
    assert "Item A" not in seen(window)


def test_what_was_done_before_is_named_nowhere_else_whatever_was_chosen(
    window, workspace, today, now
):
    show_all(workspace, now)
    touch(today)
    assert not window.messages.toast.isVisible()
    assert window.menus.undo.text() == "&Undo"


def test_an_expectation_is_not_seen_beside_a_rating(window, workspace, today, now):
    draft = ExpectancyDraft(now, "Item C", "mood", 10.0, 60.0)
    workspace.perform("Expectation recorded", expectations.record, now, draft)
    touch(today)
    assert not any(word in seen(window) for word in ("Item C", "Expected", "Expectation"))


def test_neither_today_nor_recent_doses_take_an_expectation_for_a_dose(
    window, workspace, today, now
):
    draft = ExpectancyDraft(now, "Item C", "mood", 10.0, 60.0)
    workspace.perform("Expectation recorded", expectations.record, now, draft)
    assert "Item A" in seen(window)
    assert "Item C" not in seen(today)
    page = window.page("doses")
    window.open_page("doses")
    titles = [page.recent.list.rows.index(n).data(ROW_ROLE).title for n in range(2)]
    assert titles == ["Today", "Item A"]
    assert page.recent.list.rows.rowCount() == 2


@pytest.fixture
def planned(workspace, today, now):
    draft = RegimenDraft("Item B", parse("daily"), (time(9),), now.date())
    workspace.perform("Regimen added", planning.add, now, draft)
    return today


def test_the_timeline_stands_aside_and_comes_back_as_it_was(qtbot, window, workspace, today):
    timeline = window.page("timeline")
    window.open_page("timeline")
    timeline.list.setCurrentIndex(timeline.model.index(0))
    assert timeline.details.isVisible()
    window.open_page("today")
    touch(today)
    window.open_page("timeline")
    assert not any(word in seen(timeline) for word in ("Item A", "1 entry", "Amend"))
    assert not timeline.list.isVisible()
    assert timeline.aside.text_label.text() == "Back when this check-in is recorded."
    assert timeline.aside.action.hasFocus()
    # neither does the key for searching bring anything of it
    qtbot.keyClick(timeline, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert timeline.aside.action.hasFocus()
    timeline.aside.action.click()
    assert window.stack.currentWidget() is today
    today.record()
    window.open_page("timeline")
    assert not timeline.aside.isVisible()
    assert timeline.subtitle_label.text() == "2 entries"
    assert timeline.list.line().entry.dose.substance == "Item A"
    assert timeline.details.isVisible()


def test_the_timeline_is_read_meanwhile_without_a_word_of_it(window, workspace, today, now):
    touch(today)
    timeline = window.page("timeline")
    window.open_page("timeline")
    workspace.perform("Dose recorded", doses.record, now, DoseDraft(now, "Item C"))
    assert not any(word in seen(timeline) for word in ("Item C", "entries"))
    show_all(workspace, now)
    assert timeline.list.isVisible()
    assert timeline.list.hasFocus()
    assert timeline.subtitle_label.text() == "2 entries"
    workspace.undo()
    assert timeline.aside.isVisible()
    assert timeline.aside.action.hasFocus()


def test_what_is_being_amended_is_not_lost_when_the_timeline_stands_aside(
    window, workspace, today
):
    timeline = window.page("timeline")
    window.open_page("timeline")
    timeline.list.setCurrentIndex(timeline.model.index(0))
    timeline.amend()
    (dialog,) = timeline.findChildren(AmendDialog)
    dialog.form.note.insertPlainText("lake")
    workspace.is_rating = True
    assert timeline.aside.isVisible()
    assert dialog.isVisible()
    assert dialog.form.note.toPlainText() == "lake"
    dialog.save_wanted.emit()
    assert not dialog.isVisible()
    workspace.is_rating = False
    assert timeline.list.line().entry.note == "lake"


def test_the_doses_page_keeps_only_its_form_beside_a_rating(window, workspace, planned, now):
    page = window.page("doses")
    cards = (page.adherence, page.recent, page.regimens, page.substances)
    touch(planned)
    window.open_page("doses")
    assert not any(card.isVisible() for card in cards)
    assert not any(word in seen(page) for word in ("Item A", "Item B", "Adherence", "Plan"))
    assert page.folded_label.text() == "Back when this check-in is recorded."
    assert page.folded_label.isVisible()
    assert page.form.isVisible()
    show_all(workspace, now)
    assert all(card.isVisible() for card in cards)
    assert not page.folded_label.isVisible()
    workspace.undo()
    planned.record()
    assert all(card.isVisible() for card in cards)


def test_a_page_that_is_opened_beside_a_rating_stands_aside_from_the_start(window, planned):
    touch(planned)
    for name in ("timeline", "doses", "trends"):
        window.open_page(name)
        assert "Back when this check-in is recorded." in seen(window)
        assert not any(word in seen(window) for word in ("Item A", "Item B"))


def test_where_the_choice_cannot_be_read_nothing_is_shown(window, workspace, today, monkeypatch):
    def fail(*_arguments):
        raise StorageError("The disk is gone.")

    touch(today)
    monkeypatch.setattr(choices, "read", fail)
    assert standing_aside.is_due(workspace)
