"""Dose days beside other days on the Compare page, in a real window on a real journal."""

import random
import re
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QLocale, QPoint
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.measures import Measure
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.errors import StorageError
from dosejournal.gui.compare import compared_words
from dosejournal.gui.compare.page import ComparePage
from dosejournal.gui.compare.point_canvas import PointCanvas
from dosejournal.gui.main_measure_dialog import MainMeasureDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import (
    check_ins,
    choices,
    comparisons,
    demo,
    doses,
    expectations,
    main_measures,
    measures,
    regimens,
    substances,
)
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.store.database import Database

PATIENCE_MS = 20_000


@pytest.fixture(autouse=True)
def british(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def at(now, days_ago, hour):
    return (now - timedelta(days=days_ago)).replace(hour=hour, minute=0)


def rating(number, raised=0):
    """Return an invented rating, the same for the same day."""
    return float(round(random.Random(number).gauss(50 + raised, 10)))  # noqa: S311


def fill(database, now, days, is_dose, *, raised=0, expected=(), amounts=("10",)):
    """Rate the days before today in the evening; dose in the morning of some of them."""
    with database.write("Filled") as write:
        for n in range(days, 0, -1):
            taken = is_dose(n, at(now, n, 8))
            if n in expected:
                said = ExpectancyDraft(at(now, n, 7), "Item A", "mood", n % 30 - 5.0, 60.0)
                expectations.record(write.session, said.at, said)
            if taken:
                draft = DoseDraft(at(now, n, 8), "Item A", amounts[n % len(amounts)], "mg")
                doses.record(write.session, draft.at, draft)
            value = rating(n, raised if taken else 0)
            ratings = {"mood": value, "focus": rating(n + 1000)}
            check_ins.record(write.session, now, CheckInDraft(at(now, n, 20), ratings))


def every_third(n, _at):
    return n % 3 == 0


@pytest.fixture
def filled(database, now):
    fill(database, now, 84, every_third, expected=range(3, 84, 3))


def choose_main(database, now, key="mood"):
    with database.write("Chosen") as write:
        main_measures.choose(write.session, now, key)


def shown(qtbot, workspace, tasks, width=1080, height=900):
    page = ComparePage(workspace, tasks)
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    qtbot.waitExposed(page)
    settle(qtbot, page)
    return page


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not page.comparing.is_busy, timeout=PATIENCE_MS)


def pick(qtbot, page, chooser, beginning):
    actions = chooser.options_menu.actions()
    next(each for each in actions if each.text().startswith(beginning)).trigger()
    settle(qtbot, page)


def bare(text):
    """Return a text without the invisible marks that keep words together or their direction."""
    return re.sub("[\u2066-\u2069]", "", text).replace("\u00a0", " ")


def subject(page):
    return bare(page.subtitle_label.text())


def texts(widget):
    """Return all words that can be seen or heard."""
    said = [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]
    for part in widget.findChildren(QWidget):
        if part.isVisible():
            said += [part.accessibleName(), part.accessibleDescription()]
    return [bare(re.sub("<[^>]*>", "", text)) for text in said if text]


def rows(page):
    return {
        row.name.text(): bare(row.value.text())
        for row in page.cards.verdict.rows
        if row.isVisibleTo(page.cards.verdict)
    }


class Held:
    """Tasks that end when a test says so."""

    def __init__(self):
        self.runs = []

    def run(self, work, on_done, on_error):
        self.runs.append((work, on_done, on_error))

    def finish(self, index):
        work, on_done, _on_error = self.runs[index]
        on_done(work())


@pytest.fixture
def held():
    return Held()


def held_page(qtbot, workspace, held):
    page = ComparePage(workspace, held)
    qtbot.addWidget(page)
    page.resize(1080, 900)
    page.show()
    qtbot.waitUntil(lambda: len(held.runs) == 1)
    return page


