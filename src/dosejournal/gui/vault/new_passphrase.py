"""Choosing a passphrase: typed twice, with advice while it is typed."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from dosejournal.domain import passphrases
from dosejournal.domain.passphrases import Advice
from dosejournal.errors import InputError
from dosejournal.gui.cards import label
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.vault.secret_field import SecretField
from dosejournal.i18n import _

_PAUSE_MS = 150
_BEST_SCORE = 4
_BAR_WIDTH = 160


class NewPassphrase(QWidget):
    """Two fields and a line of advice, which never keeps anybody from going on.

    `edited` tells that something else is typed now, `advised` that the advice is another one.
    """

    edited = Signal()
    advised = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._asked_about: str | None = None
        self.first = SecretField(_("Passphrase"))
        self.again = SecretField(_("The same once more"))
        self.shown = QCheckBox(_("Show what I type"))
        self.bar = QProgressBar()
        self.advice_label = label("", "hint")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._lay_out()
        for field in (self.first, self.again):
            self.shown.toggled.connect(field.show_typed)
            field.edited.connect(self.edited)
        self.first.edited.connect(self._pause.start)
        self.setFocusProxy(self.first)
        self._show(passphrases.advice(""))

    def _lay_out(self) -> None:
        self.bar.setRange(0, _BEST_SCORE)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR_WIDTH)
        self.bar.setAccessibleName(_("How well it protects"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.first)
        layout.addWidget(self.bar)
        layout.addWidget(self.advice_label)
        layout.addWidget(self.again)
        layout.addWidget(self.shown)

    def chosen(self) -> str:
        """Return the passphrase.

        Raises:
            InputError: it may not be one, or the two fields hold different texts.
        """
        chosen = passphrases.checked(self.first.text())
        if passphrases.meant(self.again.text()) != chosen:
            raise InputError(
                _(
                    "The two fields hold different passphrases. Nothing was changed; "
                    "type the same in both."
                )
            )
        return chosen

    def clear(self) -> None:
        """Forget what is typed."""
        self.first.clear()
        self.again.clear()

    def _ask(self) -> None:
        typed = self.first.text()
        if not typed:
            self._show(passphrases.advice(""))
            return
        # its word lists take a moment to load, and a long text a moment to look through
        waits, self._asked_about = self._asked_about is not None, typed
        if not waits:
            self._tasks.run(lambda: passphrases.advice(typed), self._take, _fail)

    def _take(self, advice: Advice) -> None:
        if not isValid(self):
            return  # it came after the dialog had gone
        asked, self._asked_about = self._asked_about, None
        self._show(advice)
        if asked != self.first.text():
            self._pause.start()

    def _show(self, advice: Advice) -> None:
        self.bar.setValue(advice.score)
        self.advice_label.setText(advice.sentence)
        self.first.field.setAccessibleDescription(advice.sentence)
        self.advised.emit()


def _fail(error: Exception) -> None:
    raise error
