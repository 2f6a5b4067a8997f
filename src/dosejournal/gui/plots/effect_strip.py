"""Unwanted effects on a strip of their own: one row a name, a mark where each began."""

import math
from collections.abc import Iterator
from datetime import date

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath, QPen, QPolygonF

from dosejournal.analysis import thinning
from dosejournal.gui import theme
from dosejournal.gui.facts import isolated
from dosejournal.gui.plots.canvas import CHROME_HEIGHT, DayCanvas
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.plots.marks import Marks
from dosejournal.gui.plots.outline import Outline
from dosejournal.gui.plots.span import Span
from dosejournal.gui.plots.subject import Subject
from dosejournal.i18n import _, ngettext
from dosejournal.journal.effect_columns import EffectRow
from dosejournal.journal.trends import Overview

_ROW_HEIGHT = 24
_SNAP_PIXELS = 6
_RADIUS = 4.5
_COLOUR = 3
_SEVERITIES = 3


class EffectStrip(QObject):
    """Draws each effect by its severity, told apart by shape; a line goes on to where it ended."""

    def __init__(
        self, subject: Subject, span: Span, words: DayWords, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.subject = subject
        self.hint = ""
        self.canvas = DayCanvas(span, words, _ROW_HEIGHT + CHROME_HEIGHT)
        self.canvas.setAccessibleName(_("Unwanted effects over time"))
        self.canvas.describe = self._describe
        self.canvas.snap = self._nearest
        self._words = words
        self._rows: tuple[EffectRow, ...] = ()
        self.lengths = Outline()
        self.canvas.add(self.lengths)
        self.marks = [Marks() for _severity in range(_SEVERITIES)]
        for item in self.marks:
            self.canvas.add(item)
        self.canvas.drawing_needed.connect(self._draw)

    @staticmethod
    def subjects(overview: Overview) -> list[Subject]:
        """Return the one strip, where an effect was recorded."""
        return [Subject("effects", _("Unwanted effects"))] if overview.effects else []

    def show(self, overview: Overview) -> None:
        """Draw what the journal holds now."""
        rows = self._rows = overview.effects
        legend = _(
            "circle = noticed, triangle = bothered, square = stopped, line = until it was over"
        )
        if len(rows) == 1:
            self.hint = _("{name} · {legend}").format(name=_called(rows[0]), legend=legend)
            names = [(0.0, "")]
        else:
            self.hint = legend
            names = [(float(-n), _called(row)) for n, row in enumerate(rows)]
        self.canvas.setFixedHeight(_ROW_HEIGHT * max(len(rows), 1) + CHROME_HEIGHT)
        self.canvas.set_values(0.5 - max(len(rows), 1), 0.5, names)

    def ground(self, first: int, last: int) -> str:
        """Return how often effects began on these days."""
        n = sum(
            int(np.count_nonzero((row.days >= first) & (row.days <= last))) for row in self._rows
        )
        return ngettext("{n} effect began", "{n} effects began", n).format(n=n)

    def _draw(self) -> None:
        tokens = theme.tokens(self.canvas.palette())
        colour, card = QColor(tokens.data[_COLOUR]), QColor(tokens.card)
        for severity, item in enumerate(self.marks):
            # the mildest is open, so that it is not taken for the others
            item.set_shape(_shape(severity), card if severity == 0 else colour, colour)
            xs, levels = [np.empty(0)], [np.empty(0)]
            for n, row in enumerate(self._rows):
                x = row.places[row.severities == severity]
                x = x[thinning.within(x, self.canvas.low, self.canvas.high)]
                xs.append(x)
                levels.append(np.full(len(x), -float(n)))
            item.set_places(self.canvas.across(np.concatenate(xs)), np.concatenate(levels))
        self._draw_lengths(colour)

    def _draw_lengths(self, colour: QColor) -> None:
        path = QPainterPath()
        low, high = self.canvas.low, self.canvas.high
        for n, row in enumerate(self._rows):
            for begin, end in zip(row.places.tolist(), row.ends.tolist(), strict=True):
                if end > begin and begin < high and end > low:
                    # cut to what is drawn: a drawing in SVG is not clipped
                    path.moveTo(self.canvas.across(max(begin, low)), -n)
                    path.lineTo(self.canvas.across(min(end, high)), -n)
        pen = QPen(colour, 2 * self.canvas.pixel_ratio)
        pen.setCosmetic(True)
        self.lengths.setPen(pen)
        self.lengths.setPath(path)

    def _describe(self, day: int) -> str:
        effects = ", ".join(self._said(day)) or _("no unwanted effect recorded")
        written = self._words.full(date.fromordinal(day))
        return _("{day} · {effects}").format(day=written, effects=effects)

    def _said(self, day: int) -> Iterator[str]:
        words = (_("{name}, noticed"), _("{name}, bothered"), _("{name}, stopped"))
        for row in self._rows:
            for severity in row.severities[row.days == day].tolist():
                yield words[severity].format(name=_called(row))

    def _nearest(self, place: float) -> int:
        """Return the day of an effect beside a place, or the day itself where none is near."""
        best, distance = math.floor(place), max(_SNAP_PIXELS * self.canvas.day_width, 0.5)
        for row in self._rows:
            index = int(np.searchsorted(row.places, place))
            for near in range(max(index - 1, 0), min(index + 1, len(row.places))):
                away = abs(float(row.places[near]) - place)
                if away < distance:
                    best, distance = int(row.days[near]), away
        return best


def _called(row: EffectRow) -> str:
    return isolated(row.name) if row.name else _("others")


def _shape(severity: int) -> QPainterPath:
    path = QPainterPath()
    if severity == 0:
        path.addEllipse(QPointF(), _RADIUS - 0.5, _RADIUS - 0.5)
    elif severity == 1:
        half = _RADIUS
        path.addPolygon(QPolygonF([QPointF(0, -half), QPointF(half, half), QPointF(-half, half)]))
        path.closeSubpath()
    else:
        path.addRect(QRectF(-_RADIUS, -_RADIUS, 2 * _RADIUS, 2 * _RADIUS))
    return path
