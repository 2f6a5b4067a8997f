"""What every promise of the scorecard is: what is promised, how it is tried, what was found."""

import os
import random
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Found:
    """What a trial found; `met` is None where it could not be run, for this reason."""

    measured: str
    met: bool | None
    reason: str = ""


@dataclass(frozen=True)
class Trial:
    """A folder of its own, how much is asked, and chance that is the same each time."""

    folder: Path
    full: bool
    chance: random.Random

    def many(self, full: int, quick: int) -> int:
        """Return how often something is tried."""
        return full if self.full else quick

    @contextmanager
    def room(self) -> Generator[Path]:
        """Give an empty folder that goes again."""
        place = Path(tempfile.mkdtemp(dir=self.folder))
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)


@dataclass(frozen=True)
class Promise:
    """One row of the scorecard: its number there, and a word for `--only`."""

    number: int
    name: str
    promise: str
    method: str
    target: str
    measure: Callable[[Trial], Found]


@dataclass(frozen=True)
class Proof:
    """A promise with what was found."""

    number: int
    name: str
    promise: str
    method: str
    target: str
    measured: str
    verdict: str
    reason: str


def prove(promise: Promise, trial: Trial) -> Proof:
    """Try one promise; a trial that breaks is told, and is no proof."""
    try:
        found = promise.measure(trial)
    except Exception as error:  # noqa: BLE001 - the other promises are tried all the same
        traceback.print_exc(file=sys.stderr)
        found = Found("the trial broke", False, type(error).__name__)
    verdict = {True: "met", False: "not met", None: "not run"}[found.met]
    return Proof(
        promise.number,
        promise.name,
        promise.promise,
        promise.method,
        promise.target,
        found.measured,
        verdict,
        found.reason,
    )


def load() -> str:
    """Return how busy this computer is: what takes time takes longer then."""
    if not hasattr(os, "getloadavg"):
        return f"{os.cpu_count()} cores"
    return f"load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores"


def not_run(reason: str) -> Found:
    """Return what is found where something could not be tried."""
    return Found("–", None, reason)


def print_head() -> None:
    """Print the head of a table as Markdown has it, which README takes over as it is."""
    print("| # | Promise | How it is tested | Target | Measured | Verdict |")
    print("|---|---|---|---|---|---|", flush=True)


def print_row(proof: Proof) -> None:
    """Print one row of the table, at once: the next one may take minutes."""
    verdict = f"{proof.verdict}: {proof.reason}" if proof.reason else proof.verdict
    cells = (proof.promise, proof.method, proof.target, proof.measured, verdict)
    print(f"| {proof.number} | " + " | ".join(cells) + " |", flush=True)
