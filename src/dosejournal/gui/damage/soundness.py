"""Checks of the journal that is open: at each start, all of it each week and when asked.

Once damage is found, nothing more is written.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from dosejournal.errors import JournalBusyError, JournalError
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import soundness
from dosejournal.store import checks, quarantine
from dosejournal.store.checks import Findings
from dosejournal.store.damaged import Damaged

# the first picture need not wait for it
_FIRST_MS = 2_000


class Soundness(QObject):
    """Runs the checks beside the window; `damaged` carries what was found, and where a copy is.

    `failed` carries a sentence where a check, or the copy, could not be made.
    """

    damaged = Signal(object)
    failed = Signal(str)

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks
        self._first = QTimer(self, interval=_FIRST_MS, singleShot=True)
        self._first.timeout.connect(self.look)
        self._first.start()

    def look(self) -> None:
        """Check as a start does: quickly, or the whole file where a week has passed."""
        is_due = not self._workspace.only_read_because and self._workspace.attend(self._is_due)
        self._run(bool(is_due), self._act)

    def check(self, then: Callable[[Findings], None], refuse: Callable[[str], None]) -> None:
        """Check the whole file because the person wants it."""

        def tell(found: Findings) -> None:
            then(found)
            self._act(found)

        self._run(True, tell, refuse)

    def stop(self) -> None:
        """Look no more by itself."""
        self._first.stop()

    def _is_due(self) -> bool:
        return self._workspace.read(soundness.is_due, self._workspace.now())

    def _run(
        self,
        whole: bool,
        then: Callable[[Findings], None],
        refuse: Callable[[str], None] | None = None,
    ) -> None:
        path, key = self._workspace.journal_path, self._workspace.key
        look = checks.whole if whole else checks.quick
        through_window = partial(checks.examine, path=path, whole=whole)

        def take(found: Findings) -> None:
            if whole and found.is_sound:
                self._workspace.keep(soundness.keep, self._workspace.now())
            then(found)

        def fail(error: Exception) -> None:
            # one connection alone has the file there, and it is the window's own
            if isinstance(error, JournalBusyError):
                lent = self._workspace.attempt(self._workspace.lend, through_window)
                if lent is not None:
                    take(lent)
            elif isinstance(error, JournalError):
                (refuse or self.failed.emit)(str(error))
            else:
                raise error

        self._tasks.run(partial(look, path, key), take, fail)

    def _act(self, found: Findings) -> None:
        if found.is_sound:
            return
        self._workspace.hold(
            _(
                "This journal is damaged, so nothing more is written to it. What was recorded "
                "before is kept; restore a backup, or save what can be read."
            )
        )
        path = self._workspace.journal_path
        told = partial(Damaged, found, path, self._workspace.key)
        self._tasks.run(
            partial(quarantine.set_aside, path, self._workspace.now()),
            lambda aside: self.damaged.emit(told(aside)),
            partial(self._tell_without_copy, told(None)),
        )

    def _tell_without_copy(self, damaged: Damaged, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self.failed.emit(str(error))
        self.damaged.emit(damaged)
