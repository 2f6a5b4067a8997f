"""Opening and closing the journal file, and its transactions."""

from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2
from sqlmodel import Session, SQLModel

from dosejournal.errors import StaleUndoError, StorageError
from dosejournal.store import (
    connections,
    drafts,
    engines,
    files,
    journal_state,
    migrations,
    places,
    reading,
    refusals,
    undo,
    unfinished,
    upgrades,
    vault,
)
from dosejournal.store.aside import Aside, Written
from dosejournal.store.places import Place
from dosejournal.store.undo import Inverse
from dosejournal.store.vault import Key

Changes = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Step:
    label: str
    inverse: list[Inverse]


class Database:
    """One open journal file, its transactions and its undo history."""

    def __init__(
        self,
        path: Path,
        key: Key | None = None,
        *,
        undoable: bool = True,
        only_read: bool = False,
        place: Place | None = None,
    ) -> None:
        """Open the journal at `path`; raise a CannotOpenError or StorageError with the reason.

        One that is encrypted needs its key, which `connections.unlock` makes of a passphrase.
        With `only_read` nothing is written, not even beside the file, and every act is refused;
        in a `place` where several programs cannot share a file, it keeps all others out.
        """
        self.path = path
        self.key = key
        self.place = places.kind(path) if place is None else place
        self.only_read_because: tuple[str, ...] = ()
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        alone = self.place is not Place.LOCAL
        self._patience = 0.0 if alone else connections.WAIT_FOR_OTHERS_SECONDS
        files.check(path, reading=only_read)
        with refusals.told(alone=alone):
            if key is None and vault.is_sealed(path):
                raise vault.asked()
            if only_read:
                self._sight = reading.sight(path)
                self._engine = engines.of(lambda: reading.look(path, key))
            else:
                unfinished.mend(path)
                _bring_up_to_date(path, key, alone=alone)
                self._engine = engines.of(lambda: connections.connect(path, key, alone=alone))
            self._open(undoable=undoable and not only_read, only_read=only_read)

    def _open(self, *, undoable: bool, only_read: bool) -> None:
        try:
            with self._engine.connect() as connection:
                if undoable:
                    undo.install(connection, SQLModel.metadata.sorted_tables)
                    connection.commit()
                if only_read:
                    driver = connection.connection.driver_connection
                    self.only_read_because = reading.sentences(self.path, driver)
                self._seen_version = engines.data_version(connection)
                # what every act looks for again: who writes in a file that has lost its name, or
                # beside a log that others took away, writes for nobody
                self._identity = files.identity(self.path)
        except BaseException:
            self._engine.dispose()
            raise

    @classmethod
    def create(
        cls,
        path: Path,
        fill: Callable[[Session], None],
        *,
        key: Key | None = None,
        make_folder: bool = False,
    ) -> None:
        """Make a new journal at `path` and let `fill` write its first rows, or leave no file.

        With a key it is encrypted from its first byte; without one everybody can read it.
        """
        with files.new(path, make_folder=make_folder) as growing, refusals.told():
            engine = engines.of(lambda: connections.connect(growing, key))
            try:
                with engines.writing(engine) as session:
                    migrations.create(session.connection())
                    fill(session)
            finally:
                engine.dispose()

    @contextmanager
    def read(self) -> Generator[Session]:
        """Give a session for queries."""
        told = reading.told if self.only_read_because else refusals.told
        with told(), Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(
        self, label: str, *, undoable: bool = True, waits: bool = True
    ) -> Generator["Write"]:
        """Give a session whose changes are kept together, and can be undone together.

        What the program keeps for itself is no act of the person, and not `undoable`. What is
        tried again anyway need not wait until another program has written.
        """
        if self.only_read_because:
            raise reading.refused(self.only_read_because[0])
        patience = nullcontext() if waits else self._impatient()
        with refusals.told(), patience, engines.writing(self._engine) as session:
            files.check_same(self.path, self._identity)
            write = Write(session)
            moved = engines.moved(session.connection())
            yield write
            session.flush()
            write.changes, inverse = _taken(session.connection())
            if undoable and engines.moved(session.connection()) > moved:
                journal_state.count(session.connection())
        if inverse and undoable:
            self._done.append(_Step(label, inverse))
            self._undone.clear()
        self._forget_deleted(inverse, at_once=drafts.are_dropped(session))

    def hold(self, why: str) -> None:
        """Write nothing more: every act is refused from now on, with this sentence."""
        self._sight = reading.sight(self.path)
        self.only_read_because = (why,)
        self._done.clear()
        self._undone.clear()

    def aside(self) -> Aside | None:
        """Return what another thread writes with; None where none but this one may."""
        if self.only_read_because or self.place is not Place.LOCAL:
            return None
        return Aside(self.path, self.key, self._identity)

    def adopt(self, label: str, written: Written[Any]) -> None:
        """Take what was written aside for an act of this window: one step to be undone."""
        if written.inverse:
            self._done.append(_Step(label, written.inverse))
            self._undone.clear()
        self._forget_deleted(written.inverse)

    @contextmanager
    def lent(self) -> Generator[Any]:
        """Give the driver's own connection, for who copies the journal and can open no second."""
        with refusals.told(), self._engine.connect() as connection:
            yield connection.connection.driver_connection

    @property
    def table_names(self) -> Changes:
        """The names of all tables, as `changes` gives them."""
        return frozenset(SQLModel.metadata.tables)

    @property
    def undo_label(self) -> str | None:
        """The name of the step that undo would revert."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """The name of the step that redo would do again."""
        return self._undone[-1].label if self._undone else None

    def undo(self) -> Changes:
        """Revert the last step.

        Raises:
            StaleUndoError: another program has changed its rows; the step is then forgotten.
        """
        return self._move(self._done, self._undone)

    def redo(self) -> Changes:
        """Do the last undone step again; raises as `undo` does."""
        return self._move(self._undone, self._done)

    def changed_by_others(self) -> bool:
        """Say whether another program has written since this was last asked."""
        if self.only_read_because:
            return self._look_again()
        with refusals.told(), self._engine.connect() as connection:
            version = engines.data_version(connection)
        changed = version != self._seen_version
        self._seen_version = version
        return changed

    def close(self) -> None:
        """Close the file."""
        # without PRAGMA optimize, which would keep samples of what is indexed: also of names and
        # tags that were removed since
        self._engine.dispose()
        # a window that is just going may ask once more, which must not open the file again
        self._engine = engines.of(refusals.refuse_closed)

    def _look_again(self) -> bool:
        # nothing tells of others who write a file that is only looked at, but its own state
        sight = reading.sight(self.path)
        changed, self._sight = sight != self._sight, sight
        if changed:
            self._engine.dispose()
        return changed

    @contextmanager
    def _impatient(self) -> Generator[Callable[[str], Any]]:
        """Wait for no other program meanwhile; gives what runs a statement on the driver."""
        with self._engine.connect() as connection:
            run = connection.connection.cursor().execute
            run("PRAGMA busy_timeout = 0")
            try:
                yield run
            finally:
                run(f"PRAGMA busy_timeout = {self._patience * 1000:.0f}")

    def _move(self, source: list[_Step], target: list[_Step]) -> Changes:
        if not source:
            return frozenset()
        step = source[-1]
        with refusals.told():
            try:
                with engines.writing(self._engine) as session:
                    files.check_same(self.path, self._identity)
                    connection = session.connection()
                    changes, inverse = undo.replay(connection, step.inverse)
                    journal_state.count(connection)
            except (IntegrityError, dbapi2.IntegrityError, StaleUndoError):
                source.pop()
                raise undo.stale() from None
        # only now: a full disk or a busy file leaves the step to be tried again
        source.pop()
        target.append(_Step(step.label, inverse))
        self._forget_deleted(inverse)
        return changes

    def _forget_deleted(self, inverse: list[Inverse], *, at_once: bool = False) -> None:
        # what a statement would bring back was deleted: its text must leave the log on the disk
        # too. This waits for nobody: a log in use is emptied at the latest when the file closes.
        # The act itself is committed, and a refusal here would say that it is not
        if at_once or any(each.statement.startswith("INSERT") for each in inverse):
            with suppress(StorageError), refusals.told(), self._impatient() as run:
                run("PRAGMA wal_checkpoint(TRUNCATE)")


class Write:
    """A write in progress; `changes` is known once it is committed."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.changes: Changes = frozenset()


def _bring_up_to_date(path: Path, key: Key | None, *, alone: bool) -> None:
    _application_id, version = marks = connections.marks(path, key)
    migrations.check(*marks)
    if version < migrations.VERSION:
        upgrades.upgrade(path, key, version, alone=alone)


def _taken(connection: Connection) -> tuple[Changes, list[Inverse]]:
    logged = connection.exec_driver_sql(
        "SELECT 1 FROM sqlite_temp_master WHERE name = 'undo_log'"
    ).first()
    return undo.take(connection) if logged else (frozenset(), [])
