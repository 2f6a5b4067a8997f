"""Recording an unwanted effect, and changing one; what needs help at once is met with help."""

from dataclasses import replace

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from dosejournal.domain import urgent_symptoms
from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.domain.clock import zone_named
from dosejournal.domain.entries import Entry
from dosejournal.errors import JournalError
from dosejournal.gui.effects import effect_content
from dosejournal.gui.effects.effect_form import EffectForm
from dosejournal.gui.effects.urgent_dialog import UrgentDialog
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.safety.get_help import GetHelpDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import adverse_effects
from dosejournal.journal.drafts import Content, Draft


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
        self.form.help_wanted.connect(self._help)
        # the menu with this key stands in the window behind
        QShortcut(QKeySequence("Ctrl+Shift+H"), self).activated.connect(self._help)
        self.form.turned.connect(self.fit)
        self.begin(self._content)
        about = ("effect", "") if entry is None else ("amend_effect", str(entry.id))
        self._drafting = self.keep_draft(self.form.edited, about, self._content)
        self.form.setFocus()

    def resume(self, draft: Draft) -> None:
        """Go on with what was being written."""
        effect_content.fill(self.form, draft, is_new=self._entry is None)
        self._drafting.go_on(draft)

    def _help(self) -> None:
        GetHelpDialog(self._workspace, self).open()

    def _content(self) -> Content:
        return effect_content.of(self.form)

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
            act = self._drafting.ending(adverse_effects.record)
            if self._workspace.perform(_("Effect recorded"), act, now, draft) is not None:
                self._meet(draft)
            return
        if not self.form.began.is_changed:
            # a form may show less of a time than the entry has, and in another zone
            moment = self._entry.moment
            draft = replace(draft, started_at=moment.at.astimezone(zone_named(moment.zone)))
        amend = self._drafting.ending(adverse_effects.amend)
        before = adverse_effects.draft(self._entry).name
        self._workspace.perform(_("Effect amended"), amend, now, self._entry.id, draft)
        is_same = urgent_symptoms.recognised(draft.name) == urgent_symptoms.recognised(before)
        if self._kept and not is_same:
            self._meet(draft)

    def _meet(self, draft: EffectDraft) -> None:
        """Show whom to call where the words are those of what needs help at once."""
        now = self._workspace.now()
        symptom = urgent_symptoms.asked_about(draft.name, draft.ended_at, now)
        if symptom is not None:
            # of the window, because this dialog goes
            UrgentDialog(self._workspace, symptom, self.parentWidget()).open()
