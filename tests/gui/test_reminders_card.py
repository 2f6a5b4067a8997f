"""Reminders on the Settings page."""

from datetime import time

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest

from dosejournal.domain.reminders import CheckInRule, PromptRule
from dosejournal.errors import StorageError
from dosejournal.gui.reminding.desktop import Desktop, Notifier
from dosejournal.gui.reminding.reminders_card import RemindersCard
from dosejournal.gui.settings_page import SettingsPage
from dosejournal.journal import reminders


class Working(Notifier):
    """Reaches the person until it does not."""

    is_there = True

    @property
    def works(self):
        return self.is_there


class Login:
    """A login that can be set, or refuses."""

    possible = True

    def __init__(self):
        self.on = False
        self.refuses = False

    def is_on(self):
        return self.on

    def set(self, on):
        if self.refuses:
            raise StorageError("The system refuses. Nothing was changed; ask its keeper.")
        self.on = on


@pytest.fixture
def login():
    return Login()


@pytest.fixture
def notifier(qapp):
    return Working()


@pytest.fixture
def card(qtbot, workspace, preferences, notifier, login):
    made = RemindersCard(workspace, preferences, Desktop(notifier, login, has_tray=True))
    qtbot.addWidget(made)
    made.resize(720, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def kept(workspace):
    return workspace.read(reminders.read)


def test_everything_is_off_at_first_and_its_fields_are_out_of_sight(card):
    assert not any(each.isChecked() for each in (card.check_ins, card.doses, card.prompts))
    assert not card.times.isVisible()
    assert not card.prompt_fields.isVisible()


def test_a_switch_holds_at_once_and_can_be_undone(card, workspace):
    card.check_ins.click()
    assert kept(workspace).check_in == CheckInRule(enabled=True, times=(time(8),))
    assert card.times.isVisible()
    card.doses.click()
    card.prompts.click()
    assert kept(workspace).dose
    assert kept(workspace).prompt == PromptRule(True)
    assert card.prompt_fields.isVisible()
    assert workspace.undo_label == "Reminders switched on"
    card.prompts.click()
    assert workspace.undo_label == "Reminders switched off"
    workspace.undo()
    assert card.prompts.isChecked()


def test_times_and_weekdays_are_kept_after_a_pause(qtbot, card, workspace):
    card.check_ins.click()
    card.times.add_button.click()
    card.times.parts[1].edit.setTime(QTime(20, 30))
    card.weekdays.chips[6].click()
    assert kept(workspace).check_in.times == (time(8),)
    qtbot.waitUntil(lambda: kept(workspace).check_in.times == (time(8), time(20, 30)))
    assert kept(workspace).check_in.weekdays == (0, 1, 2, 3, 4, 5)
    assert workspace.undo_label == "Reminders changed"
    workspace.undo()
    assert card.times.value() == (time(8),)
    assert card.weekdays.chips[6].isChecked()


def test_what_was_typed_last_is_kept_when_the_page_goes(card, workspace):
    card.check_ins.click()
    card.times.parts[0].edit.setTime(QTime(7, 45))
    card.hide()
    assert kept(workspace).check_in.times == (time(7, 45),)


def test_leaving_without_a_change_keeps_nothing(card, workspace):
    card.check_ins.click()
    card.hide()
    card.keep()
    assert workspace.undo_label == "Reminders switched on"


def test_without_a_weekday_the_ones_before_stay(card, workspace):
    card.check_ins.click()
    for chip in card.weekdays.chips.values():
        chip.click()
    card.keep()
    assert kept(workspace).check_in.weekdays == tuple(range(7))
    assert card.weekdays.value() == tuple(range(7))


def test_what_is_being_typed_keeps_its_field_when_something_else_changes(card, workspace):
    card.check_ins.click()
    edit = card.times.parts[0].edit
    card.doses.click()
    assert card.times.parts[0].edit is edit


def test_two_changes_before_a_pause_are_both_kept(qtbot, card, workspace):
    card.check_ins.click()
    card.prompts.click()
    card.times.parts[0].edit.setTime(QTime(7, 45))
    card.prompt_fields.per_day.setValue(4)
    card.doses.click()
    assert card.times.value() == (time(7, 45),)
    qtbot.waitUntil(lambda: kept(workspace).prompt.per_day == 4)
    assert kept(workspace).check_in.times == (time(7, 45),)
    assert kept(workspace).dose


def test_tab_visits_an_added_time_where_it_stands(qtbot, card, workspace):
    card.check_ins.click()
    card.times.add_button.click()
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    card.times.parts[0].remove_button.setFocus()
    QTest.keyClick(card.times.parts[0].remove_button, Qt.Key.Key_Tab)
    assert card.times.parts[1].edit.hasFocus()
    card.times.add_button.setFocus()
    QTest.keyClick(card.times.add_button, Qt.Key.Key_Tab)
    assert card.doses.hasFocus()


def test_prompts_are_changed_and_what_does_not_fit_is_said_below(card, workspace):
    card.prompts.click()
    card.prompt_fields.per_day.setValue(5)
    card.prompt_fields.last.setTime(QTime(22, 0))
    card.keep()
    assert kept(workspace).prompt == PromptRule(True, 5, 540, 1320)
    card.prompt_fields.last.setTime(QTime(10, 0))
    card.keep()
    assert "half an hour" in card.prompt_fields.line.text()
    assert kept(workspace).prompt == PromptRule(True, 5, 540, 1320)
    card.prompt_fields.last.setTime(QTime(21, 0))
    card.keep()
    assert card.prompt_fields.line.text() == ""
    assert kept(workspace).prompt.last_minute == 1260


def test_it_says_whether_notifications_reach_the_person(card, notifier):
    assert "Notifications work" in card.presence.line.text()
    notifier.is_there = False
    notifier.changed.emit()
    assert card.presence.line.text() == (
        "Notifications cannot be shown on this system; reminders appear in the window."
    )


def test_the_tray_is_a_preference(card, preferences):
    card.presence.tray.click()
    assert preferences.value.close_to_tray == "yes"
    card.presence.tray.click()
    assert preferences.value.close_to_tray == "no"


def test_the_start_at_login_is_set_and_a_refusal_is_told(card, login, workspace, qtbot):
    card.presence.login.click()
    assert login.on
    login.refuses = True
    with qtbot.waitSignal(workspace.failed):
        card.presence.login.click()
    assert login.on
    assert card.presence.login.isChecked()


def test_a_desktop_that_offers_nothing_is_asked_for_nothing(qtbot, workspace, preferences):
    page = SettingsPage(workspace, preferences)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    presence = page.reminders.presence
    assert not presence.tray.isVisible()
    assert not presence.login.isVisible()
    assert "cannot be shown" in presence.line.text()


def test_every_control_has_a_name(card):
    card.check_ins.click()
    card.prompts.click()
    fields = card.prompt_fields
    for control in (fields.per_day, fields.first, fields.last, card.times.parts[0].edit):
        assert control.accessibleName()
