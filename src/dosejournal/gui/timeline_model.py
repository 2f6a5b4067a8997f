"""The entries of the timeline as Qt asks for them: all keys at once, entries a page at a time."""

from array import array
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dosejournal.domain.entries import Entry
from dosejournal.domain.measures import Measure
from dosejournal.gui import entry_words
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import measures, revisions, timeline
from dosejournal.journal.revisions import Version
from dosejournal.journal.timeline import Filter

LINE = Qt.ItemDataRole.UserRole
"""The role under which a row gives its `Line`."""

PAGE = 50
_PAGES_KEPT = 48
_MOST_REMOVED = 1000
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the timeline; `version` is there when the entry was removed."""

    entry: Entry
    starts_day: bool
    marks: tuple[str, ...] = ()
    version: Version | None = None


class TimelineModel(QAbstractListModel):
    """Knows the key of every entry asked for, and reads those that are looked at."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._keys: array[int] = array("q")
        self._removed: list[Version] = []
        self._pages: OrderedDict[int, list[Line | None]] = OrderedDict()
        self.measures: dict[str, Measure] = {}

    def ask(self, wanted: Filter | None) -> None:
        """Show the entries wanted, or with None those that were removed, as they are now.

        Raises:
            StorageError: the journal cannot be read; what was shown stays.
        """
        known = self._workspace.read(measures.listing, archived=True)
        keys, removed = self._find(wanted)
        self.measures = {measure.key: measure for measure in known}
        if keys == self._keys and not removed and not self._removed:
            # the same entries in the same order: nothing on the screen has to move
            self._pages.clear()
            if keys:
                self.dataChanged.emit(self.index(0), self.index(len(keys) - 1))
            return
        self.beginResetModel()
        self._keys, self._removed = keys, removed
        self._pages.clear()
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self._keys)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a row's line, or the words a screen reader reads out."""
        if role == LINE:
            return self.line(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            line = self.line(index.row())
            return entry_words.spoken(line.entry, self.measures) if line else ""
        return None

    def line(self, row: int) -> Line | None:
        """Return a row's line; None when its entry has gone since the keys were read."""
        if not 0 <= row < len(self._keys):
            return None
        number, place = divmod(row, PAGE)
        if number in self._pages:
            self._pages.move_to_end(number)
        else:
            self._pages[number] = self._page(number * PAGE)
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        return self._pages[number][place]

    def key(self, row: int) -> int | None:
        """Return the key of a row's entry."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def row(self, key: int | None) -> int | None:
        """Return the row of a key, None when it is not shown."""
        return self._keys.index(key) if key is not None and key in self._keys else None

    def _find(self, wanted: Filter | None) -> tuple["array[int]", list[Version]]:
        if wanted is not None:
            return self._workspace.read(timeline.keys, wanted), []
        removed = self._workspace.read(revisions.removed, _MOST_REMOVED)
        keys = (timeline.key(version.kind, version.entry_id) for version in removed)
        return array("q", keys), removed

    def _page(self, start: int) -> list[Line | None]:
        stop = min(start + PAGE, len(self._keys))
        if self._removed:
            return [self._removed_line(version) for version in self._removed[start:stop]]
        # with the entry before it, so that the first one of the page knows if its day is new
        wanted = self._keys[max(start - 1, 0) : stop]
        found = self._workspace.attend(self._entries, wanted) or []
        by_key = {timeline.key(entry.kind, entry.id): entry for entry in found}
        lines: list[Line | None] = []
        last = by_key.get(wanted[0]) if start else None
        for key in self._keys[start:stop]:
            entry = by_key.get(key)
            if entry is None:
                lines.append(None)
                continue
            new = last is None or last.moment.journal_day != entry.moment.journal_day
            lines.append(Line(entry, new, tuple(entry_words.marks(entry))))
            last = entry
        return lines

    def _entries(self, wanted: "array[int]") -> list[Entry]:
        return self._workspace.read(timeline.entries, wanted)

    def _removed_line(self, version: Version) -> Line:
        when = entry_words.day_and_time(version.changed_at, self._workspace.now().tzinfo)
        removed = _("removed {when}").format(when=when)
        return Line(version.entry, True, (removed,), version)
