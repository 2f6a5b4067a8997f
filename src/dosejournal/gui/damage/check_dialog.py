"""The dialog that checks the whole journal because the person wants to know."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from dosejournal.gui import entry_words
from dosejournal.gui.cards import button, label
from dosejournal.gui.damage.soundness import Soundness
from dosejournal.gui.messages import announce
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import check_words
from dosejournal.store.checks import Findings

_WIDTH = 440


class CheckDialog(QDialog):
    """Checks as soon as it is there; where something is damaged, another dialog takes over."""

    def __init__(
        self, workspace: Workspace, soundness: Soundness, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Check journal"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        self._workspace = workspace
        self._is_waiting = True
        self.said = label(_("Every page and every reference is being looked at…"))
        self.busy = QProgressBar()
        # from 0 to 0: it moves without saying how far it is
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(_("Checking the journal"))
        # nothing moves when it goes
        policy = self.busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(policy)
        self.close_button = button(_("Close"), "primary")
        self.close_button.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addWidget(label(_("Check journal"), "card-title"))
        layout.addWidget(self.said)
        layout.addWidget(self.busy)
        layout.addSpacing(16)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        layout.addLayout(row)
        self.close_button.setFocus()
        soundness.check(self._show, self._tell)

    def done(self, result: int) -> None:
        """Close; the check goes on, and tells when something is damaged."""
        self._is_waiting = False
        super().done(result)

    def _show(self, found: Findings) -> None:
        if not found.is_sound:
            if self._is_waiting:
                self.accept()
            return
        at = entry_words.clock_time(self._workspace.now().time())
        self._tell(check_words.sound(found, at, QLocale().toString))

    def _tell(self, text: str) -> None:
        if self._is_waiting:
            self.busy.hide()
            self.said.setText(text)
            announce(self, text, urgent=False)
