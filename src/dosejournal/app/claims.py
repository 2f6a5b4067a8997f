"""Who has a journal: one window at a time, whether it is locked or not."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

from dosejournal.app.summons import Summons
from dosejournal.errors import JournalInUseError
from dosejournal.i18n import _


class Claim(QObject):
    """Keeps a journal for this program until it is released.

    `called` says that the program was started once more with the journal.
    """

    called = Signal()

    def __init__(self, path: Path) -> None:
        """Claim the journal at `path`, by whatever name it comes.

        Raises:
            JournalInUseError: another window has it.
        """
        super().__init__()
        # one file has one name here, however it was reached
        self.path = Path(os.path.realpath(path))
        self._lock = _lock(self.path)
        if self._lock.isLocked():
            Summons(self.path, self).came.connect(self.called)

    def release(self) -> None:
        """Let others have it."""
        self._lock.unlock()
        self.deleteLater()


@contextmanager
def claimed(path: Path) -> Generator[Claim]:
    """Give a claim, which is released when what follows fails; raises as `Claim` does."""
    claim = Claim(path)
    try:
        yield claim
    except BaseException:
        claim.release()
        raise


def _lock(path: Path) -> QLockFile:
    lock = QLockFile(f"{path}.lock")
    # however long the window stays open, the lock does not grow old; that of a process that
    # was killed is recognised as such
    lock.setStaleLockTime(0)
    # where no lock can be made, the database says why: no folder, or a read-only one
    if (
        path.exists()
        and not lock.tryLock(0)
        and lock.error() == QLockFile.LockError.LockFailedError
    ):
        raise JournalInUseError(
            _(
                "This journal is open in another window already, or in the tray. Nothing was "
                "changed; go on in that window, or quit it first."
            )
        )
    return lock
