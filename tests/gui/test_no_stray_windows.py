"""What is shown before it has a place is a window of its own for a moment, and takes the keys."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog, QWidget

from dosejournal.domain import help_contacts, help_lines, urgent_symptoms
from dosejournal.gui.effects.effect_dialog import EffectDialog
from dosejournal.gui.effects.urgent_dialog import UrgentDialog
from dosejournal.gui.measure_dialog import MeasureDialog
from dosejournal.gui.safety.care_screen import CareScreen
from dosejournal.gui.safety.get_help import GetHelpDialog
from dosejournal.gui.vault.unlock_window import UnlockWindow


class Windows(QObject):
    """Notes what comes into sight as a window and is neither a dialog nor meant to be one."""

    def __init__(self, meant):
        super().__init__()
        self.meant = meant
        self.strays = []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        is_shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if is_shown and watched.isWindow() and not isinstance(watched, (QDialog, *self.meant)):
            self.strays.append(type(watched).__name__)
        return False


@pytest.fixture
def strays(qapp):
    windows = Windows((CareScreen,))
    qapp.installEventFilter(windows)
    yield windows.strays
    qapp.removeEventFilter(windows)


def helping(workspace):
    dialog = GetHelpDialog(workspace)
    dialog.show()
    for way in dialog.ways.buttons:
        dialog.ways.show_way(way)
    dialog.country.picked.emit("DE")
    return dialog


def caring(_workspace):
    screen = CareScreen(1, help_contacts.gathered(help_lines.table(), ""))
    screen.show()
    for way in screen.ways.buttons:
        screen.ways.show_way(way)
    return screen


@pytest.mark.parametrize(
    "make",
    [
        helping,
        caring,
        lambda _workspace: GetHelpDialog(),
        lambda workspace: UrgentDialog(workspace, urgent_symptoms.recognised("chest pain")),
        EffectDialog,
        lambda workspace: MeasureDialog(workspace, None),
        lambda _workspace: UnlockWindow("journal.db", has_recovery=True),
    ],
    ids=["help", "care", "help, locked", "urgent", "effect", "measure", "unlock"],
)
def test_nothing_flashes_up_while_help_or_a_form_is_opened(qtbot, workspace, strays, make):
    made = make(workspace)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    assert strays == []
