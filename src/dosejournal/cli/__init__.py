"""The journal from a terminal: the same acts as in the window, without Qt."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from dosejournal import fault_report
from dosejournal.cli import arguments, commands, output
from dosejournal.domain.progress import Stopped
from dosejournal.errors import JournalError
from dosejournal.i18n import _

OpenWindow = Callable[[Path | None, bool, str | None], int]
"""Opens a journal in a window, or in the tray, with a passphrase where one was given."""

_DONE = 0
_REFUSED = 1
_INTERRUPTED = 130


def main(
    argv: Sequence[str],
    open_window: OpenWindow,
    now: datetime | None = None,
) -> int:
    """Do what a command line asks for; return its exit code.

    It is 0 when done, 1 when refused, 2 for wrong usage, 130 when Ctrl+C stopped it.
    """
    try:
        code = _run(argv, open_window, now)
        output.flush()
    except JournalError as error:
        output.refuse(error)
        return _REFUSED
    except Stopped:
        output.remark(_("Stopped. Nothing was brought in, and nothing was changed."))
        return _INTERRUPTED
    return code


def _run(argv: Sequence[str], open_window: OpenWindow, now: datetime | None) -> int:
    try:
        given = arguments.parser().parse_args(argv)
    except SystemExit as stop:
        # argparse leaves like this after --help, --version, and a sentence about wrong usage
        return int(stop.code or _DONE)
    if given.command is None or given.command == "open":
        passphrase = commands.passphrase(given)
        return open_window(given.journal, getattr(given, "tray", False), passphrase)
    # for --help and a window the clock and the zones need not be loaded
    from dosejournal import present

    fault_report.take_logs()
    given.now = now or present.now()
    commands.COMMANDS[given.command](given, given.now)
    return _DONE
