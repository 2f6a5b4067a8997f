"""Recording dose events, amending and removing them."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy
from sqlmodel import Session, col

from dosejournal.domain import amounts, notes
from dosejournal.domain.clock import moment
from dosejournal.domain.entries import DoseDraft
from dosejournal.domain.entries import record as as_record
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import information, revisions, substances, timeline
from dosejournal.store.tables import DoseEvent, Substance


def record(session: Session, now: datetime, draft: DoseDraft, origin: str = "window") -> int:
    """Add a dose event; a substance named for the first time is added too. Return its id."""
    when = moment(draft.at, information.read(session).day_starts_at)
    row = DoseEvent(
        at=when.at,
        zone=when.zone,
        utc_offset_minutes=when.utc_offset_minutes,
        journal_day=when.journal_day,
        recorded_at=now,
        origin=origin,
        **_columns(session, draft),
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def amend(session: Session, now: datetime, dose_event_id: int, draft: DoseDraft) -> None:
    """Change a dose event; what it was before is kept with the time of change."""
    row = _row(session, dose_event_id)
    before = timeline.entry(session, "dose_event", dose_event_id)
    revisions.keep(session, "dose_event", dose_event_id, "amended", now, as_record(before))
    # compared in UTC: of an hour that comes twice, wall clocks say it is never the same
    if draft.at.astimezone(UTC) != before.moment.at:
        when = moment(draft.at, information.read(session).day_starts_at)
        row.at = when.at
        row.zone = when.zone
        row.utc_offset_minutes = when.utc_offset_minutes
        row.journal_day = when.journal_day
        row.time_precision = when.precision
    for name, value in _columns(session, draft).items():
        setattr(row, name, value)
    row.amended_at = now


def remove(session: Session, now: datetime, dose_event_id: int) -> None:
    """Take a dose event out of the journal; what it was is kept with the time of removal."""
    row = _row(session, dose_event_id)
    before = timeline.entry(session, "dose_event", dose_event_id)
    revisions.keep(session, "dose_event", dose_event_id, "removed", now, as_record(before))
    session.delete(row)
    session.flush()


def latest_units(session: Session) -> dict[str, str]:
    """Return the unit last used with each substance, by the substance's name."""
    # the newest of each by the index, so that the length of the record does not matter
    unit = (
        sqlalchemy.select(col(DoseEvent.unit))
        .where(col(DoseEvent.substance_id) == col(Substance.id), col(DoseEvent.unit) != "")
        .order_by(col(DoseEvent.at).desc(), col(DoseEvent.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.connection().execute(sqlalchemy.select(col(Substance.name), unit))
    return {name: used for name, used in rows if used is not None}


def usual_unit(session: Session, substance: str) -> str:
    """Return the unit last used with a substance, or else its own; empty for one not known."""
    known = substances.known(session, substance)
    if known is None:
        return ""
    return latest_units(session).get(known.name, known.unit)


def _columns(session: Session, draft: DoseDraft) -> dict[str, Any]:
    unit = amounts.unit(draft.unit)
    substance = substances.ensure(session, draft.substance, unit)
    plus_minus = amounts.amount(draft.plus_minus) if draft.plus_minus else None
    if plus_minus and not draft.amount:
        raise InputError(
            _(
                "A margin needs the amount it belongs to. Nothing was recorded; "
                "give the amount, or leave the margin empty too."
            )
        )
    return {
        "substance_id": substance.id,
        "status": draft.status,
        "amount": amounts.amount(draft.amount) if draft.amount else None,
        "unit": unit,
        "estimated": draft.estimated or plus_minus is not None,
        "plus_minus": plus_minus,
        "note": notes.note(draft.note),
    }


def _row(session: Session, dose_event_id: int) -> DoseEvent:
    timeline.entry(session, "dose_event", dose_event_id)
    return session.get_one(DoseEvent, dose_event_id)
