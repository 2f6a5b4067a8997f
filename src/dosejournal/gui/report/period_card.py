"""Which days a report is of: some until today, all of them, or from one day to another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from dosejournal.gui.cards import Card, FlowLayout, button
from dosejournal.gui.fields import Field, Line
from dosejournal.gui.plan.day_field import DayEdit
from dosejournal.i18n import _

_BETWEEN = 12


@dataclass(frozen=True, slots=True)
class Period:
    """Days of a report, both included; None where the record begins, and for today."""

    first_day: date | None
    last_day: date | None


_RANGES: tuple[tuple[int | None, Callable[[], str]], ...] = (
    (30, lambda: _("30 days")),
    (90, lambda: _("3 months")),
    (365, lambda: _("Year")),
    (None, lambda: _("All")),
)
_USUAL = 1


class PeriodCard(Card):
    """Chips of usual periods; the last one shows two days to be chosen.

    `chosen` tells of another period, `typed` of a day that is being typed.
    """

    chosen = Signal()
    typed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(_("Period"), parent=parent)
        self._days: dict[QPushButton, int | None] = {}
        self._group = QButtonGroup(self)
        chips = QWidget()
        row = FlowLayout(chips)
        for days, word in _RANGES:
            chip = button(word(), "chip")
            self._days[chip] = days
            row.addWidget(self._joined(chip))
        self.own = self._joined(button(_("From – to"), "chip"))
        row.addWidget(self.own)
        self.chips = list(self._days)
        self.first = DayEdit(_("First day"))
        self.last = DayEdit(_("Last day"))
        self.mistake = Line("", self)
        self._own_days = QWidget()
        fields = FlowLayout(self._own_days, spacing=_BETWEEN)
        fields.addWidget(Field(_("First day"), self.first))
        fields.addWidget(Field(_("Last day"), self.last))
        self.body.addWidget(chips)
        self.body.addWidget(self._own_days)
        self.body.addWidget(self.mistake)
        self.chips[_USUAL].setChecked(True)
        self.setFocusProxy(self.chips[_USUAL])
        self._begin_own(self.period(today), today)
        self._own_days.hide()
        self._group.buttonClicked.connect(self._choose)
        for each in (self.first, self.last):
            each.dateChanged.connect(lambda _day: self.typed.emit())

    def period(self, today: date) -> Period:
        """Return the days that are chosen."""
        if self.own.isChecked():
            return Period(self.first.day(), self.last.day())
        chip = next(each for each in self.chips if each.isChecked())
        days = self._days[chip]
        return Period(None if days is None else today - timedelta(days=days - 1), None)

    def take_today(self, today: date, first_entry: date | None) -> None:
        """Begin own days with the period before, as long as none are chosen."""
        if not self.own.isChecked():
            found = self.period(today)
            self._begin_own(Period(found.first_day or first_entry, None), today)

    def _begin_own(self, period: Period, today: date) -> None:
        for edit, day in ((self.first, period.first_day), (self.last, period.last_day)):
            edit.blockSignals(True)
            edit.set_day(day or today)
            edit.blockSignals(False)

    def _joined(self, chip: QPushButton) -> QPushButton:
        self._group.addButton(chip)
        return chip

    def _choose(self, chip: QWidget) -> None:
        self.setFocusProxy(chip)
        self._own_days.setVisible(self.own.isChecked())
        self.chosen.emit()
