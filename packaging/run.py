"""Start DoseJournal from a fresh copy of its source: `python3 packaging/run.py [arguments]`.

The first start makes a private environment in `.venv`; every later one only hands over. The
arguments are those of the program: none opens the window, `--help` tells the others.
"""

import os
import sys

import environment
import libraries

OPTIONS_WITH_VALUE = ("--journal", "--passphrase-file", "--passphrase-fd")
NO_DISPLAY = (
    "DoseJournal finds no display to open its window on; the commands for a terminal work without "
    "one, for example check-in, dose, list, trend and import (see --help)."
)


def needs_window(arguments: list) -> bool:
    """Tell whether these arguments will open the window."""
    if {"-h", "--help", "--version"}.intersection(arguments):
        return False
    remaining = iter(arguments)
    for argument in remaining:
        if argument in OPTIONS_WITH_VALUE:
            next(remaining, None)
        elif not argument.startswith("-"):
            return argument == "open"
    return True


def require_window(variables: dict) -> None:
    """Raise unless a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return
    platforms = libraries.platforms(variables)
    if not platforms:
        raise environment.SetUpError(NO_DISPLAY)
    libraries.require(platforms)


def start(arguments: list) -> int:
    """Become the program, or where a process cannot, wait for it."""
    line = environment.command("-m", "dosejournal", *arguments)
    if os.name != "nt":
        os.execve(line[0], line, environment.variables())  # noqa: S606 - does not come back

    import subprocess

    return subprocess.run(line, env=environment.variables(), check=False).returncode


def main(arguments: list) -> int:
    """Check what would stop the program, set it up if need be, and start it."""
    try:
        environment.refuse_old_python()
        if needs_window(arguments):
            require_window(dict(os.environ))
        environment.prepare()
        return start(arguments)
    except environment.SetUpError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; the next start continues.\n")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
