"""What the person is asked before a journal opens, one thing at a time."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from dosejournal.app import displays
from dosejournal.app.beginning import Beginning
from dosejournal.app.claims import Claim
from dosejournal.app.gate import Gate
from dosejournal.app.handed import Handed
from dosejournal.errors import JournalError, NoJournalError
from dosejournal.gui.preferences import Preferences
from dosejournal.i18n import _
from dosejournal.store import vault
from dosejournal.store.vault import Key


class Entrance(QObject):
    """Asks for the passphrase of a journal, or for that of a new one.

    `left` says that the person wants neither, `closed` that the window was only closed,
    `damaged` which journal cannot be opened and why, and `sheet_wanted` that a recovery sheet is
    wanted for the new journal.
    """

    left = Signal()
    closed = Signal()
    damaged = Signal(Path, str)
    sheet_wanted = Signal()

    def __init__(
        self,
        show: Callable[[Claim, Key | None], None],
        open_other: Callable[[Path], None],
        preferences: Preferences,
        locked: Handed | None = None,
    ) -> None:
        """Show a journal that was unlocked, and open another one; both raise JournalError.

        `locked` is what was handed over when a journal was locked.
        """
        super().__init__()
        self._locked = locked
        self._preferences = preferences
        self._show = show
        self._open_other = open_other
        self.waiting: Gate | Beginning | None = None
        # whether the person has seen what is asked; what the keyring answers is not even shown
        self.was_seen = False

    def begin(self, make: Callable[[Key | None], None], window: QWidget | None) -> None:
        """Ask how a new journal shall be protected, over the window of another one.

        Raises:
            NoJournalError: nobody can be asked.
        """
        if window is None and not displays.has_watcher():
            raise NoJournalError(
                _(
                    "There is no journal yet, and nobody can be asked here how it shall be "
                    "protected. Nothing was made; make one with: dosejournal new"
                )
            )
        beginning = Beginning(make, _("Quit") if window is None else _("Cancel"), window)
        beginning.given_up.connect(self.left)
        beginning.sheet_wanted.connect(self.sheet_wanted)
        self.ask(beginning)
        self.was_seen = True
        beginning.dialog.open()

    def stand_before(
        self, claim: Claim, show: Callable[[QWidget], None], leave_text: str = ""
    ) -> None:
        """Ask for the passphrase of a journal, in a window that `show` shows.

        Where the keyring of the system keeps the key, nobody is asked; after a lock it is not
        looked into.

        Raises:
            LockedJournalError: nobody can be asked.
        """
        # a lock never ends the program, whoever sees it
        if self._locked is None and not displays.has_watcher():
            raise vault.asked()
        gate = Gate(claim, leave_text)
        gate.unlocked.connect(lambda key: self._pass(gate, key))
        gate.other_asked.connect(lambda other: self._leave_for(gate, other))
        gate.quit_asked.connect(self.left)
        gate.damaged.connect(lambda sentence: self.damaged.emit(claim.path, sentence))
        gate.closed.connect(self.closed)
        self.ask(gate)
        if self._locked is None and self._preferences.value.keyring == "yes":
            gate.look_in_keyring(lambda: show(gate.window))
        else:
            show(gate.window)

    def stands_before(self, path: Path) -> bool:
        """Say whether it is the passphrase of this journal that is asked for."""
        return isinstance(self.waiting, Gate) and self.waiting.claim.path == path

    def bring_up(self) -> None:
        """Show in front what is asked."""
        if self.waiting is not None:
            self.waiting.bring_up()

    def leave_for(self, other: Path) -> None:
        """Open another journal instead of the one whose passphrase is asked for."""
        if isinstance(self.waiting, Gate):
            self._leave_for(self.waiting, other)

    def draw_attention(self) -> None:
        """Let the task bar tell of the window that asks, where nothing else can."""
        if isinstance(self.waiting, Gate):
            if not self.waiting.window.isVisible():
                self.waiting.window.showMinimized()
            QApplication.alert(self.waiting.window)

    def ask(self, asking: Gate | Beginning | None) -> None:
        """Ask this, and no longer what was asked before."""
        self.was_seen = False
        before, self.waiting = self.waiting, asking
        if before is not None:
            before.close()

    def _pass(self, gate: Gate, key: Key) -> None:
        self.was_seen = gate.window.isVisible()
        # what is out of sight is dressed at once, together with the window that comes
        gate.window.hide()
        gate.has_opened = True
        try:
            self._show(gate.claim, key)
        except JournalError as error:
            gate.has_opened = False
            gate.bring_up()
            gate.window.refuse(str(error))

    def _leave_for(self, gate: Gate, other: Path) -> None:
        try:
            self._open_other(other)
        except JournalError as error:
            gate.window.refuse(str(error))
