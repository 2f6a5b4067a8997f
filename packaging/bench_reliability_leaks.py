"""Leaks: a marker looked for in every file, in reports of faults, and sockets asked for."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from bench_reliability_homes import Home, home
from bench_reliability_journals import MARKER, program, run
from bench_reliability_proofs import Found, Promise, Trial, not_run
from bench_reliability_windows import driven

_SPELLINGS = tuple(MARKER.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
STRACE = shutil.which("strace")
# where the program's own filter refused a socket, none would be seen: it is refused to it
_SOCKETS = ("-e", "trace=socket,seccomp", "-e", "inject=seccomp:error=EPERM")
_OPENED = re.compile(r'openat\(AT_FDCWD, "([^"]+)", [^)]*O_(?:WR|RDWR)[^)]*\) = \d')
_FAMILY = re.compile(r"socket\((\w+)")
_NO_STRACE = "strace is not installed, or may not watch here"


def hits(folder: Path) -> tuple[list[Path], int]:
    """Return the files of a folder in which the marker stands, and how many were searched."""
    files = [each for each in folder.rglob("*") if each.is_file() and not each.is_symlink()]
    found = [each for each in files if _has_marker(each.read_bytes())]
    return found, len(files)


def _has_marker(content: bytes) -> bool:
    return any(spelling in content for spelling in _SPELLINGS)


def readable(trial: Trial) -> Found:
    """Use the terminal and the window, kill one, close one; search every file each time."""
    with trial.room() as room:
        sealed, searched, errors = _used(home(room, "sealed", sealed=True), room)
        plain, _searched, _errors = _used(home(room, "plain", sealed=False), room)
        outside, where = set(), "not looked at, without strace"
        if _can_trace(room / "log"):
            place = home(room, "traced", sealed=True)
            outside = _written_outside(place, room / "sealed.text", room / "log")
            where = ", ".join(sorted(outside)) or "none"
    told = f"; in {', '.join(sorted(sealed))}" if sealed else ""
    return Found(
        f"{len(sealed)} hits in {searched} files{told} (the same with a plain journal: "
        f"{len(plain)} files with hits); {errors} on the error output; "
        f"files written outside the home: {where}",
        # in the journal itself and in its log at the least
        not sealed and len(plain) >= 2 and not errors and not outside,
    )


def _written_outside(place: Home, text: Path, log: Path) -> set[str]:
    """Return the files that a window opens to write outside of its home."""
    running = _traced(place, text, ("-e", "trace=openat", "-o", str(log)))
    _end_traced(running)
    opened = (_OPENED.search(line) for line in log.read_text(errors="replace").splitlines())
    places = {found[1] for found in opened if found}
    own = (str(place.folder), "/dev/", "/proc/")
    # compiled Python, which holds no word of anybody's
    return {each for each in places if not each.startswith(own) and ".pyc" not in each}


def _traced(place: Home, text: Path, what: tuple[str, ...]) -> subprocess.Popen[str]:
    """Start a window under strace, and wait until somebody has looked at all of it."""
    line = driven("tour", place.journal, place.words or "-", text)
    running = subprocess.Popen(
        [STRACE, "-f", "-qq", "-e", "signal=none", *what, *line],
        env=dict(place.variables),
        cwd=place.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    if running.stdout.readline().strip() != "toured":
        raise ChildProcessError("the window did not come")
    return running


def _end_traced(running: subprocess.Popen[str]) -> None:
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
    for child in children:
        os.kill(int(child), signal.SIGTERM)
    running.communicate(timeout=120)


def _can_trace(log: Path) -> bool:
    asks = [sys.executable, "-c", "import socket; socket.socket(socket.AF_INET).close()"]
    line = [STRACE or "", "-f", "-qq", *_SOCKETS, "-o", str(log), *asks]
    return STRACE is not None and run(line, os.environ).returncode == 0


def _used(place: Home, room: Path) -> tuple[set[str], int, int]:
    """Return the files with the marker, how many were searched, and how often it was told."""
    found: set[str] = set()
    searched = 0
    text = room / f"{place.folder.name}.text"
    text.write_text(MARKER)
    told = ""

    def search() -> None:
        nonlocal searched
        files, count = hits(place.folder)
        searched = max(searched, count)
        found.update(str(each.relative_to(place.folder)) for each in files)

    for words in (
        ["check-in", "--rate", "mood=3", "--note", MARKER, "--tag", MARKER],
        ["dose", f"{MARKER} substance", "5", "mg"],
        ["list"],
        ["trend", "mood"],
    ):
        told += run(_cheap(program(*place.given, *words)), place.variables).stderr
        search()
    for end in (signal.SIGKILL, signal.SIGTERM):
        running = place.drive("tour", text)
        line = running.stdout.readline()
        search()
        running.send_signal(end)
        _out, complained = running.communicate(timeout=120)
        if line.strip() != "toured":
            raise ChildProcessError(complained.replace(MARKER, "…"))
        told += complained
        search()
    return found, searched, told.count(MARKER)


def _cheap(line: list[str]) -> list[str]:
    """Return a command of the terminal with a key that is derived at once."""
    driver = driven("x", Path())[1]
    return [line[0], driver, *line[3:]]


def crashed(trial: Trial) -> Found:
    """Make mistakes with the marker in every layer, then die; search logs, output and dump."""
    with trial.room() as room:
        place = home(room, "sealed", sealed=True)
        text = room / "text"
        text.write_text(MARKER)
        running = place.drive("fail", text, preexec_fn=_allow_dumps)
        said, complained = running.communicate(timeout=120)
        died = running.returncode == -signal.SIGABRT
        found, searched = hits(place.folder)
        noted = complained.count("ValueError")
        inside = sum(_has_marker(each.encode()) for each in (said, complained))
        plain = _dies_plainly(room, text)
    dumps = sum(each.name.startswith("core") for each in found)
    return Found(
        f"{len(found) + inside} hits in {searched} files, both outputs and {dumps} core dumps; "
        f"{noted} faults noted by kind and place (the same mistakes in a bare Python: "
        f"{plain} places with hits)",
        not found and not inside and died and noted >= 3 and plain >= 1,
    )


def _allow_dumps() -> None:
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


_PLAINLY = """
import os, sys, warnings
text = open(sys.argv[1]).read()
warnings.warn(text)
try:
    int(text)
