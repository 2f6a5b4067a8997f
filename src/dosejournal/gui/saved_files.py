"""Asking where a file is to be saved."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask(
    parent: QWidget, title: str, name: str, kinds: str, save: Callable[[Path], object]
) -> None:
    """Ask for a place, proposing a name with its suffix, and save there."""
    dialog = QFileDialog(parent, title, name, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda chosen: save(Path(chosen)))
    dialog.destroyed.connect(forget_folders)
    dialog.open()


def forget_folders() -> None:
    """Take the chosen folder out of the settings that Qt's own dialog shares with all programs."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.remove("FileDialog")
