"""The latest doses, day by day, each to be amended or removed."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dosejournal.domain.clock import journal_day
from dosejournal.domain.entries import Dose, Entry
from dosejournal.gui import entry_words
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.cards import Card, EmptyState
from dosejournal.gui.dose_words import amount_words
from dosejournal.gui.row_list import RowAct, RowList
from dosejournal.gui.rows import Row
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import doses, information, timeline
from dosejournal.journal.timeline import Filter

_SHOWN = 50
# what a row can show of a note; one of 1 MB is not measured to draw its beginning
_NOTE_SHOWN = 300


class RecentDoses(Card):
    """The latest 50 doses; `wanted` asks for the form when there is none yet."""

    wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Recent doses"), parent=parent)
        self._workspace = workspace
        self._entries: dict[int, Entry] = {}
        self.empty = EmptyState(
            _("The doses you record appear here, the latest first."),
            _("Write one down"),
            self.wanted.emit,
        )
        self.list = RowList(
            _("Recent doses"),
            [
                RowAct(_("Amend"), self._amend, "Return"),
                RowAct(_("Remove"), self._remove, "Del"),
            ],
        )
        self.body.addWidget(self.empty)
        self.body.addWidget(self.list)
        tables = frozenset({"dose_event", "substance", "journal_info"})
        Upkeep(self, workspace, tables, self.refresh)

    def refresh(self) -> None:
        """Read the latest doses again."""
        keys = self._workspace.read(timeline.keys, Filter(kinds=("dose_event",)))
        found = self._workspace.read(timeline.entries, keys[:_SHOWN])
        starts_at = self._workspace.read(information.read).day_starts_at
        today = journal_day(self._workspace.now(), starts_at)
        self._entries = {entry.id: entry for entry in found}
        self.empty.setVisible(not found)
        self.list.setVisible(bool(found))
        self.set_hint(
            _("Return amends the chosen dose, Delete removes it; both can be undone.")
            if found
            else ""
        )
        self.list.set_rows(_rows(found, today))

    def _amend(self, entry_id: int) -> None:
        entry = self._entries[entry_id]
        dialog = self._workspace.attempt(AmendDialog, self._workspace, entry, self)
        if dialog is not None:
            dialog.open()

    def _remove(self, entry_id: int) -> None:
        self._workspace.perform(_("Dose removed"), doses.remove, self._workspace.now(), entry_id)


def _rows(entries: list[Entry], today: date) -> list[Row]:
    rows: list[Row] = []
    day = None
    for entry, dose in [(entry, entry.dose) for entry in entries if entry.dose is not None]:
        if entry.moment.journal_day != day:
            day = entry.moment.journal_day
            rows.append(Row(_day(day, today)))
        rows.append(_row(entry, dose))
    return rows


def _row(entry: Entry, dose: Dose) -> Row:
    exact = entry.moment.precision == "instant"
    skipped = dose.amount is None and dose.status in ("skipped", "missed")
    amount = "" if skipped else entry_words.isolated(amount_words(dose))
    return Row(
        title=dose.substance,
        key=entry.id,
        before=entry_words.clock_time(entry.moment.local.time()) if exact else "–",
        beside=entry_words.DOT.join(part for part in (amount, *_of_plan(entry, dose)) if part),
        detail=" ".join(entry.note[:_NOTE_SHOWN].split()),
    )


def _of_plan(entry: Entry, dose: Dose) -> tuple[str, str]:
    if dose.planned_at is None or dose.status != "late":
        return entry_words.standing(dose), ""
    planned_at = datetime.fromisoformat(dose.planned_at)
    if planned_at.date() == entry.moment.local.date():
        when = entry_words.clock_time(planned_at.time())
    else:
        when = entry_words.day_and_time(planned_at)
    return entry_words.standing(dose), _("planned {when}").format(when=when)


def _day(day: date, today: date) -> str:
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return _("{weekday}, {day}").format(weekday=entry_words.weekday(day), day=entry_words.day(day))
