"""What stands in place of a record while a check-in is being filled in."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from dosejournal.domain.choices import Choices
from dosejournal.gui.cards import EmptyState
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import choices


class StandingAside(EmptyState):
    """Says that the record is back later, and offers to go on with the check-in."""

    def __init__(self, go_on: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(
            _("Back when this check-in is recorded."),
            _("Go on with the check-in"),
            go_on,
            parent,
        )


def is_due(workspace: Workspace) -> bool:
    """Say whether a check-in is being filled in, beside which the person wants to see nothing."""
    if not workspace.is_rating:
        return False
    chosen = workspace.attend(_chosen, workspace)
    # where that cannot be read, what is hidden by default stays hidden
    return chosen is None or chosen.rate_first != "no"


def _chosen(workspace: Workspace) -> Choices:
    return workspace.read(choices.read)
