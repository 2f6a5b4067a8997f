"""Measures how fast the program is, and prints a table: promise, target, measured, verdict.

    python3 packaging/bench.py [--json] [--quick | --full] [--calibration | --reliability | --fuzz]

Each number is the median of several runs on this machine; `--quick` takes smaller journals.
Nothing here is part of the tests: a slow machine is not a broken program.

`--calibration` measures instead how often a comparison errs, in simulated journals of which the
truth is known: the same numbers on every machine. With `--quick` there are so few journals of
each kind that one near its limit may miss it by chance.

`--reliability` tries what README promises of what was recorded: kills, full disks, damage, wrong
clocks, traces on the disk. `--quick` tries each less often, `--only` names some of the rows.

`--fuzz` damages files at random, for each importer or those that `--only` names: see bench_fuzz.
"""

import argparse
import importlib.util
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path

import environment

if importlib.util.find_spec("dosejournal") is None:
    # started by another Python than that of the program
    environment.prepare("test")
    # without -P: the modules beside this one are found by where it lies
    line = [environment.command()[0], *sys.argv]
    sys.exit(subprocess.run(line, env=environment.variables(), check=False).returncode)

import bench_exports
from bench_rows import Row, limit, median_seconds, print_table, run_program, told_by

WINDOW = Path(__file__).with_name("bench_window.py")
PLAN = Path(__file__).with_name("bench_plan.py")


def main(arguments: list[str]) -> int:
    """Measure everything; return 0 when each target is met, else 1."""
    parser = argparse.ArgumentParser(description="Measure the speed of DoseJournal.")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--quick", action="store_true", help="smaller journals, fewer runs")
    parser.add_argument("--full", action="store_true", help="as many runs as README tells of")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--calibration", action="store_true", help="errors instead of speed")
    what.add_argument("--reliability", action="store_true", help="kills, damage, traces, undo")
    what.add_argument("--fuzz", action="store_true", help="damaged files for each importer")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="ROW", help="with --reliability or --fuzz"
    )
    fuzz = parser.add_argument_group("with --fuzz")
    fuzz.add_argument("--seconds", type=int, default=60, help="how long for each importer")
    fuzz.add_argument("--seed", type=int, default=1, help="the same files for the same number")
    fuzz.add_argument("--keep", type=Path, default=Path("finding"), help="where a finding goes")
    chosen = parser.parse_args(arguments)
    if chosen.reliability:
        import bench_reliability

        full = not chosen.quick
        return bench_reliability.measure(chosen.only, full=full, as_json=chosen.json)
    if chosen.fuzz:
        import bench_fuzz

        print(bench_fuzz.head(chosen.only, chosen.seconds, chosen.seed), file=sys.stderr)
        rows = [*bench_fuzz.rows(chosen.only, chosen.seconds, chosen.seed, chosen.keep)]
        return told(rows, as_json=chosen.json)
    if chosen.calibration:
        rows = calibration_rows(quick=chosen.quick)
    else:
        with tempfile.TemporaryDirectory() as folder:
            rows = measure(Path(folder), quick=chosen.quick)
    return told(rows, as_json=chosen.json)


def told(rows: list[Row], *, as_json: bool) -> int:
    """Print rows; return 0 when each target is met, else 1."""
    if as_json:
        print(json.dumps([asdict(row) for row in rows], indent=2))
    else:
        print_table(rows)
    return 0 if all(row.met for row in rows) else 1


def measure(folder: Path, *, quick: bool) -> list[Row]:
    """Return a row for every promise."""
    years = 2 if quick else 10
    runs = 3 if quick else 7
    small = demo(folder / "small.db", days=365, a_day=4)
    large = demo(folder / "large.db", days=365 * years, a_day=4)
    rows = start_rows(large, runs)
    rows += record_rows(small, folder, years=10 if quick else 50)
    rows += page_rows(large)
    rows += compare_rows(large)
    rows += terminal_rows(large, runs)
    rows += plan_rows(folder)
    rows += bench_exports.report_rows(folder, small, large, years)
    rows += bench_exports.export_rows(folder, large)
    rows += import_rows(folder, ratings=20_000 if quick else 100_000)
    return rows


def demo(path: Path, *, days: int, a_day: int) -> Path:
    """Return a demo journal of that many days."""
    command = ["demo", str(path), "--days", str(days), "--check-ins-per-day", str(a_day)]
    run_program(command)
    return path


def start_rows(journal: Path, runs: int) -> list[Row]:
    """Measure the start of the window against an empty one, by turns."""
    empty, program, peaks, heavy = [], [], [], set()
    for _ in range(runs):
        empty.append(window("empty")["seconds"])
        started = window("start", journal)
        program.append(started["seconds"])
        peaks.append(started["peak_mb"])
        heavy |= set(started["heavy"])
    ratio = statistics.median(program) / statistics.median(empty)
    return [
        Row(
            "Window painted, Today usable (ten years)",
            "≤ 4 × an empty window",
            f"{ratio:.1f} × (of {statistics.median(empty):.2f} s)",
            ratio <= 4,
        ),
        Row("Nothing heavy imported by then", "none", ", ".join(heavy) or "none", not heavy),
        Row(
            "Peak memory with Today open",
            "≤ 130 MB",
            f"{statistics.median(peaks):.0f} MB",
            statistics.median(peaks) <= 130,
        ),
    ]


