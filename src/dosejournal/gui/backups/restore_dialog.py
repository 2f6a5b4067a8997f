"""The dialog that goes back to a backup: look at what it holds, then decide."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.errors import JournalError, LockedJournalError, WrongPassphraseError
from dosejournal.gui import saved_files
from dosejournal.gui.backups import words
from dosejournal.gui.backups.preview_card import PreviewCard
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.row_list import RowList
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.vault.scrolled import scrolled
from dosejournal.i18n import _
from dosejournal.store import backup_checks, backup_preview, backups, connections
from dosejournal.store.backup_preview import Preview
from dosejournal.store.vault import Key

_SIZE = QSize(880, 620)
_ROOM_AROUND = 32
_LIST_SHARE, _PREVIEW_SHARE = 5, 4


@dataclass(frozen=True, slots=True)
class Subject:
    """The journal whose backups are meant; its key may not be known."""

    path: Path
    key: Key | None
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The backup to go back to, and the key that opens it."""

    backup: Path
    key: Key | None


class RestoreDialog(QDialog):
    """Lists the backups of a journal; `chosen` is one that was looked at, once it is accepted.

    `restore_asked` carries its place and its key as well.

    The journal itself may be open, damaged, of an unknown passphrase, or gone: nothing is changed
    here.
    """

    restore_asked = Signal(Path, object)

    def __init__(self, subject: Subject, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject = subject
        self._tasks = tasks
        # an answer that comes after another backup was chosen is dropped
        self._turn = 0
        self._backup: Path | None = None
        self._keys: dict[Path, Key] = {}
        self.chosen: Chosen | None = None
        self.setWindowTitle(_("Restore a backup"))
        self.list = RowList(_("Backups"), [])
        self.empty = label("")
        self.file_button = button(_("Choose a file…"))
        self.preview = PreviewCard()
        self.restore_button = button(_("Restore"), "primary")
        self.cancel_button = button(_("Cancel"))
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._choose_row)
        self.file_button.clicked.connect(lambda _checked: self._choose_file())
        self.preview.passphrase_given.connect(self._unlock)
        self.restore_button.clicked.connect(lambda _checked: self.accept())
        self.cancel_button.clicked.connect(lambda _checked: self.reject())
        self.restore_button.setEnabled(False)
        self._fill()

    def _lay_out(self) -> None:
        card = Card(_("Backups of this journal"))
        card.body.addWidget(self.empty)
        card.body.addWidget(self.list)
        card.body.addWidget(self.file_button, 0, Qt.AlignmentFlag.AlignLeading)
        card.body.addStretch(1)
        columns = QHBoxLayout()
        columns.setContentsMargins(24, 24, 24, 8)
        columns.setSpacing(16)
        for each, share in ((card, _LIST_SHARE), (self.preview, _PREVIEW_SHARE)):
            inside = QWidget()
            column = QVBoxLayout(inside)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(each)
            column.addStretch(1)
            columns.addWidget(scrolled(inside), share)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 24)
        foot.setSpacing(8)
        hint = _("The present journal is moved aside and never deleted, so this can be undone.")
        foot.addWidget(label(hint, "hint"), 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.restore_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(columns, 1)
        layout.addLayout(foot)
        room = self.screen().availableSize() - QSize(_ROOM_AROUND, _ROOM_AROUND)
        self.resize(_SIZE.boundedTo(room))

    def _fill(self) -> None:
        found = backups.listed(self._subject.path)
        zone = self._subject.now().tzinfo
        self.list.set_rows([words.row(each, zone) for each in found])
        self.list.setVisible(bool(found))
        self.empty.setText(
            _(
                "There is no backup of this journal here yet. One from another drive or folder "
                "can be chosen as a file."
            )
        )
        self.empty.setVisible(not found)
        if found:
            self.list.choose(found[0].path)

    def done(self, result: int) -> None:
        """Close; what is still being looked at is dropped."""
        self._turn += 1
        super().done(result)
        if result and self.chosen is not None:
            self.restore_asked.emit(self.chosen.backup, self.chosen.key)

    def look_at(self, backup: Path) -> None:
        """Show what a file holds, one of the list or any other."""
        self._backup = backup
        self._read(self._keys.get(backup, self._subject.key))

    def _choose_row(self, current: QModelIndex) -> None:
        backup = self.list.rows.key(current)
        if backup is not None:
            self.look_at(backup)

    def _choose_file(self) -> None:
        place = saved_files.ask_for_backup(self)
        if place is not None:
            self.list.setCurrentIndex(QModelIndex())
            self.look_at(place)

    def _read(self, key: Key | None) -> None:
        backup = self._begin()
        journal, own_key = self._subject.path, self._subject.key
        self._tasks.run(
            partial(backup_preview.preview, backup, key, journal, own_key),
            partial(self._show, self._turn, key),
            partial(self._refuse, self._turn),
        )

    def _unlock(self, passphrase: str) -> None:
        # the field goes while it is tried, and Return must not find Cancel in its place
        (self.file_button if self.list.isHidden() else self.list).setFocus()
        backup = self._begin()
        self._tasks.run(
            partial(connections.unlock, backup, passphrase),
            partial(self._take_key, self._turn, backup),
            partial(self._refuse, self._turn),
        )

    def _begin(self) -> Path:
        assert self._backup is not None  # noqa: S101 - nothing is read before one is chosen
        self._turn += 1
        self.chosen = None
        self.restore_button.setEnabled(False)
        self.preview.show_reading(self._backup.name)
        return self._backup

    def _take_key(self, turn: int, backup: Path, key: Key) -> None:
        if turn == self._turn:
            self._keys[backup] = key
            self._read(key)

    def _show(self, turn: int, key: Key | None, seen: Preview) -> None:
        if turn != self._turn:
            return
        self.chosen = Chosen(seen.path, backup_checks.fitting(seen.path, key))
        self.preview.show_preview(seen)
        self.restore_button.setEnabled(True)

    def _refuse(self, turn: int, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        if turn != self._turn:
            return
        if isinstance(error, LockedJournalError):
            self.preview.ask_passphrase("")
        elif isinstance(error, WrongPassphraseError):
            self.preview.ask_passphrase(str(error) if self.preview.is_asking else "")
        else:
            self.preview.refuse(str(error))


def choose(subject: Subject, parent: QWidget | None = None) -> Chosen | None:
    """Let the person choose a backup where no journal is open; return it, or None.

    For a start at which the journal is damaged or gone. What is chosen was looked through, and is
    put in place by `store.restoring.restore(path, key, chosen.backup, now,
    backup_key=chosen.key)`, while nobody has the journal open; then it opens with the key that
    this returns.
    """
    tasks = Tasks()
    try:
        dialog = RestoreDialog(subject, tasks, parent)
        return dialog.chosen if dialog.exec() else None
    finally:
        tasks.close()
