"""Cards that are drawn once more for a picture: out of sight, and without what can be pressed."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dosejournal.gui.cards import Card

_GAP = 16
_OUT_OF_SIGHT = -100_000


class Easel(QWidget):
    """Holds the cards of the picture that was taken last, one below the other.

    Neither what the mouse points at nor the ring of the focus gets into a picture of them, and
    the page does not move while it is taken.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.hide()
        self.move(_OUT_OF_SIGHT, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)

    def clear(self) -> None:
        """Take off the cards of the picture before."""
        while (item := self._column.takeAt(0)) is not None:
            if (card := item.widget()) is not None:
                card.hide()
                card.deleteLater()

    def add(self, card: Card) -> None:
        """Put a card below those there are; it is one made for this easel."""
        self._column.addWidget(card)

    def lay_out(self, width: int) -> None:
        """Give the cards this width, and the height that all they say needs then."""
        self.resize(width, self.height())
        # what never was visible has neither its letters nor its size yet
        self.show()
        # what turns at this width needs another height than it did before
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.resize(width, self._column.totalHeightForWidth(width))
        self._column.activate()
        self.hide()
