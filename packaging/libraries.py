"""The system libraries Qt loads but does not bring: checked before Qt does.

Qt's own message for a missing one names neither the library nor the package. The lists are what
the shared objects of the PySide6-Essentials wheel need and the wheel does not hold (`readelf -d`
over QtGui, QtWidgets, QtSvg, QtTest and the platform plugins).
"""

import collections
import os
import sys

import environment

Library = collections.namedtuple("Library", "name debian fedora")

# Needed by every Qt program, with or without a screen.
COMMON = (
    Library("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Library("libGL.so.1", "libgl1", "libglvnd-glx"),
    Library("libX11.so.6", "libx11-6", "libX11"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libgthread-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Library("libzstd.so.1", "libzstd1", "libzstd"),
)
XCB = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    Library("libxcb.so.1", "libxcb1", "libxcb"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Library("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
)
WAYLAND = (
    Library("libwayland-client.so.0", "libwayland-client0", "libwayland-client"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),
)

# Started by the tests of notifications.
SESSION_BUS = Library("dbus-daemon", "dbus-daemon", "dbus-daemon")
# Sees which sockets the program asks for.
STRACE = Library("strace", "strace", "strace")


def platforms(variables: dict) -> tuple:
    """Return the Qt platforms that could show a window here, in the order Qt tries them."""
    displays = {"wayland": "WAYLAND_DISPLAY", "wayland-egl": "WAYLAND_DISPLAY", "xcb": "DISPLAY"}
    chosen = variables.get("QT_QPA_PLATFORM") or "wayland;xcb"
    names = [part.split(":")[0].strip() for part in chosen.split(";")]
    # A platform without a display server (offscreen, a frame buffer) is the person's own choice.
    return tuple(name for name in names if name not in displays or variables.get(displays[name]))


def missing(names: tuple) -> tuple:
    """Return the libraries missing for the platform that lacks fewest: one platform suffices."""
    return min((tuple(filter(_is_missing, _needed_by(name))) for name in names), key=len)


def sentence(libraries: tuple) -> str:
    """Return what is missing, and the command that installs it."""
    return (
        f"DoseJournal's window needs system libraries that are missing here "
        f"({', '.join(library.name for library in libraries)}): install them with "
        f"`sudo apt install {' '.join(_packages(libraries, 'debian'))}` on Debian and Ubuntu, or "
        f"`sudo dnf install {' '.join(_packages(libraries, 'fedora'))}` on Fedora."
    )


def require(names: tuple) -> None:
    """Raise unless the libraries are there; root of a Debian system has them installed."""
    if not sys.platform.startswith("linux"):
        return
    absent = missing(names)
    if absent and _may_install():
        _install(_packages(absent, "debian"))
        absent = missing(names)
    if absent:
        raise environment.SetUpError(sentence(absent))


def wish(program: Library) -> None:
    """Have root of a Debian system install a program that some tests start; else say what lacks.

    They are skipped without it, and nothing else needs it.
    """
    import shutil

    if not sys.platform.startswith("linux") or shutil.which(program.name):
        return
    if _may_install():
        _install([program.debian])
    if shutil.which(program.name) is None:
        sys.stderr.write(
            f"Some tests are skipped, because {program.name} is missing here: it is in the "
            f"package {program.debian} on Debian and Ubuntu, and {program.fedora} on Fedora.\n"
        )


def _needed_by(platform: str) -> tuple:
    if platform == "xcb":
        return COMMON + XCB
    return COMMON + WAYLAND if platform.startswith("wayland") else COMMON


def _is_missing(library: Library) -> bool:
    import ctypes

    try:
        ctypes.CDLL(library.name)
    except OSError:
        return True
    return False


def _packages(libraries: tuple, system: str) -> list:
    return list(dict.fromkeys(getattr(library, system) for library in libraries))


def _may_install() -> bool:
    import shutil

    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(packages: list) -> None:
    """Ask Debian for the packages; whether it worked is seen by looking again."""
    import subprocess

    sys.stderr.write("Installing {} …\n".format(" ".join(packages)))
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    for line in (["apt-get", "update"], install):
        finished = subprocess.run(
            line, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        if finished.returncode:
            sys.stderr.write(finished.stdout.decode(errors="replace"))
