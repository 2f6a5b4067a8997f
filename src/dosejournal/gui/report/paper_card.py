"""What the pages are like: names or labels, the paper, and its colours."""

from typing import Any

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from dosejournal.exchange.report import Paper
from dosejournal.gui.cards import Card, FlowLayout, label
from dosejournal.gui.report.boxes import box
from dosejournal.i18n import _

_APART = 16


class PaperCard(Card):
    """Labels for names, A4 or Letter, colour or black and white."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Pages"), parent=parent)
        self.body.setSpacing(16)
        self.discreet = box(_("Labels instead of names"), checked=False)
        self.discreet.toggled.connect(lambda _on: self.chosen.emit())
        self.a4, self.letter = QRadioButton(_("A4")), QRadioButton(_("Letter"))
        self.coloured = QRadioButton(_("Colour"))
        self.black = QRadioButton(_("Black and white"))
        self._was_discreet = False
        self._hint = hint = label("", "hint")
        names = QVBoxLayout()
        names.setSpacing(4)
        names.addWidget(self.discreet)
        names.addWidget(hint)
        self.body.addLayout(names)
        self.body.addWidget(self._row(_("Paper"), self.a4, self.letter))
        self.body.addWidget(self._row(_("Colours"), self.coloured, self.black))
        american = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
        (self.letter if american else self.a4).setChecked(True)
        self.coloured.setChecked(True)
        self.follow(discreet=False)

    def follow(self, discreet: bool) -> None:
        """Choose labels when the window becomes discreet; then what was chosen before again."""
        if discreet:
            self._was_discreet = self.discreet.isChecked()
        self.discreet.setChecked(discreet or self._was_discreet)
        self._hint.setText(
            _(
                "The last page of the file then says which label is which; in discreet mode it "
                "is not shown here. Notes and the question stay as you wrote them."
            )
            if discreet
            else _(
                "The last page then says which label is which: keep it or hand it over. Notes and "
                "the question stay as you wrote them."
            )
        )
        self.discreet.setAccessibleDescription(self._hint.text())

    def paper(self) -> Paper:
        """Return the paper that is chosen."""
        return "letter" if self.letter.isChecked() else "a4"

    def values(self) -> dict[str, Any]:
        """Return what is chosen here, as the options of a report call it."""
        return {
            "discreet": self.discreet.isChecked(),
            "paper": self.paper(),
            "colour": self.coloured.isChecked(),
        }

    def _row(self, caption: str, *radios: QRadioButton) -> QWidget:
        holder = QWidget()
        holder.setAccessibleName(caption)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(caption, "hint"))
        row = FlowLayout(spacing=_APART)
        group = QButtonGroup(holder)
        for radio in radios:
            group.addButton(radio)
            row.addWidget(radio)
            radio.setAccessibleDescription(caption)
        group.buttonClicked.connect(lambda _radio: self.chosen.emit())
        column.addLayout(row)
        return holder
