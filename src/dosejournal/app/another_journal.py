"""What is asked when a journal does not open."""

from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from dosejournal.gui import saved_files
from dosejournal.i18n import _


def ask_for_another(sentence: str) -> Path | None:
    """Say why a journal does not open; return the place of another one, or None to quit."""
    box = QMessageBox(QMessageBox.Icon.Information, "DoseJournal", sentence)
    another = box.addButton(_("Choose another…"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("Quit"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    if box.clickedButton() is not another:
        return None
    return saved_files.ask_for_journal(None)
