"""Regimens: added, changed by opening the next version, closed; their past is never rewritten."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from dosejournal.domain import clock, notes, patterns
from dosejournal.domain.regimens import DoseStep, Regimen, RegimenDraft, as_draft, checked
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.i18n import _
from dosejournal.journal import discretion, information, substances
from dosejournal.store.tables import (
    DoseEvent,
    RegimenPause,
    RegimenRow,
    RegimenStep,
    Substance,
)

_MIDNIGHT = time()
_ONE_DAY = timedelta(days=1)
_ONE_MINUTE = timedelta(minutes=1)


def add(session: Session, now: datetime, draft: RegimenDraft) -> int:
    """Add a regimen from its first day on; return its id, which names it in all its versions.

    A substance named for the first time is added too. Doses that were recorded before are not
    touched: `planning.add` lets them close what was planned.
    """
    draft = checked(draft)
    starts_at = _start(draft.first_day)
    if draft.first_day >= now.date():
        # what lies before the start of the journal day belongs to the one before, and would
        # count as missed in the moment it is planned
        begins_at = information.read(session).day_starts_at
        day = clock.journal_day(clock.wall(now), begins_at)
        starts_at = max(starts_at, datetime.combine(day, begins_at))
    ends_at = None if draft.last_day is None else _start(draft.last_day) + _ONE_DAY
    row = _insert(session, now, draft, starts_at, ends_at, series_id=0)
    assert row.id is not None
    row.series_id = row.id
    session.flush()
    return row.id


def change(session: Session, now: datetime, series_id: int, draft: RegimenDraft) -> int:
    """Close the version in force and open the next; return the id of the new version.

    The new one holds from the first day of the draft, and never from before now: what was planned
    until then stays as it was, with what was recorded for it. Its days are counted on from the
    old one's anchor while the pattern stays the same.
    """
    current = _current(session, series_id)
    draft = checked(replace(draft, substance=current.substance))
    starts_at = max(_start(draft.first_day), boundary(now))
    ends_at = None if draft.last_day is None else _start(draft.last_day) + _ONE_DAY
    if ends_at is not None and ends_at <= starts_at:
        raise InputError(
            _(
                "The last day lies before this change holds. Nothing was changed; choose a "
                "later day, or close the regimen."
            )
        )
    if draft.anchor is None and draft.pattern == current.pattern:
        draft = replace(draft, anchor=current.anchor)
    if draft.anchor is not None and draft.anchor > starts_at.date():
        # it was to begin later: nothing would be counted before its anchor
        draft = replace(draft, anchor=None)
    for row in _rows(session, series_id):
        # one that was to begin later is left empty: the new one stands in its place
        until = max(as_text(starts_at), row.starts_at)
        row.ends_at = until if row.ends_at is None else min(row.ends_at, until)
    if draft.anchor is None:
        draft = replace(draft, anchor=starts_at.date())
    row = _insert(session, now, draft, starts_at, ends_at, series_id=series_id)
    assert row.id is not None
    return row.id


def close(session: Session, now: datetime, series_id: int, last_day: date | None = None) -> None:
    """Let a regimen foresee nothing from now on, or after `last_day`; its past stays."""
    current = _current(session, series_id)
    ends_at = boundary(now)
    if current.ends_at is not None and current.ends_at <= ends_at:
        raise InputError(
            _("This regimen is closed already. Nothing was changed; look at the list again.")
        )
    if last_day is not None:
        ends_at = max(_start(clock.check_day(last_day)) + _ONE_DAY, ends_at)
    for row in _rows(session, series_id):
        until = max(as_text(ends_at), row.starts_at)
        row.ends_at = until if row.ends_at is None else min(row.ends_at, until)


def remove(session: Session, series_id: int) -> None:
    """Take a regimen out with all its versions, as if it had never been planned.

    Raises:
        InputError: something was recorded for one of its planned doses.
    """
    rows = _rows(session, series_id)
    ids = [row.id for row in rows]
    if session.exec(select(DoseEvent.id).where(col(DoseEvent.regimen_id).in_(ids))).first():
        raise InputError(
            _(
                "Doses were recorded for this regimen, so it stays in the record. "
                "Nothing was changed; close it instead."
            )
        )
    for row in (
        *session.exec(select(RegimenPause).where(RegimenPause.series_id == series_id)),
        *session.exec(select(RegimenStep).where(col(RegimenStep.regimen_id).in_(ids))),
    ):
        session.delete(row)
    session.flush()
    for version in rows:
        session.delete(version)
    session.flush()


def recorded(session: Session) -> frozenset[int]:
    """Return the ids of the regimens for which something was recorded: they are not removed."""
    query = (
        select(RegimenRow.series_id)
        .join(DoseEvent, col(DoseEvent.regimen_id) == col(RegimenRow.id))
        .distinct()
    )
    return frozenset(session.exec(query))


def recorded_at(session: Session) -> dict[int, datetime]:
    """Return when each version was written down, by its id."""
    query = select(RegimenRow.id, RegimenRow.recorded_at)
    return {version_id: at for version_id, at in session.exec(query) if version_id is not None}


def every(session: Session, *, empty: bool = False) -> list[Regimen]:
    """Return all versions of all regimens that ever held, by series and from the oldest on.

    With `empty` those too that never came to hold: something may be recorded for them all the
    same, such as a dose of tomorrow that was skipped before the regimen was closed.
    """
    query = (
        select(RegimenRow, Substance)
        .join(Substance)
        .order_by(col(RegimenRow.series_id), col(RegimenRow.starts_at), col(RegimenRow.id))
    )
    found = session.exec(query).all()
    steps = _steps(session)
    called = discretion.calling(session)
    versions = [
        _value(
            row,
            called(row.substance_id, substance.name, substance.discreet_label),
            steps.get(row.id or 0, ()),
        )
        for row, substance in found
    ]
    return [version for version in versions if empty or not version.is_empty]


def of_series(session: Session, series_id: int, *, empty: bool = False) -> list[Regimen]:
    """Return the versions of one regimen, the oldest first, as `every` does."""
    found = every(session, empty=empty)
    return [version for version in found if version.series_id == series_id]


def latest(session: Session) -> list[Regimen]:
    """Return the last version of each regimen, closed ones too, in the order they were added."""
    return list({version.series_id: version for version in every(session)}.values())


def next_draft(session: Session, now: datetime, series_id: int) -> RegimenDraft:
    """Return the version in force as the draft of the next one, which would hold from now on."""
    current = _current(session, series_id)
    return replace(as_draft(current), first_day=max(now.date(), current.starts_at.date()))


def _insert(
    session: Session,
    now: datetime,
    draft: RegimenDraft,
    starts_at: datetime,
    ends_at: datetime | None,
    *,
    series_id: int,
) -> RegimenRow:
    unit = next((step.unit for step in draft.steps if step.unit), "")
    substance = substances.ensure(session, draft.substance, unit)
    assert substance.id is not None
    row = RegimenRow(
        series_id=series_id,
        substance_id=substance.id,
        pattern=draft.pattern.text,
        times=",".join(f"{each:%H:%M}" for each in draft.times),
        anchor=draft.anchor or draft.first_day,
        starts_at=as_text(starts_at),
        ends_at=None if ends_at is None else as_text(ends_at),
        window_minutes=draft.window_minutes,
        remind=draft.remind,
        note=notes.note(draft.note),
        recorded_at=now,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    for step in draft.steps:
        session.add(
            RegimenStep(
                regimen_id=row.id, first_day=step.first_day, amount=step.amount, unit=step.unit
            )
        )
    session.flush()
    return row


def _current(session: Session, series_id: int) -> Regimen:
    versions = of_series(session, series_id)
    if not versions:
        raise unknown()
    return versions[-1]


def _rows(session: Session, series_id: int) -> list[RegimenRow]:
    found = session.exec(select(RegimenRow).where(RegimenRow.series_id == series_id)).all()
    if not found:
        raise unknown()
    return list(found)


def _steps(session: Session) -> dict[int, tuple[DoseStep, ...]]:
    found: dict[int, tuple[DoseStep, ...]] = {}
    rows: Iterable[RegimenStep] = session.exec(
        select(RegimenStep).order_by(col(RegimenStep.first_day))
    )
    for row in rows:
        step = DoseStep(row.first_day, row.amount, row.unit)
        found[row.regimen_id] = (*found.get(row.regimen_id, ()), step)
    return found


def _value(row: RegimenRow, called: tuple[str, str], steps: tuple[DoseStep, ...]) -> Regimen:
    assert row.id is not None
    name, label = called
    return Regimen(
        id=row.id,
        series_id=row.series_id,
        substance_id=row.substance_id,
        substance=name,
        discreet_label=label,
        pattern=patterns.parse(row.pattern),
        times=tuple(clock.parse_clock(each) for each in row.times.split(",") if each),
        anchor=row.anchor,
        starts_at=datetime.fromisoformat(row.starts_at),
        ends_at=datetime.fromisoformat(row.ends_at) if row.ends_at else None,
        steps=steps,
        window_minutes=row.window_minutes,
        remind=row.remind,
        note=row.note,
    )


def _start(day: date) -> datetime:
    return datetime.combine(day, _MIDNIGHT)


def boundary(now: datetime) -> datetime:
    """Return the first minute on the wall that is not past: what was due until then stays."""
    return clock.wall(now).replace(second=0, microsecond=0) + _ONE_MINUTE


def as_text(wall: datetime) -> str:
    """Return a time on the wall as the journal keeps it: "2026-03-01T20:00"."""
    return wall.isoformat(timespec="minutes")


def unknown() -> UnknownNameError:
    """Return the error for a regimen that is gone."""
    return UnknownNameError(
        _("This regimen is no longer in the journal. Nothing was changed; look at the list again.")
    )
