"""The form in which a dose is written down, new or to be amended."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain import notes
from dosejournal.domain.entries import DoseDraft, DoseStatus, Entry
from dosejournal.errors import InputError, MomentError
from dosejournal.gui.amount_input import AmountInput
from dosejournal.gui.fields import Field, OpenChoice
from dosejournal.gui.moment_field import MomentField
from dosejournal.gui.note_field import NoteField
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import doses, substances


class DoseForm(QWidget):
    """Substance, amount, unit, note and time of one dose; it never proposes an amount.

    Buttons that belong to the form go into `foot`, beside the time.
    """

    edited = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._status: DoseStatus = "taken"
        self.substance = OpenChoice(_("As you call it"))
        self._substance_field = Field(_("Substance"), self.substance, " ")
        self.amount = AmountInput()
        self.note = NoteField()
        self.moment = MomentField(workspace.now)
        self.foot = QHBoxLayout()
        self._lay_out()
        self.setFocusProxy(self.substance)
        self.substance.editTextChanged.connect(self._choose)
        self.amount.edited.connect(self.edited)
        self.note.edited.connect(self.edited)
        self.note.refused.connect(workspace.failed)
        self.moment.edited.connect(self.edited)
        workspace.changed.connect(self._notice)
        self._list()

    def _lay_out(self) -> None:
        self.foot.setSpacing(8)
        self.foot.addWidget(self.moment)
        self.foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._substance_field)
        layout.addWidget(self.amount)
        layout.addWidget(self.note)
        layout.addLayout(self.foot)

    def draft(self) -> DoseDraft:
        """Return what is filled in, as it stands.

        Raises:
            MomentError: the time is still to come.
        """
        amount, unit, estimated, plus_minus = self.amount.parts()
        return DoseDraft(
            at=self.moment.value(),
            substance=self.substance.currentText(),
            amount=amount,
            unit=unit,
            estimated=estimated,
            plus_minus=plus_minus,
            note=self.note.text(),
            status=self._status,
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
        wrong = self.amount.check()
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
        self._status = "taken"
        self.substance.setEditText("")
        self.amount.clear()
        self.note.set_text("")
        self.moment.set_value(None)

    def fill(self, entry: Entry) -> None:
        """Show a recorded dose, to be amended."""
        if entry.dose is None:
            return
        self._status = entry.dose.status
        self.substance.setEditText(entry.dose.substance)
        self.amount.fill(entry.dose)
        self.note.set_text(entry.note)
        self.moment.set_moment(entry.moment)

    def _check_moment(self) -> bool:
        try:
            self.moment.value()
        except MomentError:
            # the field itself says why
            self.moment.editor.setFocus()
            return False
        return True

    def _notice(self, changes: frozenset[str]) -> None:
        if "substance" in changes:
            self._workspace.attend(self._list)

    def _list(self) -> None:
        offered = self._workspace.read(substances.listing)
        self.substance.offer(row.name for row in offered)
        self._explain()

    def _choose(self) -> None:
        self._workspace.attend(self._look_up)
        self.edited.emit()

    def _look_up(self) -> None:
        typed = self.substance.currentText()
        self.amount.offer_unit(self._workspace.read(doses.usual_unit, typed))
        self._explain()

    def _explain(self) -> None:
        typed = self.substance.currentText()
        known = self._workspace.read(substances.known, typed) if typed.strip() else None
        if not typed.strip():
            hint = " "
        elif known is None:
            hint = _("New: it is added to your substances.")
        elif known.archived:
            hint = _("Archived: the dose is recorded with it all the same.")
        elif known.name.casefold() != " ".join(typed.split()).casefold():
            # who types the label does not want to read the name
            hint = _("The label of one of your substances.")
        else:
            hint = " "
        self._substance_field.explain(hint)
