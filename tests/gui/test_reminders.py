"""Reminders with a clock that is set by hand, a notifier that remembers, and a real journal."""

from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dosejournal.domain.entries import CheckInDraft
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.domain.reminders import CheckInRule, PromptRule
from dosejournal.errors import DiskFullError
from dosejournal.gui.main_window import MainWindow
from dosejournal.gui.reminding.desktop import Desktop, Notifier
from dosejournal.gui.reminding.reminders import Reminders
from dosejournal.journal import check_ins, doses, planning, reminders, timeline
from dosejournal.journal.timeline import Filter
from dosejournal.store.tables import ReminderAnswer

KEY = "check_in 2026-03-02T10:00"
DOSE_KEY = "dose 1 2026-03-02T10:00"


class Remembering(Notifier):
    """Takes every notice, and remembers what was shown and withdrawn."""

    def __init__(self, *, works=True):
        super().__init__()
        self.is_there = works
        self.shown = []
        self.withdrawn = []

    @property
    def works(self):
        return self.is_there

    def show(self, notice):
        self.shown.append(notice)
        return True

    def withdraw(self, key):
        self.withdrawn.append(key)

    def turn(self, *, works):
        self.is_there = works
        self.changed.emit()

    def texts(self):
        return [notice.text for notice in self.shown]


@pytest.fixture
def notifier(qapp):
    return Remembering()


@pytest.fixture
def watching(qtbot, workspace, notifier):
    found = Reminders(workspace, notifier)
    found.look()
    yield found
    found.stop()


@pytest.fixture
def check_in_at_ten(workspace):
    rule = CheckInRule(enabled=True, times=(time(10),))
    workspace.perform("Reminders changed", reminders.remind_of_check_in, rule)


def plan(workspace, now, substance, *times):
    draft = RegimenDraft(
        substance,
        Pattern("daily"),
        times or (time(10),),
        now.date(),
        steps=(DoseStep(now.date(), "10", "mg"),),
    )
    return workspace.perform("Regimen added", planning.add, now - timedelta(days=1), draft)


@pytest.fixture
def dose_at_ten(workspace, now):
    workspace.perform("Reminders changed", reminders.remind_of_doses, True)
    plan(workspace, now, "Item A")


def check_in(workspace):
    at = workspace.now()
    workspace.perform("Check-in recorded", check_ins.record, at, CheckInDraft(at, {"mood": 50.0}))


def events(workspace):
    keys = workspace.read(timeline.keys, Filter(kinds=("dose_event",)))
    return [each.dose for each in workspace.read(timeline.entries, keys)]


def answer_of(workspace, key):
    row = workspace.read(lambda session: session.get(ReminderAnswer, key))
    return row.answer if row else None


def waiting(watching):
    return [each.notice.text for each in watching.waiting]


def test_a_reminder_comes_at_its_time_once_and_waits_in_the_window(
    watching, check_in_at_ten, clock, notifier
):
    watching.look()
    assert not watching.waiting
    clock.set(10)
    watching.look()
    watching.look()
    assert notifier.texts() == ["Time for your check-in"]
    assert waiting(watching) == ["Time for your check-in"]
    assert [action for action, _word in notifier.shown[0].actions] == ["record", "snooze", "skip"]


def test_nothing_a_notification_says_tells_of_the_journal(
    watching, dose_at_ten, check_in_at_ten, clock, notifier
):
    clock.set(10)
    watching.look()
    assert sorted(notifier.texts()) == ["Time for a planned entry", "Time for your check-in"]
    assert all("Item" not in f"{each.key}{each.actions}" for each in notifier.shown)


def test_a_check_in_withdraws_its_reminder_and_counts_as_its_answer(
    watching, check_in_at_ten, clock, notifier, workspace
):
    clock.set(10)
    watching.look()
    check_in(workspace)
    assert not watching.waiting
    assert notifier.withdrawn == [KEY]
    assert answer_of(workspace, KEY) == "recorded"


def test_who_checked_in_before_is_not_reminded(
    watching, check_in_at_ten, clock, notifier, workspace
):
    check_in(workspace)
    clock.set(10)
    watching.look()
    assert not notifier.shown
    assert not watching.waiting


