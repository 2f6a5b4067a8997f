"""A second way into an encrypted journal: a random code on paper, for who loses the passphrase.

The key of the journal lies beside it, in a small encrypted file of its own that the code opens.
Neither that file nor the journal tells the code, and without the file the code opens nothing.
"""

import hashlib
import os
import secrets
from pathlib import Path

from dosejournal.errors import InputError, StorageError, WrongPassphraseError
from dosejournal.i18n import _
from dosejournal.store import connections, copies, refusals, vault
from dosejournal.store.vault import Key

# the 32 characters of Crockford's base 32: none is taken for another one
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_RANDOM_CHARACTERS = 30  # 150 bits
_CHECK_CHARACTERS = 2
_GROUP = 4
_ENDING = ".recovery"


def place(path: Path) -> Path:
    """Return where the wrapped key of the journal at `path` lies."""
    return path.with_name(f"{path.name}{_ENDING}")


def exists(path: Path) -> bool:
    """Say whether a recovery sheet was made that may open the journal at `path`."""
    return _wrapped(path) is not None


def make(path: Path, key: Key) -> str:
    """Wrap the key of a journal anew; return the code that opens it, which is kept nowhere.

    A sheet from before opens nothing any more.

    Raises:
        StorageError: the disk refuses; a sheet from before stays as it was.
    """
    characters = "".join(secrets.choice(_ALPHABET) for _n in range(_RANDOM_CHARACTERS))
    code = characters + _check(characters)
    growing = path.with_name(f".{place(path).name}.{os.getpid()}.new")
    try:
        growing.unlink(missing_ok=True)
        os.close(os.open(growing, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            _wrap(growing, vault.new_key(code), key)
            growing.replace(place(path))
            # the sheet is printed next, and must not outlive what it opens
            copies.bring_folder_to_disk(path.parent)
        finally:
            growing.unlink(missing_ok=True)
    except OSError:
        raise StorageError(
            _(
                "No recovery sheet can be made, because nothing can be written beside the "
                "journal. Nothing was changed; check the disk and the folder."
            )
        ) from None
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def unlock(path: Path, typed: str) -> Key:
    """Return the key of the journal at `path`, which a code from its recovery sheet opens.

    Raises:
        InputError: what was typed is no such code.
        WrongPassphraseError: it is the code of another sheet.
    """
    code = _read(typed)
    file = _wrapped(path)
    if file is None:
        raise _no_sheet()
    for wrapping in vault.keys(file, code):
        if not connections.opens(file, wrapping):
            continue
        connection = connections.look(file, wrapping)
        try:
            raw, salt = connection.execute("SELECT raw, salt FROM wrapped_key").fetchone()
        finally:
            connection.close()
        key = Key(raw, salt)
        if connections.opens(path, key):
            return key
    raise _refused()


def drop(path: Path) -> None:
    """Let no recovery sheet open the journal at `path` any more."""
    place(path).unlink(missing_ok=True)


def accompany(path: Path, folder: Path) -> None:
    """Put the wrapped key of the journal at `path` beside its backups, which it opens as well."""
    own, copy = place(path), folder / place(path).name
    if not own.exists():
        return
    content = own.read_bytes()
    if copy.exists() and copy.read_bytes() == content:
        return
    growing = folder / f".{copy.name}.{os.getpid()}.new"
    growing.unlink(missing_ok=True)
    try:
        with os.fdopen(
            os.open(growing, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb"
        ) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        growing.replace(copy)
    finally:
        growing.unlink(missing_ok=True)


def _wrapped(path: Path) -> Path | None:
    """Return the file that a code opens for a journal, or for a backup among others."""
    own = place(path)
    if own.exists():
        return own
    # the key is the same for all backups of one journal since its last passphrase
    return next(iter(sorted(path.parent.glob(f"*{_ENDING}"))), None)


def _wrap(growing: Path, wrapping: Key, key: Key) -> None:
    with refusals.told():
        connection = connections.connect(growing, wrapping, alone=True)
        try:
            connection.execute("CREATE TABLE wrapped_key (raw BLOB, salt BLOB)")
            connection.execute("INSERT INTO wrapped_key VALUES (?, ?)", (key.raw, key.salt))
        finally:
            connection.close()


def _read(typed: str) -> str:
    code = "".join(each for each in typed.upper() if each.isalnum()).translate(_READ_AS)
    characters, check = code[:_RANDOM_CHARACTERS], code[_RANDOM_CHARACTERS:]
    if len(code) != _RANDOM_CHARACTERS + _CHECK_CHARACTERS or check != _check(characters):
        raise InputError(
            _(
                "This is not the code of a recovery sheet, or it has a typing error. Nothing was "
                "changed; it has 32 letters and digits, in groups of four."
            )
        )
    return code


def _no_sheet() -> WrongPassphraseError:
    return WrongPassphraseError(
        _(
            "No recovery sheet opens this journal: there is none, or the passphrase was changed "
            "since it was made. Nothing was changed; use the passphrase."
        )
    )


def _refused() -> WrongPassphraseError:
    return WrongPassphraseError(
        _(
            "This code does not open the journal. Nothing was changed or lost; look for the sheet "
            "that was made last, and that was made for this journal."
        )
    )


def _check(characters: str) -> str:
    digest = hashlib.sha256(characters.encode()).digest()
    return "".join(_ALPHABET[byte % 32] for byte in digest[:_CHECK_CHARACTERS])
