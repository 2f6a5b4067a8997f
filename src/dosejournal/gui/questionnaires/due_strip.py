"""A quiet line on Today that a questionnaire is due, for who asked to be reminded."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from dosejournal.gui.cards import button, label
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import choices, questionnaires

_TABLES = frozenset({"questionnaire_response", "own_questionnaire", "choice", "journal_info"})


class DueStrip(QFrame):
    """Names what is due again; `wanted` says that the person wants to see it.

    What was never filled in is no reminder: nobody has begun with it.
    """

    wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setProperty("role", "strip")
        self.setAccessibleName(_("Questionnaires that are due"))
        self.label = label("")
        self.open_button = button(_("Open questionnaires"), "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.label, 1)
        row.addWidget(self.open_button)
        self.open_button.clicked.connect(lambda _checked: self.wanted.emit())
        workspace.attend(self.refresh)
        # hidden it is told of no change by being shown: the page it is on is
        Upkeep(parent or self, workspace, _TABLES, self.refresh)

    def refresh(self) -> None:
        """Read again what is due, where the person wants to be reminded."""
        names: list[str] = []
        if self._workspace.read(choices.read).remind_questionnaires == "yes":
            found = self._workspace.read(questionnaires.due, self._workspace.now())
            names = [
                each.instrument.name for each in found if each.is_due and each.last_day is not None
            ]
        self.label.setText(_("Due again: {names}").format(names=", ".join(names)))
        self.setVisible(bool(names))
