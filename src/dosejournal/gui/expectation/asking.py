"""Asks what the person expects, where that is to be asked, and goes on with what was said."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from dosejournal.domain import clock
from dosejournal.domain.measures import Measure
from dosejournal.errors import JournalError
from dosejournal.gui.expectation.said import Said, Subject
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import expectations, information, main_measures

Then = Callable[[Said | None], object]


def before(
    workspace: Workspace, parent: QWidget, subject: Subject, at: datetime, then: Then
) -> None:
    """Call `then` with what is expected of a dose taken, or left out, at this time.

    It is called with None where the person says nothing; at once where nothing is asked.
    """
    if not _is_asked(workspace, subject, at) or not ask(workspace, parent, subject, then):
        then(None)


def moment_of_skip(workspace: Workspace, planned_at: datetime) -> datetime:
    """Return of when leaving out a planned dose is: of now, as long as its journal day lasts."""
    now = workspace.now()
    try:
        start = workspace.read(information.read).day_starts_at
    except JournalError:
        return planned_at
    today = clock.journal_day(now, start)
    return now if clock.journal_day(planned_at, start) >= today else planned_at


def ask(workspace: Workspace, parent: QWidget, subject: Subject, then: Then) -> bool:
    """Open the question over the window of `parent`; False where no measure can be asked for."""
    # imported here, as all dialogs: most days begin without one
    from dosejournal.gui.expectation.expectation_dialog import ExpectationDialog

    try:
        if not workspace.read(main_measures.offered):
            return False
        dialog = ExpectationDialog(workspace, subject, workspace.read(_main_measure), parent)
    except JournalError:
        # the dose that comes next tells what is wrong
        return False
    dialog.answered.connect(then)
    dialog.open()
    return True


def _main_measure(session: Any) -> Measure | None:
    """Return the main measure, or None where it is archived or was never chosen."""
    main = main_measures.current(session)
    return None if main is None or main.measure.archived else main.measure


def _is_asked(workspace: Workspace, subject: Subject, at: datetime) -> bool:
    if workspace.is_rating:
        # a question about hope just before a rating would colour the rating
        return False
    try:
        return workspace.read(expectations.is_asked, workspace.now(), subject.substance, at)
    except JournalError:
        return False
