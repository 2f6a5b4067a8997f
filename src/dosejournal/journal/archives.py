"""The archive: every row of the journal on its way out, and what one brings in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Connection
from sqlmodel import Session

from dosejournal.domain import progress
from dosejournal.domain.archives import Archive, ArchiveCounts, Row, TableRows
from dosejournal.domain.measures import shipped
from dosejournal.domain.progress import Unit
from dosejournal.journal import archive_days, archive_merge
from dosejournal.store import migrations, rows

_BEGUN = frozenset(
    {"journal_info", "measure", "choice", "reminder", "reminder_answer", "main_measure"}
    | {"card_shown"}
)
"""What a journal may have before anything is recorded."""


def gather(
    session: Session,
    now: datetime,
    program: str,
    first_day: date | None = None,
    last_day: date | None = None,
) -> Archive:
    """Return every row of the journal; with days, the entries of those and all they refer to."""
    whole = Archive(
        version=migrations.VERSION,
        exported=now.isoformat(),
        program=program,
        tables=tables(session),
        numbers=rows.numbers(session.connection()),
    )
    return archive_days.of(whole, first_day, last_day)


def tables(session: Session) -> dict[str, TableRows]:
    """Return all rows of the journal, table by table."""
    connection = session.connection()
    return {
        table.name: TableRows(rows.columns(table), rows.read(connection, table))
        for table in rows.tables()
    }


def count(session: Session, archive: Archive) -> ArchiveCounts:
    """Return how much of an archive is new to the journal; nothing is written."""
    here = tables(session)
    if _is_begun_only(here, archive):
        return _replacing(here, archive)
    return archive_merge.of(here, rows.numbers(session.connection()), archive).counts


def bring_in(session: Session, archive: Archive) -> ArchiveCounts:
    """Write all of an archive that the journal does not have yet; return how much that was.

    Where nothing was recorded yet the journal becomes the archive, with its settings.
    """
    here = tables(session)
    connection = session.connection()
    if _is_begun_only(here, archive):
        counts = _replacing(here, archive)
        if counts.changes:
            rows.clear(connection)
            _add(connection, {name: table.rows for name, table in archive.tables.items()})
            rows.keep_numbers(connection, archive.numbers)
        return counts
    merged = archive_merge.of(here, rows.numbers(connection), archive)
    _add(connection, merged.added)
    for table in rows.tables():
        rows.end(connection, table, merged.ends.get(table.name, {}))
    rows.keep_numbers(connection, merged.numbers)
    return merged.counts


def _add(connection: Connection, added: Mapping[str, Sequence[Row]]) -> None:
    """Write rows table by table, some thousands at once, and tell how many are written."""
    total = sum(map(len, added.values()))
    done = 0
    for table in rows.tables():
        new = added.get(table.name, ())
        for some in progress.pieces(new, done, total):
            rows.add(connection, table, some)
        done += len(new)
    progress.reach(total, total, Unit.STORED)


def _is_begun_only(here: dict[str, TableRows], archive: Archive) -> bool:
    """Say whether nothing was recorded yet, and no measure added that would be lost."""
    if any(table.rows for name, table in here.items() if name not in _BEGUN):
        return False
    known = {measure.key for measure in shipped()}
    known.update(map(str, archive.tables["measure"].column("key")))
    return known.issuperset(here["measure"].column("key"))


def _replacing(here: dict[str, TableRows], archive: Archive) -> ArchiveCounts:
    accepted = {}
    for name, table in archive.tables.items():
        there = set(here[name].rows)
        accepted[name] = sum(row not in there for row in table.rows)
    total = sum(archive.counts.values())
    return ArchiveCounts(
        accepted=accepted, duplicates=total - sum(accepted.values()), replaces=True
    )
