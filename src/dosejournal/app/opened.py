"""One open journal: its lock, its file, its window."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication

from dosejournal.app import summons
from dosejournal.errors import JournalInUseError
from dosejournal.gui.main_window import MainWindow
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.reminding.desktop import Desktop
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.store.database import Database


@dataclass(frozen=True, slots=True)
class Opened:
    """What belongs to one open journal and ends with it."""

    path: Path
    window: MainWindow
    _lock: QLockFile
    _database: Database
    _tasks: Tasks

    @classmethod
    def at(
        cls,
        path: Path,
        app: QApplication,
        preferences: Preferences,
        now: Callable[[], datetime],
        desktop: Desktop | None = None,
    ) -> "Opened":
        """Open the journal at `path` in a window of its own, which is not shown yet.

        Raises:
            CannotOpenError: it is no journal, or another window has it.
            StorageError: the disk refuses.
        """
        # one file has one name here, however it was reached
        path = Path(os.path.realpath(path))
        lock = _lock(path)
        try:
            database = Database(path)
            try:
                tasks = Tasks()
                window = MainWindow(app, Workspace(database, now), tasks, preferences, desktop)
            except BaseException:
                database.close()
                raise
        except BaseException:
            lock.unlock()
            raise
        if lock.isLocked():
            summons.Summons(path, window).came.connect(window.bring_up)
        return cls(path, window, lock, database, tasks)

    def close(self) -> None:
        """Finish what runs, close the file, and let others have it."""
        # who switched journals was asked, and who ended the program from outside cannot be
        self.window.leave()
        self._tasks.close()
        try:
            self._database.close()
        finally:
            self._lock.unlock()
            self.window.deleteLater()


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
