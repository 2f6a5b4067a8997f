"""What became of planned doses, day by day: a calendar of weeks along the days."""

import math

import numpy as np
from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor

from dosejournal.gui import theme
from dosejournal.gui.plots import calendar_grid, calendar_shapes, calendar_words
from dosejournal.gui.plots.calendar_grid import DayCounts, Grid
from dosejournal.gui.plots.calendar_shapes import Look
from dosejournal.gui.plots.canvas import CHROME_HEIGHT, DayCanvas
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.plots.marks import Marks
from dosejournal.gui.plots.span import Span
from dosejournal.gui.plots.subject import Subject
from dosejournal.i18n import _
from dosejournal.journal.plan_columns import Planned
from dosejournal.journal.trends import Overview

_ROWS = 7
_ROW_HEIGHT = 18
_CELL_HEIGHT = 14.0
_COMMON_CELL, _WIDEST_CELL, _SHARE = 28.0, 72.0, 0.4
_GAP = 2.0
_CLEAR = QColor(Qt.GlobalColor.transparent)


class AdherenceCalendar(QObject):
    """Draws one cell a day; where weeks are too narrow, one for the same weekday of several."""

    def __init__(
        self, subject: Subject, span: Span, words: DayWords, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.subject = subject
        self.hint = calendar_words.legend()
        self.canvas = DayCanvas(span, words, _ROWS * _ROW_HEIGHT + CHROME_HEIGHT)
        self.canvas.setAccessibleName(_("Planned doses over time"))
        self.canvas.describe = self._describe
        self.canvas.pick = self._pick
        self.canvas.frame = self._frame
        self._words = words
        self._planned: Planned | None = None
        self._counts = DayCounts(0, np.zeros((0, calendar_grid.N_STATES), dtype=np.int64))
        self.cells = {look: Marks() for look in Look}
        self._frames = Marks()
        for item in (self._frames, *self.cells.values()):
            self.canvas.add(item)
        self.canvas.drawing_needed.connect(self._draw)

    @staticmethod
    def subjects(overview: Overview) -> list[Subject]:
        """Return the one calendar, where planned doses were due."""
        return [Subject("adherence", _("Adherence"))] if len(overview.planned.settled) else []

    def show(self, overview: Overview) -> None:
        """Draw what the journal holds now."""
        self._planned = overview.planned
        self._counts = calendar_grid.counts(overview.planned)
        rows = [
            (float(-row), self._words.weekday((self._words.first_weekday - 1 + row) % _ROWS))
            for row in range(_ROWS)
        ]
        self.canvas.set_values(0.5 - _ROWS, 0.5, rows, ruled=False)

    def ground(self, first: int, last: int) -> str:
        """Return what became of the planned doses of these days."""
        counted = self._counts.of(range(first, last + 1))
        return calendar_words.ground(counted, self._grid().weeks)

    def _grid(self) -> Grid:
        # day 1 was a Monday, as is weekday 1 of Qt
        return calendar_grid.grid(self._words.first_weekday, self.canvas.day_width)

    def _cell_width(self, grid: Grid) -> float:
        column = grid.days / (self.canvas.day_width or 1.0)
        # no wider than its column; where few weeks are shown, no wider than reads as one thing
        roomy = min(max(_COMMON_CELL, column * _SHARE), _WIDEST_CELL)
        return max(math.floor(min(column - _GAP, roomy)), 1.0)

    def _draw(self) -> None:
        grid = self._grid()
        columns, rows, counted = self._counts.cells(grid, self.canvas.low, self.canvas.high)
        looks = calendar_shapes.looks(counted)
        x = self.canvas.across(calendar_grid.middle(columns, grid.days))
        y = -rows.astype(np.float64)
        width = self._cell_width(grid)
        colours = theme.tokens(self.canvas.palette())
        self._frames.set_shape(
            calendar_shapes.frame(width, _CELL_HEIGHT), _CLEAR, QColor(colours.faint)
        )
        framed = looks >= calendar_shapes.FRAMED
        self._frames.set_places(x[framed], y[framed])
        for look, item in self.cells.items():
            fill, line = _dress(look, colours)
            item.set_shape(calendar_shapes.shape(look, width, _CELL_HEIGHT), fill, line)
            own = looks == look
            item.set_places(x[own], y[own])

    def _describe(self, day: int) -> str:
        if self._planned is None:
            return ""
        grid = self._grid()
        days = grid.in_cell(day) if grid.weeks > 1 else range(day, day + 1)
        return calendar_words.of_days(self._planned, self._counts, days, self._words)

    def _pick(self, place: float, value: float) -> int:
        row = min(max(round(-value), 0), _ROWS - 1)
        return self._grid().nearest(place, row)

    def _frame(self, day: int) -> QRectF:
        grid, canvas = self._grid(), self.canvas
        width = (self._cell_width(grid) + 2 * _GAP) * canvas.day_width
        height = (_CELL_HEIGHT + 2 * _GAP) / _ROW_HEIGHT
        middle = grid.column(day) + grid.days / 2
        return QRectF(middle - width / 2, -grid.row(day) - height / 2, width, height)


def _dress(look: Look, colours: theme.Tokens) -> tuple[QColor, QColor | None]:
    """Return what a look is filled and drawn with."""
    match look:
        case Look.NOTHING_PLANNED:
            return QColor(colours.faint), None
        case Look.OPEN:
            return _CLEAR, QColor(colours.faint)
        case Look.MISSED:
            return _CLEAR, QColor(colours.soft)
        case Look.SKIPPED | Look.NOT_RECORDED:
            return QColor(colours.soft), None
    return QColor(colours.accent), None
