"""Fewer points, same picture: what a plot draws of a long series at its width in pixels."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dosejournal.analysis.series import Floats

Places = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """An uninterrupted piece of a line with its band; arrays of shape (n points,)."""

    x: Floats
    middle: Floats
    low: Floats
    high: Floats


def within(x: Floats, low: float, high: float) -> slice:
    """Return the part of an ascending series from `low` to `high`."""
    return slice(int(np.searchsorted(x, low)), int(np.searchsorted(x, high, side="right")))


def visible(x: Floats, low: float, high: float) -> slice:
    """Return the part of an ascending series from `low` to `high`, and a point either side."""
    part = within(x, low, high)
    return slice(max(part.start - 1, 0), part.stop + 1)


def distinct(x: Floats, y: Floats, width: float, height: float) -> Places:
    """Return the places of the points that can be told apart: one for each cell of a grid.

    Args:
        x: shape (n points,), in the unit of `width`.
        y: shape (n points,), in the unit of `height`.
        width: how wide a cell is.
        height: how high a cell is.
    """
    if not len(x):
        return np.empty(0, dtype=np.intp)
    # the grid lies still on the days: moving the picture does not swap points for others
    columns = np.floor(x / width).astype(np.int64)
    rows = np.floor(y / height).astype(np.int64)
    rows -= rows.min()
    cells = columns * (int(rows.max()) + 1) + rows
    order = np.argsort(cells, kind="stable")
    first = np.diff(cells[order], prepend=cells[order[0]] - 1) != 0
    return np.sort(order[first])


def runs(line: Run, breaks: Flags, width: float) -> list[Run]:
    """Return the uninterrupted pieces of a line, with one point for each column of `width`.

    A column shows the mean of its middles, the lowest low and the highest high: a band is never
    drawn narrower than it is.

    Args:
        line: the whole line, x ascending.
        breaks: shape (n points,), True at each point before which the line is interrupted.
        width: how wide a column is, in the unit of x.
    """
    if not len(line.x):
        return []
    column = np.floor(line.x / width)
    breaks = breaks.copy()
    breaks[0] = True
    starts_column = breaks.copy()
    starts_column[1:] |= column[1:] != column[:-1]
    starts = np.flatnonzero(starts_column)
    counts = np.diff(np.append(starts, len(line.x)))
    cuts = np.flatnonzero(breaks[starts])[1:]
    return [
        Run(*pieces)
        for pieces in zip(
            np.split(np.add.reduceat(line.x, starts) / counts, cuts),
            np.split(np.add.reduceat(line.middle, starts) / counts, cuts),
            np.split(np.minimum.reduceat(line.low, starts), cuts),
            np.split(np.maximum.reduceat(line.high, starts), cuts),
            strict=True,
        )
    ]


def clipped(run: Run, low: float, high: float) -> Run | None:
    """Return the piece of a run from `low` to `high`, cut between points, or None."""
    first, last = max(low, float(run.x[0])), min(high, float(run.x[-1]))
    if first >= last:
        return None
    inner = run.x[(run.x > first) & (run.x < last)]
    x = np.concatenate([[first], inner, [last]])
    return Run(x, *(np.interp(x, run.x, part) for part in (run.middle, run.low, run.high)))


def dashes(run: Run, pattern: Sequence[float]) -> tuple[Floats, Floats]:
    """Return the line of a run cut into dashes: the ends of its pieces in pairs, as x and as y.

    The pattern gives the lengths of dashes and gaps in turn, in the unit of x; without one the
    line is cut at its points only. Dashes lie still on the days, however the picture is moved.
    """
    cuts = run.x
    if len(pattern):
        ends = np.cumsum(pattern)
        period = float(ends[-1])
        first, last = math.floor(run.x[0] / period), math.ceil(run.x[-1] / period)
        grid = (np.arange(first, last)[:, None] * period + np.append(0.0, ends[:-1])).ravel()
        inner = grid[(grid > run.x[0]) & (grid < run.x[-1])]
        cuts = np.sort(np.concatenate([run.x, inner]), kind="stable")
    starts, stops = cuts[:-1], cuts[1:]
    if len(pattern):
        inside = np.searchsorted(ends, ((starts + stops) / 2) % period, side="right")
        drawn = inside % 2 == 0
        starts, stops = starts[drawn], stops[drawn]
    x = np.column_stack([starts, stops]).ravel()
    return x, np.interp(x, run.x, run.middle)
