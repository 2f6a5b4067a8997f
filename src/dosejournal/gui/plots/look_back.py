"""The weeks that were looked back on: what was remembered beside what was recorded."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath, QPen

from dosejournal.analysis.series import Floats
from dosejournal.gui import theme
from dosejournal.gui.entry_words import isolated
from dosejournal.gui.plots import axes, look_back_words
from dosejournal.gui.plots.canvas import DayCanvas
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.plots.marks import Marks
from dosejournal.gui.plots.outline import Outline
from dosejournal.gui.plots.span import Span
from dosejournal.gui.plots.subject import Subject
from dosejournal.i18n import _
from dosejournal.journal.look_backs import Week
from dosejournal.journal.trends import Overview

_HEIGHT = 144
_MIDDLE = 3.5
_DOT, _CROWDED_DOT = 8.0, 4.0
_DIAMOND, _CROWDED_DIAMOND = 6.0, 3.0
# days to a pixel beyond which the marks of neighbouring weeks would cover each other
_MOST_DAYS_IN_A_PIXEL = 0.5
# memory comes after the record: beside it, so that neither mark hides the other
_ASIDE_PIXELS, _ASIDE_DAYS = 5.0, 1.5


class LookBack(QObject):
    """Draws two marks a week, a diamond for memory and a dot for the record, and joins them."""

    def __init__(
        self, subject: Subject, span: Span, words: DayWords, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.subject = subject
        self.hint = _(
            "one week each · diamond = remembered, dot = recorded, mean of the daily means"
        )
        self.canvas = DayCanvas(span, words, _HEIGHT)
        self.canvas.setAccessibleName(subject.name)
        self.canvas.describe = self._describe
        self._words = words
        self._index = 0
        self._weeks: dict[date, Week] = {}
        self._middles = self._remembered = self._recorded = np.empty(0)
        self._lines = Outline()
        self.dots, self.diamonds = Marks(), Marks()
        for item in (self._lines, self.dots, self.diamonds):
            self.canvas.add(item)
        self.canvas.drawing_needed.connect(self._draw)

    @staticmethod
    def subjects(overview: Overview) -> list[Subject]:
        """Return the measures that were looked back on, in the order of their trends."""
        names = {week.measure.key: week.measure.name for week in overview.weeks}
        order = [trend.measure.key for trend in overview.trends]
        return [
            Subject(
                f"look_back:{key}",
                _("Record and memory: {measure}").format(measure=isolated(names[key])),
            )
            for key in sorted(names, key=lambda key: _place(order, key))
        ]

    def show(self, overview: Overview) -> None:
        """Draw what the journal holds now."""
        key = self.subject.key.partition(":")[2]
        weeks = [week for week in overview.weeks if week.measure.key == key]
        self._index = _place([trend.measure.key for trend in overview.trends], key)
        self._weeks = {week.first_day: week for week in weeks}
        self._middles = np.array([week.first_day.toordinal() + _MIDDLE for week in weeks])
        self._remembered = np.array([week.remembered for week in weeks])
        self._recorded = np.array(
            [np.nan if week.recorded is None else week.recorded for week in weeks]
        )
        measure = weeks[0].measure
        if not measure.words:
            # of a long scale only the part that was used: both lie close beside the whole
            measure = replace(measure, kind="number")
        values = np.concatenate([self._remembered, self._recorded])
        low, high = axes.value_range(measure, np.nanmin(values), np.nanmax(values))
        self.canvas.set_values(low, high, axes.value_ticks(measure, low, high))

    def ground(self, first: int, last: int) -> str:
        """Return on how many weeks the picture rests, and how memory and record differ there."""
        shown = [
            week
            for week in self._weeks.values()
            if first <= week.first_day.toordinal() + int(_MIDDLE) <= last
        ]
        return look_back_words.ground(shown, is_all=len(shown) == len(self._weeks))

    def _draw(self) -> None:
        canvas, colours = self.canvas, theme.tokens(self.canvas.palette())
        crowded = canvas.day_width > _MOST_DAYS_IN_A_PIXEL
        aside = min(_ASIDE_PIXELS * canvas.day_width, _ASIDE_DAYS)
        shown = (self._middles - aside >= canvas.low) & (self._middles + aside <= canvas.high)
        x = canvas.across(self._middles[shown])
        remembered, recorded = self._remembered[shown], self._recorded[shown]
        known = np.isfinite(recorded)
        colour = QColor(colours.data[self._index % len(colours.data)])
        self.dots.set_shape(_dot(_CROWDED_DOT if crowded else _DOT), colour)
        self.dots.set_places(x[known] - aside, recorded[known])
        self.diamonds.set_shape(
            _diamond(_CROWDED_DIAMOND if crowded else _DIAMOND),
            QColor(colours.card),
            QColor(colours.text),
        )
        self.diamonds.set_places(x + aside, remembered)
        across = np.column_stack([x - aside, x + aside])[known].ravel()
        self._join(across, np.column_stack([recorded, remembered])[known].ravel())

    def _join(self, x: Floats, values: Floats) -> None:
        colour = QColor(theme.tokens(self.canvas.palette()).faint)
        pen = QPen(colour, self.canvas.pixel_ratio)
        pen.setCosmetic(True)
        self._lines.setPen(pen)
        self._lines.setPath(pg.arrayToQPath(x, values, connect="pairs"))

    def _describe(self, day: int) -> str:
        on = date.fromordinal(day)
        week = self._weeks.get(on - timedelta(days=on.weekday()))
        if week is None:
            return look_back_words.not_asked(self._words.full(on))
        last = week.first_day + timedelta(days=6)
        # never without its year: nothing else beside the mouse tells it
        return look_back_words.of_week(week, self._words.span(week.first_day, last, date.min))


def _place(order: list[str], key: str) -> int:
    return order.index(key) if key in order else len(order)


def _dot(size: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(-size / 2, -size / 2, size, size))
    return path


def _diamond(reach: float) -> QPainterPath:
    path = QPainterPath(QPointF(0, -reach))
    for corner in (QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)):
        path.lineTo(corner)
    path.closeSubpath()
    return path
