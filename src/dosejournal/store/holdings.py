"""What the file of a journal holds, in numbers: enough to tell whether a copy is whole."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dosejournal.domain.archives import ENTRIES
from dosejournal.store import journal_state

_TABLES = """
    SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
    ORDER BY name
"""
_RECORDED = """
    SELECT list.name FROM pragma_table_list AS list JOIN pragma_table_info(list.name) AS info
    WHERE list.schema = 'main' AND list.type = 'table' AND info.name = 'recorded_at'
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """Rows by table, and what tells one state of a journal from another.

    `changes` is None in a journal from before acts were counted, `newest_at` where nothing was
    recorded yet.
    """

    rows: dict[str, int]
    marks: tuple[int, int]
    changes: int | None
    newest_at: datetime | None

    @property
    def entries(self) -> int:
        """How many entries it holds."""
        return sum(self.rows.get(table, 0) for table in ENTRIES)


def of(connection: Any) -> Holding:
    """Return what a connection sees; within a transaction, all of it at one moment."""
    names = [name for (name,) in connection.execute(_TABLES).fetchall()]
    rows = {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
        for name in names
    }
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    changes = journal_state.changes(connection) if "journal_state" in rows else None
    return Holding(rows, (application_id, version), changes, _newest_at(connection))


def _newest_at(connection: Any) -> datetime | None:
    found = []
    for (table,) in connection.execute(_RECORDED).fetchall():
        (newest,) = connection.execute(f'SELECT max(recorded_at) FROM "{table}"').fetchone()
        if newest is not None:
            found.append(datetime.fromisoformat(newest).replace(tzinfo=UTC))
    return max(found, default=None)
