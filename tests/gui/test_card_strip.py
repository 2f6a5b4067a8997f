import random
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from dosejournal.domain import evidence
from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.errors import StorageError
from dosejournal.gui import theme
from dosejournal.gui.evidence.card_strip import CardStrip
from dosejournal.gui.icons import SIDE
from dosejournal.gui.tokens import DARK, LIGHT
from dosejournal.journal import cards, check_ins, choices, doses, expectations, look_backs

CARDS = {card.id: card for card in evidence.cards()}


def chance(seed=1):
    return random.Random(seed)  # noqa: S311 - a draw that can be repeated


def history(workspace):
    return [(each.card, each.moment) for each in workspace.read(cards.history)]


def choose(workspace, name, value):
    workspace.perform("Changed", choices.choose, workspace.now(), name, value)


def check_in(workspace, at, **fields):
    draft = CheckInDraft(at, **(fields or {"ratings": {"mood": 50.0}}))
    workspace.perform("Check-in recorded", check_ins.record, workspace.now(), draft)


def dose(workspace, at):
    draft = DoseDraft(at, "Item A", "10", "mg")
    workspace.perform("Dose recorded", doses.record, workspace.now(), draft)


def expect(workspace, at):
    draft = ExpectancyDraft(at, "Item A", "mood", 10, 60)
    workspace.perform("Expectation recorded", expectations.record, at, draft)


def touch(today):
    QTest.keyClick(today.form.inputs["mood"].track, Qt.Key.Key_Right)


def strips(window):
    return [each for each in window.findChildren(CardStrip) if each.isVisible()]


@pytest.fixture
def made(qtbot, workspace):
    """Return a strip on a page that is in sight."""

    def make(moment="before_rating", seed=1):
        page = QWidget()
        qtbot.addWidget(page)
        layout = QVBoxLayout(page)
        layout.addWidget(CardStrip(workspace, moment, chance(seed)))
        layout.addStretch(1)
        page.resize(600, 400)
        page.show()
        qtbot.waitExposed(page)
        return page.findChild(CardStrip)

    return make


@pytest.fixture
def strip(made, qtbot, workspace):
    strip = made()
    qtbot.waitUntil(lambda: history(workspace) != [])
    return strip


def test_a_card_says_its_stance_its_text_and_how_far_it_was_checked(strip, workspace):
    card = strip.found.card
    assert card.id in {"E16", "E17", "E21"}
    assert strip.text_label.text() == card.text
    assert strip.heading_label.text().startswith(f"Method · {card.citations[0].short}")
    assert ("Partly checked" in strip.heading_label.text()) == card.is_partly_checked
    assert strip.accessibleDescription() == card.text
    assert history(workspace) == [(card.id, "before_rating")]


def test_it_is_kept_as_shown_once_however_often_it_comes_into_sight(strip, workspace, qtbot):
    for _each in range(2):
        strip.parentWidget().hide()
        strip.parentWidget().show()
        qtbot.waitExposed(strip.parentWidget())
        strip.repaint()
        QTest.qWait(10)
    assert len(history(workspace)) == 1


def test_what_is_below_the_edge_of_a_page_was_not_shown(qtbot, workspace):
    area = QScrollArea()
    qtbot.addWidget(area)
    inside = QWidget()
    layout = QVBoxLayout(inside)
    layout.addSpacing(2000)
    layout.addWidget(CardStrip(workspace, "before_rating"))
    area.setWidgetResizable(True)
    area.setWidget(inside)
    area.resize(600, 400)
    area.show()
    qtbot.waitExposed(area)
    strip = area.findChild(CardStrip)
    assert strip.isVisible()
    QTest.qWait(30)
    assert history(workspace) == []
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: history(workspace) == [(strip.found.card.id, "before_rating")])


def test_a_page_that_is_not_shown_draws_no_card(qtbot, workspace):
    page = QWidget()
    qtbot.addWidget(page)
    strip = CardStrip(workspace, "before_rating", parent=page)
    choose(workspace, "topics", "general")
    assert strip.found is None
    assert history(workspace) == []


def test_the_source_unfolds_as_text_to_select_and_to_copy(made, workspace, qtbot):
    choose(workspace, "topics", "microdosing")
    strip = made("after_expectancy")
    assert strip.found.card.id == "E01"
    assert strip.source.box is None
    assert strip.source.button.text() == "Source"
    strip.source.button.click()
    (line,) = strip.source.box.lines
    assert line.text() == (
        "Kaertner LS, Steinborn MB, Kettner H, et al. (2021). Positive expectations predict "
        "improved mental-health outcomes linked to psychedelic microdosing. Scientific Reports, "
        "11, 1941.\ndoi:10.1038/s41598-021-81446-7"
    )
    assert line.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert not line.openExternalLinks()
    said = []
    workspace.done.connect(said.append)
    strip.source.box.copy_button.click()
    assert QGuiApplication.clipboard().text() == line.text().replace("\n", " ")
    assert said == ["Source copied"]
    assert strip.source.button.text() == "Hide the source"
    strip.source.button.click()
    assert strip.source.box is None


