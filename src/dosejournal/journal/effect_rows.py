"""The rows of unwanted effects, as entries and back."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlmodel import Session, col, select

from dosejournal.domain import clock
from dosejournal.domain.adverse_effects import Effect, Relation, Severity
from dosejournal.domain.entries import Entry
from dosejournal.journal import moments
from dosejournal.store.tables import AdverseEffect


def read(session: Session, ids: Sequence[int]) -> Iterable[Entry]:
    """Give the entries with these numbers."""
    query = select(AdverseEffect).where(col(AdverseEffect.id).in_(ids))
    return [entry(row) for row in session.exec(query)]


def entry(row: AdverseEffect) -> Entry:
    """Return a row as an entry."""
    assert row.id is not None
    ended_at = None
    if row.ended_at is not None and row.ended_offset_minutes is not None:
        ended_at = clock.wall_clock(row.ended_at, row.ended_offset_minutes)
    return Entry(
        kind="adverse_effect",
        id=row.id,
        moment=moments.of_row(row),
        note=row.note,
        recorded_at=row.recorded_at,
        amended_at=row.amended_at,
        origin=row.origin,
        source=None,
        effect=Effect(
            name=row.name,
            severity=cast(Severity, row.severity),
            needed_help=row.needed_help,
            relation=cast(Relation, row.relation),
            ended_at=ended_at,
        ),
    )


def restored(found: Entry, effect: Effect) -> AdverseEffect:
    """Return the row of an entry that comes back under its own number."""
    return AdverseEffect(
        id=found.id,
        **moments.columns(found.moment),
        **columns(effect),
        note=found.note,
        recorded_at=found.recorded_at,
        amended_at=found.amended_at,
        origin=found.origin,
    )


def columns(effect: Effect) -> dict[str, Any]:
    """Return what is said of an effect as the columns of a row."""
    return {
        "name": effect.name,
        "severity": effect.severity,
        "needed_help": effect.needed_help,
        "relation": effect.relation,
        **end(effect.ended_at),
    }


def end(at: datetime | None) -> dict[str, Any]:
    """Return the columns of an aware end, or those of an effect that lasts."""
    if at is None:
        return {"ended_at": None, "ended_offset_minutes": None}
    offset = at.utcoffset() or timedelta()
    return {"ended_at": at, "ended_offset_minutes": round(offset.total_seconds() / 60)}
