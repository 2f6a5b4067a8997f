"""Days that a person chooses: one day, the last day or none, and when a change holds."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from dosejournal.domain import clock
from dosejournal.gui.cards import FlowLayout
from dosejournal.gui.fields import WheelGuard
from dosejournal.gui.wall_clock_editor import day_form, dress_calendar
from dosejournal.i18n import _

_WIDTH = 152


class DayEdit(QDateEdit):
    """A day with a calendar, in the person's own form, from 1900 to 2100."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        # in a window that runs from right to left, Qt would turn the parts of the form around
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setDisplayFormat(day_form(self.locale()))
        self.setDateRange(_date(clock.FIRST_DAY), _date(clock.LAST_DAY))
        self.setAccessibleName(name)
        self.setFixedWidth(max(_WIDTH, self.sizeHint().width()))
        WheelGuard(self)

    def day(self) -> date:
        """Return the day it shows."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, on: date) -> None:
        """Show another day."""
        self.setDate(_date(on))

    def showEvent(self, event: QShowEvent) -> None:
        """Dress the calendar when it may be needed: it costs more than the rest of a form."""
        super().showEvent(event)
        dress_calendar(self)


class LastDayField(QWidget):
    """The last day, or none while something goes on."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open_end = QCheckBox(_("No end"))
        self.day = DayEdit(_("Last day"))
        self.open_end.setMinimumHeight(self.day.sizeHint().height())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.day)
        layout.addWidget(self.open_end)
        layout.addStretch(1)
        self.open_end.toggled.connect(self._follow)
        self.day.dateChanged.connect(lambda _day: self.edited.emit())
        self.open_end.setChecked(True)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the Tab key stops at, in order."""
        return self.day, self.open_end

    def value(self) -> date | None:
        """Return the last day, or None."""
        return None if self.open_end.isChecked() else self.day.day()

    def set_value(self, last_day: date | None, otherwise: date) -> None:
        """Show a last day, or none; then `otherwise` stands where one would be written."""
        self.day.set_day(last_day or otherwise)
        self.open_end.setChecked(last_day is None)

    def _follow(self, no_end: bool) -> None:
        self.day.setEnabled(not no_end)
        self.edited.emit()


class HoldsField(QWidget):
    """Whether a change holds from now, or from a day ahead."""

    edited = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.now = QRadioButton(_("Now"))
        self.later = QRadioButton(_("A day ahead"))
        self.day = DayEdit(_("The day from which the changes hold"))
        self.day.setMinimumDate(_date(today + timedelta(days=1)))
        group = QButtonGroup(self)
        layout = FlowLayout(self, spacing=12)
        for each in (self.now, self.later):
            each.setMinimumHeight(self.day.sizeHint().height())
            group.addButton(each)
            layout.addWidget(each)
        layout.addWidget(self.day)
        self.now.setChecked(True)
        self.day.setEnabled(False)
        self.later.toggled.connect(self._follow)
        self.day.dateChanged.connect(lambda _day: self.edited.emit())

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the Tab key stops at, in order."""
        return self.now, self.later, self.day

    def value(self) -> date:
        """Return the first day of the change: today when it holds from now."""
        return self._today if self.now.isChecked() else self.day.day()

    def set_value(self, first_day: date) -> None:
        """Show the day from which the change would hold."""
        self.day.set_day(first_day)
        (self.later if first_day > self._today else self.now).setChecked(True)

    def _follow(self, later: bool) -> None:
        self.day.setEnabled(later)
        self.edited.emit()


def _date(on: date) -> QDate:
    return QDate(on.year, on.month, on.day)
