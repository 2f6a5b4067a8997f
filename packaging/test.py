"""Check the whole project on a bare machine: `python3 packaging/test.py [--fast | arguments]`.

Without arguments: style, spelling, types, every test with branch coverage, and the shares of the
code that must be covered. `--fast` leaves out coverage and all but the unit tests. Any other
arguments go to pytest, which then runs alone. The first failure ends it. Types are looked at
beside the tests, and told after them.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import environment
import libraries

# What a person cannot lose: the meaning of the words, the file, and every act on it.
CORE = ",".join(f"*/dosejournal/{name}/*" for name in ("domain", "store", "journal"))

CHECKS = (
    ("Style", ("-m", "ruff", "check", ".")),
    ("Format", ("-m", "ruff", "format", "--check", ".")),
    ("Spelling", ("-m", "codespell_lib")),
)
TYPES = ("Types", ("-m", "mypy"))
COVERAGE = (
    ("Coverage of everything: 95 %", ("-m", "coverage", "report", "--fail-under=95")),
    (
        "Coverage of domain, store and journal: 100 %",
        ("-m", "coverage", "report", f"--include={CORE}", "--fail-under=100"),
    ),
)


def steps(arguments: list) -> tuple:
    """Return the headings and commands, in order, that these arguments ask for."""
    # a worker keeps to its half, so that what a module's tests share is made once
    parallel = ("-n", str(min(os.cpu_count() or 2, 8)), "--dist", "worksteal")
    if arguments == ["--fast"]:
        return (*CHECKS, ("Unit tests", ("-m", "pytest", *parallel, "tests/unit")), TYPES)
    if arguments:
        return (("Tests", ("-m", "pytest", *arguments)),)
    # The report comes as a step of its own, so that pytest's closing line stands alone.
    tests = ("Tests", ("-m", "pytest", *parallel, "--cov", "--cov-branch", "--cov-report="))
    return (*CHECKS, tests, TYPES, *COVERAGE)


def variables(home: Path) -> dict:
    """Return variables under which no test sees the person's journal, settings or screen."""
    visible = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
    kept = {name: value for name, value in environment.variables().items() if name not in visible}
    folders = {"HOME": home, "USERPROFILE": home}
    for name in ("APPDATA", "LOCALAPPDATA"):
        folders[name] = home / name.lower()
    for name in ("CACHE_HOME", "CONFIG_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR"):
        folders[f"XDG_{name}"] = home / name.lower()
    for folder in folders.values():
        folder.mkdir(mode=0o700, exist_ok=True)
    places = {name: str(folder) for name, folder in folders.items()}
    return {**kept, **places, "QT_QPA_PLATFORM": "offscreen"}


def run(arguments: list) -> int:
    """Run the steps one after another; return the exit code of the first that fails."""
    wanted = steps(arguments)
    with tempfile.TemporaryDirectory(prefix="dosejournal-test-") as home:
        surroundings = variables(Path(home))
        beside = _start(TYPES[1], surroundings, subprocess.PIPE) if TYPES in wanted else None
        try:
            for heading, line in wanted:
                print(f"\n=== {heading} ===", flush=True)
                if (heading, line) == TYPES:
                    sys.stdout.write(beside.communicate()[0].decode(errors="replace"))
                    code = beside.returncode
                else:
                    code = _start(line, surroundings).wait()
                if code:
                    print(f"\n=== {heading}: failed ===", flush=True)
                    return code
        finally:
            if beside is not None:
                beside.kill()
                beside.wait()
                beside.stdout.close()
    print("\n=== All passed ===" if not arguments else "", flush=True)
    return 0


def _start(line: tuple, surroundings: dict, told: object = None) -> subprocess.Popen:
    """Start a step, which speaks for itself unless it is `told` where to."""
    return subprocess.Popen(
        environment.command(*line),
        cwd=environment.ROOT,
        env=surroundings,
        stdout=told,
        stderr=None if told is None else subprocess.STDOUT,
    )


def main(arguments: list) -> int:
    """Set up what the tests need, and run them."""
    if {"-h", "--help"}.intersection(arguments):
        print(__doc__)
        return 0
    try:
        environment.refuse_old_python()
        libraries.require(("offscreen",))
        libraries.wish(libraries.SESSION_BUS)
        libraries.wish(libraries.STRACE)
        environment.prepare("test")
        return run(arguments)
    except environment.SetUpError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
