"""Changing an entry that is already in the journal."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dosejournal.domain.entries import CheckInDraft, DoseDraft, Entry
from dosejournal.errors import JournalError
from dosejournal.gui import entry_words
from dosejournal.gui.cards import button, label
from dosejournal.gui.check_in_form import CheckInForm
from dosejournal.gui.dose_form import DoseForm
from dosejournal.gui.entry_details import bare
from dosejournal.gui.fields import Line
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import check_ins, doses


class AmendDialog(QDialog):
    """The form of an entry, filled; saving keeps what the entry was before."""

    def __init__(self, workspace: Workspace, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._entry = entry
        self.form = CheckInForm(workspace) if entry.dose is None else DoseForm(workspace)
        self.form.fill(entry)
        self._before = self.form.draft()
        self.error = Line()
        self.save = button(_("Save changes"), "primary")
        self.cancel = button(_("Cancel"))
        self.setWindowTitle(
            _("Amend check-in") if entry.dose is None else _("Amend dose"),
        )
        self._lay_out()
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)
        self.form.edited.connect(lambda: self.error.say(""))
        # Return stays free for the note and for choosing from lists
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._save)
        workspace.failed.connect(self.error.refuse)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 24, 24, 8)
        column.setSpacing(16)
        column.addWidget(
            label(_("Recorded for {when}").format(when=entry_words.moment(self._entry.moment)))
        )
        column.addWidget(self.form)
        column.addStretch(1)
        area = QScrollArea()
        bare(area, inside)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(24, 0, 24, 20)
        buttons.setSpacing(8)
        buttons.addWidget(self.error, 1)
        buttons.addStretch(0)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)
        wanted = inside.sizeHint().height() + 76
        self.resize(640, min(wanted, 600))

    def _save(self) -> None:
        if isinstance(self.form, DoseForm) and not self.form.check():
            return
        try:
            draft = self.form.draft()
        except JournalError as error:
            self.error.refuse(str(error))
            return
        if draft == self._before or self._kept(draft):
            self.accept()

    def _kept(self, draft: CheckInDraft | DoseDraft) -> bool:
        if draft.at == self._before.at:
            # a form may show less of a time than the entry has
            draft = replace(draft, at=self._entry.moment.at)
        if isinstance(draft, CheckInDraft):
            kept = self._workspace.perform(
                _("Check-in amended"), _amend_check_in, self._workspace.now(), self._entry.id, draft
            )
        else:
            kept = self._workspace.perform(
                _("Dose amended"), _amend_dose, self._workspace.now(), self._entry.id, draft
            )
        return kept is not None
