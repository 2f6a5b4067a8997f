"""One measure over time: every rating, the seven-day mean and its interval."""

from datetime import date

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLocale, QObject, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsPathItem

from dosejournal.analysis import thinning
from dosejournal.gui import theme
from dosejournal.gui.plots import axes
from dosejournal.gui.plots.canvas import DayCanvas
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.plots.line import Line
from dosejournal.gui.plots.span import Span
from dosejournal.gui.plots.subject import Subject
from dosejournal.i18n import _, ngettext
from dosejournal.journal.trends import Overview, Trend

_HEIGHT = 176
_SNAP_PIXELS = 8
_BAND_ALPHA = 40
_DOT_ALPHA = 150
_SMALL_DOT_ALPHA = 80
_DOT_PIXELS = 5
_SMALL_DOT_PIXELS = 3
# dots this many to a pixel of width would hide the line
_CROWDED = 0.7
_DASHES: tuple[list[float], ...] = ([], [3.5, 2], [1, 2], [5, 2, 1, 2], [7, 2.5])


class MeasureTrend(QObject):
    """Draws one measure; the line's dash tells it from the others without its colour."""

    def __init__(
        self, subject: Subject, span: Span, words: DayWords, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.subject = subject
        self.hint = _("each rating · 7-day mean with 95 % interval")
        self.canvas = DayCanvas(span, words, _HEIGHT)
        self._span, self._words = span, words
        self._trend: Trend | None = None
        self._index = 0
        self._line = Line(np.empty(0), np.empty(0), np.empty(0), np.empty(0), np.empty(0, bool))
        self._band = QGraphicsPathItem()
        self._dots = pg.ScatterPlotItem(pen=None, pxMode=True)
        self._mean = pg.PlotCurveItem(connect="finite", antialias=True)
        for item in (self._band, self._dots, self._mean):
            self.canvas.add(item)
        self.canvas.drawing_needed.connect(self._draw)
        span.pointed.connect(self._point)

    @staticmethod
    def subjects(overview: Overview) -> list[Subject]:
        """Return the measures that were rated."""
        return [
            Subject(f"measure:{trend.measure.key}", trend.measure.name)
            for trend in overview.trends
        ]
