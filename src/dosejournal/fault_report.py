"""What may be told of a fault of the program itself: its kind and its places, never its text.

The text of an error may hold what the person wrote (`int("slept badly")`), and so may a warning, a
line of a library's log, the variables of a function and the environment. None of them is read.
"""

import re
import sys
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from dosejournal import __version__

if TYPE_CHECKING:
    import logging

Take = Callable[[type[BaseException], BaseException | None, TracebackType | None], None]
"""Takes a fault as `sys.excepthook` does."""

_CAUSES = 4
# a recursion without an end has a thousand of them
_PLACES = 40

_DEATHS = frozenset(
    {
        "Segmentation fault",
        "Aborted",
        "Bus error",
        "Floating point exception",
        "Floating-point exception",
        "Illegal instruction",
        "access violation",
        "stack overflow",
    }
)
_DIED = re.compile(r"^(?:Fatal Python error|Windows fatal exception): (.+)$", re.MULTILINE)
_THREAD = re.compile(r"^(?:Current thread|Thread) 0x\w+")
_PLACE = re.compile(r'^  File "(.+)", line (\d+) in (\S+)')


def take(stopped: Take, beside: Take) -> None:
    """Let faults be taken here: those that end an act, and those of a thread or of no act at all.

    What libraries warn of is told by its kind and place from now on.
    """
    sys.excepthook = stopped
    threading.excepthook = lambda fault: _take_of_thread(fault, beside)
    sys.unraisablehook = lambda fault: beside(fault.exc_type, fault.exc_value, fault.exc_traceback)
    warnings.showwarning = tell_warning


def take_logs() -> None:
    """Let what libraries log be told by its kind and place: before any of them is used."""
    # its import takes time, for which whoever asks for help need not wait
    import logging

    places_only = logging.Handler(logging.WARNING)
    places_only.emit = _tell_log  # type: ignore[method-assign]
    logging.lastResort = places_only


def describe(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> str:
    """Return the kind of a fault, its places, what it came from, and what the program runs on."""
    lines = [_name(kind), *_places(trace)]
    for cause in _causes(error):
        lines += [f"from {_name(type(cause))}", *_places(cause.__traceback__)]
    return "\n".join([*lines, surroundings(), ""])


def describe_death(text: str) -> str:
    """Return the same of what `faulthandler` wrote when the process died."""
    found = _DIED.search(text)
    # apart from what a signal is called, the interpreter may say anything here
    lines = [found[1] if found and found[1] in _DEATHS else "Fatal error"]
    for line in text.splitlines():
        if _THREAD.match(line):
            lines.append("in a thread:")
        elif (match := _PLACE.match(line)) and len(lines) <= _PLACES:
            lines.append(_place(match[1], int(match[2]), match[3]))
    return "\n".join([*lines, surroundings(), ""])


def surroundings() -> str:
    """Return the versions of the program and of what it runs on."""
    # its import takes time that only a fault need wait for
    import platform

    # Qt is known to the window alone, and told of where it is there
    qt = getattr(sys.modules.get("PySide6"), "__version__", None)
    versions = [f"DoseJournal {__version__}", f"Python {platform.python_version()}"]
    return ", ".join([*versions, f"Qt {qt}" if qt else "no Qt", platform.platform()])


def _take_of_thread(fault: threading.ExceptHookArgs, beside: Take) -> None:
    if not issubclass(fault.exc_type, SystemExit):
        beside(fault.exc_type, fault.exc_value, fault.exc_traceback)


def tell_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Take the place of `warnings.showwarning`."""
    del message, line  # these are never told
    to = file or sys.stderr
    if to is not None:
        to.write(f"{_name(category)}\n{_place(filename, lineno, '')}\n")


def _tell_log(record: "logging.LogRecord") -> None:
    kind = record.exc_info[0] if record.exc_info else None
    about = f"{record.levelname} {record.name}" + (f" {_name(kind)}" if kind else "")
    if sys.stderr is not None:
        place = _place(record.pathname, record.lineno, record.funcName or "")
        sys.stderr.write(f"{about}\n{place}\n")


def _causes(error: BaseException | None) -> list[BaseException]:
    causes: list[BaseException] = []
    while error is not None and len(causes) < _CAUSES:
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if error is not None:
            causes.append(error)
    return causes


def _places(trace: TracebackType | None) -> list[str]:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(_place(code.co_filename, trace.tb_lineno, code.co_qualname))
        trace = trace.tb_next
    return places[-_PLACES:]


def _place(file: str, line: int, function: str) -> str:
    # the folder above tells enough; the whole path may hold the person's name
    return f"  {'/'.join(Path(file).parts[-2:])}:{line} {function}".rstrip()


def _name(kind: type[BaseException]) -> str:
    name = kind.__qualname__
    return name if kind.__module__ == "builtins" else f"{kind.__module__}.{name}"
