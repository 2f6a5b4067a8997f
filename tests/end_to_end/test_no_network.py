"""Nothing leaves the computer: the program opens no network connection.

Whatever the tests of this folder start is watched by strace, where that is there: `conftest`.
"""

import ast
import shutil
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import dosejournal
from dosejournal.domain.reminders import CheckInRule
from dosejournal.journal import reminders
from dosejournal.store.database import Database

STRACE = shutil.which("strace")
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a filter of Linux")

# Looks in the same process at what was loaded, and stops every connection that Python would make.
WATCHED = """
import sys

def watch(event, _arguments):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto")):
        sys.stderr.write(f"NETWORK {event}\\n")

sys.addaudithook(watch)
from dosejournal.__main__ import main
code = main()
loaded = {"PySide6.QtNetwork", "urllib.request", "http.client", "requests"} & set(sys.modules)
if sys.platform.startswith("linux"):
    with open("/proc/self/maps") as maps:
        loaded |= {"libQt6Network"} if "libQt6Network" in maps.read() else set()
if loaded:
    sys.stderr.write(f"LOADED {sorted(loaded)}\\n")
sys.exit(code)
"""


# What a plug-in might do once the program has begun: by Python, by Qt, in a process of its own
MALICIOUS = """
import os, socket, subprocess, sys
from dosejournal import cli, seclusion
from dosejournal.__main__ import main

ASKED = "import socket; socket.socket(socket.AF_INET)"

def connect(_words, _open_window):
    print(f"stands: {seclusion.stands()}")
    for family in ("AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK"):
        try:
            socket.socket(getattr(socket, family)).close()
            print(f"{family}: ok")
        except OSError as error:
            print(f"{family}: {error.strerror}")
    child = subprocess.run([sys.executable, "-c", ASKED], stderr=subprocess.PIPE, check=False)
    print("child: " + child.stderr.decode().strip().rpartition("] ")[2])
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtNetwork import QHostAddress, QTcpSocket
    app, tried = QCoreApplication([]), QTcpSocket()
    tried.connectToHost(QHostAddress("127.0.0.1"), 9)
    tried.waitForConnected(1000)
    print(f"Qt: {tried.errorString()}", flush=True)
    tried.close()
    if "again" not in sys.argv:
        # as when the journal is locked: the program takes its own place
        os.execv(sys.executable, [*sys.orig_argv, "again"])
    return 0

cli.main = connect
sys.exit(main())
"""
REFUSED = [
    "stands: True",
    "AF_UNIX: ok",
    "AF_INET: Permission denied",
    "AF_INET6: Permission denied",
    "AF_NETLINK: Permission denied",
    "child: Permission denied",
    "Qt: Permission denied",
]

