"""Reminders while the program runs: told outside the window, and always waiting in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from dosejournal.domain import clock
from dosejournal.domain import reminders as rules
from dosejournal.domain.entries import PlannedRef
from dosejournal.domain.regimens import PlannedDose
from dosejournal.domain.reminders import Due, Occasion
from dosejournal.gui.expectation import said
from dosejournal.gui.expectation.said import Said
from dosejournal.gui.reminding import reminder_words as words
from dosejournal.gui.reminding.desktop import Notice, Notifier
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import plan, reminders
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

    While a check-in is filled in and the window is in sight, nothing waits. `changed` tells that
    something else is waiting, `check_in_wanted` that the person wants to check in now,
    `open_wanted` that the window is to come up, `unheard` that a reminder waits which no
    notification could tell of.
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
        self._untold: set[str] = set()  # waits, and no notification tells of it
        self._is_in_sight = True
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._first = QTimer(self, singleShot=True, interval=_FIRST_LOOK_MS)
        self._first.timeout.connect(self.look)
        self._first.start()
        workspace.changed.connect(self._notice)
        workspace.rating.connect(self._rate)
        notifier.answered.connect(self.answer)
        notifier.changed.connect(self._hear)

    @property
    def in_window(self) -> list[Waiting]:
        """What the window may tell of: nothing beside a check-in that is being filled in."""
        return [] if self._workspace.is_rating else self.waiting

    def dose_of(self, waiting: Waiting) -> PlannedDose | None:
        """Return the planned dose a reminder is about, to be named in the window alone."""
        if waiting.occasion is None or waiting.occasion.planned is None:
            return None
        return self._workspace.attend(self._read_dose, waiting.occasion.planned)

    def come_in_sight(self, in_sight: bool) -> None:
        """Take note that the person sees the window now, or no longer."""
        if in_sight != self._is_in_sight:
            self._is_in_sight = in_sight
            if self._workspace.is_rating:
                self.look()

    def look(self) -> None:
        """See what is due now; called by a timer, and when something was recorded."""
        now = self._workspace.now()
        state = self._workspace.attend(self._find, now)
        if state is None:
            return
        due = rules.due(clock.wall(now), state.plan, state.recorded, state.snoozed)
        if self._workspace.is_rating and self._is_in_sight:
            # nothing is told beside a rating; what came meanwhile did come in time
            self._held |= _keys(due.fresh)
            self._untold.update(*self._shown.values())
            self._show([])
            return
        self._settle(now, state)
        missed = [each for each in due.missed if each.key not in self._held]
        fresh = [each for each in (*due.fresh, *due.missed) if each not in missed]
        new = self._tell(now, [*fresh, *missed])
        self._missed = (self._missed | _keys(missed)) - state.recorded
        self._keep_look(now, state)
        self._show(self._all_waiting(due, fresh))
        self._notify(new | self._to_tell_again())

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
            self.answer_dose(found.occasion, action)
        elif action == "record":
            self.check_in_wanted.emit()
        elif action == "skip":
            self._workspace.keep(reminders.settle, now, [key], "skipped")
        self.look()

    def answer_dose(self, occasion: Occasion, action: str, expected: Said | None = None) -> None:
        """Record a planned dose, or that it is skipped, with what the window asked before."""
        acts: dict[str, tuple[str, Callable[..., int]]] = {
            "record": (_("Dose recorded"), reminders.take),
            "skip": (_("Dose skipped"), reminders.leave),
        }
        if action in acts:
            label, act = acts[action]
            said.perform(self._workspace, label, expected, act, self._workspace.now(), occasion)

    def stop(self) -> None:
        """Look no more, and take back what is shown outside the window."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        self._first.stop()
        # what closing brings about is no occasion to remind
        self._workspace.changed.disconnect(self._notice)
        self._workspace.rating.disconnect(self._rate)
        self._notifier.answered.disconnect(self.answer)
        self._notifier.changed.disconnect(self._hear)
        for key in list(self._shown):
            self._withdraw(key)
        if self._are_on:
            # the next start tells what came between now and then, and what was held back
            seen = self._since if self._held else None
            self._workspace.keep(reminders.keep_look, self._workspace.now(), seen)

    def _notice(self, changes: frozenset[str]) -> None:
        if changes & _TABLES:
            self.look()

    def _rate(self) -> None:
        self.look()
        # the window may tell of something else, also where the same is waiting
        self.changed.emit()

    def _hear(self) -> None:
        """Tell again what nobody heard, or else call for attention: notifications came or went."""
        if self._notifier.works:
            self._notify(frozenset(self._untold))
            return
        self._untold.update(*self._shown.values())
        for key in list(self._shown):
            self._withdraw(key)
        if self._untold & {each.key for each in self.waiting}:
            self.unheard.emit()

    def _to_tell_again(self) -> frozenset[str]:
        """Return what was taken back beside a rating, once the window is out of sight."""
        self._untold &= {each.key for each in self.waiting}
        if self._is_in_sight or not self._untold or not self._notifier.works:
            return frozenset()
        return frozenset(self._untold)

    def _read_dose(self, ref: PlannedRef) -> PlannedDose:
        return self._workspace.read(plan.named, ref)

    def _find(self, now: datetime) -> State:
        if self._since is None:
            self._kept = self._workspace.read(reminders.last_look)
            self._since = self._kept or clock.wall(now)
        return self._workspace.read(reminders.state, now, self._since)

    def _keep_look(self, now: datetime, state: State) -> None:
        wall = clock.wall(now)
        self._are_on = state.are_on
        if self._held or (not state.are_on and self._kept is None):
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
            self._held.clear()
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

    def _notify(self, keys: frozenset[str]) -> None:
        if keys & self._missed:
            keys |= {words.MISSED}
        heard = [
            self._tell_outside(notice, about) for notice, about in self._notices(keys).items()
        ]
        if not all(heard):
            self.unheard.emit()

    def _notices(self, keys: frozenset[str]) -> dict[Notice, frozenset[str]]:
        """Return the notices that tell of these, and what each is about."""
        coming = [each for each in self.waiting if each.key in keys]
        notices = {each.notice: frozenset({each.key}) for each in coming}
        single = [each for each in coming if each.occasion is not None]
        if len(single) > _SINGLE_NOTICES:
            for each in single:
                del notices[each.notice]
            # the notice of many takes the place of an earlier one
            about = keys | self._shown.get(words.SEVERAL, frozenset())
            every = frozenset(each.key for each in self.waiting if each.occasion) & about
            notices[words.several(len(every))] = every
        return notices

    def _tell_outside(self, notice: Notice, about: frozenset[str]) -> bool:
        if not (self._notifier.works and self._notifier.show(notice)):
            self._untold |= about
            return False
        self._shown[notice.key] = about
        self._untold -= about
        return True

    def _withdraw(self, key: str) -> None:
        if self._shown.pop(key, None) is not None:
            self._notifier.withdraw(key)


def _keys(occasions: Iterable[Occasion]) -> set[str]:
    return {each.key for each in occasions}
