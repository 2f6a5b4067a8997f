"""A few megabytes beside the journal that make room for entries when the disk is full.

A full disk refuses every entry, however small. With the ballast gone there is room again, so that
what was just refused can be saved, and a few things more until the person has made room.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from dosejournal.errors import DiskFullError, ReadOnlyError, StorageError

T = TypeVar("T")

BYTES = 8 * 1024 * 1024
"""What is kept free for entries."""

ROOM_BYTES = 64 * 1024 * 1024
"""What must stay free beside it: on a disk that is nearly full it would do harm."""

_PIECE_BYTES = 256 * 1024
# with less than this, what SQLite calls a failure of the disk is that it is full
_NOTHING_BYTES = 256 * 1024


def place(journal: Path) -> Path:
    """Return where the ballast of a journal lies."""
    return journal.with_name(f"{journal.name}.ballast")


def is_there(journal: Path) -> bool:
    """Say whether a journal has its ballast."""
    return place(journal).exists()


def has_room(journal: Path) -> bool:
    """Say whether there is room enough for a ballast."""
    return _free(journal) >= BYTES + ROOM_BYTES


def is_full(journal: Path) -> bool:
    """Say whether the disk has no room at all, or is gone."""
    return _free(journal) < _NOTHING_BYTES


def make(journal: Path) -> bool:
    """Make the ballast where there is room and none yet; return whether it is there.

    It is written whole and of bytes that no disk can make smaller, or not at all.
    """
    if is_there(journal):
        return True
    growing = place(journal).with_name(f"{place(journal).name}.new")
    try:
        # a kill in the midst of it left a piece, which a full disk needs more than anyone
        growing.unlink(missing_ok=True)
        if not has_room(journal):
            return False
        _write(growing)
        growing.rename(place(journal))
    except OSError:
        # it is a help where it can be, and nothing depends on it
        with suppress(OSError):
            growing.unlink(missing_ok=True)
    return is_there(journal)


def release(journal: Path) -> bool:
    """Give the room of the ballast free; return whether there was one."""
    try:
        place(journal).unlink()
    except OSError:
        return False
    return True


def second_try(
    journal: Path, act: Callable[[], T], tell: Callable[[], object] = lambda: None
) -> T:
    """Return what an act returns; where the disk is full, after the ballast made room for it.

    `tell` is called when it was needed. What fails once more raises as if there were no ballast.
    """
    try:
        return act()
    except StorageError as error:
        if not (_says_full(error, journal) and release(journal)):
            raise
    result = act()
    tell()
    return result


def _says_full(error: StorageError, journal: Path) -> bool:
    if isinstance(error, DiskFullError):
        return True
    # what SQLite needs beside a file that it opens fails without that name
    return not isinstance(error, ReadOnlyError) and is_full(journal)


def _free(journal: Path) -> int:
    try:
        return shutil.disk_usage(journal.parent).free
    except OSError:
        # a drive that is gone has no room
        return 0


def _write(growing: Path) -> None:
    descriptor = os.open(growing, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for _piece in range(BYTES // _PIECE_BYTES):
            file.write(os.urandom(_PIECE_BYTES))
        file.flush()
        os.fsync(file.fileno())
