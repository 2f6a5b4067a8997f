"""What the window can ask about the passphrase of its journal; `app` does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

KeyringAnswer = Callable[[str, bool], None]
"""Takes why the keyring cannot keep the key, nothing where it can, and whether it keeps it."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What shall follow once the journal has its new passphrase."""

    wants_sheet: bool = False
    drops_backups: bool = False


class Custody(Protocol):
    """Who keeps the passphrase of a journal.

    For a passphrase to be set, changed or removed the journal is closed for a moment, so the
    window that asks for it goes, and another one comes.
    """

    @property
    def has_sheet(self) -> bool:
        """Whether a recovery sheet opens the journal."""
        ...

    @property
    def n_backups(self) -> int:
        """How many backups there are, each with the passphrase of its time."""
        ...

    @property
    def n_plain_backups(self) -> int:
        """How many of them have none, because the journal had none then."""
        ...

    def give(self, passphrase: str, wishes: Wishes) -> None:
        """Set the passphrase, or another one."""
        ...

    def take(self) -> None:
        """Remove the passphrase: everybody who has the file can read it then."""
        ...

    def offer_sheet(self) -> None:
        """Offer to make a recovery sheet, over the window of the journal."""
        ...

    def ask_keyring(self, then: KeyringAnswer) -> None:
        """Tell, later, how it stands with the keyring of the system."""
        ...

    def use_keyring(self, on: bool, then: KeyringAnswer) -> None:
        """Keep the key in the keyring, or no longer; tell, later, how it stands then."""
        ...
