"""Recording dose events, amending and removing them."""

from dataclasses import replace
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

_TAKEN = ("taken", "late")


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
    """Record that a planned dose was skipped by choice, or missed, with a reason or without."""
    return record(session, now, leaving(session, now, ref, status, reason), origin)


def leaving(
    session: Session,
    now: datetime,
    ref: PlannedRef,
    status: Literal["skipped", "missed"],
    reason: str = "",
) -> DoseDraft:
    """Return a planned dose that is not taken as a draft.

    It stands in the timeline where the dose was planned, or now where that is still to come.
    """
    dose = plan.named(session, ref)
    planned_at = clock.resolve(dose.wall, clock.zone_of(now))
    at = min(planned_at, now, key=lambda each: each.astimezone(UTC))
    return DoseDraft(at, dose.regimen.substance, status=status, planned=ref, reason=reason)


def amend(session: Session, now: datetime, dose_event_id: int, draft: DoseDraft) -> None:
    """Change a dose event; what it was before is kept with the time of change.

    A dose that is taken stays for the planned dose it was for where the draft names none; one
    that was found by its time is found anew where the time is another. What is skipped, missed or
    extra is for the planned dose that the draft names, or for none.
    """
    row = _row(session, dose_event_id)
    before = timeline.entry(session, "dose_event", dose_event_id)
    revisions.keep(session, "dose_event", dose_event_id, "amended", now, as_record(before))
    if not _is_moved(row, draft):
        # its time on the wall is the one it had where it was recorded
        draft = replace(draft, at=_at(row))
    columns = _columns(session, draft, row)
    moments.move(session, row, draft.at)
    for name, value in columns.items():
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


def source_rows(session: Session, source: str) -> dict[int, str]:
    """Return what a source said of the doses it brought in and nobody amended, by their id."""
    query = select(DoseEvent.id, DoseEvent.source_row).where(
        DoseEvent.source == source, col(DoseEvent.amended_at).is_(None)
    )
    return {dose_id: row for dose_id, row in session.exec(query) if dose_id and row}


def _columns(session: Session, draft: DoseDraft, row: DoseEvent | None = None) -> dict[str, Any]:
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
        **_of_plan(session, substance.id, draft, row),
        "reason": notes.note(draft.reason),
        "amount": amounts.amount(draft.amount) if draft.amount else None,
        "unit": unit,
        "estimated": draft.estimated or plus_minus is not None,
        "plus_minus": plus_minus,
        "note": notes.note(draft.note),
    }


def _of_plan(
    session: Session, substance_id: int, draft: DoseDraft, row: DoseEvent | None
) -> dict[str, Any]:
    if row is not None:
        if _stands(row, substance_id, draft):
            return _as_for(draft.status, row.regimen_id, row.planned_at)
        draft = _amended(session, row, substance_id, draft)
    dose = _planned(session, substance_id, draft, row.id if row else None)
    if dose is None:
        extra = draft.status == "taken" and plan.is_planned(session, substance_id, draft.at)
        return _as_for("extra" if extra else draft.status)
    plan.check_open(session, dose, but=row.id if row else None)
    status = rules.status_of(dose, draft.at) if draft.status in _TAKEN else draft.status
    return _as_for(status, dose.regimen.id, regimens.as_text(dose.wall))


def _as_for(
    status: DoseStatus, regimen_id: int | None = None, planned_at: str | None = None
) -> dict[str, Any]:
    return {"status": status, "regimen_id": regimen_id, "planned_at": planned_at}


def _planned(
    session: Session, substance_id: int, draft: DoseDraft, dose_event_id: int | None
) -> PlannedDose | None:
    """Return the planned dose that a draft is for: the one it names, or the one it is nearest."""
    if draft.status == "extra":
        return None
    if draft.planned is not None:
        dose = plan.named(session, draft.planned)
        if dose.regimen.substance_id == substance_id:
            return dose
    # also where another substance was taken than the one that was planned
    if draft.status == "taken":
        return plan.nearest(session, substance_id, draft.at, but=dose_event_id)
    return None


def _stands(row: DoseEvent, substance_id: int, draft: DoseDraft) -> bool:
    """Say whether an amended dose stays for the planned dose it was for, or for none."""
    if draft.planned is not None or _is_moved(row, draft):
        return False
    if row.regimen_id is not None and draft.status not in _TAKEN:
        return False
    if row.regimen_id is None and row.time_precision != "instant":
        # one that knows its day alone is near to no planned dose
        return True
    return (row.substance_id, row.status) == (substance_id, draft.status)


def _amended(session: Session, row: DoseEvent, substance_id: int, draft: DoseDraft) -> DoseDraft:
    """Return the draft of an amended dose with the planned dose and the status that are meant."""
    if row.regimen_id is None:
        # that it was extra was found by its time, and is found anew
        found = draft.status == row.status == "extra"
        return replace(draft, status="taken") if found else draft
    if draft.status not in _TAKEN:
        return draft
    # that it was late too
    draft = replace(draft, status="taken")
    if draft.planned is not None or row.substance_id != substance_id:
        return draft
    own = _ref(row)
    if _is_moved(row, draft) and row.status in _TAKEN and _was_found(session, row, own):
        return draft
    return replace(draft, planned=own)


def _was_found(session: Session, row: DoseEvent, own: PlannedRef) -> bool:
    """Say whether a dose is for the planned dose that its time alone leads to."""
    found = plan.nearest(session, row.substance_id, _at(row), but=row.id)
    return found is not None and found.key == plan.named(session, own).key


def _ref(row: DoseEvent) -> PlannedRef:
    assert row.regimen_id is not None
    assert row.planned_at is not None
    return PlannedRef(row.regimen_id, datetime.fromisoformat(row.planned_at))


def _at(row: DoseEvent) -> datetime:
    return row.at.astimezone(clock.zone_named(row.zone))


def _is_moved(row: DoseEvent, draft: DoseDraft) -> bool:
    return draft.at.astimezone(UTC) != row.at


def _row(session: Session, dose_event_id: int) -> DoseEvent:
    timeline.entry(session, "dose_event", dose_event_id)
    return session.get_one(DoseEvent, dose_event_id)
