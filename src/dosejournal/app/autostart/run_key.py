"""Starting with the session on Windows."""

import subprocess
from collections.abc import Sequence
from typing import Any

from dosejournal.app.autostart import entry_file

_NAME = "DoseJournal"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


class RunKey:
    """A value of the key in the registry that the session reads."""

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
            raise entry_file.refusal() from None
