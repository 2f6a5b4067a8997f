"""The shapes of a calendar's cells: what became of a day's planned doses, told without colour."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainterPath, QPolygonF

from dosejournal.gui.plots.calendar_grid import Counts
from dosejournal.journal import ratings

_ROUND = 2.0
_QUARTERS = 4
_DOT = 1.25
_RING = 2.5
_INSET = 4.0
_DASH = QSizeF(6.0, 1.5)


class Look(IntEnum):
    """How a cell looks."""

    NOTHING_PLANNED = 0
    OPEN = 1
    ALL = 2
    LATE = 3
    QUARTER = 4
    HALF = 5
    MOST = 6
    SKIPPED = 7
    MISSED = 8
    NOT_RECORDED = 9


FRAMED = Look.QUARTER
"""This look and those after it have an outline: their cell is not full."""


def looks(counts: Counts) -> NDArray[np.int64]:
    """Return the look of each cell by the counts of its states; shape (n cells,)."""
    total = counts.sum(axis=1)
    late = counts[:, ratings.LATE] > 0
    taken = counts[:, ratings.TAKEN] + counts[:, ratings.LATE]
    quarters = np.rint(_QUARTERS * taken / np.maximum(total, 1))
    part = Look.QUARTER + np.clip(quarters, 1, _QUARTERS - 1) - 1
    return np.asarray(
        np.select(
            [
                total == 0,
                (taken == total) & ~late,
                taken == total,
                taken > 0,
                counts[:, ratings.MISSED] > 0,
                counts[:, ratings.NOT_RECORDED] > 0,
                counts[:, ratings.SKIPPED] > 0,
            ],
            [
                Look.NOTHING_PLANNED,
                Look.ALL,
                Look.LATE,
                part,
                Look.MISSED,
                Look.NOT_RECORDED,
                Look.SKIPPED,
            ],
            Look.OPEN,
        ),
        dtype=np.int64,
    )


def shape(look: Look, width: float, height: float) -> QPainterPath:
    """Return what fills a cell of this size around its middle; lines for a cross."""
    room = QRectF(-width / 2, -height / 2, width, height)
    path = QPainterPath()
    match look:
        case Look.NOTHING_PLANNED | Look.NOT_RECORDED:
            path.addEllipse(QPointF(), _DOT, _DOT)
        case Look.OPEN:
            path.addEllipse(QPointF(), _RING, _RING)
        case Look.ALL:
            path.addRoundedRect(room, _ROUND, _ROUND)
        case Look.LATE:
            path.addPolygon(_notched(room))
            path.closeSubpath()
        case Look.QUARTER | Look.HALF | Look.MOST:
            share = (look - Look.QUARTER + 1) / _QUARTERS
            path.addRect(room.adjusted(0, height * (1 - share), 0, 0))
        case Look.SKIPPED:
            across = min(_DASH.width(), width / 2)
            path.addRect(QRectF(-across / 2, -_DASH.height() / 2, across, _DASH.height()))
        case Look.MISSED:
            inset = min(_INSET, width / 4)
            inner = room.adjusted(inset, inset, -inset, -inset)
            path.moveTo(inner.topLeft())
            path.lineTo(inner.bottomRight())
            path.moveTo(inner.bottomLeft())
            path.lineTo(inner.topRight())
    return path


def frame(width: float, height: float) -> QPainterPath:
    """Return the outline of a cell that is not full."""
    path = QPainterPath()
    inside = QRectF(-width / 2, -height / 2, width, height).adjusted(0.5, 0.5, -0.5, -0.5)
    path.addRoundedRect(inside, _ROUND, _ROUND)
    return path


def _notched(room: QRectF) -> QPolygonF:
    """Return a cell whose upper corner at its end is cut off."""
    cut = min(room.width(), room.height()) / 2
    return QPolygonF(
        [
            room.topLeft(),
            room.topRight() - QPointF(cut, 0),
            room.topRight() + QPointF(0, cut),
            room.bottomRight(),
            room.bottomLeft(),
        ]
    )
