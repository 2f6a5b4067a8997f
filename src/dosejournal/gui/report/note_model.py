"""The entries with a note as Qt asks for them, each of them ticked or not."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dosejournal.domain.entries import Entry
from dosejournal.gui import entry_words
from dosejournal.gui.timeline_model import TimelineModel
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _

_SPOKEN = 500
Index = QModelIndex | QPersistentModelIndex


class NoteModel(TimelineModel):
    """`toggled` carries the key of an entry, and whether it is ticked now."""

    toggled = Signal(int, bool)

    def __init__(
        self, workspace: Workspace, ticked: Iterable[int], parent: QObject | None = None
    ) -> None:
        super().__init__(workspace, parent)
        self._ticked = set(ticked)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return whether a row is ticked, or what the timeline says of it."""
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self.is_ticked(index) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            line = self.line(index.row())
            return self._spoken(index, line.entry) if line else ""
        return super().data(index, role)

    def is_ticked(self, index: Index) -> bool:
        """Whether a row is ticked."""
        return self.key(index.row()) in self._ticked

    def n_ticked(self) -> int:
        """Return how many of the rows are ticked."""
        return sum(self.key(row) in self._ticked for row in range(self.rowCount()))

    def toggle(self, index: Index) -> None:
        """Tick a row, or take the tick away."""
        key = self.key(index.row())
        if key is None:
            return
        ticked = key not in self._ticked
        (self._ticked.add if ticked else self._ticked.discard)(key)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.toggled.emit(key, ticked)

    def _spoken(self, index: Index, entry: Entry) -> str:
        note = " ".join(entry.note[:_SPOKEN].split())
        when = entry_words.moment(entry.moment)
        said = _("ticked, {when}: {note}") if self.is_ticked(index) else _("{when}: {note}")
        return said.format(when=when, note=note)
