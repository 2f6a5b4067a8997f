"""The pages by name, at the left of the window."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget

from dosejournal.gui.cards import label
from dosejournal.gui.icons import SIDE, icon
from dosejournal.gui.theme import tokens
from dosejournal.i18n import _

_WIDTH = 200
_ICON_WIDTH = 26  # the air at its side keeps the word away from the icon


class Sidebar(QFrame):
    """One button a page; `chosen` carries the key of the page, `help_asked` nothing.

    Folded, it shows icons alone, and their words where they are pointed at.
    """

    chosen = Signal(str)
    help_asked = Signal()

    def __init__(
        self,
        pages: list[tuple[str, str]],
        below: list[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """Show `pages` at the top and `below` at the bottom: pairs of a key and a word."""
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        # a stylesheet knows right and left only, so it is told which side the pages are on
        self.setProperty("mirrored", self.isRightToLeft())
        self.setAccessibleName(_("Pages"))
        self.setMinimumWidth(_WIDTH)
        self.folded = False
        self._words: dict[QPushButton, str] = {}
        self._painted: dict[QPushButton, str] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 20, 12, 16)
        layout.setSpacing(2)
        self._name = label("DoseJournal", "name")
        self._name.setContentsMargins(10, 0, 0, 14)
        layout.addWidget(self._name)
        for key, word in pages:
            layout.addWidget(self._page_button(key, word))
        layout.addStretch(1)
        self.help_button = self._button("help", _("Get help"))
        self.help_button.clicked.connect(lambda _checked: self.help_asked.emit())
        layout.addWidget(self.help_button)
        for key, word in below:
            layout.addWidget(self._page_button(key, word))
        self._paint_icons()

    def choose(self, key: str) -> None:
        """Mark the page that is open."""
        self.buttons[key].setChecked(True)
        self._paint_icons()

    def fold(self, folded: bool) -> None:
        """Leave the words away where the window has little room, or show them again."""
        if folded == self.folded:
            return
        self.folded = folded
        self._name.setVisible(not folded)
        self.setMinimumWidth(0 if folded else _WIDTH)
        for made, word in self._words.items():
            made.setText("" if folded else word)
            made.setToolTip(word if folded else "")

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icons()

    def _button(self, key: str, word: str) -> QPushButton:
        made = QPushButton(word)
        made.setObjectName(key)
        made.setProperty("role", "nav")
        made.setIconSize(QSize(_ICON_WIDTH, SIDE))
        made.setAccessibleName(word)
        self._words[made] = word
        return made

    def _page_button(self, key: str, word: str) -> QPushButton:
        made = self._button(key, word)
        made.setCheckable(True)
        made.clicked.connect(lambda _checked: self.chosen.emit(key))
        self._group.addButton(made)
        self.buttons[key] = made
        return made

    def _paint_icons(self) -> None:
        colours = tokens(self.palette())
        for made in self.findChildren(QPushButton):
            colour = colours.accent if made.isChecked() else colours.soft
            if self._painted.get(made) != colour:
                self._painted[made] = colour
                made.setIcon(icon(made.objectName(), colour, _ICON_WIDTH))
