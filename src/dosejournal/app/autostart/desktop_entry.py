"""Starting with the session on Linux."""

import re
from collections.abc import Sequence
from pathlib import Path

from dosejournal import paths
from dosejournal.app.autostart import entry_file

# what a desktop entry cannot hold unquoted, and what must be escaped between quotes
_RESERVED = re.compile(r"""[\s"'\\><~|&;$*?#()`]""")
_ESCAPED = re.compile(r'(["`$\\])')


class DesktopEntry:
    """A desktop entry in the folder of the session."""

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
        entry_file.write(self._file, self._text().encode() if on else None)

    def _text(self) -> str:
        # a desktop that can waits for its panel, in which the icon has its place
        return "\n".join(
            (
                "[Desktop Entry]",
                "Type=Application",
                "Name=DoseJournal",
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


def _as_value(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n")


def _as_exec(words: Sequence[str]) -> str:
    return _as_value(" ".join(_quoted(word.replace("%", "%%")) for word in words))


def _quoted(word: str) -> str:
    if not _RESERVED.search(word):
        return word
    escaped = _ESCAPED.sub(r"\\\1", word)
    return f'"{escaped}"'
