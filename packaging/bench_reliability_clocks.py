"""Clocks that are wrong: whether the newest true backups stay whatever the clock says."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bench_reliability_journals import NOW, made, record, some_key
from bench_reliability_proofs import Found, Promise, Trial

from dosejournal.store import backups, copies
from dosejournal.store.vault import Key

_TRUE_DAYS = 12
_STARTS = 40
_AFTER = 10
_NEWEST = 5
_TEN_YEARS = timedelta(days=3652)
_DAY = timedelta(days=1)

Clock = Callable[[int], timedelta]


def outlived(trial: Trial) -> Found:
    """Start forty times with a wrong clock, each time recording and closing with a backup."""
    clocks: dict[str, Clock] = {
        "+10 years": lambda start: _TEN_YEARS + start * _DAY,
        "−10 years": lambda start: -_TEN_YEARS + start * _DAY,
        "any of both": lambda _start: trial.chance.uniform(-1, 1) * _TEN_YEARS,
    }
    fewest = {}
    for name, clock in clocks.items():
        with trial.room() as room:
            fewest[name] = _fewest_kept(room / "journal.db", clock)
    told = ", ".join(f"{name}: {kept}" for name, kept in fewest.items())
    return Found(
        f"of the {_NEWEST} newest true backups at least {told} at any time",
        min(fewest.values()) >= _NEWEST,
    )


def _fewest_kept(path: Path, clock: Clock) -> int:
    """Return how few of the newest true backups were left at any time, and opened."""
    key = some_key()
    made(path, key, 1)
    for day in range(_TRUE_DAYS):
        _start(path, key, day)
    true = [backup.path.name for backup in backups.listed(path)[:_NEWEST]]
    fewest = len(true)
    for start in range(_STARTS):
        _start(path, key, _TRUE_DAYS + start, clock(start))
        fewest = min(fewest, _left(path, true))
    for day in range(_AFTER):
        # the clock was set right again
        _start(path, key, _TRUE_DAYS + day)
        fewest = min(fewest, _left(path, true))
    for name in true:
        copies.verified(backups.listed(path)[0].path.with_name(name), key)
    return fewest


def _start(path: Path, key: Key, day: int, error: timedelta = timedelta()) -> None:
    now = NOW + day * _DAY + error
    record(path, key, f"start {day}", now)
    backups.make_if_changed(path, key, "close", now)


def _left(path: Path, names: list[str]) -> int:
    there = {backup.path.name for backup in backups.listed(path)}
    return len(there.intersection(names))


PROMISES = (
    Promise(
        9,
        "clocks",
        "Backups outlive a wrong clock",
        f"{_STARTS} starts with the clock ten years ahead, ten years behind and jumping, each "
        f"with an entry and a backup; then {_AFTER} with the right clock",
        "≥ 5 newest true backups stay, always",
        outlived,
    ),
)
