"""Nothing leaves the computer: the program opens no network connection."""

import os
import re
import shutil
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.reminders import CheckInRule
from dosejournal.journal import reminders
from dosejournal.store.database import Database

STRACE = shutil.which("strace")
WITH_STRACE = pytest.mark.skipif(STRACE is None, reason="strace is not installed")

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
if loaded:
    sys.stderr.write(f"LOADED {sorted(loaded)}\\n")
sys.exit(code)
"""


def _sockets(log):
    """Return the address families of the sockets that were asked for."""
    return set(re.findall(r"socket\((\w+)", log.read_text(errors="replace")))


def _traced(log):
    return (STRACE, "-f", "-e", "trace=socket", "-o", str(log))


@WITH_STRACE
def test_a_connection_would_be_seen(tmp_path):
    log = tmp_path / "log"
    connect = "import socket; socket.socket(socket.AF_INET).close()"
    subprocess.run([*_traced(log), sys.executable, "-c", connect], check=True, timeout=50)
    assert "AF_INET" in _sockets(log)


@WITH_STRACE
def test_a_check_in_opens_no_socket(journal, tmp_path):
    log = tmp_path / "log"
    told = journal.run("check-in", "--rate", "mood=3", before=_traced(log))
    assert told.line() == "Check-in 2 recorded."
    assert _sockets(log) == set()


@WITH_STRACE
def test_the_window_opens_no_socket_to_the_network(journal, tmp_path):
    log = tmp_path / "log"
    running = journal.open_window(before=_traced(log))
    # strace itself does not end before the program does
    os.kill(journal.window_id(), signal.SIGTERM)
    running.communicate(timeout=30)
    assert _sockets(log) <= {"AF_UNIX"}


@WITH_STRACE
def test_reminders_speak_with_the_desktop_and_nobody_else(journal, session_bus, tmp_path):
    daemon = session_bus.begin_showing()
    database = Database(journal.journal, undoable=False)
    now = datetime.now(ZoneInfo("Europe/Berlin"))
    at = now - timedelta(minutes=1)
    with database.write("Reminders") as write:
        rule = CheckInRule(enabled=True, times=(at.time(),))
        reminders.remind_of_check_in(write.session, rule)
        reminders.keep_look(write.session, now - timedelta(minutes=2))
    database.close()
    log = tmp_path / "log"
    journal.variables["DBUS_SESSION_BUS_ADDRESS"] = session_bus.address
    running = journal.open_window("open", "--tray", before=_traced(log))
    assert daemon.shown()["text"] == "Time for your check-in"
    os.kill(journal.window_id(), signal.SIGTERM)
    running.communicate(timeout=30)
    assert _sockets(log) == {"AF_UNIX"}


@pytest.mark.parametrize("words", [("check-in", "--rate", "mood=3"), ("trend", "mood")])
def test_a_command_neither_connects_nor_loads_what_could(journal, words):
    told = journal.run(*words, program=("-c", WATCHED))
    assert (told.code, told.complained) == (0, "")


def test_the_window_neither_connects_nor_loads_what_could(journal):
    running = journal.open_window(program=("-c", WATCHED))
    running.send_signal(signal.SIGTERM)
    _out, complained = running.communicate(timeout=30)
    assert (running.returncode, complained) == (0, b"")
