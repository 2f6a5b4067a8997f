"""A restore that was killed in its last moment: the log it had set aside goes back to its journal.

Only a journal that could not be opened, because its passphrase was not known, still has a log when
a backup takes its place. Without that log it would lack what was recorded last.
"""

import filecmp
import glob
import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from dosejournal.errors import StorageError
from dosejournal.i18n import _
from dosejournal.store import files, refusals

PREFIX = "before-restore-"
"""How the name of a file begins that was set aside."""

_LOG = "-wal"


def asides(path: Path) -> Iterator[Path]:
    """Give the places where the journal at `path` may have been set aside."""
    yield from path.parent.glob(f"{PREFIX}*-{glob.escape(path.name)}")


def mend(path: Path) -> None:
    """Give the journal at `path` its log back, where a kill left it without.

    Nothing is done where it has one, or where the restore came to its end. It comes before
    anything is written to the journal: a log that comes later would undo that.

    Raises:
        ReadOnlyError, StorageError: the log cannot be put back; the journal is not to be written.
    """
    path = Path(os.path.realpath(path))
    own = _log(path)
    if own.exists():
        return
    for aside in asides(path):
        if _log(aside).exists() and path.exists() and _is_same(aside, path):
            with _told(path):
                _put_back(aside, path)
            return


def is_left(aside: Path, path: Path) -> bool:
    """Say whether what was set aside is only a second name of the journal, and its log another."""
    if not aside.samefile(path):
        return False
    log = _log(aside)
    return not log.exists() or (_log(path).exists() and log.samefile(_log(path)))


def _put_back(aside: Path, path: Path) -> None:
    log, own = _log(aside), _log(path)
    try:
        os.link(log, own)
    except FileExistsError:
        # another program does the same just now
        return
    except OSError:
        # a drive without hard links
        growing = own.with_name(f".{own.name}.{os.getpid()}.new")
        shutil.copy2(log, growing)
        growing.rename(own)
    log.unlink()
    # it says where in the log something is, and is made anew
    aside.with_name(f"{aside.name}-shm").unlink(missing_ok=True)
    if aside.samefile(path):
        aside.unlink()


@contextmanager
def _told(path: Path) -> Generator[None]:
    try:
        yield
    except OSError:
        if not files.is_writable(path):
            raise refusals.read_only() from None
        raise StorageError(
            _(
                "A restore of {place} was cut short, and what was recorded last could not be put "
                "back into it, because the disk refuses. Nothing is lost; free some space and try "
                "again."
            ).format(place=path)
        ) from None


def _is_same(aside: Path, path: Path) -> bool:
    return aside.samefile(path) or filecmp.cmp(aside, path, shallow=False)


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}{_LOG}")
