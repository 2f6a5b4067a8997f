"""The dialog in which a planned dose was not taken: by choice, or missed; and why."""

from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from dosejournal.domain.entries import PlannedRef
from dosejournal.domain.plan import PlanLine
from dosejournal.gui.cards import label
from dosejournal.gui.expectation import asking, said
from dosejournal.gui.expectation.said import Said, Subject
from dosejournal.gui.fields import Field
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.note_field import NoteField
from dosejournal.gui.plan import plan_words
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import doses
from dosejournal.journal.drafts import Content, Draft


class SkipDialog(FormDialog):
    """Asks which of the two it was, and for a reason that may be left out."""

    def __init__(
        self, workspace: Workspace, line: PlanLine, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, _("Dose not taken"), _("Record"), parent)
        assert line.planned is not None  # noqa: S101 - only planned doses are asked about
        self._line = line
        self._ref = PlannedRef(line.planned.regimen.id, line.planned.wall)
        self.skipped = QRadioButton(_("Skipped by choice"))
        self.missed = QRadioButton(_("Missed"))
        self.reason = NoteField()
        (self.missed if line.status == "missed" else self.skipped).setChecked(True)
        choice = QVBoxLayout()
        choice.setSpacing(4)
        choice.addWidget(self.skipped)
        choice.addWidget(self.missed)
        self.body.addWidget(label(plan_words.named(line)))
        self.body.addLayout(choice)
        self.body.addWidget(Field(_("Reason"), self.reason))
        self.reason.refused.connect(self.line.refuse)
        self.begin(lambda: (self.missed.isChecked(), self.reason.text()))
        series_id, wall = line.planned.key
        self._drafting = self.keep_draft(
            self.reason.edited, ("skip", f"{series_id}@{wall.isoformat()}"), self._content
        )
        self.missed.toggled.connect(lambda _missed: self._drafting.note())
        self.save_wanted.connect(self._save)
        (self.missed if self.missed.isChecked() else self.skipped).setFocus()

    def record(self) -> None:
        """Record at once: who leaves the program is asked nothing more."""
        self._record(None)

    def resume(self, draft: Draft) -> None:
        """Go on with a reason that was being written."""
        (self.missed if draft.content["missed"] else self.skipped).setChecked(True)
        self.reason.set_text(draft.content["reason"])
        self._drafting.go_on(draft)

    def _content(self) -> Content:
        return {"missed": self.missed.isChecked(), "reason": self.reason.text()}

    def _save(self) -> None:
        if self.missed.isChecked():
            # nobody left it out by choice, so there was nothing to expect of that
            self._record(None)
            return
        subject = Subject(self._line.substance, "skipped")
        planned_at = self._line.at or self._workspace.now()
        at = asking.moment_of_skip(self._workspace, planned_at)
        asking.before(self._workspace, self, subject, at, self._record)

    def _record(self, expected: Said | None) -> None:
        missed = self.missed.isChecked()
        done = _("Dose recorded as missed") if missed else _("Dose skipped")
        self.keep(
            lambda: said.perform(
                self._workspace,
                done,
                expected,
                self._drafting.ending(doses.leave),
                self._workspace.now(),
                self._ref,
                "missed" if missed else "skipped",
                self.reason.text(),
            )
        )
