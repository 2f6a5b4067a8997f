"""The scorecard: every promise of reliability that needs no special hardware, tried here."""

import json
import random
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import bench_reliability_acts
import bench_reliability_clocks
import bench_reliability_damage
import bench_reliability_disks
import bench_reliability_kills
import bench_reliability_leaks
import bench_reliability_memory
import bench_reliability_races
import bench_reliability_speed
import bench_reliability_undo
import bench_reliability_windows
from bench_reliability_proofs import Promise, Trial, print_head, print_row, prove

_MODULES = (
    bench_reliability_kills,
    bench_reliability_acts,
    bench_reliability_windows,
    bench_reliability_disks,
    bench_reliability_damage,
    bench_reliability_clocks,
    bench_reliability_leaks,
    bench_reliability_memory,
    bench_reliability_races,
    bench_reliability_speed,
    bench_reliability_undo,
)
PROMISES: tuple[Promise, ...] = tuple(
    sorted(
        (promise for module in _MODULES for promise in module.PROMISES),
        key=lambda promise: promise.number,
    )
)


def measure(only: Sequence[str], *, full: bool, as_json: bool) -> int:
    """Try the promises, all or those named, and print what was found; 0 when none is broken."""
    unknown = set(only) - {promise.name for promise in PROMISES}
    if unknown:
        names = ", ".join(promise.name for promise in PROMISES)
        raise SystemExit(f"No such promise: {', '.join(sorted(unknown))}. There are: {names}.")
    proofs = []
    if not as_json:
        print_head()
    for promise in PROMISES:
        if only and promise.name not in only:
            continue
        with tempfile.TemporaryDirectory(prefix="dosejournal-proof-") as folder:
            # the same moments each time, as far as a computer keeps time
            trial = Trial(Path(folder), full, random.Random(promise.name))  # noqa: S311
            proofs.append(prove(promise, trial))
        if not as_json:
            print_row(proofs[-1])
    if as_json:
        print(json.dumps([asdict(proof) for proof in proofs], indent=2, ensure_ascii=False))
    return 1 if any(proof.verdict == "not met" for proof in proofs) else 0
