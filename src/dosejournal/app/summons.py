"""A second start of the program brings up the window that has the journal, instead of its own.

A file beside the journal asks for it; who hears takes the file away, which is the answer. Nobody
needs a socket for that, and where nobody hears, the file goes again.
"""

import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, QSysInfo, QTimer, Signal

_PATIENCE_SECONDS = 3.0
_PAUSE_SECONDS = 0.02


class Summons(QObject):
    """Hears that the program was started once more with a journal that is open here."""

    came = Signal()

    def __init__(self, journal: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = _file(journal)
        self._watcher = QFileSystemWatcher([str(journal.parent)], self)
        self._watcher.directoryChanged.connect(self._look)
        # one that came while this one was starting
        QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        try:
            self._file.unlink()
        except OSError:
            # something else came or went beside the journal
            return
        self.came.emit()


def is_here(journal: Path) -> bool:
    """Say whether who has a journal open runs on this computer."""
    _process, host, _program = QLockFile(f"{journal}.lock").getLockInfo()
    return bool(host) and host == QSysInfo.machineHostName()


def call(journal: Path, patience_seconds: float = _PATIENCE_SECONDS) -> bool:
    """Ask who has a journal open to show its window; return whether somebody answers."""
    file = _file(journal)
    try:
        file.touch(mode=0o600)
    except OSError:
        return False
    patience = time.monotonic() + patience_seconds
    while file.exists() and time.monotonic() < patience:
        time.sleep(_PAUSE_SECONDS)
    try:
        file.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        # nobody can take it away, so nobody did
        return False
    return False


def _file(journal: Path) -> Path:
    return journal.with_name(f"{journal.name}.show")