def test_the_verdict_is_told_with_its_numbers(qtbot, workspace, tasks, database, now):
    fill(database, now, 84, every_third, expected=range(3, 84, 6))
    choose_main(database, now - timedelta(days=90))
    page = shown(qtbot, workspace, tasks)
    found = page.cards.verdict
    assert subject(page) == "Mood around doses of Item A"
    assert found.headline_label.text() == "Cannot tell"
    with database.read() as session:
        asked = comparisons.question(session, "mood")
        numbers = comparisons.compare(comparisons.gather(session, now, asked)).comparison
    for number in (numbers.estimate, numbers.low, numbers.high):
        written = f"{number:+.1f}".replace("-", "−")
        assert f">{written}</b>" in found.explanation_label.text()
    told = rows(page)
    assert told["Dose days / all other days"] == "28 / 56"
    assert told["Rated knowing the dose"] == "28 of 28"
    assert told["You expected"] == "+9 (60 sure, n = 14)"
    assert told["Day resembles the day before"].startswith("r = ")
    assert told["Measures looked at"] == "2"


def test_a_difference_that_counts_is_still_one_of_which_the_person_knew(
    qtbot, workspace, tasks, database, now
):
    fill(database, now, 84, every_third, raised=30)
    choose_main(database, now - timedelta(days=90))
    page = shown(qtbot, workspace, tasks)
    assert page.cards.verdict.headline_label.text() == "Differs, but you knew when you dosed"
    said = (
        "You knew what you took, and you or your plan chose the days: "
        "this is not evidence of cause."
    )
    assert " ".join(texts(page)).count(said) == 1
    assert page.cards.days.ground_label.text().endswith(said)


def test_the_demo_claims_nothing(qtbot, tmp_path, tasks, now):
    Database.create(tmp_path / "demo.db", lambda session: demo.fill(session, now))
    database = Database(tmp_path / "demo.db")
    page = shown(qtbot, Workspace(database, lambda: now), tasks)
    # nothing happens on its dose days, and one of twenty such records differs by chance
    assert page.cards.verdict.headline_label.text() in (
        "Cannot tell",
        "Differs, but you knew when you dosed",
    )
    said = " ".join(texts(page.cards)).casefold()
    for word in ("significant", "works", "helps", "causes", "p =", "p-value", "nan", "none "):
        assert word not in said
    assert page.cards.amounts.isVisible()
    assert page.cards.changes.isVisible()
    database.close()


def test_below_the_minimum_no_mean_is_anywhere(qtbot, workspace, tasks, database, now):
    fill(database, now, 27, every_third, expected=range(3, 27, 6), amounts=("5", "10"))
    choose_main(database, now - timedelta(days=90))
    page = shown(qtbot, workspace, tasks)
    cards = page.cards
    assert cards.verdict.headline_label.text() == "Not enough yet"
    assert "27" in cards.verdict.explanation_label.text()
    assert "28" in cards.verdict.explanation_label.text()
    assert "Day resembles the day before" not in rows(page)
    assert cards.amounts.isVisible()
    for plot in (cards.days.plot, cards.amounts.plot):
        assert plot.means == []
        assert "mean" not in plot.canvas.accessibleDescription()
        assert "n = 9" in bare(cards.days.plot.canvas.accessibleDescription())
    expected, difference = cards.expectation.intervals.intervals
    assert expected.mean is not None
    assert (difference.mean, difference.said) == (None, "")
    assert difference.ground == "Not enough yet"
    assert "bar the mean" not in " ".join(texts(cards))


def test_doses_on_fixed_weekdays_are_refused_in_words(qtbot, workspace, tasks, database, now):
    fill(database, now, 84, lambda _n, on: on.weekday() in (0, 3))
    page = shown(qtbot, workspace, tasks)
    assert page.cards.verdict.headline_label.text() == "Cannot be compared"
    assert "same weekdays" in page.cards.verdict.explanation_label.text()
    assert page.cards.days.plot.means == []


def test_a_dose_every_day_leaves_nothing_to_compare_with(qtbot, workspace, tasks, database, now):
    fill(database, now, 40, lambda _n, _at: True)
    page = shown(qtbot, workspace, tasks)
    assert page.cards.verdict.headline_label.text() == "Cannot be compared"
    assert page.cards.days.plot.means == []


def test_another_measure_is_a_hint(qtbot, workspace, tasks, database, now):
    fill(database, now, 84, every_third)
    choose_main(database, now - timedelta(days=90))
    page = shown(qtbot, workspace, tasks)
    assert [each.text() for each in page.measure.options_menu.actions()][:2] == [
        "Mood\tmain",
        "Focus\thint",
    ]
    assert not any(text.startswith("A hint") for text in texts(page))
    pick(qtbot, page, page.measure, "Focus")
    assert subject(page) == "Focus around doses of Item A"
    assert page.measure.accessibleName() == "Measure: Focus"
    assert any(text.startswith("A hint: this is not the main") for text in texts(page))
    assert not page.cards.expectation.isVisible()


