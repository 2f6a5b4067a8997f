"""The scores of a questionnaire over time: every filling a point, bands as quiet grounds."""

from datetime import date

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from dosejournal.analysis.series import Floats
from dosejournal.gui import theme
from dosejournal.gui.compare.numbers import Axis
from dosejournal.gui.compare.point_canvas import PointCanvas
from dosejournal.gui.entry_words import DOT, count
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.i18n import _
from dosejournal.journal import score_words
from dosejournal.journal.score_changes import ScoreHistory, ScoreLine

_HEIGHT, _FOOT = 220, 24
_LINE_HEIGHT = 16.0
_INSIDE = 16.0
_LEAST_BAND = 12.0


class ScorePlot(QObject):
    """Draws fillings with a score; one without is no point, and no line goes over it."""

    def __init__(self, words: DayWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.canvas = PointCanvas(_HEIGHT, _FOOT)
        self.canvas.spread = self._spread
        self.canvas.describe = self._describe
        self.canvas.paint_behind = self._paint_behind
        self.canvas.paint_over = self._paint_over
        self._words = words
        self._history: ScoreHistory | None = None
        self._lines: list[ScoreLine] = []

    def show(self, history: ScoreHistory) -> None:
        """Draw another history."""
        form = history.instrument
        self._history = history
        self._lines = [line for line in history.lines if line.score.total is not None]
        values = np.array([line.score.total or 0 for line in self._lines], dtype=np.float64)
        marks = {0, form.maximum, *(band.first for band in form.bands)}
        if form.line is not None:
            marks.add(form.line.start)
        ticks = [(float(value), f"{value}") for value in sorted(marks)]
        self.canvas.stops = range(len(values))
        self.canvas.setAccessibleName(_("Scores of {name}").format(name=form.name))
        summary = _("{name}: {n}").format(name=form.name, n=count(len(values)))
        self.canvas.show_marks(Axis(0.0, float(form.maximum), ticks), values, len(values), summary)

    def _spread(self, room: QRectF) -> Floats:
        days = np.array([line.day.toordinal() for line in self._lines], dtype=np.float64)
        length = days[-1] - days[0]
        if not length:
            return np.full(len(days), room.center().x())
        # the names of bands stand at the right of the last point
        inside = room.width() - 2 * _INSIDE - self._names_width()
        spread: Floats = room.left() + _INSIDE + (days - days[0]) / length * inside
        return spread

    def _names_width(self) -> float:
        metrics = QFontMetricsF(self.canvas.lettering())
        bands = self._history.instrument.bands if self._history else ()
        return max((metrics.horizontalAdvance(band.text) for band in bands), default=0.0)

    def _describe(self, mark: int) -> str:
        line = self._lines[mark]
        form = self._history.instrument if self._history else None
        return DOT.join((self._words.full(line.day), score_words.total(line.score, form)))

    def _paint_behind(self, painter: QPainter) -> None:
        if self._history is None:
            return
        colours, room = theme.tokens(self.canvas.palette()), self.canvas.room
        form = self._history.instrument
        ground = QColor(colours.accent_soft)
        for place, band in enumerate(form.bands):
            top = self.canvas.up(min(band.last + 1, form.maximum))
            zone = QRectF(room.left(), top, room.width(), self.canvas.up(band.first) - top)
            # every other one is shaded: none of them is good or bad by its colour
            if place % 2:
                painter.fillRect(zone, ground)
            if zone.height() >= _LEAST_BAND:
                painter.setPen(QColor(colours.soft))
                right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(zone.adjusted(0, 0, -8, 0), right, band.text)
        if form.line is not None:
            y = self.canvas.up(form.line.start)
            painter.setPen(QPen(QColor(colours.soft), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        self._paint_lines(painter)

    def _paint_lines(self, painter: QPainter) -> None:
        pen = QPen(QColor(theme.tokens(self.canvas.palette()).data[0]), 1.5)
        painter.setPen(pen)
        every = list(self._history.lines) if self._history else []
        for mark in range(1, len(self._lines)):
            before, line = self._lines[mark - 1], self._lines[mark]
            # where one without a score lies between, the line would make one up
            if every.index(line) - every.index(before) == 1:
                painter.drawLine(self.canvas.place(mark - 1), self.canvas.place(mark))

    def _paint_over(self, painter: QPainter) -> None:
        if not self._lines:
            return
        room = self.canvas.room
        painter.setPen(QColor(theme.tokens(self.canvas.palette()).soft))
        line = QRectF(room.left(), room.bottom() + 10, room.width(), _LINE_HEIGHT)
        first, last = self._lines[0].day, self._lines[-1].day
        if first == last:
            painter.drawText(line, Qt.AlignmentFlag.AlignHCenter, self._day(first))
            return
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, self._day(first))
        line.setRight(self.canvas.place(len(self._lines) - 1).x() + _INSIDE)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, self._day(last))

    def _day(self, on: date) -> str:
        return self._words.span(on, on, on.replace(year=on.year - 1))
