"""Reminders while the journal is locked: by what was handed over, and nothing else is known."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from dosejournal.app.handed import Moment
from dosejournal.domain import clock
from dosejournal.gui.reminding import reminder_words as words
from dosejournal.gui.reminding.desktop import Notice, Notifier

_LOOK_EVERY_MS = 20_000


class LockedNotices(QObject):
    """Shows one neutral notification at a time, the newest in place of the one before.

    `wanted` says that it was pressed, `unheard` that no notification could be shown.
    """

    wanted = Signal()
    unheard = Signal()

    def __init__(self, notifier: Notifier, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._notifier = notifier
        self._now = now
        self.coming: list[Moment] = []
        self._told: Notice | None = None
        self._is_heard = False
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        notifier.answered.connect(self._answer)
        notifier.changed.connect(self._tell_again)

    def begin(self, moments: tuple[Moment, ...]) -> None:
        """Remind at these moments."""
        self.coming = sorted(moments)
        self._timer.start()
        self.look()

    def tell_locked(self) -> None:
        """Tell once that nothing can be reminded of before the journal is unlocked."""
        self._tell(words.locked())

    def end(self) -> None:
        """Remind no more: the window of the journal does, or nobody is to be reminded."""
        if self._told is not None:
            self._notifier.withdraw(words.LOCKED)
            self._told = None
        if self._timer.isActive():
            self._timer.stop()
        self.coming = []

    def look(self) -> None:
        """See what has come; of several, as after a sleep, the last one stands for all."""
        wall = clock.wall(self._now())
        came = [kind for at, kind in self.coming if at <= wall]
        self.coming = self.coming[len(came) :]
        if came:
            self._tell(words.while_locked(came[-1]))

    def _tell(self, notice: Notice) -> None:
        self._told = notice
        self._is_heard = self._notifier.works and self._notifier.show(notice)
        if not self._is_heard:
            self.unheard.emit()

    def _tell_again(self) -> None:
        if self._told is not None and not self._is_heard and self._notifier.works:
            self._is_heard = self._notifier.show(self._told)

    def _answer(self, key: str, _action: str) -> None:
        if key == words.LOCKED and self._told is not None:
            self._notifier.withdraw(key)
            self._told = None
            self.wanted.emit()