def test_a_measure_nobody_rated_has_no_days(qtbot, workspace, tasks, database, now):
    fill(database, now, 84, every_third)
    page = shown(qtbot, workspace, tasks)
    pick(qtbot, page, page.measure, "Energy")
    assert page.cards.verdict.headline_label.text() == "Not enough yet"
    said = bare(page.cards.days.plot.canvas.accessibleDescription())
    assert said == "Dose day · n = 0. Day +1 · n = 0. Day +2 · n = 0"


def test_another_substance_is_told_under_its_label(qtbot, workspace, tasks, database, now):
    fill(database, now, 84, every_third)
    with database.write("Labelled") as write:
        substances.add(write.session, SubstanceDraft("Item B", "Bee & co"))
        for n in range(1, 40, 5):
            doses.record(write.session, now, DoseDraft(at(now, n, 9), "Item B"))
    page = shown(qtbot, workspace, tasks)
    pick(qtbot, page, page.substance, "Bee")
    assert "Bee & co" in subject(page)
    assert page.substance.text() == "Bee && co"
    assert rows(page)["Dose days / all other days"].startswith("8 / ")


def test_a_period_compares_its_days_only(qtbot, workspace, tasks, database, now):
    fill(database, now, 120, every_third)
    page = shown(qtbot, workspace, tasks)
    assert rows(page)["Dose days / all other days"] == "40 / 80"
    pick(qtbot, page, page.period, "3 months")
    # today is one of the 90 days, and not rated yet
    assert rows(page)["Dose days / all other days"] == "29 / 60"


def test_amounts_are_compared_where_there_are_several(qtbot, workspace, tasks, database, now):
    fill(database, now, 90, every_third, amounts=("5", "10"))
    page = shown(qtbot, workspace, tasks)
    said = bare(page.cards.amounts.plot.canvas.accessibleDescription())
    assert re.match(r"No dose · mean .* · n = 60\. ", said)
    assert re.findall(r"(No dose|\d+ mg) ·", said) == ["No dose", "5 mg", "10 mg"]
    assert "10 mg · mean " in said
    assert len(page.cards.amounts.plot.means) == 3


def test_one_amount_is_no_comparison_of_amounts(qtbot, workspace, tasks, database, now):
    fill(database, now, 84, every_third)
    assert not shown(qtbot, workspace, tasks).cards.amounts.isVisible()


def plan(database, now, pattern, first_day, **parts):
    with database.write("Planned") as write:
        draft = RegimenDraft("Item A", parse(pattern), (time(8),), first_day, **parts)
        return regimens.add(write.session, now, draft)


def test_a_cycle_shows_each_of_its_days(qtbot, workspace, tasks, database, now):
    first = at(now, 96, 8).date()
    plan(database, at(now, 97, 8), "5 on 3 off", first)
    fill(database, now, 96, lambda _n, on: (on.date() - first).days % 8 < 5)
    page = shown(qtbot, workspace, tasks)
    plot = page.cards.cycle.plot
    assert page.cards.cycle.isVisible()
    assert len(plot.means) == 8
    assert plot.canvas.accessibleDescription().startswith("Day 1 · mean ")
    assert not page.cards.cycle.why_label.isVisible()


def test_a_cycle_of_whole_weeks_has_points_only_and_says_why(
    qtbot, workspace, tasks, database, now
):
    first = at(now, 98, 8).date()
    plan(database, at(now, 99, 8), "9 on 5 off", first)
    fill(database, now, 98, lambda _n, on: (on.date() - first).days % 14 < 9)
    page = shown(qtbot, workspace, tasks)
    assert page.cards.days.plot.means
    assert page.cards.cycle.plot.means == []
    assert page.cards.cycle.why_label.text().startswith("This cycle is 2 weeks long")


