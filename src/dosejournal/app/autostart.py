"""Starting with the session: the entry that each system has for it."""

import importlib
import os
import plistlib
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dosejournal import paths
from dosejournal.errors import ReadOnlyError, StorageError
from dosejournal.gui.reminding.desktop import Autostart, NoAutostart
from dosejournal.i18n import _

_NAME = "DoseJournal"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
# what a desktop entry cannot hold unquoted, and what must be escaped between quotes
_RESERVED = re.compile(r"""[\s"'\\><~|&;$*?#()`]""")
_ESCAPED = re.compile(r'(["`$\\])')


def command(journal: Path) -> tuple[str, ...]:
    """Return the command line that starts this program in the tray, as it is installed here."""
    program: tuple[str, ...] = (sys.executable,)
    if not getattr(sys, "frozen", False):
        # -P, because no file lying in the folder of the session is a module of ours
        program = (_windowless(sys.executable), "-P", "-m", "dosejournal")
    usual = os.path.realpath(paths.default_journal())
    which = () if os.path.realpath(journal) == usual else ("--journal", os.path.realpath(journal))
    return (*program, *which, "open", "--tray")


def of_system(journal: Path, platform: str = sys.platform) -> Autostart:
    """Return the way of this system."""
    if platform == "win32":
        return RunKey(command(journal), importlib.import_module("winreg"))
    if platform == "darwin":
        return LaunchAgent(command(journal), paths.autostart_folder())
    if platform == "linux":
        return DesktopEntry(command(journal), paths.autostart_folder())
    return NoAutostart()


class DesktopEntry:
    """Linux: a desktop entry in the folder of the session."""

    possible = True

    def __init__(self, words: Sequence[str], folder: Path) -> None:
        self._words = words
        self._file = folder / "dosejournal.desktop"

    def is_on(self) -> bool:
        """Say whether the entry starts this program with this journal, and nobody disabled it."""
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return False
        kept = dict(line.split("=", 1) for line in lines if "=" in line)
        disabled = kept.get("Hidden") == "true" or (
            kept.get("X-GNOME-Autostart-enabled", "true") != "true"
        )
        return kept.get("Exec") == _as_exec(self._words) and not disabled

    def set(self, on: bool) -> None:
        """Write the entry, or remove it."""
        _write(self._file, self._text().encode() if on else None)

    def _text(self) -> str:
        # a desktop that can waits for its panel, in which the icon has its place
        return "\n".join(
            (
                "[Desktop Entry]",
                "Type=Application",
                f"Name={_NAME}",
                f"TryExec={_as_value(self._words[0])}",
                f"Exec={_as_exec(self._words)}",
                f"Icon={_as_value(str(paths.resource('icons/dosejournal.svg')))}",
                "Terminal=false",
                "StartupNotify=false",
                "X-GNOME-Autostart-enabled=true",
                "X-KDE-autostart-after=panel",
                "",
            )
        )


class LaunchAgent:
    """The launch agent of macOS: a property list in the person's library."""

    possible = True

    def __init__(self, words: Sequence[str], folder: Path) -> None:
        self._words = words
        self._file = folder / "dosejournal.plist"

    def is_on(self) -> bool:
        """Say whether the agent starts this program with this journal."""
        try:
            kept = plistlib.loads(self._file.read_bytes())
        except (OSError, ValueError, plistlib.InvalidFileException):
            return False
        return isinstance(kept, dict) and kept.get("ProgramArguments") == list(self._words)

    def set(self, on: bool) -> None:
        """Write the agent, or remove it."""
        agent = {
            "Label": "dosejournal",
            "ProgramArguments": list(self._words),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        _write(self._file, plistlib.dumps(agent) if on else None)


class RunKey:
    """Windows: a value of the key in the registry that the session reads."""

    possible = True

    def __init__(self, words: Sequence[str], registry: Any) -> None:
        """Keep to the part of the registry that is the person's own; `winreg` reaches it."""
        self._line = subprocess.list2cmdline(words)
        self._registry = registry

    def is_on(self) -> bool:
        """Say whether the value starts this program with this journal."""
        try:
            with self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, _RUN_KEY) as key:
                return bool(self._registry.QueryValueEx(key, _NAME)[0] == self._line)
        except OSError:
            return False

    def set(self, on: bool) -> None:
        """Set the value, or remove it."""
        registry = self._registry
        try:
            with registry.CreateKey(registry.HKEY_CURRENT_USER, _RUN_KEY) as key:
                if on:
                    registry.SetValueEx(key, _NAME, 0, registry.REG_SZ, self._line)
                else:
                    registry.DeleteValue(key, _NAME)
        except FileNotFoundError:
            # what is to be removed is not there
            return
        except OSError:
            raise _refusal() from None


def _windowless(python: str) -> str:
    # the other one opens a terminal beside the window
    sibling = Path(python).with_name("pythonw.exe")
    return str(sibling) if Path(python).name == "python.exe" and sibling.exists() else python


def _as_value(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n")


def _as_exec(words: Sequence[str]) -> str:
    return _as_value(" ".join(_quoted(word.replace("%", "%%")) for word in words))


def _quoted(word: str) -> str:
    if not _RESERVED.search(word):
        return word
    escaped = _ESCAPED.sub(r"\\\1", word)
    return f'"{escaped}"'


def _write(file: Path, content: bytes | None) -> None:
    """Write a file wholly or not at all, or remove it."""
    fresh = file.with_name(f"{file.name}.new")
    try:
        if content is None:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(file)
    except (PermissionError, FileExistsError, NotADirectoryError):
        raise ReadOnlyError(
            _(
                "Whether DoseJournal starts at login cannot be changed, because the folder for "
                "it is read-only. Nothing was changed, and your journal is not concerned."
            )
        ) from None
    except OSError:
        raise _refusal() from None


def _refusal() -> StorageError:
    return StorageError(
        _(
            "Whether DoseJournal starts at login cannot be changed, because the system refuses. "
            "Nothing was changed, and your journal is not concerned; you can try again."
        )
    )
