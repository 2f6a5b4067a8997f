"""What is expected is asked wherever the window records a dose, and kept with it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dosejournal.domain.entries import DoseDraft
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.errors import StorageError
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.expectation import asking
from dosejournal.gui.expectation.expectation_dialog import ExpectationDialog
from dosejournal.gui.expectation.said import Subject
from dosejournal.gui.plan.plan_acts import PlanActs
from dosejournal.gui.plan.planned_dialog import PlannedDialog
from dosejournal.gui.plan.skip_dialog import SkipDialog
from dosejournal.gui.plan.taken_dialog import TakenDialog
from dosejournal.gui.unrecorded import UnrecordedDialog
from dosejournal.journal import (
    choices,
    doses,
    expectations,
    main_measures,
    measures,
    plan,
    planning,
    reminders,
    substances,
    timeline,
)
from dosejournal.journal.timeline import Filter

pytestmark = pytest.mark.usefixtures("british")

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = date(2026, 3, 1)


def at(hour, minute=0, day=2):
    return datetime(2026, 3, day, hour, minute, tzinfo=BERLIN)


@pytest.fixture
def asks_expectation():
    return "doses"


@pytest.fixture
def workspace(workspace, clock):
    clock.at = at(9, 30)
    draft = RegimenDraft(
        "Item A",
        parse("daily"),
        (time(9, 15), time(20)),
        FIRST,
        steps=(DoseStep(FIRST, "2.5", "mg"),),
    )
    workspace.perform("Regimen added", planning.add, at(9, 30), draft)
    workspace.perform("Main measure chosen", main_measures.choose, at(9, 30), "mood")
    return workspace


@pytest.fixture
def host(qtbot, workspace):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def acts(workspace, host):
    acts = PlanActs(workspace, host)
    return lambda act, hour=9, minute=15, day=2: acts.run(act, line(workspace, hour, minute, day))


def line(workspace, hour=9, minute=15, day=2):
    lines = workspace.read(plan.lines, workspace.now(), date(2026, 3, day), date(2026, 3, day))
    (found,) = [each for each in lines if each.at == at(hour, minute, day)]
    return found


def question(window):
    """Return the question that is open over a window; None where there is none."""
    found = [each for each in window.findChildren(ExpectationDialog) if each.isVisible()]
    assert len(found) <= 1
    return found[0] if found else None


def only(window, kind):
    (found,) = [each for each in window.findChildren(kind) if each.isVisible()]
    return found


def say(dialog, change=10.0, certainty=60.0):
    for slider, value in ((dialog.change, change), (dialog.certainty, certainty)):
        slider.set_value(value)
        slider.edited.emit()
    dialog.record_button.click()


def taken(workspace):
    return every(workspace, "dose_event")


def expected(workspace):
    return every(workspace, "expectancy")


def every(workspace, kind):
    keys = workspace.read(timeline.keys, Filter(kinds=(kind,)))
    return workspace.read(timeline.entries, keys)


def record_another(workspace, when, substance="Item A"):
    draft = DoseDraft(when, substance, status="extra")
    workspace.perform("Dose recorded", doses.record, when, draft)


# how each flow of the window comes to the moment at which a dose is recorded


def now_(workspace, window):
    PlanActs(workspace, window).run("now", line(workspace))


def at_(workspace, window):
    PlanActs(workspace, window).run("at", line(workspace))
    only(window, TakenDialog).save_button.click()


def amount(workspace, window):
    PlanActs(workspace, window).run("amount", line(workspace))
    dialog = only(window, TakenDialog)
    dialog.amount.amount.setText("5")
    dialog.save_button.click()


def skip(workspace, window):
    PlanActs(workspace, window).run("skip", line(workspace))
    only(window, SkipDialog).save_button.click()


FLOWS = [now_, at_, amount, skip]


@pytest.mark.parametrize("flow", FLOWS)
def test_each_flow_of_the_plan_asks_once_and_keeps_both(workspace, host, flow):
    flow(workspace, host)
    assert taken(workspace) == []
    say(question(host))
    (dose,) = taken(workspace)
    (entry,) = expected(workspace)
    assert dose.dose.planned is not None
    assert dose.dose.status == ("skipped" if flow is skip else "taken")
    assert entry.expectation.substance == "Item A"
    assert entry.expectation.measure == "mood"
    assert (entry.expectation.change, entry.expectation.certainty) == (10.0, 60.0)
    assert question(host) is None


@pytest.mark.parametrize("flow", FLOWS)
def test_both_are_one_act_that_one_undo_takes_back(workspace, host, flow):
    told = []
    workspace.done.connect(told.append)
    flow(workspace, host)
    say(question(host))
    words = "Dose skipped" if flow is skip else "Dose recorded"
    assert told == [words]
    assert workspace.undo_label == words
    workspace.undo()
    assert taken(workspace) == []
    assert expected(workspace) == []
    workspace.redo()
    assert len(taken(workspace)) == len(expected(workspace)) == 1


@pytest.mark.parametrize("flow", FLOWS)
def test_not_now_records_the_dose_alone(workspace, host, flow):
    flow(workspace, host)
    QTest.keyClick(question(host), Qt.Key.Key_Escape)
    assert len(taken(workspace)) == 1
    assert expected(workspace) == []
    assert question(host) is None


@pytest.mark.parametrize("flow", FLOWS)
def test_the_second_dose_of_the_day_is_recorded_at_once(workspace, host, flow):
    record_another(workspace, at(7))
    flow(workspace, host)
    assert question(host) is None
    assert len(taken(workspace)) == 2


@pytest.mark.parametrize("flow", FLOWS)
def test_never_means_never(workspace, host, flow):
    workspace.perform("x", choices.choose, workspace.now(), "ask_expectation", "never")
    flow(workspace, host)
    assert question(host) is None
    assert len(taken(workspace)) == 1


@pytest.mark.parametrize("flow", FLOWS)
def test_nothing_is_asked_while_a_check_in_is_filled_in(workspace, host, flow):
    workspace.is_rating = True
    flow(workspace, host)
    assert question(host) is None
    assert len(taken(workspace)) == 1


@pytest.mark.parametrize("flow", FLOWS)
def test_what_cannot_be_recorded_leaves_no_expectation_behind(workspace, host, flow):
    told = []
    workspace.failed.connect(told.append)
    flow(workspace, host)
    # meanwhile, elsewhere
    ref = line(workspace)
    workspace.perform(
        "Dose recorded", doses.take, at(9, 30), _ref(ref), at(9, 20), origin="terminal"
    )
    say(question(host))
    assert len(taken(workspace)) == 1
    assert expected(workspace) == []
    assert len(told) == 1


def _ref(found):
    from dosejournal.gui.plan.plan_acts import reference

    return reference(found.planned)


def test_a_dialog_with_fields_closes_once_the_question_is_answered(workspace, host):
    at_(workspace, host)
    assert only(host, TakenDialog).isVisible()
    say(question(host))
    assert [each for each in host.findChildren(TakenDialog) if each.isVisible()] == []


def test_the_list_of_planned_doses_asks_too(qtbot, workspace, host):
    dialog = PlannedDialog(workspace, parent=host)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.list.setFocus()
    dialog.list.choose(line(workspace).planned.key)
    QTest.keyClick(dialog.list, Qt.Key.Key_S)
    only(dialog, SkipDialog).save_button.click()
    say(question(host))
    assert len(taken(workspace)) == len(expected(workspace)) == 1


def test_what_is_wrong_in_a_field_is_said_before_anything_is_asked(workspace, host, acts):
    acts("amount")
    dialog = only(host, TakenDialog)
    dialog.amount.amount.setText("much")
    dialog.save_button.click()
    assert question(host) is None
    assert dialog.isVisible()
    dialog.record()
    assert taken(workspace) == []


def test_a_dose_taken_now_is_taken_when_the_question_has_been_answered(workspace, host, clock):
    now_(workspace, host)
    dialog = question(host)
    clock.at = at(9, 32)
    for slider in (dialog.change, dialog.certainty):
        slider.set_value(20.0)
        slider.edited.emit()
    clock.at = at(9, 34)
    dialog.record_button.click()
    (dose,) = taken(workspace)
    (entry,) = expected(workspace)
    assert dose.moment.local.time() == time(9, 34)
    assert entry.moment.local.time() == time(9, 32)


def test_what_was_said_is_never_later_than_the_dose_is_recorded(workspace, host, clock):
    now_(workspace, host)
    dialog = question(host)
    for slider in (dialog.change, dialog.certainty):
        slider.set_value(20.0)
        slider.edited.emit()
    # the clock of the computer was put back
    clock.at = at(9, 10)
    dialog.record_button.click()
    (entry,) = expected(workspace)
    assert entry.moment.local.time() == time(9, 10)


@pytest.mark.parametrize(("minutes", "asked"), [(30, True), (31, False)])
def test_a_dose_taken_longer_ago_is_expected_no_more(workspace, host, acts, minutes, asked):
    acts("at")
    dialog = only(host, TakenDialog)
    dialog.moment.set_value(at(9, 30) - timedelta(minutes=minutes))
    dialog.save_button.click()
    assert (question(host) is not None) == asked
    assert len(taken(workspace)) == (0 if asked else 1)


def test_a_dose_that_is_overdue_is_skipped_with_the_question(workspace, host, clock):
    clock.at = at(9, 46)
    skip(workspace, host)
    assert "the rest of today, without this dose" in question(host).question_label.text()


def test_a_dose_of_the_day_before_is_skipped_at_once(workspace, host, clock):
    of_today = line(workspace)
    clock.at = at(9, 30) + timedelta(days=1)
    PlanActs(workspace, host).run("skip", of_today)
    only(host, SkipDialog).save_button.click()
    assert question(host) is None
    assert len(taken(workspace)) == 1


def test_a_dose_that_is_still_to_come_is_skipped_with_the_question(workspace, host, acts):
    acts("skip", 20, 0)
    only(host, SkipDialog).save_button.click()
    assert "without this dose" in question(host).question_label.text()


def test_a_missed_dose_asks_nothing(workspace, host, acts):
    acts("skip")
    dialog = only(host, SkipDialog)
    dialog.missed.setChecked(True)
    dialog.save_button.click()
    assert question(host) is None
    assert taken(workspace)[0].dose.status == "missed"


@pytest.mark.parametrize("flow", [at_, skip])
def test_who_leaves_the_program_is_asked_nothing_more(workspace, host, flow):
    act, kind = ("at", TakenDialog) if flow is at_ else ("skip", SkipDialog)
    PlanActs(workspace, host).run(act, line(workspace))
    only(host, kind).record()
    assert question(host) is None
    assert len(taken(workspace)) == 1


def test_who_closes_a_dialog_and_then_records_is_asked_all_the_same(workspace, host, acts):
    acts("amount")
    dialog = only(host, TakenDialog)
    dialog.amount.amount.setText("5")
    dialog.reject()
    only(dialog, UnrecordedDialog).record_button.click()
    say(question(host))
    assert len(taken(workspace)) == len(expected(workspace)) == 1


def test_nothing_is_asked_when_a_dose_is_amended(workspace, host, clock):
    record_another(workspace, clock.at)
    AmendDialog(workspace, taken(workspace)[0], host).open()
    dialog = only(host, AmendDialog)
    dialog.form.note.insertPlainText("with food")
    dialog.save_button.click()
    assert question(host) is None
    assert taken(workspace)[0].note == "with food"


def test_the_main_measure_is_chosen_in_the_same_act(qtbot, database, clock, host, workspace):
    workspace.perform("Measure archived", measures.archive, "mood")
    now_(workspace, host)
    dialog = question(host)
    assert dialog.choice_field.isVisible()
    dialog.choice.setCurrentText("Focus")
    say(dialog)
    assert workspace.read(main_measures.current).measure.key == "focus"
    assert expected(workspace)[0].expectation.measure == "focus"
    workspace.undo()
    assert workspace.read(main_measures.current).measure.key == "mood"
    assert taken(workspace) == []


def test_not_now_chooses_no_main_measure(workspace, host):
    workspace.perform("Measure archived", measures.archive, "mood")
    now_(workspace, host)
    dialog = question(host)
    dialog.choice.setCurrentText("Focus")
    dialog.not_now_button.click()
    assert workspace.read(main_measures.current).measure.key == "mood"
    assert len(taken(workspace)) == 1


def test_nothing_is_asked_where_there_is_no_scale_to_ask_for(workspace, host):
    for key in [each.key for each in workspace.read(measures.listing)]:
        workspace.perform("Measure archived", measures.archive, key)
    now_(workspace, host)
    assert question(host) is None
    assert len(taken(workspace)) == 1


@pytest.mark.parametrize("part", ["is_asked", "offered"])
def test_a_question_that_cannot_be_read_does_not_hold_up_the_dose(
    workspace, host, monkeypatch, part
):
    def refuse(*_args):
        raise StorageError("The disk could not be read.")

    module = expectations if part == "is_asked" else main_measures
    monkeypatch.setattr(module, part, refuse)
    told = []
    workspace.failed.connect(told.append)
    now_(workspace, host)
    assert question(host) is None
    assert len(taken(workspace)) == 1
    assert told == []


class TestDosesPage:
    @pytest.fixture
    def page(self, window):
        window.open_page("doses")
        return window.page("doses")

    def fill(self, page, substance="Item B", when=None):
        page.form.substance.setEditText(substance)
        page.form.amount.amount.setText("5")
        page.form.amount.unit.setEditText("mg")
        page.form.moment.set_value(when)

    @pytest.mark.parametrize("key", [Qt.Key.Key_Return, None])
    def test_an_extra_dose_is_asked_about_and_kept_with_it(self, window, page, workspace, key):
        self.fill(page)
        if key is None:
            page.record_button.click()
        else:
            control = Qt.KeyboardModifier.ControlModifier
            QTest.keyClick(page.form.amount.amount, key, control)
        assert "Item B" in _texts(question(window))
        say(question(window), -20.0, 30.0)
        (dose,) = taken(workspace)
        (entry,) = expected(workspace)
        assert (dose.dose.substance, dose.dose.amount) == ("Item B", "5")
        assert entry.expectation.change == -20.0
        assert page.form.is_empty()

    def test_a_substance_that_is_new_begins_with_the_unit_of_its_dose(
        self, window, page, workspace
    ):
        self.fill(page)
        page.record_button.click()
        say(question(window))
        assert workspace.read(substances.known, "Item B").unit == "mg"

    def test_not_now_records_it_and_makes_room_for_the_next(self, window, page, workspace):
        self.fill(page)
        page.record_button.click()
        question(window).not_now_button.click()
        assert len(taken(workspace)) == 1
        assert expected(workspace) == []
        assert page.form.is_empty()

    def test_the_keyboard_is_back_in_the_form_afterwards(self, qtbot, window, page):
        self.fill(page)
        page.record_button.click()
        say(question(window))
        qtbot.waitUntil(window.isActiveWindow)
        assert window.focusWidget() is page.form.substance

    def test_a_dose_of_earlier_is_recorded_at_once(self, window, page, workspace):
        self.fill(page, when=at(8, 59))
        page.record_button.click()
        assert question(window) is None
        assert len(taken(workspace)) == 1

    def test_what_is_not_filled_in_is_said_before_anything_is_asked(self, window, page, workspace):
        page.record_button.click()
        assert question(window) is None
        page.record()
        assert taken(workspace) == []

    def test_each_substance_is_asked_about_once_a_day(self, window, page, workspace, clock):
        for substance in ("Item B", "item b", "Item C"):
            self.fill(page, substance)
            page.record_button.click()
            if (dialog := question(window)) is not None:
                say(dialog)
            clock.at += timedelta(minutes=5)
        assert len(taken(workspace)) == 3
        said = {entry.expectation.substance for entry in expected(workspace)}
        assert said == {"Item B", "Item C"}
        clock.at = at(9, 30, day=3)
        self.fill(page)
        page.record_button.click()
        assert question(window) is not None

    def test_who_leaves_the_page_with_the_program_is_asked_nothing_more(
        self, window, page, workspace
    ):
        self.fill(page)
        page.record()
        assert question(window) is None
        assert len(taken(workspace)) == 1

    def test_a_dose_that_waits_for_its_answer_is_not_lost_with_the_window(
        self, window, page, workspace
    ):
        self.fill(page)
        page.record_button.click()
        left = []
        window.unrecorded.ask_before(lambda: left.append(True))
        assert left == []
        window.unrecorded.dialog.record_button.click()
        assert len(taken(workspace)) == 1
        assert expected(workspace) == []
        assert left == [True]

    def test_it_can_be_discarded_with_the_window(self, window, page, workspace):
        self.fill(page)
        page.record_button.click()
        left = []
        window.unrecorded.ask_before(lambda: left.append(True))
        window.unrecorded.dialog.discard_button.click()
        # the form below has it still
        window.unrecorded.dialog.discard_button.click()
        assert left == [True]
        assert taken(workspace) == []

    def test_while_a_check_in_is_half_filled_on_another_page_nothing_is_asked(
        self, window, page, workspace
    ):
        window.open_page("today")
        QTest.keyClick(window.page("today").form.inputs["mood"].track, Qt.Key.Key_Right)
        window.open_page("doses")
        self.fill(page)
        page.record_button.click()
        assert question(window) is None
        assert len(taken(workspace)) == 1


class TestReminders:
    @pytest.fixture
    def bar(self, window, workspace, clock):
        workspace.perform("Reminders changed", reminders.remind_of_doses, True)
        window.reminders.look()
        clock.at = at(20, 0)
        window.reminders.look()
        assert "record" in window.reminder_bar.buttons
        return window.reminder_bar

    @pytest.fixture
    def patient(self, qapp):
        before = qapp.doubleClickInterval()
        qapp.setDoubleClickInterval(0)
        yield
        qapp.setDoubleClickInterval(before)

    def press(self, qtbot, bar, action):
        qtbot.wait(2)
        bar.buttons[action].click()

    @pytest.mark.usefixtures("patient")
    @pytest.mark.parametrize(("action", "status"), [("record", "taken"), ("skip", "skipped")])
    def test_the_bar_asks_once_and_keeps_both(self, qtbot, window, workspace, bar, action, status):
        self.press(qtbot, bar, action)
        assert taken(workspace) == []
        words = question(window).question_label.text()
        assert ("without this dose" in words) == (action == "skip")
        say(question(window))
        (dose,) = taken(workspace)
        assert dose.dose.status == status
        assert len(expected(workspace)) == 1
        assert window.reminders.waiting == []
        assert not bar.isVisible()

    @pytest.mark.usefixtures("patient")
    def test_not_now_records_the_dose_alone(self, qtbot, window, workspace, bar):
        self.press(qtbot, bar, "record")
        question(window).reject()
        assert len(taken(workspace)) == 1
        assert expected(workspace) == []

    @pytest.mark.usefixtures("patient")
    def test_the_keyboard_goes_back_to_the_page(self, qtbot, window, bar):
        bar.buttons["record"].setFocus()
        self.press(qtbot, bar, "record")
        say(question(window))
        qtbot.waitUntil(window.isActiveWindow)
        assert window.page("today").isAncestorOf(window.focusWidget())

    @pytest.mark.usefixtures("patient")
    def test_snooze_asks_nothing(self, qtbot, window, workspace, bar):
        self.press(qtbot, bar, "snooze")
        assert question(window) is None
        assert taken(workspace) == []

    @pytest.mark.usefixtures("patient")
    def test_a_reminder_is_skipped_with_the_question_as_long_as_its_day_lasts(
        self, qtbot, window, workspace, bar, clock
    ):
        clock.at = at(20, 31)
        self.press(qtbot, bar, "skip")
        say(question(window))
        assert taken(workspace)[0].dose.status == "skipped"
        assert len(expected(workspace)) == 1

    @pytest.mark.usefixtures("patient")
    def test_a_reminder_of_the_day_before_is_skipped_at_once(
        self, qtbot, window, workspace, bar, clock
    ):
        clock.at = at(9, 30) + timedelta(days=1)
        self.press(qtbot, bar, "skip")
        assert question(window) is None
        assert taken(workspace)[0].dose.status == "skipped"

    @pytest.mark.usefixtures("patient")
    def test_what_was_answered_meanwhile_is_said_and_not_recorded_twice(
        self, qtbot, window, workspace, bar
    ):
        told = []
        workspace.failed.connect(told.append)
        self.press(qtbot, bar, "record")
        dialog = question(window)
        window.reminders.answer(window.reminders.waiting[0].key, "record")
        say(dialog)
        assert len(taken(workspace)) == 1
        assert expected(workspace) == []
        assert len(told) == 1

    @pytest.mark.usefixtures("bar")
    @pytest.mark.parametrize("action", ["record", "skip"])
    def test_a_notification_asks_nothing(self, window, workspace, action):
        window.reminders.answer(window.reminders.waiting[0].key, action)
        assert question(window) is None
        assert len(taken(workspace)) == 1
        assert expected(workspace) == []


def test_ask_says_whether_there_is_a_question(workspace, host):
    answers = []
    assert asking.ask(workspace, host, Subject("Item A"), answers.append)
    assert answers == []
    question(host).reject()
    assert answers == [None]
    QApplication.processEvents()


def _texts(dialog):
    return [
        each.text().replace("\u2068", "").replace("\u2069", "")
        for each in dialog.findChildren(type(dialog.hint_label))
    ]
