"""Groups of days side by side: each day a point, and the mean of each group where it is told."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from dosejournal.analysis.series import Days, Floats
from dosejournal.domain.measures import Measure
from dosejournal.gui import theme
from dosejournal.gui.compare import group_words, numbers
from dosejournal.gui.compare.group_words import Head
from dosejournal.gui.compare.numbers import Axis
from dosejournal.gui.compare.point_canvas import PointCanvas
from dosejournal.gui.entry_words import DOT
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.i18n import _

_FOOT = 44
_LINE_HEIGHT = 16.0
# a column of this width has room for a mean's number beside it, or above it, or none
_BESIDE, _ABOVE = 100.0, 44.0
_WIDE_NAMES = 64.0
_BEFORE_COLUMNS = 48.0
_NARROWEST_NAME = 22.0
_CROWD = 60
_HASH = np.uint64(2654435761)
_HASHES = 2.0**32
_CENTRED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class GroupPlot(QObject):
    """Draws a column a group; columns with a dose are shaded where that is not their name.

    `kind` says what the short names of narrow columns are of.
    """

    def __init__(
        self, words: DayWords, height: int, parent: QObject | None = None, *, kind: str = ""
    ) -> None:
        super().__init__(parent)
        self.canvas = PointCanvas(height, _FOOT)
        self.canvas.spread = self._spread
        self.canvas.describe = self._describe
        self.canvas.paint_behind = self._paint_behind
        self.canvas.paint_over = self._paint_over
        self.canvas.beside = self._row_names
        self._kind = kind or _("day")
        self._words = words
        self._heads: Sequence[Head] = ()
        self._measure = Measure("", "")
        self._days: Days = np.empty(0, dtype=np.int64)
        self._places: Days = self._days

    def show(self, heads: Sequence[Head], measure: Measure, axis: Axis) -> None:
        """Draw these groups of days."""
        self._heads, self._measure = heads, measure
        groups = [head.group for head in heads]
        self._days = np.concatenate([self._days[:0], *(group.days for group in groups)])
        self._places = np.repeat(np.arange(len(groups)), [group.n for group in groups])
        n_points = len(self._days)
        # a group can be pointed at by its mean; one without, where its name begins
        means = [axis.low if group.mean is None else group.mean for group in groups]
        values = np.concatenate([np.empty(0), *(group.values for group in groups), means])
        self.canvas.stops = range(n_points, n_points + len(groups))
        self.canvas.show_marks(axis, values, n_points, group_words.summary(heads, measure))

    @property
    def means(self) -> list[float]:
        """The means that are drawn."""
        return [head.group.mean for head in self._heads if head.group.mean is not None]

    def _spread(self, room: QRectF) -> Floats:
        width = self._width(room)
        told = bool(self.means)
        middles = room.left() + (np.arange(len(self._heads)) + 0.5) * width
        heads = np.array(
            [
                middle + (0.1 * width if head.group.mean is not None else 0.0)
                for head, middle in zip(self._heads, middles, strict=True)
            ]
        )
        if not len(self._days):
            return heads
        crowded = np.array([head.group.n > _CROWD for head in self._heads])
        half = np.where(crowded, min(28.0, 0.15 * width), min(18.0, 0.13 * width))
        points = middles[self._places] - (0.17 * width if told else 0.0)
        spread: Floats = np.concatenate(
            [points + _scatter(self._days) * half[self._places], heads]
        )
        return spread

    def _width(self, room: QRectF) -> float:
        return room.width() / max(len(self._heads), 1)

    def _describe(self, mark: int) -> str:
        n_points = self.canvas.n_points
        if mark >= n_points:
            return group_words.of_group(self._heads[mark - n_points], self._measure)
        head = self._heads[int(self._places[mark])]
        first = int(np.searchsorted(self._places, self._places[mark]))
        value = float(head.group.values[mark - first])
        day = self._words.full(date.fromordinal(int(self._days[mark])))
        return DOT.join((day, numbers.rated(value, self._measure)))

    def _paint_behind(self, painter: QPainter) -> None:
        colours, room = theme.tokens(self.canvas.palette()), self.canvas.room
        for left, right in self._shaded(room):
            painter.fillRect(
                QRectF(left, room.top() - 20, right - left, room.height() + 24),
                QColor(colours.accent_soft),
            )
            painter.setPen(QColor(colours.accent))
            painter.drawText(
                QRectF(left + 4, room.top() - 18, right - left - 8, _LINE_HEIGHT),
                _CENTRED,
                painter.fontMetrics().elidedText(
                    _("planned dose"), Qt.TextElideMode.ElideRight, int(right - left - 8)
                ),
            )

    def _shaded(self, room: QRectF) -> Iterator[tuple[float, float]]:
        """Yield where neighbouring columns with a dose begin and end."""
        width, place = self._width(room), 0
        for with_dose, run in groupby(self._heads, lambda head: head.with_dose):
            n = len(list(run))
            if with_dose:
                yield room.left() + place * width, room.left() + (place + n) * width
            place += n

    def _paint_over(self, painter: QPainter) -> None:
        room = self.canvas.room
        width = self._width(room)
        for index, head in enumerate(self._heads):
            self._paint_mean(painter, self.canvas.n_points + index, head)
        every = max(1, int(np.ceil(_NARROWEST_NAME / width)))
        for index, head in enumerate(self._heads):
            if index % every == 0:
                left = room.left() + index * width
                self._paint_name(painter, QRectF(left, 0, width * every, 0), head)
        self._paint_row_names(painter)

    def _paint_mean(self, painter: QPainter, mark: int, head: Head) -> None:
        group, room = head.group, self.canvas.room
        if group.mean is None or group.low is None or group.high is None:
            return
        colours = theme.tokens(self.canvas.palette())
        at, width = self.canvas.place(mark), self._width(room)
        top = max(self.canvas.up(group.high), room.top() - 4)
        bottom = min(self.canvas.up(group.low), room.bottom() + 4)
        half = min(10.0, 0.16 * width)
        for ends, pixels in (
            ((QPointF(at.x(), top), QPointF(at.x(), bottom)), 2.0),
            ((QPointF(at.x() - half, at.y()), QPointF(at.x() + half, at.y())), 4.0),
        ):
            pen = QPen(QColor(colours.data[0]), pixels)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(*ends)
        text = numbers.number(group.mean, numbers.digits(self._measure))
        left = Qt.AlignmentFlag.AlignLeft
        if width >= _BESIDE:
            line = QRectF(at.x() + half + 8, at.y() - 8, width, _LINE_HEIGHT)
            self.canvas.paint_haloed(painter, line, left, text)
        elif width >= _ABOVE:
            # away from the points, which lie before it
            line = QRectF(at.x() - half, top - 19, width, _LINE_HEIGHT)
            self.canvas.paint_haloed(painter, line, left, text)

    def _paint_name(self, painter: QPainter, column: QRectF, head: Head) -> None:
        colours = theme.tokens(self.canvas.palette())
        wide, metrics, room = (
            self._has_wide_names(),
            painter.fontMetrics(),
            int(column.width() - 4),
        )
        line = QRectF(column.left(), self._foot(), column.width(), _LINE_HEIGHT)
        name = head.name if wide and metrics.horizontalAdvance(head.name) <= room else head.short
        painter.setPen(QColor(colours.text))
        painter.drawText(
            line, _CENTRED, metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        )
        painter.setPen(QColor(colours.soft))
        n = group_words.count(head.group.n) if wide else numbers.number(head.group.n, 0)
        painter.drawText(line.translated(0, _LINE_HEIGHT + 2), _CENTRED, n)

    def _paint_row_names(self, painter: QPainter) -> None:
        painter.setPen(QColor(theme.tokens(self.canvas.palette()).soft))
        line = QRectF(0, self._foot(), self.canvas.room.left() - 8, _LINE_HEIGHT)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        for text in self._row_names():
            painter.drawText(line, right, text)
            line.translate(0, _LINE_HEIGHT + 2)

    def _row_names(self) -> tuple[str, ...]:
        """Return what stands before the names of the columns, where these are but numbers."""
        return () if self._has_wide_names() else (self._kind, _("n"))

    def _has_wide_names(self) -> bool:
        return self.canvas.width() >= len(self._heads) * _WIDE_NAMES + _BEFORE_COLUMNS

    def _foot(self) -> float:
        return self.canvas.height() - _FOOT + 2.0


def _scatter(days: Days) -> Floats:
    """Return for each day a number from −1 to 1, always the same for the same day."""
    scattered: Floats = (days.astype(np.uint64) * _HASH % np.uint64(2**32)) / _HASHES * 2 - 1
    return scattered
