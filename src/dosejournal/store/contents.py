"""What the tables of a journal hold, as hashes: to see that nothing was lost on the way."""

import hashlib
from typing import Any

# the tables of the search indexes hold no text of their own, SQLite keeps its own ones, and what
# the program keeps about the file is no part of the record
_NAMES = """
    SELECT name FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
    AND name NOT LIKE '%!_text' ESCAPE '!' AND name NOT LIKE '%!_text!_%' ESCAPE '!'
    AND name NOT IN ('draft', 'import_answer', 'journal_state')
    ORDER BY name
"""


def columns(connection: Any) -> dict[str, tuple[str, ...]]:
    """Return the columns of each table that holds what was recorded."""
    return {
        name: tuple(row[1] for row in connection.execute(f'PRAGMA table_info("{name}")'))
        for (name,) in connection.execute(_NAMES).fetchall()
    }


def hashes(connection: Any, columns: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Return the SHA-256 of all rows of these columns, table by table."""
    found = {}
    for table, names in columns.items():
        digest = hashlib.sha256()
        listed = ", ".join(f'quote("{name}")' for name in names)
        for row in connection.execute(f'SELECT {listed} FROM "{table}" ORDER BY rowid'):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
        found[table] = digest.hexdigest()
    return found