def test_what_is_not_confirmed_about_a_source_is_said(made, workspace):
    choose(workspace, "topics", "microdosing")
    known = [card for card in CARDS.values() if card.is_partly_checked or not card.citations]
    assert all(card.remark for card in known)
    strip = made("after_dose", seed=3)
    card = strip.found.card
    strip.source.button.click()
    assert strip.source.box.lines[-1].text() == card.remark


def test_a_card_that_is_sent_away_makes_room_for_no_other(strip, workspace):
    strip.close_button.click()
    assert strip.isHidden()
    strip.refresh()
    assert strip.isHidden()
    assert workspace.undo_label is None


def test_less_often_is_kept_and_can_be_undone(strip, workspace):
    assert strip.less_button.text() == "Less often"
    strip.less_button.click()
    assert strip.isHidden()
    assert workspace.read(choices.read).cards == "rare"
    assert workspace.undo_label == "Notes from research come less often"
    workspace.undo()
    assert workspace.read(choices.read).cards == "usual"
    assert strip.isVisible()


def test_who_has_fewer_has_none_for_a_week_in_any_place(window, workspace, clock):
    for days in range(4):
        check_in(workspace, workspace.now() - timedelta(days=days))
    window.open_page("trends")
    (strip,) = strips(window)
    strip.less_button.click()
    for key in ("today", "trends"):
        window.open_page(key)
        assert strips(window) == []
    clock.at += timedelta(days=6)
    window.open_page("today")
    assert strips(window) == []
    clock.at += timedelta(days=1)
    for key in ("trends", "today"):
        window.open_page(key)
        assert len(strips(window)) == 1


def test_beside_a_difference_stands_no_card_of_days_that_cannot_tell(made, workspace):
    workspace.keep(cards.note_shown, workspace.now(), "E24", "comparing")
    strip = made("comparing")
    assert strip.found.card.id == "E24"
    strip.stand_beside(difference=True)
    assert strip.isHidden()
    strip.stand_beside(difference=False)
    assert strip.found.card.id == "E24"


def test_who_has_them_rarely_can_have_none(made, workspace):
    week_ago = workspace.now() - timedelta(days=7)
    workspace.perform("Changed", choices.choose, week_ago, "cards", "rare")
    strip = made()
    assert strip.less_button.text() == "No more notes"
    strip.less_button.click()
    assert workspace.read(choices.read).cards == "never"
    assert strip.isHidden()


def test_every_part_is_reached_by_keyboard(strip):
    strip.source.button.click()
    strip.source.button.setFocus()
    reached = []
    stops = [
        *(strip.source.button, strip.less_button, strip.close_button),
        *(*strip.source.box.lines, strip.source.box.copy_button),
    ]
    for _each in stops:
        reached.append(strip.window().focusWidget())
        QTest.keyClick(reached[-1], Qt.Key.Key_Tab)
    assert reached == stops


def test_what_cannot_be_kept_as_shown_is_not_shown(made, workspace, qtbot, monkeypatch):
    told = []
    workspace.failed.connect(told.append)

    def refuse(*_args):
        raise StorageError("The disk is gone. Nothing was changed.")

    monkeypatch.setattr(cards, "note_shown", refuse)
    strip = made()
    qtbot.waitUntil(strip.isHidden)
    assert told == ["The disk is gone. Nothing was changed."]


@pytest.mark.usefixtures("plain_again")
def test_the_sign_is_drawn_as_text_of_second_rank_and_follows_the_theme(strip, qapp):
    def colour():
        image = strip.close_button.icon().pixmap(SIDE, SIDE).toImage()
        return image.pixelColor(image.rect().center()).name().upper()

    for choice, colours in (("light", LIGHT), ("dark", DARK), ("light", LIGHT)):
        theme.apply(qapp, choice)
        assert strip.close_button.iconSize().width() == SIDE
        assert colour() == colours.soft


def test_a_strip_that_is_moved_follows_its_new_place(strip, qtbot, workspace):
    before = strip.parentWidget()
    other = QWidget()
    qtbot.addWidget(other)
    QVBoxLayout(other).addWidget(strip)
    assert strip.parentWidget() is other
    other.show()
    qtbot.waitExposed(other)
    assert strip.isVisible()
    strip.setParent(None)
    before.hide()
    before.show()
    assert strip.isHidden()
    strip.deleteLater()


def test_today_asks_for_caution_before_the_first_rating_and_follows_what_is_done(
    window, workspace, clock
):
    strip = window.page("today").strip
    assert strip.found.moment == "before_rating"
    dose(workspace, workspace.now())
    assert strip.found.moment == "after_dose"
    assert strip.found.card.id in {"E25", "E30"}
    clock.set(11)
    check_in(workspace, workspace.now())
    assert strip.found.moment == "weekly"
    workspace.undo()
    assert strip.found.moment == "after_dose"


