"""A damaged file set aside, byte by byte, before anything is done about it."""

import errno
import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from dosejournal.domain import backup_schedule
from dosejournal.errors import DiskFullError, StorageError
from dosejournal.i18n import _

_COMPANIONS = ("", "-wal", "-journal")
_PIECE = 1024 * 1024


def set_aside(path: Path, now: datetime) -> Path:
    """Return a private copy of the file at `path`, with the log beside it; one is enough.

    Raises:
        StorageError: there is no room for it, or the disk refuses.
    """
    try:
        digest = _digest(path)
        known = path.parent.glob(f"{_stem(path)}.damaged-*")
        same = (
            place
            for place in known
            if place.stat().st_size == path.stat().st_size and _digest(place) == digest
        )
        found = next(same, None)
        return _copied(path, now) if found is None else found
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFullError(
                _(
                    "There is no room on the disk for a copy of the damaged journal. It was not "
                    "changed; free some space, and check the journal again."
                )
            ) from None
        raise StorageError(
            _(
                "The damaged journal could not be copied. It was not changed; check the disk, "
                "and copy the file by hand before anything else is done."
            )
        ) from None


def _copied(path: Path, now: datetime) -> Path:
    suffix = path.name.removeprefix(_stem(path))
    aside = path.with_name(f"{_stem(path)}.damaged-{backup_schedule.stamp(now)}{suffix}")
    for end in _COMPANIONS:
        source = Path(f"{path}{end}")
        if source.exists():
            _copy(source, Path(f"{aside}{end}"))
    return aside


def _copy(source: Path, target: Path) -> None:
    how = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(target, how, 0o600), "wb") as file:
            for piece in _pieces(source):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        # half a copy must not be taken for one
        target.unlink(missing_ok=True)
        raise


def _digest(path: Path) -> bytes:
    digest = hashlib.sha256()
    for piece in _pieces(path):
        digest.update(piece)
    return digest.digest()


def _pieces(path: Path) -> Iterator[bytes]:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        while piece := os.read(descriptor, _PIECE):
            yield piece
    finally:
        # where closing it would take the locks from whoever in this process has the file open, it
        # is left to the end of the process: https://www.sqlite.org/howtocorrupt.html, 2.2
        if os.name != "posix":
            os.close(descriptor)


def _stem(path: Path) -> str:
    return path.stem if path.suffix == ".db" else path.name
