from datetime import date, time, timedelta

import pytest

from dosejournal.domain import comparable
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.gui.cards import Card
from dosejournal.gui.entry_details import ReadingField
from dosejournal.gui.plan.versions_dialog import VersionsDialog
from dosejournal.journal import pauses, planning, regimens

ISOLATES = ("\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}")


@pytest.fixture
def series(workspace, now):
    steps = (
        DoseStep(date(2026, 2, 1), "10", "mg"),
        DoseStep(date(2026, 2, 8), None, "mg"),
        DoseStep(date(2026, 2, 15), "1", "tablets"),
    )
    first = RegimenDraft(
        "Item A",
        parse("every 3 days"),
        (time(8), time(20)),
        date(2026, 2, 1),
        steps=steps,
        window_minutes=45,
        note="written down",
    )
    return workspace.perform("Regimen added", planning.add, now, first)


@pytest.fixture
def show(qtbot, workspace, series):
    def show():
        dialog = VersionsDialog(workspace, series)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return show


def lines(grid):
    plain = str.maketrans(dict.fromkeys(ISOLATES, ""))
    return {name: text.translate(plain) for name, text in grid.lines()}


def titles(dialog):
    return [card.title_label.text() for card in dialog.findChildren(Card)]


def test_versions_are_told_newest_first(show, workspace, series, now):
    second = RegimenDraft(
        "",
        parse("cycle 1001000"),
        (time(9),),
        date(2026, 3, 2),
        window_minutes=150,
        remind=False,
    )
    workspace.perform("Regimen changed", regimens.change, now, series, second)
    third = RegimenDraft("", parse("as needed"), (), date(2026, 3, 9), date(2026, 3, 9))
    workspace.perform("Regimen changed", regimens.change, now, series, third)
    dialog = show()
    assert titles(dialog) == [
        "9 Mar 2026",
        "2 Mar 2026, 09:31 – 8 Mar 2026",
        "1 Feb 2026 – 2 Mar 2026, 09:31",
    ]
    assert [lines(grid) for grid in dialog.grids] == [
        {"Days": "as needed", "Amount": "left open"},
        {
            "Days": "a cycle of 7 days: on the days 1, 4",
            "Times of day": "09:00",
            "Amount": "left open",
            "Late after": "2 h 30 min",
            "Reminders": "off",
            "Comparison": comparable.reason("fixed_weekdays"),
        },
        {
            "Days": "every 3 days",
            "Times of day": "08:00, 20:00",
            "Amount": "10 mg\namount left open from 8 Feb 2026\n1 tablet from 15 Feb 2026",
            "Late after": "45 min",
            "Reminders": "on",
        },
    ]
    (note,) = dialog.findChildren(ReadingField)
    assert note.toPlainText() == "written down"
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_a_pause_is_told_with_the_version_it_fell_into(show, workspace, series, now):
    workspace.perform("Regimen paused", pauses.pause, now, series)
    workspace.perform("Regimen resumed", pauses.resume, now + timedelta(days=1), series)
    workspace.perform("Regimen paused", pauses.pause, now + timedelta(days=2), series)
    later = RegimenDraft("", parse("daily"), (time(9),), date(2026, 3, 20))
    workspace.perform("Regimen changed", regimens.change, now, series, later)
    dialog = show()
    newest, oldest = (lines(grid) for grid in dialog.grids)
    assert oldest["Paused"] == "2 Mar 2026, 09:31 – 3 Mar 2026, 09:31\nFrom 4 Mar 2026, 09:31"
    assert newest["Paused"] == "From 4 Mar 2026, 09:31"
    assert newest["Late after"] == "2 h"
    assert titles(dialog)[0] == "From 20 Mar 2026"
