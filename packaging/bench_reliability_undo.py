"""Undo: the machine of the tests, driven further."""

import importlib.util
import time
from pathlib import Path

from bench_reliability_proofs import Found, Promise, Trial, not_run

_MACHINE = Path(__file__).parents[1] / "tests" / "unit" / "journal" / "test_undo.py"


def undone(trial: Trial) -> Found:
    """Do any acts in any order, undo all of them, and compare all that is recorded."""
    if importlib.util.find_spec("hypothesis") is None:
        return not_run("hypothesis is not installed: python3 packaging/test.py installs it")
    from hypothesis import settings
    from hypothesis.stateful import run_state_machine_as_test

    spec = importlib.util.spec_from_file_location("undo_machine", _MACHINE)
    machine = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(machine)
    runs = trial.many(1_000, 30)
    begun = time.perf_counter()
    run_state_machine_as_test(
        machine.Acts,
        settings=settings(machine.SETTINGS, max_examples=runs, derandomize=False, database=None),
    )
    return Found(
        f"{runs:,} sequences of up to {machine.SETTINGS.stateful_step_count} acts, every one the "
        f"same content hash ({time.perf_counter() - begun:.0f} s)",
        True,
    )


PROMISES = (
    Promise(
        22,
        "undo",
        "Whatever was done can be undone",
        "any acts in any order, with undo, redo and reopening in between; then all undone",
        "the same content hash after each of 1,000 sequences (100 in CI)",
        undone,
    ),
)
