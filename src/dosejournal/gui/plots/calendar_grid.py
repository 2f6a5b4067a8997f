"""The days of a calendar in cells: weeks from left to right, weekdays one below the other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dosejournal.analysis.series import Days, Floats
from dosejournal.journal import ratings
from dosejournal.journal.plan_columns import Planned

Counts = NDArray[np.int64]

N_STATES = ratings.OPEN + 1
_WEEK = 7
_NARROWEST_PIXELS = 7.0
_WEEKS_IN_A_COLUMN = (1, 2, 4, 8, 13, 26, 52, 104)


@dataclass(frozen=True, slots=True)
class Grid:
    """Which days share a cell: those of one weekday in `weeks` weeks, counted from day `anchor`.

    The cells lie still on the days, however the picture is moved.
    """

    anchor: int
    weeks: int = 1

    @property
    def days(self) -> int:
        """How many days a column spans."""
        return self.weeks * _WEEK

    def column(self, day: int) -> int:
        """Return the first day of a day's column."""
        return day - (day - self.anchor) % self.days

    def row(self, day: int) -> int:
        """Return a day's row, 0 for the first day of the week."""
        return (day - self.anchor) % _WEEK

    def in_cell(self, day: int) -> range:
        """Return the days that share a day's cell."""
        first = self.column(day) + self.row(day)
        return range(first, first + self.days, _WEEK)

    def nearest(self, place: float, row: int) -> int:
        """Return the day of a row that lies nearest to a place within its column."""
        cell = self.in_cell(self.column(int(place // 1)) + row)
        return min(cell, key=lambda day: abs(self.column(day) + (day - cell[0]) + 3.5 - place))


@dataclass(frozen=True, slots=True, eq=False)
class DayCounts:
    """How many planned doses of each day came to what; `counts` has shape (n days, N_STATES)."""

    first: int
    counts: Counts

    def of(self, days: range) -> Counts:
        """Return the sums over some days; shape (N_STATES,)."""
        known = [day - self.first for day in days if 0 <= day - self.first < len(self.counts)]
        return np.asarray(self.counts[known].sum(axis=0))

    def cells(self, grid: Grid, low: float, high: float) -> tuple[Days, Days, Counts]:
        """Return the cells from one place to another: their columns, rows and counts."""
        begin = max(grid.column(int(low)), self.first)
        end = min(grid.column(int(high)) + grid.days, self.first + len(self.counts))
        if begin >= end:
            none = np.empty(0, dtype=np.int64)
            return none, none, np.empty((0, N_STATES), dtype=np.int64)
        days = np.arange(begin, end) - grid.column(begin)
        cell = days // grid.days * _WEEK + days % _WEEK
        sums = np.zeros((int(cell.max()) + 1, N_STATES), dtype=np.int64)
        np.add.at(sums, cell, self.counts[begin - self.first : end - self.first])
        # not np.unique, whose first call imports masked arrays for 15 ms
        present = np.flatnonzero(np.bincount(cell))
        columns = present // _WEEK * grid.days + grid.column(begin)
        return columns, present % _WEEK, sums[present]


def counts(planned: Planned) -> DayCounts:
    """Return how many planned doses of each day came to what, from the first of them on."""
    if not len(planned.days):
        return DayCounts(0, np.zeros((0, N_STATES), dtype=np.int64))
    first, last = int(planned.days.min()), int(planned.days.max())
    found = np.zeros((last - first + 1, N_STATES), dtype=np.int64)
    np.add.at(found, (planned.days - first, planned.states), 1)
    return DayCounts(first, found)


def grid(anchor: int, day_width: float) -> Grid:
    """Return the grid whose columns are wide enough where a pixel spans `day_width` days."""
    for weeks in _WEEKS_IN_A_COLUMN:
        if weeks * _WEEK >= _NARROWEST_PIXELS * day_width:
            return Grid(anchor, weeks)
    return Grid(anchor, _WEEKS_IN_A_COLUMN[-1])


def middle(columns: Days, days: int) -> Floats:
    """Return the places in time at which columns of so many days have their middle."""
    return np.asarray(columns + days / 2, dtype=np.float64)
