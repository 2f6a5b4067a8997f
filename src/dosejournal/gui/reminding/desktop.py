"""What there is around the window, for reminders and for its passphrase; `app` brings it."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

from PySide6.QtCore import QObject, Signal

from dosejournal.gui.vault.custody import Custody

Action = Literal["record", "snooze", "skip", "open"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One notification: a neutral sentence, and what can be done, each with its word.

    Its key names it until it is answered or withdrawn; nothing in it tells of the journal.
    """

    key: str
    text: str
    actions: tuple[tuple[Action, str], ...] = ()


class Notifier(QObject):
    """Shows notifications outside the window; this one has no way to, and says so.

    `answered` carries the key of a notice and the action that was pressed on it; `changed` says
    that notifications have become possible, or are no longer.
    """

    answered = Signal(str, str)
    changed = Signal()

    @property
    def works(self) -> bool:
        """Whether notifications reach the person."""
        return False

    def show(self, notice: Notice) -> bool:
        """Show a notice, in place of an earlier one of its key; False when nobody takes it."""
        del notice
        return False

    def withdraw(self, key: str) -> None:
        """Take a notice back, because it was answered elsewhere."""
        del key

    def close(self) -> None:
        """Take back what is shown, and let go of what shows it: the program ends."""


class Autostart(Protocol):
    """Whether the program starts with the session; raises StorageError where it may not be."""

    @property
    def possible(self) -> bool:
        """Whether this system has a way to start programs at login."""
        ...

    def is_on(self) -> bool:
        """Say whether the program starts at login."""
        ...

    def set(self, on: bool) -> None:
        """Let it start at login, in the tray, or no longer."""
        ...


class NoAutostart:
    """A system on which nothing can be started at login."""

    possible = False

    def is_on(self) -> bool:
        """Say that it does not."""
        return False

    def set(self, on: bool) -> None:
        """Do nothing: the switch is not offered."""
        del on


@dataclass(frozen=True, slots=True)
class Desktop:
    """What is around the window as it meets it; by default nothing is."""

    notifier: Notifier = field(default_factory=Notifier)
    autostart: Autostart = field(default_factory=NoAutostart)
    has_tray: bool = False
    custody: Custody | None = None