def test_snoozing_is_silent_for_a_quarter_of_an_hour(watching, check_in_at_ten, clock, notifier):
    clock.set(10)
    watching.look()
    notifier.answered.emit(KEY, "snooze")
    assert not watching.waiting
    clock.set(10, 14)
    watching.look()
    assert len(notifier.shown) == 1
    clock.set(10, 15)
    watching.look()
    assert len(notifier.shown) == 2
    assert waiting(watching) == ["Time for your check-in"]


def test_skipping_a_check_in_ends_its_reminder(
    watching, check_in_at_ten, clock, notifier, workspace
):
    clock.set(10)
    watching.look()
    watching.answer(KEY, "skip")
    assert not watching.waiting
    assert notifier.withdrawn == [KEY]
    assert answer_of(workspace, KEY) == "skipped"
    assert workspace.undo_label == "Reminders changed"


def test_recording_a_check_in_asks_for_the_form_and_goes_on_waiting(
    qtbot, watching, check_in_at_ten, clock, notifier
):
    clock.set(10)
    watching.look()
    with qtbot.waitSignal(watching.check_in_wanted):
        notifier.answered.emit(KEY, "record")
    assert notifier.withdrawn == [KEY]
    assert len(watching.waiting) == 1


def test_recording_a_dose_really_records_it_and_once(
    watching, dose_at_ten, clock, notifier, workspace
):
    clock.set(10, 2)
    watching.look()
    notifier.answered.emit(DOSE_KEY, "record")
    notifier.answered.emit(DOSE_KEY, "record")
    watching.answer(DOSE_KEY, "skip")
    [event] = events(workspace)
    assert (event.status, event.amount, event.unit) == ("taken", "10", "mg")
    assert not watching.waiting
    assert workspace.undo_label == "Dose recorded"
    workspace.undo()
    assert waiting(watching) == ["Time for a planned entry"]
    assert len(notifier.shown) == 1


def test_skipping_a_dose_records_that(watching, dose_at_ten, clock, workspace):
    clock.set(10)
    watching.look()
    watching.answer(DOSE_KEY, "skip")
    assert [event.status for event in events(workspace)] == ["skipped"]
    assert workspace.undo_label == "Dose skipped"


def test_what_another_program_answered_is_told_and_not_done_again(
    qtbot, watching, dose_at_ten, clock, workspace
):
    clock.set(10)
    watching.look()
    occasion = watching.waiting[0].occasion
    blocked = workspace.blockSignals(True)
    workspace.perform("Dose recorded", doses.take, clock.at, occasion.planned)
    workspace.blockSignals(blocked)
    with qtbot.waitSignal(workspace.failed) as told:
        watching.answer(DOSE_KEY, "record")
    assert "recorded already" in told.args[0]
    assert len(events(workspace)) == 1
    assert not watching.waiting


def test_opening_a_dose_shows_the_window_and_records_nothing(
    qtbot, watching, dose_at_ten, clock, workspace
):
    clock.set(10)
    watching.look()
    with qtbot.waitSignal(watching.open_wanted):
        watching.answer(DOSE_KEY, "open")
    assert not events(workspace)
    assert len(watching.waiting) == 1


def test_what_was_missed_comes_as_one_reminder(qtbot, watching, clock, notifier, workspace):
    times = tuple(time(10, minute) for minute in range(0, 60, 10))
    rule = CheckInRule(enabled=True, times=times)
    workspace.perform("Reminders changed", reminders.remind_of_check_in, rule)
    watching.look()
    clock.set(12)
    watching.look()
    assert notifier.texts() == ["6 reminders came while you were away"]
    assert waiting(watching) == ["6 reminders came while you were away"]
    clock.set(12, 1)
    watching.look()
    assert len(notifier.shown) == 1
    with qtbot.waitSignal(watching.open_wanted):
        notifier.answered.emit(notifier.shown[0].key, "open")
    assert not watching.waiting


