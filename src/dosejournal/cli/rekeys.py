"""Giving the journal a passphrase, another one, or none, from the terminal."""

from argparse import Namespace
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from dosejournal.cli import journals, output, passphrases
from dosejournal.errors import InputError, JournalBusyError, JournalInUseError
from dosejournal.i18n import _
from dosejournal.store import recovery, rekeying
from dosejournal.store.vault import Key

Act = Callable[[Namespace, Path, Key | None, datetime], None]


def run(given: Namespace, now: datetime) -> None:
    """Do what was asked with the passphrase of the journal; no window may have it open."""
    path = journals.place_of(given)
    key = passphrases.key_for(given, path)
    with _by_itself():
        _ACTS[given.act](given, path, key, now)


def _set(given: Namespace, path: Path, key: Key | None, now: datetime) -> None:
    if key is not None:
        raise InputError(
            _(
                "This journal has a passphrase already. Nothing was changed; give it another one "
                "with: dosejournal passphrase change"
            )
        )
    fresh, trouble = rekeying.seal(path, passphrases.new(given), now)
    passphrases.remember(path, fresh)
    output.line(_("The journal is encrypted now. Keep its passphrase safe."))
    _tell(trouble)
    output.line(_("Backups made before can still be read by everybody who has them."))


def _change(given: Namespace, path: Path, key: Key | None, now: datetime) -> None:
    sealed = _sealed(key)
    had_sheet = recovery.exists(path)
    _fresh, trouble = rekeying.change(path, sealed, passphrases.new(given), now)
    output.line(_("The passphrase was changed."))
    _tell(trouble)
    output.line(_("Backups made before open with the passphrase they were made with."))
    if had_sheet:
        output.line(_("The recovery sheet opens nothing any more: make a new one in the window."))


def _remove(_given: Namespace, path: Path, key: Key | None, now: datetime) -> None:
    _none, trouble = rekeying.unseal(path, _sealed(key), now)
    passphrases.remember(path, None)
    _tell(trouble)
    output.line(
        _("The journal is not encrypted any more: who has the file can read everything in it.")
    )
    output.line(_("Backups made before open with the passphrase they were made with."))


_ACTS: dict[str, Act] = {"set": _set, "change": _change, "remove": _remove}


def _tell(trouble: str) -> None:
    if trouble:
        output.remark(trouble)


def _sealed(key: Key | None) -> Key:
    if key is None:
        raise InputError(
            _(
                "This journal has no passphrase. Nothing was changed; give it one with: "
                "dosejournal passphrase set"
            )
        )
    return key


@contextmanager
def _by_itself() -> Generator[None]:
    try:
        yield
    except JournalBusyError:
        raise JournalInUseError(
            _(
                "This journal is open in a window, or another program is using it. Nothing was "
                "changed; quit that first, and try again."
            )
        ) from None
