"""One measure over time: every rating, the seven-day mean and its interval."""

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from dosejournal.analysis import thinning
from dosejournal.analysis.series import Floats
from dosejournal.analysis.thinning import Run
from dosejournal.gui import theme
from dosejournal.gui.plots import axes, trend_words
from dosejournal.gui.plots.canvas import DayCanvas
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.plots.marks import Marks
from dosejournal.gui.plots.outline import Outline
from dosejournal.gui.plots.span import Span
from dosejournal.gui.plots.subject import Subject
from dosejournal.gui.plots.version_lines import VersionLines
from dosejournal.i18n import _
from dosejournal.journal.trends import Overview, Trend

_HEIGHT = 168
_SNAP_PIXELS = 8
_BAND_ALPHA = 40
# diameter in pixels, opacity, and how far apart two dots are told apart: where many share a pixel
# of width, large ones would hide the line
_DOTS, _CROWDED_DOTS = (5.0, 150, 1.0), (3.0, 70, 3.0)
_MOST_TO_A_PIXEL = 1.0
_LINE_PIXELS = 2.0
_MOST_DAYS_IN_A_PIXEL = 0.6
# dashes and gaps in turn, in pixels along the days
_DASHES: tuple[tuple[int, ...], ...] = ((), (7, 4), (10, 4, 2, 4), (16, 5), (3, 3))


