"""A picture of days with its axes, which moves together with the others of a page."""

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QVBoxLayout, QWidget

from dosejournal.analysis.series import Floats
from dosejournal.gui import theme
from dosejournal.gui.plots import canvas_parts
from dosejournal.gui.plots.axes import Tick, day_ticks
from dosejournal.gui.plots.canvas_parts import AXIS_HEIGHT, CanvasParts
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.plots.outline import Outline
from dosejournal.gui.plots.readout import Readout
from dosejournal.gui.plots.span import Span
from dosejournal.gui.plots.steering import Steering

FloatsOrOne = TypeVar("FloatsOrOne", Floats, float)

_SMALLEST_LEFT = 44.0
_LARGEST_LEFT = 128.0
_ROOM_FOR_DOTS = 6.0
_RING = 3
# what the height of a canvas holds besides its values
CHROME_HEIGHT = AXIS_HEIGHT + 2 * _RING + 2 + round(2 * _ROOM_FOR_DOTS)


class DayCanvas(QWidget):
    """Days from left to right, values from below; items are added in days since an origin.

    `drawing_needed` says that the places from `low` to `high` should be drawn anew, because the
    scale changed or the days shown left what was drawn. A plot then thins its points to
    `day_width` and `value_height`, the extent of one pixel, and puts them `across`. A line of n
    pixels has a pen of n times `pixel_ratio`: pens of fixed width count a screen's finer pixels.
    `describe` tells what was recorded on a day, `snap` which day is meant by a place. Where days
    also lie one below the other, `pick` tells which one lies at a place and a value, and `frame`
    where a day lies, in days and values: it is framed there instead of crossed by a line.
    """

    drawing_needed = Signal()

    def __init__(
        self, span: Span, words: DayWords, height: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(height)
        self.describe: Callable[[int], str] = lambda _day: ""
        self.snap: Callable[[float], int] = math.floor
        self.pick: Callable[[float, float], int] = lambda place, _value: self.snap(place)
        self.frame: Callable[[int], QRectF | None] = lambda _day: None
        self.low = self.high = self.day_width = self.value_height = 0.0
        self.pixel_ratio = 1.0
        self._origin = 0
        self._behind = self._anew = True
        self._for_picture = False
        self._colours: theme.Tokens | None = None
        self._span, self._words = span, words
        self._values = (0.0, 1.0)
        self._ticks: Sequence[Tick] = ()
        self._ruled = True
        self._grid = Outline()
        self._items: list[QGraphicsItem] = [self._grid]
        self._left_width = _SMALLEST_LEFT
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(_RING, _RING, _RING, _RING)
        self._parts: CanvasParts | None = None
        span.moved.connect(self._follow)
        span.pointed.connect(self._point)

    @property
    def readout(self) -> Readout:
        """What marks the day pointed at."""
        return self._built.readout

    @property
    def _built(self) -> CanvasParts:
        # a page has more plots than have room on it: one that was never in sight costs nothing
        if self._parts is None:
            self._parts = canvas_parts.build(canvas_parts.lettering(self.font()))
            self._complete(self._parts)
        return self._parts

    def _complete(self, parts: CanvasParts) -> None:
        self._layout.addWidget(parts.graphics)
        for item in self._items:
            parts.view.addItem(item, ignoreBounds=True)
        Steering(self._span, self, parts.graphics.viewport(), self)
        self._write_values()
        self._recolour()
        if self.isVisible():
            # now, and not at the next turn: the page is being painted
            self._layout.activate()
            parts.graphics.show()
            parts.lay_out()
            parts.readout.resize(parts.graphics.size())
        parts.view.sigResized.connect(self._follow)

    def add(self, item: QGraphicsItem) -> None:
        """Draw an item on the days and values, over those added before."""
        self._items.append(item)
        if self._parts is not None:
            self._parts.view.addItem(item, ignoreBounds=True)

    def across(self, places: FloatsOrOne) -> FloatsOrOne:
        """Return places in time as they are drawn: near 0, where drawings keep their decimals."""
        return places - float(self._origin)

    def set_values(
        self, low: float, high: float, ticks: Sequence[Tick], *, ruled: bool = True
    ) -> None:
        """Let the values run from `low` to `high`, with a word at each tick, and a line."""
        self._values = (low, high)
        self._ticks, self._ruled = ticks, ruled
        self._write_values()
        self._follow(anew=True)

    def left_width_wanted(self) -> float:
        """Return the room that the words at the values need."""
        metrics = QFontMetricsF(canvas_parts.lettering(self.font()))
        widest = max((metrics.horizontalAdvance(text) for _place, text in self._ticks), default=0)
        return min(max(widest + 12, _SMALLEST_LEFT), _LARGEST_LEFT)

    def set_left_width(self, width: float) -> None:
        """Give the words at the values this much room, the same in all plots of a page."""
        self._left_width = width
        self._write_values()

    def draw_for_picture(self, pixel_ratio: float | None) -> None:
        """Draw just the days shown, for pixels this many times finer; None ends it."""
        self._for_picture = pixel_ratio is not None
        self._draw_all(pixel_ratio or self.devicePixelRatioF())

    def place_at(self, x: float) -> float:
        """Return the place in time at a horizontal position, in pixels from the left."""
        room = self._room()
        low, high = self._shown()
        return low + (x - room.left()) * (high - low) / max(room.width(), 1.0)

    def day_meant(self, x: float, y: float) -> int | None:
        """Return the day that the mouse points at there, None beside the days."""
        room = self._room()
        if not room.left() <= x <= room.right():
            return None
        low, high = self._built.view.viewRange()[1]
        value = high - (y - room.top()) * (high - low) / max(room.height(), 1.0)
        return self.pick(self.place_at(x), value)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the line under the mouse lie over the whole picture."""
        super().resizeEvent(event)
        if self._parts is not None:
            self._parts.readout.resize(self._parts.graphics.size())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a ring around the plot that has the keys; what it shows is up to date by now."""
        ratio = self.devicePixelRatioF()
        if not self._for_picture and (self._behind or ratio != self.pixel_ratio):
            self._draw_all(ratio)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.tokens(self.palette()).accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
            painter.end()

    def _room(self) -> QRectF:
        return QRectF(self._built.view.sceneBoundingRect())

    def _shown(self) -> tuple[float, float]:
        low, high = self._built.view.viewRange()[0]
        return low + self._origin, high + self._origin

    def _follow(self, *_moved: object, anew: bool = False) -> None:
        self._anew |= anew
        # a plot out of sight follows when it comes into sight: `paintEvent` sees to it
        self._behind = self.visibleRegion().isEmpty()
        if not self._behind:
            self._catch_up()

    def _draw_all(self, pixel_ratio: float) -> None:
        self.pixel_ratio = pixel_ratio
        self._behind, self._anew = False, True
        self._catch_up()

    def _catch_up(self) -> None:
        room, span = self._room(), self._span
        day_width = span.days / max(room.width() - 2 * _ROOM_FOR_DOTS, 1.0)
        height = max(room.height() - 2 * _ROOM_FOR_DOTS, 1.0)
        bottom, top = self._values
        value_height = (top - bottom) / height
        margin = day_width * _ROOM_FOR_DOTS
        first, last = span.first - margin, span.last + margin
        rescaled = abs(day_width - self.day_width) > 1e-6 * day_width
        redraw = self._anew or rescaled or first < self.low or last > self.high
        if redraw:
            # half a width more on either side, so that moving redraws only now and then; none in
            # a picture to keep, because a drawing in SVG is not clipped
            more = 0.0 if self._for_picture else span.days / 2
            self.low, self.high, self._anew = first - more, last + more, False
            self.day_width, self.value_height = day_width, value_height
            self._origin = math.floor(first)
        self._built.view.setRange(
            xRange=(first - self._origin, last - self._origin),
            yRange=(bottom - value_height * _ROOM_FOR_DOTS, top + value_height * _ROOM_FOR_DOTS),
            padding=0,
            disableAutoRange=False,
        )
        # left to pyqtgraph, this would happen while painting, and every frame be painted twice
        self._built.graphics.scene().prepareForPaint()
        ticks = day_ticks(self._words, first, last, room.width())
        self._built.bottom.setTicks([[(place - self._origin, text) for place, text in ticks]])
        if redraw:
            self._draw_grid()
            self.drawing_needed.emit()
        self._point()

    def _draw_grid(self) -> None:
        path = QPainterPath()
        for value, _text in self._ticks if self._ruled else ():
            path.moveTo(self.low - self._origin, value)
            path.lineTo(self.high - self._origin, value)
        pen = QPen(QColor(theme.tokens(self.palette()).line), self.pixel_ratio)
        pen.setCosmetic(True)
        self._grid.setPen(pen)
        self._grid.setPath(path)

    def _point(self) -> None:
        if self._behind:
            return
        room, place = self._room(), self._span.place
        low, high = self._shown()
        if place is None or not low <= place <= high:
            self.readout.show_at(None, room, "")
            return
        text = self.describe(math.floor(place)) if self._span.pointer is self else ""
        x = room.left() + (place - low) * room.width() / (high - low)
        self.readout.show_at(x, room, text, self._framed(math.floor(place)))
        self.setAccessibleDescription(text)

    def _framed(self, day: int) -> QRectF | None:
        """Return where a day is framed, in pixels."""
        framed = self.frame(day)
        if framed is None:
            return None
        room, (low, high) = self._room(), self._shown()
        bottom, top = self._built.view.viewRange()[1]
        across, up = room.width() / (high - low), room.height() / (top - bottom)
        return QRectF(
            room.left() + (framed.left() - low) * across,
            room.top() + (top - framed.bottom()) * up,
            framed.width() * across,
            framed.height() * up,
        )

    def _write_values(self) -> None:
        if self._parts is None:
            return
        metrics = QFontMetricsF(canvas_parts.lettering(self.font()))
        room = self._left_width - 10
        elided = [
            (value, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
            for value, text in self._ticks
        ]
        self._parts.left.setWidth(self._left_width)
        self._parts.left.setTicks([elided])

    def _recolour(self) -> None:
        colours = theme.tokens(self.palette())
        if self._parts is None or colours == self._colours:
            return
        self._colours = colours
        self._parts.recolour(colours)
        self._follow(anew=True)