# by these a Python program speaks with others; `socket` itself only with the desktop, in `jeepney`
CONNECTING = {
    *("socket", "socketserver", "ssl", "http", "urllib.request", "requests", "httpx", "asyncio"),
    *("ftplib", "imaplib", "poplib", "smtplib", "xmlrpc", "websockets", "PySide6.QtNetwork"),
    *("PySide6.QtNetworkAuth", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore"),
}


def test_every_socket_that_is_asked_for_is_seen(watched):
    connect = "import socket; socket.socket(socket.AF_INET).close()"
    watched.run(program=("-c", connect))
    running = watched.start(how={"program": ("-c", connect)})
    running.communicate(timeout=20)
    logs = list(watched.watched.iterdir())
    assert len(logs) == 2
    assert watched.families() == {"AF_INET"}
    for log in logs:
        assert "socket(AF_INET," in log.read_text()
        log.unlink()  # else this would be the failure it should be


def test_a_check_in_opens_no_socket(watched):
    assert watched.run("check-in", "--rate", "mood=3").line() == "Check-in 2 recorded."
    assert watched.families() == set()


def test_the_window_opens_no_socket_without_a_desktop(watched):
    running = watched.open_window()
    running.send_signal(signal.SIGTERM)
    assert running.communicate(timeout=30) == (b"", b"")
    assert watched.families() == set()


def _remind(journal, session_bus):
    """Let the window in the tray remind of a check-in, and end it."""
    daemon = session_bus.begin_showing()
    database = Database(journal.journal, undoable=False)
    now = datetime.now(ZoneInfo("Europe/Berlin"))
    at = now - timedelta(minutes=1)
    with database.write("Reminders") as write:
        rule = CheckInRule(enabled=True, times=(at.time(),))
        reminders.remind_of_check_in(write.session, rule)
        reminders.keep_look(write.session, now - timedelta(minutes=2))
    database.close()
    journal.variables["DBUS_SESSION_BUS_ADDRESS"] = session_bus.address
    running = journal.open_window("open", "--tray")
    assert daemon.shown()["text"] == "Time for your check-in"
    running.send_signal(signal.SIGTERM)
    assert running.communicate(timeout=30)[0] == b""


def test_reminders_speak_with_the_desktop_and_nobody_else(watched, session_bus):
    _remind(watched, session_bus)
    assert watched.families() == {"AF_UNIX"}


PRINTERS = """
from dosejournal import cli
from dosejournal.__main__ import main

def ask(_words, _open_window):
    from PySide6.QtPrintSupport import QPrinterInfo
    from PySide6.QtWidgets import QApplication
    app = QApplication([])
    print(len(QPrinterInfo.availablePrinterNames()))
    return 0

cli.main = ask
main()
"""


def test_printers_are_asked_for_on_this_computer_alone(watched):
    # where it is installed, the library that knows them would look on the network as well
    told = watched.run(program=("-c", PRINTERS), variables={"QT_QPA_PLATFORM": "offscreen"})
    assert told.out.strip().isdigit()
    assert watched.families() <= {"AF_UNIX"}


# What watches refuses the program its filter, so these go unwatched.


@LINUX
def test_reminders_come_through_with_the_filter_standing(journal, session_bus):
    journal.watched = None
    _remind(journal, session_bus)


@LINUX
def test_the_system_refuses_the_network_to_whatever_runs_in_the_program(journal):
    journal.watched = None
    told = journal.run(program=("-c", MALICIOUS))
    assert told.code == 0
    assert told.out.splitlines() == REFUSED * 2


@LINUX
@pytest.mark.skipif(STRACE is None, reason="strace, of the package of that name, is missing")
def test_what_was_refused_was_asked_for(journal, tmp_path):
    journal.watched = None
    log = tmp_path / "log"
    every_call = (STRACE, "-f", "-e", "trace=socket", "-o", str(log))
    journal.run(program=("-c", MALICIOUS), before=every_call)
    asked = [line for line in log.read_text().splitlines() if "socket(AF_INET," in line]
    # Python, its child and Qt, and once more in what took the place of the program
    assert len(asked) >= 6
    assert all("= -1 EACCES" in line for line in asked)


def _imported(module):
    """Return what a module imports anywhere, with the packages around it."""
    names = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names.add(node.value)  # importlib.import_module("...")
    return {name for name in names if name is not None}


def test_no_module_of_ours_imports_what_connects():
    modules = list(Path(dosejournal.__file__).parent.rglob("*.py"))
    assert len(modules) > 100
    imported = {
        (module.name, name)
        for module in modules
        for name in _imported(module)
        if any(name == each or name.startswith(f"{each}.") for each in CONNECTING)
    }
    assert imported == set()


def test_such_an_import_would_be_seen(tmp_path):
    module = tmp_path / "module.py"
    module.write_text("def f():\n    from PySide6 import QtNetwork\n    import http.client\n")
    assert {"PySide6.QtNetwork", "http.client"} <= _imported(module)


@pytest.mark.parametrize("words", [("check-in", "--rate", "mood=3"), ("trend", "mood")])
def test_a_command_neither_connects_nor_loads_what_could(journal, words):
    told = journal.run(*words, program=("-c", WATCHED))
    assert (told.code, told.complained) == (0, "")


def test_the_window_neither_connects_nor_loads_what_could(journal):
    running = journal.open_window(program=("-c", WATCHED))
    running.send_signal(signal.SIGTERM)
    _out, complained = running.communicate(timeout=30)
    assert (running.returncode, complained) == (0, b"")
