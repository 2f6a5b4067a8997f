"""What is chosen for a report, and what the form says of it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtTest import QTest

from dosejournal.domain.measures import Measure
from dosejournal.exchange.report import SECTIONS
from dosejournal.gui.report.contents_card import MeasuresCard
from dosejournal.gui.report.form import ReportForm
from dosejournal.gui.report.paper_card import PaperCard
from dosejournal.journal import main_measures, measures


@pytest.fixture
def today(now):
    return now.date()


@pytest.fixture
def form(qtbot, workspace, today):
    form = ReportForm(workspace, today)
    qtbot.addWidget(form)
    form.resize(376, 600)
    form.show()
    return form


def test_without_a_choice_it_holds_all_of_three_months_and_nothing_of_the_person(form, today):
    options = form.options(today)
    assert (options.first_day, options.last_day) == (today - timedelta(days=89), None)
    assert options.sections == frozenset(SECTIONS)
    assert (options.measures, options.notes) == ((), frozenset())
    assert (options.name, options.birth_year, options.question) == ("", None, "")
    assert (options.discreet, options.paper, options.colour) == (False, "a4", True)
    assert options.locale == "en_GB"


@pytest.mark.parametrize(("place", "days"), [(0, 30), (2, 365), (3, None)])
def test_a_period_ends_today_or_is_all(form, today, place, days):
    form.period.chips[place].click()
    begins = None if days is None else today - timedelta(days=days - 1)
    assert form.options(today).first_day == begins
    assert form.options(today).last_day is None


def test_own_days_begin_with_the_period_before(form, today):
    period, first = form.period, today - timedelta(days=500)
    assert not period.first.isVisible()
    period.chips[3].click()
    period.take_today(today, first)
    period.own.click()
    assert period.first.isVisible()
    assert (form.options(today).first_day, form.options(today).last_day) == (first, today)
    typed = []
    form.typed.connect(lambda: typed.append(True))
    period.first.set_day(today - timedelta(days=7))
    assert typed == [True]
    period.take_today(today, first)
    assert form.options(today).first_day == today - timedelta(days=7)


def test_the_keyboard_comes_to_the_period_that_is_chosen(form):
    assert form.focusProxy() is form.period
    form.period.chips[2].click()
    assert form.period.focusProxy() is form.period.chips[2]


def test_what_is_typed_for_the_visit_stands_in_the_report(form, today):
    QTest.keyClicks(form.visit.name, "A. Person")
    QTest.keyClicks(form.visit.year, "1980")
    QTest.keyClicks(form.visit.question, "May I?")
    options = form.options(today)
    assert (options.name, options.birth_year, options.question) == ("A. Person", 1980, "May I?")
    assert form.visit.question_field.line.text() == "6 of 240 characters"


@pytest.mark.parametrize("typed", ["1880", "2090", "abcd"])
def test_a_year_that_nobody_was_born_in_is_refused_and_left_out(form, today, typed):
    QTest.keyClicks(form.visit.year, typed)
    assert form.visit.year_field.refused
    assert form.visit.year_field.line.text() == "A year from 1900 to 2026, or nothing."
    assert form.options(today).birth_year is None
    form.visit.year.clear()
    assert not form.visit.year_field.refused


def test_a_year_is_not_refused_while_it_is_typed(form, today):
    QTest.keyClicks(form.visit.year, "19")
    assert not form.visit.year_field.refused
    assert form.options(today).birth_year is None
    form.visit.year.editingFinished.emit()
    assert form.visit.year_field.refused


def test_a_question_longer_than_the_page_has_room_for_makes_no_report(form, today):
    form.visit.question.insertPlainText("a" * 241)
    assert form.visit.question_field.refused
    assert form.visit.question_field.line.text() == "241 of 240 characters"
    assert form.options(today) is None
    assert form.period.mistake.text() == ""
    form.visit.question.set_text("a" * 240)
    form.visit.question.edited.emit()
    assert form.options(today) is not None


def test_a_section_can_be_left_out(form, today):
    chosen = []
    form.chosen.connect(lambda: chosen.append(True))
    form.sections.boxes["table"].click()
    assert chosen == [True]
    assert form.options(today).sections == frozenset(SECTIONS) - {"table"}


def test_pages_are_as_they_are_chosen(form, today):
    for each in (form.paper.discreet, form.paper.letter, form.paper.black):
        each.click()
    options = form.options(today)
    assert (options.discreet, options.paper, options.colour) == (True, "letter", False)


def test_paper_is_that_of_the_country(qtbot):
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    card = PaperCard()
    qtbot.addWidget(card)
    QLocale.setDefault(before)
    assert card.paper() == "letter"


@pytest.fixture
def card(qtbot):
    card = MeasuresCard()
    qtbot.addWidget(card)
    return card


def named(*keys, **parts):
    return [Measure(key=key, name=key.title(), **parts) for key in keys]


def test_measures_are_those_that_are_ticked_in_their_order(card):
    mood, focus, calm = named("mood", "focus", "calm")
    card.offer([mood, focus, calm], mood)
    assert [each.text() for each in card.boxes.values()] == [
        "Mood (main measure)",
        "Focus",
        "Calm",
    ]
    assert card.measures() == ()
    card.boxes["focus"].click()
    assert card.measures() == ("mood", "calm")
    card.boxes["focus"].click()
    assert card.measures() == ()


def test_a_new_measure_is_ticked_and_one_that_is_left_out_stays_so(card):
    card.offer(named("mood", "focus"), None)
    card.boxes["focus"].click()
    boxes = card.boxes
    card.offer(named("mood", "focus"), None)
    assert card.boxes is boxes, "nothing moves while nothing has changed"
    card.offer(named("mood", "focus", "calm"), None)
    assert card.measures() == ("mood", "calm")


def test_without_any_measure_the_sections_of_measures_are_left_out(card):
    everything = frozenset(SECTIONS)
    assert card.narrowed(everything) == everything
    card.offer(named("mood"), None)
    assert card.narrowed(everything) == everything
    card.boxes["mood"].click()
    assert everything - card.narrowed(everything) == {"chart", "comparison", "charts", "table"}


def test_a_name_is_shown_as_it_is_and_a_long_one_is_told_beside(card):
    (long,) = named("joy")
    card.offer(
        [
            Measure(key="a", name="Rest & play", archived=True),
            Measure(key="b", name="How much I liked to be among many other people"),
            long,
        ],
        None,
    )
    plain, cut, _short = card.boxes.values()
    assert plain.text() == "Rest && play (archived)"
    assert plain.accessibleName() == "Rest & play (archived)"
    assert cut.text().endswith("…")
    assert cut.toolTip() == cut.accessibleName()
    assert plain.toolTip() == ""


def test_measures_of_the_journal_are_offered(page, settle, workspace, now):
    workspace.perform("Chosen", main_measures.choose, now, "focus")
    workspace.perform("Archived", measures.archive, "calm")
    settle(page)
    words = [each.text() for each in page.form.measures.boxes.values()]
    assert "Focus (main measure)" in words
    assert "Calm (archived)" in words
    page.form.measures.boxes["mood"].click()
    settle(page)
    assert [chart.name for chart in page.setting.content.charts] == ["Focus"]
    page.form.measures.boxes["focus"].click()
    settle(page)
    assert page.setting.content.charts == ()
