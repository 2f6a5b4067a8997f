"""Why a passphrase does not open a journal: it is wrong, or the beginning of the file is damaged.

To SQLCipher both look alike, because all that it can tell stands in page 1.
"""

from pathlib import Path

from dosejournal.errors import DamagedJournalError, WrongPassphraseError
from dosejournal.i18n import _
from dosejournal.store import backups, connections, grafts, refusals, vault
from dosejournal.store.backups import Backup
from dosejournal.store.vault import Key


def unlock(path: Path, passphrase: str) -> Key:
    """Return the key that a passphrase gives the encrypted journal at `path`.

    Raises:
        WrongPassphraseError: it does not open the file, which stays as it is.
        DamagedJournalError: it is right, but the beginning of the file is damaged.
    """
    keys = []
    for key in vault.keys(path, passphrase):
        if connections.opens(path, key):
            return key
        keys.append(key)
    with refusals.told():
        raise _explained(path, passphrase, keys)


def key_for(path: Path, passphrase: str) -> Key:
    """Return the key that a passphrase gives a damaged file, though its beginning may be lost.

    Raises:
        WrongPassphraseError: it opens neither a page of the file nor its newest backup.
        NotAJournalError: there is no backup, and the file is too short to have a key.
    """
    keys = []
    # the beginning is the salt: without it there is no key
    has_salt = len(vault.salt(path)) == vault.SALT_BYTES
    for key in vault.keys(path, passphrase) if has_salt else ():
        if _fits(path, key):
            return key
        keys.append(key)
    key_of_backup = _key_of_backup(_newest_backup(path), passphrase, keys)
    if key_of_backup is None:
        raise vault.refused() if has_salt else refusals.not_a_journal()
    return key_of_backup


def _fits(path: Path, key: Key) -> bool:
    try:
        return connections.opens(path, key) or grafts.has_pages_of(path, key)
    except DamagedJournalError:
        # page 1 has its seal, so the key is right; the schema goes on in a page that is damaged
        return True


def _explained(
    path: Path, passphrase: str, keys: list[Key]
) -> WrongPassphraseError | DamagedJournalError:
    newest = _newest_backup(path)
    key = _key_of_backup(newest, passphrase, keys)
    if any(grafts.has_pages_of(path, each) for each in (*keys, key) if each is not None):
        return damaged_beginning()
    if newest is None or key is None:
        return vault.refused()
    return WrongPassphraseError(
        _(
            "This passphrase opens the backup of {at:%Y-%m-%d %H:%M} UTC, but not the journal: "
            "either the passphrase was changed since, or the beginning of the file is damaged. "
            "Nothing was changed; try the newer passphrase, or restore that backup."
        ).format(at=newest.name.at)
    )


def damaged_beginning() -> DamagedJournalError:
    """Return the error for a file whose first page is damaged, though the passphrase is right."""
    return DamagedJournalError(
        _(
            "The passphrase is right, but the beginning of the journal's file is damaged. It was "
            "not changed and most of it can be saved: restore a backup (dosejournal restore), or "
            "save what can be read (dosejournal salvage)."
        )
    )


def _newest_backup(path: Path) -> Backup | None:
    return next(iter(backups.listed(path)), None)


def _key_of_backup(newest: Backup | None, passphrase: str, keys: list[Key]) -> Key | None:
    if newest is None or not vault.is_sealed(newest.path):
        return None
    # one derivation is felt, and most often the backup has the salt of the journal
    salt = vault.salt(newest.path)
    alike = [key for key in keys if key.salt == salt]
    every = alike or vault.keys(newest.path, passphrase)
    return next((key for key in every if connections.opens(newest.path, key)), None)
