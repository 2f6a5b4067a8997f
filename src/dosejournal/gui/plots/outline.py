"""Lines and areas of a plot, which are nowhere while there are none."""

from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsPathItem


class Outline(QGraphicsPathItem):
    """A path that is left out while it is empty: a drawing in SVG would hold a broken one."""

    def __init__(self) -> None:
        super().__init__()
        self.hide()

    def setPath(self, path: QPainterPath) -> None:
        """Draw another path, or nothing."""
        super().setPath(path)
        self.setVisible(not path.isEmpty())
