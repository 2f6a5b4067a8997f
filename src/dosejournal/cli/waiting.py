"""Long work at a terminal: how far it is, on a line that goes again; Ctrl+C stops it cleanly."""

import signal
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from types import FrameType

from dosejournal.cli import output
from dosejournal.domain import progress
from dosejournal.domain.progress import Progress, Stopped, Tell
from dosejournal.exchange import progress_words

_SHOWN_AFTER_SECONDS = 1.0
_PAUSE_SECONDS = 0.1


@contextmanager
def followed(*, quiet: bool) -> Generator[Tell]:
    """Hear how far the work within is: show it at a terminal, and end the work at Ctrl+C.

    The first Ctrl+C is heard only where the work can end as if it had not begun; a second one is
    for who cannot wait.
    """
    line = _Line(is_shown=not quiet and _is_terminal())
    before = _listen(line.interrupt)
    try:
        with progress.told(line.tell):
            yield line.tell
    finally:
        line.erase()
        if before is not None:
            signal.signal(signal.SIGINT, before)


class _Line:
    def __init__(self, *, is_shown: bool) -> None:
        self._is_shown = is_shown
        self._next = time.monotonic() + _SHOWN_AFTER_SECONDS
        self._width = 0
        self._is_interrupted = False

    def interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        if self._is_interrupted:
            raise KeyboardInterrupt
        self._is_interrupted = True

    def tell(self, reached: Progress) -> None:
        if self._is_interrupted:
            raise Stopped
        if self._is_shown and time.monotonic() >= self._next:
            self._next = time.monotonic() + _PAUSE_SECONDS
            self._show(output.visible(progress_words.told(reached)))

    def erase(self) -> None:
        if self._width:
            self._show("")

    def _show(self, text: str) -> None:
        # what is shorter than the text before covers all of it
        shown = text.ljust(self._width)
        self._width = len(text)
        with suppress(OSError):
            sys.stderr.write(f"\r{shown}" if text else f"\r{shown}\r")
            sys.stderr.flush()


def _is_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _listen(
    hear: Callable[[int, FrameType | None], None],
) -> Callable[[int, FrameType | None], object] | int | None:
    try:
        return signal.signal(signal.SIGINT, hear)
    except ValueError:
        # only the main thread hears signals
        return None
