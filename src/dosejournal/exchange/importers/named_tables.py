"""Tables whose columns a program names: found by the names, read by the names."""

from collections.abc import Callable, Iterable
from weakref import WeakKeyDictionary

from dosejournal.domain.imports import Answers, Question
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import tables, texts
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.json_records import Unknown
from dosejournal.exchange.importers.rows import Row, compact, named, required

Fits = Callable[[tuple[str, ...]], bool]
"""Says of the folded names of the columns whether they are those of a program."""

_LOOKED_AT = 20_000
# several importers look at a file until one of them takes it
_BEGINNINGS: WeakKeyDictionary[ImportFile, str] = WeakKeyDictionary()


class NamedTable:
    """The records of a file, with cells by the folded names of their columns."""

    def __init__(self, table: tables.Table) -> None:
        self.table = table
        self.header = table.written_header
        self._places = {name: place for place, name in enumerate(table.header)}

    def __contains__(self, name: str) -> bool:
        return name in self._places

    @property
    def names(self) -> tuple[str, ...]:
        """The folded names of the columns."""
        return self.table.header

    def written(self, name: str) -> str:
        """Return the name of a column as the file writes it."""
        return self.header[self._places[name]] if name in self._places else name

    def cell(self, row: Row, name: str) -> str:
        """Return the stripped cell of a column; an empty text where there is none."""
        place = self._places.get(name)
        return "" if place is None or place >= len(row.cells) else row.cells[place].strip()

    def needed(self, row: Row, name: str) -> str:
        """Return the stripped cell of a column.

        Raises:
            RowError: it is empty.
        """
        return required(self.cell(row, name), self.written(name))

    def picker(self, names: Iterable[str]) -> Callable[[Row], list[str]]:
        """Return what gives the stripped cells of these columns of a record, all at once."""
        places = [self._places.get(name, tables.MOST_COLUMNS) for name in names]

        def pick(row: Row) -> list[str]:
            cells = row.cells
            n = len(cells)
            return [cells[place].strip() if place < n else "" for place in places]

        return pick

    def values(self, name: str) -> list[str]:
        """Return the non-empty cells of a column, stripped."""
        return self.table.column(self._places[name]) if name in self._places else []

    def raw(self, row: Row) -> str:
        """Return a record as it is kept beside what was made of it."""
        return compact(named(self.header, row.cells))

    def others(self, known: Iterable[str]) -> tuple[str, ...]:
        """Return the folded names of the columns that are none of these."""
        return tuple(name for name in self.names if name not in known)

    def count(self, row: Row, names: Iterable[str], unknown: Unknown) -> None:
        """Count what a record has in columns that have no place in a journal."""
        for name in names:
            if self.cell(row, name):
                unknown.add(self.written(name) or name)


def recognised(file: ImportFile, fits: Fits) -> bool:
    """Say whether a file begins as a table with such columns; nothing is raised."""
    try:
        return not file.is_archive() and fits_text(_beginning(file), fits)
    except ImportFileError:
        return False


def fits_text(text: str, fits: Fits) -> bool:
    """Say whether a text begins as a table with such columns; nothing is raised."""
    try:
        return _delimiter(text[:_LOOKED_AT], fits) is not None
    except ImportFileError:
        return False


def read(
    content: bytes, answers: Answers, fits: Fits, refusal: str
) -> tuple[NamedTable, tuple[Question, ...]]:
    """Return the table that these bytes hold, and the question of their encoding, if any.

    Raises:
        ImportFileError: they hold no table, or other columns: then in the words of `refusal`.
    """
    text, asked = texts.decoded(content, answers)
    sign = _delimiter(text, fits)
    if sign is None:
        raise ImportFileError(refusal)
    return NamedTable(tables.read(text, sign)), asked


def _delimiter(text: str, fits: Fits) -> str | None:
    found = tables.delimiter(text, lambda table: fits(table.header))
    return None if found is None else found[0]


def _beginning(file: ImportFile) -> str:
    if file not in _BEGINNINGS:
        try:
            text, _asked = texts.decoded(file.content(), Answers(zone="UTC"))
        except ImportFileError:
            # it is no text, and that is looked for once
            text = ""
        _BEGINNINGS[file] = text[:_LOOKED_AT]
    return _BEGINNINGS[file]
