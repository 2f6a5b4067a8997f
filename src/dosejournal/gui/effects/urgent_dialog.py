"""What is shown for a symptom that needs help at once: whom to call, before anything else."""

from PySide6.QtWidgets import QWidget

from dosejournal.domain import urgent_symptoms
from dosejournal.domain.urgent_symptoms import Symptom
from dosejournal.gui.safety.get_help import GetHelpDialog
from dosejournal.gui.safety.three_ways import EMERGENCY
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _


class UrgentDialog(GetHelpDialog):
    """“Get help” with what is said of such a symptom, and the emergency number open.

    Thoughts of self-harm are met with all three ways alike: whoever helps may be any of them.
    """

    def __init__(
        self, workspace: Workspace, symptom: Symptom, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle(_("Get help now"))
        self.manual_button.hide()
        self.say(urgent_symptoms.sentences(symptom))
        if symptom.about == "urgent":
            self.ways.show_way(EMERGENCY)
