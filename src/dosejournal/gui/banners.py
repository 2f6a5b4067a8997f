"""What holds for the whole window, and is said above its pages for as long as it holds."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dosejournal.gui.cards import button, label
from dosejournal.gui.icons import icon
from dosejournal.gui.messages import announce
from dosejournal.gui.theme import tokens
from dosejournal.i18n import _

_SIGN_SIDE = 20


class Banners(QWidget):
    """Lines above the page, one for each thing that is to be known; none most of the time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[str, Banner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def tell(self, key: str, text: str, closed: Callable[[], object] | None = None) -> None:
        """Say something; with `closed`, the person can send it away."""
        if key in self.lines and self.lines[key].text == text:
            return
        self.take_away(key)
        line = Banner(text, closable=closed is not None)
        if closed is not None:
            line.closed.connect(lambda: self.take_away(key))
            line.closed.connect(closed)
        self.lines[key] = line
        self._column.addWidget(line)
        self.show()
        announce(self, text, urgent=False)

    def take_away(self, key: str) -> None:
        """Say it no more: it holds no longer."""
        line = self.lines.pop(key, None)
        if line is not None:
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self.lines))


class Banner(QFrame):
    """One sentence or two; `closed` tells that the person has read it."""

    closed = Signal()

    def __init__(self, text: str, *, closable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = text
        self.setProperty("role", "standing")
        self.setAccessibleName(text)
        self._sign = label("")
        sentence = label(text)
        sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.close_button = button(_("Got it"))
        self.close_button.setAccessibleDescription(text)
        self.close_button.setVisible(closable)
        self.close_button.clicked.connect(lambda _checked: self.closed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 8, 32, 8)
        row.setSpacing(12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(sentence, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._draw_sign()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign anew in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_sign()

    def _draw_sign(self) -> None:
        drawn = icon("attention", tokens(self.palette()).attention)
        self._sign.setPixmap(drawn.pixmap(_SIGN_SIDE, _SIGN_SIDE))
