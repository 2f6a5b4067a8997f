"""Which journal days a file holds: all of them, or those from one day to another."""

from datetime import date, timedelta

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from dosejournal.gui.cards import FlowLayout, label
from dosejournal.gui.plan.day_field import DayEdit
from dosejournal.i18n import _

_A_MONTH = timedelta(days=29)


class ExportDays(QWidget):
    """All days, unless two days are chosen; their order does not matter."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.all = QRadioButton(_("All days"))
        self.some = QRadioButton(_("From – to"))
        self.first = DayEdit(_("First day"))
        self.last = DayEdit(_("Last day"))
        self.first.set_day(today - _A_MONTH)
        self.last.set_day(today)
        group = QButtonGroup(self)
        layout = FlowLayout(self, spacing=12)
        for each in (self.all, self.some):
            each.setMinimumHeight(self.first.sizeHint().height())
            group.addButton(each)
            layout.addWidget(each)
        layout.addWidget(self._fields())
        self.all.setChecked(True)
        self._follow(chosen=False)
        self.some.toggled.connect(lambda on: self._follow(chosen=on))

    def value(self) -> tuple[date | None, date | None]:
        """Return the first and the last day, both included; None where all are meant."""
        if self.all.isChecked() or not self.isEnabled():
            return None, None
        first, last = sorted((self.first.day(), self.last.day()))
        return first, last

    def _fields(self) -> QWidget:
        # the two days stay in one line
        fields = QWidget()
        row = QHBoxLayout(fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        to = label(_("to"), "hint")
        to.setWordWrap(False)
        for each in (self.first, to, self.last):
            row.addWidget(each)
        return fields

    def _follow(self, *, chosen: bool) -> None:
        self.first.setEnabled(chosen)
        self.last.setEnabled(chosen)