def test_a_missed_one_that_is_recorded_counts_no_longer(watching, clock, notifier, workspace, now):
    workspace.perform("Reminders changed", reminders.remind_of_doses, True)
    plan(workspace, now, "Item A", time(10), time(11))
    clock.set(11, 30)
    watching.look()
    assert waiting(watching) == ["2 reminders came while you were away"]
    ref = watching.waiting[0]
    assert ref.occasion is None
    for_one = workspace.read(reminders.state, clock.at, clock.at.replace(tzinfo=None))
    workspace.perform("Dose recorded", doses.take, clock.at, for_one.plan.occasions[0].planned)
    assert waiting(watching) == ["1 reminder came while you were away"]


def test_many_at_once_are_one_notification_and_each_waits(
    watching, clock, notifier, workspace, now
):
    workspace.perform("Reminders changed", reminders.remind_of_doses, True)
    for name in ("A", "B", "C", "D"):
        plan(workspace, now, f"Item {name}")
    clock.set(10)
    watching.look()
    assert notifier.texts() == ["4 reminders are waiting"]
    assert waiting(watching) == ["Time for a planned entry"] * 4
    for each in list(watching.waiting):
        assert notifier.withdrawn == []
        watching.answer(each.key, "record")
    assert len(events(workspace)) == 4
    assert notifier.withdrawn == ["several"]


def test_the_summary_of_many_opens_the_window(qtbot, watching, clock, notifier, workspace, now):
    workspace.perform("Reminders changed", reminders.remind_of_doses, True)
    for name in ("A", "B", "C", "D"):
        plan(workspace, now, f"Item {name}")
    clock.set(10)
    watching.look()
    with qtbot.waitSignal(watching.open_wanted):
        notifier.answered.emit("several", "open")
    assert len(watching.waiting) == 4


def test_beside_a_rating_nothing_shows_and_afterwards_it_comes_in_time(
    watching, dose_at_ten, clock, notifier, workspace
):
    workspace.is_rating = True
    clock.set(10)
    watching.look()
    clock.set(10, 20)
    watching.look()
    assert not notifier.shown
    assert not watching.waiting
    workspace.is_rating = False
    assert notifier.texts() == ["Time for a planned entry"]


def test_what_is_shown_already_goes_while_a_check_in_is_filled_in(
    watching, dose_at_ten, check_in_at_ten, clock, notifier, workspace
):
    clock.set(10)
    watching.look()
    workspace.is_rating = True
    assert set(notifier.withdrawn) == {KEY, DOSE_KEY}
    assert not watching.waiting
    workspace.is_rating = False
    assert len(notifier.shown) == 2
    assert len(watching.waiting) == 2


def test_without_notifications_it_waits_in_the_window_and_calls_for_attention(
    qtbot, watching, check_in_at_ten, clock, notifier
):
    notifier.is_there = False
    clock.set(10)
    with qtbot.waitSignal(watching.unheard):
        watching.look()
    assert not notifier.shown
    assert waiting(watching) == ["Time for your check-in"]


def test_what_a_notification_turns_out_not_to_tell_calls_for_attention_and_is_told_later(
    qtbot, watching, check_in_at_ten, clock, notifier
):
    clock.set(10)
    watching.look()
    with qtbot.waitSignal(watching.unheard):
        notifier.turn(works=False)
    # what was taken is given back, and so is not shown a second time by who comes back
    assert notifier.withdrawn == [KEY]
    assert waiting(watching) == ["Time for your check-in"]
    notifier.turn(works=True)
    assert notifier.texts() == ["Time for your check-in"] * 2
    with qtbot.assertNotEmitted(watching.unheard, wait=10):
        notifier.turn(works=True)
    assert len(notifier.shown) == 2


def test_what_nobody_heard_is_told_when_notifications_come(
    watching, check_in_at_ten, clock, notifier, qtbot
):
    notifier.is_there = False
    clock.set(10)
    watching.look()
    # it calls once, not at every look
    with qtbot.assertNotEmitted(watching.unheard, wait=10):
        watching.look()
    notifier.turn(works=True)
    assert notifier.texts() == ["Time for your check-in"]


def test_what_was_answered_meanwhile_is_not_told_when_notifications_come(
    qtbot, watching, check_in_at_ten, clock, notifier
):
    notifier.is_there = False
    clock.set(10)
    watching.look()
    watching.answer(KEY, "skip")
    with qtbot.assertNotEmitted(watching.unheard, wait=10):
        notifier.turn(works=False)
    notifier.turn(works=True)
    assert not notifier.shown


