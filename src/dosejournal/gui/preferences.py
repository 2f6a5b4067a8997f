"""The preferences as the widgets see them."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dosejournal import settings
from dosejournal.errors import JournalError
from dosejournal.settings import Settings


class Preferences(QObject):
    """Holds the preferences and keeps each change at once.

    `changed` carries the new `Settings`, `failed` a sentence for the person when they cannot
    be kept; they hold for this window all the same.
    """

    changed = Signal(object)
    failed = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.value: Settings = settings.load(path)

    def set(self, **values: str) -> None:
        """Prefer something else from now on."""
        preferred = replace(self.value, **values)
        if preferred == self.value:
            return
        self.value = preferred
        try:
            settings.save(self._path, preferred)
        except JournalError as error:
            self.failed.emit(str(error))
        self.changed.emit(preferred)
