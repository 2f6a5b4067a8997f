import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from dosejournal import paths
from dosejournal.domain import evidence
from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.gui.evidence.evidence_page import NUMBERS, SAFETY, STUDIES
from dosejournal.gui.evidence.outset import ROOM
from dosejournal.journal import cards, check_ins, choices, doses

CARDS = evidence.cards()
SIDED = {card.id for card in CARDS if card.is_sided}


def choose(workspace, name, value):
    workspace.perform("Changed", choices.choose, workspace.now(), name, value)


def ids(part):
    return {view.card.id for view in part.views if view.isVisible()}


def labels(part):
    return {each.text() for each in part.findChildren(QLabel) if each.isVisible()}


def of(topics, *stances):
    return {card.id for card in CARDS if card.topic in topics and card.stance in stances}


GENERAL = of({"general"}, "method")
ALL = of(set(evidence.TOPICS), "sceptical", "favourable", "open", "method")


@pytest.fixture
def page(window):
    window.open_page("evidence")
    return window.page("evidence")


@pytest.fixture
def studies(page):
    return page.parts[STUDIES]


@pytest.fixture
def both(page, workspace):
    choose(workspace, "topics", "microdosing")
    return page.parts[STUDIES]


def test_it_begins_with_what_concerns_everyone(page, studies):
    assert page.part == STUDIES
    assert ids(studies) == GENERAL
    assert studies.offer.isVisible()
    assert not studies.anyway_button.isVisible()
    assert "Sceptical" not in {
        each.text() for each in studies.sides.findChildren(QLabel)
    } & labels(studies)


def test_studies_of_microdosing_are_shown_for_once_without_changing_the_choice(studies, workspace):
    studies.offer.button.click()
    assert ids(studies) == ALL
    assert workspace.read(choices.read).topics == ""
    assert workspace.undo_label is None
    assert studies.offer.button.text() == "Hide studies about microdosing"
    studies.offer.button.click()
    assert ids(studies) == GENERAL


def test_who_asked_for_both_topics_is_offered_nothing_more(both):
    assert ids(both) == ALL
    assert not both.offer.isVisible()


def test_both_sides_stand_beside_each_other(window, both):
    window.resize(1280, 800)
    QApplication.processEvents()
    sided = [view for view in both.views if both.sides.isAncestorOf(view)]
    first = {view.card.stance for view in sided if view.x() == 0}
    second = {view.card.stance for view in sided if view.x() > 0}
    assert (first, second) == ({"sceptical"}, {"favourable", "open"})
    assert all(heading.isVisible() for heading in both.sides.headings)
    widths = [view.width() for view in sided]
    assert max(widths) - min(widths) <= 1
    assert not any(view.card.is_sided for view in both.views if both.method.isAncestorOf(view))


def test_in_a_narrow_window_the_sides_take_turns(window, both):
    window.resize(640, 700)
    QApplication.processEvents()
    assert both.sides.is_narrow
    sided = sorted((view for view in both.views if view.card.is_sided), key=QWidget.y)
    assert {view.x() for view in sided} == {0}
    assert [view.card.stance == "sceptical" for view in sided[:8]] == [True, False] * 4
    assert not any(heading.isVisible() for heading in both.sides.headings)
    window.resize(1280, 800)
    QApplication.processEvents()
    assert {view.card.stance for view in sided if view.x() == 0} == {"sceptical"}
    assert all(heading.isVisible() for heading in both.sides.headings)


def test_tab_goes_from_one_side_to_the_other(both):
    buttons = [view.source.button for view in both.views if view.card.is_sided]
    buttons[0].setFocus()
    reached = []
    for _each in range(8):
        reached.append(both.window().focusWidget())
        QTest.keyClick(reached[-1], Qt.Key.Key_Tab)
    stances = [
        view.card.stance
        for button in reached
        for view in both.views
        if view.source.button is button
    ]
    assert [stance == "sceptical" for stance in stances] == [True, False] * 4


