"""The card of the Settings page about help, in a dialog of its own."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.gui.cards import button
from dosejournal.gui.fields import Line
from dosejournal.gui.safety.help_card import HelpCard
from dosejournal.gui.vault.scrolled import scrolled
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _

_SIZE = QSize(620, 560)
_ROOM_AROUND = 32


class ContactsDialog(QDialog):
    """Lets a person change the numbers that are shown, and whom they would call."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Numbers, and whom to call"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.card = HelpCard(workspace)
        self.line = Line()
        self.close_button = button(_("Close"))
        self.close_button.clicked.connect(self.accept)
        workspace.failed.connect(self.line.refuse)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 24, 24, 8)
        column.addWidget(self.card)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addStretch(0)
        foot.addWidget(self.close_button)
        foot.setContentsMargins(24, 8, 24, 24)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolled(inside), 1)
        layout.addLayout(foot)
        room = self.screen().availableSize() - QSize(_ROOM_AROUND, _ROOM_AROUND)
        self.resize(_SIZE.boundedTo(room))
