"""What the measurements share: a row of the table, and running what is measured."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One promise with what was measured; `met` is None where there is no target."""

    promise: str
    target: str
    measured: str
    met: bool


def limit(promise: str, value: float, most: float, unit: str) -> Row:
    """Return a row for a value that must not be above `most`."""
    digits = 2 if unit == "s" else 1
    return Row(promise, f"≤ {most:g} {unit}", f"{value:.{digits}f} {unit}", value <= most)


def told_by(script: Path, *words: Path) -> dict[str, float]:
    """Run one of the scripts beside this one in a process of its own; return what it measured."""
    command = [sys.executable, str(script), *map(str, words)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise SystemExit(result.stderr)
    return json.loads(result.stdout)


def run_program(arguments: list[str]) -> None:
    """Run the program in the terminal."""
    command = [sys.executable, "-m", "dosejournal", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def median_seconds(act: Callable[[], None], runs: int) -> float:
    """Return the median time of an act."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        act()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def print_table(rows: list[Row]) -> None:
    """Print the rows in aligned columns."""
    cells = [
        ("Promise", "Target", "Measured", ""),
        *(
            (row.promise, row.target, row.measured, "met" if row.met else "NOT MET")
            for row in rows
        ),
    ]
    widths = [max(len(row[column]) for row in cells) for column in range(4)]
    for row in cells:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )
