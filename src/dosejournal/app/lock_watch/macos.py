"""What macOS tells of itself: that its screen is locked. Not run on macOS yet.

Sleep it tells in a way that needs a bridge to its own language; the heartbeat sees it on waking.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from dosejournal.app.lock_watch.announcements import Announcements

_LIBRARY = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_LOCKED = b"com.apple.screenIsLocked"
_UTF_8 = 0x08000100
# also while another program is in front
_AT_ONCE = 4
_Pointer = ctypes.c_void_p
_Heard = ctypes.CFUNCTYPE(None, _Pointer, _Pointer, _Pointer, _Pointer, _Pointer)


class MacAnnouncements(Announcements):
    """Those that every program of the session may hear; they come with the events of Qt."""

    def __init__(self, load: Callable[[str], Any] = ctypes.CDLL) -> None:
        """Keep to a library of the system, which `load` reaches."""
        super().__init__()
        self._load = load
        self._library: Any = None
        # the system calls it as long as it is registered, so it must not go before
        self._heard = _Heard(lambda *_facts: self.screen_locked.emit())

    @property
    def tells_screen_lock(self) -> bool:
        """Whether the library was found."""
        return self._library is not None

    def start(self) -> None:
        """Ask to be told."""
        try:
            self._library = library = self._load(_LIBRARY)
        except OSError:
            # the heartbeat and the time without input remain
            return
        library.CFNotificationCenterGetDistributedCenter.restype = _Pointer
        library.CFStringCreateWithCString.restype = _Pointer
        name = library.CFStringCreateWithCString(
            None, ctypes.c_char_p(_LOCKED), ctypes.c_uint32(_UTF_8)
        )
        library.CFNotificationCenterAddObserver(
            self._center(),
            self._me(),
            self._heard,
            _Pointer(name),
            None,
            ctypes.c_long(_AT_ONCE),
        )
        library.CFRelease(_Pointer(name))

    def stop(self) -> None:
        """Ask to be told no more."""
        if self._library is not None:
            center, me = self._center(), self._me()
            self._library.CFNotificationCenterRemoveEveryObserver(center, me)
            self._library = None

    def _center(self) -> ctypes.c_void_p:
        return _Pointer(self._library.CFNotificationCenterGetDistributedCenter())

    def _me(self) -> ctypes.c_void_p:
        # only a name for who listens
        return _Pointer(id(self))
