"""Where versions of regimens began, as thin lines over a measure: they claim nothing."""

from math import floor

from PySide6.QtGui import QColor, QPainterPath, QPen

from dosejournal.gui import theme
from dosejournal.gui.plots import version_words
from dosejournal.gui.plots.canvas import DayCanvas
from dosejournal.gui.plots.outline import Outline
from dosejournal.journal.trends import DoseRow, Overview

_DASHES = (2.0, 4.0)


class VersionLines:
    """Draws a dashed line from top to bottom wherever a version of a regimen began."""

    def __init__(self, canvas: DayCanvas) -> None:
        self._canvas = canvas
        self._rows: tuple[DoseRow, ...] = ()
        self.item = Outline()
        canvas.add(self.item)

    @property
    def days(self) -> list[int]:
        """The days on which a version began."""
        return [floor(version.starts) for row in self._rows for version in row.versions]

    def show(self, overview: Overview) -> None:
        """Take what the journal holds now."""
        self._rows = overview.doses

    def draw(self, low: float, high: float) -> None:
        """Draw the lines from the lowest value to the highest."""
        canvas = self._canvas
        path = QPainterPath()
        for row in self._rows:
            for version in row.versions:
                if canvas.low <= version.starts <= canvas.high:
                    x = canvas.across(version.starts)
                    path.moveTo(x, low)
                    path.lineTo(x, high)
        pen = QPen(QColor(theme.tokens(canvas.palette()).faint), canvas.pixel_ratio)
        pen.setCosmetic(True)
        pen.setDashPattern(_DASHES)
        self.item.setPen(pen)
        self.item.setPath(path)

    def with_said(self, text: str, day: int) -> str:
        """Return what is told of a day, followed by which versions began on it."""
        return " · ".join((text, *version_words.said(self._rows, day)))
