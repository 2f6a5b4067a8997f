"""The doses on a strip of their own: one row a substance, one tick a dose."""

import math
from collections.abc import Iterator
from datetime import date

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath, QPen

from dosejournal.analysis import thinning
from dosejournal.analysis.series import Floats
from dosejournal.gui import theme
from dosejournal.gui.plots import version_words
from dosejournal.gui.plots.canvas import CHROME_HEIGHT, DayCanvas
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.plots.marks import Marks
from dosejournal.gui.plots.outline import Outline
from dosejournal.gui.plots.span import Span
from dosejournal.gui.plots.subject import Subject
from dosejournal.i18n import _, ngettext
from dosejournal.journal import ratings
from dosejournal.journal.trends import DoseRow, Overview

_ROW_HEIGHT = 24
_TICK_HEIGHT = 16.0
_TICK_WIDTH, _CROWDED_WIDTH = 4.0, 1.0
_SNAP_PIXELS = 6
_STATES = (
    ratings.NOT_RECORDED, ratings.SKIPPED, ratings.MISSED, ratings.LATE, ratings.TAKEN,
)  # fmt: skip
_BROKEN, _DOT = 4.0, 1.5
# where the line of a regimen runs under the ticks of its row, as a share of the row
_LINE_BELOW, _LINES_APART = 0.42, 0.1
_END_HEIGHT = 7.0


