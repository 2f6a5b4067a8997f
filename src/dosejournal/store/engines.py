"""Engines of SQLAlchemy for journal files, and the transactions on them."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, event
from sqlcipher3 import dbapi2
from sqlmodel import Session, create_engine


def of(creator: Callable[[], Any]) -> Engine:
    """Return an engine whose one connection is made by `creator`."""
    # hide_parameters: an error's text would otherwise hold the person's notes
    engine = create_engine(
        "sqlite://",
        creator=creator,
        module=dbapi2,
        poolclass=StaticPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # the driver's own transactions leave out schema changes, so we begin them ourselves
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


@contextmanager
def writing(engine: Engine) -> Generator[Session]:
    """Give a session that has the write lock; what it did is kept when all went well."""
    # a transaction that reads first and writes later fails at once when another program writes;
    # one that takes the write lock first waits its turn
    immediate = engine.execution_options(begin="BEGIN IMMEDIATE")
    with Session(immediate, expire_on_commit=False) as session, session.begin():
        session.connection()
        yield session


def moved(connection: Connection) -> int:
    """Return how many rows this connection has ever changed."""
    driver: Any = connection.connection.driver_connection
    return int(driver.total_changes)


def data_version(connection: Connection) -> int:
    """Return a number that moves when another connection has written."""
    return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())
