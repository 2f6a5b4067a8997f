"""What every journal asks once, on Today."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from dosejournal.domain.measures import Measure
from dosejournal.gui.today_page import TodayPage
from dosejournal.journal import choices, main_measures, measures


@pytest.fixture
def make_page(qtbot, workspace):
    def make():
        today = TodayPage(workspace)
        qtbot.addWidget(today)
        today.resize(1080, 800)
        today.show()
        qtbot.waitExposed(today)
        today.activateWindow()
        qtbot.waitUntil(lambda: today.focusWidget() is not None)
        return today

    return make


@pytest.fixture
def page(make_page):
    return make_page()


def answered(workspace):
    main = workspace.read(main_measures.current)
    return workspace.read(choices.read).topics, main and main.measure.key


def test_a_journal_that_was_never_asked_asks_and_presets_nothing(page):
    questions = page.questions
    assert questions.isVisible()
    assert not any(radio.isChecked() for radio in questions.options.values())
    assert questions.measure.currentText() == "Not chosen yet"
    assert questions.measure.currentData() is None
    assert [*questions.options] == ["general", "microdosing"]


def test_the_check_in_keeps_its_place_and_the_keyboard(page):
    assert page.focusWidget() is page.form.inputs["mood"].track
    beside = page.questions.mapTo(page, QPoint())
    assert beside.x() > page.record_button.mapTo(page, QPoint()).x()
    page.resize(760, 640)
    assert page.card.mapTo(page.widget(), QPoint()).y() < 120


def test_both_answers_are_kept_in_one_act_and_the_card_goes(qtbot, page, workspace):
    page.questions.options["general"].click()
    page.questions.measure.setCurrentIndex(page.questions.measure.findText("Focus"))
    page.questions.save_button.setFocus()
    with qtbot.waitSignal(workspace.done) as done:
        QTest.keyClick(page.questions.save_button, Qt.Key.Key_Space)
    assert done.args == ["Answers kept"]
    assert answered(workspace) == ("general", "focus")
    assert not page.questions.isVisible()
    assert page.focusWidget() is page.form.inputs["mood"].track
    workspace.undo()
    assert answered(workspace) == ("", None)
    assert page.questions.isVisible()


def test_the_main_measure_may_be_left_open(page, workspace):
    page.questions.options["microdosing"].click()
    page.questions.measure.setCurrentIndex(2)
    page.questions.measure.setCurrentIndex(page.questions.measure.findText("Not chosen yet"))
    page.questions.save_button.click()
    assert answered(workspace) == ("microdosing", None)


def test_the_words_of_an_answer_choose_it_too(page):
    words = page.questions.options["general"].accessibleName()
    (label,) = [each for each in page.questions.findChildren(QLabel) if each.text() == words]
    away = QPoint(5, 300)
    QTest.mousePress(label, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(label, Qt.MouseButton.LeftButton, pos=away)
    assert not page.questions.options["general"].isChecked()
    QTest.mouseClick(label, Qt.MouseButton.LeftButton)
    assert page.questions.options["general"].isChecked()


def test_saving_before_the_first_is_answered_says_what_is_missing(page, workspace):
    page.questions.measure.setCurrentIndex(1)
    page.questions.save_button.click()
    assert "Choose which research first" in page.questions.line.text()
    assert page.focusWidget() is page.questions.options["general"]
    assert answered(workspace) == ("", None)
    page.questions.options["general"].click()
    page.questions.save_button.click()
    assert answered(workspace)[0] == "general"


def test_what_is_missing_is_said_directly_below_the_answers_until_there_is_one(page):
    questions = page.questions
    hint = questions.line.text()
    assert hint.startswith("Short notes")
    questions.save_button.click()
    QApplication.processEvents()
    last = [*questions.options.values()][-1].parentWidget()
    bottom = last.mapTo(questions, QPoint(0, last.height())).y()
    line = questions.line.mapTo(questions, QPoint()).y()
    assert bottom <= line <= bottom + 8
    assert line < questions.measure.mapTo(questions, QPoint()).y()
    for radio in questions.options.values():
        assert radio.accessibleDescription() == questions.line.text() != hint
    questions.options["general"].click()
    assert questions.line.text() == hint
    assert questions.line.property("role") == "hint"


def test_one_key_goes_from_no_choice_to_the_first_measure(page):
    QTest.keyClick(page.questions.measure, Qt.Key.Key_Down)
    assert page.questions.measure.currentText() == "Mood"
    QTest.keyClick(page.questions.measure, Qt.Key.Key_Up)
    assert page.questions.measure.currentData() is None


def test_not_now_asks_again_at_the_next_start(page, make_page, workspace):
    page.questions.later_button.setFocus()
    QTest.keyClick(page.questions.later_button, Qt.Key.Key_Space)
    assert not page.questions.isVisible()
    assert page.focusWidget() is page.form.inputs["mood"].track
    workspace.changed.emit(frozenset({"choice"}))
    assert not page.questions.isVisible()
    assert workspace.undo_label is None
    assert make_page().questions.isVisible()


def test_a_journal_that_has_answered_is_not_asked(make_page, workspace, now):
    workspace.perform("Choice changed", choices.choose, now, "topics", "general")
    assert make_page().questions is None


def test_an_answer_given_in_the_settings_is_enough(page, workspace, now):
    workspace.perform("Choice changed", choices.choose, now, "topics", "general")
    assert not page.questions.isVisible()


def test_a_main_measure_that_is_chosen_already_is_not_asked_for(page, workspace, now):
    page.questions.measure.setCurrentIndex(page.questions.measure.findText("Focus"))
    workspace.perform("Main measure chosen", main_measures.choose, now, "mood")
    assert page.questions.title_label.text() == "A question, asked once"
    assert not page.questions.measure.isVisible()
    page.questions.options["general"].click()
    page.questions.save_button.click()
    assert answered(workspace) == ("general", "mood")


def test_a_measure_added_meanwhile_is_offered_and_the_answer_stays(page, workspace):
    page.questions.measure.setCurrentIndex(page.questions.measure.findText("Calm"))
    workspace.perform("Measure added", measures.add, Measure("", "Stress"))
    assert page.questions.measure.findText("Stress") > 0
    assert page.questions.measure.currentText() == "Calm"


def test_nothing_is_asked_beside_a_check_in_that_is_filled_in(page):
    page.questions.options["general"].setChecked(True)
    QTest.keyClicks(page.form.inputs["mood"].track, "6")
    assert not page.questions.isVisible()
    QTest.keyClick(page.form.inputs["mood"].track, Qt.Key.Key_Delete)
    assert page.questions.isVisible()
    assert page.questions.options["general"].isChecked()


def test_tab_walks_through_the_questions_after_the_doses(page):
    first, second, *others = page.questions.stops
    page.doses.log_button.setFocus()
    for stop in (first, *others):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert page.focusWidget() is stop
        assert stop.accessibleName() or stop.text()
    first.setFocus()
    # round buttons that belong together are one stop: arrows move among them
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert page.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert second.isChecked()
    QTest.keyClick(second, Qt.Key.Key_Up)
    assert first.isChecked()
