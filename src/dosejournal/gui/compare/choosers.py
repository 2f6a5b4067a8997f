"""Buttons that show what is chosen and open a menu of what else there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QFontMetrics
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from dosejournal.i18n import _

_WIDEST_TEXT = 160
_ROOM_BESIDE_TEXT = 44


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its key, its words, and a quiet word beside them in the menu."""

    key: object
    text: str
    beside: str = ""


class Chooser(QPushButton):
    """Shows the option that is chosen; `chosen` carries the key of another one."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._options: list[Option] = []
        self.key: object = None
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.options_menu = QMenu(self)
        self.setMenu(self.options_menu)

    def offer(self, options: Sequence[Option], key: object) -> None:
        """Offer these, of which one is chosen."""
        if list(options) != self._options:
            self._options = list(options)
            self._fill()
        self.choose(key)

    def choose(self, key: object) -> None:
        """Show an option as the one that is chosen."""
        self.key = key
        option = next((each for each in self._options if each.key == key), None)
        text = option.text if option else ""
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, _WIDEST_TEXT)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(text if shown != text else "")
        self.setAccessibleName(_("{name}: {chosen}").format(name=self._name, chosen=text))
        for action in self.options_menu.actions():
            action.setChecked(action.data() == key)

    def sizeHint(self) -> QSize:
        """Return room for the text and the arrow."""
        hint = super().sizeHint()
        text = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(max(hint.width(), text + _ROOM_BESIDE_TEXT), hint.height())

    def _fill(self) -> None:
        menu = self.options_menu
        menu.clear()
        group = QActionGroup(menu)
        for option in self._options:
            # a person's own name may hold the sign that marks a shortcut; what follows a tab
            # stands at the other side of the menu
            text = option.text.replace("&", "&&").replace("\t", " ")
            action = menu.addAction(f"{text}\t{option.beside}" if option.beside else text)
            action.setCheckable(True)
            action.setData(option.key)
            action.triggered.connect(lambda _checked, key=option.key: self._take(key))
            group.addAction(action)

    def _take(self, key: object) -> None:
        if key != self.key:
            self.choose(key)
            self.chosen.emit(key)
