"""Check the whole project on a bare machine: `python3 packaging/test.py [--fast | arguments]`.

Without arguments: style, spelling, types, every test with branch coverage, and the shares of the
code that must be covered. `--fast` leaves out coverage and all but the unit tests. Any other
arguments go to pytest, which then runs alone. The first failure ends it.
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
    ("Types", ("-m", "mypy")),
)
COVERAGE = (
    ("Coverage of everything: 95 %", ("-m", "coverage", "report", "--fail-under=95")),
    (
        "Coverage of domain, store and journal: 100 %",
        ("-m", "coverage", "report", f"--include={CORE}", "--fail-under=100"),
    ),
)


def steps(arguments: list) -> tuple:
    """Return the headings and commands, in order, that these arguments ask for."""
    parallel = ("-n", str(min(os.cpu_count() or 2, 8)))
    if arguments == ["--fast"]:
        return (*CHECKS, ("Unit tests", ("-m", "pytest", *parallel, "tests/unit")))
    if arguments:
        return (("Tests", ("-m", "pytest", *arguments)),)
    # The report comes as a step of its own, so that pytest's closing line stands alone.
    tests = ("Tests", ("-m", "pytest", *parallel, "--cov", "--cov-branch", "--cov-report="))
    return (*CHECKS, tests, *COVERAGE)


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
    with tempfile.TemporaryDirectory(prefix="dosejournal-test-") as home:
        surroundings = variables(Path(home))
        for heading, line in steps(arguments):
            print(f"\n=== {heading} ===", flush=True)
            finished = subprocess.run(
                environment.command(*line), cwd=environment.ROOT, env=surroundings, check=False
            )
            if finished.returncode:
                print(f"\n=== {heading}: failed ===", flush=True)
                return finished.returncode
    print("\n=== All passed ===" if not arguments else "", flush=True)
    return 0


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
