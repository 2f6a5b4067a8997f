"""Asks whether an unusual value is right; keeping it is one key, and nothing is refused."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain import vitals
from dosejournal.domain.vitals import Doubt
from dosejournal.gui.cards import button, label
from dosejournal.i18n import _

_WIDTH = 440


class DoubtDialog(QDialog):
    """Shows each value with where most lie; `kept` says that they are right."""

    kept = Signal()

    def __init__(self, doubts: Sequence[Doubt], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Is this right?"))
        self.text_label = label("\n".join(vitals.question(each) for each in doubts))
        self.keep_button = button(_("It is right, record it"))
        self.change_button = button(_("Change it"), "primary")
        self.keep_button.clicked.connect(self._keep)
        self.change_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.change_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(label(_("Is this right?"), "card-title"))
        layout.addWidget(self.text_label)
        layout.addLayout(buttons)
        self.setMinimumWidth(_WIDTH)
        self.change_button.setFocus()

    def _keep(self) -> None:
        self.accept()
        self.kept.emit()