except ValueError:
    sys.excepthook(*sys.exc_info())
os.abort()
"""


def _dies_plainly(room: Path, text: Path) -> int:
    """Return in how many places the marker stands after the same mistakes in a bare Python."""
    folder = room / "plainly"
    folder.mkdir()
    line = [sys.executable, "-c", _PLAINLY, str(text)]
    finished = subprocess.run(
        line, cwd=folder, capture_output=True, check=False, preexec_fn=_allow_dumps
    )
    return _has_marker(finished.stderr) + len(hits(folder)[0])


def connected(trial: Trial) -> Found:
    """Let the system tell each socket that a window and a terminal ask for."""
    with trial.room() as room:
        log = room / "control"
        if not _can_trace(log):
            return not_run(_NO_STRACE)
        control = _families(log)
        place = home(room, "sealed", sealed=True)
        text = room / "text"
        text.write_text(MARKER)
        logs = [room / "terminal", room / "window"]
        words = program(*place.given, "check-in", "--rate", "mood=3")
        line = [STRACE, "-f", "-qq", *_SOCKETS, "-o", str(logs[0]), *_cheap(words)]
        run(line, place.variables)
        _end_traced(_traced(place, text, (*_SOCKETS, "-o", str(logs[1]))))
        families = set().union(*map(_families, logs))
    return Found(
        f"{', '.join(sorted(families)) or 'no socket at all'} (a program that asks for one is "
        f"seen: {', '.join(control)})",
        families <= {"AF_UNIX"} and control == {"AF_INET"},
    )


def _families(log: Path) -> set[str]:
    return set(_FAMILY.findall(log.read_text(errors="replace")))


PROMISES = (
    Promise(
        12,
        "traces",
        "Nothing can be read on the disk",
        "a marker in every field; terminal and window used, one killed and one closed; every file "
        "of a private home searched meanwhile and afterwards",
        "0 hits; with a plain journal some",
        readable,
    ),
    Promise(
        16,
        "crashes",
        "Reports of faults hold nothing of the journal",
        "mistakes with a marker in SQL, validation, slots, a thread, warnings, logs and Qt, then "
        "an abort with core dumps allowed",
        "0 hits in log, output and dump",
        crashed,
    ),
    Promise(
        17,
        "sockets",
        "No network",
        "strace of a terminal and of a window that opens every page",
        "only AF_UNIX; a program that connects is seen",
        connected,
    ),
)
