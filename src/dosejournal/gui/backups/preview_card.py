"""What the chosen backup holds, or the passphrase that it needs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dosejournal.gui.backups import words
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.entry_details import FactsGrid
from dosejournal.gui.fields import Line
from dosejournal.gui.vault.secret_field import SecretField
from dosejournal.i18n import _
from dosejournal.store.backup_preview import Preview


class PreviewCard(Card):
    """Shows one backup; `passphrase_given` carries what was typed for an encrypted one."""

    passphrase_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What is in it"), parent=parent)
        # whether a passphrase was typed that may prove wrong
        self.is_asking = False
        self.file = label("", "hint")
        self.line = Line(_("Choose a backup to see what is in it."))
        self.facts = FactsGrid()
        self.consequence = label("")
        self.returning = label("")
        self.secret = SecretField(_("Passphrase of that time"))
        self.unlock_button = button(_("Show what is in it"))
        self.asking = QWidget()
        column = QVBoxLayout(self.asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.secret)
        column.addWidget(self.unlock_button)
        for each in (
            self.file,
            self.facts,
            self.consequence,
            self.returning,
            self.line,
            self.asking,
        ):
            self.body.addWidget(each)
        self.unlock_button.clicked.connect(lambda _checked: self._give())
        self.secret.field.returnPressed.connect(self._give)
        self._show_parts(facts=False, asking=False)

    def show_reading(self, name: str) -> None:
        """Say that a backup is being looked at."""
        self.file.setText(name)
        self.line.say(_("The backup is being looked through…"))
        self._show_parts(facts=False, asking=False)

    def show_preview(self, seen: Preview) -> None:
        """Show what a backup holds, and what going back to it would mean."""
        self.is_asking = False
        self.secret.clear()
        self.line.say("")
        self.facts.show_facts(words.facts(seen))
        self.consequence.setText(words.consequence(seen))
        self.returning.setText(words.returning(seen))
        self._show_parts(facts=True, asking=False)
        self.returning.setVisible(bool(self.returning.text()))

    def ask_passphrase(self, sentence: str) -> None:
        """Ask for the passphrase of a backup, and say what is wrong with one that was typed."""
        if sentence:
            self.line.refuse(sentence)
        else:
            self.line.say(
                _(
                    "This backup opens with the passphrase of the time when it was made. If you "
                    "go back to it, the journal has that passphrase again."
                )
            )
        self._show_parts(facts=False, asking=True)
        self.secret.clear()
        self.secret.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why a backup cannot be used."""
        self.is_asking = False
        self.line.refuse(sentence)
        self._show_parts(facts=False, asking=False)

    def _give(self) -> None:
        if self.secret.text():
            self.is_asking = True
            self.passphrase_given.emit(self.secret.text())

    def _show_parts(self, *, facts: bool, asking: bool) -> None:
        self.file.setVisible(bool(self.file.text()))
        for each in (self.facts, self.consequence, self.returning):
            each.setVisible(facts)
        self.asking.setVisible(asking)