class MeasureTrend(QObject):
    """Draws one measure; the line's dash tells it from the others without its colour."""

    def __init__(
        self, subject: Subject, span: Span, words: DayWords, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.subject = subject
        self.hint = _hint(with_versions=False)
        self.canvas = DayCanvas(span, words, _HEIGHT)
        self.canvas.setAccessibleName(_("{measure} over time").format(measure=subject.name))
        self._words = words
        self._trend: Trend | None = None
        self._index = 0
        self._ends = (0.0, 1.0)
        self.versions = VersionLines(self.canvas)
        self._band = Outline()
        self._band.setPen(QPen(Qt.PenStyle.NoPen))
        self.dots = Marks()
        # pieces drawn one by one are ten times as fast as one line that crosses itself
        self._mean = pg.PlotCurveItem(connect="pairs", antialias=True)
        self._mean.setSegmentedLineMode("on")
        for item in (self._band, self.dots, self._mean):
            self.canvas.add(item)
        self.canvas.drawing_needed.connect(self._draw)
        self.canvas.describe = self._describe
        self.canvas.snap = self._nearest

    @staticmethod
    def subjects(overview: Overview) -> list[Subject]:
        """Return the measures that were rated."""
        return [
            Subject(f"measure:{trend.measure.key}", trend.measure.name)
            for trend in overview.trends
        ]

    def show(self, overview: Overview) -> None:
        """Draw what the journal holds now."""
        keys = [subject.key for subject in self.subjects(overview)]
        self._index = keys.index(self.subject.key)
        trend = self._trend = overview.trends[self._index]
        self.versions.show(overview)
        self.hint = _hint(with_versions=bool(self.versions.days))
        values = trend.points.values
        low, high = axes.value_range(trend.measure, float(values.min()), float(values.max()))
        self._ends = (low, high)
        self.canvas.set_values(low, high, axes.value_ticks(trend.measure, low, high))

    def ground(self, first: int, last: int) -> str:
        """Return what the picture of these days rests on."""
        return trend_words.ground(self._trend, first, last) if self._trend else ""

    def _draw(self) -> None:
        if self._trend is None:
            return
        colours = theme.tokens(self.canvas.palette())
        colour = QColor(colours.data[self._index % len(colours.data)])
        self.versions.draw(*self._ends)
        self._draw_dots(self._trend, colour)
        pieces = self._pieces(self._trend)
        self._draw_band(pieces, colour)
        self._draw_mean(pieces, colour)

    def _draw_dots(self, trend: Trend, colour: QColor) -> None:
        canvas, points = self.canvas, trend.points
        part = thinning.within(points.places, canvas.low, canvas.high)
        x, y = points.places[part], points.values[part]
        crowded = len(x) * canvas.day_width > _MOST_TO_A_PIXEL * (canvas.high - canvas.low)
        size, opacity, cell = _CROWDED_DOTS if crowded else _DOTS
        kept = thinning.distinct(x, y, cell * canvas.day_width, cell * canvas.value_height)
        dot = QPainterPath()
        dot.addEllipse(QPointF(), size / 2, size / 2)
        faded = QColor(colour)
        faded.setAlpha(opacity)
        self.dots.set_shape(dot, faded)
        self.dots.set_places(canvas.across(x[kept]), y[kept])

    def _pieces(self, trend: Trend) -> list[Run]:
        known = np.isfinite(trend.rolling.means)
        x: Floats = np.add(trend.daily.days[known], 0.5)
        part = thinning.visible(x, self.canvas.low, self.canvas.high)
        smooth = trend.rolling
        line = Run(
            x[part], smooth.means[known][part], smooth.lows[known][part], smooth.highs[known][part]
        )
        # a column of two pixels, the width of the line
        width = _LINE_PIXELS * self.canvas.day_width
        found = thinning.runs(line, smooth.breaks[known][part], width)
        wide = (_as_wide_as_its_day(run) if len(run.x) == 1 else run for run in found)
        cut = (thinning.clipped(run, self.canvas.low, self.canvas.high) for run in wide)
        return [run for run in cut if run is not None]

    def _draw_band(self, pieces: list[Run], colour: QColor) -> None:
        path = QPainterPath()
        for run in pieces:
            x = self.canvas.across(np.concatenate([run.x, run.x[::-1]]))
            y = np.concatenate([run.low, run.high[::-1]])
            path.addPath(pg.arrayToQPath(x, y))
            path.closeSubpath()
        faded = QColor(colour)
        faded.setAlpha(_BAND_ALPHA)
        self._band.setBrush(faded)
        self._band.setPath(path)

    def _draw_mean(self, pieces: list[Run], colour: QColor) -> None:
        dash = _DASHES[self._index % len(_DASHES)]
        # where a pixel holds many days, a gap between dashes would hide weeks
        dense = self.canvas.day_width > _MOST_DAYS_IN_A_PIXEL
        pattern = [] if dense else [part * self.canvas.day_width for part in dash]
        ends = [thinning.dashes(run, pattern) for run in pieces]
        pen = QPen(colour, _LINE_PIXELS * self.canvas.pixel_ratio)
        pen.setCosmetic(True)
        if pattern:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self._mean.setPen(pen)
        self._mean.setData(
            self.canvas.across(np.concatenate([np.empty(0), *(x for x, _y in ends)])),
            np.concatenate([np.empty(0), *(y for _x, y in ends)]),
        )

    def _describe(self, day: int) -> str:
        if self._trend is None:
            return ""
        return self.versions.with_said(trend_words.of_day(self._trend, day, self._words), day)

    def _nearest(self, place: float) -> int:
        """Return the day beside a place that was rated or began a version, or the day itself."""
        days = self._trend.daily.days if self._trend else np.empty(0, dtype=np.int64)
        index = int(np.searchsorted(days + 0.5, place))
        near = [*self.versions.days, *days[max(index - 1, 0) : index + 1].tolist()]
        best = min(near, key=lambda day: abs(day + 0.5 - place), default=math.inf)
        close = abs(best + 0.5 - place) <= max(_SNAP_PIXELS * self.canvas.day_width, 0.5)
        return int(best) if close else math.floor(place)


def _hint(*, with_versions: bool) -> str:
    if with_versions:
        return _("each rating · 7-day mean with 95 % interval · dotted = regimen began or changed")
    return _("each rating · 7-day mean with 95 % interval")


def _as_wide_as_its_day(run: Run) -> Run:
    """A seven-day mean without neighbours is no line; it is drawn over its own day."""
    x = np.array([run.x[0] - 0.5, run.x[0] + 0.5])
    return Run(x, *(np.repeat(part, 2) for part in (run.middle, run.low, run.high)))
