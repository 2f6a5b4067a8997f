"""Reading an archive of any version: line by line into the tables of the present one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from dosejournal.domain import progress
from dosejournal.domain.archives import Archive, Row, TableRows, Value
from dosejournal.domain.progress import Unit
from dosejournal.errors import ImportFileError
from dosejournal.exchange.archive import header, lines, values
from dosejournal.exchange.archive.header import Header
from dosejournal.i18n import _
from dosejournal.journal import archive_checks
from dosejournal.store import rows
from dosejournal.store.archived import Archived, Column

_HEAD_BYTES = 4096
_AT_ONCE = 2000

_Lines = dict[str, dict[Value, int]]


def recognises(content: bytes | Path) -> bool:
    """Say whether a file begins as an archive does, whole or not."""
    with lines.opened(content) as file:
        head = lines.head(file, _HEAD_BYTES)
    return head.startswith(b"{") and (b'"header"' in head or header.FORMAT.encode() in head)


def read(content: bytes | Path) -> Archive:
    """Return all that an archive holds.

    Raises:
        ImportFileError: it is no whole archive, or of a newer program; nothing of it is used.
    """
    with lines.opened(content) as file:
        numbered = lines.numbered(file)
        _number, first = next(numbered, (0, {}))
        head = header.read(first)
        with closing(Archived(head.version)) as archived:
            _check_names(head, archived)
            found = _fill(archived, numbered, head)
            tables = archived.present()
    archive = Archive(
        version=head.version,
        exported=head.exported,
        program=head.program,
        tables={
            table.name: TableRows(rows.columns(table), tables[table.name])
            for table in rows.tables()
        },
        numbers=head.numbers,
        first_day=head.first_day,
        last_day=head.last_day,
        lines=found,
    )
    archive_checks.check(archive)
    return archive


def _check_names(head: Header, archived: Archived) -> None:
    # every table of its version is named, with 0 where it has no row
    if head.counts.keys() != archived.tables.keys() or head.numbers.keys() - head.counts.keys():
        raise header.no_archive()


def _fill(
    archived: Archived, numbered: Iterator[tuple[int, dict[str, Any]]], head: Header
) -> _Lines:
    """Put the rows of all lines in; return which line each of them stands on."""
    left = Counter(head.counts)
    keys = {name: _key(columns) for name, columns in archived.tables.items()}
    readers = {name: values.reader(columns) for name, columns in archived.tables.items()}
    found: _Lines = {name: {} for name in archived.tables}
    waiting: dict[str, list[Row]] = {}
    for number, line in progress.counted(numbered, sum(left.values()), Unit.LINES):
        name = line["type"] if isinstance(line.get("type"), str) else ""
        if name not in readers:
            raise _unknown(number)
        try:
            row = readers[name](line)
        except (ValueError, OverflowError):
            raise lines.broken(number) from None
        left[name] -= 1
        key = keys[name]
        if key is not None:
            found[name][row[key]] = number
        batch = waiting.setdefault(name, [])
        batch.append(row)
        if len(batch) == _AT_ONCE:
            archived.add(name, batch)
            batch.clear()
    if any(left.values()):
        raise _not_whole()
    for name, batch in waiting.items():
        archived.add(name, batch)
    return found


def _key(columns: Mapping[str, Column]) -> int | None:
    """Return the place of the column that alone names a row, where there is one."""
    places = [place for place, column in enumerate(columns.values()) if column.place]
    return places[0] if len(places) == 1 else None


def _unknown(number: int) -> ImportFileError:
    return ImportFileError(
        _(
            "Line {n} of this archive is of a kind that no journal of its version has. "
            "Nothing was brought in; choose another copy of it."
        ).format(n=number)
    )


def _not_whole() -> ImportFileError:
    return ImportFileError(
        _(
            "This archive has not as many lines as its first line says: it was cut short or "
            "changed. Nothing was brought in; choose another copy of it."
        )
    )
