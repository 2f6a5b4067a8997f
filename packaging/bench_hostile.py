"""Files made to do harm, each tried with `dosejournal import --dry-run` in little memory.

    python3 packaging/bench.py --fuzz --only made-to-harm

Some hundred files, of up to 200 MB, of all that can be in a file: lines, brackets, entities, views
and archives without end. Each is read or refused with a sentence, in bounded time and memory.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import hostile_archives
import hostile_markup
import hostile_texts
from bench_rows import Row, run_program

NAME = "made-to-harm"
SLOWEST_SECONDS = 10
MOST_MB = 400

_GROUPS = (
    ("archives", hostile_archives.archives),
    ("databases", hostile_archives.databases),
    ("tables", hostile_texts.tables),
    ("texts and YAML", hostile_texts.diaries),
    ("JSON", hostile_markup.objects),
    ("XML", hostile_markup.elements),
    ("lines without an end", hostile_markup.lines),
)
# in a process of its own: what one takes of memory is not given back for the next
_ONE = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from dosejournal import cli
from dosejournal.__main__ import main
sys.argv = ["dosejournal", *sys.argv[1:]]
try:
    code = main()
finally:
    used = os.times()
    said = open("/proc/self/status", encoding="ascii").read()
    peak = said.partition("VmHWM:")[2].split()[0]
    print(f"\\n{used.user + used.system} {peak}", file=sys.stderr)
sys.exit(code)
"""


def rows() -> Iterator[Row]:
    """Give a row for each kind of file."""
    with tempfile.TemporaryDirectory(prefix="dosejournal-hostile-") as folder:
        journal = Path(folder) / "journal.db"
        run_program(["--journal", str(journal), "new", "--no-passphrase"])
        for name, cases in _GROUPS:
            tried = [each for case in cases() for each in _tried(journal, *case)]
            worst = [f"{what}: {said}" for what, _s, _mb, said in tried if said]
            slowest = max(tried, key=lambda each: each[1])
            largest = max(tried, key=lambda each: each[2])
            told = (*worst, f"The slowest is {slowest[0]}, the largest {largest[0]}.")
            print(*told, sep="\n", file=sys.stderr)
            yield Row(
                f"Files made to do harm, {name}",
                f"a sentence, ≤ {SLOWEST_SECONDS} s, ≤ {MOST_MB} MB",
                f"{len(tried)} tried, {slowest[1]:.1f} s, {largest[2]} MB",
                not worst,
            )


def _tried(
    journal: Path, name: str, content: Callable[..., object], formats: Sequence[str]
) -> Iterator[tuple[str, float, int, str]]:
    path = journal.with_name(re.sub(r"[^\w.-]", "_", name)[:80])
    _write(path, content)
    for form in formats:
        yield (f"{name} as {form}", *_one(journal, path, form))
    path.unlink()


def _write(path: Path, content: Callable[..., object]) -> None:
    if path.suffix in (".zip", ".db"):
        content(path)
        return
    with path.open("wb") as file:
        file.writelines(content())  # type: ignore[arg-type]


def _one(journal: Path, path: Path, form: str) -> tuple[float, int, str]:
    """Return how long it took, how much memory, and what was wrong with the answer."""
    words = ["--journal", str(journal), "import", str(path), "--dry-run", "--format", form]
    command = [sys.executable, "-P", "-c", _ONE, *words]
    begun = time.monotonic()
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, timeout=120, env=os.environ
        )
    except subprocess.TimeoutExpired:
        return time.monotonic() - begun, 0, "no answer"
    complaint = done.stderr.decode("utf-8", "replace").strip().splitlines() or [""]
    found = re.fullmatch(r"([\d.]+) (\d+)", complaint[-1])
    if found is None or done.returncode not in (0, 1) or "Traceback" in "".join(complaint):
        return time.monotonic() - begun, 0, " ".join(complaint)[-300:]
    seconds, peak = float(found[1]), int(found[2]) // 1024
    if seconds > SLOWEST_SECONDS or peak > MOST_MB:
        return seconds, peak, f"{seconds:.1f} s, {peak} MB"
    return seconds, peak, ""
