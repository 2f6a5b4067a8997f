"""What Windows tells of itself, by messages to a window. Not run on Windows yet."""

import importlib
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication
from PySide6.QtGui import QWindow

from dosejournal.app.lock_watch.announcements import Announcements

_SESSION_CHANGE = 0x02B1
_SESSION_LOCK = 0x7
_POWER_BROADCAST = 0x0218
_SUSPEND = 0x4
_THIS_SESSION = 0

Message = tuple[int, int]
"""A message and its first parameter."""


class WindowsAnnouncements(Announcements):
    """Those of the session, for which a window has to be registered, and those of its power."""

    def __init__(self, app: QCoreApplication, libraries: Any = None) -> None:
        """Keep to the libraries of the system; `ctypes.windll` reaches them."""
        super().__init__()
        self._app = app
        self._libraries = libraries
        self._filter = _Filter(self._take)
        self._window: QWindow | None = None
        self._is_registered = False

    @property
    def tells_screen_lock(self) -> bool:
        """Whether the system has taken the window."""
        return self._is_registered

    @property
    def tells_sleep(self) -> bool:
        """Whether a window is there for it."""
        return self._window is not None

    def start(self) -> None:
        """Have a window that nobody sees, and listen to what it is told."""
        libraries = self._libraries or importlib.import_module("ctypes").windll
        self._sessions = libraries.wtsapi32
        self._window = QWindow()
        handle = wintypes.HWND(int(self._window.winId()))
        registered = self._sessions.WTSRegisterSessionNotification(handle, _THIS_SESSION)
        self._is_registered = bool(registered)
        self._app.installNativeEventFilter(self._filter)

    def stop(self) -> None:
        """Let the window go."""
        if self._window is None:
            return
        window, self._window = self._window, None
        self._app.removeNativeEventFilter(self._filter)
        if self._is_registered:
            self._is_registered = False
            handle = wintypes.HWND(int(window.winId()))
            self._sessions.WTSUnRegisterSessionNotification(handle)
        window.destroy()

    def _take(self, message: Message) -> None:
        if message == (_SESSION_CHANGE, _SESSION_LOCK):
            self.screen_locked.emit()
        elif message == (_POWER_BROADCAST, _SUSPEND):
            self.sleep_begins.emit()


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, take: Callable[[Message], None]) -> None:
        super().__init__()
        self._take = take

    def nativeEventFilter(self, kind: Any, address: int) -> tuple[bool, int]:  # noqa: N802
        """Look at a message; every one goes on to where it belongs."""
        if bytes(kind).startswith(b"windows_"):
            message = wintypes.MSG.from_address(int(address))
            self._take((message.message, message.wParam))
        return False, 0