def test_the_summary_of_what_was_missed_is_told_when_notifications_come(
    watching, clock, notifier, workspace
):
    times = tuple(time(10, minute) for minute in range(0, 60, 10))
    rule = CheckInRule(enabled=True, times=times)
    workspace.perform("Reminders changed", reminders.remind_of_check_in, rule)
    notifier.is_there = False
    clock.set(12)
    watching.look()
    notifier.turn(works=True)
    assert notifier.texts() == ["6 reminders came while you were away"]


def test_after_its_end_nothing_is_told_any_more(
    watching, check_in_at_ten, clock, notifier, workspace
):
    watching.stop()
    clock.set(10)
    notifier.turn(works=True)
    workspace.is_rating = True
    workspace.is_rating = False
    workspace.perform("Reminders changed", reminders.remind_of_doses, True)
    assert not notifier.shown
    assert not watching.waiting


def test_what_a_rating_held_back_until_the_end_is_told_by_the_next_start(
    watching, dose_at_ten, clock, notifier, workspace
):
    watching.look()
    workspace.is_rating = True
    clock.set(10)
    watching.look()
    watching.stop()
    workspace.is_rating = False
    clock.set(10, 20)
    later = Reminders(workspace, notifier)
    later.look()
    assert notifier.texts() == ["1 reminder came while you were away"]
    later.stop()


def test_what_a_rating_held_back_and_was_recorded_then_is_forgotten(
    watching, dose_at_ten, clock, workspace
):
    workspace.is_rating = True
    clock.set(10)
    watching.look()
    ref = workspace.read(reminders.state, clock.at, clock.at.replace(tzinfo=None)).plan
    workspace.perform("Dose recorded", doses.take, clock.at, ref.occasions[0].planned)
    workspace.is_rating = False
    clock.set(11)
    watching.look()
    assert workspace.read(reminders.last_look).hour == 11


def test_a_half_filled_check_in_out_of_sight_keeps_no_reminder_silent(
    watching, dose_at_ten, clock, notifier, workspace
):
    watching.come_in_sight(False)
    workspace.is_rating = True
    clock.set(10)
    watching.look()
    assert notifier.texts() == ["Time for a planned entry"]
    assert watching.in_window == []
    watching.come_in_sight(True)
    assert notifier.withdrawn == [DOSE_KEY]
    assert not watching.waiting
    # and back to the tray: what was taken back is told again, once
    watching.come_in_sight(False)
    watching.look()
    assert len(notifier.shown) == 2
    notifier.answered.emit(DOSE_KEY, "record")
    assert len(events(workspace)) == 1


def test_what_was_taken_back_beside_a_rating_is_no_call_where_nobody_can_hear(
    qtbot, watching, dose_at_ten, clock, notifier, workspace
):
    clock.set(10)
    watching.look()
    workspace.is_rating = True
    notifier.is_there = False
    with qtbot.assertNotEmitted(watching.unheard, wait=10):
        notifier.turn(works=False)
        watching.come_in_sight(False)
    assert len(notifier.shown) == 1
    assert len(watching.waiting) == 1


def test_a_clock_that_is_set_back_takes_nothing_back_that_was_told(
    watching, dose_at_ten, check_in_at_ten, clock, notifier, workspace
):
    clock.set(10)
    watching.look()
    clock.set(9, 30)
    watching.look()
    assert notifier.withdrawn == []
    assert len(watching.waiting) == 2
    notifier.answered.emit(DOSE_KEY, "record")
    check_in(workspace)
    assert len(events(workspace)) == 1
    assert not watching.waiting
    clock.set(10)
    watching.look()
    assert len(notifier.shown) == 2


@pytest.mark.parametrize("action", ["skip", "snooze"])
def test_answering_a_check_in_answers_those_whose_place_it_took(
    watching, clock, notifier, workspace, action
):
    rule = CheckInRule(enabled=True, times=(time(10), time(11)))
    workspace.perform("Reminders changed", reminders.remind_of_check_in, rule)
    for hour in (10, 11):
        clock.set(hour)
        watching.look()
    assert len(watching.waiting) == 1
    watching.answer(watching.waiting[0].key, action)
    assert not watching.waiting
    assert len(notifier.shown) == 2


