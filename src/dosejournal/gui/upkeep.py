"""Keeps what a widget shows true to the journal, without work for what nobody sees."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from dosejournal.gui.workspace import Workspace


class Upkeep(QObject):
    """Calls `refresh` when one of `tables` has changed: at once, or when the widget is shown."""

    def __init__(
        self,
        widget: QWidget,
        workspace: Workspace,
        tables: frozenset[str],
        refresh: Callable[[], None],
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._workspace = workspace
        self._tables = tables
        self._refresh = refresh
        self._stale = True
        widget.installEventFilter(self)
        workspace.changed.connect(self._notice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch up when the widget comes into sight."""
        if event.type() == QEvent.Type.Show and self._stale:
            self._catch_up()
        return super().eventFilter(watched, event)

    def _notice(self, changes: frozenset[str]) -> None:
        if not self._tables & changes:
            return
        self._stale = True
        if self._widget.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        self._workspace.attend(self._read_again)

    def _read_again(self) -> None:
        self._stale = True
        self._refresh()
        self._stale = False
