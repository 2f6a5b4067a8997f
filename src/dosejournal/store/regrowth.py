"""A new journal that grows from rows of a damaged one, and what is done where some are missing."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dosejournal.domain import measures
from dosejournal.domain.clock import DEFAULT_DAY_START
from dosejournal.domain.measures import Measure
from dosejournal.i18n import _
from dosejournal.store import connections, migrations, refusals
from dosejournal.store.shapes import Shape
from dosejournal.store.vault import Key

_INFORMATION = (
    "INSERT INTO journal_info (id, day_starts_at, home_zone, created_at) VALUES (1, ?, ?, ?)"
)
_WITHOUT_PLAN = """
    UPDATE dose_event SET regimen_id = NULL, planned_at = NULL
    WHERE regimen_id NOT IN (SELECT id FROM regimen)
"""
_STAND_INS = {
    "substance": "INSERT OR IGNORE INTO substance "
    "(id, name, discreet_label, unit, prescribed, archived) VALUES (?, ?, '', '', 0, 0)",
    "tag": "INSERT OR IGNORE INTO tag (id, name) VALUES (?, ?)",
}
_NEAR = "SELECT zone, utc_offset_minutes FROM check_in WHERE id < ? ORDER BY id DESC LIMIT 1"
_REMOVED = "SELECT entry_id FROM revision WHERE kind = ? AND act = 'removed'"
_SEQUENCES = """
    SELECT name, max(seq) FROM (
        SELECT name, seq FROM sqlite_sequence
        UNION ALL SELECT kind, max(entry_id) FROM revision GROUP BY kind
    ) GROUP BY name
"""


def begin(path: Path, key: Key | None, version: int) -> Any:
    """Return a connection to an empty journal of this version at `path`."""
    connection = connections.connect(path, key)
    for step in migrations.STEPS[:version]:
        step(connection.execute)
    connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    # rows come in as they are found: references are looked at when all are there
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN")
    return connection


def count(connection: Any, table: str) -> int:
    """Return how many rows a table has."""
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def add(connection: Any, shape: Shape, rows: Iterable[Sequence[Any]]) -> int:
    """Add the values of rows; return how many came in: none twice, and none that cannot be."""
    before = count(connection, shape.table)
    names = ", ".join(f'"{column.name}"' for column in shape.columns)
    marks = ", ".join(
        "?" if column.default is None else f"coalesce(?, {column.default})"
        for column in shape.columns
    )
    connection.executemany(
        f'INSERT OR IGNORE INTO "{shape.table}" ({names}) VALUES ({marks})', rows
    )
    return count(connection, shape.table) - before


def piece_together(connection: Any, shape: Shape, parts: Iterable[Mapping[str, Any]]) -> int:
    """Add check-ins of which only the moment is known, so that their ratings are not lost too."""
    rows = []
    for known in parts:
        # the zone of the entry before it
        near = connection.execute(_NEAR, (known.get("id"),)).fetchone() or ("UTC", 0)
        row = {
            "zone": near[0],
            "utc_offset_minutes": near[1],
            "time_precision": "instant",
            "note": _("What was written here was lost when the file was damaged."),
            "recorded_at": known.get("at"),
            "origin": "window",
            **known,
        }
        rows.append(tuple(row.get(column.name) for column in shape.columns))
    return add(connection, shape, filter(shape.accepts, rows))


def fill_up(connection: Any, shape: Shape, backup: Any) -> int:
    """Add the rows of a table that a backup still has, but for entries removed since."""
    there = {row[1] for row in backup.execute(f'PRAGMA table_info("{shape.table}")')}
    columns = tuple(column for column in shape.columns if column.name in there)
    if not columns:
        return 0
    names = ", ".join(f'"{column.name}"' for column in columns)
    rows = backup.execute(f'SELECT {names} FROM "{shape.table}"').fetchall()
    removed = {number for (number,) in connection.execute(_REMOVED, (shape.table,))}
    kept = (row for row in rows if row[0] not in removed)
    return add(connection, Shape(shape.table, columns), kept)


def mend(connection: Any) -> dict[str, int]:
    """Give what is missing a stand-in; take out what refers to nothing, and count it by table."""
    if has(connection, "regimen"):
        # a dose was taken, though nobody knows any more for which plan
        connection.execute(_WITHOUT_PLAN)
    if not count(connection, "measure"):
        for measure in measures.shipped():
            _add_measure(connection, measure)
    for parent, value in sorted(_missing(connection)):
        _stand_in(connection, parent, value)
    left_out: Counter[str] = Counter()
    for table, row in {broken[:2] for broken in _broken(connection)}:
        connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))
        left_out[table] += 1
    return dict(left_out)


def finish(connection: Any, written_at: float) -> None:
    """Make one whole of it, and see that it is sound; `written_at` is when the file was last.

    Raises:
        DamagedJournalError: what was written is not what it should be.
    """
    if not count(connection, "journal_info"):
        _restore_information(connection, written_at)
    if has(connection, "journal_state") and not count(connection, "journal_state"):
        connection.execute("INSERT INTO journal_state (id, changes) VALUES (1, 0)")
    _raise_sequences(connection)
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys = ON")
    sound = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    if not sound or _broken(connection):
        raise refusals.damaged()
    connection.execute("PRAGMA journal_mode = DELETE")


def keep_sequence(connection: Any, table: str, number: int) -> None:
    """Never give a number again that a table once gave, though its row is gone."""
    run = connection.execute
    if run("SELECT 1 FROM sqlite_sequence WHERE name = ?", (table,)).fetchone() is None:
        run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, number))
    run("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, table))


def _raise_sequences(connection: Any) -> None:
    for table, number in connection.execute(_SEQUENCES).fetchall():
        keep_sequence(connection, table, number)


def has(connection: Any, table: str) -> bool:
    """Say whether there is such a table."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,))
    return found.fetchone() is not None


