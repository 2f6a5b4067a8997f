import gc
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from dosejournal.journal import information
from dosejournal.store import engines, vault
from dosejournal.store.database import Database

DBUS = shutil.which("dbus-daemon")
DAEMON = Path(__file__).with_name("notification_daemon.py")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))


# How often what holds of anything is tried: `--hypothesis-profile thorough` looks longer.
TRIED = {"quick": 40, "thorough": 1000}
for name, examples in TRIED.items():
    settings.register_profile(name, settings.default, max_examples=examples, deadline=None)
settings.load_profile("quick")


def pytest_collection_modifyitems(items):
    # looking on takes half as long again, and what chance runs through is no proof of a branch
    for item in items:
        if getattr(item.obj, "is_hypothesis_test", False):
            item.add_marker("no_cover")


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    # what is imported by now stays until the end: looking through it for garbage, again and
    # again, takes an eighth of the time of all tests
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _compiled_once():
    """Let all engines of a run share what SQLAlchemy compiles.

    It keeps compiled statements by the dialect, of which each engine has one of its own: with a
    journal for each test, compiling them again and again takes a third of the time.
    """
    make = engines.create_engine
    first = make("sqlite://", module=engines.dbapi2, query_cache_size=5000)
    # the dialect is ready once it has spoken with SQLite
    first.connect().close()
    first.dispose()

    def sharing(*words, **options):
        engine = make(*words, **options)
        engine.dialect = engine.pool._dialect = first.dialect  # noqa: SLF001
        engine._compiled_cache = first._compiled_cache  # noqa: SLF001
        return engine

    engines.create_engine = sharing
    yield
    engines.create_engine = make


@pytest.fixture(scope="session")
def now():
    return NOW


@pytest.fixture(scope="session")
def new_journal(tmp_path_factory):
    """Return a journal in which nothing is recorded, made once and copied for each test."""
    path = tmp_path_factory.mktemp("new") / "journal.db"
    Database.create(path, lambda session: information.begin(session, NOW))
    return path


@pytest.fixture
def journal_path(tmp_path, new_journal):
    return shutil.copy(new_journal, tmp_path / "journal.db")


@pytest.fixture
def cheap_recipe(monkeypatch):
    """Make keys of passphrases at once: what a derivation costs has tests of its own."""
    monkeypatch.setattr(vault, "RECIPES", (vault.Recipe(memory_kib=64, passes=1, lanes=1),))


@pytest.fixture
def key():
    """Return the key of an encrypted journal; no passphrase stands for it."""
    return vault.Key(bytes(range(32)), bytes(range(200, 216)))


@pytest.fixture
def sealed_path(tmp_path, key):
    """Return an encrypted journal."""
    path = tmp_path / "sealed.db"
    Database.create(path, lambda session: information.begin(session, NOW), key=key)
    return path


@pytest.fixture
def database(journal_path):
    database = Database(journal_path)
    yield database
    database.close()


BUS = """<busconfig>
  <type>session</type>
  <listen>unix:path={place}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}</servicedir>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
SERVICE = """[D-BUS Service]
Name=org.freedesktop.Notifications
Exec={command}
"""
DAEMON_SECONDS = 20


class NotificationDaemon:
    """Who shows notifications on a bus of the tests."""

    def __init__(self, address, capabilities, wait):
        self._wait = wait
        self.process = subprocess.Popen(
            [sys.executable, str(DAEMON), capabilities],
            env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": address},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._told = queue.Queue()
        self._obeyed = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        assert "ready" in self.told()

    def _read(self):
        for line in self.process.stdout:
            told = json.loads(line)
            (self._obeyed if "obeyed" in told else self._told).put(told)

    def told(self):
        """Return what it was asked next, waiting for it."""
        self._wait(self.has_told)
        return self._told.get()

    def shown(self):
        """Return the notification it shows next."""
        return self.told()["notify"]

    def has_told(self):
        """Say whether it was asked something that nobody has looked at yet."""
        return not self._told.empty()

    def do(self, *words):
        """Have it press, dismiss or whatever else it knows."""
        self.process.stdin.write(" ".join(str(word) for word in words) + "\n")
        self.process.stdin.flush()
        self._obeyed.get(timeout=DAEMON_SECONDS)

    def stop(self):
        self.process.kill()
        self.process.wait()
        self._reader.join()
        self.process.stdin.close()
        self.process.stdout.close()


class SessionBus:
    """A session bus of its own, on which nobody shows notifications yet."""

    def __init__(self, folder):
        self.folder = folder
        self.address = f"unix:path={folder}/bus"
        self._config = folder / "bus.conf"
        self._config.write_text(BUS.format(place=folder / "bus", folder=folder))
        self._daemons = []
        self.wait = _wait
        self._bus = None
        self.start()

    def start(self):
        self._bus = subprocess.Popen(
            [DBUS, f"--config-file={self._config}", "--print-address", "--nofork"],
            env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": self.address},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._bus.stdout.readline().startswith(self.address.encode())

    def hold(self):
        """Let the bus do nothing until it may go on."""
        self._bus.send_signal(signal.SIGSTOP)

    def go_on(self):
        self._bus.send_signal(signal.SIGCONT)

    def stop(self):
        self._bus.kill()
        self._bus.wait()
        self._bus.stdout.close()
        (self.folder / "bus").unlink(missing_ok=True)

    def begin_showing(self, capabilities="actions body"):
        """Let somebody show notifications."""
        self._daemons.append(NotificationDaemon(self.address, capabilities, self.wait))
        return self._daemons[-1]

    def offer_to_start(self):
        """Let the bus start somebody who shows notifications when one is to be shown."""
        command = f"{sys.executable} {DAEMON} actions"
        (self.folder / "notifications.service").write_text(SERVICE.format(command=command))
        # read anew with the bus
        self.stop()
        self.start()

    def end(self):
        for daemon in self._daemons:
            daemon.stop()
        self.stop()


def _wait(condition):
    patience = time.monotonic() + DAEMON_SECONDS
    while not condition():
        assert time.monotonic() < patience, "it took too long"
        time.sleep(0.02)


@pytest.fixture
def session_bus():
    if DBUS is None:
        pytest.skip("dbus-daemon is not installed")
    # the path of a socket has to be short
    with tempfile.TemporaryDirectory(prefix="dosejournal-bus-") as folder:
        bus = SessionBus(Path(folder))
        yield bus
        bus.end()