def test_a_notice_of_many_goes_on_telling_of_those_before(
    watching, clock, notifier, workspace, now
):
    workspace.perform("Reminders changed", reminders.remind_of_doses, True)
    for name in ("A", "B", "C", "D"):
        plan(workspace, now, f"Item {name}", time(10), time(10, 30))
    for minute in (0, 30):
        clock.set(10, minute)
        watching.look()
    assert notifier.texts() == ["4 reminders are waiting", "8 reminders are waiting"]
    for each in list(watching.waiting)[4:]:
        watching.answer(each.key, "skip")
    assert notifier.withdrawn == []


def test_the_next_start_tells_what_came_in_between(
    qtbot, watching, check_in_at_ten, clock, notifier, workspace
):
    watching.look()
    watching.stop()
    clock.set(11)
    later = Reminders(workspace, notifier)
    later.look()
    assert notifier.texts() == ["1 reminder came while you were away"]
    later.stop()


def test_what_waited_still_waits_after_a_start_and_is_not_told_again(
    watching, check_in_at_ten, clock, notifier, workspace
):
    clock.set(10)
    watching.look()
    watching.stop()
    assert notifier.withdrawn == [KEY]
    later = Reminders(workspace, notifier)
    later.look()
    assert waiting(later) == ["Time for your check-in"]
    assert len(notifier.shown) == 1
    later.stop()


def test_a_time_that_was_over_when_it_was_chosen_is_passed_over(
    watching, clock, notifier, workspace
):
    clock.set(10, 2)
    watching.look()
    rule = CheckInRule(enabled=True, times=(time(10),))
    workspace.perform("Reminders changed", reminders.remind_of_check_in, rule)
    assert not notifier.shown
    assert not watching.waiting


def test_the_last_look_is_forgotten_with_the_last_reminder(
    watching, check_in_at_ten, clock, workspace
):
    watching.look()
    assert workspace.read(reminders.last_look) is not None
    clock.set(9, 45)
    watching.look()
    assert workspace.read(reminders.last_look).minute == 45
    off = CheckInRule(times=(time(10),))
    workspace.perform("Reminders changed", reminders.remind_of_check_in, off)
    assert workspace.read(reminders.last_look) is None


def test_a_disk_that_refuses_leaves_it_waiting_and_tells_once(
    watching, check_in_at_ten, clock, notifier, workspace, monkeypatch
):
    watching.look()
    said = []
    workspace.failed.connect(said.append)

    def full(*_arguments):
        raise DiskFullError("The disk is full.")

    monkeypatch.setattr(reminders, "tell", full)
    clock.set(10)
    for minute in (0, 1, 9):
        clock.set(10, minute)
        watching.look()
        assert waiting(watching) == ["Time for your check-in"]
    assert len(notifier.shown) == 1
    assert said == ["The disk is full."]


def test_a_journal_that_cannot_be_read_is_told_and_looked_at_again(
    watching, check_in_at_ten, clock, notifier, workspace, monkeypatch
):
    with monkeypatch.context() as broken:

        def full(*_arguments):
            raise DiskFullError("The disk is full.")

        broken.setattr(reminders, "state", full)
        clock.set(10)
        watching.look()
        assert not notifier.shown
    watching.look()
    assert len(notifier.shown) == 1


def test_prompts_come_as_check_ins(watching, clock, notifier, workspace):
    workspace.perform("Prompts changed", reminders.prompt, PromptRule(True, 1, 600, 660))
    for minute in range(60):
        clock.set(10, minute)
        watching.look()
    assert notifier.texts() == ["Time for your check-in"]
    check_in(workspace)
    assert answer_of(workspace, notifier.shown[0].key) == "recorded"


@pytest.fixture
def open_window(qapp, qtbot, workspace, tasks, preferences, notifier):
    def make(**desktop):
        made = MainWindow(qapp, workspace, tasks, preferences, Desktop(notifier, **desktop))
        qtbot.addWidget(made)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return make


def said_of(bar):
    """Return what stands under the sentence, without the marks of direction."""
    return bar.more_label.text().replace("\u2068", "").replace("\u2069", "")


def quiet(qtbot):
    """Wait until a click is no second half of a double click."""
    qtbot.wait(QApplication.doubleClickInterval() + 20)


