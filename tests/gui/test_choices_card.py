import pytest
from PySide6.QtCore import Qt

from dosejournal.domain import choices as domain
from dosejournal.gui.choices_card import ChoicesCard
from dosejournal.journal import choices


@pytest.fixture
def asks_expectation():
    return "doses"


@pytest.fixture
def card(qtbot, workspace):
    card = ChoicesCard(workspace)
    qtbot.addWidget(card)
    card.show()
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    return card


def held(card):
    return {name: box.currentData() for name, box in card.boxes.items()}


def test_every_choice_has_a_row_with_its_words_and_a_name(card):
    assert [*card.boxes] == [each.name for each in domain.shown()]
    for shown in domain.shown():
        box = card.boxes[shown.name]
        assert [box.itemText(n) for n in range(box.count())] == [
            words for _v, words in shown.options
        ]
        assert box.accessibleName() == shown.label
        assert box.accessibleDescription() == shown.hint


def test_what_was_not_chosen_yet_shows_no_choice(card):
    assert held(card) == {
        "rate_first": "yes",
        "ask_expectation": "doses",
        "topics": None,
        "cards": "usual",
        "low_mood_form": "phq-9",
        "remind_questionnaires": "no",
    }
    assert card.boxes["topics"].currentText() == ""
    assert card.boxes["topics"].placeholderText() == "Not chosen yet"


def test_a_choice_is_kept_at_once_and_can_be_undone(qtbot, card, workspace):
    box = card.boxes["rate_first"]
    box.setFocus()
    with qtbot.waitSignal(workspace.done) as done:
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert done.args == ["Choice changed"]
    assert workspace.read(choices.read).rate_first == "no"
    workspace.undo()
    assert box.currentData() == "yes"
    assert workspace.read(choices.read).rate_first == "yes"


def test_choosing_what_holds_already_is_no_act(card, workspace):
    card.boxes["cards"].activated.emit(0)
    assert workspace.undo_label is None


def test_a_choice_made_elsewhere_is_shown(card, workspace, now):
    workspace.perform("Choice changed", choices.choose, now, "topics", "microdosing")
    assert held(card)["topics"] == "microdosing"


def test_a_choice_that_cannot_be_kept_is_not_shown_as_kept(qtbot, card, workspace):
    box = card.boxes["ask_expectation"]
    box.setItemData(1, "no such choice")
    box.setCurrentIndex(1)
    with qtbot.waitSignal(workspace.failed):
        box.activated.emit(1)
    assert box.currentData() == "doses"
