"""The passphrase of a journal, as a terminal gives it: typed unseen, or from a file.

Never from an argument or a variable of the environment: other programs can read those.
"""

import getpass
import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from dosejournal import paths, sealed_places
from dosejournal.cli import output
from dosejournal.domain import passphrases
from dosejournal.errors import (
    InputError,
    JournalError,
    UnsealedJournalError,
    WrongPassphraseError,
)
from dosejournal.i18n import _
from dosejournal.store import files, refusals, second_opinions, vault
from dosejournal.store.vault import Key

_TRIES = 3
_LONGEST_BYTES = 64 * 1024


def read(given: Namespace) -> str | None:
    """Return the passphrase that a command line points at, or None where it points at none.

    Raises:
        InputError: the file or the descriptor cannot be read, or holds no text.
    """
    return _read(given.passphrase_file, given.passphrase_fd)


def key_for(given: Namespace, path: Path) -> Key | None:
    """Return the key of the journal at `path`, or None where it has none; ask if need be.

    Raises:
        WrongPassphraseError: what was given or typed does not open it.
        LockedJournalError: nothing was given, and there is no terminal to ask on.
        UnsealedJournalError: it has none, and had one when it was opened last.
    """
    key = _found(given, path)
    was_sealed = sealed_places.knows(paths.sealed_places(), path)
    if key is None and was_sealed and not given.not_encrypted:
        raise _unsealed(path)
    remember(path, key)
    return key


def key_for_backup(given: Namespace, path: Path) -> Key | None:
    """Return the key of a backup, which may have none; raises as `key_for` does else."""
    return _found(given, path)


def remember(path: Path, key: Key | None) -> None:
    """Remember whether the journal at `path` has a passphrase, now that it is opened."""
    sealed_places.keep(paths.sealed_places(), path, is_sealed=key is not None)


def _found(given: Namespace, path: Path) -> Key | None:
    passphrase = read(given)
    files.check(path, reading=True)
    if not vault.is_sealed(path):
        return None
    return _key(passphrase, lambda typed: second_opinions.unlock(path, typed))


def key_for_damaged(given: Namespace, path: Path) -> Key | None:
    """Return the key of a damaged file, whose beginning may be lost; raises as `key_for` does."""
    passphrase = read(given)
    if not vault.is_sealed(path) or files.has_plain_pages(path):
        return None
    return _key(passphrase, lambda typed: second_opinions.key_for(path, typed))


def _key(passphrase: str | None, unlock: Callable[[str], Key]) -> Key:
    with refusals.told():
        if passphrase is not None:
            return unlock(passphrase)
        if not has_terminal():
            raise vault.asked()
        return _ask(unlock)


def chosen(given: Namespace) -> str | None:
    """Return the passphrase that a new journal shall have; None where none is wanted.

    Raises:
        InputError: it is too short, was typed in two ways, or nobody said what is wanted.
    """
    passphrase = read(given)
    if given.no_passphrase:
        if passphrase is not None:
            raise InputError(
                _(
                    "A passphrase and --no-passphrase were given at once. Nothing was made; "
                    "leave one of them out."
                )
            )
        return None
    return passphrases.checked(_type_twice() if passphrase is None else passphrase)


def new(given: Namespace) -> str:
    """Return the passphrase that a journal shall have from now on; raises as `chosen` does."""
    passphrase = _read(given.new_passphrase_file, given.new_passphrase_fd)
    return passphrases.checked(_type_twice() if passphrase is None else passphrase)


def has_terminal() -> bool:
    """Say whether somebody can type here without being seen."""
    if os.name != "posix":
        return sys.stdin is not None and sys.stdin.isatty()
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _ask(unlock: Callable[[str], Key], pause: Callable[[float], None] = time.sleep) -> Key:
    # each wrong one makes the next wait longer, as in the window
    for tries in range(1, _TRIES):
        try:
            return unlock(_typed(_("Passphrase: ")))
        except WrongPassphraseError as error:
            output.refuse(error)
            pause(2 ** (tries - 1))
    return unlock(_typed(_("Passphrase: ")))


def _typed(prompt: str) -> str:
    try:
        return getpass.getpass(prompt)
    except (EOFError, UnicodeDecodeError):
        # Ctrl+D, or letters in the encoding of another terminal
        raise InputError(
            _(
                "No passphrase could be read from the terminal. Nothing was changed; type it "
                "again, or name a file that holds it, as --help tells."
            )
        ) from None


def _type_twice() -> str:
    if not has_terminal():
        raise InputError(
            _(
                "There is no terminal to type a new passphrase on. Nothing was changed; name a "
                "file that holds it, as --help tells. A new journal without any: --no-passphrase."
            )
        )
    output.remark(
        _(
            "The journal will be encrypted. Nobody can open it without the passphrase: if it is "
            "lost, what you recorded is lost."
        )
    )
    first = passphrases.checked(_typed(_("New passphrase: ")))
    output.remark(passphrases.advice(first).sentence)
    if passphrases.meant(_typed(_("The same again: "))) != first:
        raise InputError(
            _("You typed two different passphrases. Nothing was changed; begin again.")
        )
    return first


def _read(file: Path | None, descriptor: int | None) -> str | None:
    if file is not None:
        return _first_line(lambda: _from_file(file), str(file))
    if descriptor is not None:
        place = _("descriptor {n}").format(n=descriptor)
        return _first_line(lambda: _from_descriptor(descriptor), place)
    return None


def _first_line(take: Callable[[], bytes], place: str) -> str:
    try:
        text = take().decode()
    except (OSError, OverflowError):
        raise InputError(
            _(
                "The passphrase at {place} cannot be read. Nothing was changed; "
                "check the place and who may read it."
            ).format(place=place)
        ) from None
    except UnicodeDecodeError:
        raise _no_text(place) from None
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or not lines[0]:
        raise _no_text(place)
    return lines[0]


def _from_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LONGEST_BYTES)


def _from_descriptor(number: int) -> bytes:
    with os.fdopen(number, "rb") as file:
        return file.read(_LONGEST_BYTES)


def _unsealed(path: Path) -> UnsealedJournalError:
    return UnsealedJournalError(
        _(
            "The file at {place} is not encrypted, but the journal there was when it was opened "
            "last: it may be another file. Nothing was changed; look for your journal or go back "
            "to a backup, or open it all the same with --not-encrypted before the command."
        ).format(place=path)
    )


def _no_text(place: str) -> JournalError:
    return InputError(
        _(
            "What is at {place} holds no passphrase in its first line. Nothing was changed; "
            "write it there as text in UTF-8."
        ).format(place=place)
    )
