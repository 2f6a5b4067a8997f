"""An SQLite file of another program, read in memory: nothing of it is written to any disk.

Whatever such a file brings along (triggers, views, functions of its schema) is not run. It may be
asked for the columns of its own tables and nothing else, for as long as reading a diary takes.
"""

import sqlite3
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.i18n import _

MAGIC = b"SQLite format 3\x00"

_HEADER_BYTES = 100
# a file that was last written with a log says so here, and needs none to be read
_WRITTEN, _READ = 18, 19
_STEPS_AT_ONCE = 100_000
# some seconds of work: a diary of many years takes a tenth
_MOST_STEPS = 200_000_000
_LONGEST_CELL_BYTES = 2_000_000
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION)
_FUNCTIONS = ("count", "min", "max", "typeof")


class ForeignTables:
    """The tables of one foreign database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        self._columns = {name: self._columns_of(name) for (name,) in names.fetchall()}

    def has(self, table: str, *columns: str) -> bool:
        """Say whether there is a table with at least these columns."""
        return table in self._columns and set(columns) <= set(self._columns[table])

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Mapping[str, Any]]:
        """Give the rows of a table, in its own order; a column that it lacks is None.

        Raises:
            ImportFileError: the file is damaged, or keeps reading busy without end.
        """
        there = [name for name in columns if name in self._columns.get(table, ())]
        if not there:
            return
        asked = ", ".join(_quoted(name) for name in there)
        empty = dict.fromkeys(columns)
        with _told():
            for row in self._connection.execute(f"SELECT {asked} FROM {_quoted(table)}"):  # noqa: S608
                yield {**empty, **dict(zip(there, row, strict=True))}

    def _columns_of(self, table: str) -> tuple[str, ...]:
        described = self._connection.execute(f"PRAGMA table_info({_quoted(table)})")
        return tuple(row[1] for row in described)


def is_database(file: ImportFile) -> bool:
    """Say whether a file begins as an SQLite file does."""
    return file.begins_with(MAGIC)


@contextmanager
def opened(file: ImportFile) -> Generator[ForeignTables]:
    """Give the tables of a foreign database, which is read into memory.

    Raises:
        ImportFileError: it is no database, is damaged, or is too large.
    """
    content = bytearray(file.content())
    if len(content) < _HEADER_BYTES or not content.startswith(MAGIC):
        raise _damaged()
    content[_WRITTEN] = content[_READ] = 1
    with closing(sqlite3.connect(":memory:")) as connection:
        with _told():
            connection.deserialize(bytes(content))
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("PRAGMA query_only = ON")
            connection.text_factory = _text
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_CELL_BYTES)
            connection.set_progress_handler(_patience(), _STEPS_AT_ONCE)
            tables = ForeignTables(connection)
            connection.set_authorizer(_authorise)
        yield tables


@contextmanager
def _told() -> Generator[None]:
    try:
        yield
    except (sqlite3.Error, OverflowError, MemoryError):
        raise _damaged() from None


def _authorise(act: int, first: str | None, second: str | None, *_where: str | None) -> int:
    if act == sqlite3.SQLITE_FUNCTION and second not in _FUNCTIONS:
        return sqlite3.SQLITE_DENY
    del first
    return sqlite3.SQLITE_OK if act in _ALLOWED else sqlite3.SQLITE_DENY


def _patience() -> Callable[[], int]:
    left = _MOST_STEPS // _STEPS_AT_ONCE

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


def _damaged() -> ImportFileError:
    return ImportFileError(
        _(
            "This database is damaged, cut short, or is none. Nothing was brought in; make the "
            "backup again and choose the new file."
        )
    )
