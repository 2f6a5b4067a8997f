"""How long after its time a dose still counts as taken on time: hours and minutes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dosejournal.gui.plan.count_spin import CountSpin
from dosejournal.i18n import _

_MINUTES_OF_AN_HOUR = 60
_MOST_HOURS = 24


class WindowField(QWidget):
    """A number of hours and of minutes."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hours = CountSpin(_("Hours"), lambda _n: _("{n} h"), 0, _MOST_HOURS)
        self.minutes = CountSpin(_("Minutes"), lambda _n: _("{n} min"), 0, _MINUTES_OF_AN_HOUR - 1)
        self.minutes.setSingleStep(5)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for spin in (self.hours, self.minutes):
            row.addWidget(spin)
            spin.valueChanged.connect(lambda _value: self.edited.emit())
        row.addStretch(1)

    def value(self) -> int:
        """Return the time in minutes."""
        return self.hours.value() * _MINUTES_OF_AN_HOUR + self.minutes.value()

    def set_value(self, minutes: int) -> None:
        """Show another time."""
        self.hours.setValue(minutes // _MINUTES_OF_AN_HOUR)
        self.minutes.setValue(minutes % _MINUTES_OF_AN_HOUR)
