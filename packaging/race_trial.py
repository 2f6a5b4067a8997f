"""Twenty starts at once leave one window, and one that is killed does not keep the next out."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

PATIENCE_SECONDS = 120
_LOOK_SECONDS = 0.01


@dataclass(frozen=True)
class Race:
    """How many windows were left, how many had the journal open at once, and who refused."""

    left: int
    most_at_once: int
    codes: tuple[int, ...]


def race(journal: Path, starts: int = 20, environment: Mapping[str, str] = os.environ) -> Race:
    """Start the program so many times at once with one journal, and end what is left."""
    running = [start(journal, environment) for _number in range(starts)]
    most = 0
    patience = time.monotonic() + PATIENCE_SECONDS
    while sum(each.poll() is None for each in running) > 1 and time.monotonic() < patience:
        most = max(most, _having_open(running, journal))
        time.sleep(_LOOK_SECONDS)
    most = max(most, _wait_for_window(running, journal))
    left = [each for each in running if each.poll() is None]
    codes = tuple(each.returncode for each in running if each.returncode is not None)
    for each in left:
        each.send_signal(signal.SIGTERM)
    for each in running:
        each.communicate(timeout=PATIENCE_SECONDS)
    return Race(len(left), most, codes)


def opens_after_a_kill(journal: Path, environment: Mapping[str, str] = os.environ) -> bool:
    """Open a window, kill it, and say whether the next start has the journal."""
    for _turn in range(2):
        running = start(journal, environment)
        has_it = _wait_for_window([running], journal) == 1
        running.send_signal(signal.SIGKILL)
        running.communicate(timeout=PATIENCE_SECONDS)
        if not has_it:
            return False
    return True


def start(journal: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start the program with a window that nobody sees."""
    return subprocess.Popen(
        [sys.executable, "-m", "dosejournal", "--journal", str(journal)],
        env={**environment, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _wait_for_window(running: list[subprocess.Popen[bytes]], journal: Path) -> int:
    patience = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < patience and any(each.poll() is None for each in running):
        count = _having_open(running, journal)
        if count:
            return count
        time.sleep(_LOOK_SECONDS)
    return 0


def _having_open(running: list[subprocess.Popen[bytes]], journal: Path) -> int:
    """Return how many of the processes have the log of the journal open, to write."""
    log = os.path.realpath(f"{journal}-wal")
    count = 0
    for each in running:
        if each.poll() is None:
            try:
                files = psutil.Process(each.pid).open_files()
            except psutil.Error:
                # it has just ended
                continue
            count += any(os.path.realpath(file.path) == log for file in files)
    return count
