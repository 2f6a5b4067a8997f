"""The sign before a line of a plan: its standing by shape, not by colour alone."""

from typing import Literal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from dosejournal.domain.plan import PlanStatus
from dosejournal.gui import theme

Sign = PlanStatus | Literal["not_recorded"]
"""How a line stands; a dose that was said to be missed is not one of which nothing is known."""

SIDE = 16
_LINE = 1.6
_ROUND = QRectF(1.5, 1.5, 13, 13)
_SQUARE = QRectF(2, 2, 12, 12)
_CHECK = QPolygonF([QPointF(4.8, 8.2), QPointF(7.1, 10.5), QPointF(11.2, 5.9)])
_RINGS = ("planned", "due", "overdue", "late")
_SQUARES = ("missed", "not_recorded")
_DOTS: dict[Sign, float] = {"due": 2.6, "not_recorded": 1.4}
_LINES: dict[Sign, list[QLineF]] = {
    "overdue": [QLineF(8, 4.6, 8, 8), QLineF(8, 8, 10.6, 9.4)],
    "skipped": [QLineF(3, 8, 13, 8)],
    "missed": [QLineF(5.6, 5.6, 10.4, 10.4), QLineF(5.6, 10.4, 10.4, 5.6)],
    "extra": [QLineF(3, 8, 13, 8), QLineF(8, 3, 8, 13)],
}


class PlanMark(QWidget):
    """A ring while a dose is to come, a check when it was taken, a dash when it was skipped.

    A dot in the ring is due, hands of a clock overdue; a check on a full disc was in time, in a
    ring late; a square with a cross was missed, one with a dot not recorded; a plus is extra.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign: Sign = "planned"
        self.setFixedSize(SIDE, SIDE)

    def show_sign(self, sign: Sign) -> None:
        """Take another shape."""
        if sign != self.sign:
            self.sign = sign
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shape in the colours of the theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens(self.palette())
        colour = QColor(_colour(self.sign, colours))
        painter.setPen(_pen(colour))
        if self.sign in _RINGS:
            painter.drawEllipse(_ROUND)
        elif self.sign in _SQUARES:
            painter.drawRoundedRect(_SQUARE, 2, 2)
        if self.sign == "taken":
            painter.setBrush(colour)
            painter.drawEllipse(_ROUND)
            painter.setPen(_pen(QColor(colours.card)))
        if self.sign in ("taken", "late"):
            painter.drawPolyline(_CHECK)
        elif self.sign in _DOTS:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(_ROUND.center(), _DOTS[self.sign], _DOTS[self.sign])
        painter.drawLines(_LINES.get(self.sign, []))
        painter.end()


def _colour(sign: Sign, colours: theme.Tokens) -> str:
    if sign == "planned":
        return colours.faint
    if sign == "overdue":
        return colours.text
    return colours.soft if sign in ("skipped", *_SQUARES) else colours.accent


def _pen(colour: QColor) -> QPen:
    pen = QPen(colour, _LINE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
