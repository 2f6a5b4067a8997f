"""A large act in a thread of its own: over a connection of its own, in one transaction.

The one exception to the rule that one thread alone touches the database: a hundred thousand rows
take seconds, in which a window would neither repaint nor hear that it is to stop.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from sqlmodel import Session, SQLModel

from dosejournal.domain import progress
from dosejournal.domain.progress import Tell
from dosejournal.store import ballast, connections, engines, files, journal_state, refusals, undo
from dosejournal.store.files import Identity
from dosejournal.store.undo import Inverse
from dosejournal.store.vault import Key

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written(Generic[T]):
    """What an act returned, what reverts it, and whether the disk was full but for its reserve."""

    result: T
    inverse: list[Inverse]
    used_reserve: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """Writes to a journal that is open elsewhere in this program.

    Nothing here opens the file but SQLite itself: whoever closes it otherwise would take its locks
    from the connection that is open already.
    """

    path: Path
    key: Key | None
    identity: Identity

    def write(self, act: Callable[[Session], T], tell: Tell) -> Written[T]:
        """Do an act, all of it or nothing; the open journal is to adopt what it gets.

        Raises:
            JournalError: the act or the disk refuses.
            Stopped: `tell` has stopped it.
        """
        used_reserve: list[bool] = []
        found = ballast.second_try(
            self.path, lambda: self._write(act, tell), lambda: used_reserve.append(True)
        )
        return Written(*found, used_reserve=bool(used_reserve))

    def _write(self, act: Callable[[Session], T], tell: Tell) -> tuple[T, list[Inverse]]:
        engine = engines.of(lambda: connections.connect(self.path, self.key))
        try:
            with refusals.told(), progress.told(tell):
                # before it waits until others have written
                progress.pause()
                with engine.connect() as connection:
                    undo.install(connection, SQLModel.metadata.sorted_tables)
                    connection.commit()
                with engines.writing(engine) as session:
                    files.check_same(self.path, self.identity)
                    result = act(session)
                    session.flush()
                    progress.pause()
                    _changes, inverse = undo.take(session.connection())
                    if inverse:
                        journal_state.count(session.connection())
                    # the last moment to stop
                    progress.pause()
                return result, inverse
        finally:
            engine.dispose()
