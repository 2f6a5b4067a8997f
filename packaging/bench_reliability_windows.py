"""The window: killed while it records, and while something is typed that is not recorded yet."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import typing_trial
from bench_reliability_journals import (
    WORDS,
    cheap_keys,
    is_sound,
    made,
    notes,
    private_home,
)
from bench_reliability_proofs import Found, Promise, Trial

from dosejournal.store import vault

DRIVER = Path(__file__).with_name("bench_reliability_driver.py")
_LONGEST_LOSS_SECONDS = 2.0


def driven(act: str, journal: Path, *words: str | Path) -> list[str]:
    """Return the command line of the program with somebody at its window."""
    return [sys.executable, str(DRIVER), act, str(journal), *map(str, words)]


def recorded(trial: Trial) -> Found:
    """Kill the window while somebody records; look for each check-in that had its notice."""
    kills = trial.many(100, 5)
    told, lost, unsound = 0, 0, 0
    with trial.room() as room, cheap_keys():
        path, words, key = room / "journal.db", room / "words", vault.new_key(WORDS)
        words.write_text(WORDS)
        made(path, key)
        variables = private_home(room / "home")
        for kill in range(kills):
            running = subprocess.Popen(
                driven("record", path, words, str(kill)),
                env=variables,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            first = running.stdout.readline()
            time.sleep(trial.chance.uniform(0, 0.6))
            running.kill()
            said, complained = running.communicate()
            if not first:
                raise ChildProcessError(complained)
            there = set(notes(path, key).values())
            lines = [first.strip(), *said.split("\n")[:-1]]
            told += len(lines)
            lost += sum(f"{kill}-{line}" not in there for line in lines)
            unsound += not is_sound(path, key)
    return Found(
        f"{lost} of {told:,} check-ins lost that had their notice, {unsound} of {kills} files "
        "unsound",
        lost == unsound == 0,
    )


def typed(trial: Trial) -> Found:
    """Kill the window while somebody types, and go on at the next start."""
    kills = trial.many(50, 4)
    rhythms = tuple(typing_trial.RHYTHMS)
    with trial.room() as room:
        variables = private_home(room / "home")

        def one(number: int) -> typing_trial.Lost:
            path = made(room / f"{number}.db", None, 1)
            rhythm = rhythms[number % len(rhythms)]
            return typing_trial.lost(path, rhythm, 2.2 + number % 10 / 4, variables)

        # most of it is waiting for somebody who types
        with ThreadPoolExecutor(3) as pool:
            found = list(pool.map(one, range(kills)))
    longest = max(each.seconds for each in found)
    within = sum(each.continued and each.seconds <= _LONGEST_LOSS_SECONDS for each in found)
    return Found(
        f"{within} of {kills} within two seconds; at most {longest:.1f} s of typing lost",
        within == kills,
    )


PROMISES = (
    Promise(
        1,
        "window-kills",
        "What the window said is recorded is recorded",
        "kill −9 while check-ins are typed and recorded by mouse and keyboard; each that had its "
        "notice, a quick check and the seal of every page afterwards",
        "0 lost, 0 unsound in 100 kills",
        recorded,
    ),
    Promise(
        3,
        "drafts",
        "What is typed and not recorded survives",
        "kill −9 while somebody types, in three rhythms; the next start offers it, and goes on",
        "at most 2 s of typing lost, 50 of 50",
        typed,
    ),
)
