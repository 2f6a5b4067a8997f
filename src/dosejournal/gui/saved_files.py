"""Asking for a file, or where one is to be saved."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from dosejournal.i18n import _


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


def ask_for_new_journal(parent: QWidget) -> Path | None:
    """Return where a new journal is to be, or None."""
    # the program never overwrites a file, so the dialog need not ask about it
    name, _chosen = QFileDialog.getSaveFileName(
        parent,
        _("New journal"),
        "journal.db",
        _("Journals (*.db)"),
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    forget_folders()
    return Path(name) if name else None


def ask_for_journal(parent: QWidget | None) -> Path | None:
    """Return the journal that is to be opened, or None."""
    name, _chosen = QFileDialog.getOpenFileName(
        parent, _("Open journal"), "", _("Journals (*.db);;All files (*)")
    )
    forget_folders()
    return Path(name) if name else None


def ask_for_backup(parent: QWidget | None) -> Path | None:
    """Return a file that a journal shall go back to, or None."""
    name, _chosen = QFileDialog.getOpenFileName(
        parent, _("Choose a backup"), "", _("Journals (*.db);;All files (*)")
    )
    forget_folders()
    return Path(name) if name else None


def ask_for_folder(parent: QWidget | None, title: str) -> Path | None:
    """Return a folder, or None."""
    name = QFileDialog.getExistingDirectory(parent, title)
    forget_folders()
    return Path(name) if name else None


def tell_chosen(
    ask_for: Callable[[QWidget], Path | None], parent: QWidget, tell: Callable[[Path], object]
) -> None:
    """Ask for a journal, and tell which one was chosen, where one was."""
    place = ask_for(parent)
    if place is not None:
        tell(place)


def forget_folders() -> None:
    """Take the chosen folder out of the settings that Qt's own dialog shares with all programs."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.remove("FileDialog")
