"""What was expected, as lines of the timeline."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.measures import Measure
from dosejournal.gui import entry_words
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.history_dialog import HistoryDialog
from dosejournal.gui.timeline_filters import REMOVED
from dosejournal.gui.timeline_page import TimelinePage
from dosejournal.journal import check_ins, doses, expectations, measures, timeline

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def page(qtbot, workspace):
    page = TimelinePage(workspace)
    qtbot.addWidget(page)
    page.resize(1080, 800)
    page.show()
    return page


@pytest.fixture
def expect(workspace, now):
    def record(origin="window", **parts):
        draft = replace(ExpectancyDraft(now, "Item A", "mood", 10.0, 60.0), **parts)
        return workspace.perform(
            "Expectation recorded", expectations.record, draft.at, draft, origin
        )

    return record


@pytest.fixture
def written(workspace, expect):
    def entry(**parts):
        return workspace.read(timeline.entry, "expectancy", expect(**parts))

    return entry


def known(workspace):
    return {each.key: each for each in workspace.read(measures.listing, archived=True)}


def plain(text):
    return text.replace("\N{FIRST STRONG ISOLATE}", "").replace("\N{POP DIRECTIONAL ISOLATE}", "")


def shown(page):
    lines = [page.model.line(row) for row in range(page.model.rowCount())]
    return [(line.entry.kind, line.entry.id) for line in lines]


def facts(page):
    return {name: plain(text) for name, text in page.details.facts.lines()}


def choose(page, row):
    page.list.setCurrentIndex(page.model.index(row))


def press(qtbot, page, key):
    page.activateWindow()
    page.list.setFocus()
    qtbot.waitUntil(page.list.hasFocus)
    QTest.keyClick(page.list, key)


@pytest.mark.parametrize(
    ("change", "certainty", "words"),
    [
        (10.0, 60.0, "Expected of Item A: Mood +10, 60 sure"),
        (-10.0, 5.0, "Expected of Item A: Mood −10, 5 sure"),
        (0.0, 100.0, "Expected of Item A: Mood 0, 100 sure"),
        (2.5, 0.0, "Expected of Item A: Mood +2.5, 0 sure"),
    ],
)
def test_an_expectation_is_one_line_with_true_signs(workspace, written, change, certainty, words):
    entry = written(change=change, certainty=certainty)
    assert plain(entry_words.title(entry, known(workspace))) == words


@pytest.mark.parametrize(
    ("better", "change", "line", "fact"),
    [
        ("higher", 10.0, "+10", "+10, better"),
        ("higher", -10.0, "−10", "−10, worse"),
        ("higher", 0.0, "0", "no difference"),
        ("lower", 10.0, "+10, better", "+10, better"),
        ("lower", -10.0, "−10, worse", "−10, worse"),
        ("neither", 10.0, "+10", "+10, higher"),
        ("neither", -10.0, "−10", "−10, lower"),
    ],
)
def test_better_and_worse_cannot_be_mistaken(workspace, written, better, change, line, fact):
    workspace.perform("Measure added", measures.add, Measure("", "Stress", better=better))
    entry = written(measure="stress", change=change)
    title = plain(entry_words.title(entry, known(workspace)))
    assert title == f"Expected of Item A: Stress {line}, 60 sure"
    found = {each.key: plain(each.text) for each in entry_words.facts(entry, known(workspace))}
    assert found["change"] == fact


def test_an_expectation_of_an_unknown_measure_goes_by_its_key(written):
    assert plain(entry_words.title(written(), {})) == "Expected of Item A: mood +10, 60 sure"


def test_it_is_read_out_as_a_whole(workspace, written):
    spoken = plain(entry_words.spoken(written(), known(workspace)))
    assert spoken == (
        "2 Mar 2026, 09:30. Expectation. Expected of Item A: Mood +10, 60 sure. Said beforehand"
    )


def test_it_stands_before_the_dose_it_is_about_and_can_be_asked_for(page, workspace, expect, now):
    expect()
    at = now + timedelta(minutes=1)
    workspace.perform("Dose recorded", doses.record, at, DoseDraft(at, "Item A", "10", "mg"))
    workspace.perform("Check-in recorded", check_ins.record, at, CheckInDraft(at, {"mood": 50.0}))
    assert shown(page) == [("dose_event", 1), ("check_in", 1), ("expectancy", 1)]
    kind = page.filters.kind
    assert [kind.itemText(n) for n in range(kind.count())] == [
        "All entries",
        "Check-ins",
        "Doses",
        "Expectations",
        "Questionnaires",
        "Unwanted effects",
        "Removed entries",
    ]
    kind.setCurrentIndex(kind.findText("Expectations"))
    assert shown(page) == [("expectancy", 1)]
    kind.setCurrentIndex(kind.findText("Doses"))
    assert shown(page) == [("dose_event", 1)]


def test_its_details_say_what_of_which_substance_how_sure_when_and_from_where(page, expect):
    expect(origin="terminal", change=-10.0)
    choose(page, 0)
    assert page.details.title_label.text() == "Expectation"
    assert facts(page) == {
        "When": "2 Mar 2026, 09:30",
        "Substance": "Item A",
        "Measure": "Mood",
        "Expected change": "−10, worse",
        "How sure": "60 of 100",
        "Said": "in a terminal",
        "Recorded": "2 Mar 2026, 09:30",
    }


@pytest.mark.parametrize(("origin", "words"), [("window", "in the window"), ("demo", None)])
def test_where_it_was_said_is_told_where_that_is_known(page, expect, origin, words):
    expect(origin=origin)
    choose(page, 0)
    assert facts(page).get("Said") == words


def test_it_cannot_be_amended_and_says_why(qtbot, page, workspace, expect, now):
    expect()
    choose(page, 0)
    assert not page.details.amend.isVisible()
    assert page.details.unedited.isVisible()
    assert page.details.unedited.text() == "What was expected is not edited afterwards."
    press(qtbot, page, Qt.Key.Key_Return)
    page.list.doubleClicked.emit(page.model.index(0))
    assert page.findChildren(AmendDialog) == []
    at = now + timedelta(hours=1)
    workspace.perform("Dose recorded", doses.record, at, DoseDraft(at, "Item A"))
    choose(page, 0)
    assert page.details.amend.isVisible()
    assert not page.details.unedited.isVisible()


def test_it_is_removed_at_once_and_that_can_be_undone(qtbot, page, workspace, expect):
    expect()
    choose(page, 0)
    press(qtbot, page, Qt.Key.Key_Delete)
    assert workspace.undo_label == "Expectation removed"
    assert shown(page) == []
    workspace.undo()
    assert shown(page) == [("expectancy", 1)]


def test_a_removed_one_is_found_and_restored(page, workspace, expect):
    expect()
    choose(page, 0)
    page.details.remove.click()
    page.filters.kind.setCurrentIndex(page.filters.kind.findData(REMOVED))
    choose(page, 0)
    assert not page.details.remove.isVisible()
    assert page.details.restore.isVisible()
    assert page.details.unedited.isVisible()
    page.details.history.click()
    (history,) = page.findChildren(HistoryDialog)
    assert [version.act for version in history.versions] == ["removed"]
    history.reject()
    page.details.restore.click()
    assert workspace.read(timeline.entry, "expectancy", 1).expectation.change == 10.0
    page.filters.kind.setCurrentIndex(0)
    assert shown(page) == [("expectancy", 1)]
