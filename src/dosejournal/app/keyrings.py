"""The key of a journal in the keyring of the system, where the person wants it there.

Only keyrings that the system itself guards are used. Whatever else may be installed under that
name, a plain file among them, is passed over.
"""

import importlib
from contextlib import suppress
from typing import Any

from dosejournal.errors import StorageError
from dosejournal.i18n import _
from dosejournal.store.vault import Key

# the module and the class of each, as `keyring` calls them
_TRUSTED = (
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
)
_SERVICE = "DoseJournal"


def trouble() -> str:
    """Return in one sentence why no key can be kept; nothing where it can."""
    try:
        importlib.import_module("keyring")
    except ImportError:
        return _("Not available: the Python package “keyring” is not installed.")
    if _keyring() is None:
        return _("Not available: this system has no keyring that is known to guard its contents.")
    return ""


def find(salt: bytes) -> Key | None:
    """Return the key of the journal with this salt, if it is kept; it may not fit any more."""
    keyring = _keyring()
    if keyring is None:
        return None
    try:
        written = keyring.get_password(_SERVICE, salt.hex())
        return Key(bytes.fromhex(written), salt) if written else None
    except Exception:  # noqa: BLE001 - each kind has faults of its own, and the passphrase is asked
        return None


def keep(key: Key) -> None:
    """Keep a key, never its passphrase.

    Raises:
        StorageError: the keyring refuses, or there is none.
    """
    keyring = _keyring()
    if keyring is None:
        raise _refused()
    try:
        keyring.set_password(_SERVICE, key.salt.hex(), key.raw.hex())
    except Exception:  # noqa: BLE001 - each kind has faults of its own; none may hold the key
        raise _refused() from None


def forget(salt: bytes) -> None:
    """Keep the key of the journal with this salt no longer; raises as `keep` does."""
    keyring = _keyring()
    if keyring is None or find(salt) is None:
        return
    try:
        keyring.delete_password(_SERVICE, salt.hex())
    except Exception:  # noqa: BLE001 - each kind has faults of its own
        raise StorageError(
            _(
                "The keyring does not give the key away, so it still holds it. The journal is as "
                "it was; remove the entry “DoseJournal” with the program of your system."
            )
        ) from None


def _keyring() -> Any:
    """Return the keyring of this system that is to be trusted most, or None."""
    found = []
    for module, name in _TRUSTED:
        # a kind that belongs to another system, or whose library is not here
        with suppress(Exception):
            kind = getattr(importlib.import_module(module), name)
            found.append((float(kind.priority), kind))
    return max(found, key=lambda each: each[0])[1]() if found else None


def _refused() -> StorageError:
    return StorageError(
        _(
            "The keyring of this system does not take the key. Nothing was kept there; the "
            "journal is as it was, and opens with its passphrase."
        )
    )
