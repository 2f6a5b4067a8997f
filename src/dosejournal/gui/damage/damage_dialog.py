"""What is said when a journal is damaged, and the ways on from there."""

from PySide6.QtCore import QLocale, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.gui.cards import button, label
from dosejournal.gui.fitting import fit
from dosejournal.i18n import _
from dosejournal.journal import check_words
from dosejournal.store.damaged import Damaged

_WIDTH = 520


class DamageDialog(QDialog):
    """Says calmly what is damaged; Escape goes on reading, or leaves where nothing is open."""

    restore_wanted = Signal()
    salvage_wanted = Signal()

    def __init__(
        self,
        damaged: Damaged,
        sentence: str = "",
        leave_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("The journal is damaged"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        has_backups = bool(damaged.backups())
        self.restore_button = button(_("Restore a backup…"), "primary" if has_backups else "quiet")
        self.restore_button.setVisible(has_backups)
        self.salvage_button = button(
            _("Save what can be read…"), "quiet" if has_backups else "primary"
        )
        self.leave_button = button(leave_text or _("Go on reading"))
        self.said = label("\n".join(_lines(damaged, sentence)))
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out(_advice(damaged, has_backups=has_backups))
        self.setAccessibleDescription(self.said.text())
        self.restore_button.clicked.connect(lambda: self._answer(self.restore_wanted))
        self.salvage_button.clicked.connect(lambda: self._answer(self.salvage_wanted))
        self.leave_button.clicked.connect(self.reject)
        fit(self, _WIDTH)
        (self.restore_button if has_backups else self.salvage_button).setFocus()

    def _lay_out(self, advice: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addWidget(label(_("The journal is damaged"), "card-title"))
        layout.addWidget(self.said)
        self.advice = label(advice, "hint")
        layout.addWidget(self.advice)
        layout.addSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        row.addWidget(self.salvage_button)
        row.addWidget(self.restore_button)
        layout.addLayout(row)

    def _answer(self, wanted: SignalInstance) -> None:
        self.accept()
        wanted.emit()


def _lines(damaged: Damaged, sentence: str) -> list[str]:
    if sentence:
        return [sentence]
    return check_words.damage(damaged.found, QLocale().toString)


def _advice(damaged: Damaged, *, has_backups: bool) -> str:
    said = [_("Nothing more is written to the file, so nothing gets worse.")]
    if damaged.aside is not None:
        said.append(
            _("A copy of it as it is lies beside it: {name}").format(name=damaged.aside.name)
        )
    if has_backups:
        said.append(
            _(
                "A backup has everything up to the moment it was made. What can be read is "
                "saved into a new journal; the newest backup fills its gaps."
            )
        )
    else:
        said.append(_("There is no backup. What can be read is saved into a new journal."))
    return "\n".join(said)
