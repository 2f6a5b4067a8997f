"""What stands before an encrypted journal until somebody has its passphrase."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dosejournal.app import keyrings
from dosejournal.app.claims import Claim
from dosejournal.errors import DamagedJournalError, JournalError, WrongPassphraseError
from dosejournal.gui import saved_files
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.vault.unlock_window import UnlockWindow
from dosejournal.store import connections, files, recovery, refusals, second_opinions, vault
from dosejournal.store.vault import Key


class Gate(QObject):
    """Asks for the passphrase of one journal, and tries it beside the window.

    `unlocked` carries the key, `other_asked` another journal the person wants, `quit_asked` and
    `closed` say what became of its window, `damaged` carries why the file cannot be opened.
    """

    unlocked = Signal(object)
    other_asked = Signal(Path)
    quit_asked = Signal()
    closed = Signal()
    damaged = Signal(str)

    def __init__(self, claim: Claim, leave_text: str = "") -> None:
        super().__init__()
        self.claim = claim
        # the journal is open, and the claim goes with it
        self.has_opened = False
        self._tasks = Tasks()
        self.window = UnlockWindow(
            claim.path.name, has_recovery=recovery.exists(claim.path), leave_text=leave_text
        )
        self.window.passphrase_given.connect(
            lambda typed: self._try(lambda: second_opinions.unlock(claim.path, typed))
        )
        self.window.code_given.connect(
            lambda typed: self._try(lambda: recovery.unlock(claim.path, typed))
        )
        self.window.other_asked.connect(self._ask_for_other)
        self.window.help_asked.connect(self._get_help)
        self.window.quit_asked.connect(self.quit_asked)
        self.window.closed.connect(self.closed)
        claim.called.connect(self.bring_up)

    def look_in_keyring(self, otherwise: Callable[[], None]) -> None:
        """Open with the key that the keyring keeps; call `otherwise` where it keeps none."""
        path = self.claim.path

        def found(key: Key | None) -> None:
            if key is None:
                otherwise()
            else:
                self.unlocked.emit(key)

        # a file that cannot be read is told of where its passphrase is tried
        self._tasks.run(lambda: _kept(path), found, lambda _error: otherwise())

    def bring_up(self) -> None:
        """Show its window in front."""
        self.window.bring_up()

    def close(self) -> None:
        """Take its window away, and let others have a journal that was not opened."""
        self.claim.called.disconnect(self.bring_up)
        self.window.forget()
        self.window.closed.disconnect(self.closed)
        self._tasks.close()
        self.window.close()
        self.window.deleteLater()
        if not self.has_opened:
            self.claim.release()
        self.deleteLater()

    def _get_help(self) -> None:
        # what is seldom asked for costs no time at the start
        from dosejournal.gui.safety.get_help import GetHelpDialog  # noqa: PLC0415

        # whom the person entered is in the journal, and stays there until it is unlocked
        GetHelpDialog(None, self.window).open()

    def _try(self, unlock: Callable[[], Key]) -> None:
        self.window.work()
        path = self.claim.path
        self._tasks.run(lambda: _told(path, unlock), self.unlocked.emit, self._refuse)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, WrongPassphraseError):
            self.window.refuse_wrong(str(error))
        elif isinstance(error, JournalError):
            self.window.refuse(str(error))
            if isinstance(error, DamagedJournalError):
                self.damaged.emit(str(error))
        else:
            raise error

    def _ask_for_other(self) -> None:
        other = saved_files.ask_for_journal(self.window)
        if other is not None:
            self.other_asked.emit(other)


def _kept(path: Path) -> Key | None:
    key = keyrings.find(vault.salt(path))
    # it may be that of a passphrase from before
    return key if key is not None and connections.opens(path, key) else None


def _told(path: Path, unlock: Callable[[], Key]) -> Key:
    # what is gone meanwhile is told as at a start
    files.check(path, reading=True)
    with refusals.told():
        return unlock()
