"""Memory: what is left of the notes in the process once the journal is locked."""

import re
import subprocess
import sys
import time
from pathlib import Path

from bench_reliability_homes import home
from bench_reliability_journals import MARKER
from bench_reliability_proofs import Found, Promise, Trial, not_run

_PATIENCE_SECONDS = 60
_RANGE = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) r")
_SPELLINGS = (MARKER.encode(), MARKER.encode("utf-16-le"))


def locked(trial: Trial) -> Found:
    """Read notes, lock, and search the memory of the process before and after."""
    if not sys.platform.startswith("linux"):
        return not_run("the memory of a process is searched in /proc")
    firsts, lefts = [], []
    for _again in range(trial.many(5, 1)):
        with trial.room() as room:
            before, after = _searched(room)
            firsts.append(before)
            lefts.append(after)
    return Found(
        f"{max(lefts)} copies after the lock, {min(firsts):,} before ({len(lefts)} times)",
        max(lefts) == 0 < min(firsts),
    )


def _searched(room: Path) -> tuple[int, int]:
    place = home(room, "sealed", sealed=True)
    lock = room / "lock"
    running = place.drive("browse", lock)
    try:
        if running.stdout.readline().strip() != "read":
            raise ChildProcessError("the window did not come")
        before = _copies(running.pid)
        lock.touch()
        _wait_for_replacement(running)
        after = _copies(running.pid)
    finally:
        running.kill()
        running.communicate()
    return before, after


def _wait_for_replacement(running: subprocess.Popen[str]) -> None:
    patience = time.monotonic() + _PATIENCE_SECONDS
    line, maps = (Path(f"/proc/{running.pid}/{name}") for name in ("cmdline", "maps"))
    while b"\0browse\0" in line.read_bytes() or "libQt6Widgets" not in maps.read_text():
        if running.poll() is not None or time.monotonic() > patience:
            raise ChildProcessError("the program did not take its own place")
        time.sleep(0.05)
    # until its own window asks for the passphrase
    time.sleep(1.5)


def _copies(process: int) -> int:
    """Return how often the marker stands in what a process can read of its memory."""
    found = 0
    maps = Path(f"/proc/{process}/maps").read_text().splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            if (match := _RANGE.match(line)) is None or "[v" in line:
                continue
            first, end = (int(number, 16) for number in match.groups())
            found += _in_piece(memory, first, end)
    return found


def _in_piece(memory: object, first: int, end: int) -> int:
    try:
        memory.seek(first)
        content = memory.read(end - first)
    except (OSError, ValueError, OverflowError):
        # given back meanwhile, or of a device
        return 0
    return sum((content or b"").count(spelling) for spelling in _SPELLINGS)


PROMISES = (
    Promise(
        15,
        "lock",
        "A locked journal is gone from memory",
        "a window that has read notes with a marker is locked; the memory of its process is "
        "searched before and after",
        "0 copies after, some before",
        locked,
    ),
)
