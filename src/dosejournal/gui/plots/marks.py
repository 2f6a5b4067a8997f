"""Many copies of one small shape, each at a day and a value."""

import math

import numpy as np
from pyqtgraph.Qt import internals
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPixmap,
    QTransform,
)
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dosejournal.analysis.series import Floats

_NUMBERS_IN_A_FRAGMENT = 10


class Marks(QGraphicsItem):
    """Draws its shape as large on every scale: dots of ratings, ticks of doses.

    pyqtgraph's own scatter plot keeps a style for each point, which takes a hundred times as long
    to fill; here all are alike, drawn once and copied.
    """

    def __init__(self) -> None:
        super().__init__()
        self._x = self._y = np.empty(0)
        self._extent = QRectF()
        self.path = QPainterPath()
        self._fill = QColor()
        self._line = QPen(Qt.PenStyle.NoPen)
        self._copy: QPixmap | None = None
        self._fragments = internals.PrimitiveArray(QPainter.PixmapFragment, _NUMBERS_IN_A_FRAGMENT)

    def set_shape(self, path: QPainterPath, fill: QColor, outline: QColor | None = None) -> None:
        """Draw this path, in pixels around its centre, from now on."""
        self.path, self._fill = path, fill
        self._line = QPen(outline, 1) if outline is not None else QPen(Qt.PenStyle.NoPen)
        self._copy = None
        self.update()

    def set_places(self, x: Floats, y: Floats) -> None:
        """Draw one mark at each of these places; arrays of shape (n marks,)."""
        self.prepareGeometryChange()
        self._x, self._y = x, y
        if len(x):
            left, top = float(x.min()), float(y.min())
            self._extent = QRectF(left, top, float(x.max()) - left, float(y.max()) - top)
            # a mark reaches beyond its place; how far in days and values depends on the scale
            beyond_x, beyond_y = self._extent.width() + 1, self._extent.height() + 1
            self._extent.adjust(-beyond_x, -beyond_y, beyond_x, beyond_y)
        else:
            self._extent = QRectF()

    @property
    def count(self) -> int:
        """How many marks are drawn."""
        return len(self._x)

    def boundingRect(self) -> QRectF:
        """Return where marks may be, in days and values."""
        return self._extent

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Draw all marks: as copies of one, or as shapes where the picture is a drawing."""
        scale = painter.worldTransform()
        x = self._x * scale.m11() + scale.dx()
        y = self._y * scale.m22() + scale.dy()
        room = scale.mapRect(painter.clipBoundingRect()) if painter.hasClipping() else None
        painter.save()
        painter.setWorldTransform(QTransform())
        if painter.paintEngine().type() == QPaintEngine.Type.Raster:
            self._paint_copies(painter, x, y)
        else:
            self._paint_shapes(painter, x, y, room)
        painter.restore()

    def _paint_copies(self, painter: QPainter, x: Floats, y: Floats) -> None:
        ratio = painter.device().devicePixelRatioF()
        copy = self._copied(ratio)
        self._fragments.resize(len(x))
        numbers = self._fragments.ndarray()
        # on whole pixels of the screen, else their edges would blur
        for column, place, extent in ((0, x, copy.width()), (1, y, copy.height())):
            numbers[:, column] = (np.round(place * ratio - extent / 2) + extent / 2) / ratio
        numbers[:, 2:] = (0, 0, copy.width(), copy.height(), 1 / ratio, 1 / ratio, 0, 1)
        arguments = (*self._fragments.drawargs(), copy)
        painter.drawPixmapFragments(*arguments)

    def _copied(self, ratio: float) -> QPixmap:
        if self._copy is None or self._copy.devicePixelRatio() != ratio:
            # a shape may lie to one side of its place
            bounds = self.path.boundingRect()
            width = 2 * math.ceil(max(-bounds.left(), bounds.right()) + 1) + 1
            height = 2 * math.ceil(max(-bounds.top(), bounds.bottom()) + 1) + 1
            self._copy = QPixmap(round(width * ratio), round(height * ratio))
            self._copy.setDevicePixelRatio(ratio)
            self._copy.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._copy)
            painter.translate(width / 2, height / 2)
            self._paint_one(painter)
            painter.end()
        return self._copy

    def _paint_shapes(self, painter: QPainter, x: Floats, y: Floats, room: QRectF | None) -> None:
        own = self.path.boundingRect()
        for left, top in zip(x.tolist(), y.tolist(), strict=True):
            origin = QPointF(left, top)
            if room is not None and not room.contains(own.translated(origin)):
                self._paint_cut(painter, origin, room)
                continue
            painter.translate(origin)
            self._paint_one(painter)
            painter.translate(-origin)

    def _paint_cut(self, painter: QPainter, origin: QPointF, room: QRectF) -> None:
        """Draw what of a mark lies in its room: a drawing in SVG is not clipped to it."""
        path, inside = self.path.translated(origin), QPainterPath()
        inside.addRect(room)
        parts = [(path, self._fill)]
        if self._line.style() != Qt.PenStyle.NoPen:
            stroke = QPainterPathStroker(self._line).createStroke(path)
            parts.append((stroke, self._line.color()))
        for part, colour in parts:
            cut = part.intersected(inside)
            if colour.alpha() and not cut.isEmpty():
                painter.fillPath(cut, colour)

    def _paint_one(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._line)
        painter.setBrush(self._fill)
        painter.drawPath(self.path)
