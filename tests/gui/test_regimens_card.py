from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from dosejournal.domain.entries import PlannedRef
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.gui.plan.regimen_dialog import RegimenDialog
from dosejournal.gui.plan.regimens_card import RegimensCard
from dosejournal.gui.plan.versions_dialog import VersionsDialog
from dosejournal.journal import doses, pauses, plan, planning, regimens

TODAY = date(2026, 3, 2)
STEPS = (DoseStep(date(2026, 2, 1), "10", "mg"), DoseStep(date(2026, 3, 5), "7.5", "mg"))


@pytest.fixture
def card(qtbot, workspace):
    card = RegimensCard(workspace)
    qtbot.addWidget(card)
    card.resize(400, 600)
    card.show()
    qtbot.waitExposed(card)
    return card


@pytest.fixture
def add(workspace, now):
    def add(substance="Item A", pattern="daily", first_day=date(2026, 2, 1), **fields):
        draft = RegimenDraft(
            **{
                "substance": substance,
                "pattern": parse(pattern),
                "times": (time(20),),
                "first_day": first_day,
            }
            | fields
        )
        return workspace.perform("Regimen added", planning.add, now, draft)

    return add


def said(card):
    model = card.list.rows
    rows = [
        model.data(model.index(n), Qt.ItemDataRole.AccessibleTextRole)
        for n in range(model.rowCount())
    ]
    marks = ("\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}")
    return ["".join(sign for sign in row if sign not in marks) for row in rows]


def yesterday(workspace, now):
    day = date(2026, 3, 1)
    (line,) = workspace.read(plan.lines, now, day, day)
    return PlannedRef(line.planned.regimen.id, line.planned.wall)


def press(qtbot, card, key):
    card.list.setFocus()
    qtbot.waitUntil(card.list.hasFocus)
    qtbot.keyClick(card.list, key)


def test_an_empty_plan_says_what_will_be_here_and_opens_the_dialog(qtbot, card):
    assert "appears here" in card.empty.text_label.text()
    assert not card.list.isVisible()
    qtbot.mouseClick(card.empty.action, Qt.MouseButton.LeftButton)
    assert card.findChild(RegimenDialog).windowTitle() == "Add a regimen"


def test_a_row_says_what_is_planned_and_how_it_stands(card, add, workspace, now):
    add("Item A", "every 3 days", times=(time(8), time(20)), steps=STEPS)
    paused = add("Item B", "weekdays mon,wed,fri", TODAY)
    workspace.perform("Regimen paused", pauses.pause, now, paused)
    closed = add("Item C", "cycle 1001000", steps=STEPS[:1])
    workspace.perform("Regimen closed", regimens.close, now, closed)
    add("Item D", "4 on 3 off", date(2026, 3, 10), last_day=date(2026, 4, 1))
    add("Item E", "as needed", times=(), last_day=date(2026, 3, 8))
    add("Item F", first_day=TODAY, last_day=TODAY)
    add("Item G", first_day=date(2026, 3, 3))
    assert said(card) == [
        "Item A, 10 mg, every 3 days · 08:00, 20:00, from 1 Feb 2026",
        "Item B, Mon, Wed, Fri · 20:00, paused · from 2 Mar 2026",
        "Item D, 4 days on, 3 off · 20:00, begins on 10 Mar 2026 · until 1 Apr 2026",
        "Item E, as needed, 1 Feb 2026 – 8 Mar 2026",
        "Item F, every day · 20:00, on 2 Mar 2026",
        "Item G, every day · 20:00, begins on 3 Mar 2026",
        "Item C, 10 mg, a cycle of 7 days · 20:00, closed · 1 Feb 2026 – 2 Mar 2026",
    ]
    assert not card.grab().isNull()


def test_the_amount_is_the_one_that_holds_now(card, add, workspace, now):
    add(steps=STEPS)
    workspace.now = lambda: now + timedelta(days=3)
    card.refresh()
    assert said(card)[0].startswith("Item A, 7.5 mg")


def test_a_change_ahead_is_told_and_what_holds_now_is_shown(card, add, workspace, now):
    series = add(steps=STEPS[:1])
    later = RegimenDraft("", parse("every 2 days"), (time(9),), date(2026, 3, 9))
    workspace.perform("Regimen changed", regimens.change, now, series, later)
    assert said(card) == [
        "Item A, 10 mg, every day · 20:00, from 1 Feb 2026, changes on 9 Mar 2026"
    ]


