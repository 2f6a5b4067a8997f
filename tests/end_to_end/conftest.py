"""The program as a person runs it: a process of its own, in an empty home."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import dosejournal

SOURCE = Path(dosejournal.__file__).parents[1]

# what surrounds the tests is no part of an empty home; coverage finds its way by its own names
FOREIGN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_", "XDG_", "LC_", "LANG", "TZ", "PYTHON")

PATIENCE_SECONDS = 50


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

    @property
    def journal(self) -> Path:
        """Where the program keeps the journal when nothing is said."""
        return self.home / "data" / "dosejournal" / "journal.db"

    def environment(self, **variables: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        return {**kept, **self.variables, **variables}

    def line(self, *words: str | bytes) -> list[str | bytes]:
        return [sys.executable, "-m", "dosejournal", *words]

    def run(
        self,
        *words: str | bytes,
        stdin: bytes = b"",
        before: tuple[str, ...] = (),
        variables: Mapping[str, str] | None = None,
    ) -> Told:
        """Run the program to its end; `before` is a command that starts it."""
        finished = subprocess.run(
            [*before, *self.line(*words)],
            cwd=self.home,
            env=self.environment(**(variables or {})),
            input=stdin,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        return Told(finished.returncode, finished.stdout.decode(), finished.stderr.decode())

    def start(self, *words: str, **settings: Any) -> "subprocess.Popen[bytes]":
        """Start the program and leave it running; the caller ends it."""
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(
            self.line(*words),
            cwd=self.home,
            env=self.environment(QT_QPA_PLATFORM="offscreen"),
            **{**pipes, **settings},
        )

    def open_window(self, *words: str) -> "subprocess.Popen[bytes]":
        """Open the window without a screen, and wait until it has the journal."""
        running = self.start(*words)
        lock = Path(f"{self.journal}.lock")
        _wait(lambda: lock.exists() or running.poll() is not None)
        # the lock is taken before the window is made
        time.sleep(1.5)
        assert running.poll() is None, running.communicate()
        return running

    def entries(self) -> Any:
        """Return all entries of the journal."""
        return self.run("list", "--json").json()


def _wait(condition) -> None:
    patience = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < patience, "it took too long"
        time.sleep(0.05)


@pytest.fixture
def program(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    folders = {
        name: str(home / name.lower())
        for name in ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "STATE_HOME")
    }
    folders = {f"XDG_{name}": place.removesuffix("_home") for name, place in folders.items()}
    return Program(
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


@pytest.fixture
def journal(program):
    """Return a program whose journal has one entry already, which must never be harmed."""
    program.run("new").line()
    program.run("check-in", "--rate", "mood=50", "--note", "the first").line()
    return program


@pytest.fixture
def unharmed(journal):
    """Look, after a test, that the earlier entry is as it was."""
    before = journal.entries()[-1]
    yield
    assert journal.entries()[-1] == before
