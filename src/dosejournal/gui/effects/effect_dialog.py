"""Recording an unwanted effect, and changing one; what needs help at once is met with help."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from dosejournal.domain import urgent_symptoms
from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.domain.clock import zone_named
from dosejournal.domain.entries import Entry
from dosejournal.errors import JournalError
from dosejournal.gui.effects.effect_form import EffectForm
from dosejournal.gui.effects.urgent_dialog import UrgentDialog
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import adverse_effects


class EffectDialog(FormDialog):
    """The form of an effect: a new one, or one that was recorded."""

    def __init__(
        self, workspace: Workspace, entry: Entry | None = None, parent: QWidget | None = None
    ) -> None:
        title = _("Unwanted effect") if entry is None else _("Amend unwanted effect")
        save = _("Record") if entry is None else _("Save changes")
        super().__init__(workspace, title, save, parent)
        self._entry = entry
        self.form = EffectForm(workspace)
        if entry is not None:
            self.form.fill(entry)
        self.body.addWidget(self.form)
        self.form.edited.connect(lambda: self.line.say(""))
        self.form.is_over.toggled.connect(lambda _checked: self.fit())
        self.save_wanted.connect(self._save)
        self.begin(self._content)
        self.form.setFocus()

    def _content(self) -> object:
        """Return what the fields hold, also where it cannot be recorded yet."""
        form = self.form
        return (
            form.name.text(),
            form.severities.checkedId(),
            form.needed_help.isChecked(),
            form.began.is_changed,
            form.is_over.isChecked(),
            form.ended.is_changed,
            form.relation.currentIndex(),
            form.note.text(),
        )

    def _save(self) -> None:
        try:
            draft = self.form.draft()
        except JournalError as error:
            self.line.refuse(str(error))
            return
        self.keep(lambda: self._keep(draft))

    def _keep(self, draft: EffectDraft) -> None:
        now = self._workspace.now()
        if self._entry is None:
            act = adverse_effects.record
            kept = self._workspace.perform(_("Effect recorded"), act, now, draft)
            if kept is not None and draft.ended_at is None:
                self._meet(draft.name)
            return
        if not self.form.began.is_changed:
            # a form may show less of a time than the entry has, and in another zone
            moment = self._entry.moment
            draft = replace(draft, started_at=moment.at.astimezone(zone_named(moment.zone)))
        amend = adverse_effects.amend
        self._workspace.perform(_("Effect amended"), amend, now, self._entry.id, draft)

    def _meet(self, name: str) -> None:
        """Show whom to call where the words are those of what needs help at once."""
        if urgent_symptoms.is_urgent(name):
            # of the window, because this dialog goes
            UrgentDialog(self._workspace, self.parentWidget()).open()
