"""Races: many starts at once, and what a killed window leaves behind."""

import subprocess
import time
from pathlib import Path

from bench_reliability_journals import held, is_sound, made, private_home, program
from bench_reliability_proofs import Found, Promise, Trial, not_run

_PATIENCE_SECONDS = 300
_PAUSE_SECONDS = 0.05


def raced(trial: Trial) -> Found:
    """Start the window many times at once; kill the one that came, and start it again."""
    if not Path("/proc/self/fd").exists():
        return not_run("who has a file open is looked up in /proc")
    starts, recoveries = trial.many(20, 6), trial.many(20, 2)
    with trial.room() as room:
        path = made(room / "journal.db", None, 3)
        variables = private_home(room / "home")
        before = held(path, None)
        running = [_start(path, variables) for _start_number in range(starts)]
        most = _settle(path, running)
        windows = [each for each in running if each.poll() is None]
        codes = {each.returncode for each in running if each.poll() is not None}
        recovered = 0
        for _again in range(recoveries):
            for each in windows:
                each.kill()
                each.communicate()
            windows = [_start(path, variables)]
            _wait_until_open(path, windows[0])
            recovered += windows[0].poll() is None
        left = len(windows)
        for each in [*windows, *running]:
            each.kill()
            each.communicate()
        whole = held(path, None) == before and is_sound(path, None)
    return Found(
        f"{left} window of {starts} starts, never more than {most} with the journal open; started "
        f"again after {recovered} of {recoveries} kills",
        left == most == 1 and codes <= {0, 1} and recovered == recoveries and whole,
    )


def _start(path: Path, variables: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        program("--journal", str(path), "open"),
        env=variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _settle(path: Path, running: list[subprocess.Popen[bytes]]) -> int:
    """Wait until one is left; return how many had the journal open to write at most."""
    most, patience = 0, time.monotonic() + _PATIENCE_SECONDS
    while True:
        alive = [each for each in running if each.poll() is None]
        most = max(most, sum(_writes(each, path) for each in alive))
        if len(alive) <= 1 and most:
            return most
        if time.monotonic() > patience or not alive:
            return most
        time.sleep(_PAUSE_SECONDS)


def _wait_until_open(path: Path, start: subprocess.Popen[bytes]) -> None:
    patience = time.monotonic() + _PATIENCE_SECONDS
    while start.poll() is None and not _writes(start, path):
        if time.monotonic() > patience:
            return
        time.sleep(_PAUSE_SECONDS)


def _writes(start: subprocess.Popen[bytes], path: Path) -> bool:
    """Say whether a process has the log of a journal open, as who writes does."""
    folder = Path(f"/proc/{start.pid}/fd")
    try:
        return any(str(each.readlink()).startswith(f"{path}-wal") for each in folder.iterdir())
    except OSError:
        # it has just ended
        return False


PROMISES = (
    Promise(
        18,
        "races",
        "One window for one journal",
        "many starts at once, and who has the journal open to write; the window killed and "
        "started again",
        "20 starts: 1 window, never 2 writers; recovers after each kill",
        raced,
    ),
)
