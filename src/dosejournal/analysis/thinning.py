"""Fewer points, same picture: what a plot draws of a long series at its width in pixels."""

import numpy as np
from numpy.typing import NDArray

from dosejournal.analysis.series import Floats

Places = NDArray[np.intp]


def visible(x: Floats, low: float, high: float) -> slice:
    """Return the part of an ascending series from `low` to `high`, and a point either side."""
    first = int(np.searchsorted(x, low, side="left")) - 1
    last = int(np.searchsorted(x, high, side="right")) + 1
    return slice(max(first, 0), last)


def distinct(x: Floats, y: Floats, cell_width: float, cell_height: float) -> Places:
    """Return the places of the points that can be told apart on a grid of cells, one for each.

    Args:
        x: shape (n points,), in the unit of `cell_width`.
        y: shape (n points,), in the unit of `cell_height`.
        cell_width: how wide a cell of the grid is.
        cell_height: how high it is.
    """
    columns = np.floor(x / cell_width).astype(np.int64)
    rows = np.floor(y / cell_height).astype(np.int64)
    if not len(columns):
        return np.empty(0, dtype=np.intp)
    rows -= rows.min()
    # the grid lies still on the days, so that the same points stay while the picture is moved
    cells = columns * (int(rows.max()) + 1) + rows
    return np.sort(np.unique(cells, return_index=True)[1])


def columns(x: Floats, width: float) -> Places:
    """Return where each group of points begins that share a column of this width; x ascends."""
    if not len(x):
        return np.empty(0, dtype=np.intp)
    column = np.floor(x / width)
    return np.flatnonzero(np.concatenate([[True], column[1:] != column[:-1]]))
