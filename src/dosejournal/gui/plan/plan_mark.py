"""The sign before a line of a plan: its standing by shape, not by colour alone."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from dosejournal.domain.plan import PlanStatus
from dosejournal.gui import theme

SIDE = 16
_LINE = 1.6
_ROUND = QRectF(1.5, 1.5, 13, 13)
_SQUARE = QRectF(3, 3, 10, 10)
_CHECK = QPolygonF([QPointF(4.8, 8.2), QPointF(7.1, 10.5), QPointF(11.2, 5.9)])
_DOT = 2.6


class PlanMark(QWidget):
    """A ring while a dose is to come, a check when it was taken, a dash when it was skipped.

    A dot in the ring is due, hands of a clock overdue; a check on a full disc was in time, in a
    ring late; an empty square was missed, a cross is extra.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.status: PlanStatus = "planned"
        self.setFixedSize(SIDE, SIDE)

    def show_status(self, status: PlanStatus) -> None:
        """Take another shape."""
        if status != self.status:
            self.status = status
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shape in the colours of the theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens(self.palette())
        colour = QColor(
            {
                "planned": colours.faint,
                "overdue": colours.attention,
                "skipped": colours.soft,
                "missed": colours.soft,
            }.get(self.status, colours.accent)
        )
        painter.setPen(_pen(colour))
        if self.status in ("planned", "due", "overdue", "late"):
            painter.drawEllipse(_ROUND)
        if self.status == "due":
            painter.setBrush(colour)
            painter.drawEllipse(_ROUND.center(), _DOT - _LINE / 2, _DOT - _LINE / 2)
        elif self.status == "taken":
            painter.setBrush(colour)
            painter.drawEllipse(_ROUND)
            painter.setPen(_pen(QColor(colours.card)))
            painter.drawPolyline(_CHECK)
        elif self.status == "late":
            painter.drawPolyline(_CHECK)
        elif self.status == "missed":
            painter.drawRoundedRect(_SQUARE, 2, 2)
        else:
            painter.drawLines(_lines(self.status))
        painter.end()


def _lines(status: PlanStatus) -> list[QLineF]:
    return {
        "overdue": [QLineF(8, 4.6, 8, 8), QLineF(8, 8, 10.6, 9.4)],
        "skipped": [QLineF(3, 8, 13, 8)],
        "extra": [QLineF(3, 8, 13, 8), QLineF(8, 3, 8, 13)],
    }.get(status, [])


def _pen(colour: QColor) -> QPen:
    pen = QPen(colour, _LINE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
