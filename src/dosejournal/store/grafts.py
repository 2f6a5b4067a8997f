"""A damaged file made readable: its pages, in a file that is whole and knows nothing of trees.

SQLite finds rows from page 1 down, so one bad page hides all that lies below it; and SQLCipher
reads nothing more through a connection that has met one. Here each page of the damaged file stands
in a new file with the same key, as the root of a table of its own, and pages with a broken seal
are left out. So every page that is whole can be asked for its rows, whatever happened to the rest.
"""

import shutil
import tempfile
from collections.abc import Generator, Iterator, Mapping
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
_FEW = 8
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
    _connection: Any
    _own: Any

    def count(self, table: str) -> int | None:
        """Return how many rows a table had; an index may tell it where the table cannot."""
        try:
            return int(self._own.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
        except dbapi2.DatabaseError:
            return None

    def indexed(self, table: str, number: str | None) -> Iterator[tuple[list[str], list[Row]]]:
        """Give the columns and rows that each index of a table has on its own.

        `number` is the column that is another name of the row's number: every index has it.
        """
        for _at, index, *_rest in self._told(f'PRAGMA index_list("{table}")'):
            names = [row[2] for row in self._told(f'PRAGMA index_info("{index}")')]
            names += [] if number is None or number in names else [number]
            columns = ", ".join(f'"{name}"' for name in names)
            query = f'SELECT {columns} FROM "{table}" INDEXED BY "{index}"'
            found: list[Row] = []
            for order in ("ASC", "DESC"):
                ordered = ", ".join(f'"{name}" {order}' for name in names)
                found += self._told(f"{query} ORDER BY {ordered}")
            yield names, found

    def _told(self, query: str) -> list[Row]:
        found: list[Row] = []
        _gather(self._own, query, found)
        return found

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
        query = f"SELECT rowid, * FROM p{page} ORDER BY rowid"
        if _gather(self._connection, f"{query} ASC LIMIT {most}", found):
            return found, True
        last = found[-1][0] if found else None
        backwards: list[Row] = []
        _gather(self._connection, f"{query} DESC LIMIT {most}", backwards)
        found += [row for row in reversed(backwards) if last is None or row[0] > last]
        return found, False


@contextmanager
def grafted(path: Path, key: Key | None, folder: Path) -> Generator[Graft]:
    """Give the pages of the damaged file at `path`, which is only read; copies lie in `folder`."""
    with tempfile.TemporaryDirectory(prefix=".salvage-", dir=folder) as place:
        copy = _folded(path, key, Path(place))
        pages = copy.stat().st_size // PAGE_BYTES
        whole = Path(place, "graft.db")
        _make(whole, key, pages)
        broken = _put(copy, whole, key)
        own, connection = _opened(copy, key), _opened(whole, key)
        try:
            version, roots = _schema(own)
            yield Graft(pages, broken, version, roots, connection, own)
        finally:
            own.close()
            connection.close()


def has_pages_of(path: Path, key: Key) -> bool:
    """Say whether a key fits the pages behind the first, at the beginning of an encrypted file."""
    with tempfile.TemporaryDirectory(prefix="salvage-") as place:
        few = Path(place, "few.db")
        with path.open("rb") as file:
            few.write_bytes(file.read(_FEW * PAGE_BYTES))
        pages = few.stat().st_size // PAGE_BYTES
        whole = Path(place, "graft.db")
        _make(whole, key, pages)
        return _put(few, whole, key) < pages - 1


def _gather(connection: Any, query: str, found: list[Row]) -> bool:
    try:
        # one by one: what came before the damage is kept
        found.extend(connection.execute(query))
    except dbapi2.DatabaseError:
        return False
    return True


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


def _schema(own: Any) -> tuple[int, dict[str, int]]:
    told: list[Row] = []
    _gather(own, "PRAGMA user_version", told)
    roots: list[Row] = []
    # of a schema that breaks off, what came before is good: the rest is looked for page by page
    _gather(own, "SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'", roots)
    whole = {name: root for name, root in roots if isinstance(root, int)}
    return (told[0][0] if told else 0), whole


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
    """Put every page after the first in, but for those with a broken seal; return their number.

    In their places both files have pages that hold nothing, over which no connection stumbles.
    """
    with copy.open("rb") as source, whole.open("r+b") as target:
        source.seek(PAGE_BYTES)
        before = target.read()
        target.seek(PAGE_BYTES)
        shutil.copyfileobj(source, target)
    broken = _broken(whole, key)
    for place in (whole, copy):
        with place.open("r+b") as file:
            for number in broken:
                start = (number - 1) * PAGE_BYTES
                file.seek(start)
                file.write(before[start : start + PAGE_BYTES])
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
    # a wrong letter in a note is better than no note
    connection.text_factory = lambda content: content.decode("utf-8", "replace")
    return connection
