"""What stands before an encrypted journal until somebody has its passphrase."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dosejournal.app.claims import Claim
from dosejournal.errors import JournalError, WrongPassphraseError
from dosejournal.gui import saved_files
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.vault.unlock_window import UnlockWindow
from dosejournal.store import files, recovery, refusals, second_opinions
from dosejournal.store.vault import Key


class Gate(QObject):
    """Asks for the passphrase of one journal, and tries it beside the window.

    `unlocked` carries the key, `other_asked` another journal the person wants, `quit_asked` and
    `closed` say what became of its window.
    """

    unlocked = Signal(object)
    other_asked = Signal(Path)
    quit_asked = Signal()
    closed = Signal()

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
        self.window.quit_asked.connect(self.quit_asked)
        self.window.closed.connect(self.closed)
        claim.called.connect(self.bring_up)

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

    def _try(self, unlock: Callable[[], Key]) -> None:
        self.window.work()
        path = self.claim.path
        self._tasks.run(lambda: _told(path, unlock), self.unlocked.emit, self._refuse)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, WrongPassphraseError):
            self.window.refuse_wrong(str(error))
        elif isinstance(error, JournalError):
            self.window.refuse(str(error))
        else:
            raise error

    def _ask_for_other(self) -> None:
        other = saved_files.ask_for_journal(self.window)
        if other is not None:
            self.other_asked.emit(other)


def _told(path: Path, unlock: Callable[[], Key]) -> Key:
    # what is gone meanwhile is told as at a start
    files.check(path, reading=True)
    with refusals.told():
        return unlock()
