"""Two columns of cards; where the window is narrow, the second one moves below the first."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayoutItem, QVBoxLayout, QWidget

_GAP = 20
_SHARES = (644, 352)
_NARROW = 840


class Columns(QWidget):
    """A wide column `first` and a narrow one `second`, beside or below each other.

    `turned` tells whether they are below each other now.
    """

    turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_GAP)
        self.first = self._column(_SHARES[0])
        self.second = self._column(_SHARES[1])

    def _column(self, share: int) -> QVBoxLayout:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        self._layout.addWidget(holder, share, Qt.AlignmentFlag.AlignTop)
        return column

    def minimumSizeHint(self) -> QSize:
        """Return the room that both need below each other: beside is never a must."""
        widest = max(item.minimumSize().width() for item in self._items())
        return QSize(widest, super().minimumSizeHint().height())

    def _items(self) -> list[QLayoutItem]:
        items = (self._layout.itemAt(index) for index in range(self._layout.count()))
        return [item for item in items if item is not None]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns beside or below each other as the width allows."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        direction = QBoxLayout.Direction
        wanted = direction.TopToBottom if narrow else direction.LeftToRight
        if wanted != self._layout.direction():
            self._layout.setDirection(wanted)
            self.turned.emit(narrow)
