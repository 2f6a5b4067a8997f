"""What was taken today and what is planned, out of sight while a check-in is filled in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain.entries import Dose, Entry
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.dose_words import amount_words
from dosejournal.gui.entry_words import DOT, clock_time, standing
from dosejournal.gui.expectation.off_days import OffDays
from dosejournal.gui.plan.day_plan import DayPlan
from dosejournal.gui.plan.plan_acts import PlanActs
from dosejournal.gui.plan.today_plan import TodayPlan
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _

_WIDEST_WORDS = 208


class DosesToday(Card):
    """The plan of a journal day, or its doses; `dose_wanted` tells that one is to be logged.

    A rating made beside the dose state would know of it, so the list folds to one line until
    the check-in is recorded.
    """

    dose_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Doses today"), parent=parent)
        self._shown: tuple[Entry, ...] | None = None
        # not even how many: what was taken is what the rating must not know of
        self.folded_label = label(_("Back when this check-in is recorded."), "hint")
        self.log_button = button(_("Log a dose"))
        self.log_button.clicked.connect(lambda _checked: self.dose_wanted.emit())
        self._acts = PlanActs(workspace, self)
        self.plan = TodayPlan()
        self.plan.wanted.connect(self._acts.run)
        self.plan.emptied.connect(self.log_button.setFocus)
        self.off_days = OffDays(workspace)
        self.off_days.emptied.connect(self.log_button.setFocus)
        self.list = QWidget()
        self._lines = QVBoxLayout()
        self._lay_out()
        self.show_doses(())
        self.fold(False)

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self.list)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addLayout(self._lines)
        inside.addWidget(self.plan)
        inside.addWidget(self.off_days)
        inside.addWidget(self.log_button, 0, Qt.AlignmentFlag.AlignLeading)
        self._lines.setSpacing(8)
        self.body.addWidget(self.folded_label)
        self.body.addWidget(self.list)

    def show_plan(self, plan: DayPlan) -> None:
        """List the lines of a plan, and what was recorded beside it."""
        self._clear()
        self._shown = None
        self.set_title(_("Today’s plan"))
        self.plan.show_plan(plan)
        self.plan.show()
        self.off_days.stand_between(self.plan.stops()[-1], self.log_button)
        self.off_days.refresh()

    def show_doses(self, entries: Sequence[Entry]) -> None:
        """List these dose events, the earliest first."""
        self.off_days.refresh()
        if self._shown == tuple(entries):
            return
        self._clear()
        self._shown = tuple(entries)
        self.set_title(_("Doses today"))
        self.plan.hide()
        for entry in entries:
            if entry.dose is not None:
                self._add(_Line(entry, entry.dose))
        if not entries:
            self._add(label(_("No dose is recorded today."), "hint"))

    def fold(self, folded: bool) -> None:
        """Hide the list behind one line, or show it again."""
        if folded:
            self.plan.close_menus()
        self.list.setVisible(not folded)
        self.folded_label.setVisible(folded)

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.hide()
                line.deleteLater()

    def _add(self, line: QWidget) -> None:
        self._lines.addWidget(line)
        line.show()


class _Line(QWidget):
    def __init__(self, entry: Entry, dose: Dose) -> None:
        super().__init__()
        name = label(dose.substance)
        font = name.font()
        font.setWeight(font.Weight.Medium)
        name.setFont(font)
        at = clock_time(entry.moment.local.time()) if entry.moment.precision == "instant" else ""
        none = dose.amount is None and dose.status in ("skipped", "missed")
        parts = ["" if none else amount_words(dose), at, standing(dose)]
        words = label(DOT.join(part for part in parts if part), "hint")
        # what wraps asks for less room than it needs: the name beside it gives way first
        words.ensurePolished()
        line = words.fontMetrics().horizontalAdvance(words.text()) + 1
        words.setMinimumWidth(min(line, _WIDEST_WORDS))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(name, 1)
        layout.addWidget(words, 0)
