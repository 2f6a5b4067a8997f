"""What a person does about a planned dose, from its line in today's plan."""

from PySide6.QtWidgets import QWidget

from dosejournal.domain.entries import Entry, PlannedRef
from dosejournal.domain.plan import PlanLine
from dosejournal.domain.regimens import PlannedDose
from dosejournal.gui.expectation import asking, said
from dosejournal.gui.expectation.said import Said, Subject
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import doses, timeline


class PlanActs:
    """Does at once what needs no question, and opens a dialog over `parent` for the rest."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        self._workspace, self._parent = workspace, parent

    def run(self, act: str, subject: PlanLine | Entry) -> None:
        """Do one of the acts that `plan_words` offers with a line."""
        if isinstance(subject, PlanLine) and subject.is_open:
            self._close(act, subject)
            return
        entry_id = _entry_id(subject)
        if act == "change":
            self._workspace.attempt(self._change, entry_id)
        elif act == "take_back":
            self._remove(_("Dose taken back"), entry_id)
        else:
            self._remove(_("Dose removed"), entry_id)

    def _close(self, act: str, line: PlanLine) -> None:
        if act == "now" and line.planned is not None:
            self._take(line.planned)
        elif act == "skip":
            # imported here, as all dialogs: most days begin without one
            from dosejournal.gui.plan.skip_dialog import SkipDialog

            SkipDialog(self._workspace, line, self._parent).open()
        else:
            from dosejournal.gui.plan.taken_dialog import TakenDialog

            dialog = TakenDialog(self._workspace, line, self._parent)
            dialog.open()
            dialog.start("amount" if act == "amount" else "time")

    def _take(self, dose: PlannedDose) -> None:
        workspace, ref = self._workspace, reference(dose)

        def take(expected: Said | None) -> None:
            # it is taken when the question before it has been answered
            now = workspace.now()
            said.perform(workspace, _("Dose recorded"), expected, doses.take, now, ref)

        subject = Subject(dose.regimen.substance)
        asking.before(workspace, self._parent, subject, workspace.now(), take)

    def _change(self, entry_id: int) -> None:
        from dosejournal.gui.amend_dialog import AmendDialog

        entry = self._workspace.read(timeline.entry, "dose_event", entry_id)
        AmendDialog(self._workspace, entry, self._parent).open()

    def _remove(self, label: str, entry_id: int) -> None:
        self._workspace.perform(label, doses.remove, self._workspace.now(), entry_id)


def reference(dose: PlannedDose) -> PlannedRef:
    """Return how a planned dose is named to the journal."""
    return PlannedRef(dose.regimen.id, dose.wall)


def _entry_id(subject: PlanLine | Entry) -> int:
    if isinstance(subject, Entry):
        return subject.id
    assert subject.kept is not None  # noqa: S101 - only lines that are closed come here
    return subject.kept.entry_id
