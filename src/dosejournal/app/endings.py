"""When the system or a terminal ends the program, the journal is closed as by the person."""

import os
import signal
from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

_ENDING = ("SIGTERM", "SIGINT", "SIGHUP")


@contextmanager
def heeded(app: QApplication) -> Generator[None]:
    """While this holds, a signal to end leaves the event loop, also from within a dialog."""
    if os.name != "posix":
        yield
        return
    numbers = [getattr(signal, name) for name in _ENDING]
    reading, writing = os.pipe()
    for end in (reading, writing):
        os.set_blocking(end, False)
    notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: _heed(app, reading, numbers))
    # Python runs handlers between its own instructions only, and an idle event loop has none: the
    # number of the signal in the pipe wakes Qt up
    wakeup = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    handlers = {number: signal.signal(number, _wait_for_qt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wakeup)
        notifier.setEnabled(False)
        os.close(reading)
        os.close(writing)


def _heed(app: QApplication, reading: int, numbers: list[int]) -> None:
    # other signals come the same way, and are none of this module's business
    if set(os.read(reading, 64)) & set(numbers):
        app.exit()


def _wait_for_qt(_number: int, _frame: object) -> None:
    """Do nothing: the event loop has been woken up, and ends by itself."""
