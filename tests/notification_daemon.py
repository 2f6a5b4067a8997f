"""A notification service for tests: tells on its output what it is asked, does what it reads.

Arguments: what it can do ("actions body"). Input, a line each: `press NUMBER ACTION`, `dismiss
NUMBER`, `token NUMBER TOKEN`, `refuse` (from now on), `deafen` (from now on). Output, a line of
JSON each: `{"ready": …}`, `{"notify": …}`, `{"close": NUMBER}`, `{"obeyed": LINE}`.
"""

import json
import sys
import threading
from itertools import count

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import new_signal

NAME = "org.freedesktop.Notifications"
HERE = DBusAddress("/org/freedesktop/Notifications", interface=NAME)


class Daemon:
    def __init__(self, capabilities):
        self.capabilities = capabilities
        self.numbers = count(7)
        self.refuses = self.is_deaf = False
        self.lock = threading.Lock()
        self.connection = open_dbus_connection()
        # what the bus started this for may arrive before the answer
        self.connection.send(message_bus.RequestName(NAME))

    def tell(self, **what):
        sys.stdout.write(json.dumps(what) + "\n")
        sys.stdout.flush()

    def send(self, message):
        with self.lock:
            self.connection.send(message)

    def signal(self, name, signature, *body):
        self.send(new_signal(HERE, name, signature, body))

    def obey(self):
        for line in sys.stdin:
            match line.split():
                case ["press", number, action]:
                    self.signal("ActionInvoked", "us", int(number), action)
                case ["dismiss", number]:
                    self.signal("NotificationClosed", "uu", int(number), 2)
                case ["token", number, token]:
                    self.signal("ActivationToken", "us", int(number), token)
                case ["refuse"]:
                    self.refuses = True
                case ["deafen"]:
                    self.is_deaf = True
            self.tell(obeyed=line)

    def serve(self):
        while True:
            call = self.connection.receive()
            if call.header.message_type is MessageType.method_return:
                self.tell(ready=self.capabilities)
            elif call.header.message_type is MessageType.method_call and not self.is_deaf:
                self.answer(call)

    def answer(self, call):
        member = call.header.fields[HeaderFields.member]
        if member == "GetCapabilities":
            self.send(new_method_return(call, "as", (self.capabilities,)))
        elif member == "CloseNotification":
            self.tell(close=call.body[0])
        elif member == "Notify" and self.refuses:
            self.tell(refused=True)
            self.send(new_error(call, f"{NAME}.Error.ExcessNotificationGeneration"))
        elif member == "Notify":
            self.notify(call)

    def notify(self, call):
        _program, replaced, icon, text, hint, buttons, hints, _expires = call.body
        number = replaced or next(self.numbers)
        # the number first: a test may press as soon as it is told
        self.send(new_method_return(call, "u", (number,)))
        self.tell(
            notify={
                "number": number,
                "replaced": replaced,
                "text": text,
                "hint": hint,
                "icon": icon,
                "buttons": dict(zip(buttons[::2], buttons[1::2], strict=True)),
                "hints": {name: value for name, (_kind, value) in hints.items()},
            }
        )


daemon = Daemon(sys.argv[1].split())
threading.Thread(target=daemon.obey, daemon=True).start()
daemon.serve()
