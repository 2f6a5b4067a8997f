from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from dosejournal.domain.clock import day_moment
from dosejournal.domain.entries import DoseDraft
from dosejournal.gui.doses_today import DosesToday
from dosejournal.journal import doses, timeline

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def card(qtbot, workspace):
    today = DosesToday(workspace)
    qtbot.addWidget(today)
    today.show()
    qtbot.waitExposed(today)
    return today


def recorded(workspace, at, **fields):
    draft = DoseDraft(at, "Item A", **fields)
    dose_id = workspace.perform("Dose recorded", doses.record, at, draft)
    return workspace.read(timeline.entry, "dose_event", dose_id)


def texts(card):
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


def test_a_day_without_doses_says_so(card):
    assert texts(card) == ["Doses today", "No dose is recorded today."]


def test_each_dose_has_its_amount_as_typed_and_its_time(card, workspace, now):
    card.show_doses(
        [
            recorded(workspace, now - timedelta(hours=1), status="skipped"),
            recorded(workspace, now, amount="2.50", unit="mg"),
        ]
    )
    assert texts(card)[1:] == [
        "Item A",
        "08:30 · skipped",
        "Item A",
        "2.50 mg · 09:30",
    ]


def test_amount_and_time_stay_in_one_line_beside_a_long_name(card, workspace, now):
    entry = recorded(workspace, now, amount="1", unit="tablets", estimated=True)
    long_name = replace(entry, dose=replace(entry.dose, substance="Item A " * 12))
    card.resize(304, 400)
    card.show_doses([long_name])
    QApplication.processEvents()
    (words,) = [each for each in card.findChildren(QLabel) if each.text().startswith("about")]
    assert words.width() >= words.fontMetrics().horizontalAdvance("about 1 tablet · 09:30")


def test_a_dose_of_which_only_the_day_is_known_has_no_time(card, workspace, now):
    entry = recorded(workspace, now, amount="5", unit="mg")
    day = day_moment(date(2026, 3, 2), ZoneInfo("Europe/Berlin"))
    card.show_doses([replace(entry, moment=day)])
    assert texts(card)[1:] == ["Item A", "5 mg"]


def test_doses_shown_again_replace_those_before(card, workspace, now):
    entry = recorded(workspace, now, amount="5", unit="mg")
    card.show_doses([entry, entry])
    card.show_doses([entry])
    assert texts(card).count("Item A") == 1
    card.show_doses(())
    assert "Item A" not in texts(card)


def test_a_folded_card_does_not_even_say_how_many_there_are(card, workspace, now):
    card.show_doses([recorded(workspace, now, amount="5", unit="mg")])
    card.fold(True)
    assert texts(card) == ["Doses today", "Back when this check-in is recorded."]
    assert not card.log_button.isVisible()


def test_log_a_dose_asks_for_it(qtbot, card):
    with qtbot.waitSignal(card.dose_wanted):
        card.log_button.click()
