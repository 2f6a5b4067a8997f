"""The rows of an archive in memory: from the version that wrote them to the present one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy
from sqlcipher3 import dbapi2

from dosejournal.errors import ImportFileError
from dosejournal.i18n import _
from dosejournal.store import contents, migrations, rows
from dosejournal.store.rows import Row

_FOR_SEARCHING = """
    SELECT type, name, sql FROM sqlite_master
    WHERE type = 'trigger' OR (type = 'index' AND sql LIKE 'CREATE INDEX %')
"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table as its version knew it; `place` is that in the key, from 1."""

    kind: str
    is_required: bool
    place: int


class Archived:
    """A database in memory, in the schema of a version, that an archive's rows are put into."""

    def __init__(self, version: int) -> None:
        self._version = version
        self._connection: Any = dbapi2.connect(":memory:", isolation_level=None)
        for step in migrations.STEPS[:version]:
            step(self._connection.execute)
        self.tables: dict[str, dict[str, Column]] = {
            table: self._columns(table) for table in contents.columns(self._connection)
        }
        # nobody searches here; the steps that follow may expect what is for searching
        self._aside = self._connection.execute(_FOR_SEARCHING).fetchall()
        for kind, name, _statement in self._aside:
            self._connection.execute(f'DROP {kind} "{name}"')
        self._connection.execute("BEGIN")

    def _columns(self, table: str) -> dict[str, Column]:
        query = f'PRAGMA table_info("{table}")'
        return {
            name: Column(kind, bool(required), place)
            for _id, name, kind, required, _default, place in self._connection.execute(query)
        }

    def add(self, table: str, added: Sequence[Row]) -> None:
        """Put rows in, their values in the order of the columns.

        Raises:
            ImportFileError: they are no rows of a journal, or some are there already.
        """
        loose = sqlalchemy.table(table, *map(sqlalchemy.column, self.tables[table]))
        try:
            self._connection.executemany(rows.insertion(loose), added)
        except (dbapi2.Error, UnicodeEncodeError, OverflowError):
            raise misfit() from None

    def present(self) -> dict[str, tuple[Row, ...]]:
        """Return the rows of every table as the present version has them, table by table.

        Raises:
            ImportFileError: a row refers to one that is not there.
        """
        run = self._connection.execute
        if run("PRAGMA foreign_key_check").fetchone() is not None:
            raise misfit()
        steps = migrations.STEPS[self._version :]
        for _kind, _name, statement in self._aside if steps else ():
            run(statement)
        for step in steps:
            step(run)
        return {table.name: self._rows(table) for table in rows.tables()}

    def _rows(self, table: sqlalchemy.Table) -> tuple[Row, ...]:
        loose = sqlalchemy.table(table.name, *map(sqlalchemy.column, rows.columns(table)))
        query = sqlalchemy.select(loose).order_by(sqlalchemy.text("rowid"))
        return tuple(self._connection.execute(str(query)))

    def close(self) -> None:
        """Forget all of it."""
        self._connection.close()


def misfit() -> ImportFileError:
    """Return the error for lines that together make no journal."""
    return ImportFileError(
        _(
            "Something in this archive does not fit into a journal: it was changed after it was "
            "written, or damaged. Nothing was brought in; choose another copy of it."
        )
    )


def newer() -> ImportFileError:
    """Return the error for an archive of a version that is not known yet."""
    return ImportFileError(
        _(
            "This archive was made by a newer DoseJournal. Nothing was brought in; "
            "update the program and bring it in again."
        )
    )


def check_version(version: int) -> None:
    """Raise unless an archive of this version can be read.

    Raises:
        ImportFileError: it is newer than this program.
    """
    if version > migrations.VERSION:
        raise newer()
