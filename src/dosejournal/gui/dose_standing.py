"""What became of a recorded dose, to be corrected: its status, its plan and the reason."""

from datetime import datetime
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from dosejournal.domain import plan as rules
from dosejournal.domain.entries import Dose, DoseStatus, Entry, PlannedRef
from dosejournal.domain.regimens import PlannedDose
from dosejournal.gui import entry_words
from dosejournal.gui.dose_words import duration, late
from dosejournal.gui.entry_details import FactsGrid
from dosejournal.gui.entry_words import Fact
from dosejournal.gui.fields import Field, WheelGuard
from dosejournal.gui.note_field import NoteField
from dosejournal.i18n import _

_LEFT = ("skipped", "missed")


class DoseStanding(QWidget):
    """Status, planned dose and reason of a dose; late or in time is told by its times alone.

    A dose can be for the planned one it was recorded for, or for the open one that is nearest;
    taken for none of them, it is extra.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self._was: DoseStatus = "taken"
        self._ref: PlannedRef | None = None
        self.status = QComboBox()
        for text, status in (
            (_("Taken"), "taken"),
            (_("Skipped by choice"), "skipped"),
            (_("Missed"), "missed"),
            (_("Extra: not planned"), "extra"),
        ):
            self.status.addItem(text, status)
        WheelGuard(self.status)
        self.of_plan = QCheckBox()
        self.facts = FactsGrid()
        self.reason = NoteField()
        self._reason_field = Field(_("Reason"), self.reason)
        self._lay_out()
        self.status.currentIndexChanged.connect(self._follow_status)
        self.of_plan.toggled.connect(self._follow_plan)
        self.reason.edited.connect(self.edited)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(Field(_("Status"), self.status))
        layout.addWidget(self.of_plan)
        layout.addWidget(self.facts)
        layout.addWidget(self._reason_field)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the Tab key stops at, in order."""
        return self.status, self.of_plan, self.reason

    @property
    def is_left(self) -> bool:
        """Whether the dose was not taken."""
        return self.status.currentData() in _LEFT

    def fill(self, entry: Entry, dose: Dose) -> None:
        """Show how a recorded dose stands."""
        self._entry, self._was, self._ref = entry, dose.status, dose.planned
        self.reason.set_text(dose.reason)
        self._put(_choice(dose.status), for_plan=dose.planned is not None)

    def parts(self) -> tuple[DoseStatus, PlannedRef | None, str]:
        """Return status, planned dose and reason, as a dose draft takes them."""
        chosen = cast(DoseStatus, self.status.currentData())
        kept = chosen == _choice(self._was)
        # a taken dose is late or not by its times; one of another program stays what it is
        status = self._was if kept else chosen
        reason = self.reason.text() if kept or self.is_left else ""
        return status, self._ref if self._is_for_plan() else None, reason

    def offer(self, nearest: PlannedDose | None, own: PlannedDose | None, at: datetime) -> None:
        """Show which planned dose it is for, or could be for: its own before the nearest one."""
        planned = own or nearest
        self._ref = PlannedRef(planned.regimen.id, planned.wall) if planned else None
        self.of_plan.setVisible(planned is not None)
        if planned is not None:
            when = entry_words.day_and_time(planned.wall)
            self.of_plan.setText(_("For the dose planned for {when}").format(when=when))
            if self.status.currentData() == "taken":
                # what is simply taken closes the planned dose that is nearest
                self._put("taken", for_plan=True)
        self._tell(planned, at)

    def _is_for_plan(self) -> bool:
        return self._ref is not None and self.of_plan.isChecked()

    def _tell(self, planned: PlannedDose | None, at: datetime) -> None:
        found = []
        if planned is not None and self.of_plan.isChecked() and self._entry is not None:
            found.append(Fact("planned", _("Planned for"), entry_words.day_and_time(planned.wall)))
            if not self.is_left:
                found.append(Fact("at", _("Taken"), _taken(planned, at)))
            recorded = entry_words.day_and_time(self._entry.recorded_at, at.tzinfo)
            found.append(Fact("recorded", _("Recorded"), recorded))
        self.facts.show_facts(found)
        self.facts.setVisible(bool(found))

    def _follow_status(self) -> None:
        chosen = self.status.currentData()
        # extra is what is for no planned dose, and what is taken may be for one
        if chosen == "extra":
            self._put(chosen, for_plan=False)
        elif chosen == "taken" and self._ref is not None:
            self._put(chosen, for_plan=True)
        self._show_reason()
        self.edited.emit()

    def _follow_plan(self, for_plan: bool) -> None:
        chosen = self.status.currentData()
        if for_plan and chosen == "extra":
            self._put("taken", for_plan=True)
        elif not for_plan and chosen == "taken":
            self._put("extra", for_plan=False)
        self.edited.emit()

    def _put(self, status: str, *, for_plan: bool) -> None:
        for control in (self.status, self.of_plan):
            control.blockSignals(True)
        self.status.setCurrentIndex(self.status.findData(status))
        self.of_plan.setChecked(for_plan)
        for control in (self.status, self.of_plan):
            control.blockSignals(False)
        self._show_reason()

    def _show_reason(self) -> None:
        self._reason_field.setVisible(self.is_left)


def _taken(dose: PlannedDose, at: datetime) -> str:
    """Return when a planned dose was taken, and by how long that is late where it is."""
    when = entry_words.day_and_time(at)
    if rules.status_of(dose, at) == "taken":
        return when
    return entry_words.DOT.join((when, late(rules.late_by(dose, at))))


def closes(dose: PlannedDose, at: datetime) -> str:
    """Return which planned dose one that is taken at this time closes."""
    same_day = dose.wall.date() == at.date()
    wall = dose.wall
    when = entry_words.clock_time(wall.time()) if same_day else entry_words.day_and_time(wall)
    if rules.status_of(dose, at) == "late":
        return _("Closes the dose planned for {when}, {time} late.").format(
            when=when, time=duration(rules.late_by(dose, at))
        )
    return _("Closes the dose planned for {when}.").format(when=when)


def _choice(status: DoseStatus) -> str:
    return "taken" if status == "late" else status