def test_a_change_of_the_plan_is_drawn_and_not_tested(qtbot, workspace, tasks, database, now):
    series = plan(database, at(now, 90, 8), "every 3 days", at(now, 89, 8).date())
    fill(database, now, 120, every_third)
    with database.write("Changed") as write:
        day = at(now, 40, 8).date()
        draft = RegimenDraft("Item A", parse("every 2 days"), (time(8),), day)
        regimens.change(write.session, at(now, 41, 8), series, draft)
    page = shown(qtbot, workspace, tasks)
    card = page.cards.changes
    assert card.changes.isVisible()
    assert "plan changed on 21 Jan 2026 to every 2 days · 08:00" in card.hint_label.text()
    said = card.plot.canvas.accessibleDescription()
    assert said == ("change on Wed, 21 Jan 2026 · 28 rated days before · 28 rated days after")
    assert "Drawn, not tested" in card.caution_label.text()
    words = " ".join(texts(card)).casefold()
    assert not any(word in words for word in ("mean", "interval", "differ", "±"))
    older = card.changes.options_menu.actions()[1]
    older.trigger()
    assert "plan begun on 3 Dec 2025: every 3 days · 08:00" in card.hint_label.text()


def test_a_plan_without_days_on_both_sides_is_not_drawn(qtbot, workspace, tasks, database, now):
    plan(database, at(now, 90, 8), "every 3 days", at(now, 89, 8).date())
    fill(database, now, 60, every_third)
    assert not shown(qtbot, workspace, tasks).cards.changes.isVisible()


def test_expected_and_rated_stand_in_one_unit(qtbot, workspace, tasks, database, now):
    fill(database, now, 84, every_third, expected=range(3, 84, 3))
    page = shown(qtbot, workspace, tasks)
    card = page.cards.expectation
    assert card.unit_label.text() == "Change in points, with 95 % intervals"
    expected, difference = card.intervals.intervals
    assert re.fullmatch(r"\+8\.\d \(\+\d\.\d … \+\d+\.\d\)", expected.said)
    assert bare(difference.ground) == "n = 28 dose days and 56 other days"
    assert difference.said in card.intervals.accessibleDescription()
    assert card.agreement_label.text().startswith("Correlation of what was expected")
    assert card.caution_label.isVisible()


def test_where_nothing_can_be_compared_no_correlation_is_told(
    qtbot, workspace, tasks, database, now
):
    fill(database, now, 27, lambda n, _at: n % 3, expected=range(1, 27))
    page = shown(qtbot, workspace, tasks)
    said = page.cards.expectation.agreement_label.text()
    assert said == "No correlation is told where nothing can be compared."


def test_few_expectations_have_no_correlation(qtbot, workspace, tasks, database, now):
    fill(database, now, 84, every_third, expected=range(3, 18, 3))
    page = shown(qtbot, workspace, tasks)
    assert page.cards.expectation.agreement_label.text() == (
        "Not enough yet for a correlation: 5 days rated after saying what was expected, 8 needed."
    )
    assert not page.cards.expectation.caution_label.isVisible()


def test_a_correlation_may_have_no_interval(qtbot, workspace, tasks, database, now):
    fill(database, now, 84, every_third, expected=range(3, 84, 3))
    shown(qtbot, workspace, tasks)
    with database.read() as session:
        asked = comparisons.question(session, "mood")
        compared = comparisons.compare(comparisons.gather(session, now, asked))
    bare_r = replace(compared.agreement, pearson_low=None, pearson_high=None)
    said = bare(compared_words.agreement(replace(compared, agreement=bare_r)))
    assert re.search(r"later: r = \S+, by ranks \S+, n = 27\. .* there is no interval\.$", said)


def test_of_few_days_rated_knowing_no_more_is_said(qtbot, workspace, tasks, database, now):
    fill(database, now, 40, every_third)
    with database.write("Rated before") as write:
        for n in range(42, 60, 3):
            doses.record(write.session, now, DoseDraft(at(now, n, 12), "Item A", "10", "mg"))
            draft = CheckInDraft(at(now, n, 9), {"mood": 50.0})
            check_ins.record(write.session, at(now, n, 9), draft)
    page = shown(qtbot, workspace, tasks)
    assert page.cards.days.ground_label.text().endswith(
        "\nYou knew what you took on 13 of 19 rated dose days, and you or your plan chose them: "
        "this is not evidence of cause."
    )


