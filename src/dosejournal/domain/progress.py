"""How far long work is, told by who does it; and that it is to stop."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 500
"""After so many records it is told again how far they are."""

STORED_AT_ONCE = 5000
"""So many entries are written before it is told again."""


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """The person wants the work no more.

    It is no JournalError, and no error that a damaged file is told by: what holds a row aside, or
    refuses a file, lets it pass.
    """


class Unit(Enum):
    """What is counted."""

    BYTES = "bytes"
    LINES = "lines"
    ROWS = "rows"
    FILES = "files"
    STORED = "stored"


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of how much is done; without a total only that something is."""

    done: int = 0
    total: int = 0
    unit: Unit = Unit.ROWS


Tell = Callable[[Progress], None]
"""Takes how far the work is, quickly; raises Stopped where it is to stop."""


class _Course:
    """The work of one thread: of counting within counting, the outer one is told."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._last = Progress()
        self._is_counting = False

    def reach(self, progress: Progress) -> None:
        if not self._is_counting:
            self._last = progress
        self.pause()

    def pause(self) -> None:
        self._tell(self._last)

    def count(self, records: Iterable[T], total: int, unit: Unit) -> Iterator[T]:
        if self._is_counting:
            yield from self._within(records)
            return
        self._is_counting = True
        try:
            for n, record in enumerate(records):
                if n % AT_ONCE == 0:
                    self._move(Progress(n, total, unit))
                yield record
            self._move(Progress(total, total, unit))
        finally:
            self._is_counting = False

    def _within(self, records: Iterable[T]) -> Iterator[T]:
        for n, record in enumerate(records):
            if n % AT_ONCE == 0:
                self.pause()
            yield record

    def _move(self, progress: Progress) -> None:
        self._last = progress
        self.pause()


# who reads a record does not know who waits for it, and need not: it is set for the `with` of
# `told` alone, in the thread that works
_COURSE: ContextVar[_Course | None] = ContextVar("course", default=None)


@contextmanager
def told(tell: Tell | None) -> Generator[None]:
    """Let `tell` know how far the work within is, wherever it is done."""
    token = _COURSE.set(None if tell is None else _Course(tell))
    try:
        yield
    finally:
        _COURSE.reset(token)


def counted(records: Iterable[T], total: int | None = None, unit: Unit = Unit.ROWS) -> Iterable[T]:
    """Give the records one by one, and tell how many of them are done.

    Raises:
        Stopped: the work is to stop.
    """
    course = _COURSE.get()
    if course is None:
        return records
    if total is None:
        total = len(records) if isinstance(records, Sized) else 0
    return course.count(records, total, unit)


def reach(done: int, total: int, unit: Unit) -> None:
    """Tell how far the work is; raises as `counted` does."""
    course = _COURSE.get()
    if course is not None:
        course.reach(Progress(done, total, unit))


def pause() -> None:
    """Let the work be stopped here, with nothing new to tell; raises as `counted` does."""
    course = _COURSE.get()
    if course is not None:
        course.pause()


def pieces(records: Sequence[T], before: int, total: int) -> Iterator[Sequence[T]]:
    """Give what is to be stored some thousands at once, and tell how many of all are stored.

    Raises:
        Stopped: the work is to stop.
    """
    for first in range(0, len(records), STORED_AT_ONCE):
        reach(before + first, total, Unit.STORED)
        yield records[first : first + STORED_AT_ONCE]
