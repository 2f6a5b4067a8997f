"""The dialog that saves what can be read of a damaged journal, and tells what that is."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from dosejournal.domain import backup_schedule
from dosejournal.errors import JournalError
from dosejournal.gui.cards import button, label
from dosejournal.gui.fitting import fit
from dosejournal.gui.messages import announce
from dosejournal.gui.tasks import Tasks
from dosejournal.i18n import _
from dosejournal.journal import check_words
from dosejournal.store import salvage
from dosejournal.store.damaged import Damaged
from dosejournal.store.salvage import Salvaged

_WIDTH = 520


class SalvageDialog(QDialog):
    """Works beside the window as soon as it is there; `put_wanted` carries the new journal.

    It is to take the place of the damaged one: else the next start would open that again, and
    what was recorded meanwhile would seem to be lost.
    """

    put_wanted = Signal(Path)

    def __init__(
        self, damaged: Damaged, tasks: Tasks, now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Save what can be read"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        # what comes after the dialog was closed is in its place all the same, and told to nobody
        self._is_waiting = True
        self.saved: Salvaged | None = None
        self.title = label(_("Saving what can be read…"), "card-title")
        self.said = label("")
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.busy = QProgressBar()
        # from 0 to 0: it moves without saying how far it is
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(_("Saving what can be read…"))
        self.put_button = button(_("Make it my journal"), "primary")
        self.put_button.setEnabled(False)
        self.close_button = button(_("Close"))
        self._lay_out()
        self.put_button.clicked.connect(self._put)
        self.close_button.clicked.connect(self.reject)
        fit(self, _WIDTH)
        place = _beside(damaged.path, now)
        work = partial(
            salvage.salvage, damaged.source, damaged.key, place, tuple(damaged.backups())
        )
        tasks.run(work, self._show, self._refuse)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        for part in (self.title, self.busy, self.said):
            layout.addWidget(part)
        layout.addSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.put_button)
        layout.addLayout(row)

    def done(self, result: int) -> None:
        """Close; what is still being saved goes on."""
        self._is_waiting = False
        super().done(result)

    def _put(self) -> None:
        saved = self.saved
        self.accept()
        if saved is not None:
            self.put_wanted.emit(saved.path)

    def _show(self, saved: Salvaged) -> None:
        if not self._is_waiting:
            return
        self.saved = saved
        lines = [
            *check_words.saved(saved, QLocale().toString),
            _("The new journal lies beside the damaged one, which was not changed: {name}").format(
                name=saved.path.name
            ),
            _(
                "Make it your journal, and it takes the place of the damaged one, which is set "
                "aside. Nothing is deleted."
            ),
        ]
        self._tell(_("This could be saved"), "\n".join(lines))
        self.put_button.setEnabled(True)
        self.put_button.setFocus()

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        if self._is_waiting:
            self._tell(_("Nothing could be saved"), str(error))

    def _tell(self, title: str, text: str) -> None:
        self.busy.hide()
        self.title.setText(title)
        self.said.setText(text)
        fit(self, _WIDTH)
        announce(self, f"{title}\n{text}", urgent=False)


def _beside(path: Path, now: datetime) -> Path:
    stem = path.stem if path.suffix == ".db" else path.name
    return path.with_name(f"{stem}.saved-{backup_schedule.stamp(now)}.db")
