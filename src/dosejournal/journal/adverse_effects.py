"""Unwanted effects: recording, ending and correcting them, and the dose that was before."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import func
from sqlmodel import Session, col, select

from dosejournal.domain import adverse_effects as rules
from dosejournal.domain import entries
from dosejournal.domain.adverse_effects import NEAR, DoseBefore, Effect, EffectDraft
from dosejournal.domain.entries import Entry
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import discretion, effect_rows, moments, revisions, timeline
from dosejournal.store.tables import AdverseEffect, DoseEvent, Substance

_KIND: Final = "adverse_effect"
_TAKEN = ("taken", "late", "extra")


def record(session: Session, now: datetime, draft: EffectDraft, origin: str = "window") -> int:
    """Add an unwanted effect; return its id.

    Raises:
        InputError: it has no name, or ends before it begins.
    """
    row = AdverseEffect(**_columns(session, draft), recorded_at=now, origin=origin)
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def amend(session: Session, now: datetime, effect_id: int, draft: EffectDraft) -> None:
    """Let an effect say something else; what it said before is kept.

    Raises:
        InputError: it has no name, or ends before it begins.
        UnknownNameError: it is no longer there.
    """
    before = timeline.entry(session, _KIND, effect_id)
    wanted = _columns(session, draft)
    if draft.started_at == before.moment.at:
        # in the zone in which it was recorded
        wanted |= moments.columns(before.moment)
    row = session.get_one(AdverseEffect, effect_id)
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return
    revisions.keep(session, _KIND, effect_id, "amended", now, entries.record(before))
    for name, value in wanted.items():
        setattr(row, name, value)
    row.amended_at = now
    session.flush()


def end(session: Session, now: datetime, effect_id: int, at: datetime) -> None:
    """Say when an effect was over.

    Raises:
        InputError: it was over before, or that is before it began.
        UnknownNameError: it is no longer there.
    """
    found = timeline.entry(session, _KIND, effect_id)
    assert found.effect is not None
    if found.effect.ended_at is not None:
        raise InputError(_("This is over already. Nothing was changed; amend it instead."))
    amend(session, now, effect_id, replace(draft(found), ended_at=at))


def remove(session: Session, now: datetime, effect_id: int) -> None:
    """Take an effect out of the journal; what it was is kept with the time of removal."""
    before = timeline.entry(session, _KIND, effect_id)
    revisions.keep(session, _KIND, effect_id, "removed", now, entries.record(before))
    session.delete(session.get_one(AdverseEffect, effect_id))
    session.flush()


def draft(entry: Entry) -> EffectDraft:
    """Return what an entry says, to be changed."""
    said = entry.effect
    assert said is not None
    return EffectDraft(
        started_at=entry.moment.local,
        name=said.name,
        severity=said.severity,
        needed_help=said.needed_help,
        ended_at=said.ended_at,
        relation=said.relation,
        note=entry.note,
    )


def lasting(session: Session) -> list[Entry]:
    """Return those that are not over, the newest first."""
    query = (
        select(AdverseEffect)
        .where(col(AdverseEffect.ended_at).is_(None))
        .order_by(col(AdverseEffect.at).desc(), col(AdverseEffect.id).desc())
    )
    return [effect_rows.entry(row) for row in session.exec(query)]


def history(
    session: Session, first_day: date | None = None, last_day: date | None = None
) -> list[Entry]:
    """Return those that began on these journal days, or all, the oldest first."""
    query = select(AdverseEffect).order_by(col(AdverseEffect.at), col(AdverseEffect.id))
    if first_day is not None:
        query = query.where(col(AdverseEffect.journal_day) >= first_day)
    if last_day is not None:
        query = query.where(col(AdverseEffect.journal_day) <= last_day)
    return [effect_rows.entry(row) for row in session.exec(query)]


def during(session: Session, first_day: date, last_day: date) -> list[Entry]:
    """Return those that began on these days, or before and were not over by then."""
    return [
        entry
        for entry in history(session, last_day=last_day)
        if entry.moment.journal_day >= first_day or _reaches(entry.effect, first_day)
    ]


def names(session: Session) -> list[str]:
    """Return the person's own words for effects, those used last first, each once."""
    query = (
        select(AdverseEffect.name)
        .group_by(func.lower(AdverseEffect.name))
        .order_by(func.max(AdverseEffect.at).desc(), col(AdverseEffect.name))
    )
    return list(session.exec(query))


def dose_before(session: Session, entry: Entry) -> DoseBefore | None:
    """Return the last dose in the 24 hours before an effect began; None where there is none.

    Doses whose time of day is not known are left out: nobody can tell whether they were before.
    """
    return doses_before(session, [entry])[0]


def doses_before(session: Session, listed: Iterable[Entry]) -> list[DoseBefore | None]:
    """Return the last dose before each of these effects."""
    called = discretion.calling(session)
    return [_before(session, entry.moment.at, called) for entry in listed]


def _reaches(said: Effect | None, day: date) -> bool:
    return said is not None and (said.ended_at is None or said.ended_at.date() >= day)


def _before(session: Session, at: datetime, called: discretion.Calling) -> DoseBefore | None:
    query = (
        select(DoseEvent, Substance)
        .join(Substance)
        .where(
            col(DoseEvent.at).between(at - NEAR, at),
            col(DoseEvent.status).in_(_TAKEN),
            DoseEvent.time_precision == "instant",
        )
        .order_by(col(DoseEvent.at).desc(), col(DoseEvent.id).desc())
        .limit(1)
    )
    found = session.exec(query).first()
    if found is None:
        return None
    dose, substance = found
    name, _label = called(dose.substance_id, substance.name, substance.discreet_label)
    return DoseBefore(
        substance_id=dose.substance_id,
        substance=name,
        amount=dose.amount,
        unit=dose.unit,
        minutes=(at - dose.at) // timedelta(minutes=1),
    )


def _columns(session: Session, said: EffectDraft) -> dict[str, Any]:
    clean = rules.checked(said)
    effect = Effect(clean.name, clean.severity, clean.needed_help, clean.relation, clean.ended_at)
    return {
        **moments.of(session, clean.started_at),
        **effect_rows.columns(effect),
        "note": clean.note,
    }
