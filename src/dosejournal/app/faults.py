"""The last resort: what happens when the program itself is at fault."""

import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox

from dosejournal.i18n import _

# a fault that comes back with every redraw must not fill the disk
_LARGEST_LOG_BYTES = 256 * 1024


class LastResort:
    """Notes where a fault happened, never what was being written, and tells the person once."""

    def __init__(self, app: QApplication, log: Path) -> None:
        self._app = app
        self._log = log
        self._dialog: QMessageBox | None = None

    def __call__(
        self, kind: type[BaseException], _error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take the place of `sys.excepthook`."""
        if issubclass(kind, KeyboardInterrupt):
            self._app.closeAllWindows()
            return
        place = describe(kind, trace)
        if sys.stderr is not None:
            sys.stderr.write(place)
        self._note(place)
        self._tell()

    def _note(self, place: str) -> None:
        try:
            self._log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._log.exists() or self._log.stat().st_size < _LARGEST_LOG_BYTES:
                with self._log.open("a", encoding="utf-8") as file:
                    file.write(place)
        except OSError:
            # the terminal has the same lines; a log that cannot be kept is no second fault
            return

    def _tell(self) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            return
        self._dialog = QMessageBox(
            QMessageBox.Icon.Warning,
            "DoseJournal",
            _(
                "DoseJournal made a mistake. What it was doing was taken back, nothing else is "
                "lost, and you can go on."
            ),
        )
        self._dialog.setInformativeText(
            _("Where it happened was noted in {place}, without anything you wrote.").format(
                place=self._log
            )
        )
        self._dialog.open()


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the kind of a fault and the places it came through, without its text."""
    lines = [kind.__name__]
    for frame in traceback.extract_tb(trace):
        # the folder above tells enough; the whole path may hold the person's name
        file = "/".join(Path(frame.filename).parts[-2:])
        lines.append(f"  {file}:{frame.lineno} {frame.name}")
    return "\n".join(lines) + "\n"
