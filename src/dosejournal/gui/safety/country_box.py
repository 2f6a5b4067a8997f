"""The countries of the table of help lines, to choose from by name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from dosejournal.domain import help_lines
from dosejournal.gui.fields import WheelGuard
from dosejournal.i18n import _

_WIDEST = 320
_SHORTEST_WORDS = 12


class CountryBox(QComboBox):
    """Offers every country; `picked` carries the two letters of the one a person chose."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        WheelGuard(self)
        self.setAccessibleName(_("Country"))
        self.setMaximumWidth(_WIDEST)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SHORTEST_WORDS)
        self.setPlaceholderText(_("Choose a country"))
        for country in help_lines.table().countries:
            self.addItem(country.name, country.code)
        self.activated.connect(lambda _index: self.picked.emit(self.currentData()))

    def show_code(self, code: str) -> None:
        """Show a country; one that the table has not is shown as none."""
        self.setCurrentIndex(self.findData(code))