def test_the_bar_stands_above_the_page_only_while_something_waits(
    open_window, check_in_at_ten, clock
):
    window = open_window()
    window.reminders.look()
    bar = window.reminder_bar
    assert not bar.isVisible()
    clock.set(10)
    window.reminders.look()
    assert bar.isVisible()
    assert bar.sentence_label.text() == "Time for your check-in"
    assert bar.more_label.text() == "10:00"
    window.centralWidget().layout().activate()
    assert bar.geometry().bottom() < window.stack.geometry().top()


def test_a_button_of_the_bar_does_what_it_says_by_keyboard(
    qtbot, open_window, dose_at_ten, clock, workspace, notifier
):
    window = open_window()
    window.reminders.look()
    clock.set(10)
    window.reminders.look()
    made = window.reminder_bar.buttons["record"]
    made.setFocus()
    quiet(qtbot)
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert len(events(workspace)) == 1
    assert notifier.withdrawn == [DOSE_KEY]
    assert not window.reminder_bar.isVisible()
    # the keyboard goes on in the page
    assert window.stack.isAncestorOf(window.focusWidget())


def test_the_bar_counts_what_else_waits_and_a_double_click_answers_one(
    qtbot, open_window, clock, workspace, now
):
    workspace.perform("Reminders changed", reminders.remind_of_doses, True)
    for name in ("A", "B", "C"):
        plan(workspace, now, f"Item {name}")
    window = open_window()
    window.reminders.look()
    clock.set(10)
    window.reminders.look()
    bar = window.reminder_bar
    assert said_of(bar) == "Item A 10 mg · 10:00 · 2 more are waiting"
    quiet(qtbot)
    bar.buttons["skip"].setFocus()
    for _click in range(2):
        qtbot.mouseClick(bar.buttons["skip"], Qt.MouseButton.LeftButton)
    assert len(events(workspace)) == 1
    assert said_of(bar) == "Item B 10 mg · 10:00 · 1 more is waiting"
    assert bar.isAncestorOf(window.focusWidget())


def test_recording_a_check_in_from_the_bar_puts_the_keyboard_in_the_form(
    qtbot, open_window, check_in_at_ten, clock
):
    window = open_window()
    window.reminders.look()
    window.open_page("settings")
    clock.set(10)
    window.reminders.look()
    quiet(qtbot)
    window.reminder_bar.buttons["record"].click()
    today = window.page("today")
    assert window.stack.currentWidget() is today
    assert today.form.isAncestorOf(window.focusWidget())


def test_the_bar_is_gone_while_a_check_in_is_filled_in(open_window, dose_at_ten, clock):
    window = open_window()
    window.reminders.look()
    clock.set(10)
    window.reminders.look()
    assert window.reminder_bar.isVisible()
    track = window.page("today").form.inputs["mood"].track
    QTest.keyClick(track, Qt.Key.Key_Right)
    assert not window.reminder_bar.isVisible()
    QTest.keyClick(track, Qt.Key.Key_Delete)
    assert window.reminder_bar.isVisible()


def test_the_bar_says_which_dose_is_meant_and_its_buttons_too(
    open_window, clock, workspace, now, notifier
):
    workspace.perform("Reminders changed", reminders.remind_of_doses, True)
    draft = RegimenDraft("Item B", Pattern("daily"), (time(10),), now.date())
    workspace.perform("Regimen added", planning.add, now - timedelta(days=1), draft)
    window = open_window()
    window.reminders.look()
    clock.set(10)
    window.reminders.look()
    bar = window.reminder_bar
    # where no amount is planned, none is said
    assert said_of(bar) == "Item B · 10:00"
    assert "Item B" in bar.buttons["record"].accessibleDescription()
    assert "Item B" not in f"{notifier.shown}"
    assert "Item B" not in window.windowTitle()


@pytest.fixture(params=["tray", "task bar"])
def half_filled(request, open_window, preferences, dose_at_ten, workspace, now):
    """A window out of sight with a check-in in it, and two doses planned at ten."""
    plan(workspace, now, "Item B")
    preferences.set(close_to_tray="yes")
    window = open_window(has_tray=True)
    window.reminders.look()
    QTest.keyClick(window.page("today").form.inputs["mood"].track, Qt.Key.Key_Right)
    if request.param == "tray":
        window.close()
    else:
        window.showMinimized()
    return window


