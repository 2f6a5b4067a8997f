"""The notification service of the desktop, as the session bus offers it."""

import os
from collections.abc import Callable
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, new_method_call
from jeepney.bus_messages import message_bus
from PySide6.QtCore import QObject, Signal

from dosejournal import paths
from dosejournal.app.bus import Bus

_NAME = "org.freedesktop.Notifications"
_SERVICE = DBusAddress("/org/freedesktop/Notifications", bus_name=_NAME, interface=_NAME)
_BUS_NAME = "org.freedesktop.DBus"
_NORMAL = 1
_AS_THE_SYSTEM_LIKES = -1


class NotificationService(QObject):
    """Whoever shows notifications at present, under the number it gives to each of them.

    `found` says whether somebody does, `emptied` that what was shown is gone with who showed it;
    `pressed` carries the number of a notification and the action pressed on it, and `closed` the
    number of one that is gone.
    """

    found = Signal(bool)
    emptied = Signal()
    pressed = Signal(int, str)
    closed = Signal(int)

    def __init__(self, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._owner = ""
        self.has_buttons = False
        bus.signalled.connect(self._take)
        bus.call(message_bus.AddMatch(MatchRule(type="signal", sender=_NAME, interface=_NAME)))
        moves = MatchRule(type="signal", sender=_BUS_NAME, member="NameOwnerChanged")
        moves.add_arg_condition(0, _NAME)
        bus.call(message_bus.AddMatch(moves))

    def look(self) -> None:
        """Ask whether somebody shows notifications, and whether with buttons."""
        self._bus.call(new_method_call(_SERVICE, "GetCapabilities"), self._learn)

    def notify(
        self,
        text: str,
        hint: str,
        buttons: list[str],
        replaced: int,
        taken: Callable[[int | None], None],
    ) -> None:
        """Show a sentence; `taken` gets its number, or None when nobody takes it.

        Buttons are the key and the word of each, in turn.
        """
        hints: dict[str, tuple[str, Any]] = {
            "desktop-entry": ("s", "dosejournal"),
            # not transient: one that came while nobody looked is still there afterwards
            "urgency": ("y", _NORMAL),
        }
        drawing = paths.resource("icons/dosejournal.svg").as_uri()
        words = ("DoseJournal", replaced, drawing, text, hint, buttons, hints)
        call = new_method_call(_SERVICE, "Notify", "susssasa{sv}i", (*words, _AS_THE_SYSTEM_LIKES))
        self._bus.call(call, lambda reply: taken(None if reply is None else reply.body[0]))

    def close(self, number: int) -> None:
        """Take a notification back; one that is gone already is no matter."""
        self._bus.call(new_method_call(_SERVICE, "CloseNotification", "u", (number,)))

    def _learn(self, reply: Message | None) -> None:
        if reply is None:
            self.found.emit(False)
            return
        self._owner = reply.header.fields[HeaderFields.sender]
        self.has_buttons = "actions" in reply.body[0]
        self.found.emit(True)

    def _take(self, message: Message) -> None:
        sender = message.header.fields.get(HeaderFields.sender, "")
        member = message.header.fields.get(HeaderFields.member, "")
        if sender == _BUS_NAME and member == "NameOwnerChanged":
            self._move(message.body[1], message.body[2])
        elif sender == self._owner:
            # any program may write to any other: only who shows a notice tells what was pressed
            self._hear(member, message.body)

    def _hear(self, member: str, body: tuple[Any, ...]) -> None:
        if member == "ActionInvoked":
            self.pressed.emit(*body)
        elif member == "NotificationClosed":
            self.closed.emit(body[0])
        elif member == "ActivationToken":
            # a compositor lets the window come to the front for it; Qt looks for it here
            os.environ["XDG_ACTIVATION_TOKEN"] = body[1]

    def _move(self, before: str, after: str) -> None:
        self._owner = after
        if before:
            self.emptied.emit()
        if after:
            self.look()
        else:
            self._bus.call(message_bus.ListActivatableNames(), self._learn_of_absence)

    def _learn_of_absence(self, reply: Message | None) -> None:
        # some leave when they have nothing to show, and come back when called
        if not self._owner:
            self.found.emit(reply is not None and _NAME in reply.body[0])
