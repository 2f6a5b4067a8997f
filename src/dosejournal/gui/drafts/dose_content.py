"""What a dose form holds, as values that can be kept, and filling the form with them again."""

from typing import Any

from dosejournal.errors import JournalError
from dosejournal.gui.dose_form import DoseForm
from dosejournal.gui.drafts import moment_content
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import substances
from dosejournal.journal.drafts import Content, Draft


def of(form: DoseForm) -> Content:
    """Return what a dose form holds, as it stands."""
    amount, standing = form.amount, form.standing
    content: dict[str, Any] = {
        "substance": form.substance.currentText(),
        "substance_id": None if form.known is None else form.known.id,
        "amount": amount.amount.text(),
        "unit": amount.unit.currentText(),
        "estimated": amount.estimated.isChecked(),
        "margin": amount.margin.text(),
        "note": form.note.text(),
        "at": moment_content.of(form.moment),
    }
    if standing is not None:
        content["status"] = standing.status.currentData()
        content["of_plan"] = standing.of_plan.isChecked()
        content["reason"] = standing.reason.text()
    return content


def fill(form: DoseForm, workspace: Workspace, draft: Draft, *, is_new: bool = True) -> None:
    """Fill a form with a dose that was being written down, as of when it was written."""
    content = draft.content
    form.substance.setEditText(_name(workspace, content))
    form.amount.amount.setText(content["amount"])
    form.amount.unit.setEditText(content["unit"])
    form.amount.estimated.setChecked(content["estimated"])
    form.amount.margin.setText(content["margin"])
    form.note.set_text(content["note"])
    moment_content.fill(form.moment, content["at"], draft.kept_at if is_new else None)
    standing = form.standing
    if standing is not None:
        standing.status.setCurrentIndex(standing.status.findData(content["status"]))
        standing.of_plan.setChecked(content["of_plan"])
        standing.reason.set_text(content["reason"])
    form.edited.emit()


def _name(workspace: Workspace, content: Content) -> str:
    """Return a substance as it is called now: it may go by a label, or by one no longer."""
    try:
        return str(workspace.read(substances.one, content["substance_id"]).name)
    except JournalError:
        return str(content["substance"])
