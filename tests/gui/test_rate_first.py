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
