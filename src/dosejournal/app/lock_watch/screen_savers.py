"""The screen savers of Linux desktops: each tells on the bus of the session that it has locked."""

from jeepney import HeaderFields, Message
from jeepney.bus_messages import message_bus
from PySide6.QtCore import QObject, Signal

from dosejournal.app.lock_watch.bus_listener import BusListener

# the name of a service, its interface and its signal; KDE has the first one
_TELLING = (
    ("org.freedesktop.ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("org.gnome.ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged"),
    ("org.xfce.ScreenSaver", "org.xfce.ScreenSaver", "ActiveChanged"),
    ("org.cinnamon.ScreenSaver", "org.cinnamon.ScreenSaver", "ActiveChanged"),
    ("org.mate.ScreenSaver", "org.mate.ScreenSaver", "ActiveChanged"),
    ("com.canonical.Unity", "com.canonical.Unity.Session", "Locked"),
)
_NAMES = frozenset(name for name, _interface, _member in _TELLING)
_SIGNALS = frozenset((interface, member) for _name, interface, member in _TELLING)


class ScreenSavers(QObject):
    """Whichever of them this desktop has.

    `locked` says that the screen is locked, `changed` that there is one now, or none any more.
    """

    locked = Signal()
    changed = Signal()

    def __init__(self, listener: BusListener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._there: frozenset[str] = frozenset()
        self._listener = listener
        listener.joined.connect(self._subscribe)
        listener.lost.connect(lambda: self._learn(frozenset()))
        listener.moved.connect(self._move)
        listener.heard.connect(self._hear)

    @property
    def is_there(self) -> bool:
        """Whether this desktop has one."""
        return bool(self._there)

    def _subscribe(self) -> None:
        for name, interface, member in _TELLING:
            # from whomever it comes: not every desktop tells under the name of the service, and
            # the person's own programs can bring about no more than a lock
            self._listener.subscribe(interface=interface, member=member)
            self._listener.follow(name)
        self._listener.call(message_bus.ListNames(), self._learn_names)

    def _learn_names(self, reply: Message | None) -> None:
        if reply is not None:
            self._learn(_NAMES.intersection(reply.body[0]))

    def _move(self, name: str, owner: str) -> None:
        self._learn(self._there | {name} if owner else self._there - {name})

    def _learn(self, there: frozenset[str]) -> None:
        was_there = self.is_there
        self._there = there
        if self.is_there != was_there:
            self.changed.emit()

    def _hear(self, message: Message) -> None:
        fields = message.header.fields
        signal = (fields.get(HeaderFields.interface), fields.get(HeaderFields.member))
        # Locked says nothing more; ActiveChanged says the opposite as well
        if signal in _SIGNALS and message.body in ((), (True,)):
            self.locked.emit()