def test_after_four_weeks_of_one_substance_the_note_on_hearts_comes_once_a_month(
    window, workspace, clock, qtbot
):
    strip = window.page("today").strip
    now = workspace.now()
    for days in (28, 21, 14, 7, 0):
        dose(workspace, now - timedelta(days=days))
    # what is read before a rating would colour it
    assert strip.found.moment == "after_dose"
    clock.set(11)
    check_in(workspace, workspace.now())
    assert (strip.found.card.id, strip.found.moment) == ("S01", "long_logging")
    assert "Tell your doctor" in strip.text_label.text()
    touch(window.page("today"))
    assert strip.found is None or strip.found.moment == "before_rating"
    window.page("today").form.clear()
    window.page("today").form.edited.emit()
    assert strip.found.card.id == "S01"
    # it counts as shown once it is in sight, and in a narrow window it stands below all else
    window.resize(1280, 900)
    window.page("today").ensureWidgetVisible(strip)
    qtbot.waitUntil(lambda: ("S01", "long_logging") in history(workspace))
    strip.close_button.click()
    assert strip.isHidden()
    clock.set(11, days=1)
    check_in(workspace, workspace.now())
    assert strip.found.moment != "long_logging"


def test_after_an_expectation_comes_what_is_said_of_it(window, workspace):
    choose(workspace, "topics", "microdosing")
    expect(workspace, workspace.now())
    assert window.page("today").strip.found.card.id == "E01"


def test_beside_a_check_in_only_what_belongs_before_a_rating_stands(window, workspace, qtbot):
    choose(workspace, "topics", "microdosing")
    dose(workspace, workspace.now())
    today = window.page("today")
    assert today.strip.found.moment == "after_dose"
    touch(today)
    assert today.strip.found.card.id in {"E16", "E17", "E21"}
    window.open_page("trends")
    check_in(workspace, workspace.now() - timedelta(days=1))
    assert strips(window) == []
    window.open_page("today")
    today.record()
    window.open_page("trends")
    assert window.page("trends").strip.found.moment == "viewing_trend"


def test_at_most_one_card_is_in_sight(window, workspace):
    choose(workspace, "topics", "microdosing")
    for days in range(4):
        check_in(workspace, workspace.now() - timedelta(days=days))
    for key in ("today", "trends", "timeline", "doses", "settings", "today", "trends"):
        window.open_page(key)
        assert len(strips(window)) <= 1
    assert len(strips(window)) == 1


def test_before_the_days_rating_and_from_a_dose_until_the_next_trends_take_no_side(
    window, workspace, clock
):
    choose(workspace, "topics", "microdosing")
    for days in range(4):
        check_in(workspace, workspace.now() - timedelta(days=days, hours=1))
    workspace.keep(cards.note_shown, workspace.now(), "E02", "viewing_trend")
    window.open_page("trends")
    strip = window.page("trends").strip
    assert strip.found.card.id == "E02"
    dose(workspace, workspace.now())
    assert strip.isHidden()
    clock.set(11)
    check_in(workspace, workspace.now())
    assert strip.found.card.id == "E02"


def test_the_card_of_trends_comes_once_the_week_was_asked_about(window, workspace):
    for days in range(1, 6):
        check_in(workspace, workspace.now() - timedelta(days=days))
    question = workspace.read(look_backs.due, workspace.now())
    window.open_page("trends")
    assert strips(window) == []
    workspace.perform("Answered", look_backs.answer, workspace.now(), question, 40.0)
    assert window.page("trends").strip.found.moment == "viewing_trend"


def test_trends_without_a_rating_have_no_card(window):
    window.open_page("trends")
    assert strips(window) == []


def test_a_card_moves_nothing_above_it_on_today(window, workspace):
    today = window.page("today")
    parts = (today.form, today.doses, today.questions)

    def places():
        return [(each.mapTo(window, each.rect().topLeft()), each.size()) for each in parts]

    # tall enough for every card: a scroll bar that comes takes its width from all
    for size in ((1280, 1000), (640, 800)):
        window.resize(*size)
        QTest.qWait(50)
        before = places()
        assert today.strip.isVisible()
        today.strip.hide()
        QApplication.processEvents()
        assert places() == before, "not even for a moment"
        QTest.qWait(50)
        assert places() == before
        today.strip.show()


@pytest.mark.parametrize("size", [(1280, 800), (640, 800)])
def test_on_today_the_card_comes_last(window, workspace, size):
    window.resize(*size)
    QApplication.processEvents()
    today = window.page("today")

    def top(widget):
        return widget.mapTo(window, widget.rect().topLeft()).y()

    assert top(today.strip) > top(today.questions) + today.questions.height()
    assert top(today.questions) > top(today.doses) + today.doses.height()
    if size[0] == 640:
        assert top(today.doses) > top(today.form) + today.form.height()


def test_on_today_tab_comes_from_the_doses_to_the_card(window, workspace):
    today = window.page("today")
    choose(workspace, "topics", "general")
    dose(workspace, workspace.now())
    today.doses.log_button.setFocus()
    for stop in today.strip.stops:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is stop
