"""All that was recorded, newest first: found quickly, read a page at a time."""

import json
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import sqlalchemy
from sqlalchemy import ColumnElement, Select, column, desc, func, literal_column, union_all
from sqlmodel import Session, col, select

from dosejournal.domain import clock
from dosejournal.domain.entries import Dose, DoseStatus, Entry, EntryKind, Rating
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.i18n import _
from dosejournal.journal import (
    discretion,
    effect_rows,
    expectation_rows,
    moments,
    response_rows,
)
from dosejournal.store import search, tables

KINDS: tuple[EntryKind, ...] = (
    "check_in",
    "dose_event",
    "expectancy",
    "questionnaire_response",
    "adverse_effect",
)

Table = (
    type[tables.CheckIn]
    | type[tables.DoseEvent]
    | type[tables.Expectancy]
    | type[tables.QuestionnaireResponse]
    | type[tables.AdverseEffect]
)

# both in the order of KINDS
_TABLES: tuple[Table, ...] = (
    tables.CheckIn,
    tables.DoseEvent,
    tables.Expectancy,
    tables.QuestionnaireResponse,
    tables.AdverseEffect,
)
_HAVING = (search.check_ins_with, search.doses_with, search.expectations_with)

# SQLite takes a limited number of parameters in one statement
_AT_ONCE = 1000
_MOST_TERMS = 100