def record_rows(one_year: Path, folder: Path, *, years: int) -> list[Row]:
    """Measure recording a check-in at one year and at many."""
    fifty = demo(folder / "fifty.db", days=365 * years, a_day=4)
    rows = []
    for label, path in (("1 year", one_year), (f"{years} years", fifty)):
        milliseconds = window("record", path)["milliseconds"]
        rows.append(
            Row(
                f"Record a check-in, journal of {label}",
                "≤ 10 ms",
                f"{milliseconds:.1f} ms",
                milliseconds <= 10,
            )
        )
    return rows


def page_rows(journal: Path) -> list[Row]:
    """Measure Trends, search and the timeline on the large journal."""
    found = window("pages", journal)
    return [
        limit("Trends, first picture", found["trends_ms"], 150, "ms"),
        limit("Trends, 95 of 100 pan frames", found["pan_ms"], 16, "ms"),
        limit("Search", found["search_ms"], 30, "ms"),
        limit("Timeline opened", found["timeline_ms"], 150, "ms"),
        limit("Timeline, one more page of entries", found["entries_ms"], 16, "ms"),
    ]


def compare_rows(journal: Path) -> list[Row]:
    """Measure the Compare page on the large journal, and how long it ever holds the window."""
    found = window("compare", journal)
    return [
        limit("Compare, ten years, first visit with its library", found["first_ms"], 2_000, "ms"),
        limit("Compare, ten years, another measure", found["again_ms"], 300, "ms"),
        limit("Window held meanwhile, first visit", found["first_hold_ms"], 50, "ms"),
        limit("Window held meanwhile", found["again_hold_ms"], 50, "ms"),
    ]


def plan_rows(folder: Path) -> list[Row]:
    """Measure planned doses, and what is due, apart from any window."""
    found = told_by(PLAN, folder)
    return [
        limit("Planned doses of ten years, three regimens", found["planned_ms"], 50, "ms"),
        limit("What is due, decided", found["due_ms"], 1, "ms"),
        limit("What is due, read from ten years", found["look_ms"], 16, "ms"),
        limit("Today's plan in a journal of ten years", found["today_ms"], 16, "ms"),
        limit("Adherence over ten years", found["adherence_ms"], 150, "ms"),
    ]


def terminal_rows(journal: Path, runs: int) -> list[Row]:
    """Measure whole processes of the terminal."""
    check_in = ["--journal", str(journal), "check-in", "--rate", "mood=62"]
    seconds = median_seconds(lambda: run_program(check_in), runs)
    help_seconds = median_seconds(lambda: run_program(["--help"]), runs)
    return [
        limit("check-in from the terminal, whole process", seconds, 0.6, "s"),
        limit("Start-up of the terminal (--help)", help_seconds, 0.5, "s"),
    ]


def import_rows(folder: Path, *, ratings: int) -> list[Row]:
    """Measure an import of a tidy file, reading and writing together."""
    journal = folder / "import.db"
    run_program(["--journal", str(journal), "new", "--no-passphrase"])
    table = folder / "ratings.csv"
    names = ("mood", "focus", "energy", "calm", "sleep_quality")
    with table.open("w", encoding="utf-8") as file:
        file.write("at,measure,value\n")
        for number in range(ratings):
            hour = number // len(names)
            day = f"{2010 + hour // 8640}-{hour // 720 % 12 + 1:02}-{hour // 24 % 28 + 1:02}"
            at = f"{day}T{hour % 24:02}:{hour // 672 % 60:02}:00+00:00"
            file.write(f"{at},{names[number % 5]},{number * 7 % 101}\n")
    found = window("import", journal, table)
    share = ratings / 100_000
    return [
        limit(f"Import of {found['ratings']:,} ratings", found["seconds"], 5 * share, "s"),
        limit("Peak memory meanwhile", found["peak_mb"], 200, "MB"),
        limit("Undo of that import", found["undo_seconds"], 1.5 * share, "s"),
        limit("Redo of it", found["redo_seconds"], 5 * share, "s"),
    ]


def calibration_rows(*, quick: bool) -> list[Row]:
    """Return a row for each kind of simulated journal, a process for each core at work."""
    import calibration

    runs = calibration.QUICK_RUNS if quick else calibration.RUNS
    with ProcessPoolExecutor() as pool:
        cells = pool.map(
            calibration.cell, *zip(*calibration.kinds(), strict=True), itertools.repeat(runs)
        )
        return [
            Row(
                f"{cell.pattern}, {cell.length} days, phi {cell.phi}",
                f"false alarms ≤ {calibration.most_false_alarms(cell.phi)}, "
                f"coverage ≥ {calibration.LEAST_COVERAGE}",
                f"{cell.alarm_share:.3f}, {cell.coverage:.3f}, "
                f"refused {cell.refused:.3f} of {cell.runs:,}",
                cell.met,
            )
            for cell in cells
        ]


def window(what: str, *files: Path) -> dict[str, float]:
    """Run one measurement of the window in a process of its own."""
    command = [sys.executable, str(WINDOW), what, *map(str, files)]
    # a shell that keeps Python from writing what it compiled would measure the compiler
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
        "QT_QPA_PLATFORM": "offscreen",
        "BENCH_STARTED": repr(time.monotonic()),  # one clock for all processes
    }
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise SystemExit(result.stderr)
    return json.loads(result.stdout)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
