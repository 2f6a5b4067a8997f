"""The program: sets up the process, then hands over to the terminal or to the window."""

import gc
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from dosejournal import cli, fault_report, i18n, paths, seclusion
from dosejournal.i18n import _

_LANGUAGE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_INTERRUPTED = 130


def main() -> int:
    """Run the program with this process's arguments; return its exit code."""
    seclusion.begin()
    fault_report.take(_last_resort, _tell)
    i18n.use(_language(), paths.resource("translations"))
    for stream in (sys.stdout, sys.stderr):
        # JSON is UTF-8 whatever the terminal speaks; a place need not be writable as text at all
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return cli.main(sys.argv[1:], _open_window)
    except BrokenPipeError:
        # who reads the output has seen enough, as in `dosejournal list | head`
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    finally:
        _close_output()
        # Python looks for garbage once more when it ends, which is felt in a short command
        gc.freeze()


def _open_window(journal: Path | None, in_tray: bool, passphrase: str | None) -> int:
    from dosejournal import app

    return app.run(journal, in_tray=in_tray, passphrase=passphrase)


def _language() -> str:
    for name in _LANGUAGE_VARIABLES:
        language = os.environ.get(name, "").partition(":")[0].partition(".")[0]
        if language:
            return language
    return "en"


def _close_output() -> None:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        # what cannot be written now would be tried again at the very end, and complained about
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _last_resort(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    sentence = _(
        "DoseJournal stopped because of a fault of its own ({kind}). What was recorded before is "
        "kept; what follows helps to find the fault, and holds nothing of your journal."
    ).format(kind=kind.__name__)
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)
    _tell(kind, error, trace)


def _tell(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if sys.stderr is not None:
        sys.stderr.write(fault_report.describe(kind, error, trace))


if __name__ == "__main__":
    sys.exit(main())
