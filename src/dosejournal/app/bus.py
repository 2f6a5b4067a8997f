"""A connection to a bus of the desktop or the system, for which the window never waits."""

import os
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from jeepney import HeaderFields, Message, MessageFlag, MessageType, Parser
from jeepney.bus import get_bus
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import prep_socket
from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

Answer = Callable[[Message | None], None]
"""Takes the answer to a call, or None when there is an error instead, or none comes."""

# a bus that is well answers within a millisecond; with another one nothing is lost but this
_GREETING_SECONDS = 0.1
_CHUNK_BYTES = 65_536
_SYSTEM_BUS = "unix:path=/var/run/dbus/system_bus_socket"


def session_address(environment: Mapping[str, str] = os.environ) -> str:
    """Return where the bus of the session is said to be, or an empty text."""
    said = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    folder = environment.get("XDG_RUNTIME_DIR", "")
    if said or not folder:
        return said
    # where systemd has it, also for a program that was started beside the session
    place = Path(folder) / "bus"
    return f"unix:path={place}" if place.is_socket() else ""


def system_address(environment: Mapping[str, str] = os.environ) -> str:
    """Return where the bus of the system is said to be."""
    return environment.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM_BUS


class Bus(QObject):
    """Sends without waiting, and reads when there is something to read.

    `signalled` carries a message that answers nothing; `lost` says that the bus is gone.
    """

    signalled = Signal(object)
    lost = Signal()

    def __init__(self, place: str, patience_ms: int, parent: QObject | None = None) -> None:
        """Connect to the bus at an address; who does not answer in time never will.

        Raises:
            OSError: nobody is there, or nobody answers.
            ValueError: the address is none, or the bus takes nobody in.
            RuntimeError: the bus is of a kind that is not spoken here.
        """
        super().__init__(parent)
        self._socket = prep_socket(get_bus(place), timeout=_GREETING_SECONDS)
        self._socket.setblocking(False)
        self._parser = Parser()
        self._serials = count(1)
        self._outgoing = bytearray()
        self._awaited: dict[int, Answer] = {}
        self._readable = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
        self._readable.activated.connect(self._read)
        self._writable = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Write, self)
        self._writable.setEnabled(False)
        self._writable.activated.connect(self._write)
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._give_up)
        # the bus takes what follows in this order, so nothing need wait for its welcome
        self.call(message_bus.Hello(), lambda _welcome: None)

    def call(self, message: Message, answer: Answer | None = None) -> None:
        """Send a call; its answer comes later, unless nobody wants it."""
        serial = next(self._serials)
        if answer is None:
            message.header.flags |= MessageFlag.no_reply_expected
        else:
            self._awaited[serial] = answer
            self._patience.start()
        self._outgoing += message.serialise(serial)
        self._write()

    def close(self) -> None:
        """Leave the bus; what was sent arrives, and no answer comes any more."""
        self._readable.setEnabled(False)
        self._writable.setEnabled(False)
        self._patience.stop()
        self._awaited.clear()
        self._socket.close()

    def _write(self) -> None:
        try:
            while self._outgoing:
                del self._outgoing[: self._socket.send(self._outgoing)]
        except BlockingIOError:
            # the rest goes as soon as there is room
            pass
        except OSError:
            # the end of the connection is read, where all of it is dealt with
            self._outgoing.clear()
        self._writable.setEnabled(bool(self._outgoing))

    def _read(self) -> None:
        try:
            data = self._socket.recv(_CHUNK_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.close()
            self.lost.emit()
            return
        self._parser.add_data(data)
        # who takes a message may close the connection
        while self._readable.isEnabled() and (message := self._parser.get_next_message()):
            self._take(message)

    def _take(self, message: Message) -> None:
        if message.header.message_type is MessageType.signal:
            self.signalled.emit(message)
            return
        answer = self._awaited.pop(message.header.fields.get(HeaderFields.reply_serial, 0), None)
        if not self._awaited:
            self._patience.stop()
        if answer is not None:
            returned = message.header.message_type is MessageType.method_return
            answer(message if returned else None)

    def _give_up(self) -> None:
        unanswered, self._awaited = self._awaited, {}
        for answer in unanswered.values():
            answer(None)
