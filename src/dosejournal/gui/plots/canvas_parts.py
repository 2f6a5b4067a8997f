"""What a canvas is drawn with: pyqtgraph's view of the days between its two axes."""

from dataclasses import dataclass
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPen

from dosejournal.gui import theme
from dosejournal.gui.plots.readout import Readout

AXIS_HEIGHT = 24

_TICK_PIXELS = 12


@dataclass(frozen=True, slots=True)
class CanvasParts:
    """The parts of one canvas, of pyqtgraph, which has no types; the mark lies over all."""

    graphics: Any
    view: Any
    left: Any
    bottom: Any
    readout: Readout

    def lay_out(self) -> None:
        """Give axes and view the places they will have when they are painted."""
        self.graphics.centralWidget.layout.activate()

    def recolour(self, colours: theme.Tokens) -> None:
        """Take the colours of a theme."""
        self.graphics.setBackground(QColor(colours.card))
        for axis in (self.left, self.bottom):
            axis.setTextPen(QColor(colours.faint))


def lettering(font: QFont) -> QFont:
    """Return a font in the size of the words at the axes."""
    made = QFont(font)
    made.setPixelSize(_TICK_PIXELS)
    return made


def build(font: QFont) -> CanvasParts:
    """Return the parts of a canvas, with this font at its axes."""
    graphics = pg.GraphicsView()
    # a ground of one colour is drawn as fast as it is copied, and stays a shape in a drawing
    graphics.setCacheMode(graphics.CacheModeFlag.CacheNone)
    graphics.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside = pg.GraphicsLayout()
    # time runs from left to right in every language, and the values stand where it begins
    inside.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    inside.setContentsMargins(0, 2, 0, 0)
    inside.setSpacing(0)
    graphics.setCentralItem(inside)
    view = pg.ViewBox(enableMenu=False, enableMouse=False)
    view.disableAutoRange()
    none = QPen(Qt.PenStyle.NoPen)
    left = pg.AxisItem("left", linkView=view, pen=none, tickPen=none)
    bottom = pg.AxisItem("bottom", linkView=view, pen=none, tickPen=none)
    bottom.setHeight(AXIS_HEIGHT)
    for axis in (left, bottom):
        axis.enableAutoSIPrefix(False)
        axis.setStyle(tickLength=0, tickAlpha=0, tickFont=font, tickTextOffset=8)
    inside.addItem(left, 0, 0)
    inside.addItem(view, 0, 1)
    inside.addItem(bottom, 1, 1)
    return CanvasParts(graphics, view, left, bottom, Readout(graphics.viewport()))
