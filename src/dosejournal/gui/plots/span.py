"""The days that all plots of a page show together, and the day pointed at."""

import math

from PySide6.QtCore import QObject, Signal

_FEWEST_DAYS = 3.0


class Span(QObject):
    """A window on the record that never leaves it.

    Places are days as ordinals with the part of the day gone by. `moved` says that other days are
    shown, `left_home` that a person moved it, `pointed` that `place` or `pointer` is another.
    """

    moved = Signal()
    pointed = Signal()
    left_home = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first = 0.0
        self.last = _FEWEST_DAYS
        self.place: float | None = None
        self.pointer: object = None
        self._lowest, self._highest = self.first, self.last
        self._home = (self.first, self.last)

    @property
    def days(self) -> float:
        """How many days are shown."""
        return self.last - self.first

    @property
    def whole(self) -> tuple[int, int]:
        """The first and the last day of which at least half is shown."""
        first = round(self.first)
        return first, max(round(self.last) - 1, first)

    def limit(self, first_day: int, last_day: int) -> None:
        """Let the window move from the start of one day to the end of another."""
        # a young record begins before it does: days still to come cannot be missing in it
        self._highest = float(last_day + 1)
        self._lowest = min(float(first_day), self._highest - _FEWEST_DAYS)

    def settle(self, first_day: int, last_day: int) -> None:
        """Show these days, and come back to them on `reset`."""
        self._home = (float(first_day), float(last_day + 1))
        self.reset()

    def reset(self) -> None:
        """Show the days last settled on."""
        self._show(*self._home)

    def pan(self, days: float) -> None:
        """Move the window to later days, or to earlier ones."""
        self._leave(self.first + days, self.last + days)

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Show `factor` times as many days; the place `around` stays where it is."""
        fixed = (self.first + self.last) / 2 if around is None else around
        most = self._highest - self._lowest
        wanted = min(max(self.days * factor, _FEWEST_DAYS), most)
        first = fixed - (fixed - self.first) * wanted / self.days
        self._leave(first, first + wanted)

    def point_at(self, place: float | None, pointer: object = None) -> None:
        """Point at a place in all plots, or at none; `pointer` is the plot that does."""
        if (place, pointer) != (self.place, self.pointer):
            self.place, self.pointer = place, pointer
            self.pointed.emit()

    def step(self, days: int, pointer: object) -> None:
        """Point some days further than now, or at the last day shown; it is brought into sight."""
        place = self.whole[1] + 0.5 if self.place is None else math.floor(self.place) + days + 0.5
        place = min(max(place, self._lowest + 0.5), self._highest - 0.5)
        self.point_at(place, pointer)
        if place < self.first:
            self.pan(place - 0.5 - self.first)
        elif place > self.last:
            self.pan(place + 0.5 - self.last)

    def _leave(self, first: float, last: float) -> None:
        before = (self.first, self.last)
        self._show(first, last)
        if (self.first, self.last) != before:
            self.left_home.emit()

    def _show(self, first: float, last: float) -> None:
        days = min(max(last - first, _FEWEST_DAYS), self._highest - self._lowest)
        self.first = min(max(first, self._lowest), self._highest - days)
        self.last = self.first + days
        self.moved.emit()
