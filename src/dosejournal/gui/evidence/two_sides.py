"""Two columns of the same width, side by side; below each other where there is little room."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

_GAP = 16
_NARROW = 680


class TwoSides(QWidget):
    """Shows widgets of one side at the left, and those of the other at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_GAP)
        self.sides = (self._side(), self._side())

    def show_widgets(self, first: Sequence[QWidget], second: Sequence[QWidget]) -> None:
        """Put these in the columns, from above."""
        for side, widgets in zip(self.sides, (first, second), strict=True):
            for widget in widgets:
                side.column.addWidget(widget)
        self.settle()

    def settle(self) -> None:
        """Leave the room of a column in which nothing is to be seen to the other one."""
        for side in self.sides:
            inside = side.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            side.setVisible(any(not widget.isHidden() for widget in inside))
        self.setVisible(any(not side.isHidden() for side in self.sides))

    @property
    def is_narrow(self) -> bool:
        """Whether the columns are below each other."""
        return self._layout.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """Return the room that both need below each other: beside is never a must."""
        widest = max(side.minimumSizeHint().width() for side in self.sides)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns beside or below each other as the width allows."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def _side(self) -> "_Side":
        side = _Side()
        self._layout.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
        return side


class _Side(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(_GAP)
