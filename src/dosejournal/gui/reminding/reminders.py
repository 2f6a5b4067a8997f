"""Reminders while the program runs: told outside the window, and always waiting in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from dosejournal.domain import clock
from dosejournal.domain import reminders as rules
from dosejournal.domain.reminders import Due, Occasion
from dosejournal.gui.reminding import reminder_words as words
from dosejournal.gui.reminding.desktop import Notice, Notifier
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import reminders
from dosejournal.journal.reminders import State

SNOOZE_MINUTES = 15

_LOOK_EVERY_MS = 20_000
_FIRST_LOOK_MS = 500
_SINGLE_NOTICES = 3
_KEEP_LOOK_EVERY = timedelta(minutes=10)
_TABLES = frozenset(
    {"reminder", "regimen", "regimen_pause", "dose_event", "check_in", "journal_info"}
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reminder without an answer; those that were missed are one, without an occasion."""

    notice: Notice
    occasion: Occasion | None = None

    @property
    def key(self) -> str:
        """What names it here and in a notification."""
        return self.notice.key


class Reminders(QObject):
    """Looks every now and then what there is to remind of; one answer holds everywhere.

    `changed` tells that something else is waiting, `check_in_wanted` that the person wants to
    check in now, `open_wanted` that the window is to come up, `unheard` that a reminder came
    which no notification could tell of.
    """

    changed = Signal()
    check_in_wanted = Signal()
    open_wanted = Signal()
    unheard = Signal()

    def __init__(
        self, workspace: Workspace, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._notifier = notifier
        self.waiting: list[Waiting] = []
        self._since: datetime | None = None  # what the wall showed at the last look
        self._kept: datetime | None = None  # the last look that is in the journal
        self._are_on = False
        self._held: set[str] = set()  # came in time, but could not be told or kept then
        self._told: set[str] = set()
        self._missed: set[str] = set()
        self._shown: dict[str, frozenset[str]] = {}  # a notification, and what it is about
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._first = QTimer(self, singleShot=True, interval=_FIRST_LOOK_MS)
        self._first.timeout.connect(self.look)
        self._first.start()
        workspace.changed.connect(self._notice)
        workspace.rating.connect(self.look)
        notifier.answered.connect(self.answer)

    def look(self) -> None:
        """See what is due now; called by a timer, and when something was recorded."""
        now = self._workspace.now()
        state = self._workspace.attend(self._find, now)
        if state is None:
            return
        due = rules.due(clock.wall(now), state.plan, state.recorded, state.snoozed)
        if self._workspace.is_rating:
            # nothing is told beside a rating; what came meanwhile did come in time
            self._held |= _keys(due.fresh)
            self._show([])
            return
        self._keep_look(now, state)
        self._settle(now, state)
        missed = [each for each in due.missed if each.key not in self._held]
        fresh = [each for each in (*due.fresh, *due.missed) if each not in missed]
        new = self._tell(now, [*fresh, *missed])
        self._missed = (self._missed | _keys(missed)) - state.recorded
        self._show(self._all_waiting(due, fresh))
        self._notify(new)

    def answer(self, key: str, action: str) -> None:
        """Do what was pressed for a reminder; what was answered already is left alone."""
        self._withdraw(key)
        found = next((each for each in self.waiting if each.key == key), None)
        if key == words.SEVERAL or action == "open":
            self.open_wanted.emit()
        if found is None:
            return
        now = self._workspace.now()
        if found.occasion is None:
            self._workspace.keep(reminders.settle, now, sorted(self._missed), "skipped")
            self._missed.clear()
        elif action == "snooze":
            self._workspace.keep(reminders.snooze, now, [key], SNOOZE_MINUTES)
        elif found.occasion.kind == "dose":
            self._answer_dose(now, found.occasion, action)
        elif action == "record":
            self.check_in_wanted.emit()
        elif action == "skip":
            self._workspace.keep(reminders.settle, now, [key], "skipped")
        self.look()

    def stop(self) -> None:
        """Look no more, and take back what is shown outside the window."""
        self._timer.stop()
        self._first.stop()
        for key in list(self._shown):
            self._withdraw(key)
        if self._are_on:
            # the next start tells what came between now and then
            self._workspace.keep(reminders.keep_look, self._workspace.now())

    def _notice(self, changes: frozenset[str]) -> None:
        if changes & _TABLES:
            self.look()

    def _find(self, now: datetime) -> State:
        if self._since is None:
            self._kept = self._workspace.read(reminders.last_look)
            self._since = self._kept or clock.wall(now)
        return self._workspace.read(reminders.state, now, self._since)

    def _keep_look(self, now: datetime, state: State) -> None:
        wall = clock.wall(now)
        self._are_on = state.are_on
        if not state.are_on and self._kept is None:
            return
        if not state.are_on or self._kept is None or abs(wall - self._kept) > _KEEP_LOOK_EVERY:
            self._workspace.keep(reminders.keep_look, now)
            self._kept = wall if state.are_on else None

    def _settle(self, now: datetime, state: State) -> None:
        """Keep that check-ins were made for what was told: prompts have a response rate."""
        done = [
            each.key
            for each in state.plan.occasions
            if each.kind != "dose" and each.key in state.snoozed and each.key in state.recorded
        ]
        if done:
            self._workspace.keep(reminders.settle, now, done, "recorded")

    def _tell(self, now: datetime, occasions: list[Occasion]) -> frozenset[str]:
        """Return the keys of those that are to be told of now, after keeping that they are."""
        keys = _keys(occasions)
        kept = self._workspace.keep(reminders.tell, now, sorted(keys)) if keys else frozenset()
        if kept is None:
            # they come up again at each look as long as that cannot be kept, and are told once
            new = keys - self._told
            self._held |= keys
        else:
            new = set(kept)
            self._since = clock.wall(now)
            self._held -= keys
        self._told |= new
        return frozenset(new)

    def _all_waiting(self, due: Due, fresh: list[Occasion]) -> list[Waiting]:
        single = [each for each in due.waiting if each.key not in self._missed]
        waiting = [Waiting(words.of(each), each) for each in rules.latest_only([*single, *fresh])]
        if self._missed:
            waiting.append(Waiting(words.missed(len(self._missed))))
        return waiting

    def _show(self, waiting: list[Waiting]) -> None:
        keys = frozenset(each.key for each in waiting)
        for key in [key for key, about in self._shown.items() if not about & keys]:
            self._withdraw(key)
        if waiting != self.waiting:
            self.waiting = waiting
            self.changed.emit()

    def _notify(self, new: frozenset[str]) -> None:
        coming = [each for each in self.waiting if each.key in new]
        notices = {each.notice: frozenset({each.key}) for each in coming}
        if len(coming) > _SINGLE_NOTICES:
            every = frozenset(each.key for each in coming)
            notices = {words.several(len(coming)): every}
        if new & self._missed:
            notices[words.missed(len(self._missed))] = frozenset({words.MISSED})
        heard = [self._tell_outside(notice, about) for notice, about in notices.items()]
        if not all(heard):
            self.unheard.emit()

    def _tell_outside(self, notice: Notice, about: frozenset[str]) -> bool:
        if not (self._notifier.works and self._notifier.show(notice)):
            return False
        self._shown[notice.key] = about
        return True

    def _withdraw(self, key: str) -> None:
        if self._shown.pop(key, None) is not None:
            self._notifier.withdraw(key)

    def _answer_dose(self, now: datetime, occasion: Occasion, action: str) -> None:
        acts: dict[str, tuple[str, Callable[..., int]]] = {
            "record": (_("Dose recorded"), reminders.take),
            "skip": (_("Dose skipped"), reminders.leave),
        }
        if action in acts:
            self._workspace.perform(*acts[action], now, occasion)


def _keys(occasions: Iterable[Occasion]) -> set[str]:
    return {each.key for each in occasions}