def test_expectations_that_are_all_alike_have_no_correlation(
    qtbot, workspace, tasks, database, now
):
    fill(database, now, 84, every_third)
    with database.write("Expected") as write:
        for n in range(3, 40, 3):
            said = ExpectancyDraft(at(now, n, 6), "Item A", "mood", 10.0, 50.0)
            expectations.record(write.session, said.at, said)
    page = shown(qtbot, workspace, tasks)
    assert page.cards.expectation.agreement_label.text().startswith("No correlation")


def test_without_doses_the_first_dose_is_offered(qtbot, workspace, tasks, database, now):
    fill(database, now, 5, lambda _n, _at: False)
    page = shown(qtbot, workspace, tasks)
    assert page.no_doses.isVisible()
    assert not page.cards.isVisible()
    assert not page.substance.isVisible()
    with qtbot.waitSignal(page.dose_wanted):
        page.no_doses.action.click()


def test_without_ratings_the_first_check_in_is_offered(qtbot, workspace, tasks, database, now):
    workspace.perform("Dose recorded", doses.record, now, DoseDraft(now, "Item A"))
    page = shown(qtbot, workspace, tasks)
    assert page.no_ratings.isVisible()
    assert not page.tools.isVisible()
    with qtbot.waitSignal(page.check_in_wanted):
        page.no_ratings.action.click()


def test_the_cards_go_when_the_last_dose_goes(qtbot, workspace, tasks, now):
    workspace.perform(
        "Check-in recorded", check_ins.record, now, CheckInDraft(now, {"mood": 50.0})
    )
    workspace.perform("Dose recorded", doses.record, now, DoseDraft(now, "Item A"))
    page = shown(qtbot, workspace, tasks)
    assert page.cards.isVisible()
    workspace.undo()
    assert page.no_doses.isVisible()
    assert not page.cards.isVisible()
    assert subject(page) == ""


def test_the_main_measure_is_chosen_here_and_can_be_undone(qtbot, workspace, tasks, database, now):
    fill(database, now, 30, every_third)
    page = shown(qtbot, workspace, tasks)
    line = page.cards.main_measure
    assert line.main_label.text() == "No main measure chosen yet: every measure is a hint."
    assert line.choose_button.text() == "Choose…"
    line.choose_button.click()
    dialog = line.findChild(MainMeasureDialog)
    box = dialog.findChild(QComboBox)
    box.setCurrentIndex(box.findData("mood"))
    dialog.save_wanted.emit()
    settle(qtbot, page)
    assert line.choose_button.text() == "Change…"
    assert bare(line.main_label.text()) == (
        "Main measure: Mood, chosen on 2 Mar 2026. Other measures are hints."
    )
    late = "Chosen after 10 of 10 of these dose days, so it counts as a hint."
    assert late in texts(page.cards.verdict)
    assert page.measure.options_menu.actions()[0].text() == "Mood\tmain"
    workspace.undo()
    settle(qtbot, page)
    assert line.main_label.text().startswith("No main measure chosen yet")
    assert late not in texts(page.cards.verdict)


def test_dose_days_after_the_choice_are_not_spoken_of(qtbot, workspace, tasks, database, now):
    fill(database, now, 30, every_third)
    choose_main(database, now - timedelta(days=60))
    page = shown(qtbot, workspace, tasks)
    assert not any(text.startswith("Chosen after") for text in texts(page))


def test_a_choice_made_before_most_dose_days_counts_and_says_after_how_many(
    qtbot, workspace, tasks, database, now
):
    fill(database, now, 84, every_third)
    choose_main(database, now - timedelta(days=70))
    page = shown(qtbot, workspace, tasks)
    assert "Chosen after 5 of 28 of these dose days." in texts(page.cards.verdict)


def test_beside_a_check_in_that_is_filled_in_nothing_is_shown(
    qtbot, workspace, tasks, database, now
):
    fill(database, now, 30, every_third)
    page = shown(qtbot, workspace, tasks)
    workspace.is_rating = True
    assert page.waiting.isVisible()
    assert page.waiting.text_label.text() == "Back when this check-in is recorded."
    with qtbot.waitSignal(page.check_in_wanted):
        page.waiting.action.click()
    assert not page.cards.isVisible()
    assert not page.tools.isVisible()
    assert subject(page) == ""
    workspace.is_rating = False
    assert page.cards.isVisible()
    assert not page.waiting.isVisible()
    assert subject(page) == "Mood around doses of Item A"


