"""Going on with what was being written in a dialog, or about an entry that is there no more."""

from datetime import datetime, timedelta

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain.entries import EntryKind
from dosejournal.domain.plan import PlanLine
from dosejournal.errors import JournalError
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.cards import button, label
from dosejournal.gui.effects.effect_dialog import EffectDialog
from dosejournal.gui.entry_details import ReadingField
from dosejournal.gui.plan.skip_dialog import SkipDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import drafts, plan, timeline
from dosejournal.journal.drafts import Content, Draft

_KINDS: dict[str, EntryKind] = {
    "amend_check_in": "check_in",
    "amend_dose": "dose_event",
    "amend_effect": "adverse_effect",
}
_WIDTH = 480


class LeftDialog(QDialog):
    """Shows the text of a draft that nothing can be made of any more."""

    def __init__(self, workspace: Workspace, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._draft = draft
        self.setWindowTitle(_("What you were writing"))
        self.setMinimumWidth(_WIDTH)
        self.text = ReadingField(_("What you were writing"))
        self.text.show_text(_text(draft.content))
        self.discard_button = button(_("Discard"), "danger")
        self.discard_button.setVisible(not workspace.only_read_because)
        self.close_button = button(_("Close"), "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.discard_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(
            label(
                _(
                    "What this was about was changed or removed meanwhile, so it cannot be "
                    "continued there. Your text is kept until you discard it; copy it to where "
                    "it should be."
                )
            )
        )
        layout.addWidget(self.text)
        layout.addLayout(buttons)
        self.close_button.clicked.connect(self.reject)
        self.discard_button.clicked.connect(self._discard)
        self.finished.connect(self.deleteLater)

    def _discard(self) -> None:
        if self._workspace.jot(drafts.drop, self._draft.place):
            self.accept()


def open_dialog(workspace: Workspace, draft: Draft, parent: QWidget) -> QDialog:
    """Open the dialog in which it was being written, with what was written.

    Where what it was about is gone, its text is shown, to be kept elsewhere.
    """
    try:
        dialog: QDialog = _dialog(workspace, draft, parent)
    except JournalError:
        dialog = LeftDialog(workspace, draft, parent)
    dialog.open()
    return dialog


def _dialog(workspace: Workspace, draft: Draft, parent: QWidget) -> QDialog:
    if draft.kind == "skip":
        line = _open_line(workspace, draft.subject)
        if line is None:
            return LeftDialog(workspace, draft, parent)
        dialog: SkipDialog | AmendDialog | EffectDialog = SkipDialog(workspace, line, parent)
    elif draft.kind == "effect":
        dialog = EffectDialog(workspace, None, parent)
    else:
        entry = workspace.read(timeline.entry, _KINDS[draft.kind], int(draft.subject))
        changed = EffectDialog if draft.kind == "amend_effect" else AmendDialog
        dialog = changed(workspace, entry, parent)
    dialog.resume(draft)
    return dialog


def _open_line(workspace: Workspace, subject: str) -> PlanLine | None:
    """Return the line of a planned dose that is open still."""
    series, _mark, written = subject.partition("@")
    key = (int(series), datetime.fromisoformat(written))
    first, last = (key[1].date() + timedelta(days=days) for days in (-1, 1))
    found = workspace.read(plan.lines, workspace.now(), first, last, key[0])
    lines = (line for line in found if line.planned is not None and line.planned.key == key)
    return next((line for line in lines if line.is_open), None)


def _text(content: Content) -> str:
    """Return what a person wrote in sentences, where no form can take it any more."""
    written = (content.get(name, "") for name in ("note", "reason"))
    return "\n\n".join(each for each in written if each.strip())
