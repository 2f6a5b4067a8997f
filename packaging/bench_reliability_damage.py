"""Damage: whether it is noticed, what a restore and a salvage bring back, whether backups hold."""

import hashlib
import shutil
import statistics
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from bench_reliability_journals import NOW, held, is_sound, large, some_key
from bench_reliability_proofs import Found, Promise, Trial, load

from dosejournal.domain.demo import Plan
from dosejournal.journal import demo
from dosejournal.store import backups, checks, copies, restoring, salvage
from dosejournal.store.database import Database
from dosejournal.store.vault import Key

_PAGE_BYTES = 4096
_LEAST_SHARE = 0.99


def _filled(path: Path, key: Key, days: int) -> Path:
    Database.create(path, lambda session: demo.fill(session, NOW, Plan(days=days)), key=key)
    return path


def _flip(trial: Trial, path: Path, first_byte: int = 0) -> None:
    """Turn one bit of a file around."""
    content = bytearray(path.read_bytes())
    place = trial.chance.randrange(first_byte, len(content))
    content[place] ^= 1 << trial.chance.randrange(8)
    path.write_bytes(content)


def noticed(trial: Trial) -> Found:
    """Flip one bit in many encrypted files, and check each before anything is written."""
    count = trial.many(200, 40)
    found, unchanged = 0, 0
    with trial.room() as room:
        key = some_key()
        good = _filled(room / "good.db", key, 60)
        path = room / "journal.db"
        for _again in range(count):
            shutil.copy(good, path)
            _flip(trial, path)
            before = hashlib.sha256(path.read_bytes()).digest()
            found += not checks.quick(path, key).is_sound
            unchanged += hashlib.sha256(path.read_bytes()).digest() == before
        sound = is_sound(good, key)
    return Found(
        f"{found} of {count} found by the check that each start makes; {unchanged} of {count} "
        f"files as they were; {'no' if sound else 'A'} false alarm",
        found == unchanged == count and sound,
    )


def survived(trial: Trial) -> Found:
    """Restore the last backup over damaged journals, and salvage them without any backup."""
    count = trial.many(100, 6)
    restored, shares = 0, []
    with trial.room() as room:
        key = some_key()
        # so many rows that one page, which is all that is ever lost, is less than one in a hundred
        good = _filled(room / "good.db", key, 730)
        backups.make(good, key, "close", NOW)
        before, rows = held(good, key), sum(checks.whole(good, key).rows.values())
        for number in range(count):
            place = room / str(number)
            with _damaged(trial, good, place) as path:
                shares.append(_salvaged(path, key, place) / rows)
                restoring.restore(path, key, backups.listed(path)[0].path, NOW)
                restored += held(path, key) == before
    return Found(
        f"{restored} of {count} restored with every row; salvage without a backup "
        f"{min(shares):.1%} of the rows at least, {statistics.median(shares):.1%} median",
        restored == count and min(shares) >= _LEAST_SHARE,
    )


@contextmanager
def _damaged(trial: Trial, good: Path, place: Path) -> Generator[Path]:
    place.mkdir()
    path = place / "journal.db"
    shutil.copy(good, path)
    shutil.copytree(good.with_name("good.backups"), place / "journal.backups")
    # without the first page a file is opened by that of a backup, which is another promise
    _flip(trial, path, _PAGE_BYTES)
    try:
        yield path
    finally:
        shutil.rmtree(place)


def _salvaged(path: Path, key: Key, place: Path) -> int:
    new = place / "saved.db"
    salvage.salvage(path, key, new)
    return sum(checks.whole(new, key).rows.values())


def backed_up(trial: Trial) -> Found:
    """Make backups of a large journal, look through each once more, and time them."""
    runs = trial.many(7, 2)
    seconds, verified = [], 0
    with trial.room() as room:
        key = some_key()
        path = large(room / "journal.db", key, trial.many(50_000, 10_000))
        megabytes = path.stat().st_size / 1e6
        for run in range(runs):
            begun = time.perf_counter()
            backup = backups.make(path, key, "asked", NOW + timedelta(hours=run))
            seconds.append(time.perf_counter() - begun)
            verified += copies.verified(backup.path, key).rows == _rows(path, key)
    each = min(seconds) * 25 / megabytes
    return Found(
        f"{verified} of {runs} verified with all rows; {each:.2f} s for 25 MB "
        f"({min(seconds):.2f} s for {megabytes:.0f} MB; {load()})",
        verified == runs and each <= 0.5,
    )


def _rows(path: Path, key: Key) -> dict[str, int]:
    return copies.verified(path, key).rows


PROMISES = (
    Promise(
        6,
        "damage-noticed",
        "Damage is noticed",
        "one random bit flipped in encrypted files, then the check of a start",
        "100 % of 200, before anything is written",
        noticed,
    ),
    Promise(
        7,
        "damage-survived",
        "Damage is survived",
        "the last backup restored over journals with a flipped bit; salvage of the same files "
        "with no backup at all",
        "restored 100 %; salvage ≥ 99 % of rows while page 1 is intact",
        survived,
    ),
    Promise(
        8,
        "backups",
        "Backups are good",
        "each reopened with its key: quick check, seals of all pages, rows of every table",
        "100 % verified, ≤ 0.5 s for 25 MB",
        backed_up,
    ),
)
