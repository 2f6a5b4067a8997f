"""What is offered where a journal is too damaged to be opened: a backup, or what can be read."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from dosejournal.app import plain_files
from dosejournal.errors import JournalError
from dosejournal.gui import saved_files
from dosejournal.gui.backups import restore_dialog
from dosejournal.gui.backups.restore_dialog import Subject
from dosejournal.gui.damage.damage_dialog import DamageDialog
from dosejournal.gui.damage.key_dialog import KeyDialog
from dosejournal.gui.damage.salvage_dialog import SalvageDialog
from dosejournal.gui.tasks import Tasks
from dosejournal.i18n import _
from dosejournal.store import checks, files, quarantine, restoring, vault
from dosejournal.store.checks import Findings
from dosejournal.store.damaged import Damaged

Now = Callable[[], datetime]


def way_on(path: Path, sentence: str, now: Now, parent: QWidget | None = None) -> Path | None:
    """Say what is damaged, and return the journal to open: this one again, a new or another one.

    None is returned where the person wants none of them.
    """
    while True:
        damaged = Damaged(Findings({checks.UNREADABLE: 1}), path)
        wanted: list[Callable[[Damaged, Now, QWidget | None], Path | None]] = []
        dialog = DamageDialog(damaged, sentence, _("Choose another…"), parent)
        dialog.restore_wanted.connect(lambda wanted=wanted: wanted.append(_restored))
        dialog.salvage_wanted.connect(lambda wanted=wanted: wanted.append(_saved))
        dialog.exec()
        if not wanted:
            return saved_files.ask_for_journal(parent)
        try:
            found = wanted[0](damaged, now, parent)
        except JournalError as error:
            sentence = str(error)
        else:
            if found is not None:
                return found


def _restored(damaged: Damaged, now: Now, parent: QWidget | None) -> Path | None:
    chosen = restore_dialog.choose(Subject(damaged.path, None, now), parent)
    if chosen is None:
        return None
    done = restoring.restore(damaged.path, None, chosen.backup, now(), backup_key=chosen.key)
    plain_files.remember(damaged.path, done.key)
    return damaged.path


def _saved(damaged: Damaged, now: Now, parent: QWidget | None) -> Path | None:
    tasks = Tasks()
    try:
        key = None
        if vault.is_sealed(damaged.path) and not files.has_plain_pages(damaged.path):
            asking = KeyDialog(damaged, tasks, parent)
            if asking.exec() != QDialog.DialogCode.Accepted:
                return None
            key = asking.key
        aside = quarantine.set_aside(damaged.path, now())
        wanted: list[Path] = []
        saving = SalvageDialog(
            Damaged(damaged.found, damaged.path, key, aside), tasks, now(), parent
        )
        saving.put_wanted.connect(wanted.append)
        saving.exec()
        if not wanted:
            return None
        restoring.restore(damaged.path, key, wanted[0], now(), backup_key=key)
        return damaged.path
    finally:
        tasks.close()
