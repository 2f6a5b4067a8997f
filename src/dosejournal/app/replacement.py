"""The program takes its own place: nothing of a journal stays in the memory of the process."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from dosejournal.app import handed
from dosejournal.app.handed import Handed

# else what was unpacked for this process would be looked for by the next one
_UNPACK_ANEW = {"PYINSTALLER_RESET_ENVIRONMENT": "1"}


def command(
    journal: Path,
    *,
    in_tray: bool,
    original: Sequence[str] = sys.orig_argv,
    arguments: Sequence[str] = sys.argv,
) -> list[str]:
    """Return the command line that opens a journal, begun as this process was begun.

    So it is the same interpreter with the same options, the same installed script, or the same
    frozen program; what was said to it is said no more.
    """
    begun = original[: len(original) - len(arguments) + 1]
    return [*begun, "--journal", str(journal), "open", *(["--tray"] if in_tray else [])]


def replace(words: list[str], what: Handed) -> NoReturn:
    """Become the program of a command line, and hand it what it shall know."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(what.written())
    environment = {**os.environ, **(_UNPACK_ANEW if hasattr(sys, "frozen") else {})}
    if os.name == "posix":
        os.set_inheritable(reading, True)
        os.execve(sys.executable, words, {**environment, handed.VARIABLE: str(reading)})
    _begin_beside(words, reading, {**environment, handed.VARIABLE: "0"})


def _begin_beside(words: list[str], reading: int, environment: dict[str, str]) -> NoReturn:
    # Windows lets no process become another one; this one ends without a look back
    subprocess.Popen([sys.executable, *words[1:]], stdin=reading, env=environment, close_fds=True)
    os._exit(0)
