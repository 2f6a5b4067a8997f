"""The list of entries itself: only the rows on the screen are read and drawn."""

from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QItemSelection, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTableView, QWidget

from dosejournal.gui import long_list
from dosejournal.gui.entry_delegate import EntryDelegate
from dosejournal.gui.timeline_model import Line, TimelineModel
from dosejournal.i18n import _


class EntryList(QTableView):
    """Scrolls through any number of entries; Return asks to amend, Delete to remove.

    A table of one column, because a table with rows of one height asks nothing of the rows that
    cannot be seen.
    """

    chosen = Signal()
    amend_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = EntryDelegate(model, self.font(), self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Entries, newest first"))
        long_list.set_up(self)
        self._set_row_height()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._shortcut(key, self.amend_wanted)
        self._shortcut(Qt.Key.Key_Delete, self.remove_wanted)
        self.doubleClicked.connect(self.amend_wanted)

    def line(self) -> Line | None:
        """Return the chosen row's line."""
        return self._model.line(self.currentIndex().row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that another entry was chosen."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def keyboardSearch(self, _search: str) -> None:
        """Leave the search to its own field: this one would read every entry there is."""

    def changeEvent(self, event: QEvent) -> None:
        """Draw with the font that the program has now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._delegate.set_font(self.font())
            self._set_row_height()

    @contextmanager
    def kept_in_place(self, *, or_next: bool) -> Generator[None]:
        """Keep the chosen entry and the one at the top while the model reads again.

        Where the chosen entry is gone, none is chosen, or the one that moved into its place.
        """
        bar, height = self.verticalScrollBar(), self._delegate.row_height
        chosen_row, chosen = self.currentIndex().row(), self._model.key(self.currentIndex().row())
        top, beyond = divmod(bar.value(), height)
        # at the very top, what is new is what the person wants to see
        top_key = self._model.key(top) if bar.value() else None
        yield
        row = self._model.row(chosen)
        if row is None and chosen is not None and or_next:
            row = min(chosen_row, self._model.rowCount() - 1)
        if row is not None and row != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(row))
        now_top = self._model.row(top_key)
        if now_top is not None:
            bar.setValue(now_top * height + beyond)

    def _set_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height)

    def _shortcut(self, key: Qt.Key, wanted: SignalInstance) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(wanted)
