"""A damaged file made readable: its pages, in a file that is whole and knows nothing of trees.

SQLite finds rows from page 1 down, so one bad page hides all that lies below it; and SQLCipher
reads nothing more through a connection that has met one. Here each page of the damaged file stands
in a new file with the same key, as the root of a table of its own, and pages with a broken seal
are left out. So every page that is whole can be asked for its rows, whatever happened to the rest.
"""

import shutil
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from dosejournal.store.vault import Key

PAGE_BYTES = 4096
MOST_COLUMNS = 24

_COMPANIONS = ("", "-wal", "-journal")
# a row takes six bytes at the least
_MOST_IN_A_PAGE = PAGE_BYTES // 6
_MOST_FILLING = 100_000_000
_COLUMNS = ", ".join(f"c{number}" for number in range(MOST_COLUMNS))
_ROOT = (
    "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) "
    f"VALUES ('table', 'p' || ?1, 'p' || ?1, ?1, 'CREATE TABLE p' || ?1 || ' ({_COLUMNS})')"
)

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Graft:
    """The pages of a damaged file, and what its own page 1 and schema still tell, if anything."""

    pages: int
    broken: int
    version: int
    roots: Mapping[str, int]
    counts: Mapping[str, int]
    _connection: Any

    def tree(self, root: int) -> tuple[list[Row], bool]:
        """Return the rows in and below a page, each after its number, and whether that is all.

        Past the first page that cannot be read, rows come from the other end.
        """
        if not 1 < root <= self.pages:
            return [], False
        return self._rows(root, -1)

    def leaf(self, page: int) -> list[Row]:
        """Return the rows of one page; those below it are found in pages of their own."""
        return self._rows(page, _MOST_IN_A_PAGE)[0]

    def _rows(self, page: int, most: int) -> tuple[list[Row], bool]:
        found: list[Row] = []
        if self._gather(page, f"ASC LIMIT {most}", found):
            return found, True
        last = found[-1][0] if found else None
        backwards: list[Row] = []
        self._gather(page, f"DESC LIMIT {most}", backwards)
        found += [row for row in reversed(backwards) if last is None or row[0] > last]
        return found, False

    def _gather(self, page: int, order: str, found: list[Row]) -> bool:
        try:
            # one by one: what came before the damage is kept
            found.extend(
                self._connection.execute(f"SELECT rowid, * FROM p{page} ORDER BY rowid {order}")
            )
        except dbapi2.DatabaseError:
            return False
        return True


@contextmanager
def grafted(path: Path, key: Key | None, folder: Path) -> Generator[Graft]:
    """Give the pages of the damaged file at `path`, which is only read; copies lie in `folder`."""
    with tempfile.TemporaryDirectory(prefix=".salvage-", dir=folder) as place:
        copy = _folded(path, key, Path(place))
        version, roots = _schema(copy, key)
        counts = {table: _counted(copy, key, table) for table in roots}
        pages = copy.stat().st_size // PAGE_BYTES
        whole = Path(place, "graft.db")
        _make(whole, key, pages)
        broken = _put(copy, whole, key)
        connection = _opened(whole, key)
        # a wrong letter in a note is better than no note
        connection.text_factory = lambda content: content.decode("utf-8", "replace")
        try:
            known = {table: count for table, count in counts.items() if count is not None}
            yield Graft(pages, broken, version, roots, known, connection)
        finally:
            connection.close()


def _folded(path: Path, key: Key | None, folder: Path) -> Path:
    """Return a copy with whole pages, and with what the log beside it holds."""
    copy = folder / "damaged.db"
    for end in _COMPANIONS:
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{path}{end}", f"{copy}{end}")
    with copy.open("r+b") as file:
        size = file.seek(0, 2)
        file.truncate(max(1, -(-size // PAGE_BYTES)) * PAGE_BYTES)
    if not _fold(copy, key):
        # without a page 1 that can be read, not even the log is: any other one does
        first = folder / "first.db"
        _make(first, key, 1)
        with copy.open("r+b") as file:
            file.write(first.read_bytes()[:PAGE_BYTES])
        _fold(copy, key)
    return copy


def _fold(copy: Path, key: Key | None) -> bool:
    try:
        connection = _opened(copy, key)
        try:
            connection.execute("PRAGMA user_version").fetchone()
        finally:
            # the last one to leave brings the log into the file
            connection.close()
    except dbapi2.DatabaseError:
        return False
    return True


def _schema(copy: Path, key: Key | None) -> tuple[int, dict[str, int]]:
    roots: dict[str, int] = {}
    version = 0
    connection = _opened(copy, key)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        roots.update(
            connection.execute("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'")
        )
    except dbapi2.DatabaseError:
        # what came before is as good as all of it: the rest is looked for page by page
        pass
    finally:
        connection.close()
    return version, roots


def _counted(copy: Path, key: Key | None, table: str) -> int | None:
    """Return how many rows a table has; an index may tell where the table cannot."""
    connection = _opened(copy, key)
    try:
        (count,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    except dbapi2.DatabaseError:
        return None
    finally:
        connection.close()
    return int(count)


def _make(whole: Path, key: Key | None, pages: int) -> None:
    """Make a file of at least so many pages, in which each after the first is the root of one."""
    connection = _opened(whole, key)
    try:
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TABLE filling (bytes)")
        missing = pages * PAGE_BYTES
        while missing > 0:
            filling = min(missing, _MOST_FILLING)
            connection.execute("INSERT INTO filling VALUES (zeroblob(?))", (filling,))
            missing -= filling
        connection.execute("BEGIN")
        connection.executemany(_ROOT, ((number,) for number in range(2, pages + 1)))
        connection.execute("COMMIT")
    finally:
        connection.close()


def _put(copy: Path, whole: Path, key: Key | None) -> int:
    """Put every page after the first in, but for those with a broken seal; return their number."""
    with copy.open("rb") as source, whole.open("r+b") as target:
        source.seek(PAGE_BYTES)
        before = target.read()
        target.seek(PAGE_BYTES)
        shutil.copyfileobj(source, target)
    broken = _broken(whole, key)
    with whole.open("r+b") as target:
        for number in broken:
            start = (number - 1) * PAGE_BYTES
            target.seek(start)
            target.write(before[start : start + PAGE_BYTES])
    return len(broken)


def _broken(whole: Path, key: Key | None) -> list[int]:
    connection = _opened(whole, key)
    try:
        told = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    finally:
        connection.close()
    # "HMAC verification failed for page 17"
    return [int(sentence.rpartition(" ")[2]) for (sentence,) in told]


def _opened(path: Path, key: Key | None) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f'PRAGMA key = "{key.literal()}"')
    # a schema of which a part is missing, and a file shorter than it says, are read all the same
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection
