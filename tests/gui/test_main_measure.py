from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from dosejournal.domain.measures import Measure
from dosejournal.gui.main_measure_dialog import MainMeasureDialog
from dosejournal.gui.measures_card import MeasuresCard
from dosejournal.journal import main_measures, measures

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def card(qtbot, workspace):
    card = MeasuresCard(workspace)
    qtbot.addWidget(card)
    card.show()
    return card


@pytest.fixture
def open_dialog(qtbot, workspace):
    def build():
        dialog = MainMeasureDialog(workspace)
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return build


def choose(workspace, key):
    workspace.perform("Main measure chosen", main_measures.choose, workspace.now(), key)


def plain(label):
    return (
        label.text()
        .replace("\N{FIRST STRONG ISOLATE}", "")
        .replace("\N{POP DIRECTIONAL ISOLATE}", "")
    )


def current(workspace):
    found = workspace.read(main_measures.current)
    return found and found.measure.key


def test_a_journal_without_a_main_measure_says_so_and_offers_to_choose(card):
    assert plain(card.main.words) == "Main measure: not chosen yet"
    assert card.main.choose_button.text() == "Choose…"
    assert card.main.choose_button.accessibleName() == "Choose the main measure"
    assert not card.main.history.isVisible()


def test_the_main_measure_tells_since_when_and_what_was_before(card, workspace, clock):
    choose(workspace, "focus")
    assert plain(card.main.words) == "Main measure: Focus, chosen on 2 Mar 2026"
    assert card.main.choose_button.text() == "Change…"
    assert card.main.choose_button.accessibleName() == "Change the main measure"
    clock.at += timedelta(days=10)
    choose(workspace, "mood")
    clock.at += timedelta(days=30)
    choose(workspace, "calm")
    assert plain(card.main.words) == "Main measure: Calm, chosen on 11 Apr 2026"
    assert card.main.history.isVisible()
    assert plain(card.main.history).split("\n") == [
        "Mood, from 12 Mar 2026 to 11 Apr 2026",
        "Focus, from 2 Mar 2026 to 12 Mar 2026",
    ]
    workspace.undo()
    assert plain(card.main.words) == "Main measure: Mood, chosen on 12 Mar 2026"


def test_a_main_measure_that_was_archived_is_told_apart(card, workspace):
    choose(workspace, "focus")
    workspace.perform("Measure archived", measures.archive, "focus")
    assert plain(card.main.words) == "Main measure: Focus (archived), chosen on 2 Mar 2026"


def test_it_is_chosen_in_a_dialog_that_the_button_opens(qtbot, card, workspace):
    card.main.choose_button.click()
    (dialog,) = card.findChildren(MainMeasureDialog)
    assert dialog.measure.currentIndex() == -1
    dialog.measure.setCurrentIndex(dialog.measure.findText("Energy"))
    with qtbot.waitSignal(dialog.finished):
        dialog.save_button.click()
    assert current(workspace) == "energy"
    assert workspace.undo_label == "Main measure chosen"
    assert plain(card.main.words).startswith("Main measure: Energy")


def test_only_scales_that_are_asked_are_offered(open_dialog, workspace):
    workspace.perform("x", measures.add, Measure("", "Pulse", "number", unit="bpm"))
    workspace.perform("x", measures.add, Measure("", "Stress"))
    workspace.perform("x", measures.archive, "calm")
    dialog = open_dialog()
    box = dialog.measure
    offered = [box.itemText(n) for n in range(box.count())]
    assert offered == ["Mood", "Focus", "Energy", "Sleep quality", "Stress"]


def test_saving_without_a_choice_asks_for_one(open_dialog, workspace):
    dialog = open_dialog()
    dialog.save_button.click()
    assert dialog.isVisible()
    assert "Choose a measure first" in dialog.measure.accessibleDescription()
    assert current(workspace) is None
    dialog.reject()
    assert not dialog.isVisible()


def test_what_is_missing_has_room_without_scrolling(open_dialog):
    dialog = open_dialog()
    before = dialog.height()
    dialog.save_button.click()
    assert dialog.height() > before
    assert dialog.area.verticalScrollBar().maximum() == 0
    for shown in dialog.area.findChildren(QLabel):
        assert shown.height() >= shown.heightForWidth(shown.width()), shown.text()


def test_one_key_goes_from_no_choice_to_the_first_measure(open_dialog):
    dialog = open_dialog()
    assert dialog.measure.placeholderText() == "Not chosen yet"
    QTest.keyClick(dialog.measure, Qt.Key.Key_Down)
    assert dialog.measure.currentText() == "Mood"


def test_the_one_that_counts_is_chosen_already_and_keys_alone_choose_another(
    qtbot, open_dialog, workspace
):
    choose(workspace, "mood")
    dialog = open_dialog()
    assert dialog.measure.currentText() == "Mood"
    QTest.keyClick(dialog.measure, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog.measure, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert current(workspace) == "focus"


def test_a_main_measure_that_is_archived_is_no_longer_offered(open_dialog, workspace):
    choose(workspace, "mood")
    workspace.perform("x", measures.archive, "mood")
    dialog = open_dialog()
    assert dialog.measure.currentIndex() == -1
