"""Setting a passphrase, changing it, and removing it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.errors import InputError
from dosejournal.gui.cards import button, label
from dosejournal.gui.fields import Line
from dosejournal.gui.fitting import fit
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.vault.beginning_dialog import lost_passphrase
from dosejournal.gui.vault.custody import Wishes
from dosejournal.gui.vault.new_passphrase import NewPassphrase
from dosejournal.i18n import _, ngettext

_WIDTH = 520


class PassphraseDialog(QDialog):
    """Asks for the new passphrase of the open journal; `chosen` carries it, and what follows."""

    chosen = Signal(str, Wishes)

    def __init__(
        self,
        *,
        is_change: bool,
        has_sheet: bool,
        n_backups: int,
        n_plain: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        title = _("Change the passphrase") if is_change else _("Set a passphrase")
        self.setWindowTitle(title)
        self._tasks = Tasks(self)
        self.passphrase = NewPassphrase(self._tasks)
        self.sheet = QCheckBox(_("Then make a new recovery sheet"))
        self.sheet.setChecked(has_sheet or not is_change)
        self.backups = QCheckBox(
            ngettext("Delete the {n} old backup", "Delete the {n} old backups", n_backups).format(
                n=n_backups
            )
        )
        self.line = Line()
        self.set_button = button(title, "primary")
        self.cancel_button = button(_("Cancel"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(title, "headline"))
        layout.addWidget(self.passphrase)
        layout.addWidget(label(lost_passphrase(), "hint"))
        layout.addWidget(self.sheet)
        if has_sheet:
            layout.addWidget(label(_("The recovery sheet of before is void then."), "hint"))
        if n_backups:
            layout.addWidget(label(_old_backups(n_backups, n_plain), "hint"))
            layout.addWidget(self.backups)
            layout.addWidget(label(_copies_elsewhere(), "hint"))
        layout.addWidget(self.line)
        layout.addLayout(_buttons(self.cancel_button, self.set_button))
        self.set_button.clicked.connect(self._choose)
        self.cancel_button.clicked.connect(self.reject)
        self.passphrase.edited.connect(lambda: self._say(self.line.say, ""))
        self.passphrase.advised.connect(lambda: fit(self, _WIDTH))
        self.finished.connect(self._forget)
        self.passphrase.setFocus()
        fit(self, _WIDTH)

    def _say(self, tell: Callable[[str], None], sentence: str) -> None:
        tell(sentence)
        fit(self, _WIDTH)

    def _choose(self) -> None:
        try:
            chosen = self.passphrase.chosen()
        except InputError as error:
            self._say(self.line.refuse, str(error))
            return
        wishes = Wishes(self.sheet.isChecked(), self.backups.isChecked())
        self.accept()
        self.chosen.emit(chosen, wishes)

    def _forget(self) -> None:
        self.passphrase.clear()
        self._tasks.close()
        self.deleteLater()


class RemovalDialog(QDialog):
    """Asks whether the passphrase shall really go; `accepted` says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Remove the passphrase"))
        self.setMinimumWidth(_WIDTH)
        self.keep_button = button(_("Keep it"), "primary")
        self.remove_button = button(_("Remove the passphrase"), "danger")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(_("Remove the passphrase?"), "headline"))
        layout.addWidget(
            label(_("Anybody who can read this computer’s files can then read your journal."))
        )
        layout.addWidget(
            label(
                _(
                    "A recovery sheet is void then, and the journal can no longer be locked. "
                    "Backups made before keep the passphrase."
                ),
                "hint",
            )
        )
        layout.addSpacing(8)
        layout.addLayout(_buttons(self.remove_button, self.keep_button))
        self.remove_button.clicked.connect(self.accept)
        self.keep_button.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.keep_button.setFocus()


def _old_backups(number: int, n_plain: int) -> str:
    if not n_plain:
        return _(
            "Backups made before keep the passphrase of their time: they open with it, and not "
            "with the new one."
        )
    if n_plain == number:
        return _("Backups made before have no passphrase: anybody can read them.")
    return ngettext(
        "{n} of the backups made before has no passphrase: anybody can read it. The others keep "
        "the passphrase of their time.",
        "{n} of the backups made before have no passphrase: anybody can read them. The others "
        "keep the passphrase of their time.",
        n_plain,
    ).format(n=n_plain)


def _copies_elsewhere() -> str:
    return _(
        "Copies in a second folder go with them when it is reached for the next backup. Files "
        "that were set aside beside the journal stay: delete them yourself when you no longer "
        "need them."
    )


def _buttons(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    for each in widgets:
        row.addWidget(each)
    return row
