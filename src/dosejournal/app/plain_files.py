"""A file that is not encrypted, in the place of a journal that was: nothing opens it unasked."""

from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from dosejournal import paths, sealed_places
from dosejournal.app import displays
from dosejournal.errors import UnsealedJournalError
from dosejournal.i18n import _
from dosejournal.store.vault import Key


def check(path: Path) -> None:
    """Ask before the plain file at `path` is opened, where the journal was encrypted before.

    Raises:
        UnsealedJournalError: the person does not want it opened, or nobody can be asked.
    """
    if not sealed_places.knows(paths.sealed_places(), path):
        return
    # without a screen nobody could answer
    if not displays.has_watcher() or not _is_wanted(path):
        raise UnsealedJournalError(
            _(
                "The file at {place} is not encrypted, but the journal there was when it was "
                "opened last, so it was left alone. Nothing was changed; look for your journal, "
                "or go back to a backup with: dosejournal restore"
            ).format(place=path)
        )


def remember(path: Path, key: Key | None) -> None:
    """Remember whether the journal at `path`, which is open or will be, has a passphrase."""
    sealed_places.keep(paths.sealed_places(), path, is_sealed=key is not None)


def _is_wanted(path: Path) -> bool:
    box = QMessageBox(
        QMessageBox.Icon.Warning,
        "DoseJournal",
        _(
            "The file at {place} is not encrypted, but the journal there was when it was opened "
            "last. Somebody may have put another file in its place; what you write into this one "
            "can be read by everybody who has it. Nothing was changed so far."
        ).format(place=path),
    )
    opens = box.addButton(_("Open it all the same"), QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave)
    box.exec()
    return box.clickedButton() is opens
