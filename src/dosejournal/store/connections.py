"""Connections to a journal file, each with the settings that keep entries safe."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

WAIT_FOR_OTHERS_SECONDS = 5.0

# reliability comes first: FULL, because a power cut may otherwise take acknowledged entries
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
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


def connect(path: Path) -> Any:
    """Return a connection that begins no transaction of its own."""
    connection = dbapi2.connect(
        str(path),
        isolation_level=None,
        check_same_thread=True,
        timeout=WAIT_FOR_OTHERS_SECONDS,
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def marks(path: Path) -> tuple[int, int]:
    """Return application_id and user_version, read in a way that can write nothing."""
    connection = dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    finally:
        connection.close()
    return application_id, version
