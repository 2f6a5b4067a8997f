"""Where journals had a passphrase when they were opened last.

A file that is not encrypted needs no key, so whoever puts one in the place of a journal would have
it opened, and written to, without a word. What is kept here tells nobody where a journal is.
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

_MOST = 100


def knows(file: Path, journal: Path) -> bool:
    """Say whether the journal at this place had a passphrase, as far as `file` remembers."""
    return _sign(journal) in _kept(file)


def keep(file: Path, journal: Path, *, is_sealed: bool) -> None:
    """Remember in `file` whether the journal at this place has a passphrase.

    Where the disk refuses, nothing is said: the next opening tries again, and until then a plain
    file is told of as before.
    """
    sign, before = _sign(journal), _kept(file)
    if (sign in before) is is_sealed:
        return
    others = [each for each in before if each != sign]
    try:
        _write(file, [*others, sign][-_MOST:] if is_sealed else others)
    except OSError:
        # no journal stays closed because of a folder for preferences
        return


def _kept(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        # who could damage it could as well take it away: it counts as empty, and is written anew
        return []


def _write(file: Path, signs: Sequence[str]) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # a name of its own, because a window and a command may write at once
    fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        descriptor = os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as written:
            written.write("".join(f"{sign}\n" for sign in signs))
            written.flush()
            os.fsync(written.fileno())
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def _sign(journal: Path) -> str:
    return hashlib.sha256(os.fsencode(os.path.realpath(journal))).hexdigest()
