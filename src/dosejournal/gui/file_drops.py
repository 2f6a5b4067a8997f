"""Files that are dropped on the window, wherever on it."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


class FileDrops(QObject):
    """Takes one file of this computer for the whole window; text goes on to the text fields.

    It watches the window's own surface, which hears of a drag before any part of it does: a text
    field would write the name of the file into itself.
    """

    dropped = Signal(Path)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)

    def watch(self) -> None:
        """Begin, once the window has a surface."""
        self._window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a drag that carries files, and leave every other to the part it is over."""
        if not isinstance(event, QDropEvent) or not _carries_files(event):
            return super().eventFilter(watched, event)
        path = _one_file(event)
        if path is None or QApplication.activeModalWidget() is not None:
            event.ignore()
            return True
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(path)
        return True


def _carries_files(event: QDropEvent) -> bool:
    return any(url.isLocalFile() for url in event.mimeData().urls())


def _one_file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    if len(urls) != 1:
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.is_file() else None
