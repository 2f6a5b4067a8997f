"""A heartbeat: two clocks that run apart tell that the computer slept, or that one was set.

No timer counts the time of sleep, so none runs out during it; and no system need tell anything.
"""

import ctypes
import importlib
import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

Clock = Callable[[], float]
"""Gives the seconds since some moment."""

_EVERY_MS = 5_000
# sleep for less is seen where the system tells of it
_JUMP_SECONDS = 60.0
_COUNTS_PER_SECOND = 10_000_000


class Heartbeat(QObject):
    """Says `jumped` when the wall clock and the time awake differ by more than a minute."""

    jumped = Signal()

    def __init__(
        self,
        wall: Clock = time.time,
        awake: Clock | None = None,
        every_ms: int = _EVERY_MS,
        parent: QObject | None = None,
    ) -> None:
        """Compare two clocks; without `awake` the one of this system that stops in sleep."""
        super().__init__(parent)
        self._wall = wall
        self._awake = awake or awake_clock()
        self._apart = 0.0
        self._timer = QTimer(self, interval=every_ms, timerType=Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        """Begin to compare, from now on."""
        self._apart = self._wall() - self._awake()
        self._timer.start()

    def stop(self) -> None:
        """Compare no more."""
        self._timer.stop()

    def beat(self) -> None:
        """Compare both clocks with what they said the last time."""
        before, self._apart = self._apart, self._wall() - self._awake()
        if abs(self._apart - before) > _JUMP_SECONDS:
            self.jumped.emit()


def awake_clock(platform: str = sys.platform, libraries: Any = None) -> Clock:
    """Return the clock that stands still while the computer sleeps.

    Python's monotonic clock does so on Linux (CLOCK_MONOTONIC) and on macOS
    (mach_absolute_time). On Windows it goes on (GetTickCount64, from Python 3.13 on
    QueryPerformanceCounter), and the system has another one. Not run on Windows or macOS.
    """
    if platform != "win32":
        return time.monotonic
    kernel = (libraries or importlib.import_module("ctypes").windll).kernel32

    def unbiased() -> float:
        counts = ctypes.c_ulonglong()
        kernel.QueryUnbiasedInterruptTime(ctypes.byref(counts))
        return counts.value / _COUNTS_PER_SECOND

    return unbiased
