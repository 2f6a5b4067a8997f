"""Forks of this process that are killed while they work."""

import os
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench_reliability_journals import cheap_keys
from bench_reliability_proofs import Trial

from dosejournal.store.vault import Key

FORKS = hasattr(os, "fork")
NO_FORK = "this system cannot fork a process"

Say = Callable[[str], None]


class Child:
    """A fork of this process that works until it is killed, and says lines meanwhile."""

    def __init__(self, work: Callable[[Say], object]) -> None:
        sys.stdout.flush()
        self._reading, writing = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(self._reading)
            _work(work, writing)
        os.close(writing)
        self._heard = b""

    def wait_for_a_line(self) -> None:
        """Wait until it has said something."""
        while b"\n" not in self._heard:
            piece = os.read(self._reading, 4096)
            if not piece:
                break
            self._heard += piece

    def kill(self) -> list[str]:
        """Kill it where it is; return the whole lines it said."""
        os.kill(self._process, signal.SIGKILL)
        return self.end()

    def end(self) -> list[str]:
        """Return the whole lines it said until it ended."""
        while piece := os.read(self._reading, 65_536):
            self._heard += piece
        os.close(self._reading)
        _process, status = os.waitpid(self._process, 0)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status):
            raise ChildProcessError("what was to be killed failed by itself")
        return self._heard.decode().split("\n")[:-1]


def _work(work: Callable[[Say], object], writing: int) -> None:
    code = 1
    try:
        work(lambda line: os.write(writing, f"{line}\n".encode()))
        code = 0
    except BaseException:  # noqa: BLE001 - a fork must not go on as the process it came from
        traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(code)


def killed(work: Callable[[Say], object], after_seconds: float) -> list[str]:
    """Fork, let the fork work for so long after its first line, and kill it; return its lines."""
    child = Child(work)
    child.wait_for_a_line()
    time.sleep(after_seconds)
    return child.kill()


def duration(work: Callable[[Say], object]) -> float:
    """Return how long a fork takes for all of its work after its first line."""
    child = Child(work)
    child.wait_for_a_line()
    begun = time.perf_counter()
    child.end()
    return time.perf_counter() - begun


@dataclass(frozen=True)
class Act:
    """Something that is killed: `ready` puts a journal to its place, `do` is done to it."""

    ready: Callable[[Path], Key | None]
    do: Callable[[Path, Key | None], object]
    check: Callable[[Path, Key | None], bool]


@dataclass
class Tally:
    """What became of journals whose act was killed."""

    kills: int = 0
    done: int = 0
    lost: int = 0


def kill_act(trial: Trial, act: Act, kills: int) -> Tally:
    """Kill an act at moments spread over it, each time on the journal as it was at first."""
    tally = Tally()
    with trial.room() as room, cheap_keys():
        first = room / "first"
        first.mkdir()
        key = act.ready(first / "journal.db")
        work = room / "work"

        def fresh() -> Path:
            shutil.rmtree(work, ignore_errors=True)
            shutil.copytree(first, work)
            return work / "journal.db"

        def begin(path: Path, say: Say) -> None:
            say("begins")
            act.do(path, key)
            say("done")

        path = fresh()
        whole = duration(lambda say, path=path: begin(path, say))
        for _kill in range(kills):
            path = fresh()
            lines = killed(
                lambda say, path=path: begin(path, say), trial.chance.uniform(0, 1.1) * whole
            )
            tally.kills += 1
            tally.done += "done" in lines
            tally.lost += not act.check(path, key)
    return tally
