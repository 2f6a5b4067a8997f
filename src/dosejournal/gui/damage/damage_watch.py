"""Joins what the checks find to what the window shows of it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from dosejournal.gui.damage.soundness import Soundness
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.store.damaged import Damaged


class DamageWatch(QObject):
    """Has the journal checked, and opens the dialogs that go with it over the window.

    `restore_wanted` says that the person wants to go back to a backup, `put_wanted` carries the
    journal into which was saved what could be read, and its key, `failed` a sentence.
    """

    restore_wanted = Signal()
    put_wanted = Signal(Path, object)
    failed = Signal(str)

    def __init__(self, workspace: Workspace, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._tasks = tasks
        self._window = window
        self._is_telling = False
        self.soundness = Soundness(workspace, tasks, self)
        self.soundness.damaged.connect(self._tell)
        self.soundness.failed.connect(self.failed)

    def open_check(self) -> None:
        """Check the whole journal because the person wants it."""
        from dosejournal.gui.damage.check_dialog import CheckDialog

        CheckDialog(self._workspace, self.soundness, self._window).open()

    def _tell(self, damaged: Damaged) -> None:
        from dosejournal.gui.damage.damage_dialog import DamageDialog

        # two checks may find the same
        if self._is_telling:
            return
        self._is_telling = True
        dialog = DamageDialog(damaged, parent=self._window)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.finished.connect(self._end_telling)
        dialog.restore_wanted.connect(self.restore_wanted)
        dialog.salvage_wanted.connect(partial(self._save, damaged))
        dialog.open()

    def _end_telling(self) -> None:
        self._is_telling = False

    def _save(self, damaged: Damaged) -> None:
        from dosejournal.gui.damage.salvage_dialog import SalvageDialog

        now = self._workspace.now()
        dialog = SalvageDialog(damaged, self._tasks, now, self._window)
        dialog.put_wanted.connect(lambda saved: self.put_wanted.emit(saved, damaged.key))
        dialog.open()
