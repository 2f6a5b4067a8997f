"""What is asked when a journal does not open, or only to be read."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from dosejournal.app import displays
from dosejournal.errors import DamagedJournalError, JournalError
from dosejournal.gui import saved_files
from dosejournal.i18n import _


def way_on(path: Path, error: JournalError, now: Callable[[], datetime]) -> Path | None:
    """Say why a journal does not open; return the one to open then, or None to quit.

    Of a damaged one a backup is offered, or what can be read.
    """
    if isinstance(error, DamagedJournalError):
        from dosejournal.app import damaged_start

        return damaged_start.way_on(path, str(error), now)
    return ask_for_another(str(error))


def ask_for_another(sentence: str) -> Path | None:
    """Say why a journal does not open; return the place of another one, or None to quit."""
    box = QMessageBox(QMessageBox.Icon.Information, "DoseJournal", sentence)
    another = box.addButton(_("Choose another…"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("Quit"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    if box.clickedButton() is not another:
        return None
    return saved_files.ask_for_journal(None)


def wants_to_read(sentence: str) -> bool:
    """Say why a journal can only be read; return whether the person wants that."""
    # without a screen nobody could answer
    if not displays.has_watcher():
        return False
    box = QMessageBox(QMessageBox.Icon.Information, "DoseJournal", sentence)
    reads = box.addButton(_("Open to read"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is reads
