"""Recording dose events, amending and removing them."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from dosejournal.domain import amounts, notes
from dosejournal.domain.entries import DoseDraft
from dosejournal.domain.entries import record as as_record
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import moments, revisions, substances, timeline
from dosejournal.store.tables import DoseEvent


def record(session: Session, now: datetime, draft: DoseDraft, origin: str = "window") -> int:
    """Add a dose event; a substance named for the first time is added too. Return its id."""
    row = DoseEvent(
        **moments.of(session, draft.at),
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
    moments.move(session, row, draft.at)
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


def usual_unit(session: Session, substance: str) -> str:
    """Return the unit last used with a substance, or else its own; empty for one not known."""
    known = substances.known(session, substance)
    if known is None:
        return ""
    # the newest by the index, so that the length of the record does not matter
    used = (
        select(DoseEvent.unit)
        .where(DoseEvent.substance_id == known.id, DoseEvent.unit != "")
        .order_by(col(DoseEvent.at).desc(), col(DoseEvent.id).desc())
        .limit(1)
    )
    return session.exec(used).first() or known.unit


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
