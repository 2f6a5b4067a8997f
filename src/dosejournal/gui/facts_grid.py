"""Numbers with their names, in two pairs of columns."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from dosejournal.gui.cards import label

NOTHING = "–"


class FactsGrid(QGridLayout):
    """Shows a value for each name, in the order of the names."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names
        self._values = [_value() for _name in names]
        self.setHorizontalSpacing(16)
        self.setVerticalSpacing(8)
        # between the two pairs of columns
        self.setColumnMinimumWidth(2, 32)
        self.setColumnStretch(0, 1)
        self.setColumnStretch(3, 1)
        for index, (name, value) in enumerate(zip(names, self._values, strict=True)):
            row, pair = divmod(index, 2)
            self.addWidget(label(name, "hint"), row, pair * 3)
            self.addWidget(value, row, pair * 3 + 1, Qt.AlignmentFlag.AlignTrailing)

    def facts(self) -> dict[str, str]:
        """Return what is shown, by its name."""
        return {name: value.text() for name, value in zip(self._names, self._values, strict=True)}

    def show_facts(self, texts: Sequence[str]) -> None:
        """Show other values."""
        for name, value, text in zip(self._names, self._values, texts, strict=True):
            value.setText(text)
            value.setAccessibleName(f"{name}: {text}")


def _value() -> QLabel:
    made = label(NOTHING)
    made.setWordWrap(False)
    return made
