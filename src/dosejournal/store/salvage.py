"""Saving what can be read of a damaged journal into a new one, with counts before and after."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dosejournal.domain.archives import ENTRIES
from dosejournal.errors import DamagedJournalError, JournalError
from dosejournal.i18n import _
from dosejournal.store import (
    checks,
    connections,
    files,
    grafts,
    migrations,
    refusals,
    regrowth,
    shapes,
)
from dosejournal.store.grafts import Graft, Row
from dosejournal.store.shapes import Recognition, Shape
from dosejournal.store.vault import Key


@dataclass(frozen=True, slots=True)
class Saved:
    """The rows of one table: before, where that can still be known, and now.

    Of these, some come from a backup, and of some only a part is saved; what refers to an entry
    that is lost is left out.
    """

    before: int | None
    after: int
    from_backup: int = 0
    in_part: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved into the new journal at `path`, table by table."""

    path: Path
    tables: Mapping[str, Saved]
    pages: int
    broken_pages: int
    backup: Path | None

    @property
    def entries(self) -> int:
        """How many entries are saved."""
        return sum(self.tables[table].after for table in ENTRIES if table in self.tables)

    @property
    def entries_before(self) -> int | None:
        """How many entries there were, or None where nobody knows."""
        before = [self.tables[table].before for table in ENTRIES if table in self.tables]
        known = [number for number in before if number is not None]
        return sum(known) if len(known) == len(before) else None

    @property
    def entries_from_backup(self) -> int:
        """How many of the saved entries only the backup had."""
        saved = (self.tables[table] for table in ENTRIES if table in self.tables)
        return sum(each.from_backup for each in saved)


def salvage(path: Path, key: Key | None, new_path: Path, backups: Sequence[Path] = ()) -> Salvaged:
    """Save what can be read at `path` into a new journal at `new_path`; the old file is only read.

    Rows that are lost come from the newest of the `backups` that opens, where one has them.

    Raises:
        DamagedJournalError: nothing at all can be read.
        NewerJournalError: a newer DoseJournal made it.
        JournalExistsError: there is something at the new place already.
    """
    files.check_free(new_path)
    backup = next((each for each in backups if _is_good(each, key)), None)
    with refusals.told(), grafts.grafted(path, key, new_path.parent) as graft:
        version = _version(graft, backup, key)
        with files.new(new_path, make_folder=False) as growing:
            connection = regrowth.begin(growing, key, version)
            try:
                tables = _Salvage(graft, connection, backup, key).tables()
                regrowth.finish(connection, path.stat().st_mtime)
            finally:
                connection.close()
    return Salvaged(new_path, tables, graft.pages, graft.broken, backup)


class _Salvage:
    """Brings what is found, table by table, into the new journal of a connection."""

    def __init__(
        self, graft: Graft, connection: Any, backup: Path | None, key: Key | None
    ) -> None:
        self._graft = graft
        self._connection = connection
        self._backup = backup
        self._key = key
        self._shapes = shapes.of(connection)
        self._recognition = Recognition(self._shapes)
        self._before = {shape.table: graft.count(shape.table) for shape in self._shapes}
        self._from_backup: Counter[str] = Counter()
        self._in_part: dict[Any, dict[str, Any]] = {}
        self._pieced: Counter[str] = Counter()

    def tables(self) -> dict[str, Saved]:
        """Save everything; return how many rows each table has now."""
        if regrowth.has(self._connection, "journal_state"):
            self._connection.execute("DELETE FROM journal_state")
        lost = [shape for shape in self._shapes if not self._take_tree(shape)]
        if lost:
            self._take_pages(lost)
            self._take_indexes(lost)
        if not any(regrowth.count(self._connection, shape.table) for shape in self._shapes):
            raise _no_rows()
        if lost and self._backup is not None:
            self._fill_up(lost, self._backup)
        self._piece_together()
        self._keep_sequences()
        left_out = regrowth.mend(self._connection)
        return {
            shape.table: Saved(
                self._before.get(shape.table),
                regrowth.count(self._connection, shape.table),
                self._from_backup[shape.table],
                self._pieced[shape.table],
                left_out.get(shape.table, 0),
            )
            for shape in self._shapes
        }

    def _take_tree(self, shape: Shape) -> bool:
        """Take the rows of a table as its own tree has them; say whether that was all."""
        rows, whole = self._graft.tree(self._graft.roots.get(shape.table, 0))
        fitting = [shape.values(row) for row in rows if self._recognition.fits(shape, row)]
        added = regrowth.add(self._connection, shape, fitting)
        return whole and added == len(rows)

    def _take_pages(self, lost: list[Shape]) -> None:
        """Take the rows of tables that are not whole from every page that has some."""
        for page in range(2, self._graft.pages + 1):
            found: dict[str, list[Row]] = {}
            for row in self._graft.leaf(page):
                shape = self._recognition.owner(row)
                if shape is not None and shape in lost:
                    found.setdefault(shape.table, []).append(shape.values(row))
            for shape in lost:
                if shape.table in found:
                    regrowth.add(self._connection, shape, found[shape.table])

    def _take_indexes(self, lost: list[Shape]) -> None:
        """Take the rows that an index has whole, or but for what may be empty."""
        for shape in lost:
            parts: dict[Any, dict[str, Any]] = {}
            for names, rows in self._graft.indexed(shape.table, shape.number):
                columns = tuple(each for each in shape.columns if each.name in names)
                found = [dict(zip(names, row, strict=True)) for row in rows]
                narrow = Shape(shape.table, columns)
                whole = (tuple(row[column.name] for column in columns) for row in found)
                regrowth.add(self._connection, narrow, filter(narrow.accepts, whole))
                for row in found:
                    parts.setdefault(row.get(shape.number or ""), {}).update(row)
            if shape.table == "check_in":
                self._in_part = parts

    def _piece_together(self) -> None:
        for shape in self._shapes:
            if shape.table == "check_in" and self._in_part:
                added = regrowth.piece_together(self._connection, shape, self._in_part.values())
                self._pieced[shape.table] = added

    def _fill_up(self, lost: list[Shape], backup: Path) -> None:
        source = connections.peek(backup, self._key)
        try:
            for shape in lost:
                self._from_backup[shape.table] = regrowth.fill_up(self._connection, shape, source)
            for table, count in checks.counts(source).items():
                if self._before.get(table) is None:
                    self._before[table] = count
        finally:
            source.close()

    def _keep_sequences(self) -> None:
        rows, _whole = self._graft.tree(self._graft.roots.get("sqlite_sequence", 0))
        for _row, table, number, *_rest in rows:
            if table in self._before and isinstance(number, int):
                regrowth.keep_sequence(self._connection, table, number)


def _version(graft: Graft, backup: Path | None, key: Key | None) -> int:
    """Return the version of the damaged file, as it says or as its backup does."""
    if graft.version > 0:
        migrations.check(migrations.APPLICATION_ID, graft.version)
        return graft.version
    return migrations.VERSION if backup is None else connections.marks(backup, key)[1]


def _is_good(backup: Path, key: Key | None) -> bool:
    try:
        return checks.quick(backup, key).is_sound
    except JournalError:
        return False


def _no_rows() -> DamagedJournalError:
    return DamagedJournalError(
        _(
            "Nothing can be read in this file any more, so no journal was made of it. The file "
            "was not changed; restore a backup instead."
        )
    )
