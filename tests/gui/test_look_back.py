"""Before the panels of Trends: the question of the week, and a check-in being filled in."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.measures import Measure
from dosejournal.errors import StorageError
from dosejournal.gui.trends_page import TrendsPage
from dosejournal.journal import (
    check_ins,
    choices,
    doses,
    look_backs,
    main_measures,
    measures,
)

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture(autouse=True)
def no_notes(workspace, now):
    """Let no note from research stand before the panels, which one does is chance."""
    workspace.keep(choices.choose, now, "cards", "never")


@pytest.fixture
def rated(database, now):
    """A record that ends yesterday, a Sunday."""
    with database.write("Filled") as write:
        for n in range(1, 20):
            draft = CheckInDraft(now - timedelta(days=n), {"mood": 50 + n % 3})
            check_ins.record(write.session, now, draft)
    return database


def shown(qtbot, workspace, width=900):
    page = TrendsPage(workspace)
    qtbot.addWidget(page)
    page.resize(width, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def page(qtbot, workspace, rated):
    return shown(qtbot, workspace)


def track(page):
    return page.threshold.card.input.track


def press(widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifiers)


def asks(page):
    """Say whether the question stands alone; neither, or both, is no answer."""
    alone = page.threshold.card.isVisible()
    record = [page.threshold.inside.isVisible(), page.tools.isVisible()]
    record.append(page.subtitle_label.isVisible())
    assert record == [not alone] * 3
    return alone


def answers(database):
    with database.read() as session:
        return [(week.first_day, week.remembered) for week in look_backs.weeks(session)]


def test_the_week_is_asked_about_before_anything_of_the_record_is_seen(page):
    assert asks(page)
    card = page.threshold.card
    assert card.title_label.text() == "How was last week on average?"
    assert card.hint_label.text() == "23 Feb\u2009–\u20091 Mar"
    assert card.input.measure.key == "mood"
    assert card.input.is_empty()
    assert not card.record_button.isEnabled()


def test_the_answer_opens_the_page_and_stands_in_a_panel_of_its_own(page, rated):
    press(track(page), Qt.Key.Key_Right)
    track(page).set_rating(61)
    card = page.threshold.card
    assert card.record_button.isEnabled()
    card.record_button.click()
    assert answers(rated) == [(date(2026, 2, 23), 61.0)]
    assert not asks(page)
    panel = page.panels["look_back:mood"]
    assert panel.isVisible()
    assert panel.ground_label.text() == "1 week so far; 4 needed for an average"


def test_taking_the_answer_back_leaves_nothing_to_record(page):
    press(track(page), Qt.Key.Key_Right)
    press(track(page), Qt.Key.Key_Delete)
    assert not page.threshold.card.record_button.isEnabled()
    press(track(page), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asks(page)


def test_control_and_return_record(page, rated):
    press(track(page), Qt.Key.Key_Right)
    press(track(page), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(answers(rated)) == 1
    assert not asks(page)


def test_escape_leaves_the_question_and_it_does_not_come_back(qtbot, page, workspace, rated):
    done = []
    workspace.done.connect(done.append)
    press(track(page), Qt.Key.Key_Escape)
    assert not asks(page)
    assert answers(rated) == []
    # it is no act of the person: nothing is told, nothing to undo
    assert done == []
    assert workspace.undo_label == "Filled"
    assert "look_back:mood" not in page.panels
    assert not asks(shown(qtbot, workspace))


def test_the_button_leaves_it_as_well(page, rated):
    page.threshold.card.leave_button.click()
    assert not asks(page)


def test_undoing_the_answer_asks_again_and_redoing_opens_again(page, workspace, rated):
    press(track(page), Qt.Key.Key_Right)
    page.threshold.card.record_button.click()
    workspace.undo()
    assert asks(page)
    assert page.threshold.card.input.is_empty()
    assert answers(rated) == []
    workspace.redo()
    assert not asks(page)


def test_the_keyboard_follows_what_is_shown(page, workspace):
    track(page).setFocus()
    press(track(page), Qt.Key.Key_Right)
    press(track(page), Qt.Key.Key_Tab)
    assert page.threshold.card.leave_button.hasFocus()
    press(page.threshold.card.leave_button, Qt.Key.Key_Tab)
    assert page.threshold.card.record_button.hasFocus()
    press(page.threshold.card.record_button, Qt.Key.Key_Space)
    assert page.ranges.stop.hasFocus()
    workspace.undo()
    assert track(page).hasFocus()
    workspace.is_rating = True
    assert page.threshold.waiting.action.hasFocus()


def test_a_keyboard_that_is_elsewhere_stays_there(page, workspace):
    track(page).setFocus()
    track(page).clearFocus()
    workspace.is_rating = True
    assert not page.threshold.waiting.action.hasFocus()


def test_nothing_is_asked_of_a_week_that_was_hardly_recorded(qtbot, workspace, now):
    draft = CheckInDraft(now - timedelta(days=3), {"mood": 50})
    workspace.perform("Check-in recorded", check_ins.record, now, draft)
    assert not asks(shown(qtbot, workspace))


def test_nothing_is_asked_where_there_is_nothing_to_show(qtbot, workspace):
    page = shown(qtbot, workspace)
    assert page.empty.isVisible()
    assert not page.threshold.card.isVisible()


def test_an_answer_given_elsewhere_is_not_asked_for_again(page, workspace, now):
    question = workspace.read(look_backs.due, now)
    workspace.perform("Look back recorded", look_backs.answer, now, question, 40)
    assert not asks(page)


def test_a_week_that_loses_its_days_is_not_asked_about_any_more(page, workspace, now):
    press(track(page), Qt.Key.Key_Right)
    # what is answered so far stays while the question does
    workspace.perform("Dose recorded", doses.record, now, DoseDraft(now, "Item A"))
    workspace.perform("Check-in removed", check_ins.remove, now, 1)
    assert page.threshold.card.input.value() is not None
    for number in (2, 3, 4):
        workspace.perform("Check-in removed", check_ins.remove, now, number)
    assert not asks(page)
    # nor does it come before what is in sight
    workspace.undo()
    assert not asks(page)


def test_another_main_measure_is_asked_about_instead(page, workspace, rated, now):
    press(track(page), Qt.Key.Key_Right)
    steps = Measure("pace", "Pace", minimum=1, maximum=3, words=("low", "some", "high"))
    workspace.perform("Measure added", measures.add, steps)
    for n in range(1, 8):
        draft = CheckInDraft(now - timedelta(days=n), {"pace": 2})
        workspace.perform("Check-in recorded", check_ins.record, now, draft)
    workspace.perform("Main measure chosen", main_measures.choose, now, "pace")
    card = page.threshold.card
    assert asks(page)
    assert card.input.measure.key == "pace"
    assert not card.record_button.isEnabled()
    card.input.steps[3.0].click()
    card.record_button.click()
    assert answers(rated) == [(date(2026, 2, 23), 3.0)]


def test_a_new_week_is_asked_about_when_the_page_comes_into_sight_again(page, workspace, clock):
    press(track(page), Qt.Key.Key_Escape)
    for n in range(7):
        clock.set(9, 30, days=1 if n else 0)
        draft = CheckInDraft(clock(), {"mood": 40})
        workspace.perform("Check-in recorded", check_ins.record, clock(), draft)
    clock.set(9, 30, days=1)
    workspace.changed.emit(frozenset({"check_in"}))
    assert not asks(page)
    page.hide()
    page.show()
    assert asks(page)
    assert page.threshold.card.hint_label.text() == "2–8 Mar"


def test_where_nothing_can_be_kept_the_panels_still_come(page, workspace, monkeypatch):
    def full(*_given):
        raise StorageError("The disk is full.")

    monkeypatch.setattr(look_backs, "answer", full)
    told = []
    workspace.failed.connect(told.append)
    press(track(page), Qt.Key.Key_Escape)
    assert told == ["The disk is full."]
    assert not asks(page)


def test_the_name_stands_above_the_line_where_there_is_little_room(qtbot, workspace, rated):
    page = shown(qtbot, workspace, width=420)
    card = page.threshold.card
    assert page.horizontalScrollBar().maximum() == 0
    assert card.input.y() > card.name_label.y()
    page.resize(900, 700)
    qtbot.waitUntil(lambda: card.input.y() == card.name_label.y())


def test_beside_a_check_in_the_record_is_out_of_sight(qtbot, page, workspace, now):
    press(track(page), Qt.Key.Key_Escape)
    workspace.is_rating = True
    waiting = page.threshold.waiting
    assert waiting.isVisible()
    assert waiting.text_label.text() == "Back when this check-in is recorded."
    assert not page.threshold.inside.isVisible()
    assert not page.tools.isVisible()
    assert not page.subtitle_label.isVisible()
    with qtbot.waitSignal(page.check_in_wanted):
        waiting.action.click()
    workspace.is_rating = False
    assert not asks(page)
    assert not waiting.isVisible()


def test_no_week_is_asked_about_beside_a_check_in(page, workspace):
    press(track(page), Qt.Key.Key_Right)
    workspace.is_rating = True
    assert page.threshold.waiting.isVisible()
    assert not page.threshold.card.isVisible()
    workspace.is_rating = False
    assert asks(page)
    assert page.threshold.card.input.value() is not None


def test_who_chose_to_see_the_record_while_rating_sees_it(page, workspace, now):
    press(track(page), Qt.Key.Key_Escape)
    workspace.is_rating = True
    workspace.perform("Choice changed", choices.choose, now, "rate_first", "no")
    assert not asks(page)
    workspace.undo()
    assert page.threshold.waiting.isVisible()


def test_where_the_choice_cannot_be_read_the_record_stays_out_of_sight(
    page, workspace, monkeypatch
):
    press(track(page), Qt.Key.Key_Escape)

    def gone(_session):
        raise StorageError("The disk is gone.")

    monkeypatch.setattr(choices, "read", gone)
    workspace.is_rating = True
    assert page.threshold.waiting.isVisible()


def test_trends_in_the_window_waits_for_the_check_in_of_today(qtbot, window, rated):
    form = window.page("today").form
    press(form.inputs["mood"].track, Qt.Key.Key_Right)
    window.open_page("trends")
    page = window.page("trends")
    assert page.threshold.waiting.isVisible()
    assert page.threshold.waiting.action.hasFocus()
    page.threshold.waiting.action.click()
    assert window.stack.currentWidget() is window.page("today")
    window.page("today").record()
    window.open_page("trends")
    assert asks(page)
    assert track(page).hasFocus()


def test_a_question_of_the_page_built_while_rating_comes_after_the_check_in(
    qtbot, workspace, rated
):
    workspace.is_rating = True
    page = shown(qtbot, workspace)
    assert page.threshold.waiting.isVisible()
    page.hide()
    workspace.is_rating = False
    page.show()
    assert asks(page)


def test_what_was_recorded_stands_at_the_top_until_the_page_is_left(page, workspace):
    assert not page.afterwards.isVisible()
    press(track(page), Qt.Key.Key_Right)
    track(page).set_rating(61)
    page.threshold.card.record_button.click()
    line = page.afterwards.line_label
    assert line.isVisible()
    assert line.text() == (
        "23 Feb\u2009–\u20091 Mar · remembered 61 · recorded 51 (mean of 7 days)"
    )
    assert line.mapTo(page, line.rect().topLeft()).y() < page.height() / 4
    # an answer that is taken back is no answer
    workspace.undo()
    workspace.redo()
    assert line.isVisible()
    page.hide()
    page.show()
    assert not page.threshold.card.isVisible()
    assert not line.isVisible()


def test_without_an_answer_nothing_is_told_afterwards(page):
    page.threshold.card.leave_button.click()
    assert not page.afterwards.isVisible()


def test_undoing_the_answer_takes_its_line_along(page, workspace):
    press(track(page), Qt.Key.Key_Right)
    page.threshold.card.record_button.click()
    workspace.undo()
    assert page.afterwards.isHidden()


def test_the_key_is_written_beside_the_button(page):
    assert page.threshold.card.keys_label.text() == "Ctrl + Return"
    assert page.threshold.card.keys_label.isVisible()


def test_return_records_a_touched_answer_and_nothing_else(page, rated):
    card = page.threshold.card
    press(track(page), Qt.Key.Key_Return)
    assert asks(page)
    press(track(page), Qt.Key.Key_Right)
    card.leave_button.setFocus()
    press(card.leave_button, Qt.Key.Key_Return)
    assert answers(rated) == []
    track(page).setFocus()
    press(track(page), Qt.Key.Key_Return)
    assert len(answers(rated)) == 1
    assert not asks(page)
