"""Backups of the journal that is open: every half hour of use, when it closes, and when asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from dosejournal.domain import backup_schedule
from dosejournal.errors import DamagedJournalError, JournalError
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.store import backup_checks, backups, second_folder
from dosejournal.store.backups import Backup
from dosejournal.store.places import Place
from dosejournal.store.vault import Key

_INTERVAL_MS = int(backup_schedule.INTERVAL.total_seconds() * 1000)
# what a kill or a lock left without a backup does not wait half an hour for one
_FIRST_MS = 60_000


@dataclass(frozen=True, slots=True)
class Order:
    """A backup that is wanted: of what, why, and what goes with it."""

    path: Path
    key: Key | None
    reason: str
    now: datetime
    thins: bool
    second: str
    always: bool
    looks_again: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: nothing new where nothing had changed, and what is to be told."""

    backup: Backup | None
    trouble: tuple[str, ...] = ()


class Backups(QObject):
    """Makes backups in the background; `changed` tells that there is another one.

    `failed` carries a sentence, and the same one only once until a backup succeeds.
    `restore_wanted` says that the person wants to go back to one, `restore_asked` to which, and
    with which key.
    """

    changed = Signal()
    failed = Signal(str)
    restore_wanted = Signal()
    restore_asked = Signal(Path, object)

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.tasks = tasks
        self._preferences = preferences
        self._told: set[str] = set()
        self.timer = QTimer(self, interval=_INTERVAL_MS)
        self.timer.timeout.connect(self.tend)
        self.first_timer = QTimer(self, interval=_FIRST_MS, singleShot=True)
        self.first_timer.timeout.connect(self.tend)
        if not workspace.only_read_because:
            self.timer.start()
            self.first_timer.start()

    @property
    def path(self) -> Path:
        """Where the journal is."""
        return self._workspace.journal_path

    @property
    def key(self) -> Key | None:
        """What opens the journal."""
        return self._workspace.key

    def now(self) -> datetime:
        """Return the present moment."""
        return self._workspace.now()

    def listed(self) -> list[Backup]:
        """Return the backups there are, the last one first."""
        return backups.listed(self.path)

    def last_verified(self) -> Backup | None:
        """Return the last backup that was found sound."""
        return backups.last_verified(self.path)

    def tend(self) -> None:
        """Back up what has changed, and look through an old backup whose turn it is."""
        order = self._order("regular", always=False, looks_again=True)
        self._run(order, lambda _outcome: None)

    def make(self, then: Callable[[Outcome], None], refuse: Callable[[str], None]) -> None:
        """Make a backup because the person wants one; say what came of it, or why none was."""
        self._run(self._order("asked", always=True), then, refuse)

    def make_before(
        self, reason: str, then: Callable[[], None], refuse: Callable[[str], None]
    ) -> None:
        """See to it that what is there now is backed up, then go on; else say why not."""
        self._run(self._order(reason, always=False), lambda _outcome: then(), refuse)

    def stop(self) -> None:
        """Make none by itself any more."""
        self.timer.stop()
        self.first_timer.stop()

    def make_at_close(self) -> tuple[str, ...]:
        """Back up what has changed, now and here; return what is to be told."""
        self.stop()
        if self._workspace.only_read_because:
            return ()
        order = self._order("close", always=False)
        try:
            return self._workspace.lend(partial(fulfilled, order)).trouble
        except JournalError as error:
            return (str(error),)

    def _order(self, reason: str, *, always: bool, looks_again: bool = False) -> Order:
        return Order(
            path=self.path,
            key=self.key,
            reason=reason,
            now=self.now(),
            thins=self._workspace.thins_backups,
            second=self._preferences.value.second_backup_folder,
            always=always,
            looks_again=looks_again,
        )

    def _run(
        self,
        order: Order,
        then: Callable[[Outcome], None],
        refuse: Callable[[str], None] | None = None,
    ) -> None:
        done = partial(self._take, then)
        failed = partial(self._refuse, refuse or self._tell)
        if self._workspace.place is Place.LOCAL:
            self.tasks.run(partial(fulfilled, order), done, failed)
            return
        # one connection alone has the file there, and it belongs to this thread
        try:
            outcome = self._workspace.lend(partial(fulfilled, order))
        except JournalError as error:
            failed(error)
        else:
            done(outcome)

    def _take(self, then: Callable[[Outcome], None], outcome: Outcome) -> None:
        if not outcome.trouble:
            self._told.clear()
        for sentence in outcome.trouble:
            self._tell(sentence)
        self.changed.emit()
        then(outcome)

    def _refuse(self, refuse: Callable[[str], None], error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self.changed.emit()
        refuse(str(error))

    def _tell(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self.failed.emit(sentence)


def fulfilled(order: Order, connection: Any = None) -> Outcome:
    """Make the backup that is wanted, and copy it into the second folder where there is one.

    Trouble with the second folder, or with an old backup, does not undo the new one.
    """
    make = backups.make if order.always else backups.make_if_changed
    made = make(
        order.path, order.key, order.reason, order.now, connection=connection, thins=order.thins
    )
    trouble = []
    if made is not None and order.second:
        try:
            second_folder.copy(order.path, made, Path(order.second))
        except JournalError as error:
            trouble.append(str(error))
    if order.looks_again:
        try:
            backup_checks.verify_one(order.path, order.key, order.now)
        except DamagedJournalError as error:
            trouble.append(str(error))
    return Outcome(made, tuple(trouble))
