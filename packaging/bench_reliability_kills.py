"""Kills: of the terminal while it records, and of every act that writes a whole file anew."""

import contextlib
import io
import re
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from bench_reliability_forks import FORKS, NO_FORK, Say, killed
from bench_reliability_journals import (
    WORDS,
    cheap_keys,
    is_sound,
    made,
    notes,
    private_home,
    program,
    run,
)
from bench_reliability_proofs import Found, Promise, Trial, not_run

from dosejournal import cli
from dosejournal.store import vault

GOLDEN = Path(__file__).parents[1] / "tests" / "data" / "journals"
_ACKNOWLEDGED = re.compile(r"Check-in (\d+) recorded\.")
_KEPT_DAYS = 30


def terminal(trial: Trial) -> Found:
    """Kill the terminal while it records; look for each entry that it told of."""
    if not FORKS:
        return not_run(NO_FORK)
    real = trial.many(40, 2)
    forked = trial.many(1_000, 100) - real
    with trial.room() as room:
        told, lost, unsound = _forked_terminals(trial, room, forked)
        more_told, more_lost, more_unsound = _real_terminals(trial, room, real)
    told, lost, unsound = told + more_told, lost + more_lost, unsound + more_unsound
    return Found(
        f"{lost} of {told:,} acknowledged entries lost, {unsound} of {forked + real:,} files "
        f"unsound ({forked:,} kills of the command in a forked process, {real} of "
        "`dosejournal check-in` itself)",
        lost == unsound == 0 < told,
    )


def _forked_terminals(trial: Trial, room: Path, kills: int) -> tuple[int, int, int]:
    path, words = room / "journal.db", room / "words"
    words.write_text(WORDS)
    told, lost, unsound = 0, 0, 0
    with cheap_keys():
        key = vault.new_key(WORDS)
        made(path, key)
        # what a command imports, and what the first one is slow at, is done before any fork
        with contextlib.redirect_stdout(io.StringIO()):
            _check_in(path, words, "before")
            begun = time.perf_counter()
            _check_in(path, words, "before")
            each = time.perf_counter() - begun
        for kill in range(kills):
            lines = killed(
                lambda say, kill=kill: _check_in_for_ever(say, path, words, kill),
                trial.chance.uniform(0, 5) * each,
            )
            numbers = [int(found[1]) for line in lines if (found := _ACKNOWLEDGED.match(line))]
            there = notes(path, key)
            told += len(numbers)
            lost += sum(
                there.get(number) != f"{kill}-{place}" for place, number in enumerate(numbers)
            )
            unsound += not is_sound(path, key)
    return told, lost, unsound


def _check_in_for_ever(say: Say, path: Path, words: Path, kill: int) -> None:
    class Out:
        """Standard output, each line of which counts once it is written."""

        encoding = "utf-8"
        text = ""

        def write(self, text: str) -> int:
            self.text += text
            while "\n" in self.text:
                line, self.text = self.text.split("\n", 1)
                say(line)
            return len(text)

        def flush(self) -> None:
            """Keep nothing back."""

    sys.stdout = Out()
    say("begins")
    place = 0
    while True:
        _check_in(path, words, f"{kill}-{place}")
        place += 1


def _check_in(path: Path, words: Path, note: str) -> None:
    given = ["--journal", str(path), "--passphrase-file", str(words), "check-in"]
    if cli.main([*given, "--rate", "mood=62", "--note", note], lambda *_words: 2):
        raise ChildProcessError("a check-in was refused")


def _real_terminals(trial: Trial, room: Path, kills: int) -> tuple[int, int, int]:
    path, words = room / "real.db", room / "words"
    key = vault.new_key(WORDS)
    made(path, key)
    variables = private_home(room / "home")
    given = ["--journal", str(path), "--passphrase-file", str(words), "check-in"]
    begun = time.perf_counter()
    run(program(*given, "--rate", "mood=1"), variables)
    whole = time.perf_counter() - begun
    told, lost, unsound = 0, 0, 0
    for kill in range(kills):
        running = subprocess.Popen(
            program(*given, "--rate", "mood=62", "--note", f"kill {kill}"),
            env=variables,
            stdout=subprocess.PIPE,
            text=True,
        )
        # most of it is the derivation of the key: what writes comes at the end
        with suppress(subprocess.TimeoutExpired):
            running.wait(trial.chance.uniform(0.6, 1.05) * whole)
        running.kill()
        said = running.communicate()[0]
        there = notes(path, key)
        for found in _ACKNOWLEDGED.finditer(said):
            told += 1
            lost += there.get(int(found[1])) != f"kill {kill}"
        unsound += not is_sound(path, key)
    return told, lost, unsound


PROMISES = (
    Promise(
        1,
        "kills",
        "What the terminal said is recorded is recorded",
        "kill −9 at random moments while it records into an encrypted journal; each entry that "
        "was acknowledged, a quick check and the seal of every page afterwards",
        "0 lost, 0 unsound in 1,000 kills (100 in CI)",
        terminal,
    ),
)
