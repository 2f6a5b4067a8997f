"""The passphrase and the lock, as the Settings page has them."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from dosejournal.gui.cards import Card, FlowLayout, button, label
from dosejournal.gui.fields import Field, WheelGuard
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.vault.custody import Custody
from dosejournal.gui.vault.passphrase_dialog import PassphraseDialog, RemovalDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _, ngettext

_CONTROL_WIDTH = 240
_MINUTES = ("0", "1", "2", "5", "10", "15", "30")


class VaultCard(Card):
    """Says whether the journal is encrypted, changes that, and when it is locked."""

    def __init__(
        self,
        workspace: Workspace,
        preferences: Preferences,
        custody: Custody,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Passphrase and lock"), parent=parent)
        self._workspace = workspace
        self._preferences = preferences
        self._custody = custody
        self.body.setSpacing(16)
        self.state_label = label(_state(workspace.is_encrypted))
        self.set_button = button(_("Set a passphrase…"))
        self.change_button = button(_("Change the passphrase…"))
        self.sheet_button = button(_("Recovery sheet…"))
        self.remove_button = button(_("Remove the passphrase…"), "danger")
        self.body.addWidget(self.state_label)
        self.body.addWidget(self._acts())
        self.body.addWidget(
            label(
                _(
                    "For a new passphrase the journal is closed for a moment. What is filled in "
                    "and not recorded is asked about first."
                ),
                "hint",
            )
        )
        self.after = _combo()
        self.with_screen = QCheckBox(_("Lock when the screen is locked"))
        self.suspend = QCheckBox(_("Lock before the computer sleeps"))
        self.keyring = QCheckBox(_("Remember on this computer"))
        self.keyring_label = label("", "hint")
        self._locking = QWidget()
        self._add_locking()
        self.set_button.clicked.connect(self._ask_for_passphrase)
        self.change_button.clicked.connect(self._ask_for_passphrase)
        self.remove_button.clicked.connect(self._ask_to_remove)
        self.sheet_button.clicked.connect(custody.offer_sheet)
        preferences.changed.connect(self._show)
        self._show()
        if workspace.is_encrypted:
            custody.ask_keyring(self._tell_keyring)

    def _acts(self) -> QWidget:
        made = QWidget()
        flow = FlowLayout(made)
        is_encrypted = self._workspace.is_encrypted
        for each, is_there in (
            (self.set_button, not is_encrypted),
            (self.change_button, is_encrypted),
            (self.sheet_button, is_encrypted),
            (self.remove_button, is_encrypted),
        ):
            if is_there:
                flow.addWidget(each)
        return made

    def _add_locking(self) -> None:
        column = QVBoxLayout(self._locking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        after_hint = _("A lock closes the journal, and its passphrase opens it again.")
        column.addWidget(Field(_("Lock when nobody uses the program"), self.after, after_hint))
        column.addWidget(self.with_screen)
        column.addWidget(self.suspend)
        column.addWidget(label(_known_while_locked(), "hint"))
        column.addWidget(self.keyring)
        column.addWidget(self.keyring_label)
        self.body.addWidget(self._locking)
        self._locking.setVisible(self._workspace.is_encrypted)
        self.keyring.setEnabled(False)
        self.after.activated.connect(
            lambda _index: self._preferences.set(lock_after_minutes=self.after.currentData())
        )
        prefer = self._preferences.set
        self.with_screen.clicked.connect(lambda on: prefer(lock_with_screen=_word(on)))
        self.suspend.clicked.connect(lambda on: prefer(lock_on_suspend=_word(on)))
        self.keyring.clicked.connect(self._use_keyring)

    def _show(self) -> None:
        preferred = self._preferences.value
        self.after.setCurrentIndex(self.after.findData(preferred.lock_after_minutes))
        self.with_screen.setChecked(preferred.lock_with_screen == "yes")
        self.suspend.setChecked(preferred.lock_on_suspend == "yes")

    def _ask_for_passphrase(self) -> None:
        dialog = PassphraseDialog(
            is_change=self._workspace.is_encrypted,
            has_sheet=self._custody.has_sheet,
            n_backups=self._custody.n_backups,
            n_plain=self._custody.n_plain_backups,
            parent=self,
        )
        dialog.chosen.connect(self._custody.give)
        dialog.open()

    def _ask_to_remove(self) -> None:
        dialog = RemovalDialog(self)
        dialog.accepted.connect(self._custody.take)
        dialog.open()

    def _use_keyring(self, on: bool) -> None:
        self.keyring.setEnabled(False)
        self._custody.use_keyring(on, self._tell_keyring)

    def _tell_keyring(self, trouble: str, is_kept: bool) -> None:
        # what is kept there can always be taken out
        self.keyring.setEnabled(is_kept or not trouble)
        self.keyring.setChecked(is_kept)
        self.keyring_label.setText(trouble or _what_the_keyring_keeps())
        self.keyring.setAccessibleDescription(self.keyring_label.text())


def _combo() -> QComboBox:
    made = QComboBox()
    WheelGuard(made)
    made.setMaximumWidth(_CONTROL_WIDTH)
    for minutes in _MINUTES:
        n = int(minutes)
        word = ngettext("After {n} minute", "After {n} minutes", n).format(n=n)
        made.addItem(word if n else _("Never"), minutes)
    return made


def _word(on: bool) -> str:
    return "yes" if on else "no"


def _state(is_encrypted: bool) -> str:
    if is_encrypted:
        return _("This journal is encrypted. Nobody can read it without its passphrase.")
    return _(
        "This journal is not encrypted: anybody who can read this computer’s files can read it."
    )


def _known_while_locked() -> str:
    return _(
        "While it is locked, the program knows when the next reminders are due, and whether each "
        "is of a check-in or of a planned entry; that is in memory only. After a restart it knows "
        "nothing until you unlock."
    )


def _what_the_keyring_keeps() -> str:
    return _(
        "The keyring of your system then keeps the key of the journal, never the passphrase, and "
        "DoseJournal opens without asking when it starts. After a lock it asks all the same."
    )