def _broken(connection: Any) -> list[tuple[str, int, str, int]]:
    rows: list[tuple[str, int, str, int]]
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    return rows


def _missing(connection: Any) -> set[tuple[str, Any]]:
    """Return which rows are referred to, but are not there: the table, and their key."""
    found = set()
    for table, row, parent, number in _broken(connection):
        references = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
        column = next(each[3] for each in references if each[0] == number)
        (value,) = connection.execute(
            f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (row,)
        ).fetchone()
        found.add((parent, value))
    return found


def _stand_in(connection: Any, parent: str, value: Any) -> None:
    if parent == "measure":
        lost = Measure(value, value, "number", minimum=None, maximum=None, better="neither")
        known = {measure.key: measure for measure in measures.shipped()}
        _add_measure(connection, known.get(value, lost))
    elif parent in _STAND_INS:
        connection.execute(_STAND_INS[parent], (value, _("Lost name {n}").format(n=value)))


def _add_measure(connection: Any, measure: Measure) -> None:
    columns = {**asdict(measure), "words": json.dumps(measure.words)}
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(f":{name}" for name in columns)
    connection.execute(f"INSERT INTO measure ({names}) VALUES ({marks})", columns)


def _restore_information(connection: Any, written_at: float) -> None:
    latest = connection.execute("SELECT zone FROM check_in ORDER BY at DESC LIMIT 1").fetchone()
    (first,) = connection.execute("SELECT min(recorded_at) FROM check_in").fetchone()
    # as SQLAlchemy writes it
    written = datetime.fromtimestamp(written_at, UTC).replace(tzinfo=None)
    created = first or written.isoformat(sep=" ", timespec="microseconds")
    minutes = DEFAULT_DAY_START.hour * 60 + DEFAULT_DAY_START.minute
    connection.execute(_INFORMATION, (minutes, latest[0] if latest else "UTC", created))
