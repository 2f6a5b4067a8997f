"""The program with a window: the only place that creates things and joins them."""

import gc
import importlib
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from dosejournal.app import displays
from dosejournal.i18n import _

_NO_WINDOW = 2
# Qt's binding reads the source of each module that is imported after it: loaded the other way
# round, what the first page needs from beneath the window takes 0.1 s and 16 MB more
_BEFORE_QT = (
    "concurrent.futures.thread",
    "dosejournal.paths",
    "dosejournal.present",
    "dosejournal.settings",
    "dosejournal.store.database",
    "dosejournal.journal.check_ins",
    "dosejournal.journal.information",
    "dosejournal.journal.timeline",
    "dosejournal.gui.stylesheet",
)


def run(
    journal: Path | None,
    now: Callable[[], datetime] | None = None,
    in_tray: bool = False,
    passphrase: str | None = None,
) -> int:
    """Show the journal in a window, or in the tray at first; return the exit code.

    Without a path the journal at its usual place is opened, and made when there is none. A
    passphrase that was given opens it unasked.
    0: closed by the person · 1: the journal cannot be opened · 2: no window is possible here.
    """
    # Qt would end the process with a message nobody understands, so it is asked beforehand
    if not displays.usable():
        return _refuse(_no_display())
    # thousands of classes and widgets are made until the window is there, and none is garbage
    gc.disable()
    try:
        return _run(journal, now, in_tray, passphrase)
    finally:
        gc.enable()


def _run(
    journal: Path | None,
    now: Callable[[], datetime] | None,
    in_tray: bool,
    passphrase: str | None,
) -> int:
    for name in _BEFORE_QT:
        importlib.import_module(name)
    try:
        import PySide6.QtWidgets  # noqa: F401  # only to see whether it can be loaded
    except ImportError as error:
        return _refuse(
            _(
                "No window can open, because a library that Qt needs cannot be loaded: {reason}. "
                "From the terminal these work all the same: check-in, dose, list, trend and "
                "import; see dosejournal --help."
            ).format(reason=error)
        )
    from dosejournal.app import running

    return running.run(journal, now, in_tray, passphrase)


def _no_display() -> str:
    if displays.is_far():
        return _(
            "This display is reached over the network, and DoseJournal opens no network "
            "connection, so no window can open. From the terminal these work all the same: "
            "check-in, dose, list, trend and import; see dosejournal --help."
        )
    return _(
        "There is no display here that answers, so no window can open. From the terminal "
        "these work all the same: check-in, dose, list, trend and import; "
        "see dosejournal --help."
    )


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return _NO_WINDOW
