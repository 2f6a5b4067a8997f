"""Which file system a path lies on, as this computer tells it."""

import importlib
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

REMOTE = "remote"
"""What a drive of Windows that lies on another computer is called here."""

_MOUNT_INFO = Path("/proc/self/mountinfo")
# a blank, a tab, a newline and the backslash itself stand there as octal numbers
_ESCAPED = re.compile(r"\\([0-7]{3})")
_DRIVE_REMOTE = 4


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system and the folder in which it begins."""

    folder: str
    kind: str


def of_system(mount_info: Path = _MOUNT_INFO, platform: str = sys.platform) -> list[Mount]:
    """Return all mounts, the later ones above those before; none where they cannot be read.

    Linux tells them in a file, which is read within 0.2 ms; to load psutil takes 15 to 30 ms, and
    every start would feel it. Not run on macOS.
    """
    if platform == "linux":
        try:
            lines = os.fsdecode(mount_info.read_bytes()).splitlines()
        except OSError:
            return []
        return [mount for line in lines if (mount := _mount(line)) is not None]
    partitions = importlib.import_module("psutil").disk_partitions(all=True)
    return [Mount(each.mountpoint, each.fstype) for each in partitions]


def kind(path: str, mounts: Iterable[Mount]) -> str:
    """Return the kind of the file system that holds a path; an empty text where none is known."""
    found = Mount("", "")
    for mount in mounts:
        # of two in the same folder the later one hides the other
        if len(mount.folder) >= len(found.folder) and _holds(mount.folder, path):
            found = mount
    return found.kind.lower()


def windows_kind(path: str, libraries: Any = None) -> str:
    r"""Return REMOTE for a path of Windows on another computer, such as \\server\share.

    Only the one drive is asked about: psutil asks for the names of all of them, and waits 20
    seconds and more for each that does not answer. Not run on Windows.
    """
    drive = PureWindowsPath(path).drive
    if drive.startswith("\\\\") and not drive.startswith(("\\\\?\\", "\\\\.\\")):
        return REMOTE
    if drive.upper().startswith("\\\\?\\UNC\\"):
        return REMOTE
    kernel = (libraries or importlib.import_module("ctypes").windll).kernel32
    return REMOTE if kernel.GetDriveTypeW(f"{drive[-2:]}\\") == _DRIVE_REMOTE else ""


def _mount(line: str) -> Mount | None:
    before, dash, after = line.partition(" - ")
    fields, kinds = before.split(" "), after.split(" ")
    if not dash or len(fields) < 5:
        return None
    folder = _ESCAPED.sub(lambda found: chr(int(found[1], 8)), fields[4])
    return Mount(folder, kinds[0])


def _holds(folder: str, path: str) -> bool:
    return PurePosixPath(path).is_relative_to(folder)