@pytest.mark.parametrize("stance", ["sceptical", "open", "method"])
def test_one_stance_alone_has_no_long_lines(window, both, stance):
    window.resize(1280, 800)
    both.chips[stance].click()
    QApplication.processEvents()
    assert {view.width() <= 520 for view in both.shown} == {True}
    assert len({view.x() for view in both.shown}) == 2
    assert not any(heading.isVisible() for heading in both.sides.headings)


def test_the_words_of_links_stand_in_line_with_the_text_above(page, workspace, qtbot):
    def left(widget, inside=0):
        return widget.mapTo(page, widget.rect().topLeft()).x() + inside

    def is_whole(widget):
        return widget.visibleRegion().boundingRect().width() == widget.width()

    page.show_part(SAFETY)
    safety = page.parts[SAFETY]
    QApplication.processEvents()
    view, *_others = safety.views
    assert left(view.source.button, ROOM) == left(view.hint_label)
    assert left(safety.offer.button, ROOM) == left(safety.text) == left(view)
    qtbot.waitUntil(lambda: is_whole(safety.offer.button))
    shape = safety.text.document().rootFrame().frameFormat()
    assert shape.leftMargin() == 0
    page.show_part(STUDIES)
    studies = page.parts[STUDIES]
    studies.offer.button.click()
    draft = DoseDraft(workspace.now(), "Item A", "10", "mg")
    workspace.perform("Dose recorded", doses.record, workspace.now(), draft)
    QApplication.processEvents()
    assert left(studies.anyway_button, ROOM) == left(studies.dose_label)
    qtbot.waitUntil(lambda: is_whole(studies.anyway_button))


@pytest.mark.parametrize("stance", ["sceptical", "favourable", "open", "method"])
def test_a_stance_can_be_shown_alone(both, stance):
    both.chips[stance].click()
    assert ids(both) == of(set(evidence.TOPICS), stance)
    assert {view.card.id for view in both.shown} == ids(both)
    both.chips[""].click()
    assert ids(both) == ALL


def test_each_card_shows_its_sources_and_how_far_it_was_checked(both):
    view = next(view for view in both.views if view.card.id == "E07")
    assert view.hint_label.text() == "Sceptical · de Wit et al., 2022 · Partly checked"
    view.source.button.click()
    first, remark = view.source.box.lines
    assert first.text().endswith("\nDOI not confirmed")
    assert remark.text() == view.card.remark
    view.source.box.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("de Wit H, Molla HM")
    without = next(view for view in both.views if view.card.id == "E24")
    without.source.button.click()
    without.source.box.copy_button.click()
    assert QGuiApplication.clipboard().text() == without.card.remark


def test_beside_a_check_in_one_sentence_stands_for_all(window, both, page):
    today = window.page("today")
    window.open_page("today")
    QTest.keyClick(today.form.inputs["mood"].track, Qt.Key.Key_Right)
    window.open_page("evidence")
    assert ids(both) == set()
    assert labels(both) == {"Back when this check-in is recorded."}
    page.show_part(SAFETY)
    safety = page.parts[SAFETY]
    assert ids(safety) == set()
    assert labels(safety) == {"Back when this check-in is recorded."}
    safety.aside.action.click()
    assert window.stack.currentWidget() is today
    window.open_page("evidence")
    # what may be urgent is never out of reach
    assert safety.text.isVisible()
    today.record()
    assert ids(safety) != set()
    page.show_part(STUDIES)
    assert ids(both) == ALL


