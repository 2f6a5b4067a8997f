"""Whether a window can appear here: asked before Qt, which would end the process instead."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

# these draw to no screen, or to one of their own
_NEEDS_NOTHING = ("offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs")

_UNSEEN = ("offscreen", "minimal", "minimalegl")


def usable(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Say whether there is a display that answers; other systems than Linux always have one."""
    if not platform.startswith("linux"):
        return True
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen in _NEEDS_NOTHING:
        return True
    wayland = not chosen.startswith("xcb") and _wayland_answers(environment)
    return wayland or (not chosen.startswith("wayland") and _x_answers(environment))


def has_watcher() -> bool:
    """Say whether somebody may see what is shown; Qt must have begun."""
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.platformName() not in _UNSEEN


def is_far(environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether the display of X is reached over the network, as through `ssh -X`."""
    host = environment.get("DISPLAY", "").rpartition(":")[0]
    # a path is the socket of a display here
    return host not in ("", "unix") and not host.startswith(("/", "unix/"))


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    folder = environment.get("XDG_RUNTIME_DIR", "")
    # an absolute name stands for itself
    return bool(name) and (Path(folder) / name).is_socket()


def _x_answers(environment: Mapping[str, str]) -> bool:
    display = environment.get("DISPLAY", "")
    if not display or is_far(environment):
        return False
    # its import takes time that a start without X need not wait for
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        # without the library Qt has no way to that display either
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
