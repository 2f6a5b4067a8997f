"""Recording dose events, amending and removing them."""

from datetime import UTC, datetime
from typing import Any, Literal

from sqlmodel import Session, col, select

from dosejournal.domain import amounts, clock, notes
from dosejournal.domain import plan as rules
from dosejournal.domain.entries import DoseDraft, DoseStatus, PlannedRef
from dosejournal.domain.entries import record as as_record
from dosejournal.domain.regimens import PlannedDose
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import moments, plan, regimens, revisions, substances, timeline
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


def take(
    session: Session,
    now: datetime,
    ref: PlannedRef,
    at: datetime | None = None,
    origin: str = "window",
) -> int:
    """Record a planned dose as taken now, or at another time, with the amount that was planned."""
    dose = plan.named(session, ref)
    step = dose.step
    draft = DoseDraft(
        at or now,
        dose.regimen.substance,
        amount=step.amount if step else None,
        unit=step.unit if step else "",
        planned=ref,
    )
    return record(session, now, draft, origin)


def leave(
    session: Session,
    now: datetime,
    ref: PlannedRef,
    status: Literal["skipped", "missed"],
    reason: str = "",
    origin: str = "window",
) -> int:
    """Record that a planned dose was skipped by choice, or missed, with a reason or without.

    It stands in the timeline where the dose was planned, or now where that is still to come.
    """
    dose = plan.named(session, ref)
    planned_at = clock.resolve(dose.wall, clock.zone_of(now))
    at = min(planned_at, now, key=lambda each: each.astimezone(UTC))
    draft = DoseDraft(at, dose.regimen.substance, status=status, planned=ref, reason=reason)
    return record(session, now, draft, origin)


def amend(session: Session, now: datetime, dose_event_id: int, draft: DoseDraft) -> None:
    """Change a dose event; what it was before is kept with the time of change."""
    row = _row(session, dose_event_id)
    before = timeline.entry(session, "dose_event", dose_event_id)
    revisions.keep(session, "dose_event", dose_event_id, "amended", now, as_record(before))
    moments.move(session, row, draft.at)
    for name, value in _columns(session, draft, row.id).items():
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


def _columns(
    session: Session, draft: DoseDraft, dose_event_id: int | None = None
) -> dict[str, Any]:
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
    assert substance.id is not None
    return {
        "substance_id": substance.id,
        **_of_plan(session, substance.id, draft, dose_event_id),
        "reason": notes.note(draft.reason),
        "amount": amounts.amount(draft.amount) if draft.amount else None,
        "unit": unit,
        "estimated": draft.estimated or plus_minus is not None,
        "plus_minus": plus_minus,
        "note": notes.note(draft.note),
    }


def _of_plan(
    session: Session, substance_id: int, draft: DoseDraft, dose_event_id: int | None
) -> dict[str, Any]:
    taken = draft.status in ("taken", "late")
    dose: PlannedDose | None = None
    if draft.planned is not None:
        dose = plan.named(session, draft.planned)
        if dose.regimen.substance_id != substance_id:
            # another substance was taken than the one that was planned
            dose = None
    elif draft.status == "taken":
        dose = plan.nearest(session, substance_id, draft.at, but=dose_event_id)
    if dose is None:
        extra = draft.status == "taken" and plan.is_planned(session, substance_id, draft.at)
        status: DoseStatus = "extra" if extra else draft.status
        return {"status": status, "regimen_id": None, "planned_at": None}
    plan.check_open(session, dose, but=dose_event_id)
    return {
        "status": rules.status_of(dose, draft.at) if taken else draft.status,
        "regimen_id": dose.regimen.id,
        "planned_at": regimens.as_text(dose.wall),
    }


def _row(session: Session, dose_event_id: int) -> DoseEvent:
    timeline.entry(session, "dose_event", dose_event_id)
    return session.get_one(DoseEvent, dose_event_id)
