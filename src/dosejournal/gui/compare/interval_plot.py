"""Two means with their intervals on one axis of changes: what was expected, what was found."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dosejournal.gui import theme
from dosejournal.gui.compare import numbers

_ROW = 72.0
_AXIS = 28.0
_TEXT_PIXELS, _TICK_PIXELS = 13, 12
_SIDE = 24.0
_NARROWEST = 240
_DOT = 5.0


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean change, with its interval where there is one, or the words why there is none.

    `decimals` is how many the numbers are told with; `ground` is what they rest on.
    """

    name: str
    mean: float | None
    low: float | None
    high: float | None
    decimals: int
    ground: str

    @property
    def said(self) -> str:
        """The numbers in words: "+10.3 (8.7 to 11.9)"."""
        if self.mean is None:
            return ""
        mean = numbers.signed(self.mean, self.decimals)
        if self.low is None or self.high is None:
            return mean
        low, high = (numbers.signed(end, self.decimals) for end in (self.low, self.high))
        return f"{mean} ({low} … {high})"


class IntervalPlot(QWidget):
    """Draws a row an interval; a ring is what was expected, a bar what was found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.intervals: Sequence[Interval] = ()
        self._axis = numbers.change_axis(1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_intervals(self, intervals: Sequence[Interval]) -> None:
        """Draw these, the first one as what was expected."""
        self.intervals = intervals
        ends = [
            abs(end)
            for each in intervals
            for end in (each.mean, each.low, each.high)
            if end is not None
        ]
        self._axis = numbers.change_axis(max(ends, default=1.0))
        self.setAccessibleDescription(
            ". ".join(
                " ".join(part for part in (each.name, each.said, each.ground) if part)
                for each in intervals
            )
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the rows and the axis."""
        return QSize(_NARROWEST, round(_ROW * max(len(self.intervals), 1) + _AXIS))

    def minimumSizeHint(self) -> QSize:
        """Return the same: no row is cut."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the axis and the rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # less stands before more in every language, and a sign before its number
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._paint_axis(painter)
        for index, interval in enumerate(self.intervals):
            self._paint_words(painter, interval, index * _ROW)
            self._paint_interval(painter, interval, index * _ROW + 52.0, is_first=index == 0)
        painter.end()

    def _across(self, change: float) -> float:
        axis = self._axis
        share = (change - axis.low) / (axis.high - axis.low)
        return _SIDE + share * (self.width() - 2 * _SIDE)

    def _paint_axis(self, painter: QPainter) -> None:
        colours = theme.tokens(self.palette())
        painter.setFont(self._lettering(_TICK_PIXELS))
        bottom = _ROW * len(self.intervals)
        for value, text in self._axis.ticks:
            x = round(self._across(value)) + 0.5
            painter.setPen(QPen(QColor(colours.faint if value == 0 else colours.line), 1))
            for index in range(len(self.intervals)):
                painter.drawLine(
                    QPointF(x, index * _ROW + 40), QPointF(x, index * _ROW + _ROW - 8)
                )
            painter.setPen(QColor(colours.soft))
            painter.drawText(QRectF(x - 60, bottom, 120, 16), Qt.AlignmentFlag.AlignHCenter, text)

    def _paint_words(self, painter: QPainter, interval: Interval, top: float) -> None:
        colours = theme.tokens(self.palette())
        font = self._lettering(_TEXT_PIXELS)
        metrics = QFontMetricsF(font)
        right = metrics.horizontalAdvance(interval.said) + 2
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        painter.drawText(
            QRectF(0, top, self.width(), 18), Qt.AlignmentFlag.AlignRight, interval.said
        )
        elide = Qt.TextElideMode.ElideRight
        name = metrics.elidedText(interval.name, elide, self.width() - right - 12)
        painter.drawText(QRectF(0, top, self.width(), 18), Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(self._lettering(_TICK_PIXELS))
        painter.setPen(QColor(colours.soft))
        painter.drawText(
            QRectF(0, top + 18, self.width(), 16),
            Qt.AlignmentFlag.AlignLeft,
            painter.fontMetrics().elidedText(interval.ground, elide, self.width()),
        )

    def _paint_interval(
        self, painter: QPainter, interval: Interval, y: float, *, is_first: bool
    ) -> None:
        if interval.mean is None:
            return
        colours = theme.tokens(self.palette())
        colour = QColor(colours.data[1] if is_first else colours.data[0])
        pen = QPen(colour, 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if interval.low is not None and interval.high is not None:
            painter.drawLine(
                QPointF(self._across(interval.low), y), QPointF(self._across(interval.high), y)
            )
        at = QPointF(self._across(interval.mean), y)
        if is_first:
            painter.setBrush(QColor(colours.card))
            painter.drawEllipse(at, _DOT, _DOT)
        else:
            pen.setWidthF(4.0)
            painter.setPen(pen)
            painter.drawLine(at + QPointF(0, -8), at + QPointF(0, 8))

    def _lettering(self, pixels: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        return font
