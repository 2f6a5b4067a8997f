"""The program as a person runs it: a process of its own, in an empty home."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import dosejournal
from dosejournal.domain.entries import CheckInDraft, record
from dosejournal.journal import check_ins, information, timeline
from dosejournal.store.database import Database

SOURCE = Path(dosejournal.__file__).parents[1]

# what surrounds the tests is no part of an empty home
FOREIGN = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_", "QT_", "XDG_", "LC_", "LANG", "TZ", "PYTHON")

PATIENCE_SECONDS = 50

# The program keeps its own number, so that signals reach it: strace is its grandchild. For speed
# the kernel calls strace for these two alone; where the program's own filter refused a socket,
# strace would not be called, so that filter is refused to the program.
STRACE = shutil.which("strace")
WATCHING = (
    *(STRACE or "", "-D", "-f", "-qq", "--seccomp-bpf", "-e", "signal=none"),
    *("-e", "trace=socket,seccomp", "-e", "inject=seccomp:error=EPERM", "-o"),
)

Running = subprocess.Popen[bytes]


@dataclass(frozen=True)
class Told:
    """What a finished process told."""

    code: int
    out: str
    complained: str

    def json(self) -> Any:
        assert (self.code, self.complained) == (0, "")
        return json.loads(self.out)

    def line(self) -> str:
        """Return the one line of a command that worked."""
        assert (self.code, self.complained) == (0, "")
        assert self.out.count("\n") == 1
        return self.out.strip()

    def lines(self) -> list[str]:
        """Return the lines of a command that worked."""
        assert (self.code, self.complained) == (0, "")
        return self.out.splitlines()

    def sentence(self, code: int = 1) -> str:
        """Return the one sentence with which a command was refused."""
        assert (self.code, self.out) == (code, "")
        assert self.complained.count("\n") == 1
        assert "Traceback" not in self.complained
        assert self.complained.endswith((".\n", "new\n"))
        return self.complained.strip()


@dataclass
class Program:
    """Starts the program in a home of its own."""

    home: Path
    variables: dict[str, str] = field(default_factory=dict)
    running: list[Running] = field(default_factory=list, repr=False)
    watched: Path | None = None
    """Where strace writes which sockets were asked for; None: nobody watches."""

    @property
    def journal(self) -> Path:
        """Where the program keeps the journal when nothing is said."""
        return self.home / "data" / "dosejournal" / "journal.db"

    def environment(self, **variables: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        return {**kept, **self.variables, **variables}

    def line(
        self,
        *words: str | bytes,
        before: tuple[str, ...] = (),
        program: tuple[str, ...] = ("-m", "dosejournal"),
    ) -> list[str | bytes]:
        """Return a command line; `before` is a command that starts what follows it."""
        watching: tuple[str, ...] = ()
        if self.watched is not None:
            number = len(list(self.watched.iterdir()))
            watching = (*WATCHING, str(self.watched / str(number)))
            (self.watched / str(number)).touch()
        return [*watching, *before, sys.executable, *program, *words]

    def run(
        self,
        *words: str | bytes,
        stdin: bytes = b"",
        variables: Mapping[str, str] | None = None,
        **how: Any,
    ) -> Told:
        """Run the program to its end."""
        finished = subprocess.run(
            self.line(*words, **how),
            cwd=self.home,
            env=self.environment(**(variables or {})),
            input=stdin,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        return Told(finished.returncode, finished.stdout.decode(), finished.stderr.decode())

    def start(self, *words: str, how: Mapping[str, Any] | None = None, **settings: Any) -> Running:
        """Start the program and leave it running; the caller ends it."""
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        running = subprocess.Popen(
            self.line(*words, **(how or {})),
            cwd=self.home,
            env=self.environment(QT_QPA_PLATFORM="offscreen"),
            **{**pipes, **settings},
        )
        self.running.append(running)
        return running

    def end(self) -> None:
        """End what a test that failed left running, so that no other test hears of it."""
        for running in self.running:
            if running.poll() is None:
                running.kill()
                running.communicate()
            for pipe in (running.stdout, running.stderr):
                if pipe is not None:
                    pipe.close()

    def open_window(self, *words: str, **how: Any) -> Running:
        """Open the window without a screen, and wait until it has the journal."""
        running = self.start(*words, how=how)
        _wait(lambda: self._is_ready(running.pid) or running.poll() is not None)
        assert running.poll() is None, running.communicate()
        return running

    def families(self) -> set[str]:
        """Return the families of the sockets that were asked for since the test began."""
        logs = [] if self.watched is None else self.watched.iterdir()
        asked = (log.read_text(errors="replace") for log in logs)
        return {family for log in asked for family in re.findall(r"socket\((\w+)", log)}

    def _is_ready(self, process: int) -> bool:
        # the lock of a window that was killed stays behind
        if not self._lock.exists() or self.window_id() != process:
            return False
        status = Path(f"/proc/{process}/status")
        if not status.exists():
            time.sleep(3)
            return True
        # the window is shown before the program begins to heed signals
        caught = re.search(r"^SigCgt:\s*(\w+)", status.read_text(), re.MULTILINE)
        return bool(int(caught[1], 16) & 1 << signal.SIGTERM - 1)

    def window_id(self) -> int:
        """Return the number of the process that has the journal open."""
        written = self._lock.read_text().splitlines()
        return int(written[0]) if written else 0

    @property
    def _lock(self) -> Path:
        return Path(f"{self.journal}.lock")

    def entries(self) -> list[dict[str, Any]]:
        """Return all entries of the journal as it is on the disk, the newest first."""
        database = Database(self.journal, undoable=False)
        try:
            with database.read() as session:
                return [
                    record(entry) for entry in timeline.entries(session, timeline.keys(session))
                ]
        finally:
            database.close()


def _wait(condition) -> None:
    patience = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < patience, "it took too long"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def can_watch():
    """Say whether strace is here and may watch."""
    line = (*WATCHING, os.devnull, sys.executable, "-c", "")
    return STRACE is not None and subprocess.run(line, check=False).returncode == 0


@pytest.fixture
def program(tmp_path, can_watch):
    """Give a program in an empty home, and look afterwards that it wanted no network."""
    home = tmp_path / "home"
    home.mkdir()
    folders = {
        name: str(home / name.lower())
        for name in ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "STATE_HOME")
    }
    folders = {f"XDG_{name}": place.removesuffix("_home") for name, place in folders.items()}
    # what is shown before the first use was read
    kept = home / "config" / "dosejournal"
    kept.mkdir(parents=True)
    (kept / "settings.json").write_text('{"safety_read": "yes"}', encoding="utf-8")
    made = Program(
        home,
        {
            "HOME": str(home),
            "USERPROFILE": str(home),
            "LANG": "C.UTF-8",
            "TZ": "Europe/Berlin",
            "PYTHONPATH": str(SOURCE),
            **folders,
        },
    )
    if can_watch:
        made.watched = tmp_path / "watched"
        made.watched.mkdir()
    yield made
    made.end()
    assert made.families() <= {"AF_UNIX"}


@pytest.fixture
def watched(journal):
    """Give a program whose sockets are seen for certain, or skip."""
    if journal.watched is None:
        pytest.skip("strace, of the package of that name, is not installed or may not watch")
    return journal


@pytest.fixture(scope="session")
def first_entry(tmp_path_factory):
    """Return a journal with one entry, made once and copied for each test."""
    path = tmp_path_factory.mktemp("first") / "journal.db"
    at = datetime(2026, 3, 1, 8, 0, tzinfo=ZoneInfo("Europe/Berlin"))

    def fill(session):
        information.begin(session, at)
        check_ins.record(session, at, CheckInDraft(at, {"mood": 50.0}, "the first", ("walk",)))

    Database.create(path, fill)
    return path


@pytest.fixture
def journal(program, first_entry):
    """Give a program whose journal has one entry, and look afterwards that it is unharmed."""
    program.journal.parent.mkdir(parents=True, mode=0o700)
    shutil.copy(first_entry, program.journal)
    (before,) = program.entries()
    yield program
    assert before in program.entries()
