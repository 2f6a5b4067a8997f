"""A picture of days with its axes, moved by mouse, wheel and keys together with the others."""

import math
from collections.abc import Callable, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QVBoxLayout, QWidget

from dosejournal.gui import theme
from dosejournal.gui.plots.axes import Tick, day_ticks
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.plots.readout import Readout
from dosejournal.gui.plots.span import Span

_TICK_PIXELS = 12
_SMALLEST_LEFT = 44.0
_LARGEST_LEFT = 128.0
AXIS_HEIGHT = 24
_ROOM_FOR_DOTS = 6.0
_RING = 3
# what the height of a canvas holds besides its values
CHROME_HEIGHT = AXIS_HEIGHT + 2 * _RING + 2 + round(2 * _ROOM_FOR_DOTS)
_ZOOM_BY_KEY = 0.7
_ZOOM_BY_WHEEL = 0.9985
_PAN_BY_KEY = 0.1
# how far a grid line reaches beyond the days shown; no journal is longer
_FAR_DAYS = 100_000.0


class DayCanvas(QWidget):
    """Days from left to right, values from below: what is drawn on it is in `view`.

    `drawing_needed` says that `low` to `high` should be drawn anew, because the scale changed or
    the shown days left what was drawn; a plot then thins its points to `day_width` and
    `value_height`, the extent of one pixel. `describe` tells what was recorded on a day, `snap`
    which day is meant by a place that the mouse points at.
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
        self._behind = self._anew = True
        self._colours: theme.Tokens | None = None
        self.low = self.high = self.day_width = self.value_height = 0.0
        self._span, self._words = span, words
        self._values = (0.0, 1.0)
        self._ticks: Sequence[Tick] = ()
        self._grid = QGraphicsPathItem()
        self._grid.setZValue(-10)
        self._build()
        self.readout = Readout(self._graphics.viewport())
        self._dragged_from: float | None = None
        span.moved.connect(self._follow)
        span.pointed.connect(self._point)
        self._recolour()

    def _build(self) -> None:
        self._graphics = pg.GraphicsView()
        # a ground of one colour is drawn as fast as it is copied, and stays a shape in a drawing
        self._graphics.setCacheMode(self._graphics.CacheModeFlag.CacheNone)
        self._graphics.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = pg.GraphicsLayout()
        inside.setContentsMargins(0, 2, 0, 0)
        inside.setSpacing(0)
        self._graphics.setCentralItem(inside)
        self.view = pg.ViewBox(enableMenu=False, enableMouse=False)
        self.view.disableAutoRange()
        none = QPen(Qt.PenStyle.NoPen)
        self._left = pg.AxisItem("left", linkView=self.view, pen=none, tickPen=none)
        self._bottom = pg.AxisItem("bottom", linkView=self.view, pen=none, tickPen=none)
        self._bottom.setHeight(AXIS_HEIGHT)
        for axis in (self._left, self._bottom):
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickLength=0, tickAlpha=0, tickFont=self._tick_font(), tickTextOffset=8)
        inside.addItem(self._left, 0, 0)
        inside.addItem(self.view, 0, 1)
        inside.addItem(self._bottom, 1, 1)
        self.add(self._grid)
        self.set_left_width(_SMALLEST_LEFT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_RING, _RING, _RING, _RING)
        layout.addWidget(self._graphics)
        self._graphics.viewport().installEventFilter(self)
        self.view.sigResized.connect(self._follow)

    def add(self, item: QGraphicsItem) -> None:
        """Draw an item on the days and values."""
        self.view.addItem(item, ignoreBounds=True)

    def set_values(self, low: float, high: float, ticks: Sequence[Tick]) -> None:
        """Let the values run from `low` to `high`, with a line and a word at each tick."""
        self._values = (low, high)
        self._ticks = ticks
        path = QPainterPath()
        for value, _text in ticks:
            path.moveTo(-_FAR_DAYS, value)
            path.lineTo(_FAR_DAYS * 10, value)
        self._grid.setPath(path)
        self._write_values()
        self._follow(anew=True)

    def left_width_wanted(self) -> float:
        """Return the room that the words at the values need."""
        metrics = QFontMetricsF(self._tick_font())
        widest = max((metrics.horizontalAdvance(text) for _place, text in self._ticks), default=0)
        return min(max(widest + 12, _SMALLEST_LEFT), _LARGEST_LEFT)

    def set_left_width(self, width: float) -> None:
        """Give the words at the values this much room, the same in all plots of a page."""
        self._left.setWidth(width)
        self._write_values()

    def place_at(self, x: float) -> float:
        """Return the place in time at a horizontal position, in pixels from the left."""
        room = self._room()
        low, high = self.view.viewRange()[0]
        return float(low + (x - room.left()) * (high - low) / max(room.width(), 1.0))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the mouse move the days, and point at them; pyqtgraph's own mouse rests."""
        match event:
            case QWheelEvent():
                return self._wheel(event)
            case QMouseEvent():
                return self._mouse(event)
        match event.type():
            case QEvent.Type.Leave:
                self._span.point_at(None)
            case QEvent.Type.Resize:
                self.readout.resize(self._graphics.viewport().size())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, zoom and point with the keys; all others go on to the page."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Left:
                self._sideways(-1, day_by_day=control)
            case Qt.Key.Key_Right:
                self._sideways(1, day_by_day=control)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._span.zoom(_ZOOM_BY_KEY)
            case Qt.Key.Key_Minus:
                self._span.zoom(1 / _ZOOM_BY_KEY)
            case Qt.Key.Key_Home | Qt.Key.Key_0:
                self._span.reset()
            case Qt.Key.Key_Escape if self._span.place is not None:
                self._span.point_at(None)
            case _:
                super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a ring around the plot that has the keys; what it shows is up to date by now."""
        if self._behind:
            self._behind = False
            self._catch_up()
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.tokens(self.palette()).accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
            painter.end()

    def _wheel(self, event: QWheelEvent) -> bool:
        turned = event.angleDelta()
        if abs(turned.x()) > abs(turned.y()):
            self._span.pan(-turned.x() * self.day_width)
        else:
            x = event.position().x()
            self._span.zoom(_ZOOM_BY_WHEEL ** turned.y(), self.place_at(x))
            self._point_with_mouse(x)
        event.accept()
        return True

    def _mouse(self, event: QMouseEvent) -> bool:
        x = event.position().x()
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self._dragged_from = x
                self._span.point_at(None)
            case QEvent.Type.MouseButtonRelease:
                self._dragged_from = None
            case QEvent.Type.MouseButtonDblClick:
                self._span.reset()
            case QEvent.Type.MouseMove if self._dragged_from is not None:
                self._span.pan((self._dragged_from - x) * self.day_width)
                self._dragged_from = x
            case QEvent.Type.MouseMove:
                self._point_with_mouse(x)
        return True

    def _point_with_mouse(self, x: float) -> None:
        room = self._room()
        over = room.left() <= x <= room.right()
        self._span.point_at(self.snap(self.place_at(x)) + 0.5 if over else None, self)

    def _point(self) -> None:
        if self._behind:
            return
        room, place = self._room(), self._span.place
        low, high = self.view.viewRange()[0]
        if place is None or not low <= place <= high:
            self.readout.show_at(None, room, "")
            return
        text = self.describe(math.floor(place)) if self._span.pointer is self else ""
        x = room.left() + (place - low) * room.width() / (high - low)
        self.readout.show_at(x, room, text)
        self.setAccessibleDescription(text)

    def _sideways(self, days: int, *, day_by_day: bool) -> None:
        if day_by_day:
            self._span.step(days, self)
        else:
            self._span.pan(days * self._span.days * _PAN_BY_KEY)

    def _room(self) -> QRectF:
        return QRectF(self.view.sceneBoundingRect())

    def _follow(self, *_moved: object, anew: bool = False) -> None:
        self._anew |= anew
        # a plot out of sight follows when it comes into sight: `paintEvent` sees to it
        self._behind = self.visibleRegion().isEmpty()
        if not self._behind:
            self._catch_up()

    def _catch_up(self) -> None:
        room = self._room()
        width = max(room.width() - 2 * _ROOM_FOR_DOTS, 1.0)
        height = max(room.height() - 2 * _ROOM_FOR_DOTS, 1.0)
        day_width = self._span.days / width
        bottom, top = self._values
        value_height = (top - bottom) / height
        pad_days, pad_values = day_width * _ROOM_FOR_DOTS, value_height * _ROOM_FOR_DOTS
        first, last = self._span.first - pad_days, self._span.last + pad_days
        self.view.setRange(
            xRange=(first, last),
            yRange=(bottom - pad_values, top + pad_values),
            padding=0,
            disableAutoRange=False,
        )
        # left to pyqtgraph, this would happen while painting, and every frame be painted twice
        self._graphics.scene().prepareForPaint()
        self._bottom.setTicks([day_ticks(self._words, first, last, room.width())])
        rescaled = abs(day_width / self.day_width - 1) > 1e-6 if self.day_width else True
        if self._anew or rescaled or first < self.low or last > self.high:
            # half a width more on either side, so that moving redraws only now and then
            more = self._span.days / 2
            self.low, self.high, self._anew = first - more, last + more, False
            self.day_width, self.value_height = day_width, value_height
            self.drawing_needed.emit()
        self._point()

    def _write_values(self) -> None:
        metrics = QFontMetricsF(self._tick_font())
        room = self._left.maximumWidth() - 10
        elided = [
            (value, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
            for value, text in self._ticks
        ]
        self._left.setTicks([elided])

    def _tick_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(_TICK_PIXELS)
        return font

    def _recolour(self) -> None:
        colours = theme.tokens(self.palette())
        if colours == self._colours:
            return
        self._colours = colours
        self._graphics.setBackground(QColor(colours.card))
        for axis in (self._left, self._bottom):
            axis.setTextPen(QColor(colours.faint))
        pen = QPen(QColor(colours.line), 1)
        pen.setCosmetic(True)
        self._grid.setPen(pen)
        self._follow(anew=True)
