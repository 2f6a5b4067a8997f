"""Changing an entry that is already in the journal."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from dosejournal.domain.clock import zone_named
from dosejournal.domain.entries import CheckInDraft, DoseDraft, Entry
from dosejournal.errors import JournalError
from dosejournal.gui.check_in_form import CheckInForm
from dosejournal.gui.dose_form import DoseForm
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import check_ins, doses

_WIDTH = 544


class AmendDialog(FormDialog):
    """The form of an entry, filled; saving keeps what the entry was before."""

    def __init__(self, workspace: Workspace, entry: Entry, parent: QWidget | None = None) -> None:
        title = _("Amend check-in") if entry.dose is None else _("Amend dose")
        super().__init__(workspace, title, _("Save changes"), parent)
        self._entry = entry
        self.form = CheckInForm(workspace) if entry.dose is None else DoseForm(workspace)
        self.form.fill(entry)
        self.form.setMinimumWidth(_WIDTH)
        self.body.addWidget(self.form)
        self.form.edited.connect(lambda: self.line.say(""))
        if isinstance(self.form, DoseForm):
            self.form.turned.connect(self.fit)
        self.save_wanted.connect(self._save)
        self._shown_at = self.draft().at
        self.begin(self.draft)
        self.form.setFocus()

    def draft(self) -> CheckInDraft | DoseDraft:
        """Return what the form holds."""
        return self.form.draft()

    def _save(self) -> None:
        if isinstance(self.form, DoseForm) and not self.form.check():
            return
        try:
            draft = self.draft()
        except JournalError as error:
            self.line.refuse(str(error))
            return
        if self.has_unsaved():
            self.keep(lambda: self._keep(draft))
        else:
            self.accept()

    def _keep(self, draft: CheckInDraft | DoseDraft) -> None:
        if draft.at == self._shown_at:
            # a form may show less of a time than the entry has; a plan is read in its zone
            moment = self._entry.moment
            draft = replace(draft, at=moment.at.astimezone(zone_named(moment.zone)))
        now, entry_id = self._workspace.now(), self._entry.id
        if isinstance(draft, CheckInDraft):
            self._workspace.perform(_("Check-in amended"), check_ins.amend, now, entry_id, draft)
        else:
            self._workspace.perform(_("Dose amended"), doses.amend, now, entry_id, draft)
