"""Whether a window has a journal: what concerns the whole file waits until it is closed."""

import platform
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from dosejournal.errors import JournalBusyError, JournalInUseError
from dosejournal.i18n import _


@contextmanager
def kept_out(path: Path) -> Generator[None]:
    """Do what needs the journal at `path` for itself.

    Raises:
        JournalInUseError: a window has it, locked or not, or another program is using it.
    """
    if _has_window(path.resolve()):
        raise _in_use()
    try:
        yield
    except JournalBusyError:
        raise _in_use() from None


def _has_window(path: Path) -> bool:
    # the file of Qt's QLockFile: the process, its program, and the computer it runs on
    try:
        lines = Path(f"{path}.lock").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    if not lines or not lines[0].strip().isdecimal():
        return False
    if len(lines) > 2 and lines[2] not in ("", platform.node()):
        # nobody here can tell whether it still runs there
        return True
    import psutil

    return bool(psutil.pid_exists(int(lines[0])))


def _in_use() -> JournalInUseError:
    return JournalInUseError(
        _(
            "This journal is open in a window, or another program is using it. Nothing was "
            "changed; quit that first, and try again."
        )
    )
