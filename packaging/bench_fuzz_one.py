"""Damages files of one importer for some seconds, and tells what it answers; run by bench_fuzz.

    python bench_fuzz_one.py NAME SECONDS SEED FOLDER SOURCES

Whatever is in a file, it is read or refused with a sentence. The file at work is in FOLDER, so
that it is there too when the process is lost. Where atheris is installed it chooses the files, by
which lines of the program they reach; else they are the examples of the tests, damaged at random.
"""

import contextlib
import csv
import importlib.util
import io
import json
import resource
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from types import FrameType
from typing import NoReturn

from bench_fuzz_damage import ODD, damaged, spliced

MOST_BYTES_OF_MEMORY = 1 << 30
SLOWEST_SECONDS = 5
ARCHIVE = "archive"

_TOLD_EACH = 20

_NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
_ZONES = ("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia")


class TooSlowError(BaseException):
    """An answer took longer than it may; no `except` of the program takes it for its own."""


@dataclass
class Trial:
    """What was tried so far."""

    name: str
    folder: Path
    random: Random
    runs: int = 0
    accepted: int = 0
    slowest: float = 0.0
    peak_mb: int = 0
    finding: str = ""

    def run(self, content: bytes) -> bool:
        """Read one file; say whether it was read or refused as it has to be."""
        (self.folder / "at-work").write_bytes(content)
        _forget_the_peak()
        # seconds of its own work: a busy computer makes no file a slow one
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, SLOWEST_SECONDS)
        try:
            self.accepted += _read(self.name, content, self.random)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            self.finding = "".join(traceback.format_exception(error)[-4:])
            return False
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.slowest = max(self.slowest, time.process_time() - begun)
            self.peak_mb = max(self.peak_mb, _peak_mb())
            self.runs += 1
        return True

    def tell(self) -> None:
        """Write down what was found, as JSON."""
        said = {"runs": self.runs, "accepted": self.accepted, "slowest": round(self.slowest, 2),
                "peak_mb": self.peak_mb, "finding": self.finding}  # fmt: skip
        (self.folder / "told.json").write_text(json.dumps(said), encoding="utf-8")


def _read(name: str, content: bytes, random: Random) -> bool:
    """Say whether a file is read; whatever else comes is no error that a person can understand."""
    from dosejournal.domain.imports import Answers
    from dosejournal.domain.measures import shipped
    from dosejournal.errors import JournalError
    from dosejournal.exchange import archive, importers

    answers = Answers(random.choice(_ZONES), measures=shipped(), now=_NOW)
    try:
        if name == ARCHIVE:
            archive.read(content)
            return True
        plan = importers.plan(random.choice((name, name, importers.AUTO)), content, answers)
        held = importers.held_aside_csv(plan)
        list(csv.reader(io.StringIO(held.decode(), newline="")))
        given = {
            question.key: random.choice((*(v for v, _t in question.options), random.choice(ODD)))
            for question in plan.questions
            if random.random() < 0.7
        }
        if given:
            said = Answers(answers.zone, given=given, measures=shipped(), now=_NOW)
            importers.plan(plan.format, content, said)
    except JournalError as error:
        if not str(error):
            raise AssertionError("an error without a sentence") from error
        return False
    return True


def _forget_the_peak() -> None:
    """Measure memory anew: what it takes to damage a file says nothing of reading it."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak_mb() -> int:
    try:
        said = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    # what the other counts here is also that of the process which started this one
    return int(said.partition("VmHWM:")[2].split()[0]) // 1024


def _too_slow(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise TooSlowError(f"no answer within {SLOWEST_SECONDS} s")


def _at_random(trial: Trial, sources: list[bytes], seconds: float) -> None:
    ends = time.monotonic() + seconds
    going = True
    while going and time.monotonic() < ends:
        content = trial.random.choice(sources)
        if trial.random.random() < 0.05:
            content = spliced(trial.random, content, trial.random.choice(sources))
        going = trial.run(damaged(trial.random, content))


def _guided(trial: Trial, sources: list[bytes], seconds: float, seed: int) -> None:
    import atheris

    corpus = trial.folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, content in enumerate(sources):
        (corpus / str(number)).write_bytes(content)

    def change(content: bytes, most: int, chance: int) -> bytes:
        random = Random(chance)  # noqa: S311
        if random.random() < 0.3:
            return atheris.Mutate(content, most)
        return damaged(random, content)[:most]

    def one(content: bytes) -> None:
        trial.random = Random(content)  # noqa: S311
        going = trial.run(content)
        # libFuzzer leaves the process by its own way, and nothing after it is run
        if not going or trial.runs % _TOLD_EACH == 0:
            trial.tell()
        if not going:
            raise AssertionError

    words = [
        sys.argv[0], f"-max_total_time={int(seconds)}", f"-seed={seed}", "-max_len=200000",
        "-len_control=0", f"-artifact_prefix={trial.folder}/", "-verbosity=0", str(corpus),
    ]  # fmt: skip
    atheris.Setup(words, one, custom_mutator=change, internal_libfuzzer=True)
    atheris.Fuzz()


def _instrument() -> None:
    import atheris

    with atheris.instrument_imports(include=["dosejournal.exchange"]):
        from dosejournal.exchange import archive, importers  # noqa: F401


def main(name: str, seconds: str, seed: str, folder: str, sources: str) -> None:
    """Try one importer."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES_OF_MEMORY, MOST_BYTES_OF_MEMORY))
    signal.signal(signal.SIGPROF, _too_slow)
    # a row held aside may be longer than this library reads by itself
    csv.field_size_limit(MOST_BYTES_OF_MEMORY)
    trial = Trial(name, Path(folder), Random(f"{name}{seed}"))  # noqa: S311
    contents = [path.read_bytes() for path in sorted(Path(sources).iterdir())]
    guided = importlib.util.find_spec("atheris") is not None
    if guided:
        _instrument()
    for content in contents:
        # so that no library is read for the first time while a clock runs
        _read(name, content, trial.random)
    try:
        if guided:
            _guided(trial, contents, float(seconds), int(seed))
        else:
            _at_random(trial, contents, float(seconds))
    finally:
        trial.tell()


if __name__ == "__main__":
    main(*sys.argv[1:])
