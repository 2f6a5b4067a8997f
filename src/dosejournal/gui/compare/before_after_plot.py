"""The days before and after a change of the plan: points and a line, and nothing computed."""

from datetime import date
from math import floor

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from dosejournal.analysis.compared import Rated
from dosejournal.analysis.series import Days, Floats
from dosejournal.domain.measures import Measure
from dosejournal.gui import theme
from dosejournal.gui.compare import numbers
from dosejournal.gui.compare.numbers import Axis
from dosejournal.gui.compare.point_canvas import PointCanvas
from dosejournal.gui.entry_words import DOT
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.i18n import _, ngettext

DAYS_AROUND = 28
_FOOT = 24
_DASHES = (2.0, 4.0)


class BeforeAfterPlot(QObject):
    """Draws the rated days around a change; it has no mean and no difference to draw.

    `ground` says how many days lie on both sides.
    """

    def __init__(self, words: DayWords, height: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.canvas = PointCanvas(height, _FOOT)
        self.canvas.spread = self._spread
        self.canvas.describe = self._describe
        self.canvas.paint_behind = self._paint_behind
        self._words = words
        self._measure = Measure("", "")
        self._starts = 0.0
        self._days: Days = np.empty(0, dtype=np.int64)
        self._means: Floats = np.empty(0)
        self.ground = ""

    def show(self, rated: Rated, starts: float, measure: Measure, axis: Axis) -> None:
        """Draw the days around a place in time."""
        self._measure, self._starts = measure, starts
        around = near(rated.days, starts)
        self._days, self._means = rated.days[around], rated.means[around]
        n = len(self._days)
        self.canvas.stops = range(n)
        n_before = count_before(self._days, starts)
        day = self._words.full(date.fromordinal(floor(starts)))
        before = ngettext("{n} rated day before", "{n} rated days before", n_before)
        after = ngettext("{n} rated day after", "{n} rated days after", n - n_before)
        self.ground = DOT.join((before.format(n=n_before), after.format(n=n - n_before)))
        said = DOT.join((_("change on {day}").format(day=day), self.ground))
        self.canvas.show_marks(axis, self._means, n, said)

    def _spread(self, room: QRectF) -> Floats:
        spread: Floats = self._across(room, np.add(self._days, 0.5))
        return spread

    def _across(self, room: QRectF, places: Floats) -> Floats:
        share: Floats = (places - self._starts + DAYS_AROUND) / (2 * DAYS_AROUND)
        return share * room.width() + room.left()

    def _describe(self, mark: int) -> str:
        day = self._words.full(date.fromordinal(int(self._days[mark])))
        return DOT.join((day, numbers.rated(float(self._means[mark]), self._measure)))

    def _paint_behind(self, painter: QPainter) -> None:
        colours, room = theme.tokens(self.canvas.palette()), self.canvas.room
        pen = QPen(QColor(colours.soft), 1)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        middle = round(room.center().x()) + 0.5
        painter.drawLine(QPointF(middle, room.top() - 4), QPointF(middle, room.bottom() + 4))
        painter.setPen(QColor(colours.soft))
        line = QRectF(room.left(), self.canvas.height() - _FOOT + 4, room.width(), 16)
        change = self._words.full(date.fromordinal(floor(self._starts) or 1))
        for alignment, text in (
            (Qt.AlignmentFlag.AlignLeft, _("4 weeks before")),
            (Qt.AlignmentFlag.AlignHCenter, change),
            (Qt.AlignmentFlag.AlignRight, _("4 weeks after")),
        ):
            painter.drawText(line, alignment, text)


def near(days: Days, starts: float) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Return which days lie within four weeks of a place in time."""
    around: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.abs(days + 0.5 - starts) <= DAYS_AROUND
    return around


def count_before(days: Days, starts: float) -> int:
    """Return how many days lie before a place in time, as they are drawn: by their noon."""
    return int((days + 0.5 < starts).sum())
