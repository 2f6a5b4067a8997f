"""The login service of Linux: it tells before the computer sleeps, and to lock a session."""

import os
from collections.abc import Mapping

from jeepney import DBusAddress, HeaderFields, Message, new_method_call
from jeepney.bus_messages import message_bus
from PySide6.QtCore import QObject, Signal

from dosejournal.app.bus import Answer
from dosejournal.app.lock_watch.bus_listener import BusListener

_NAME = "org.freedesktop.login1"
_PATH = "/org/freedesktop/login1"
_OF_ALL = "org.freedesktop.login1.Manager"
_OF_SESSION = "org.freedesktop.login1.Session"
_OF_PROPERTIES = "org.freedesktop.DBus.Properties"


class Logind(QObject):
    """The one on the bus of the system.

    `locked` says that this session is to be locked, or is, `sleep_begins` that the computer is
    about to sleep, and `changed` that the service has come or gone.

    Sleep is not held up until the journal is locked: who is frozen before it has heard this hears
    it first when it goes on.
    """

    locked = Signal()
    sleep_begins = Signal()
    changed = Signal()

    def __init__(
        self,
        listener: BusListener,
        environment: Mapping[str, str] = os.environ,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._owner = ""
        self._session = ""
        self._named_session = environment.get("XDG_SESSION_ID", "")
        self._listener = listener
        listener.joined.connect(self._subscribe)
        listener.lost.connect(lambda: self._move(_NAME, ""))
        listener.moved.connect(self._move)
        listener.heard.connect(self._hear)

    @property
    def is_there(self) -> bool:
        """Whether it runs."""
        return bool(self._owner)

    @property
    def knows_session(self) -> bool:
        """Whether it has said which session this program belongs to."""
        return bool(self._session)

    def _subscribe(self) -> None:
        self._listener.follow(_NAME)
        self._listener.subscribe(
            sender=_NAME, path=_PATH, interface=_OF_ALL, member="PrepareForSleep"
        )
        self._listener.call(message_bus.GetNameOwner(_NAME), self._learn_owner)

    def _learn_owner(self, reply: Message | None) -> None:
        if reply is not None:
            self._move(_NAME, reply.body[0])

    def _move(self, _name: str, owner: str) -> None:
        was_there = self.is_there
        self._owner = owner
        self._session = ""
        if owner:
            # the session one is in, or else the one at the screen: programs are often started
            # beside all sessions
            self._ask_for("auto", self._learn_session)
        if self.is_there != was_there:
            self.changed.emit()

    def _learn_session(self, reply: Message | None) -> None:
        if reply is not None:
            self._follow_session(reply)
        elif self._named_session:
            # an old one does not know "auto"
            self._ask_for(self._named_session, self._follow_session)

    def _ask_for(self, session: str, answer: Answer) -> None:
        manager = DBusAddress(_PATH, bus_name=_NAME, interface=_OF_ALL)
        self._listener.call(new_method_call(manager, "GetSession", "s", (session,)), answer)

    def _follow_session(self, reply: Message | None) -> None:
        if reply is None:
            return
        self._session = reply.body[0]
        for interface, member in ((_OF_SESSION, "Lock"), (_OF_PROPERTIES, "PropertiesChanged")):
            self._listener.subscribe(
                sender=_NAME, path=self._session, interface=interface, member=member
            )

    def _hear(self, message: Message) -> None:
        fields = message.header.fields
        # other people on this computer may write to this bus, and to any program on it
        if fields.get(HeaderFields.sender) != self._owner:
            return
        path, member = fields.get(HeaderFields.path), fields.get(HeaderFields.member)
        if (path, member) == (_PATH, "PrepareForSleep") and message.body == (True,):
            self.sleep_begins.emit()
        elif path == self._session and (member == "Lock" or _says_locked(message)):
            self.locked.emit()


def _says_locked(message: Message) -> bool:
    # desktops that have no screen saver of their own let it know through this
    match message.body:
        case (str(interface), {"LockedHint": (_kind, True)}, _forgotten):
            return interface == _OF_SESSION
    return False
