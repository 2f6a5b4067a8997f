"""One open journal: its claim, its file, its window."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from dosejournal.app.another_journal import wants_to_read
from dosejournal.app.claims import Claim
from dosejournal.errors import NewerJournalError, ReadOnlyError
from dosejournal.gui.main_window import MainWindow
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.reminding.desktop import Desktop
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.store import ballast
from dosejournal.store.database import Database
from dosejournal.store.vault import Key


@dataclass(frozen=True, slots=True)
class Opened:
    """What belongs to one open journal and ends with it."""

    claim: Claim
    window: MainWindow
    _database: Database
    _tasks: Tasks

    @classmethod
    def at(
        cls,
        place: tuple[Claim, Key | None],
        app: QApplication,
        preferences: Preferences,
        now: Callable[[], datetime],
        desktop: Desktop | None = None,
    ) -> "Opened":
        """Open a journal that was claimed, with its key, in a window which is not shown yet.

        Where nothing can be written it is opened to be read, and the window says so; one of a
        newer DoseJournal where the person wants it.

        Raises:
            CannotOpenError: it is no journal.
            StorageError: the disk refuses.
        """
        claim, key = place
        database = ballast.second_try(claim.path, lambda: _database(claim.path, key))
        try:
            tasks = Tasks()
            window = MainWindow(app, Workspace(database, now), tasks, preferences, desktop)
        except BaseException:
            database.close()
            raise
        claim.called.connect(window.bring_up)
        return cls(claim, window, database, tasks)

    @property
    def path(self) -> Path:
        """Where the journal is."""
        return self.claim.path

    @property
    def key(self) -> Key | None:
        """What opens the journal; None where everybody can."""
        return self._database.key

    def close(self, patience_seconds: float | None = None) -> None:
        """Finish what runs, close the file, and let others have it.

        What runs longer than so many seconds is left where it is.
        """
        try:
            self.put_away(patience_seconds)
        finally:
            self.claim.release()

    def put_away(self, patience_seconds: float | None = None) -> None:
        """Finish what runs and close the file; nobody else may have it yet."""
        # who switched journals was asked, and who ended the program from outside cannot be
        self.window.leave()
        self._tasks.close(patience_seconds)
        try:
            # who is in a hurry leaves it to the next one: what changed is still to be backed up
            if patience_seconds is None:
                for sentence in self.window.backups.make_at_close():
                    sys.stderr.write(f"{sentence}\n")
            self._database.close()
        finally:
            self.window.deleteLater()


def _database(path: Path, key: Key | None) -> Database:
    try:
        return Database(path, key)
    except ReadOnlyError:
        return Database(path, key, only_read=True)
    except NewerJournalError as error:
        if not wants_to_read(str(error)):
            raise
    return Database(path, key, only_read=True)
