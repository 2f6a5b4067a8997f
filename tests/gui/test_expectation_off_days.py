"""A day without a dose asks what is expected of it, where the person wants that."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dosejournal.domain.entries import DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.gui.expectation.expectation_dialog import ExpectationDialog
from dosejournal.gui.today_page import TodayPage
from dosejournal.journal import choices, doses, expectations, main_measures, planning, timeline
from dosejournal.journal.timeline import Filter

pytestmark = pytest.mark.usefixtures("british")

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = date(2026, 3, 1)


@pytest.fixture
def asks_expectation():
    return "off_days"


@pytest.fixture
def clock(clock):
    clock.at = at(9, 30)
    return clock


@pytest.fixture
def workspace(workspace):
    # the second of March is a Monday
    plan(workspace, "Item A", "weekdays tue")
    plan(workspace, "Item B", "daily")
    workspace.perform("Main measure chosen", main_measures.choose, at(9, 30), "mood")
    workspace.perform("x", choices.choose, at(9, 30), "topics", "general")
    workspace.perform("x", choices.choose, at(9, 30), "cards", "never")
    return workspace


@pytest.fixture
def page(qtbot, workspace):
    today = TodayPage(workspace)
    qtbot.addWidget(today)
    today.resize(1080, 800)
    today.show()
    qtbot.waitExposed(today)
    today.activateWindow()
    qtbot.waitUntil(today.isActiveWindow)
    return today


def at(hour, minute=0, day=2):
    return datetime(2026, 3, day, hour, minute, tzinfo=BERLIN)


def plan(workspace, substance, pattern):
    draft = RegimenDraft(
        substance, parse(pattern), (time(20),), FIRST, steps=(DoseStep(FIRST, "1", "mg"),)
    )
    workspace.perform("Regimen added", planning.add, workspace.now(), draft)


def question(page):
    found = [each for each in page.findChildren(ExpectationDialog) if each.isVisible()]
    assert len(found) <= 1
    return found[0] if found else None


def say(dialog):
    for slider, value in ((dialog.change, -10.0), (dialog.certainty, 60.0)):
        slider.set_value(value)
        slider.edited.emit()
    dialog.record_button.click()


def every(workspace, kind):
    keys = workspace.read(timeline.keys, Filter(kinds=(kind,)))
    return workspace.read(timeline.entries, keys)


def lines(page):
    return list(page.doses.off_days.lines)


def press(page, substance="Item A"):
    page.doses.off_days.lines[substance].button.click()


def test_a_substance_without_a_dose_today_is_asked_about(page):
    assert lines(page) == ["Item A"]
    row = page.doses.off_days.lines["Item A"]
    assert row.isVisible()
    words = row.words_label.text().replace("\u2068", "").replace("\u2069", "")
    assert words == "No dose of Item A is planned today. What do you expect of today?"
    assert row.button.text() == "Say…"
    assert row.not_today_button.text() == "Not today"
    for each in row.stops:
        assert each.accessibleDescription() == row.words_label.text()


@pytest.mark.parametrize("chosen", ["doses", "never"])
def test_who_does_not_want_it_is_not_asked(page, workspace, chosen):
    workspace.perform("x", choices.choose, workspace.now(), "ask_expectation", chosen)
    assert lines(page) == []
    assert not page.doses.off_days.isVisible()
    workspace.perform("x", choices.choose, workspace.now(), "ask_expectation", "off_days")
    assert lines(page) == ["Item A"]


def test_what_is_said_is_recorded_without_a_dose(page, workspace):
    told = []
    workspace.done.connect(told.append)
    press(page)
    assert question(page).windowTitle() == "Before this day goes on"
    say(question(page))
    (entry,) = every(workspace, "expectancy")
    assert entry.expectation.substance == "Item A"
    assert entry.expectation.change == -10.0
    assert every(workspace, "dose_event") == []
    assert told == ["Expectation recorded"]
    assert lines(page) == []


def test_undo_asks_again(page, workspace):
    press(page)
    say(question(page))
    workspace.undo()
    assert every(workspace, "expectancy") == []
    assert lines(page) == ["Item A"]


@pytest.mark.parametrize("way", ["button", "escape"])
def test_who_leaves_the_question_finds_it_again_on_today(page, workspace, way):
    page.doses.off_days.lines["Item A"].button.setFocus()
    press(page)
    if way == "button":
        question(page).not_now_button.click()
    else:
        QTest.keyClick(question(page).focusWidget(), Qt.Key.Key_Escape)
    assert question(page) is None
    assert every(workspace, "expectancy") == []
    row = page.doses.off_days.lines["Item A"]
    assert row.isVisible()
    assert page.focusWidget() is row.button
    press(page)
    say(question(page))
    assert len(every(workspace, "expectancy")) == 1


def test_not_today_asks_no_more_on_that_day(page, workspace, clock):
    page.doses.off_days.lines["Item A"].not_today_button.click()
    assert every(workspace, "expectancy") == []
    assert lines(page) == []
    workspace.changed.emit(frozenset({"choice"}))
    assert lines(page) == []
    clock.at = at(9, 30, day=4)
    workspace.changed.emit(frozenset({"journal_info"}))
    assert lines(page) == ["Item A"]


def test_a_dose_that_was_taken_all_the_same_ends_the_question(page, workspace):
    draft = DoseDraft(at(9, 20), "Item A")
    workspace.perform("Dose recorded", doses.record, at(9, 30), draft)
    assert lines(page) == []


def test_the_day_of_a_dose_is_none_without(page, workspace, clock):
    clock.at = at(9, 30, day=3)
    # as when the window notices that the journal day has turned
    workspace.changed.emit(frozenset({"dose_event"}))
    assert lines(page) == []
    assert page.doses.plan.isVisible()


def test_each_substance_has_its_own_line(page, workspace):
    plan(workspace, "Item C", "weekdays wed")
    assert lines(page) == ["Item A", "Item C"]
    press(page, "Item C")
    say(question(page))
    assert lines(page) == ["Item A"]


@pytest.mark.parametrize("rate_first", ["yes", "no"])
def test_nothing_is_asked_while_a_check_in_is_filled_in(page, workspace, rate_first):
    workspace.perform("x", choices.choose, workspace.now(), "rate_first", rate_first)
    track = page.form.inputs["mood"].track
    QTest.keyClick(track, Qt.Key.Key_Right)
    assert not page.doses.off_days.isVisible()
    QTest.keyClick(track, Qt.Key.Key_Delete)
    assert page.doses.off_days.isVisible()


def test_tab_comes_to_it_between_the_plan_and_the_button_below(page, workspace):
    plan(workspace, "Item C", "weekdays wed")
    asking = page.doses.off_days.stops()
    assert len(asking) == 4
    stops = [page.doses.plan.before_button, *asking, page.doses.log_button]
    stops[0].setFocus()
    found = [page.focusWidget()]
    for _press in stops[1:]:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        found.append(page.focusWidget())
    assert found == stops


def test_the_keyboard_goes_to_the_next_line_and_then_to_the_button_below(page, workspace):
    plan(workspace, "Item C", "weekdays wed")
    first, second = page.doses.off_days.lines.values()
    first.not_today_button.setFocus()
    first.not_today_button.click()
    assert page.focusWidget() is second.button
    second.not_today_button.setFocus()
    second.not_today_button.click()
    assert page.focusWidget() is page.doses.log_button


def test_the_keyboard_stays_with_the_lines_when_the_last_one_leaves(page, workspace):
    plan(workspace, "Item C", "weekdays wed")
    first, second = page.doses.off_days.lines.values()
    second.not_today_button.setFocus()
    second.not_today_button.click()
    assert page.focusWidget() is first.button


def test_a_keyboard_that_is_on_another_line_stays_there(page, workspace):
    plan(workspace, "Item C", "weekdays wed")
    _first, second = page.doses.off_days.lines.values()
    second.button.setFocus()
    draft = DoseDraft(at(9, 20), "Item A")
    workspace.perform("Dose recorded", doses.record, at(9, 30), draft)
    assert lines(page) == ["Item C"]
    assert page.focusWidget() is second.button


def test_what_was_said_elsewhere_meanwhile_is_not_said_twice(page, workspace):
    told = []
    workspace.failed.connect(told.append)
    press(page)
    dialog = question(page)
    elsewhere = ExpectancyDraft(at(9, 30), "Item A", "mood", 5.0, 50.0)
    workspace.perform("x", expectations.record, at(9, 30), elsewhere)
    say(dialog)
    (entry,) = every(workspace, "expectancy")
    assert entry.expectation.change == 5.0
    assert len(told) == 1