def test_a_window_that_comes_back_half_filled_shows_nothing_of_doses(
    half_filled, clock, workspace, notifier
):
    window = half_filled
    clock.set(10)
    window.reminders.look()
    assert len(notifier.shown) == 2
    notifier.answered.emit(DOSE_KEY, "record")
    assert [event.status for event in events(workspace)] == ["taken"]
    assert window.reminder_bar.isHidden()
    window.bring_up()
    assert window.reminder_bar.isHidden()
    assert window.messages.toast.isHidden()
    assert notifier.withdrawn == [DOSE_KEY, "dose 2 2026-03-02T10:00"]
    QTest.keyClick(window.page("today").form.inputs["mood"].track, Qt.Key.Key_Delete)
    assert said_of(window.reminder_bar) == "Item B 10 mg · 10:00"
    assert window.reminder_bar.isVisible()


@pytest.mark.parametrize("width", [640, 960])
def test_the_bar_fits_whatever_the_width(open_window, check_in_at_ten, clock, width):
    window = open_window()
    window.reminders.look()
    clock.set(10)
    window.reminders.look()
    window.resize(width, 640)
    window.centralWidget().layout().activate()
    bar = window.reminder_bar
    for made in bar.buttons.values():
        assert bar.rect().contains(made.mapTo(bar, made.rect().bottomRight()))


def test_the_window_looks_by_itself(
    qtbot, open_window, check_in_at_ten, clock, workspace, notifier
):
    workspace.keep(reminders.keep_look, clock.at)
    clock.set(10)
    open_window()
    qtbot.waitUntil(lambda: bool(notifier.shown))


def test_closing_leaves_the_window_in_the_tray_where_the_person_likes_it_so(
    qtbot, open_window, preferences
):
    preferences.set(close_to_tray="yes")
    window = open_window(has_tray=True)
    window.close()
    assert not window.isVisible()
    with qtbot.assertNotEmitted(window.closed, wait=10):
        window.close()
    window.check_in()
    assert window.isVisible()
    with qtbot.waitSignal(window.closed):
        window.menus.quit.trigger()
    assert not window.isVisible()


@pytest.mark.parametrize(("wanted", "has_tray"), [("yes", False), ("no", True)])
def test_closing_closes_where_there_is_no_tray_or_no_wish_for_it(
    qtbot, open_window, preferences, wanted, has_tray
):
    preferences.set(close_to_tray=wanted)
    window = open_window(has_tray=has_tray)
    with qtbot.waitSignal(window.closed):
        window.close()


def test_a_window_in_the_tray_ends_with_the_session(qtbot, open_window, preferences):
    preferences.set(close_to_tray="yes")
    window = open_window(has_tray=True)
    window.close()
    window.end_session(None)
    with qtbot.waitSignal(window.closed):
        window.close()


def test_a_window_in_the_tray_closes_with_its_journal(qtbot, open_window, preferences):
    preferences.set(close_to_tray="yes")
    window = open_window(has_tray=True)
    window.close()
    with qtbot.waitSignal(window.closed):
        window.leave()


def test_quitting_from_the_tray_asks_about_what_is_unrecorded(qtbot, open_window, preferences):
    preferences.set(close_to_tray="yes")
    window = open_window(has_tray=True)
    QTest.keyClick(window.page("today").form.inputs["mood"].track, Qt.Key.Key_Right)
    window.close()
    assert window.unrecorded.dialog is None
    window.quit()
    assert window.isVisible()
    assert window.unrecorded.dialog is not None
    window.unrecorded.dialog.discard_button.click()
    assert not window.isVisible()


def test_what_nobody_heard_brings_a_hidden_window_to_the_task_bar(
    open_window, preferences, notifier, check_in_at_ten, clock
):
    preferences.set(close_to_tray="yes")
    window = open_window(has_tray=True)
    window.reminders.look()
    window.close()
    notifier.is_there = False
    clock.set(10)
    window.reminders.look()
    assert window.isMinimized()
    window.check_in()
    assert not window.isMinimized()
