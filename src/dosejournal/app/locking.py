"""Locking: what is being written is kept, the file closed, and the process replaced."""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from dosejournal.app import replacement
from dosejournal.app.handed import Handed, Moment
from dosejournal.app.lock_watch import LockWatch, Occasions
from dosejournal.app.opened import Opened
from dosejournal.domain.reminders import OccasionKind
from dosejournal.errors import JournalError
from dosejournal.gui import clipboard
from dosejournal.gui.drafts.drafting import Drafting
from dosejournal.gui.main_window import MainWindow
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import reminders
from dosejournal.settings import Settings

# an export that is half-way leaves no file under its own name, so nothing need wait for it
_PATIENCE_SECONDS = 0.2
_REMINDED_FOR = timedelta(days=14)


def occasions(preferred: Settings) -> Occasions:
    """Return at what a person wants the journal locked."""
    return Occasions(
        idle_minutes=int(preferred.lock_after_minutes),
        on_screen_lock=preferred.lock_with_screen == "yes",
        on_suspend=preferred.lock_on_suspend == "yes",
    )


class Lock(QObject):
    """Locks the journal that it guards: when it is asked to, and when the person has gone."""

    def __init__(
        self, app: QApplication, preferences: Preferences, let_go: Callable[[], None]
    ) -> None:
        """Call `let_go` to take back what is shown outside the windows."""
        super().__init__()
        self._app = app
        self._let_go = let_go
        self._opened: Opened | None = None
        self.watch = LockWatch(app, occasions(preferences.value))
        self.watch.due.connect(self.lock)
        preferences.changed.connect(lambda value: self.watch.configure(occasions(value)))

    def guard(self, opened: Opened | None) -> None:
        """Lock this journal from now on; one without a passphrase cannot be locked."""
        self._opened = None if opened is None or opened.key is None else opened
        if self._opened is None:
            self.watch.stop()
            return
        self._opened.window.menus.lock_asked.connect(self.lock)
        self.watch.start()

    def lock(self) -> None:
        """Put the journal away and become a program that asks for its passphrase."""
        opened = self._opened
        if opened is None or not _drafts_are_kept(opened.window):
            # what is being written would be lost: that was told, and is tried again at the next
            # occasion
            return
        self._opened = None
        window = opened.window
        in_tray = not window.isVisible()
        what = Handed(window.isMinimized(), _moments(window.workspace))
        # before anything that takes time; dialogs go with their windows
        for each in self._app.topLevelWidgets():
            each.hide()
        clipboard.forget_secret()
        self._let_go()
        _put_away(opened)
        replacement.replace(replacement.command(opened.path, in_tray=in_tray), what)


def _drafts_are_kept(window: MainWindow) -> bool:
    window.save_drafts_now()
    return all(each.is_kept for each in window.findChildren(Drafting))


def _moments(workspace: Workspace) -> tuple[Moment, ...]:
    """Return when to remind while the journal is locked, and nothing else of it."""
    found = workspace.attend(_coming, workspace)
    return tuple(found or ())


def _coming(workspace: Workspace) -> list[tuple[datetime, OccasionKind]]:
    return workspace.read(reminders.coming, workspace.now(), _REMINDED_FOR)


def _put_away(opened: Opened) -> None:
    try:
        opened.close(_PATIENCE_SECONDS)
    except JournalError:
        # all that was recorded is in the file, and the next start tells what is wrong with it
        return
    except Exception as fault:  # noqa: BLE001 - it is noted, and what is readable goes all the same
        sys.excepthook(type(fault), fault, fault.__traceback__)
