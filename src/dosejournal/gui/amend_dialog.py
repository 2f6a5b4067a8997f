"""Changing an entry that is already in the journal."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dosejournal.domain.clock import zone_named
from dosejournal.domain.entries import CheckInDraft, DoseDraft, Entry
from dosejournal.errors import JournalError
from dosejournal.gui.check_in_form import CheckInForm
from dosejournal.gui.dose_form import DoseForm
from dosejournal.gui.doubt_dialog import DoubtDialog
from dosejournal.gui.drafts import check_in_content, dose_content
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import check_ins, doses
from dosejournal.journal.drafts import Content, Draft

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
        kind = "amend_check_in" if entry.dose is None else "amend_dose"
        self._drafting = self.keep_draft(self.form.edited, (kind, str(entry.id)), self._content)
        self.form.setFocus()

    def resume(self, draft: Draft) -> None:
        """Go on with changes that were being made."""
        if isinstance(self.form, DoseForm):
            dose_content.fill(self.form, self._workspace, draft, is_new=False)
        else:
            check_in_content.fill(self.form, draft, is_new=False)
        self._drafting.go_on(draft)

    def _content(self) -> Content:
        if isinstance(self.form, DoseForm):
            return dose_content.of(self.form)
        return check_in_content.of(self.form)

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
        if not self.has_unsaved():
            self.accept()
            return
        doubts = self.form.doubts() if isinstance(self.form, CheckInForm) else ()
        if not doubts:
            self.keep(lambda: self._keep(draft))
            return
        asking = DoubtDialog(doubts, self)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.kept.connect(lambda: self.keep(lambda: self._keep(draft)))
        asking.open()

    def _keep(self, draft: CheckInDraft | DoseDraft) -> None:
        if draft.at == self._shown_at:
            # a form may show less of a time than the entry has; a plan is read in its zone
            moment = self._entry.moment
            draft = replace(draft, at=moment.at.astimezone(zone_named(moment.zone)))
        now, entry_id = self._workspace.now(), self._entry.id
        if isinstance(draft, CheckInDraft):
            amend = self._drafting.ending(check_ins.amend)
            self._workspace.perform(_("Check-in amended"), amend, now, entry_id, draft)
        else:
            amend_dose = self._drafting.ending(doses.amend)
            self._workspace.perform(_("Dose amended"), amend_dose, now, entry_id, draft)
