"""The folder with the backups of a journal, and what lies in it."""

import errno
import os
import re
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from dosejournal.domain import backup_schedule
from dosejournal.domain.backup_schedule import Name
from dosejournal.errors import DiskFullError, NoJournalError, ReadOnlyError, StorageError
from dosejournal.i18n import _
from dosejournal.store import refusals

_FULL = (errno.ENOSPC, errno.EDQUOT)
_LEFT = re.compile(r"\..+\.(\d+)\.new")


def of(path: Path) -> Path:
    """Return where the backups of the journal at `path` are, or would be."""
    path = Path(os.path.realpath(path))
    # two journals in one folder have backups of their own
    own = f"{path.stem}.backups" if path.suffix == ".db" else f"{path.name}-backups"
    return path.with_name(own)


def ready(path: Path) -> Path:
    """Return the folder for the backups of the journal at `path`, made and swept."""
    folder = of(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    sweep(folder)
    return folder


def names(folder: Path) -> list[Name]:
    """Return the names of the backups in a folder, the newest number first."""
    try:
        found = [backup_schedule.parsed(place.name) for place in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    every = [name for name in found if name is not None]
    return sorted(every, key=lambda name: (name.number, name.at), reverse=True)


def sweep(folder: Path) -> None:
    """Take away what a program that was killed left half-made."""
    # it takes a while to load, and most often there is nothing to sweep
    left = [(place, _LEFT.fullmatch(place.name)) for place in folder.glob(".*.new")]
    for place, found in left:
        if found is not None and not _is_running(int(found[1])):
            with suppress(FileNotFoundError):
                place.unlink()


def disk_time(folder: Path) -> datetime:
    """Return the present moment as the disk tells it, for acts that nobody tells the time."""
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=f".{os.getpid()}.new")
    try:
        return datetime.fromtimestamp(os.fstat(descriptor).st_mtime, UTC)
    finally:
        os.close(descriptor)
        Path(name).unlink()


@contextmanager
def told(folder: Path) -> Generator[None]:
    """Turn what keeps a backup from being written into a sentence about backups."""
    try:
        with refusals.told():
            yield
    except DiskFullError:
        raise _full() from None
    except (ReadOnlyError, NoJournalError, PermissionError, NotADirectoryError, FileExistsError):
        raise ReadOnlyError(
            _(
                "No backup could be made, because nothing can be written at {place}. The journal "
                "and its earlier backups are as they were; check who may write to that folder."
            ).format(place=folder)
        ) from None
    except OSError as error:
        if error.errno in _FULL:
            raise _full() from None
        raise StorageError(
            _(
                "No backup could be made, because the disk refuses. The journal and its earlier "
                "backups are as they were; check that the drive is connected, and try again."
            )
        ) from None


def _full() -> DiskFullError:
    return DiskFullError(
        _(
            "No backup could be made, because the disk is full. The journal and its earlier "
            "backups are as they were; free some space and try again."
        )
    )


def _is_running(process: int) -> bool:
    import psutil

    return bool(psutil.pid_exists(process))
