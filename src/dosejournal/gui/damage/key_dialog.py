"""Asks for the passphrase of a file whose beginning is damaged, and tries it on the rest."""

from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.errors import JournalError
from dosejournal.gui.cards import button, label
from dosejournal.gui.fields import Line
from dosejournal.gui.fitting import fit
from dosejournal.gui.messages import announce
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.vault.secret_field import SecretField
from dosejournal.i18n import _
from dosejournal.store import second_opinions
from dosejournal.store.damaged import Damaged
from dosejournal.store.vault import Key

_WIDTH = 440


class KeyDialog(QDialog):
    """Once it is accepted, `key` is the one that a passphrase gives the file."""

    def __init__(self, damaged: Damaged, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Save what can be read"))
        self._damaged = damaged
        self._tasks = tasks
        self.key: Key | None = None
        self.secret = SecretField(_("Passphrase"))
        self.line = Line()
        self.try_button = button(_("Go on"), "primary")
        self.cancel_button = button(_("Cancel"))
        self.try_button.clicked.connect(self._try)
        self.cancel_button.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        said = _("What is left of the journal is encrypted, and can be read with its passphrase.")
        for part in (label(said), self.secret, self.line):
            layout.addWidget(part)
        layout.addSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.try_button)
        layout.addLayout(row)
        fit(self, _WIDTH)
        self.secret.setFocus()

    def _try(self) -> None:
        typed = self.secret.text()
        if typed and self.try_button.isEnabled():
            self.try_button.setEnabled(False)
            work = partial(second_opinions.key_for, self._damaged.path, typed)
            self._tasks.run(work, self._take, self._refuse)

    def _take(self, key: Key) -> None:
        self.secret.clear()
        self.key = key
        self.accept()

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self.try_button.setEnabled(True)
        self.line.refuse(str(error))
        announce(self, str(error), urgent=True)
        fit(self, _WIDTH)
        self.secret.setFocus()