def test_what_changes_meanwhile_is_compared_after_the_check_in(
    qtbot, workspace, tasks, database, now
):
    fill(database, now, 30, every_third)
    page = shown(qtbot, workspace, tasks)
    workspace.is_rating = True
    draft = CheckInDraft(now, {"mood": 50.0})
    workspace.perform("Check-in recorded", check_ins.record, now, draft)
    assert not page.comparing.is_busy
    workspace.is_rating = False
    settle(qtbot, page)
    assert rows(page)["Dose days / all other days"] == "10 / 21"


def test_a_person_may_choose_to_see_it_while_rating(qtbot, workspace, tasks, database, now):
    fill(database, now, 30, every_third)
    page = shown(qtbot, workspace, tasks)
    workspace.is_rating = True
    workspace.perform("Choice changed", choices.choose, now, "rate_first", "no")
    assert page.cards.isVisible()
    assert not page.waiting.isVisible()


def test_the_result_of_an_earlier_choice_is_dropped(qtbot, workspace, database, held, now):
    fill(database, now, 30, every_third)
    page = held_page(qtbot, workspace, held)
    page.measure.options_menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: len(held.runs) == 2)
    held.finish(0)
    assert not page.cards.isVisible()
    held.finish(1)
    assert subject(page) == "Focus around doses of Item A"


def test_the_result_of_a_journal_that_changed_is_dropped(qtbot, workspace, database, held, now):
    fill(database, now, 30, every_third)
    page = held_page(qtbot, workspace, held)
    draft = CheckInDraft(now, {"mood": 50.0})
    workspace.perform("Check-in recorded", check_ins.record, now, draft)
    qtbot.waitUntil(lambda: len(held.runs) == 2)
    held.finish(0)
    assert not page.cards.isVisible()
    held.finish(1)
    assert rows(page)["Dose days / all other days"] == "10 / 21"


def test_the_result_for_a_page_that_was_left_is_dropped_and_made_again(
    qtbot, workspace, database, held, now
):
    fill(database, now, 30, every_third)
    page = held_page(qtbot, workspace, held)
    page.hide()
    held.finish(0)
    assert subject(page) == ""
    page.show()
    qtbot.waitUntil(lambda: len(held.runs) == 2)
    held.finish(1)
    assert page.cards.isVisible()


def test_changes_out_of_sight_wait_until_it_is_seen(qtbot, workspace, tasks, database, now):
    fill(database, now, 30, every_third)
    page = shown(qtbot, workspace, tasks)
    page.hide()
    draft = CheckInDraft(now, {"mood": 50.0})
    workspace.perform("Check-in recorded", check_ins.record, now, draft)
    assert not page.comparing.is_busy
    page.show()
    settle(qtbot, page)
    assert rows(page)["Dose days / all other days"] == "10 / 21"


def test_changes_elsewhere_compute_nothing(qtbot, workspace, database, held, now):
    fill(database, now, 30, every_third)
    held_page(qtbot, workspace, held)
    held.finish(0)
    workspace.changed.emit(frozenset({"tag", "card_shown"}))
    qtbot.wait(20)
    assert len(held.runs) == 1


def test_what_another_program_writes_meanwhile_is_compared_too(
    qtbot, workspace, tasks, database, now
):
    fill(database, now, 30, every_third)
    page = ComparePage(workspace, tasks)
    qtbot.addWidget(page)
    page.show()
    other = Database(database.path)
    with other.write("Elsewhere") as write:
        check_ins.record(write.session, now, CheckInDraft(now, {"mood": 50.0}))
    other.close()
    settle(qtbot, page)
    assert rows(page)["Dose days / all other days"] == "10 / 21"


def test_slow_work_says_so_and_keeps_the_picture(qtbot, workspace, database, held, now):
    fill(database, now, 30, every_third)
    page = held_page(qtbot, workspace, held)
    qtbot.waitUntil(lambda: subject(page) == "Computing…")
    held.finish(0)
    assert subject(page) == "Mood around doses of Item A"
    page.measure.options_menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: "Computing…" in subject(page))
    assert page.cards.isVisible()
    assert page.cards.verdict.headline_label.text()