def test_only_acts_that_fit_a_regimen_are_offered(card, add, workspace, now):
    series = add()
    card.list.choose(series)
    enabled = {each.text() for each in card.list.actions() if each.isEnabled()}
    assert enabled == {"Change", "Pause", "Close", "Versions", "Remove"}
    workspace.perform("Regimen paused", pauses.pause, now, series)
    enabled = {each.text() for each in card.list.actions() if each.isEnabled()}
    assert enabled == {"Change", "Resume", "Close", "Versions", "Remove"}
    ref = yesterday(workspace, now)
    workspace.perform("Dose skipped", doses.leave, now, ref, "skipped", "")
    workspace.perform("Regimen closed", regimens.close, now, series)
    enabled = {each.text() for each in card.list.actions() if each.isEnabled()}
    assert enabled == {"Begin again", "Versions"}


def test_nothing_can_be_paused_of_what_is_taken_as_needed(card, add):
    card.list.choose(add(pattern="as needed", times=()))
    enabled = {each.text() for each in card.list.actions() if each.isEnabled()}
    assert enabled == {"Change", "Close", "Versions", "Remove"}


def test_a_regimen_is_paused_resumed_and_closed_by_its_keys(qtbot, card, add, workspace, now):
    series = add()
    card.list.choose(series)
    press(qtbot, card, Qt.Key.Key_P)
    assert workspace.undo_label == "Regimen paused"
    assert workspace.read(pauses.paused, now) == {series}
    assert "paused" in said(card)[0]
    press(qtbot, card, Qt.Key.Key_P)
    assert workspace.undo_label == "Regimen resumed"
    assert "paused" not in said(card)[0]
    press(qtbot, card, Qt.Key.Key_C)
    assert workspace.undo_label == "Regimen closed"
    assert "closed" in said(card)[0]
    for _each in range(3):
        workspace.undo()
    assert said(card) == ["Item A, every day · 20:00, from 1 Feb 2026"]
    assert workspace.read(pauses.listing) == []


def test_a_regimen_is_removed_and_comes_back_by_undo(qtbot, card, add, workspace):
    card.list.choose(add())
    press(qtbot, card, Qt.Key.Key_Delete)
    assert workspace.read(regimens.every) == []
    assert card.empty.isVisible()
    assert workspace.undo_label == "Regimen removed"
    workspace.undo()
    assert len(said(card)) == 1


def test_a_regimen_with_records_stays_and_the_person_is_told_why(card, add, workspace, now):
    series = add()
    # another window records a dose after the list was read
    remove = card.list.actions()[-1]
    card.list.choose(series)
    ref = yesterday(workspace, now)
    card.hide()
    workspace.perform("Dose skipped", doses.leave, now, ref, "skipped", "")
    sentences = []
    workspace.failed.connect(sentences.append)
    remove.trigger()
    assert "stays in the record" in sentences[0]
    assert len(workspace.read(regimens.every)) == 1


def test_return_changes_and_v_shows_the_versions(qtbot, card, add):
    card.list.choose(add())
    press(qtbot, card, Qt.Key.Key_Return)
    dialog = card.findChild(RegimenDialog)
    assert dialog.windowTitle() == "Change the regimen"
    dialog.reject()
    press(qtbot, card, Qt.Key.Key_V)
    assert card.findChild(VersionsDialog).isVisible()


def test_a_regimen_that_is_gone_is_told_and_no_dialog_opens(card, add, workspace):
    card.list.choose(add())
    card.hide()
    workspace.undo()
    sentences = []
    workspace.failed.connect(sentences.append)
    change, *_others, versions, _remove = card.list.actions()
    change.trigger()
    versions.trigger()
    assert len(sentences) == 2
    assert "no longer in the journal" in sentences[0]
    assert card.findChild(RegimenDialog) is None
    assert card.findChild(VersionsDialog) is None


def test_more_opens_a_menu_with_the_other_acts(qtbot, card, add):
    add()
    series = add("Item B")
    card.list.choose(series)
    shown = [each.text() for each in card.list.buttons() if each.isVisible()]
    assert shown == ["Change"]
    assert card.list.more_button.isVisible()
    qtbot.mouseClick(card.list.more_button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [each.text() for each in menu.actions()] == ["Pause", "Close", "Versions", "Remove"]
    menu.actions()[1].trigger()
    menu.close()
    assert "closed" in said(card)[1]
    assert "closed" not in said(card)[0]


def test_a_hidden_card_catches_up_when_it_is_shown(card, add):
    card.hide()
    add()
    assert said(card) == []
    card.show()
    assert len(said(card)) == 1
    assert card.add_button.isVisible()
