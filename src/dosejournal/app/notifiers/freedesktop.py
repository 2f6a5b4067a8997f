"""Notifications on Linux: through the notification service of the desktop, where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from dosejournal.gui.reminding.desktop import Notice, Notifier
from dosejournal.i18n import _

if TYPE_CHECKING:
    from dosejournal.app.bus import Bus
    from dosejournal.app.notifiers.service import NotificationService

_FIRST_RETRY_MS = 2_000
# as long as the bus itself waits for a service that it starts
_PATIENCE_MS = 30_000
_LONGEST_RETRY_MS = 300_000
# pressed on the notification itself rather than on one of its buttons
_DEFAULT = "default"


@dataclass(slots=True)
class _Shown:
    notice: Notice
    is_sent: bool = False
    number: int | None = None
    is_wanted: bool = True


class DesktopNotifier(Notifier):
    """Looks for the service when it is first asked about, and again and again while it is absent.

    Until the service has answered for the first time it counts as there. What it was showing when
    it went is shown again when it is back.
    """

    def __init__(
        self,
        place: str | None = None,
        first_retry_ms: int = _FIRST_RETRY_MS,
        patience_ms: int = _PATIENCE_MS,
    ) -> None:
        """Keep to the bus at a place, or to that of the session."""
        super().__init__()
        self._place = place
        self._patience_ms = patience_ms
        self._first_retry_ms = first_retry_ms
        self.retry_ms = first_retry_ms
        self._works = False
        self._is_found = False
        self._is_refused = False
        self._bus: Bus | None = None
        self._service: NotificationService | None = None
        self._shown: dict[str, _Shown] = {}
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._look)
        self._is_asked = False

    @property
    def works(self) -> bool:
        """Whether the service is there, as far as it is known; `changed` tells more."""
        if not self._is_asked:
            self._is_asked = True
            self._look()
            # nobody waits for its answer
            self._works = self._service is not None
        return self._works

    @property
    def numbers(self) -> dict[str, int | None]:
        """The number of each notice that is shown, by its key; None while it has none."""
        return {key: each.number for key, each in self._shown.items()}

    def show(self, notice: Notice) -> bool:
        """Show a notice, in place of an earlier one of its key; False when nobody takes it."""
        if not self.works:
            return False
        before = self._shown.get(notice.key)
        if before is not None and before.number is None:
            # it has no number yet under which it could be replaced
            before.is_wanted = False
        self._shown[notice.key] = shown = _Shown(notice)
        if self._is_found:
            self._send(shown, (before and before.number) or 0)
        return True

    def withdraw(self, key: str) -> None:
        """Take a notice back, because it was answered elsewhere."""
        shown = self._shown.pop(key, None)
        if shown is None:
            return
        shown.is_wanted = False
        if shown.number is not None:
            self._close(shown.number)

    def close(self) -> None:
        """Take back what is shown, and leave the bus: nobody would hear what is pressed."""
        for key in list(self._shown):
            self.withdraw(key)
        self._retry.stop()
        self._is_asked = True
        self._works = False
        self._leave_bus()

    def _look(self) -> None:
        if self._service is None and not self._join_bus():
            self._wait()
        elif self._service is not None:
            self._service.look()

    def _send(self, shown: _Shown, replaced: int = 0) -> None:
        if self._service is None:
            return
        shown.is_sent = True
        notice = shown.notice
        hint, buttons = _("Open DoseJournal to answer."), []
        if self._service.has_buttons:
            hint = ""
            buttons = [part for action in notice.actions for part in action]
            buttons += [_DEFAULT, _("Open DoseJournal")]
        self._service.notify(
            notice.text, hint, buttons, replaced, lambda number: self._note(shown, number)
        )

    def _close(self, number: int) -> None:
        if self._service is not None:
            self._service.close(number)

    def _join_bus(self) -> bool:
        # what speaks with the bus is loaded where somebody wants to be reminded
        from dosejournal.app import bus
        from dosejournal.app.notifiers import service

        try:
            place = bus.session_address() if self._place is None else self._place
            self._bus = bus.Bus(place, self._patience_ms, self)
        except (OSError, ValueError, RuntimeError):
            return False
        self._bus.lost.connect(self._lose_bus)
        self._service = service.NotificationService(self._bus, self)
        self._service.found.connect(self._learn)
        self._service.emptied.connect(self._forget_all)
        self._service.pressed.connect(self._answer)
        self._service.closed.connect(self._forget)
        self._service.look()
        return True

    def _leave_bus(self) -> None:
        if self._bus is not None and self._service is not None:
            self._bus.close()
            self._bus.deleteLater()
            self._service.deleteLater()
        self._bus = None
        self._service = None

    def _lose_bus(self) -> None:
        self._leave_bus()
        self._forget_all()
        self._learn(False)

    def _learn(self, is_found: bool) -> None:
        self._is_found = is_found
        if is_found:
            self._retry.stop()
            if not self._is_refused:
                self.retry_ms = self._first_retry_ms
            for shown in self._shown.values():
                if not shown.is_sent:
                    self._send(shown)
        else:
            self._wait()
        if is_found != self._works:
            self._works = is_found
            self.changed.emit()

    def _wait(self) -> None:
        """Look again later, and each time later still."""
        if not self._retry.isActive():
            self._retry.start(self.retry_ms)
            self.retry_ms = min(self.retry_ms * 2, _LONGEST_RETRY_MS)

    def _note(self, shown: _Shown, number: int | None) -> None:
        if number is None:
            # nobody took it: the window has to tell; who answers and refuses is asked ever more
            # rarely as well
            self._is_refused = True
            self._shown = {key: each for key, each in self._shown.items() if each is not shown}
            self._learn(False)
            return
        self._is_refused = False
        if shown.is_wanted:
            shown.number = number
        else:
            self._close(number)

    def _answer(self, number: int, action: str) -> None:
        key = self._key(number)
        if key is None:
            return
        if action == _DEFAULT:
            action = "open"
        elif action not in dict(self._shown[key].notice.actions):
            return
        # some leave it there after a press, and it would be pressed again
        self.withdraw(key)
        self.answered.emit(key, action)

    def _forget(self, number: int) -> None:
        key = self._key(number)
        if key is not None:
            del self._shown[key]

    def _forget_all(self) -> None:
        for shown in self._shown.values():
            shown.number = None
            shown.is_sent = False

    def _key(self, number: int) -> str | None:
        return next((key for key, each in self._shown.items() if each.number == number), None)
