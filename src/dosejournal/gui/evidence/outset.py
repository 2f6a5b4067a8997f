"""Room for links: their words stand in line with the text above, and their frame around them."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget

ROOM = 5  # from the frame of a link to its words, as in the stylesheet


class Outset(QVBoxLayout):
    """A column that reaches as far beyond its place, at both sides, as a link does."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        for widget in widgets:
            self.addWidget(widget)

    def setGeometry(self, place: QRect) -> None:
        """Take the place, and the room beside it."""
        super().setGeometry(place.adjusted(-ROOM, 0, ROOM, 0))

    def heightForWidth(self, width: int) -> int:
        """Return the height that is needed, with the room beside the place in mind."""
        return super().heightForWidth(width + 2 * ROOM)
