"""Dose steps: the amounts that a person means to take, each from a day on."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dosejournal.domain import amounts
from dosejournal.domain.regimens import MOST_STEPS, DoseStep
from dosejournal.errors import InputError
from dosejournal.gui.cards import button, label
from dosejournal.gui.dose_words import local_number, read_number
from dosejournal.gui.fields import OpenChoice
from dosejournal.gui.icons import icon
from dosejournal.gui.plan.day_field import DayEdit
from dosejournal.gui.plan.pattern_field import Problem
from dosejournal.gui.theme import tokens
from dosejournal.i18n import _

_AMOUNT_WIDTH = 112
_UNIT_WIDTH = 112
_REMOVE_WIDTH = 32


class StepsField(QWidget):
    """A row for the amount at the beginning, and one for each day on which it changes.

    Nothing is computed: a row that is added begins without an amount. `rearranged` tells that
    there are more rows or fewer: the order of `stops`.
    """

    edited = Signal()
    rearranged = Signal()

    def __init__(self, start_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._start_words = start_words
        self._first_day = date.min
        self._offered_unit = ""
        self.rows: list[StepRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.add_button = button(_("Add a day on which the amount changes"), "link")
        self.add_button.clicked.connect(lambda _checked: self._add_next())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._column)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        layout.addLayout(foot)
        self.fill((), date.min)

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key stops at, in order."""
        return [*(stop for row in self.rows for stop in row.stops), self.add_button]

    def value(self, first_day: date) -> tuple[DoseStep, ...]:
        """Return the steps; the first one begins with the regimen, on `first_day`."""
        first, *later = self.rows
        amount, unit = first.parts()
        steps = [DoseStep(row.day.day(), *row.parts()) for row in later if row.day is not None]
        if steps or amount is not None or unit != self._offered_unit:
            steps.insert(0, DoseStep(first_day, amount, unit))
        return tuple(steps)

    def fill(self, steps: tuple[DoseStep, ...], first_day: date) -> None:
        """Show steps: the one that holds on `first_day`, and those after it."""
        for row in list(self.rows):
            self._take_out(row)
        held = [step for step in steps if step.first_day <= first_day]
        self._offered_unit = ""
        self._put_in(held[-1] if held else DoseStep(first_day), dated=False)
        for step in steps[len(held) :]:
            self._put_in(step, dated=True)
        self.begin_on(first_day)

    def begin_on(self, first_day: date) -> None:
        """Take another day as the one with which the first step begins."""
        self._first_day = first_day

    def offer_unit(self, unit: str) -> None:
        """Fill in the unit of the chosen substance, unless the person has chosen one."""
        first = self.rows[0]
        if first.unit.currentText() == self._offered_unit:
            self._offered_unit = unit
            first.unit.setEditText(unit)

    def problem(self) -> Problem | None:
        """Return the first thing that cannot be kept, if any."""
        days: set[date] = {self._first_day}
        for row in self.rows:
            found = row.problem() or row.problem_of_day(self._first_day, days)
            if found is not None:
                return found
        return None

    def _add_next(self) -> None:
        last = self.rows[-1]
        day = max(last.day.day() if last.day else self._first_day, self._first_day)
        step = DoseStep(day + timedelta(days=1), None, last.unit.currentText())
        row = self._put_in(step, dated=True)
        row.stops[0].setFocus()
        self.edited.emit()

    def _put_in(self, step: DoseStep, *, dated: bool) -> "StepRow":
        row = StepRow(step, self._start_words, self._remove if dated else None)
        self._column.addWidget(row)
        self.rows.append(row)
        row.edited.connect(self.edited)
        row.show()
        self._show()
        return row

    def _remove(self, row: "StepRow") -> None:
        place = self.rows.index(row)
        self._take_out(row)
        self._show()
        self.rows[place - 1].amount.setFocus()
        self.edited.emit()

    def _take_out(self, row: "StepRow") -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _show(self) -> None:
        # where there is one amount only, there is nothing to tell it from
        self.rows[0].start_label.setVisible(len(self.rows) > 1)
        self.add_button.setVisible(len(self.rows) < MOST_STEPS)
        self.rearranged.emit()


class StepRow(QWidget):
    """One dose step: how much, from which day; without `remove` it is the first.

    The first has `start_words` in place of its day.
    """

    edited = Signal()

    def __init__(
        self,
        step: DoseStep,
        start_words: str,
        remove: Callable[["StepRow"], None] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.day: DayEdit | None = None
        self.amount = QLineEdit()
        self.unit = OpenChoice(_("unit"))
        self.start_label = label(start_words)
        self.stops: list[QWidget] = [self.amount, self.unit]
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._add_amount(step)
        if remove is None:
            self._row.addWidget(self.start_label, 1)
        else:
            self._begin_on(step.first_day)
            self._add_remove(remove)
        # takes the rest only while no label does
        self._row.addStretch(0)

    def parts(self) -> tuple[str | None, str]:
        """Return amount and unit as a dose step takes them."""
        return read_number(self.amount.text()) or None, self.unit.currentText().strip()

    def problem(self) -> Problem | None:
        """Return what is wrong with the amount or its unit, if anything."""
        amount, unit = self.parts()
        for control, rule, text in (
            (self.amount, amounts.amount, amount),
            (self.unit, amounts.unit, unit),
        ):
            try:
                if text:
                    rule(text)
            except InputError as error:
                return control, str(error)
        return None

    def problem_of_day(self, first_day: date, taken: set[date]) -> Problem | None:
        """Return what is wrong with the day, if anything; else it is one of those taken."""
        if self.day is None:
            return None
        day = self.day.day()
        if day < first_day:
            sentence = _(
                "This amount would begin before the plan does. "
                "Nothing was recorded; choose a later day, or remove it."
            )
            return self.day, sentence
        if day in taken:
            sentence = _(
                "Two amounts begin on the same day. Nothing was recorded; keep one of them."
            )
            return self.day, sentence
        taken.add(day)
        return None

    def _begin_on(self, first_day: date) -> None:
        self.day = DayEdit(_("From this day"))
        self.day.set_day(first_day)
        self.day.dateChanged.connect(lambda _day: self.edited.emit())
        self._row.addWidget(self.day)
        self.stops.append(self.day)

    def _add_amount(self, step: DoseStep) -> None:
        self.amount.setFixedWidth(_AMOUNT_WIDTH)
        self.amount.setPlaceholderText(_("left open"))
        self.amount.setAccessibleName(_("Amount"))
        self.amount.setText(local_number(step.amount or ""))
        self.unit.setFixedWidth(_UNIT_WIDTH)
        self.unit.setAccessibleName(_("Unit"))
        self.unit.offer(amounts.UNITS)
        self.unit.setEditText(step.unit)
        self._row.addWidget(self.amount)
        self._row.addWidget(self.unit)
        self.amount.textChanged.connect(lambda _text: self.edited.emit())
        self.unit.editTextChanged.connect(lambda _text: self.edited.emit())

    def _add_remove(self, remove: Callable[["StepRow"], None]) -> None:
        made = QPushButton(icon("close", tokens(self.palette()).soft), "")
        made.setProperty("role", "icon")
        made.setAutoDefault(False)
        made.setFixedWidth(_REMOVE_WIDTH)
        made.setAccessibleName(_("Remove this amount"))
        made.setToolTip(_("Remove this amount"))
        made.clicked.connect(lambda _checked: remove(self))
        self._row.addWidget(made)
        self.remove_button = made
        self.stops.append(made)
