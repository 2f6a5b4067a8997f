"""A picture of points over a value axis, each to be pointed at with mouse or keys."""

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from dosejournal.analysis.series import Floats
from dosejournal.gui import theme
from dosejournal.gui.compare.numbers import Axis
from dosejournal.gui.compare.point_readout import PointReadout

_TICK_PIXELS = 12
_SMALLEST_LEFT, _LARGEST_LEFT = 40.0, 128.0
_TOP, _RIGHT, _AIR = 36.0, 8.0, 8.0
_NEAR = 12.0
_RING = 7.0
_HALO = 4.0
# diameter and opacity; where there are very many, large ones would hide each other
_DOTS, _CROWDED_DOTS = (6.0, 130), (4.0, 80)
_CROWD = 400

Paint = Callable[[QPainter], None]
NONE = np.empty(0)


class PointCanvas(QWidget):
    """Draws points; a plot says where across they lie and draws what belongs around them.

    `spread` returns where across marks lie, in pixels of a room; the first `n_points` marks are
    points, further ones are drawn by the plot. `describe` tells of a mark, `stops` are the marks
    that the keys go through. `beside` are words that stand at the left of the foot. `summary`
    tells the whole picture in words.
    """

    def __init__(self, height: int, foot: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedHeight(height)
        self.spread: Callable[[QRectF], Floats] = lambda _room: NONE
        self.describe: Callable[[int], str] = lambda _mark: ""
        self.paint_behind: Paint = lambda _painter: None
        self.paint_over: Paint = lambda _painter: None
        self.beside: Callable[[], Sequence[str]] = tuple
        self.stops: Sequence[int] = ()
        self.n_points = 0
        self.pointed: int | None = None
        self._summary = ""
        self._foot = foot
        self._axis = Axis(0.0, 1.0, ())
        self._values = self._x = NONE
        self.readout = PointReadout(self)

    def show_marks(self, axis: Axis, values: Floats, n_points: int, summary: str) -> None:
        """Draw marks at these values, shape (n marks,), of which the first ones are points."""
        self._axis, self._values, self.n_points = axis, values, n_points
        self._summary = summary
        self._place()
        self.point_at(None)
        self.update()

    @property
    def room(self) -> QRectF:
        """Where the values are drawn."""
        left = self._left()
        return QRectF(
            left,
            _TOP,
            max(self.width() - left - _RIGHT, 1.0),
            max(self.height() - _TOP - self._foot - _AIR, 1.0),
        )

    def up(self, value: float) -> float:
        """Return how far down a value is drawn, in pixels."""
        room, axis = self.room, self._axis
        return room.bottom() - (value - axis.low) / (axis.high - axis.low) * room.height()

    def place(self, mark: int) -> QPointF:
        """Return where a mark is drawn."""
        return QPointF(float(self._x[mark]), self.up(float(self._values[mark])))

    def lettering(self, pixels: int = _TICK_PIXELS) -> QFont:
        """Return the font of ticks and small numbers."""
        font = QFont(self.font())
        font.setPixelSize(pixels)
        return font

    def point_at(self, mark: int | None) -> None:
        """Tell of a mark beside it, or of none."""
        self.pointed = mark
        text = "" if mark is None else self.describe(mark)
        if mark is None:
            self.readout.show_at(None, self._plates(), "")
        else:
            at = self.place(mark)
            ring = QRectF(at.x() - _RING, at.y() - _RING, 2 * _RING, 2 * _RING)
            self.readout.show_at(at.x(), self._plates(), text, ring, _RING)
        self.setAccessibleDescription(text or self._summary)

    def nearest(self, at: QPointF) -> int | None:
        """Return the mark at a place of the widget, None where none is near."""
        if not len(self._x):
            return None
        away = np.hypot(self._x - at.x(), self._drawn_up() - at.y())
        mark = int(np.argmin(away))
        return mark if away[mark] <= _NEAR else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ticks and lines, what lies behind, the points and what lies over them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # values stand where days begin, and time runs from left to right in every language
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setFont(self.lettering())
        self.paint_behind(painter)
        self._paint_axis(painter)
        self._paint_points(painter, QRectF(event.rect()))
        self.paint_over(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.tokens(self.palette()).accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spread the marks over the room there is."""
        super().resizeEvent(event)
        self.readout.resize(self.size())
        self._place()
        self.point_at(None)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._place()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the mark under the mouse."""
        mark = self.nearest(event.position())
        if mark != self.pointed:
            self.point_at(mark)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell of nothing any more."""
        super().leaveEvent(event)
        self.point_at(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell of nothing any more."""
        super().focusOutEvent(event)
        self.point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from mark to mark; other keys are the page's."""
        match event.key():
            case Qt.Key.Key_Left:
                self._step(-1)
            case Qt.Key.Key_Right:
                self._step(1)
            case Qt.Key.Key_Escape if self.pointed is not None:
                self.point_at(None)
            case _:
                super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        if not self.stops:
            return
        stops = list(self.stops)
        if self.pointed in stops:
            index = min(max(stops.index(self.pointed) + by, 0), len(stops) - 1)
        else:
            index = 0 if by > 0 else len(stops) - 1
        self.point_at(stops[index])

    def _place(self) -> None:
        self._x = self.spread(self.room) if len(self._values) else NONE

    def _drawn_up(self) -> Floats:
        room, axis = self.room, self._axis
        share = (self._values - axis.low) / (axis.high - axis.low)
        drawn: Floats = room.bottom() - share * room.height()
        return drawn

    def _plates(self) -> QRectF:
        """Return the room for what is told of a mark: above the points, which stay in sight."""
        return QRectF(2.0, 0.0, self.width() - 4.0, float(self.height()))

    def paint_haloed(
        self, painter: QPainter, line: QRectF, alignment: Qt.AlignmentFlag, text: str
    ) -> None:
        """Write a text over points so that it can be read: the ground shines around it."""
        colours = theme.tokens(self.palette())
        taken = painter.boundingRect(line, alignment, text)
        halo = QPainterPath()
        halo.addText(
            taken.left(), taken.top() + painter.fontMetrics().ascent(), painter.font(), text
        )
        pen = QPen(QColor(colours.card), _HALO)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(halo, pen)
        painter.setPen(QColor(colours.text))
        painter.drawText(line, alignment, text)

    def _left(self) -> float:
        metrics = QFontMetricsF(self.lettering())
        words = (*self.beside(), *(text for _at, text in self._axis.ticks))
        widest = max((metrics.horizontalAdvance(text) for text in words), default=0)
        return min(max(widest + 12, _SMALLEST_LEFT), _LARGEST_LEFT)

    def _paint_axis(self, painter: QPainter) -> None:
        colours, room = theme.tokens(self.palette()), self.room
        metrics = QFontMetricsF(painter.font())
        for value, text in self._axis.ticks:
            y = round(self.up(value)) + 0.5
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(QColor(colours.soft))
            painter.drawText(
                QRectF(0, y - 10, room.left() - 10, 20),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.left() - 10),
            )

    def _paint_points(self, painter: QPainter, exposed: QRectF) -> None:
        n = self.n_points
        if not n:
            return
        x, y = self._x[:n], self._drawn_up()[:n]
        # what is told of one point uncovers a few others, not thousands
        seen = (np.abs(x - exposed.center().x()) <= exposed.width() / 2 + _RING) & (
            np.abs(y - exposed.center().y()) <= exposed.height() / 2 + _RING
        )
        size, opacity = _CROWDED_DOTS if n > _CROWD else _DOTS
        colour = QColor(theme.tokens(self.palette()).data[0])
        colour.setAlpha(opacity)
        pen = QPen(colour, size)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        places = zip(x[seen].tolist(), y[seen].tolist(), strict=True)
        painter.drawPoints(QPolygonF([QPointF(*place) for place in places]))
