"""The dialog in which a planned dose was taken at another time, or in another amount."""

from datetime import datetime
from typing import Literal

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QWidget

from dosejournal.domain.entries import DoseDraft, PlannedRef
from dosejournal.domain.plan import PlanLine
from dosejournal.errors import MomentError
from dosejournal.gui.amount_input import AmountInput
from dosejournal.gui.cards import label
from dosejournal.gui.expectation import asking, said
from dosejournal.gui.expectation.said import Said, Subject
from dosejournal.gui.fields import Field
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.moment_field import MomentField
from dosejournal.gui.plan import plan_words
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import doses

_WIDTH = 544


class TakenDialog(FormDialog):
    """Amount and time of a planned dose: as it was planned, until the person says otherwise."""

    def __init__(
        self, workspace: Workspace, line: PlanLine, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, _("Dose taken"), _("Record dose"), parent)
        assert line.planned is not None  # noqa: S101 - only planned doses are asked about
        self._line = line
        self._substance = line.planned.regimen.substance
        self._ref = PlannedRef(line.planned.regimen.id, line.planned.wall)
        self._is_timed = self._at_hours = False
        self.amount = AmountInput()
        self.amount.fill(plan_words.as_dose(line.amount, line.unit))
        self.amount.setMinimumWidth(_WIDTH)
        self.moment = MomentField(workspace.now)
        self.body.addWidget(label(plan_words.named(line)))
        self.body.addWidget(Field(_("Taken"), self.moment))
        self.body.addWidget(self.amount)
        self.moment.edited.connect(self._note_time)
        self.save_wanted.connect(self._save)

    def start(self, at: Literal["time", "amount"]) -> None:
        """Begin at the time, then the planned one, or at the amount; the dialog is open."""
        past = self._line.at is not None and self._line.at <= self._workspace.now()
        if past and (at == "time" or self._line.status == "missed"):
            self.moment.set_value(self._line.at)
        if at == "time":
            self._at_hours = True
            self.moment.change_button.click()
        else:
            self.amount.amount.setFocus()
            self.amount.amount.selectAll()
        self.fit()
        # a time that goes on by itself is nothing that would be lost
        self.begin(lambda: (self.amount.parts(), self._is_timed))

    def record(self) -> None:
        """Record at once: who leaves the program is asked nothing more."""
        if self._checked_at() is not None:
            self._record(None)

    def changeEvent(self, event: QEvent) -> None:
        """Go to the hours again once the window has the keyboard: that is what differs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self._at_hours:
            self._at_hours = not self.isActiveWindow()
            QTimer.singleShot(0, self, self.moment.editor.start)

    def _note_time(self) -> None:
        self._is_timed = True
        self.line.say("")

    def _save(self) -> None:
        at = self._checked_at()
        if at is not None:
            asking.before(self._workspace, self, Subject(self._substance), at, self._record)

    def _checked_at(self) -> datetime | None:
        """Return when it was taken; None where a field says what cannot be recorded."""
        wrong = self.amount.check()
        if wrong is not None:
            wrong.setFocus()
            return None
        try:
            return self.moment.value()
        except MomentError:
            # the field itself says why
            self.moment.editor.setFocus()
            return None

    def _record(self, expected: Said | None) -> None:
        # read within the act: one taken now is taken when the question has been answered
        self.keep(
            lambda: said.perform(
                self._workspace,
                _("Dose recorded"),
                expected,
                lambda session: doses.record(session, self._workspace.now(), self._filled()),
            )
        )

    def _filled(self) -> DoseDraft:
        amount, unit, estimated, plus_minus = self.amount.parts()
        return DoseDraft(
            at=self.moment.value(),
            substance=self._substance,
            amount=amount,
            unit=unit,
            estimated=estimated,
            plus_minus=plus_minus,
            planned=self._ref,
        )
