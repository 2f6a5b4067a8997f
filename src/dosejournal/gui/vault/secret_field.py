"""A field for what nobody else may read."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dosejournal.gui.cards import label
from dosejournal.gui.messages import announce
from dosejournal.i18n import _

_HINTS = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class SecretField(QWidget):
    """Hides what is typed until it is to be seen, and tells when Caps Lock seems to be on.

    `edited` tells that something else is typed now.
    """

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _text: self.edited.emit())
        self.caption = label(name, "hint")
        self.caption.setBuddy(self.field)
        self.caps_label = label(_("Caps Lock seems to be on."), "hint")
        self.caps_label.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.caption)
        layout.addWidget(self.field)
        layout.addWidget(self.caps_label)
        self.setFocusProxy(self.field)
        self.show_typed(False)

    def text(self) -> str:
        """Return what is typed."""
        return self.field.text()

    def clear(self) -> None:
        """Forget what is typed."""
        self.field.clear()

    def rename(self, name: str) -> None:
        """Ask for something else."""
        self.caption.setText(name)
        self.field.setAccessibleName(name)

    def show_typed(self, shown: bool) -> None:
        """Let what is typed be seen, or hide it again."""
        mode = QLineEdit.EchoMode
        self.field.setEchoMode(mode.Normal if shown else mode.Password)
        # no keyboard learns it, also while it can be seen
        self.field.setInputMethodHints(self.field.inputMethodHints() | _HINTS)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See whether letters come as Caps Lock makes them."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._look_at(event)
        return False

    def _look_at(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            # the next letter will tell
            self.caps_label.hide()
        elif len(letter) == 1 and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            seems_on = letter.isupper() != shifted
            if seems_on and self.caps_label.isHidden():
                announce(self.field, self.caps_label.text(), urgent=False)
            self.caps_label.setVisible(seems_on)
