"""Whether a journal file is sound: its pages, their seals, its references and its length."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from dosejournal.domain.archives import ENTRIES
from dosejournal.errors import WrongPassphraseError
from dosejournal.store import ballast, connections, contents, refusals
from dosejournal.store.vault import Key

STRUCTURE = "structure"
SEAL = "seal"
REFERENCE = "reference"
LENGTH = "length"
UNREADABLE = "unreadable"

_EVERY = timedelta(days=7)
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR")
_SOUND = [("ok",)]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found: how many problems of each kind, and never what the journal holds.

    `rows` of each table are counted by a whole check only, and by that only where it can.
    """

    problems: Mapping[str, int]
    pages: int = 0
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.problems

    @property
    def entries(self) -> int:
        """How many entries there are."""
        return sum(self.rows.get(table, 0) for table in ENTRIES)


def quick(path: Path, key: Key | None = None) -> Findings:
    """Return what a look at every page finds, on a connection of its own that writes nothing.

    Raises:
        JournalBusyError: one connection alone has the file: `examine` then asks through that one.
    """
    return _apart(path, key, whole=False)


def whole(path: Path, key: Key | None = None) -> Findings:
    """Return what every check finds, and how many rows there are; raises as `quick` does."""
    return _apart(path, key, whole=True)


def examine(connection: Any, path: Path, *, whole: bool) -> Findings:
    """Return what the checks find through a driver's connection to the journal at `path`."""
    problems: Counter[str] = Counter()
    with _damage_found(problems):
        problems[LENGTH] += _is_cut_short(connection, path)
    steps = (_sealed, _sound, _whole_sound, _referring) if whole else (_sealed, _sound)
    for step in steps:
        with _damage_found(problems):
            problems.update(step(connection))
    pages, rows = 0, {}
    with _damage_found(problems):
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        rows = counts(connection) if whole else {}
    return Findings(dict(+problems), pages, rows)


def counts(connection: Any) -> dict[str, int]:
    """Return how many rows each table of the record has."""
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        for table in contents.columns(connection)
    }


def is_due(checked_at: datetime | None, now: datetime) -> bool:
    """Say whether it is time for a whole check; a clock that was wrong puts off none for long."""
    return checked_at is None or not checked_at <= now < checked_at + _EVERY


def _apart(path: Path, key: Key | None, *, whole: bool) -> Findings:
    # without its salt: SQLCipher then takes the one that stands in the file, as it will when the
    # passphrase is typed next time
    key = None if key is None else Key(key.raw, b"")
    with refusals.told():
        found = _at_once(path, key, whole=whole)
        # a page that was read while another program wrote it looks like a damaged one
        return found if found.is_sound else _at_once(path, key, whole=whole)


def _at_once(path: Path, key: Key | None, *, whole: bool) -> Findings:
    problems: Counter[str] = Counter()
    found = None
    with _damage_found(problems):
        # where nothing can be written nobody writes, and no lock could be made
        nobody_writes = not os.access(path.parent, os.W_OK) or not connections.is_open(path)
        connection = _look(path, key, unchanging=nobody_writes)
        try:
            found = examine(connection, path, whole=whole)
        finally:
            connection.close()
    return Findings(dict(problems)) if found is None else found


def _look(path: Path, key: Key | None, *, unchanging: bool) -> Any:
    try:
        return connections.look(path, key, unchanging=unchanging)
    except dbapi2.OperationalError:
        # for what has to come beside a file that is in use, a full disk has no room
        if unchanging or not ballast.is_full(path):
            raise
        if connections.has_log(path):
            # what is in the log cannot be looked at then, and without it nothing can be told
            with refusals.told():
                raise
        return connections.look(path, key, unchanging=True)


@contextmanager
def _damage_found(problems: Counter[str]) -> Iterator[None]:
    """Count a refusal that damage explains; any other one is raised."""
    try:
        yield
    except WrongPassphraseError:
        # the key opened the journal before: its first page is damaged
        problems[UNREADABLE] = 1
    except dbapi2.DatabaseError as error:
        if not getattr(error, "sqlite_errorname", "").startswith(_DAMAGE):
            raise
        problems[UNREADABLE] = 1


def _is_cut_short(connection: Any, path: Path) -> bool:
    # pages that the log still has need not be in the file yet
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        return False
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (page_bytes,) = connection.execute("PRAGMA page_size").fetchone()
    size = path.stat().st_size
    # to SQLite a file without a byte is a sound one without a table
    return not pages or size < pages * int(page_bytes) or size % int(page_bytes) > 0


def _sound(connection: Any) -> dict[str, int]:
    return _told(STRUCTURE, connection.execute("PRAGMA quick_check").fetchall())


def _whole_sound(connection: Any) -> dict[str, int]:
    return _told(STRUCTURE, connection.execute("PRAGMA integrity_check").fetchall())


def _sealed(connection: Any) -> dict[str, int]:
    # a file without a key has no seals, and says so in no row
    return {SEAL: len(connection.execute("PRAGMA cipher_integrity_check").fetchall())}


def _referring(connection: Any) -> dict[str, int]:
    return {REFERENCE: len(connection.execute("PRAGMA foreign_key_check").fetchall())}


def _told(kind: str, rows: list[tuple[str]]) -> dict[str, int]:
    return {} if rows == _SOUND else {kind: len(rows)}
