"""The form in which a dose is written down, new or to be amended."""

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain import notes
from dosejournal.domain.entries import DoseDraft, DoseStatus, Entry, PlannedRef
from dosejournal.errors import InputError, MomentError
from dosejournal.gui.amount_input import AmountInput
from dosejournal.gui.dose_standing import DoseStanding, closes
from dosejournal.gui.entry_words import isolated
from dosejournal.gui.fields import Field, OpenChoice
from dosejournal.gui.moment_field import MomentField
from dosejournal.gui.note_field import NoteField
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import doses, plan, substances
from dosejournal.store.tables import Substance

_LOOK_EVERY_MILLISECONDS = 30_000
_OF_PLAN = {"dose_event", "regimen", "regimen_step", "regimen_pause", "journal_info"}


class DoseForm(QWidget):
    """Substance, amount, unit, note and time of one dose; it never proposes an amount.

    A recorded dose has a `standing` besides: whether it was taken, and for which planned dose.
    Buttons that belong to the form go into `foot`, beside the time.
    """

    edited = Signal()
    turned = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._entry: Entry | None = None
        self._known: Substance | None = None
        self.substance = OpenChoice(_("As you call it"))
        self._substance_field = Field(_("Substance"), self.substance, " ")
        self.amount = AmountInput()
        self.standing: DoseStanding | None = None
        self.note = NoteField()
        self.moment = MomentField(workspace.now)
        self.foot = QHBoxLayout()
        self._lay_out()
        self.setFocusProxy(self.substance)
        self.substance.editTextChanged.connect(self._choose)
        self.amount.edited.connect(self.edited)
        self.note.edited.connect(self.edited)
        self.note.refused.connect(workspace.failed)
        self.moment.edited.connect(self._move)
        # what it closes, and how late, goes on with the time
        self._look = QTimer(self, interval=_LOOK_EVERY_MILLISECONDS)
        self._look.timeout.connect(self._look_again)
        workspace.changed.connect(self._notice)
        self._list()

    def _lay_out(self) -> None:
        self.foot.setSpacing(8)
        self.foot.addWidget(self.moment)
        self.foot.addStretch(1)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._substance_field)
        layout.addWidget(self.amount)
        layout.addWidget(self.note)
        layout.addLayout(self.foot)

    @property
    def known(self) -> Substance | None:
        """The substance of the journal that is meant, if it is one."""
        return self._known

    def draft(self) -> DoseDraft:
        """Return what is filled in, as it stands.

        Raises:
            MomentError: the time is still to come.
        """
        amount, unit, estimated, plus_minus = self.amount.parts()
        if self.amount.isHidden():
            amount, estimated, plus_minus = None, False, None
        status: DoseStatus = "taken"
        ref: PlannedRef | None = None
        reason = ""
        if self.standing is not None:
            status, ref, reason = self.standing.parts()
        return DoseDraft(
            at=self.moment.value(),
            substance=self.substance.currentText(),
            amount=amount,
            unit=unit,
            estimated=estimated,
            plus_minus=plus_minus,
            note=self.note.text(),
            status=status,
            planned=ref,
            reason=reason,
        )

    def check(self) -> bool:
        """Say at its field what cannot be recorded, and go there; True when all can."""
        try:
            notes.name(self.substance.currentText())
        except InputError as error:
            self._substance_field.refuse(
                str(error)
                if self.substance.currentText().strip()
                else _("Name the substance first. Nothing was recorded.")
            )
            self.substance.setFocus()
            return False
        wrong = None if self.amount.isHidden() else self.amount.check()
        if wrong is not None:
            wrong.setFocus()
            return False
        return self._check_moment()

    def is_empty(self) -> bool:
        """Say whether nothing has been written that would be lost."""
        return (
            not self.substance.currentText().strip()
            and self.amount.is_empty()
            and not self.note.text().strip()
        )

    def clear(self) -> None:
        """Make room for the next dose."""
        self._forget_standing()
        self.substance.setEditText("")
        self.amount.clear()
        self.note.set_text("")
        self.moment.set_value(None)

    def fill(self, entry: Entry) -> None:
        """Show a recorded dose, to be amended."""
        if entry.dose is None:
            return
        self._forget_standing()
        self.moment.set_moment(entry.moment)
        self.substance.setEditText(entry.dose.substance)
        self.amount.fill(entry.dose)
        self.note.set_text(entry.note)
        self._entry, self.standing = entry, DoseStanding()
        self.standing.fill(entry, entry.dose)
        self.standing.reason.refused.connect(self._workspace.failed)
        self.standing.edited.connect(self._stand)
        self._column.insertWidget(self._column.indexOf(self.note), self.standing)
        # made last, but read between the amount and the note
        stops = (self.amount.margin, *self.standing.stops, self.note)
        for first, second in pairwise(stops):
            self.setTabOrder(first, second)
        self._show_amount()
        self._explain()

    def _check_moment(self) -> bool:
        try:
            self.moment.value()
        except MomentError:
            # the field itself says why
            self.moment.editor.setFocus()
            return False
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the clock while it can be seen."""
        super().showEvent(event)
        self._look.start()
        self._look_again()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while it cannot be seen."""
        super().hideEvent(event)
        self._look.stop()

    def _notice(self, changes: frozenset[str]) -> None:
        if "substance" in changes:
            self._workspace.attend(self._list)
        elif changes & _OF_PLAN and self.isVisible():
            self._look_again()

    def _list(self) -> None:
        offered = self._workspace.read(substances.listing)
        self.substance.offer(row.name for row in offered)
        self._call_anew()
        self._explain()

    def _call_anew(self) -> None:
        """Follow a known substance that is called otherwise now, by its new name or a label."""
        before = self._known
        if before is None or not _is(before, self.substance.currentText()):
            return
        for each in self._workspace.read(substances.listing, archived=True):
            if each.id == before.id and not _is(each, before.name):
                self.substance.setEditText(each.name)

    def _choose(self) -> None:
        self._workspace.attend(self._look_up)
        self.edited.emit()

    def _look_up(self) -> None:
        typed = self.substance.currentText()
        self.amount.offer_unit(self._workspace.read(doses.usual_unit, typed))
        self._explain()

    def _look_again(self) -> None:
        self._workspace.attend(self._explain)

    def _move(self) -> None:
        self._look_again()
        self.edited.emit()

    def _stand(self) -> None:
        self._show_amount()
        self._look_again()
        self.turned.emit()
        self.edited.emit()

    def _forget_standing(self) -> None:
        if self.standing is not None:
            self._column.removeWidget(self.standing)
            self.standing.hide()
            self.standing.deleteLater()
        self._entry, self.standing = None, None
        self.amount.show()

    def _show_amount(self) -> None:
        """Ask for no amount of what was not taken, unless it was recorded with one."""
        entry, standing = self._entry, self.standing
        if entry is None or entry.dose is None or standing is None:
            return
        was_left = entry.dose.status in ("skipped", "missed")
        kept = was_left and entry.dose.amount is not None
        self.amount.setVisible(kept or not standing.is_left)

    def _explain(self) -> None:
        typed = self.substance.currentText()
        known = self._workspace.read(substances.known, typed) if typed.strip() else None
        self._known = known
        self._substance_field.explain(self._hint(typed, known))
        if self.standing is not None and self._entry is not None:
            self._offer(self.standing, known)

    def _hint(self, typed: str, known: Substance | None) -> str:
        if not typed.strip():
            return " "
        if known is None:
            return _("New: it is added to your substances.")
        if known.archived:
            return _("Archived: the dose is recorded with it all the same.")
        of_plan = self._of_plan(known) if self.standing is None else ""
        if not of_plan and not _is(known, typed):
            if self._workspace.is_discreet:
                return _("One of your substances: {label}").format(label=isolated(known.name))
            # who types the label does not want to read the name
            return _("The label of one of your substances.")
        return of_plan or " "

    def _of_plan(self, known: Substance) -> str:
        """Return which planned dose is closed by what is filled in; nothing without a plan."""
        at = self._at()
        if at is None or known.id is None:
            return ""
        closed = self._workspace.read(plan.nearest, known.id, at)
        if closed is not None:
            return closes(closed, at)
        if self._workspace.read(plan.is_planned, known.id, at):
            return _("Not planned: recorded as extra.")
        return ""

    def _offer(self, standing: DoseStanding, known: Substance | None) -> None:
        at, entry = self._at(), self._entry
        if at is None or entry is None or entry.dose is None:
            return
        own = nearest = None
        if known is not None and known.id is not None:
            if entry.dose.planned is not None:
                own = self._workspace.read(plan.named, entry.dose.planned)
                own = own if own.regimen.substance_id == known.id else None
            nearest = self._workspace.read(plan.nearest, known.id, at, but=entry.id)
        standing.offer(nearest, own, at)

    def _at(self) -> datetime | None:
        try:
            return self.moment.value()
        except MomentError:
            return None


def _is(known: Substance, typed: str) -> bool:
    """Say whether what is typed is what a substance is called."""
    return known.name.casefold() == " ".join(typed.split()).casefold()
