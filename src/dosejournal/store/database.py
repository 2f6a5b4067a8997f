"""Opening and closing the journal file, and its transactions."""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, event
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2
from sqlmodel import Session, SQLModel, create_engine

from dosejournal.errors import JournalExistsError, NoJournalError, StorageError
from dosejournal.i18n import _
from dosejournal.store import migrations, refusals, undo

Changes = frozenset[str]

_MAGIC = b"SQLite format 3\x00"

# reliability comes first: FULL, because a power cut may otherwise take acknowledged entries
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -64000",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA fullfsync = ON",
)
_WAIT_FOR_OTHERS_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class _Step:
    label: str
    inverse: list[str]


class Database:
    """One open journal file, its transactions and its undo history."""

    def __init__(self, path: Path, *, undoable: bool = True) -> None:
        """Open the journal at `path`; raise a CannotOpenError or StorageError with the reason."""
        _check_file(path)
        self.path = path
        with refusals.told():
            self._engine = _engine(lambda: _connect(path, migrations.check))
            self._open(undoable=undoable)
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    def _open(self, *, undoable: bool) -> None:
        try:
            with self._engine.connect() as connection:
                if undoable:
                    undo.install(connection, SQLModel.metadata.sorted_tables)
                    connection.commit()
                self._seen_version = _data_version(connection)
        except BaseException:
            self._engine.dispose()
            raise

    @classmethod
    def create(cls, path: Path, fill: Callable[[Session], None]) -> None:
        """Make a new journal at `path` and let `fill` write its first rows, or leave no file."""
        _make_file(path)
        with refusals.told():
            engine = _engine(lambda: _connect(path, lambda *_marks: None))
            try:
                with _write(engine) as session:
                    migrations.create(session.connection())
                    fill(session)
            except BaseException:
                engine.dispose()
                path.unlink()
                raise
            engine.dispose()

    @contextmanager
    def read(self) -> Generator[Session]:
        """Give a session for queries."""
        with refusals.told(), Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self, label: str) -> Generator["Write"]:
        """Give a session whose changes are kept together, and can be undone together."""
        with refusals.told(), _write(self._engine) as session:
            write = Write(session)
            yield write
            session.flush()
            write.changes, inverse = _taken(session.connection())
        if inverse:
            self._done.append(_Step(label, inverse))
            self._undone.clear()

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

    def forget_undo(self) -> None:
        """Make everything so far final."""
        self._done.clear()
        self._undone.clear()

    def changed_by_others(self) -> bool:
        """Say whether another program has written since this was last asked."""
        with refusals.told(), self._engine.connect() as connection:
            version = _data_version(connection)
        changed = version != self._seen_version
        self._seen_version = version
        return changed

    def close(self) -> None:
        """Close the file."""
        try:
            # upkeep waits for nobody, and what it cannot do now the next close does: all that was
            # recorded is in the file, and an error here would say that it is not
            with suppress(StorageError), refusals.told(), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA busy_timeout = 0")
                connection.exec_driver_sql("PRAGMA optimize")
        finally:
            self._engine.dispose()

    def _move(self, source: list[_Step], target: list[_Step]) -> Changes:
        if not source:
            return frozenset()
        step = source.pop()
        with refusals.told():
            try:
                with _write(self._engine) as session:
                    connection = session.connection()
                    undo.replay(connection, step.inverse)
                    changes, inverse = undo.take(connection)
            except (IntegrityError, dbapi2.IntegrityError):
                raise undo.stale() from None
        target.append(_Step(step.label, inverse))
        return changes


class Write:
    """A write in progress; `changes` is known once it is committed."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.changes: Changes = frozenset()


@contextmanager
def _write(engine: Engine) -> Generator[Session]:
    # a transaction that reads first and writes later fails at once when another program writes;
    # one that takes the write lock first waits its turn
    immediate = engine.execution_options(begin="BEGIN IMMEDIATE")
    with Session(immediate, expire_on_commit=False) as session, session.begin():
        yield session


def _taken(connection: Connection) -> tuple[Changes, list[str]]:
    logged = connection.exec_driver_sql(
        "SELECT 1 FROM sqlite_temp_master WHERE name = 'undo_log'"
    ).first()
    return undo.take(connection) if logged else (frozenset(), [])


def _engine(creator: Callable[[], Any]) -> Engine:
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


def _connect(path: Path, check: Callable[[int, int], None]) -> Any:
    connection = dbapi2.connect(
        str(path),
        isolation_level=None,
        check_same_thread=True,
        timeout=_WAIT_FOR_OTHERS_SECONDS,
    )
    try:
        # nothing may be written to a file before it has proved to be a journal of ours
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        check(application_id, version)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def _data_version(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())


def _check_file(path: Path) -> None:
    try:
        _check_place(path)
    except OSError:
        # a folder nobody may look into, a name longer than names can be, a drive that is gone
        raise NoJournalError(
            _(
                "What is at {place} cannot be looked at. Nothing was changed; "
                "check the place, and who may look into its folder."
            ).format(place=path)
        ) from None


def _check_place(path: Path) -> None:
    if not path.parent.is_dir():
        raise NoJournalError(
            _("There is no folder at {place}. Nothing was changed; check the place.").format(
                place=path.parent
            )
        )
    if not path.exists():
        raise NoJournalError(
            _(
                "There is no journal at {place}. Nothing was changed; check the place, "
                "or make one with: dosejournal --journal FILE new"
            ).format(place=path)
        )
    if not path.is_file():
        raise refusals.not_a_journal()
    if not os.access(path, os.R_OK | os.W_OK) or not os.access(path.parent, os.W_OK):
        raise refusals.read_only()
    _check_size(path)


def _check_size(path: Path) -> None:
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise refusals.not_a_journal()
    page_size = int.from_bytes(header[16:18], "big")
    page_size = 65_536 if page_size == 1 else page_size
    pages = int.from_bytes(header[28:32], "big")
    # while a write-ahead log exists, the main file may rightly be shorter than it will be
    has_log = path.with_name(f"{path.name}-wal").exists()
    if not has_log and path.stat().st_size < pages * page_size:
        raise refusals.damaged()


def _make_file(path: Path) -> None:
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(mode=0o700, parents=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        if not path.exists():
            raise _no_place(path) from None
        raise JournalExistsError(
            _(
                "There is already a file at {place}. It was not changed; choose another name."
            ).format(place=path)
        ) from None
    except PermissionError:
        raise refusals.read_only() from None
    except OSError:
        raise _no_place(path) from None


def _no_place(path: Path) -> NoJournalError:
    return NoJournalError(
        _("No file can be made at {place}. Nothing was changed; choose another place.").format(
            place=path
        )
    )
