"""An SQLite file of another program, read in memory: nothing of it is written to any disk.

Whatever such a file brings along (triggers, views, functions of its schema) is not run. It may be
asked for the columns of its own tables and nothing else, for as long as reading a diary takes.
"""

import sqlite3
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

from dosejournal.domain import progress
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers.files import LARGEST_TEXT_BYTES, ImportFile
from dosejournal.i18n import _

MAGIC = b"SQLite format 3\x00"
MOST_ROWS = 500_000
"""What may be read of one database, all its tables together."""

_HEADER_BYTES = 100
# a file that was last written with a log says so here, and needs none to be read
_WRITTEN = 18
_WITHOUT_LOG = b"\x01\x01"
# work is counted in steps of the database's own machine, some millions of them a second. Its
# schema is read first: seven steps an entry, but each costs more the more there are of them
_SCHEMA_STEPS, _SCHEMA_STEPS_AT_ONCE = 20_000, 100
_MOST_STEPS, _STEPS_AT_ONCE = 100_000_000, 100_000
_LONGEST_CELL_BYTES = 2_000_000
# rows that all point to one long text make more of it than the file has
_MOST_CHARACTERS = LARGEST_TEXT_BYTES
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_CELL_BYTES),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 200),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 50),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
)
_ACTS = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
_FUNCTIONS = ("count", "glob")
_PRAGMAS = ("user_version", "table_info")
# how SQLite keeps what made a table of its own; a table that some module computes begins otherwise
_OWN_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql GLOB 'CREATE TABLE *'"


class ForeignTables:
    """The tables of one foreign database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        self._names = {name for (name,) in connection.execute(_OWN_TABLES)}
        self._columns: dict[str, tuple[str, ...]] = {}
        self._rows_left = MOST_ROWS
        self._characters_left = _MOST_CHARACTERS

    def has(self, table: str, *columns: str) -> bool:
        """Say whether there is a table with at least these columns.

        Raises:
            ImportFileError: the file is damaged.
        """
        return table in self._names and set(columns) <= set(self._columns_of(table))

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Mapping[str, Any]]:
        """Give the rows of a table, in its own order; a column that it lacks is None.

        Raises:
            ImportFileError: the file is damaged, or holds more than any diary.
        """
        there = self._columns_of(table)
        if not any(name in there for name in columns):
            return
        asked = ", ".join(_quoted(name) if name in there else "NULL" for name in columns)
        with _told():
            # too many are refused before the first is read, which takes a thousandth of the time
            counted = self._connection.execute(f"SELECT count(*) FROM {_quoted(table)}")  # noqa: S608
            (total,) = counted.fetchone()
            if total > self._rows_left:
                raise _too_much()
            records = self._connection.execute(f"SELECT {asked} FROM {_quoted(table)}")  # noqa: S608
            for row in progress.counted(records, total):
                self._spend(row)
                yield dict(zip(columns, row, strict=True))

    def _spend(self, row: tuple[Any, ...]) -> None:
        self._rows_left -= 1
        for cell in row:
            if isinstance(cell, (str, bytes)):
                self._characters_left -= len(cell)
        if self._rows_left < 0 or self._characters_left < 0:
            raise _too_much()

    def _columns_of(self, table: str) -> tuple[str, ...]:
        if table not in self._names:
            return ()
        if table not in self._columns:
            with _told():
                described = self._connection.execute(f"PRAGMA table_info({_quoted(table)})")
                self._columns[table] = tuple(row[1] for row in described)
        return self._columns[table]


def is_database(file: ImportFile) -> bool:
    """Say whether a file begins as an SQLite file does."""
    return file.begins_with(MAGIC)


@contextmanager
def opened(file: ImportFile) -> Generator[ForeignTables]:
    """Give the tables of a foreign database, which is read into memory.

    Raises:
        ImportFileError: it is no database, is damaged, or is too large.
    """
    content = file.content()
    if len(content) < _HEADER_BYTES or not content.startswith(MAGIC):
        raise _damaged()
    with closing(sqlite3.connect(":memory:")) as connection:
        with _told():
            connection.deserialize(
                content[:_WRITTEN] + _WITHOUT_LOG + content[_WRITTEN + len(_WITHOUT_LOG) :]
            )
            del content
            tables = _guarded(connection)
        yield tables


def _guarded(connection: sqlite3.Connection) -> ForeignTables:
    # none of this reads the schema yet, so that it is read under all of it
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA query_only = ON")
    connection.text_factory = _text
    for limit, most in _LIMITS:
        connection.setlimit(limit, most)
    connection.set_authorizer(_authorise)
    connection.set_progress_handler(
        _patience(_SCHEMA_STEPS // _SCHEMA_STEPS_AT_ONCE), _SCHEMA_STEPS_AT_ONCE
    )
    tables = ForeignTables(connection)
    connection.set_progress_handler(_patience(_MOST_STEPS // _STEPS_AT_ONCE), _STEPS_AT_ONCE)
    return tables


@contextmanager
def _told() -> Generator[None]:
    try:
        yield
    # a complaint that quotes damaged bytes cannot be made a text of
    except (sqlite3.Error, UnicodeDecodeError, OverflowError, MemoryError):
        raise _damaged() from None


def _authorise(act: int, first: str | None, second: str | None, *_where: str | None) -> int:
    may = act in _ACTS or (act == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS)
    # `GLOB` is a function to SQLite
    may = may or (act == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS)
    return sqlite3.SQLITE_OK if may else sqlite3.SQLITE_DENY


def _patience(calls: int) -> Callable[[], int]:
    left = calls

    def spent() -> int:
        nonlocal left
        left -= 1
        return left < 0

    return spent


def _text(content: bytes) -> str:
    # other programs cut texts in the midst of a letter; one such text is no reason to refuse all
    return content.decode("utf-8", "backslashreplace").replace("\x00", "")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _too_much() -> ImportFileError:
    return ImportFileError(
        _(
            "This database holds more than a diary does. Nothing was brought in; "
            "choose another file."
        )
    )


def _damaged() -> ImportFileError:
    return ImportFileError(
        _(
            "This database is damaged, cut short, locked with a password, or is none. Nothing was "
            "brought in; make the backup again and choose the new file."
        )
    )
