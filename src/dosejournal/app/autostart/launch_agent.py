"""Starting with the session on macOS."""

import plistlib
from collections.abc import Sequence
from pathlib import Path

from dosejournal.app.autostart import entry_file


class LaunchAgent:
    """A launch agent: a property list in the person's library."""

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
        entry_file.write(self._file, plistlib.dumps(agent) if on else None)
