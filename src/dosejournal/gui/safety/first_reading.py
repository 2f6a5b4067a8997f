"""What is to be known before anything else, shown once when the program is first used."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.gui.cards import button, label
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.reading import WholeReading
from dosejournal.gui.vault.scrolled import scrolled
from dosejournal.i18n import _

_SIZE = QSize(680, 680)
_ROOM_AROUND = 32


class FirstReading(QObject):
    """Opens the text over a window when that is shown for the first time, until it was read."""

    def __init__(self, window: QWidget, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        if preferences.value.safety_read == "no":
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the window comes into sight."""
        if event.type() == QEvent.Type.Show:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._open)
        return False

    def _open(self) -> None:
        dialog = SafetyDialog(self._window)
        dialog.accepted.connect(lambda: self._preferences.set(safety_read="yes"))
        dialog.open()


class SafetyDialog(QDialog):
    """The text of the Safety page; closed without having read it, it comes back another time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Before you begin"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = WholeReading("evidence", "safety.md", _("Before you begin"))
        self.read_button = button(_("I have read this, and I am 18 or over"), "primary")
        self.later_button = button(_("Later"))
        self.read_button.clicked.connect(self.accept)
        self.later_button.clicked.connect(self.reject)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 24, 24, 8)
        column.setSpacing(12)
        column.addWidget(self.text)
        column.addWidget(
            label(_("You find this again under Help → Safety, with what research says."), "hint")
        )
        column.addStretch(1)
        acts = QHBoxLayout()
        acts.setContentsMargins(24, 8, 24, 24)
        acts.setSpacing(8)
        acts.addStretch(1)
        acts.addWidget(self.later_button)
        acts.addWidget(self.read_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolled(inside), 1)
        layout.addLayout(acts)
        room = self.screen().availableSize() - QSize(_ROOM_AROUND, _ROOM_AROUND)
        self.resize(_SIZE.boundedTo(room))
        self.text.setFocus()
