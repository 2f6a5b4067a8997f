"""Two sides beside each other; where there is little room, they take turns in one column."""

from collections.abc import Sequence
from itertools import chain, zip_longest

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout, QWidget

from dosejournal.gui.cards import label

_GAP = 16
_NARROW = 680

Widgets = Sequence[QWidget]


class TwoSides(QWidget):
    """Shows widgets of one side at the left, and those of the other at the right.

    Those of one side alone are dealt over both columns: no line of text gets too long. In one
    column the sides take turns, so that neither has to be read to its end before the other.
    """

    def __init__(self, first: str = "", second: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headings = (label(first, "card-title"), label(second, "card-title"))
        self.is_narrow = False
        self._held: list[QWidget] = []
        self._shown: tuple[Widgets, Widgets] = ((), ())
        self.columns = (QVBoxLayout(), QVBoxLayout())
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        for place, column in enumerate(self.columns):
            column.setSpacing(_GAP)
            self._layout.addLayout(column, 0, place)
        for heading in self.headings:
            heading.setParent(self)
        self._arrange()

    def hold(self, first: Widgets, second: Widgets) -> None:
        """Take these in place of those before, to be reached by Tab in turn."""
        self._held = _in_turn(first, second)
        for widget in self._held:
            widget.setParent(self)
        self._shown = ((), ())

    def show_widgets(self, first: Widgets, second: Widgets) -> None:
        """Let these of the ones it holds be seen, from above, and no other."""
        self._shown = (first, second)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the room that both need below each other: beside is never a must."""
        widest = max(column.minimumSize().width() for column in self.columns)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make one column of two, or two of one, as the width allows."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW
        if is_narrow != self.is_narrow:
            self.is_narrow = is_narrow
            self._arrange()

    def _arrange(self) -> None:
        for column in self.columns:
            _empty(column)
        first, second = self._dealt()
        for column, widgets in zip(self.columns, (first, second), strict=True):
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
        seen = {*first, *second}
        for widget in (*self.headings, *self._held):
            widget.setVisible(widget in seen)
        self._layout.setHorizontalSpacing(0 if self.is_narrow else _GAP)
        for place, share in enumerate((1, 0 if self.is_narrow else 1)):
            self._layout.setColumnStretch(place, share)
        self.setVisible(bool(seen))

    def _dealt(self) -> tuple[Widgets, Widgets]:
        """Return what stands in each column; in one column each note says its side itself."""
        first, second = self._shown
        if self.is_narrow:
            return _in_turn(first, second), ()
        if not first or not second:
            alone = [*first, *second]
            return alone[::2], alone[1::2]
        return (self.headings[0], *first), (self.headings[1], *second)


def _in_turn(first: Widgets, second: Widgets) -> list[QWidget]:
    pairs = zip_longest(first, second)
    return [each for each in chain.from_iterable(pairs) if each is not None]


def _empty(layout: QLayout) -> None:
    while layout.count():
        layout.takeAt(0)
