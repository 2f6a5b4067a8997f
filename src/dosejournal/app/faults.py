"""The last resort: what happens when the program itself is at fault."""

import faulthandler
import os
import re
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QMessageBox

from dosejournal import fault_report
from dosejournal.i18n import _

# a fault that comes back with every redraw must not fill the disk
_LARGEST_LOG_BYTES = 256 * 1024
# many messages of Qt begin with the function they come from
_OWN_NAME = re.compile(r"^(?:virtual |static )?Q\w+(?:::~?\w+)+")


def heed(app: QApplication, log: Path, crash: Path) -> None:
    """Take every fault of this process from now on, and tell of one that ended the last one."""
    last_resort = LastResort(app, log)
    fault_report.take(last_resort, last_resort.take_beside)
    fault_report.take_logs()
    qInstallMessageHandler(tell_of_qt)
    died = _death(crash)
    if died:
        last_resort.note(died)
        # the window comes first
        QTimer.singleShot(0, last_resort, last_resort.tell_of_death)


class LastResort(QObject):
    """Notes where a fault happened, never what was being written, and tells the person once."""

    _came_beside = Signal()

    def __init__(self, app: QApplication, log: Path) -> None:
        super().__init__()
        self._app = app
        self._log = log
        self._dialog: QMessageBox | None = None
        # a thread may note, and only the one of the window may show
        self._came_beside.connect(self._tell)

    def __call__(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the place of `sys.excepthook`."""
        if issubclass(kind, KeyboardInterrupt):
            self._app.closeAllWindows()
            return
        self.note(fault_report.describe(kind, error, trace))
        self._tell()

    def take_beside(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take a fault in a thread, or where Python could raise it to nobody."""
        self.note(fault_report.describe(kind, error, trace))
        if not QCoreApplication.closingDown():
            self._came_beside.emit()

    def note(self, report: str) -> None:
        """Keep a report in the log, and show it on the terminal if there is one."""
        if sys.stderr is not None:
            sys.stderr.write(report)
        try:
            self._log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._log.exists() or self._log.stat().st_size < _LARGEST_LOG_BYTES:
                with self._log.open("a", encoding="utf-8") as file:
                    file.write(report)
        except OSError:
            # the terminal has the same lines; a log that cannot be kept is no second fault
            return

    def tell_of_death(self) -> None:
        """Say that the program did not end by itself the last time."""
        self._show(
            _(
                "DoseJournal stopped by itself the last time, because of a fault of its own. What "
                "was recorded before is kept, and you can go on."
            )
        )

    def _tell(self) -> None:
        self._show(
            _(
                "DoseJournal made a mistake. What it was doing was taken back, nothing else is "
                "lost, and you can go on."
            )
        )

    def _show(self, sentence: str) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            return
        self._dialog = QMessageBox(QMessageBox.Icon.Warning, "DoseJournal", sentence)
        self._dialog.setInformativeText(
            _(
                "Where it happened was noted in {place}, without anything you wrote. "
                "Help → Fault log shows it."
            ).format(place=self._log)
        )
        self._dialog.setTextFormat(Qt.TextFormat.PlainText)
        self._dialog.open()


def tell_of_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Write what a message of Qt is about: its text may name a file, or hold what was typed."""
    name = _OWN_NAME.match(text)
    words = (kind.name, context.category or "", name[0] if name else "")
    if sys.stderr is not None:
        sys.stderr.write(" ".join(word for word in words if word) + "\n")


def _death(crash: Path) -> str:
    """Return the report of the process before, if it died, and take note of the death of this."""
    try:
        crash.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(crash, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError:
        # without a place for it, a crash goes unnoted; nothing else hangs on it
        return ""
    # what follows is written by the dying process itself, so the file stays open until then
    with os.fdopen(os.dup(handle), encoding="utf-8", errors="replace") as file:
        text = file.read(_LARGEST_LOG_BYTES)
    os.ftruncate(handle, 0)
    faulthandler.enable(handle)
    return fault_report.describe_death(text) if text else ""
