"""What was expected of days, across, and what was rated on them later, upwards."""

from datetime import date

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from dosejournal.analysis.compared import Expected
from dosejournal.analysis.series import Days, Floats
from dosejournal.domain.measures import Measure
from dosejournal.gui import theme
from dosejournal.gui.compare import numbers
from dosejournal.gui.compare.numbers import Axis
from dosejournal.gui.compare.point_canvas import PointCanvas
from dosejournal.gui.entry_words import DOT
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.i18n import _, ngettext

_FOOT = 44


class ExpectationPlot(QObject):
    """Draws a point for each day that was rated after the expectation was said."""

    def __init__(self, words: DayWords, height: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.canvas = PointCanvas(height, _FOOT)
        self.canvas.spread = self._spread
        self.canvas.describe = self._describe
        self.canvas.paint_behind = self._paint_behind
        self._words = words
        self._measure = Measure("", "")
        self._axis = numbers.change_axis(1.0)
        self._days: Days = np.empty(0, dtype=np.int64)
        self._changes: Floats = np.empty(0)
        self._later: Floats = np.empty(0)

    def show(self, expected: Expected, measure: Measure, axis: Axis) -> None:
        """Draw what was expected and what was rated."""
        self._measure = measure
        paired = np.flatnonzero(np.isfinite(expected.later))
        paired = paired[np.argsort(expected.changes[paired], kind="stable")]
        self._days, self._changes = expected.days[paired], expected.changes[paired]
        self._later = expected.later[paired]
        self._axis = numbers.change_axis(float(np.abs(self._changes).max(initial=0.0)))
        n = len(paired)
        self.canvas.stops = range(n)
        said = ngettext(
            "{n} day rated after saying what was expected",
            "{n} days rated after saying what was expected",
            n,
        ).format(n=n)
        self.canvas.show_marks(axis, self._later, n, said)

    def _spread(self, room: QRectF) -> Floats:
        spread: Floats = self._across(room, self._changes)
        return spread

    def _across(self, room: QRectF, changes: Floats) -> Floats:
        axis = self._axis
        share: Floats = (changes - axis.low) / (axis.high - axis.low)
        return share * (room.width() - 16) + room.left() + 8

    def _describe(self, mark: int) -> str:
        day = self._words.full(date.fromordinal(int(self._days[mark])))
        change = float(self._changes[mark])
        return DOT.join(
            (
                day,
                _("expected {change}").format(
                    change=numbers.signed(change, 0 if change == round(change) else 1)
                ),
                _("rated {value}").format(
                    value=numbers.rated(float(self._later[mark]), self._measure)
                ),
            )
        )

    def _paint_behind(self, painter: QPainter) -> None:
        colours, room = theme.tokens(self.canvas.palette()), self.canvas.room
        top = self.canvas.height() - _FOOT + 2.0
        places = self._across(room, np.array([at for at, _text in self._axis.ticks]))
        for (_at, text), x in zip(self._axis.ticks, places.tolist(), strict=True):
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
            painter.setPen(QColor(colours.soft))
            width = painter.fontMetrics().horizontalAdvance(text) + 4.0
            left = min(max(x - width / 2, 0.0), self.canvas.width() - width)
            painter.drawText(QRectF(left, top, width, 16), Qt.AlignmentFlag.AlignHCenter, text)
        self._paint_names(painter, room, top + 20)

    def _paint_names(self, painter: QPainter, room: QRectF, below: float) -> None:
        """Say what the two axes are of."""
        metrics, elide = painter.fontMetrics(), Qt.TextElideMode.ElideRight
        for line, alignment, text in (
            (
                QRectF(0, 8, self.canvas.width(), 16),
                Qt.AlignmentFlag.AlignLeft,
                _("↑ rated later that day"),
            ),
            (
                QRectF(room.left(), below, room.width(), 16),
                Qt.AlignmentFlag.AlignRight,
                _("expected change →"),
            ),
        ):
            painter.drawText(line, alignment, metrics.elidedText(text, elide, int(line.width())))