# in the order of the fields of a Rating
_RATED: tuple[Any, ...] = (
    col(tables.Rating.check_in_id),
    col(tables.Rating.measure),
    col(tables.Rating.value),
    col(tables.Rating.raw_value),
    col(tables.Rating.raw_minimum),
    col(tables.Rating.raw_maximum),
    col(tables.Rating.raw_text),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are asked for; by default all of them.

    With `noted` those alone that have a note, which no expectation has.
    """

    kinds: tuple[EntryKind, ...] = KINDS
    tag: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    search: str = ""
    noted: bool = False


def key(kind: EntryKind, entry_id: int) -> int:
    """Return the number under which the timeline and the search know an entry."""
    return entry_id * len(KINDS) + KINDS.index(kind)


def keys(session: Session, wanted: Filter | None = None) -> "array[int]":
    """Return the keys of the entries asked for, newest first: 8 bytes an entry."""
    wanted = wanted or Filter()
    parts = [
        _narrowed(session, table, wanted)
        for kind, table in zip(KINDS, _TABLES, strict=True)
        if kind in wanted.kinds
        # only check-ins have tags, and no expectation has a note
        and (kind == "check_in" or wanted.tag is None)
        and (kind != "expectancy" or not wanted.noted)
    ]
    if not parts:
        return array("q")
    # indexes read in their order are merged without sorting, and one value with all numbers
    # leaves SQLite three times as fast as 200,000 rows do
    found = (
        union_all(*parts).order_by(desc("at"), desc("id"), desc("kind")).subquery()
        if len(parts) > 1
        else parts[0].order_by(desc("at"), desc("id")).subquery()
    )
    listed = sqlalchemy.select(func.json_group_array(found.c.id * len(KINDS) + found.c.kind))
    return array("q", json.loads(session.connection().execute(listed).scalar_one()))


def entries(session: Session, wanted: Sequence[int]) -> list[Entry]:
    """Return the entries with these keys, in their order, without those that are gone."""
    found: dict[int, Entry] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        for kind, read in enumerate(_READING):
            ids = [number // len(KINDS) for number in some if number % len(KINDS) == kind]
            if ids:
                found |= {key(entry.kind, entry.id): entry for entry in read(session, ids)}
    return [found[number] for number in wanted if number in found]


def entry(session: Session, kind: EntryKind, entry_id: int) -> Entry:
    """Return one entry, or raise UnknownNameError."""
    found = entries(session, [key(kind, entry_id)])
    if not found:
        raise UnknownNameError(
            _(
                "That entry is no longer in the journal. "
                "Nothing was changed; look at the list again."
            )
        )
    return found[0]


def search_terms(words: str) -> list[str]:
    """Return what an entry must have words beginning with, each; a blank one is in no entry.

    Raises:
        InputError: there are more than a hundred.
    """
    # a letter and its accent written apart would else be taken for two words
    composed = unicodedata.normalize("NFC", words)
    terms = "".join(c if _is_of_a_word(c) else " " for c in composed).split()
    if len(terms) > _MOST_TERMS:
        raise InputError(
            _("A search has at most {n} words. Nothing was changed; search for fewer.").format(
                n=_MOST_TERMS
            )
        )
    return terms or ([""] if words.strip() else [])


def _is_of_a_word(character: str) -> bool:
    # as the index has it: letters, digits, and signs such as emoji
    return character.isalnum() or unicodedata.category(character) in ("So", "Co")


def _narrowed(session: Session, table: Table, wanted: Filter) -> Select[Any]:
    kind = _TABLES.index(table)
    columns: tuple[Any, ...] = (
        col(table.at).label("at"),
        col(table.id).label("id"),
        literal_column(str(kind)).label("kind"),
    )
    query: Select[Any] = sqlalchemy.select(*columns)
    if wanted.tag is not None:
        tagged = (
            select(tables.CheckInTag.check_in_id)
            .join(tables.Tag)
            .where(tables.Tag.name == wanted.tag)
        )
        query = query.where(col(table.id).in_(tagged))
    if wanted.first_day is not None:
        query = query.where(col(table.journal_day) >= wanted.first_day)
    if wanted.last_day is not None:
        query = query.where(col(table.journal_day) <= wanted.last_day)
    if wanted.noted:
        query = query.where(literal_column("note") != "")
    for term in search_terms(wanted.search):
        query = query.where(_has(session, table, term))
    return query


def _has(session: Session, table: Table, term: str) -> ColumnElement[bool]:
    begins = term.casefold()

    def fits(word: str) -> bool:
        return any(each.casefold().startswith(begins) for each in search_terms(word))

    if table is tables.QuestionnaireResponse:
        return response_rows.having(session, term, fits)
    if table is tables.AdverseEffect:
        return col(tables.AdverseEffect.id).in_(search.effects_with(term))
    found = col(table.id).in_(_HAVING[_TABLES.index(table)](term))
    called = discretion.having(session, fits)
    if table is tables.CheckIn or not called:
        return found
    return found | column("substance_id").in_(called)


def _check_ins(session: Session, ids: Sequence[int]) -> Iterable[Entry]:
    rows = session.exec(select(tables.CheckIn).where(col(tables.CheckIn.id).in_(ids))).all()
    ratings: dict[int, list[Rating]] = {}
    # plain rows: as objects of the table they take three times as long
    rated = (
        sqlalchemy.select(*_RATED)
        .join(tables.MeasureRow)
        .where(col(tables.Rating.check_in_id).in_(ids))
        .order_by(col(tables.MeasureRow.position))
    )
    for check_in_id, *values in session.connection().execute(rated).all():
        ratings.setdefault(check_in_id, []).append(Rating(*values))
    tags: dict[int, list[str]] = {}
    tagged = (
        select(tables.CheckInTag.check_in_id, tables.Tag.name)
        .join(tables.Tag)
        .where(col(tables.CheckInTag.check_in_id).in_(ids))
        .order_by(col(tables.Tag.name))
    )
    for check_in_id, name in session.exec(tagged):
        tags.setdefault(check_in_id, []).append(name)
    for row in rows:
        assert row.id is not None
        yield Entry(
            kind="check_in",
            id=row.id,
            moment=moments.of_row(row),
            note=row.note,
            recorded_at=row.recorded_at,
            amended_at=row.amended_at,
            origin=row.origin,
            source=row.source,
            source_key=row.source_key,
            ratings=tuple(ratings.get(row.id, ())),
            tags=tuple(tags.get(row.id, ())),
            mood_word=row.mood_word,
        )


def _doses(session: Session, ids: Sequence[int]) -> Iterable[Entry]:
    query = (
        select(tables.DoseEvent, tables.Substance)
        .join(tables.Substance)
        .where(col(tables.DoseEvent.id).in_(ids))
    )
    called = discretion.calling(session)
    for row, substance in session.exec(query):
        assert row.id is not None
        name, label = called(row.substance_id, substance.name, substance.discreet_label)
        yield Entry(
            kind="dose_event",
            id=row.id,
            moment=moments.of_row(row),
            note=row.note,
            recorded_at=row.recorded_at,
            amended_at=row.amended_at,
            origin=row.origin,
            source=row.source,
            source_key=row.source_key,
            dose=Dose(
                substance=name,
                discreet_label=label,
                status=cast(DoseStatus, row.status),
                amount=row.amount,
                unit=row.unit,
                estimated=row.estimated,
                plus_minus=row.plus_minus,
                reason=row.reason,
                **_planned(row),
            ),
        )


def _planned(row: tables.DoseEvent) -> dict[str, Any]:
    if row.planned_at is None:
        return {}
    planned_at = clock.resolve(datetime.fromisoformat(row.planned_at), clock.zone_named(row.zone))
    taken = row.status in ("taken", "late")
    late = max((row.at - planned_at.astimezone(UTC)) // timedelta(minutes=1), 0)
    return {
        "planned_at": planned_at.isoformat(),
        "late_by_minutes": late if taken else None,
        "regimen_id": row.regimen_id,
        "planned_wall": row.planned_at,
    }


_READING = (_check_ins, _doses, expectation_rows.read, response_rows.read, effect_rows.read)
