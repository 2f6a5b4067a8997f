"""Hearing what is told on a bus, also on one that comes later or comes back."""

from collections.abc import Callable

from jeepney import HeaderFields, MatchRule, Message
from jeepney.bus_messages import message_bus
from PySide6.QtCore import QObject, QTimer, Signal

from dosejournal.app.bus import Answer, Bus

_RETRY_MS = 60_000
# as long as a bus itself waits for a service that it starts
_PATIENCE_MS = 30_000
_BUS_NAME = "org.freedesktop.DBus"


class BusListener(QObject):
    """Joins a bus and looks for it again every minute while it is not there.

    `joined` says that everything is to be asked and subscribed anew, `lost` that the bus is gone,
    `heard` carries a signal and `moved` the name of a service with its owner, or with an empty
    text when it has none any more.
    """

    joined = Signal()
    lost = Signal()
    heard = Signal(object)
    moved = Signal(str, str)

    def __init__(
        self,
        address: Callable[[], str],
        retry_ms: int = _RETRY_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._address = address
        self._bus: Bus | None = None
        self._retry = QTimer(self, singleShot=True, interval=retry_ms)
        self._retry.timeout.connect(self.start)

    def start(self) -> None:
        """Join the bus, now or as soon as it is there."""
        if self._bus is not None:
            return
        try:
            # only sockets of this computer are spoken with, whatever the address says
            self._bus = Bus(self._address(), _PATIENCE_MS, self)
        except (OSError, ValueError, RuntimeError):
            self._retry.start()
            return
        self._bus.signalled.connect(self._hear)
        self._bus.lost.connect(self._lose)
        self.joined.emit()

    def stop(self) -> None:
        """Leave the bus."""
        self._retry.stop()
        if self._bus is not None:
            bus, self._bus = self._bus, None
            bus.close()
            bus.deleteLater()

    def subscribe(self, **rule: str) -> None:
        """Hear the signals that fit: `interface`, `member`, and what else a match rule has."""
        self.call(message_bus.AddMatch(MatchRule(type="signal", **rule)))

    def follow(self, name: str) -> None:
        """Tell by `moved` when the service of a name comes or goes."""
        rule = MatchRule(type="signal", sender=_BUS_NAME, member="NameOwnerChanged")
        rule.add_arg_condition(0, name)
        self.call(message_bus.AddMatch(rule))

    def call(self, message: Message, answer: Answer | None = None) -> None:
        """Send a call; nobody answers where there is no bus."""
        if self._bus is not None:
            self._bus.call(message, answer)

    def _hear(self, message: Message) -> None:
        fields = message.header.fields
        from_bus = fields.get(HeaderFields.sender) == _BUS_NAME
        if from_bus and fields.get(HeaderFields.member) == "NameOwnerChanged":
            name, _before, owner = message.body
            self.moved.emit(name, owner)
        elif not from_bus:
            self.heard.emit(message)

    def _lose(self) -> None:
        self.stop()
        self._retry.start()
        self.lost.emit()
