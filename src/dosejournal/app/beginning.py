"""A new journal: made once the person has said how it shall be protected."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dosejournal.errors import JournalError
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.vault.beginning_dialog import BeginningDialog
from dosejournal.store import vault
from dosejournal.store.vault import Key


class Beginning(QObject):
    """Asks, and calls `make` with the key, or with None where no passphrase is wanted.

    What `make` refuses is said in the dialog. `sheet_wanted` says that a recovery sheet shall
    follow, `given_up` that nothing was made.
    """

    sheet_wanted = Signal()
    given_up = Signal()

    def __init__(
        self,
        make: Callable[[Key | None], None],
        leave_text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._make = make
        self._tasks = Tasks()
        self.dialog = BeginningDialog(self._tasks, leave_text, parent)
        self.dialog.passphrase_chosen.connect(self._derive)
        self.dialog.plain_chosen.connect(lambda: self._finish(None))
        self.dialog.rejected.connect(self.given_up)

    def bring_up(self) -> None:
        """Show the dialog in front."""
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def close(self) -> None:
        """Take the dialog away."""
        self.dialog.rejected.disconnect(self.given_up)
        self.dialog.passphrase.clear()
        self._tasks.close()
        self.dialog.close()
        self.dialog.deleteLater()
        self.deleteLater()

    def _derive(self, passphrase: str) -> None:
        self.dialog.work()
        self._tasks.run(lambda: vault.new_key(passphrase), self._finish, self._refuse)

    def _finish(self, key: Key | None) -> None:
        try:
            self._make(key)
        except JournalError as error:
            self._refuse(error)
            return
        if key is not None and self.dialog.sheet.isChecked():
            self.sheet_wanted.emit()

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self.dialog.refuse(str(error))
