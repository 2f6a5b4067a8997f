"""The life of the program: it starts, opens a journal, perhaps another one, and ends."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from dosejournal import paths
from dosejournal.app import desktop, displays, plain_files, summons
from dosejournal.app.another_journal import way_on
from dosejournal.app.claims import Claim, claimed
from dosejournal.app.custodian import Custodian
from dosejournal.app.entrance import Entrance
from dosejournal.app.handed import Handed
from dosejournal.app.locked_notices import LockedNotices
from dosejournal.app.locking import Lock
from dosejournal.app.opened import Opened
from dosejournal.app.tray import Tray, drawing
from dosejournal.errors import (
    DamagedJournalError,
    JournalError,
    JournalInUseError,
    WrongPassphraseError,
)
from dosejournal.gui import theme
from dosejournal.gui.main_window import MainWindow
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.safety.first_reading import FirstReading
from dosejournal.i18n import _
from dosejournal.journal import information
from dosejournal.store import files, second_opinions, vault
from dosejournal.store.database import Database
from dosejournal.store.vault import Key

_CLOSED = 0
_REFUSED = 1


class Program:
    """Holds the one journal that is open, and opens another one in its place when asked.

    Without its window it goes on in the tray, where there is one.
    """

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences,
        now: Callable[[], datetime],
        tray: Tray | None = None,
        locked: Handed | None = None,
    ) -> None:
        """Begin with nothing open; `locked` is what was handed over when a journal was locked."""
        self._app = app
        self._preferences = preferences
        self._now = now
        self._in_tray = False
        self._locked = locked
        self._wanted: Callable[[MainWindow], None] = MainWindow.show
        self.opened: Opened | None = None
        self.is_handed_over = False
        self.lock = Lock(app, preferences, self._let_go)
        self.custodian = Custodian(preferences, now, self._put_away, self._show)
        self.entrance = Entrance(self._show, self.open, preferences, locked)
        self.entrance.sheet_wanted.connect(self.custodian.offer_sheet)
        self.entrance.left.connect(self._leave)
        self.entrance.damaged.connect(self._help)
        self.entrance.closed.connect(self._close_entrance)
        self.tray = tray or Tray()
        self.tray.window_asked.connect(lambda: self._with_window(MainWindow.bring_up))
        self.tray.check_in_asked.connect(lambda: self._with_window(MainWindow.check_in))
        self.tray.quit_asked.connect(self._quit)
        self._notifier = desktop.notifier(self.tray)
        self.notices = LockedNotices(self._notifier, now)
        self.notices.wanted.connect(self.entrance.bring_up)
        self.notices.unheard.connect(self.entrance.draw_attention)
        # a dialog that is closed while the window is out of sight is not the end
        app.setQuitOnLastWindowClosed(False)
        theme.follow(app, preferences)

    def start(
        self, journal: Path | None, in_tray: bool = False, passphrase: str | None = None
    ) -> bool:
        """Open the first journal; without a path the usual one, made when there is none.

        In the tray, the window stays out of sight until it is asked for.
        Returns False when none was opened, nor the person is asked how; they have been told why,
        or see the window that has the journal open already.
        """
        path = paths.default_journal() if journal is None else journal
        make = journal is None and not path.exists()
        self._in_tray = in_tray
        while True:
            try:
                self.begin(path) if make else self.open(path, passphrase)
            except JournalError as error:
                if isinstance(error, JournalInUseError) and self._hand_over(path):
                    return False
                other = self._ask_for_another(path, error)
            else:
                return True
            if other is None:
                return False
            path, make, passphrase = other, False, None

    def begin(self, path: Path) -> None:
        """Ask how a new journal shall be protected, then make it and open it.

        Raises:
            CannotOpenError: there is a file already, or no place for one.
        """
        if path != paths.default_journal():
            files.check_free(path)
        window = None if self.opened is None else self.opened.window
        self.entrance.begin(lambda key: self.create(path, key), window)

    def create(self, path: Path, key: Key | None = None) -> None:
        """Make a new journal and open it; raises as `Database.create` and `open` do."""
        Database.create(
            path,
            lambda session: information.begin(session, self._now()),
            key=key,
            make_folder=path == paths.default_journal(),
        )
        with claimed(path) as claim:
            self._show(claim, key)

    def open(self, path: Path, passphrase: str | None = None) -> None:
        """Open a journal in place of the one before, which stays when this fails.

        One that is encrypted and came without its passphrase is opened once that is typed.
        """
        real = Path(os.path.realpath(path))
        if self.opened is not None and self.opened.path == real:
            return
        if self.entrance.stands_before(real):
            self.entrance.bring_up()
            return
        with claimed(path) as claim:
            files.check(path, reading=True)
            if not vault.is_sealed(path):
                plain_files.check(claim.path)
                self._show(claim, None)
            elif passphrase is not None:
                self._show(claim, second_opinions.unlock(path, passphrase))
            elif self.opened is None:
                self.entrance.stand_before(claim, self._ask_passphrase)
            else:
                self.entrance.stand_before(claim, QWidget.show, _("Cancel"))

    def _show(self, claim: Claim, key: Key | None) -> None:
        """Show a journal in place of the one before, and of what was asked before that."""
        before = self.opened
        with theme.dressed_last(self._app):
            around = desktop.around(claim.path, self._notifier, self.tray, self.custodian)
            place = (claim, key)
            self.opened = Opened.at(place, self._app, self._preferences, self._now, around)
        plain_files.remember(claim.path, key)
        window = self.opened.window
        window.closed.connect(lambda: self._end(window))
        FirstReading(window, self._preferences)
        refuse = window.messages.show_error
        window.open_asked.connect(lambda other: self._try(self.open, other, refuse))
        window.new_asked.connect(lambda other: self._try(self.begin, _as_journal(other), refuse))
        window.backups.restore_asked.connect(self.custodian.restore)
        wanted, self._wanted = self._wanted, MainWindow.show
        if before is None and not self.entrance.was_seen:
            self._bring(window)
        else:
            wanted(window)
        # one that was started in the tray goes back there
        window.stays_in_tray = self._in_tray and self.tray.is_shown
        self.entrance.ask(None)
        self._guard()
        if before is not None:
            before.close()

    def _leave(self) -> None:
        """Go on without an answer: with the journal that is open, or not at all."""
        if self.opened is None:
            self._app.exit()
        else:
            self.entrance.ask(None)

    def _close_entrance(self) -> None:
        in_tray = self._in_tray or self._preferences.value.close_to_tray == "yes"
        # it waits there as the window of the journal would
        if self.opened is not None or not (in_tray and self.tray.is_shown):
            self._leave()

    def show_icon(self) -> None:
        """Show the program's drawing in the tray and in the frame of the window."""
        self._app.setWindowIcon(drawing())
        self.tray.show()

    def close(self) -> int:
        """Close the journal; return the exit code."""
        self.entrance.ask(None)
        opened, self.opened = self.opened, None
        self._guard()
        self.custodian.close()
        self.tray.hide()
        try:
            if opened is not None:
                opened.close()
        except JournalError as error:
            sys.stderr.write(f"{error}\n")
            return _REFUSED
        finally:
            self._notifier.close()
        return _CLOSED

    def _put_away(self) -> None:
        """Close the journal, which nobody else may have yet."""
        opened, self.opened = self.opened, None
        self._guard()
        if opened is not None:
            opened.put_away()

    def _guard(self) -> None:
        self.notices.end()
        self.lock.guard(self.opened)
        self.custodian.guard(self.opened)

    def _let_go(self) -> None:
        """Hold nothing any more: the process is about to be replaced."""
        self.opened = None
        self.tray.hide()
        self._notifier.close()

    def _hand_over(self, path: Path) -> bool:
        """Leave it to who has the journal open; a start in the tray asks for no window."""
        path = Path(os.path.realpath(path))
        here = summons.is_here(path)
        self.is_handed_over = here and (self._in_tray or summons.call(path))
        return self.is_handed_over

    def _ask_passphrase(self, window: QWidget) -> None:
        self._bring(window)
        if self._locked is not None:
            self.notices.begin(self._locked.moments)
        elif self._in_tray:
            self.notices.tell_locked()

    def _bring(self, window: QWidget) -> None:
        """Show the first window, or let it wait in the tray."""
        if not self._in_tray:
            minimized = self._locked is not None and self._locked.was_minimized
            window.showMinimized() if minimized else window.show()
            return
        self.tray.show()
        # where nobody would find it, it shows itself as little as it can
        if not self.tray.is_shown:
            window.showMinimized()

    def _with_window(self, act: Callable[[MainWindow], None]) -> None:
        if self.opened is not None:
            act(self.opened.window)
        else:
            self._wanted = act
            self.entrance.bring_up()

    def _quit(self) -> None:
        if self.opened is None:
            self._app.exit()
        else:
            self.opened.window.quit()

    def _end(self, window: MainWindow) -> None:
        # one that gave way to another journal is closed as well
        if self.opened is not None and self.opened.window is window:
            self._app.exit()

    def _try(self, act: Callable[[Path], None], path: Path, refuse: Callable[[str], None]) -> None:
        try:
            act(path)
        except JournalError as error:
            refuse(str(error))

    def _ask_for_another(self, path: Path, error: JournalError) -> Path | None:
        sys.stderr.write(f"{error}\n")
        # who gave a passphrase by a file reads it where it was said; without a screen nobody could
        # answer
        if isinstance(error, WrongPassphraseError) or not displays.has_watcher():
            return None
        return way_on(path, error, self._now)

    def _help(self, path: Path, sentence: str) -> None:
        other = way_on(path, DamagedJournalError(sentence), self._now)
        if other is not None:
            self.entrance.leave_for(other)


def _as_journal(path: Path) -> Path:
    return path if path.suffix else path.with_suffix(".db")
