"""Connections to a journal file, each with the settings that keep entries safe."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from dosejournal.errors import StorageError, WrongPassphraseError
from dosejournal.i18n import _
from dosejournal.store import refusals, vault
from dosejournal.store.vault import Key

WAIT_FOR_OTHERS_SECONDS = 5.0
# with which SQLite marks what it would take back
_BEGUN = bytes.fromhex("d9d505f920a163d7")

# on a disk of this computer several programs may work with a journal at once; elsewhere the shared
# memory this needs cannot be relied on, so one connection alone has the file
_SHARED = ("PRAGMA journal_mode = WAL",)
_ALONE = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = DELETE",
    # the lock comes with the first writing, and others would be let in until then
    "BEGIN EXCLUSIVE",
    "COMMIT",
)
# reliability comes first: FULL, because a power cut may otherwise take acknowledged entries
_PRAGMAS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -64000",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA fullfsync = ON",
)
# a copy is brought to the disk, and looked through, once it is whole: until then it is nothing
_FILLING = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA temp_store = MEMORY",
)
_LOOKING = (
    "PRAGMA query_only = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -64000",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)


def connect(
    path: Path, key: Key | None = None, *, alone: bool = False, own_thread: bool = True
) -> Any:
    """Return a connection that begins no transaction of its own.

    `alone` keeps every other program out for as long as it lives; without `own_thread` it may be
    used from one thread after the other.

    Raises:
        WrongPassphraseError: the key does not open the file.
        StorageError: this installation cannot encrypt.
    """
    connection = dbapi2.connect(
        str(path),
        isolation_level=None,
        check_same_thread=own_thread,
        # who has a file alone keeps it for as long as a window is open
        timeout=0 if alone else WAIT_FOR_OTHERS_SECONDS,
    )
    return _prepared(connection, key, (*(_ALONE if alone else _SHARED), *_PRAGMAS))


def look(path: Path, key: Key | None = None, *, unchanging: bool = False) -> Any:
    """Return a connection that can write nothing; raises as `connect` does.

    `unchanging` promises that nobody writes meanwhile: not even a lock is then needed, nor a
    folder that may be written. Where a kill left a file half-written, SQLite first takes back
    what was begun.
    """
    how = "mode=ro"
    if unchanging:
        how = "mode=ro&immutable=1"
    elif is_interrupted(path):
        # which it does only for who may write
        how = "mode=rw"
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=WAIT_FOR_OTHERS_SECONDS,
    )
    return _prepared(connection, key, _LOOKING)


def fill(path: Path, key: Key | None = None) -> Any:
    """Return a connection to an empty file that shall become a copy: fast, and unsafe until then.

    Raises as `connect` does.
    """
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    return _prepared(connection, key, _FILLING)


def peek(path: Path, key: Key | None = None) -> Any:
    """Return a connection for a short look, which leaves nothing beside the file."""
    if has_log(path) or is_interrupted(path):
        return look(path, key)
    try:
        return look(path, key, unchanging=True)
    except (dbapi2.DatabaseError, WrongPassphraseError):
        # perhaps another program was just writing what was read
        return look(path, key)


def has_log(path: Path) -> bool:
    """Say whether a write-ahead log beside the journal at `path` holds something."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def is_open(path: Path) -> bool:
    """Say whether a program has the journal at `path` open to write, or was killed while it had.

    One that only looks would else leave beside the file what such a program takes away again.
    """
    return any(path.with_name(f"{path.name}{end}").exists() for end in ("-wal", "-journal"))


def is_interrupted(path: Path) -> bool:
    """Say whether who had the journal at `path` alone was killed while it wrote, or writes now."""
    try:
        with path.with_name(f"{path.name}-journal").open("rb") as file:
            # what was written whole stays there without its beginning
            return file.read(len(_BEGUN)) == _BEGUN
    except OSError:
        return False


def unlock(path: Path, passphrase: str) -> Key:
    """Return the key that a passphrase gives the encrypted journal at `path`.

    Raises:
        WrongPassphraseError: it does not open the file, which stays as it is.
    """
    for key in vault.keys(path, passphrase):
        if opens(path, key):
            return key
    raise vault.refused()


def marks(path: Path, key: Key | None = None) -> tuple[int, int]:
    """Return application_id and user_version, read in a way that can write nothing."""
    connection = peek(path, key)
    try:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    finally:
        connection.close()
    return application_id, version


def opens(path: Path, key: Key) -> bool:
    """Say whether a key opens the file at `path`; raise as `connect` does for any other reason."""
    try:
        with refusals.told():
            peek(path, key).close()
    except WrongPassphraseError:
        return False
    return True


def _prepared(connection: Any, key: Key | None, pragmas: tuple[str, ...]) -> Any:
    try:
        if key is not None:
            _give_key(connection, key)
        for pragma in pragmas:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def _give_key(connection: Any, key: Key) -> None:
    # it would else write lines about a wrong key to the terminal
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f'PRAGMA key = "{key.literal()}"')
    # a library that cannot encrypt takes no notice of a key, and would write everything in plain
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        raise StorageError(
            _(
                "This installation cannot open encrypted journals, because a library is missing. "
                "Nothing was written; install DoseJournal again."
            )
        )
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        if error.sqlite_errorname != "SQLITE_NOTADB":
            raise
        raise vault.refused() from None