def test_a_journal_that_cannot_be_read_is_told_once_and_tried_again(
    qtbot, workspace, tasks, database, now, monkeypatch
):
    fill(database, now, 30, every_third)
    page = shown(qtbot, workspace, tasks)
    told = []
    workspace.failed.connect(told.append)

    def gone(*_arguments, **_more):
        raise StorageError("The disk is gone. Nothing is lost; connect it again.")

    with monkeypatch.context() as patched:
        patched.setattr(workspace, "read", gone)
        workspace.changed.emit(frozenset({"rating"}))
        assert told[0] == "The disk is gone. Nothing is lost; connect it again."
        told.clear()
        workspace.changed.emit(frozenset({"rating"}))
    assert told == []
    assert page.cards.isVisible()
    workspace.changed.emit(frozenset({"rating"}))
    settle(qtbot, page)
    assert not page.comparing.is_busy


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("step", ["first", "further"])
def test_a_journal_that_is_lost_half_way_ends_the_comparison(
    qtbot, workspace, tasks, monkeypatch, step
):
    told = []
    workspace.failed.connect(told.append)

    def gone(*_arguments):
        raise StorageError("The disk is gone. Nothing is lost; connect it again.")

    with monkeypatch.context() as patched:
        patched.setattr(comparisons, step, gone)
        page = shown(qtbot, workspace, tasks)
    assert told == ["The disk is gone. Nothing is lost; connect it again."]
    assert not page.cards.isVisible()
    page.hide()
    page.show()
    settle(qtbot, page)
    assert page.cards.isVisible()


def test_a_comparison_that_fails_is_told(qtbot, workspace, database, held, now):
    fill(database, now, 30, every_third)
    page = held_page(qtbot, workspace, held)
    with qtbot.waitSignal(workspace.failed):
        held.runs[0][2](StorageError("It cannot be compared."))
    assert not page.comparing.is_busy
    with pytest.raises(ZeroDivisionError):
        held.runs[0][2](ZeroDivisionError())


def test_a_measure_that_is_archived_gives_way_to_the_first(qtbot, workspace, tasks, database, now):
    fill(database, now, 30, every_third)
    choose_main(database, now)
    page = shown(qtbot, workspace, tasks)
    pick(qtbot, page, page.measure, "Focus")
    workspace.perform("Measure archived", measures.archive, "focus")
    settle(qtbot, page)
    assert subject(page) == "Mood around doses of Item A"


def test_a_measure_of_few_steps_is_told_in_its_words(qtbot, workspace, tasks, database, now):
    fill(database, now, 30, every_third)
    words = ("none", "some", "much")
    with database.write("Added") as write:
        added = measures.add(
            write.session, Measure("", "Rest", minimum=0.0, maximum=2.0, words=words)
        )
        for n in range(1, 29):
            draft = CheckInDraft(at(now, n, 21), {added.key: float(n % 3)})
            check_ins.record(write.session, now, draft)
    page = shown(qtbot, workspace, tasks)
    pick(qtbot, page, page.measure, "Rest")
    canvas = page.cards.days.plot.canvas
    assert canvas.describe(0).endswith(" · none")


@pytest.mark.parametrize(
    "case",
    [
        (range(3, 84, 3), ("5", "10"), "expectation"),
        ((), ("5", "10"), "amounts"),
        ((), ("10",), "hope"),
    ],
)
def test_the_first_picture_there_is_fills_the_room_below_the_days(
    qtbot, workspace, tasks, database, now, case
):
    expected, amounts, raised = case
    fill(database, now, 84, every_third, expected=expected, amounts=amounts)
    page = shown(qtbot, workspace, tasks)
    cards = page.cards

    def left(widget):
        return widget.mapTo(cards, QPoint()).x()

    for name in ("expectation", "amounts", "hope"):
        card = getattr(cards, name)
        below = card.parentWidget() is cards.days.parentWidget() and card.isVisible()
        assert below is (name == raised)
    assert left(getattr(cards, raised)) == left(cards.days)
    pick(qtbot, page, page.measure, "Focus")
    assert (cards.hope.parentWidget() is cards.days.parentWidget()) is (len(amounts) == 1)
    page.resize(700, 900)
    qtbot.waitUntil(lambda: left(cards.hope) == left(cards.days))
    assert cards.hope.parentWidget() is cards.verdict.parentWidget()
    assert cards.amounts.parentWidget() is cards


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(("width", "narrow"), [(1080, False), (700, True)])
def test_where_there_is_little_room_the_words_come_below_the_days(
    qtbot, workspace, tasks, width, narrow
):
    page = shown(qtbot, workspace, tasks, width=width)

    def top(widget):
        return widget.mapTo(page.cards, QPoint()).y()

    cards = page.cards
    # the last turn of the layout may be still to come
    qtbot.waitUntil(lambda: (top(cards.verdict) > top(cards.days)) is narrow)
    if narrow:
        qtbot.waitUntil(lambda: top(cards.expectation) > top(cards.hope))
    assert (page.actions.indexOf(page.tools) >= 0) is not narrow
    qtbot.waitUntil(lambda: page.horizontalScrollBar().maximum() == 0)
    page.resize(1080 if narrow else 700, 900)
    qtbot.waitUntil(lambda: (top(cards.verdict) > top(cards.days)) is not narrow)
    assert (page.actions.indexOf(page.tools) >= 0) is narrow


