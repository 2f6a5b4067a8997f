"""Rows as the file stores them: read and written whole, table by table, without conversions."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, text, type_coerce, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import NullType
from sqlmodel import SQLModel

Row = tuple[Any, ...]

_NUMBERS = text("SELECT name, seq FROM sqlite_sequence")
_RAISE = text("UPDATE sqlite_sequence SET seq = :seq WHERE name = :name AND seq < :seq")
_BEGIN = text(
    "INSERT INTO sqlite_sequence (name, seq) SELECT :name, :seq "
    "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :name)"
)


def tables() -> list[Table]:
    """Return all tables of a journal; those that others refer to come first."""
    return SQLModel.metadata.sorted_tables


def columns(table: Table) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    return tuple(column.name for column in table.columns)


def read(connection: Connection, table: Table) -> tuple[Row, ...]:
    """Return all rows of a table in the order in which they were written."""
    # without a type nothing is converted: what is stored comes out
    raw = [type_coerce(column, NullType()) for column in table.columns]
    query = select(*raw).order_by(text("rowid"))
    return tuple(tuple(row) for row in connection.execute(query))


def add(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Write rows as they are."""
    if rows:
        # hundreds of thousands of plain values: the driver takes them as they are
        connection.exec_driver_sql(insertion(table), list(rows))


def insertion(table: Any) -> str:
    """Return the statement that inserts a row of a table, a question mark a column."""
    return str(insert(table).compile(dialect=sqlite.dialect(paramstyle="qmark")))


def clear(connection: Connection) -> None:
    """Take every row out."""
    for table in reversed(tables()):
        connection.execute(delete(table))


def numbers(connection: Connection) -> dict[str, int]:
    """Return the last number given in each table that never gives one again."""
    return {name: int(seq) for name, seq in connection.execute(_NUMBERS)}


def keep_numbers(connection: Connection, last: Mapping[str, int]) -> None:
    """Let no number up to these be given again."""
    for name, seq in last.items():
        for statement in (_RAISE, _BEGIN):
            connection.execute(statement, {"name": name, "seq": seq})


def end(connection: Connection, table: Table, ends: Mapping[int, str]) -> None:
    """Let rows with these numbers end at these times on the wall."""
    for number, ends_at in ends.items():
        connection.execute(update(table).where(table.c.id == number).values(ends_at=ends_at))
