"""Whether the person can see the window, as far as the program can know."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from dosejournal.gui.reminding.reminders import Reminders
from dosejournal.gui.workspace import Workspace


class Sight(QObject):
    """Tells the reminders when the window comes in sight, and when it goes.

    Until it is shown it is out of sight; a window in the tray or the task bar is, too.
    """

    def __init__(self, window: QWidget, workspace: Workspace, reminders: Reminders) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._reminders = reminders
        reminders.come_in_sight(False)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Watch the window come and go."""
        kind = QEvent.Type
        if event.type() == kind.Hide:
            self._reminders.come_in_sight(False)
        elif event.type() in (kind.Show, kind.WindowStateChange):
            self._look()
        return False

    def _look(self) -> None:
        in_sight = self._window.isVisible() and not self._window.isMinimized()
        self._reminders.come_in_sight(in_sight)
        if in_sight and self._workspace.is_rating:
            # what was said meanwhile stands beside the rating now
            self._workspace.rating.emit(True)