def test_after_a_dose_both_sides_wait_until_the_rating_or_a_word(both, workspace, clock):
    draft = DoseDraft(workspace.now(), "Item A", "10", "mg")
    workspace.perform("Dose recorded", doses.record, workspace.now(), draft)
    assert ids(both) == ALL - SIDED
    assert both.dose_label.isVisible()
    both.anyway_button.click()
    assert ids(both) == ALL
    assert not both.dose_label.isVisible()
    clock.set(11)
    rated = CheckInDraft(workspace.now(), ratings={"mood": 50.0})
    workspace.perform("Check-in recorded", check_ins.record, workspace.now(), rated)
    clock.set(12)
    draft = DoseDraft(workspace.now(), "Item A", "10", "mg")
    workspace.perform("Dose recorded", doses.record, workspace.now(), draft)
    assert ids(both) == ALL - SIDED


def test_a_promise_that_is_not_kept_is_not_made(both, workspace):
    choose(workspace, "rate_first", "no")
    assert ids(both) == ALL - {"E21"}


def test_reading_a_card_here_counts_as_no_showing(both, workspace):
    shown = {each.moment for each in workspace.read(cards.history)}
    assert shown <= {"before_rating"}, "what Today showed before, and nothing else"


def test_safety_says_what_matters_and_shows_what_was_asked_for(page, workspace):
    page.show_part(SAFETY)
    safety = page.parts[SAFETY]
    text = safety.text.toPlainText()
    assert "your local emergency number" in text
    assert "Never stop, skip or change a prescribed medicine" in text
    assert "recommends no substance, no dose" in text
    assert not re.search(r"\b\d{3,}\b", text), "no number of a line"
    assert ids(safety) == {"E30", "S01"}
    safety.offer.button.click()
    assert ids(safety) == {"E26", "E27", "E28", "E30", "S01"}
    choose(workspace, "topics", "microdosing")
    assert ids(safety) == {"E26", "E27", "E28", "E30", "S01"}
    assert not safety.offer.isVisible()


def test_how_the_numbers_are_made_is_told_with_its_figures(page):
    page.show_part(NUMBERS)
    text = page.parts[NUMBERS].toPlainText()
    for words in ("28 rated days", "8 dose days", "8 other days", "r = 0.96", "12.8"):
        assert words in text
    for words in ("14 days", "Benjamini and Hochberg", "no validated scale", "randomisation"):
        assert words in text


@pytest.mark.parametrize("name", ["safety.md", "numbers.md"])
def test_our_own_words_claim_nothing(name):
    text = paths.resource(f"evidence/en/{name}").read_text(encoding="utf-8")
    assert not re.search(r"\b(works|helps|causes|significant)\b", text, re.IGNORECASE)


def test_a_text_has_its_full_height_and_leaves_the_keys_that_scroll_to_the_page(
    qtbot, window, page
):
    page.show_part(NUMBERS)
    QApplication.processEvents()
    text = page.parts[NUMBERS]
    assert text.verticalScrollBar().maximum() == 0
    assert text.height() > page.viewport().height()
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_PageDown)
    assert page.verticalScrollBar().value() > 0
    QTest.keyClick(text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert text.textCursor().hasSelection()
    window.resize(640, 700)
    # a text as wide as now has another height, which the page learns of in a further turn
    qtbot.waitUntil(lambda: text.verticalScrollBar().maximum() == 0)


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("What the &evidence says", STUDIES),
        ("&Safety", SAFETY),
        ("How these &numbers are made", NUMBERS),
    ],
)
def test_help_opens_each_part_with_the_keyboard_on_it(window, word, part):
    action = window.menus.parts[f"evidence#{part}"]
    assert action.text() == word
    action.trigger()
    page = window.page("evidence")
    assert window.stack.currentWidget() is page
    assert page.part == part
    assert page.parts[part].isVisible()
    assert page.chips[part].hasFocus()
    assert window.menus.pages["evidence"].isChecked()
    window.open_page("today")
    window.open_page("evidence")
    assert page.part == part


def test_parts_are_chosen_by_their_chips(page):
    page.chips[SAFETY].click()
    assert page.part == SAFETY
    assert not page.parts[STUDIES].isVisible()
    page.chips[STUDIES].click()
    assert not page.parts[SAFETY].isVisible()