def test_a_picture_is_told_to_be_of_the_days_and_how_they_came_out(
    qtbot, workspace, tasks, database, now
):
    fill(database, now, 84, every_third)
    page = shown(qtbot, workspace, tasks)
    picture = page.picture(page.cards.charts())
    assert (picture.title, bare(picture.subtitle)) == (
        "Compare",
        "Mood around doses of Item A · Cannot tell",
    )
    ground = page.cards.days.ground_label.text()
    assert "Rated days: 84 · with a dose: 28 · without: 56" in ground
    assert "28 of 28 rated dose days were rated knowing the dose." in ground


def test_every_picture_can_be_reached_and_read_by_keyboard(qtbot, workspace, tasks, database, now):
    fill(database, now, 84, every_third, expected=range(3, 84, 3), amounts=("5", "10"))
    page = shown(qtbot, workspace, tasks)
    seen = [each for each in page.findChildren(PointCanvas) if each.isVisible()]
    assert len(seen) == 3
    for canvas in seen:
        assert canvas.accessibleName()
        assert canvas.accessibleDescription()
        assert canvas.focusPolicy().name == "StrongFocus"


def test_the_first_day_of_a_journal_is_compared_without_harm(qtbot, workspace, tasks, now):
    workspace.perform(
        "Check-in recorded", check_ins.record, now, CheckInDraft(now, {"mood": 50.0})
    )
    workspace.perform("Dose recorded", doses.record, now, DoseDraft(now, "Item A"))
    page = shown(qtbot, workspace, tasks)
    page.grab()
    assert page.cards.verdict.headline_label.text() == "Not enough yet"
    assert rows(page)["You expected"] == "not said"
    assert date.fromordinal(int(page.cards.days.plot.canvas.n_points)).year == 1


def test_long_names_fit_into_a_narrow_window(qtbot, workspace, tasks, database, now):
    fill(database, now, 30, every_third, amounts=("5", "1000000"))
    with database.write("Renamed") as write:
        (substance,) = substances.listing(write.session)
        substances.amend(write.session, substance.id, SubstanceDraft("A long name " * 6))
        renamed = Measure("mood", "A measure of many words " * 3)
        measures.amend(write.session, renamed)
    page = shown(qtbot, workspace, tasks, width=640)
    assert page.cards.isVisible()
    assert page.horizontalScrollBar().maximum() == 0
    assert subject(page).endswith("…")
    page.grab()


def test_of_two_changes_on_one_day_the_last_is_drawn(qtbot, workspace, tasks, database, now):
    day = at(now, 40, 8).date()
    series = plan(database, at(now, 90, 8), "every 3 days", at(now, 89, 8).date())
    fill(database, now, 80, every_third)
    with database.write("Changed") as write:
        for hour, pattern in ((9, "every 2 days"), (10, "every 4 days")):
            draft = RegimenDraft("Item A", parse(pattern), (time(8),), day)
            regimens.change(write.session, at(now, 40, hour), series, draft)
    card = shown(qtbot, workspace, tasks).cards.changes
    assert "to every 4 days" in card.hint_label.text()
    assert not card.changes.isVisible()
    assert "28 rated days before" in card.plot.canvas.accessibleDescription()