class DoseStrip(QObject):
    """Draws all doses; a substance appears under its discreet label where it has one."""

    def __init__(
        self, subject: Subject, span: Span, words: DayWords, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.subject = subject
        self.hint = ""
        self.canvas = DayCanvas(span, words, _ROW_HEIGHT + CHROME_HEIGHT)
        self.canvas.setAccessibleName(_("Doses over time"))
        self.canvas.describe = self._describe
        self.canvas.snap = self._nearest
        self._words = words
        self._rows: tuple[DoseRow, ...] = ()
        self.held = Outline()
        self.ends = Marks()
        self.canvas.add(self.held)
        self.canvas.add(self.ends)
        self.ticks = {state: Marks() for state in _STATES}
        for item in self.ticks.values():
            self.canvas.add(item)
        self.canvas.drawing_needed.connect(self._draw)

    @staticmethod
    def subjects(overview: Overview) -> list[Subject]:
        """Return the one strip, where there are doses."""
        return [Subject("doses", _("Doses"))] if overview.doses else []

    def show(self, overview: Overview) -> None:
        """Draw what the journal holds now."""
        rows = self._rows = overview.doses
        if any(row.versions for row in rows):
            legend = _(
                "tick = dose, broken = late, grey = skipped, open = missed, dot = not recorded, "
                "line = regimen"
            )
        else:
            legend = _("tick = dose, grey = skipped, open = missed")
        if len(rows) == 1:
            self.hint = _("{substance} · {legend}").format(substance=rows[0].name, legend=legend)
            names = [(0.0, "")]
        else:
            self.hint = legend
            names = [(float(-n), row.name) for n, row in enumerate(rows)]
        self.canvas.setFixedHeight(_ROW_HEIGHT * len(rows) + CHROME_HEIGHT)
        self.canvas.set_values(0.5 - len(rows), 0.5, names)

    def ground(self, first: int, last: int) -> str:
        """Return how many doses these days hold."""
        n = sum(
            int(np.count_nonzero((states == ratings.TAKEN) | (states == ratings.LATE)))
            for row in self._rows
            for states in [row.doses.states[(row.doses.days >= first) & (row.doses.days <= last)]]
        )
        return ngettext("{n} dose taken", "{n} doses taken", n).format(n=n)

    def _draw(self) -> None:
        colours = theme.tokens(self.canvas.palette())
        accent = QColor(colours.accent)
        looks = {
            ratings.TAKEN: (accent, None),
            ratings.LATE: (accent, None),
            ratings.SKIPPED: (QColor(colours.track), None),
            ratings.MISSED: (QColor(colours.card), accent),
            ratings.NOT_RECORDED: (QColor(colours.soft), None),
        }
        places = {state: self._places(state) for state in _STATES}
        crowded = any(self._crowded(x) for x, _row in places.values())
        width = _CROWDED_WIDTH if crowded else _TICK_WIDTH
        for state, (x, row) in places.items():
            self.ticks[state].set_shape(_shape(state, width), *looks[state])
            self.ticks[state].set_places(self.canvas.across(x), row)
        self._draw_versions(QColor(colours.faint))

    def _draw_versions(self, colour: QColor) -> None:
        path, starts, levels = QPainterPath(), [], []
        for n, row in enumerate(self._rows):
            series = sorted({version.regimen.series_id for version in row.versions})
            for version in row.versions:
                beside = series.index(version.regimen.series_id) % 2
                level = -n - _LINE_BELOW - beside * _LINES_APART
                starts.append(version.starts)
                levels.append(level)
                for begin, end in version.pieces:
                    if begin < self.canvas.high and end > self.canvas.low:
                        # cut to what is drawn: a drawing in SVG is not clipped
                        left, right = max(begin, self.canvas.low), min(end, self.canvas.high)
                        path.moveTo(self.canvas.across(left), level)
                        path.lineTo(self.canvas.across(right), level)
        pen = QPen(colour, self.canvas.pixel_ratio)
        pen.setCosmetic(True)
        self.held.setPen(pen)
        self.held.setPath(path)
        self.ends.set_shape(_bar(1.0, _END_HEIGHT), colour)
        self.ends.set_places(self.canvas.across(np.array(starts)), np.array(levels))

    def _places(self, state: int) -> tuple[Floats, Floats]:
        width = self.canvas.day_width or 1.0
        xs, rows = [np.empty(0)], [np.empty(0)]
        for n, row in enumerate(self._rows):
            x = row.doses.places[row.doses.states == state]
            x = x[thinning.within(x, self.canvas.low, self.canvas.high)]
            x = x[thinning.distinct(x, np.zeros(len(x)), width, 1.0)]
            xs.append(x)
            rows.append(np.full(len(x), -float(n)))
        return np.concatenate(xs), np.concatenate(rows)

    def _crowded(self, x: Floats) -> bool:
        room = (self.canvas.high - self.canvas.low) / (self.canvas.day_width or 1.0)
        return len(x) * 2 * _TICK_WIDTH > room * max(len(self._rows), 1)

    def _describe(self, day: int) -> str:
        written = self._words.full(date.fromordinal(day))
        doses = ", ".join(self._said(day)) or _("no dose recorded")
        told = _("{day} · {doses}").format(day=written, doses=doses)
        return " · ".join((told, *version_words.said(self._rows, day)))

    def _said(self, day: int) -> Iterator[str]:
        for row in self._rows:
            states = row.doses.states[row.doses.days == day]
            taken = int(np.count_nonzero(states == ratings.TAKEN))
            if taken:
                yield ngettext("{substance}", "{substance} × {n}", taken).format(
                    substance=row.name, n=taken
                )
            if np.any(states == ratings.LATE):
                yield _("{substance} late").format(substance=row.name)
            if np.any(states == ratings.SKIPPED):
                yield _("{substance} skipped").format(substance=row.name)
            if np.any(states == ratings.MISSED):
                yield _("{substance} missed").format(substance=row.name)
            if np.any(states == ratings.NOT_RECORDED):
                yield _("{substance} not recorded").format(substance=row.name)

    def _nearest(self, place: float) -> int:
        """Return the day of a dose beside a place, or the day itself where none is near."""
        reach = max(_SNAP_PIXELS * self.canvas.day_width, 0.5)
        best, distance = math.floor(place), reach
        for row in self._rows:
            index = int(np.searchsorted(row.doses.places, place))
            for near in range(max(index - 1, 0), min(index + 1, len(row.doses.places))):
                away = abs(float(row.doses.places[near]) - place)
                if away < distance:
                    best, distance = int(row.doses.days[near]), away
            for version in row.versions:
                away = abs(version.starts - place)
                if away < distance:
                    best, distance = math.floor(version.starts), away
        return best


def _shape(state: int, width: float) -> QPainterPath:
    if state == ratings.LATE:
        return _broken_bar(width)
    return _dot() if state == ratings.NOT_RECORDED else _bar(width)


def _dot() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(), _DOT, _DOT)
    return path


def _bar(width: float, height: float = _TICK_HEIGHT) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(-width / 2, -height / 2, width, height), 1, 1)
    return path


def _broken_bar(width: float) -> QPainterPath:
    path = QPainterPath()
    half = (_TICK_HEIGHT - _BROKEN) / 2
    for top in (-_TICK_HEIGHT / 2, _BROKEN / 2):
        path.addRect(QRectF(-width / 2, top, width, half))
    return path
