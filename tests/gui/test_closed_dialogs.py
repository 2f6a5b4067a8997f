"""A dialog that was closed hears nothing more of what the program does and tells."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from shiboken6 import isValid

from dosejournal.gui.effects.effect_dialog import EffectDialog
from dosejournal.gui.export_dialog import ExportDialog
from dosejournal.gui.measure_dialog import MeasureDialog
from dosejournal.gui.plan.planned_dialog import PlannedDialog
from dosejournal.gui.questionnaires.own_dialog import OwnDialog
from dosejournal.gui.safety.get_help import GetHelpDialog

DIALOGS = {
    "effect": EffectDialog,
    "export": lambda workspace: ExportDialog(workspace, None),
    "help": GetHelpDialog,
    "measure": lambda workspace: MeasureDialog(workspace, None),
    "own questionnaire": OwnDialog,
    "planned doses": PlannedDialog,
}


@pytest.mark.parametrize("dialog", DIALOGS)
def test_a_closed_dialog_hears_nothing_more(dialog, workspace, qtbot):
    made = DIALOGS[dialog](workspace)
    made.show()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(made)
    # what a listener that outlived its dialog would raise fails this test
    workspace.failed.emit("The disk is full. Nothing was recorded.")
    workspace.done.emit("Check-in recorded")
    workspace.changed.emit(frozenset({"check_in", "rating", "dose_event", "adverse_effect"}))
