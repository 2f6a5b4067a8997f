"""Damaged files, for each importer: whatever is in them, they are read or refused in a sentence.

    python3 packaging/bench.py --fuzz [--seconds 60] [--only NAME …] [--seed N] [--keep FILE]

The examples of the tests are damaged at random, in their bytes and in what they say: the same
files each time for the same seed, as far as time allows. Where atheris is installed in `.venv` it
chooses them instead, by which lines of the program they reach:

    .venv/bin/python -m pip install "atheris<3.1"

(3.0 is the last with wheels for Python 3.11; Linux alone.) A file that raises anything but a
sentence, or takes too long, is written to FILE.

`--only made-to-harm` tries files that nobody damaged by chance instead: see bench_hostile.
"""

import base64
import contextlib
import importlib.util
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import bench_hostile
import environment
from bench_fuzz_one import ARCHIVE, SLOWEST_SECONDS
from bench_rows import Row

from dosejournal.domain.imports import Answers
from dosejournal.errors import JournalError
from dosejournal.exchange import importers

DATA = environment.ROOT / "tests" / "data"
ONE = Path(__file__).with_name("bench_fuzz_one.py")
MOST_MB = 400
# atheris counts the lines that are reached, and starts more slowly
_LONGER_SECONDS = 60


def rows(only: Sequence[str], seconds: int, seed: int, keep: Path) -> Iterator[Row]:
    """Give a row for each importer, or for those named, as it was tried."""
    if list(only) == [bench_hostile.NAME]:
        yield from bench_hostile.rows()
        return
    names = [*(importer.NAME for importer in importers.IMPORTERS), ARCHIVE]
    if unknown := set(only) - set(names):
        raise SystemExit(f"No such importer: {', '.join(sorted(unknown))}. There are: {names}.")
    sources = _by_importer()
    wanted = [name for name in names if not only or name in only]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(lambda name: _row(name, sources[name], seconds, seed, keep), wanted)


def head(only: Sequence[str], seconds: int, seed: int) -> str:
    """Return what is to be known to do the same again."""
    if list(only) == [bench_hostile.NAME]:
        return "Files made to do harm, the same each time"
    guided = importlib.util.find_spec("atheris") is not None
    by = "chosen by atheris" if guided else "damaged at random"
    return f"Files {by}, {seconds} s for each importer, --seed {seed}"


def _row(name: str, sources: Sequence[bytes], seconds: int, seed: int, keep: Path) -> Row:
    with tempfile.TemporaryDirectory(prefix="dosejournal-fuzz-") as temporary:
        folder = Path(temporary)
        (folder / "sources").mkdir()
        for number, content in enumerate(sources):
            (folder / "sources" / f"{number:03}").write_bytes(content)
        said = _tried(name, seconds, seed, folder)
        finding = str(said["finding"])
        if finding:
            place = keep.with_name(f"{keep.name}-{name}")
            print(f"{name}: {finding.strip()}", file=sys.stderr)
            # one that never began has none
            if (folder / "at-work").exists():
                shutil.copyfile(folder / "at-work", place)
                print(f"The file is at {place}.", file=sys.stderr)
    slowest, peak = float(said["slowest"]), int(said["peak_mb"])
    return Row(
        f"Damaged files, {name}",
        f"a sentence, ≤ {SLOWEST_SECONDS} s, ≤ {MOST_MB} MB",
        f"{said['runs']:,} files, {said['accepted']:,} read, {slowest:.2f} s, {peak} MB"
        + (", A FINDING" if finding else ""),
        not finding and slowest <= SLOWEST_SECONDS and peak <= MOST_MB and bool(said["runs"]),
    )


def _tried(name: str, seconds: int, seed: int, folder: Path) -> Mapping[str, object]:
    command = [sys.executable, str(ONE), name, str(seconds), str(seed), str(folder),
               str(folder / "sources")]  # fmt: skip
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=seconds + _LONGER_SECONDS
        )
        lost = f"{done.stderr[-2000:]} (ended with {done.returncode})" if done.returncode else ""
    except subprocess.TimeoutExpired:
        lost = "no answer at all: the process had to be ended"
    said = {"runs": 0, "accepted": 0, "slowest": 0, "peak_mb": 0, "finding": ""}
    with contextlib.suppress(OSError, ValueError):
        said |= json.loads((folder / "told.json").read_text(encoding="utf-8"))
    # a process that was lost has found nothing to tell
    return {**said, "finding": said["finding"] or lost}


def _by_importer() -> Mapping[str, list[bytes]]:
    """Return the examples of the tests, by the importer that reads them."""
    found: defaultdict[str, list[bytes]] = defaultdict(list)
    for content in _examples():
        try:
            found[importers.plan(importers.AUTO, content, Answers("UTC")).format].append(content)
        except JournalError:
            continue
    found[ARCHIVE] = [path.read_bytes() for path in sorted((DATA / "archives").iterdir())]
    return found


def _examples() -> Iterator[bytes]:
    for place in sorted(DATA.iterdir()):
        if place.is_dir() and place.name not in ("archives", "journals"):
            yield _zipped({str(p.relative_to(place)): p.read_bytes() for p in _files(place)})
            yield from _in(place)
    backup = (DATA / "daylio" / "backup.json").read_bytes()
    yield _zipped({"backup.daylio": base64.encodebytes(backup)})
    diary = DATA / "diaries" / "rednotebook"
    yield _zipped({p.name: p.read_bytes() for p in _files(diary)})


def _in(place: Path) -> Iterator[bytes]:
    for path in _files(place):
        if path.suffix == ".sql":
            with closing(sqlite3.connect(":memory:")) as connection:
                connection.executescript(path.read_text(encoding="utf-8"))
                yield connection.serialize()
        else:
            yield path.read_bytes()


def _files(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file())


def _zipped(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()
