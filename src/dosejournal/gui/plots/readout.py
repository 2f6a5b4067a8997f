"""The line or frame that marks the day pointed at, and what was recorded there."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from dosejournal.gui import theme

_TEXT_PIXELS = 13
_PADDING = 8.0
_HEIGHT = 26.0
_RADIUS = 6.0
_CORNER = 2.0
_WRAPPED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class Readout(QWidget):
    """Lies over a plot, lets the mouse through and draws nothing until told to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.text = ""
        self._x: float | None = None
        self.frame: QRectF | None = None
        self._corner = _CORNER
        self._room = QRectF()
        self.hide()

    def show_at(
        self,
        x: float | None,
        room: QRectF,
        text: str,
        frame: QRectF | None = None,
        corner: float = _CORNER,
    ) -> None:
        """Draw the line at x within `room`, or a frame, with a text beside it; None: nothing."""
        before = self._covered()
        self._x, self._room, self.text, self.frame = x, room, text, frame
        self._corner = corner
        # shown only when needed: whatever lies over a plot is drawn again with each of its frames
        self.setVisible(x is not None)
        self.update(before | self._covered())

    @property
    def plate(self) -> QRectF:
        """Where the text lies: beside the line or frame, on more lines where one has no room."""
        if self._x is None or not self.text:
            return QRectF()
        metrics = QFontMetricsF(self._lettering())
        whole = metrics.horizontalAdvance(self.text) + 2 * _PADDING + 1
        room = QRectF(0, 0, min(whole, self._room.width()), self._room.height())
        text = metrics.boundingRect(_inside(room), _WRAPPED, self.text)
        width = min(text.width() + 2 * _PADDING + 1, room.width())
        height = max(_HEIGHT, text.height() + _PADDING)
        x = round(self._x) + 0.5
        ends = (x, x) if self.frame is None else (self.frame.left(), self.frame.right())
        left = ends[1] + _PADDING
        if left + width > self._room.right():
            left = ends[0] - _PADDING - width
        left = min(max(left, self._room.left()), self._room.right() - width)
        return QRectF(left, self._room.top() + 2, width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, and the text on a small plate that stays within the plot."""
        if self._x is None:
            return
        colours = theme.tokens(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = round(self._x) + 0.5
        if self.frame is None:
            painter.setPen(QPen(QColor(colours.faint), 1))
            painter.drawLine(QPointF(x, self._room.top()), QPointF(x, self._room.bottom()))
        else:
            painter.setPen(QPen(QColor(colours.text), 1.5))
            painter.drawRoundedRect(self.frame, self._corner, self._corner)
        if self.text:
            painter.setFont(self._lettering())
            plate = self.plate
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.setBrush(QColor(colours.card))
            painter.drawRoundedRect(plate, _RADIUS, _RADIUS)
            painter.setPen(QColor(colours.text))
            painter.drawText(_inside(plate), _WRAPPED, self.text)
        painter.end()

    def _covered(self) -> QRegion:
        """Return what the line and the plate lie over, with a pixel around."""
        if self._x is None:
            return QRegion()
        line = QRectF(self._x - 2, self._room.top() - 1, 5, self._room.height() + 2)
        covered = QRegion((self.frame or line).toAlignedRect().adjusted(-2, -2, 2, 2))
        if self.text:
            covered |= QRegion(self.plate.toAlignedRect().adjusted(-2, -2, 2, 2))
        return covered

    def _lettering(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(_TEXT_PIXELS)
        return font


def _inside(plate: QRectF) -> QRectF:
    """Return the room for the text on a plate."""
    return plate.adjusted(_PADDING, 0, -_PADDING, 0)
