"""Which notes a report shows: none, until the person ticks one."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QWidget

from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.report.notes_dialog import NotesDialog
from dosejournal.gui.report.period_card import Period
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _, ngettext
from dosejournal.journal import timeline
from dosejournal.journal.timeline import Filter


class NotesCard(Card):
    """Says how many notes are ticked, and opens the list of those in the period.

    `typed` tells that one was ticked, or is no longer.
    """

    typed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Notes"), _("A note is in the report only if you tick it."), parent)
        self._workspace = workspace
        self._period = Period(None, None)
        self._there: frozenset[int] = frozenset()
        self._ticked: set[int] = set()
        self.count = label("")
        self.choose_button = button(_("Choose notes…"))
        self.choose_button.clicked.connect(lambda _checked: self.choose())
        self.body.addWidget(self.count)
        self.body.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeading)
        self._say()

    def notes(self) -> frozenset[int]:
        """Return the keys of the ticked entries; a report shows those of its period."""
        return frozenset(self._ticked)

    def follow(self, period: Period) -> None:
        """Know which notes there are in a period."""
        self._period = period
        found = self._workspace.read(timeline.keys, noted(period))
        self._there = frozenset(found)
        self._say()

    def choose(self) -> None:
        """Open the list of notes."""
        dialog = self._workspace.attempt(
            NotesDialog, self._workspace, noted(self._period), self._ticked, self
        )
        if dialog is not None:
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.toggled.connect(self._toggle)
            dialog.open()

    def _toggle(self, key: int, ticked: bool) -> None:
        (self._ticked.add if ticked else self._ticked.discard)(key)
        self._say()
        self.typed.emit()

    def _say(self) -> None:
        n, most = len(self._there & self._ticked), len(self._there)
        self.choose_button.setEnabled(bool(most))
        if not most:
            self.count.setText(_("No entry of the period has a note."))
            return
        shown = QLocale()
        self.count.setText(
            ngettext("{n} of {most} note ticked", "{n} of {most} notes ticked", most).format(
                n=shown.toString(n), most=shown.toString(most)
            )
        )


def noted(period: Period, search: str = "") -> Filter:
    """Return what asks for the entries with a note in a period."""
    return Filter(
        kinds=("check_in", "dose_event"),
        first_day=period.first_day,
        last_day=period.last_day,
        search=search,
        noted=True,
    )
