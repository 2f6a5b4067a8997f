"""Writing what a file brings in, by the thousand."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Table, insert, text
from sqlmodel import Session, SQLModel, col, select

from dosejournal.domain.clock import Moment
from dosejournal.domain.imports import ImportedCheckIn, ImportedDose
from dosejournal.journal import import_matches, moments, substances
from dosejournal.journal.import_matches import Completion
from dosejournal.store import undo
from dosejournal.store.tables import CheckIn, CheckInTag, DoseEvent, Tag

ORIGIN = "import"
"""The origin of every entry that was brought in."""

_INSERT_RATING = (
    "INSERT INTO rating (check_in_id, measure, value, raw_value, raw_minimum, raw_maximum, "
    "raw_text) VALUES (?, ?, ?, ?, ?, ?, ?)"
)

_Numbered = Sequence[tuple[int, ImportedCheckIn | Completion]]


def write_check_ins(
    session: Session, now: datetime, source: str, entries: Sequence[ImportedCheckIn]
) -> None:
    """Write new check-ins with their ratings and tags."""
    first_id = _next_id(session, CheckIn)
    numbered = list(enumerate(entries, start=first_id))
    _insert(
        session,
        CheckIn,
        [
            {
                "id": entry_id,
                **_columns(entry.moment, now),
                "note": entry.note,
                "mood_word": entry.mood_word,
                "source": source,
                "source_key": entry.source_key,
                "source_row": entry.source_row,
            }
            for entry_id, entry in numbered
        ],
    )
    _write_ratings(session, numbered)
    _write_tags(session, numbered)


def complete(session: Session, now: datetime, completions: Sequence[Completion]) -> None:
    """Write beside check-ins of the journal what a file says of their moments."""
    import_matches.complete(session, now, completions)
    numbered = [(completion.before.id, completion) for completion in completions]
    _write_ratings(session, numbered)
    _write_tags(session, numbered)


def _write_ratings(session: Session, numbered: _Numbered) -> None:
    ratings = [
        (
            entry_id,
            rating.measure,
            rating.value,
            rating.raw_value,
            rating.raw_minimum,
            rating.raw_maximum,
            rating.raw_text,
        )
        for entry_id, entry in numbered
        for rating in entry.ratings
    ]
    _add(session, SQLModel.metadata.tables["rating"], _INSERT_RATING, ratings)


def _write_tags(session: Session, numbered: _Numbered) -> None:
    tag_ids = _tag_ids(session, (tag for _entry_id, entry in numbered for tag in entry.tags))
    _insert(
        session,
        CheckInTag,
        [
            {"check_in_id": entry_id, "tag_id": tag_id}
            for entry_id, entry in numbered
            for tag_id in dict.fromkeys(tag_ids[tag.casefold()] for tag in entry.tags)
        ],
    )


def write_doses(
    session: Session, now: datetime, source: str, entries: Sequence[ImportedDose]
) -> None:
    """Write new doses; a substance that is new by its name is added."""
    units: dict[str, tuple[str, str]] = {}
    for entry in entries:
        name, unit = units.get(entry.substance.casefold(), (entry.substance, ""))
        units[entry.substance.casefold()] = (name, unit or entry.unit)
    ids = {
        folded: substances.ensure(session, name, unit, by_label=False).id
        for folded, (name, unit) in units.items()
    }
    _insert(
        session,
        DoseEvent,
        [
            {
                "substance_id": ids[entry.substance.casefold()],
                "status": entry.status,
                **_columns(entry.moment, now),
                "amount": entry.amount,
                "unit": entry.unit,
                "estimated": entry.estimated,
                "plus_minus": entry.plus_minus,
                "note": entry.note,
                "reason": "",
                "source": source,
                "source_key": entry.source_key,
                "source_row": entry.source_row,
            }
            for entry in entries
        ],
    )


def _columns(moment: Moment, now: datetime) -> dict[str, Any]:
    return {**moments.columns(moment), "recorded_at": now, "origin": ORIGIN}


def _tag_ids(session: Session, names: Iterable[str]) -> dict[str, int]:
    known = session.exec(select(Tag.name, col(Tag.id)))
    ids = {name.casefold(): tag_id for name, tag_id in known if tag_id is not None}
    for name in names:
        if name.casefold() not in ids:
            tag = Tag(name=name)
            session.add(tag)
            session.flush()
            assert tag.id is not None
            ids[name.casefold()] = tag.id
    return ids


def _next_id(session: Session, table: type[CheckIn]) -> int:
    # SQLite's own count: it knows the numbers of removed entries too
    query = text("SELECT max(seq) FROM sqlite_sequence WHERE name = :name")
    last = session.connection().execute(query, {"name": table.__tablename__}).scalar()
    return (last or 0) + 1


def _insert(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    core = SQLModel.metadata.tables[str(table.__tablename__)]
    dialect = session.connection().dialect
    names = [each.name for each in core.columns if each.name in rows[0]]
    # all that has a default is among them: it would be written too
    statement = insert(core).values(dict.fromkeys(names)).compile(dialect=dialect)
    for name in names:
        # what SQLAlchemy looks up for each cell of each row, looked up once
        if make := core.c[name].type.dialect_impl(dialect).bind_processor(dialect):
            value = made = None
            for row in rows:
                # all were recorded at once
                if row[name] is not value:
                    value, made = row[name], make(row[name])
                row[name] = made
    _add(session, core, str(statement), list(map(itemgetter(*names), rows)))


def _add(session: Session, table: Table, statement: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        # the driver takes them as they are
        with undo.adding(session.connection(), table):
            session.connection().exec_driver_sql(statement, rows)
