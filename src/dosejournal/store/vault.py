"""The key of an encrypted journal, and how a passphrase becomes it.

Argon2id makes the key from the passphrase and from the first 16 bytes of the file, which SQLCipher
keeps there in the clear as the salt of the file. So the file and the passphrase alone open it, and
every copy of it opens the same way.
"""

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dosejournal.domain import passphrases
from dosejournal.errors import LockedJournalError, StorageError, WrongPassphraseError
from dosejournal.i18n import _

SALT_BYTES = 16
_KEY_BYTES = 32
_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one derivation costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int


RECIPES: tuple[Recipe, ...] = (Recipe(memory_kib=256 * 1024, passes=3, lanes=4),)
"""Every recipe a journal was ever made with, the present one first: each is tried in turn."""


@dataclass(frozen=True, slots=True)
class Key:
    """What SQLCipher needs to open one file; it is never shown, not even in a traceback."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def literal(self) -> str:
        """Return the key as SQL writes it."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


def is_sealed(path: Path) -> bool:
    """Say whether what lies at `path` is anything but a plain database."""
    return not _beginning(path).startswith(_MAGIC)


def salt(path: Path) -> bytes:
    """Return the salt of the encrypted file at `path`."""
    return _beginning(path)


def new_key(passphrase: str, salt: bytes | None = None, recipe: Recipe | None = None) -> Key:
    """Return the key that a passphrase gives a new file, or a file that has this salt.

    What stands around the passphrase is no part of it.

    Raises:
        StorageError: this computer has not the memory that it takes.
    """
    return _derived(passphrases.meant(passphrase), salt, recipe)


def _derived(passphrase: str, salt: bytes | None, recipe: Recipe | None) -> Key:
    # importing it is felt at a start, and a journal that is open has its key already
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    salt = os.urandom(SALT_BYTES) if salt is None else salt
    recipe = recipe or RECIPES[0]
    try:
        raw = hash_secret_raw(
            _typed(passphrase),
            salt,
            recipe.passes,
            recipe.memory_kib,
            recipe.lanes,
            _KEY_BYTES,
            Type.ID,
        )
    except HashingError:
        raise StorageError(
            _(
                "This computer has too little free memory to check a passphrase. Nothing was "
                "changed; close other programs and try again."
            )
        ) from None
    return Key(raw, salt)


def keys(path: Path, passphrase: str) -> Iterator[Key]:
    """Give every key that a passphrase may be for the file at `path`, the likeliest first."""
    salt = _beginning(path)
    # a journal of before may have been given one with what stood around it
    said = dict.fromkeys((passphrases.meant(passphrase), passphrase))
    return (_derived(each, salt, recipe) for each in said for recipe in RECIPES)


def asked() -> LockedJournalError:
    """Return the error for an encrypted journal that nobody has unlocked."""
    return LockedJournalError(
        _(
            "This journal is encrypted, and its passphrase was not given. Nothing was changed; "
            "give it with --passphrase-file, or open the journal in the window."
        )
    )


def refused() -> WrongPassphraseError:
    """Return the error for a passphrase that does not open a file."""
    return WrongPassphraseError(
        _(
            "This passphrase does not open the journal. Nothing was changed or lost; "
            "try again, and look at Caps Lock and the keyboard’s language."
        )
    )


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SALT_BYTES)


def _typed(passphrase: str) -> bytes:
    # keyboards of different systems write "é" as one character or as two
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
