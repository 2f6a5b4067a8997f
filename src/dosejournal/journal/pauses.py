"""Pauses of regimens: times in which nothing is planned, and nothing counts as missed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from dosejournal.domain import clock
from dosejournal.domain.regimens import Pause
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import regimens
from dosejournal.store.tables import RegimenPause


def pause(session: Session, now: datetime, series_id: int, last_day: date | None = None) -> None:
    """Let a regimen foresee nothing from now on, until it is resumed or `last_day` is over."""
    _check(session, series_id)
    starts_at = regimens.boundary(now)
    if _in_force(session, series_id, starts_at):
        raise InputError(
            _("This regimen is paused already. Nothing was changed; resume it when you like.")
        )
    ends_at = None
    if last_day is not None:
        ends_at = datetime.combine(clock.check_day(last_day) + timedelta(days=1), time())
        if ends_at <= starts_at:
            raise InputError(
                _(
                    "The last day of the pause is over already. "
                    "Nothing was changed; choose a later day."
                )
            )
    session.add(
        RegimenPause(
            series_id=series_id,
            starts_at=regimens.as_text(starts_at),
            ends_at=None if ends_at is None else regimens.as_text(ends_at),
        )
    )
    session.flush()


def resume(session: Session, now: datetime, series_id: int) -> None:
    """End the pause that a regimen is in; what the pause covered until now stays unplanned."""
    _check(session, series_id)
    ends_at = regimens.boundary(now)
    rows = _in_force(session, series_id, ends_at)
    if not rows:
        raise InputError(
            _("This regimen is not paused. Nothing was changed; look at the list again.")
        )
    for row in rows:
        row.ends_at = max(regimens.as_text(ends_at), row.starts_at)


def listing(session: Session) -> list[Pause]:
    """Return all pauses, the oldest first."""
    rows = session.exec(select(RegimenPause).order_by(col(RegimenPause.starts_at)))
    return [
        Pause(
            row.series_id,
            datetime.fromisoformat(row.starts_at),
            datetime.fromisoformat(row.ends_at) if row.ends_at else None,
        )
        for row in rows
    ]


def paused(session: Session, now: datetime) -> frozenset[int]:
    """Return the ids of the regimens that are paused now."""
    wall = regimens.boundary(now)
    return frozenset(
        pause.series_id
        for pause in listing(session)
        if pause.ends_at is None or pause.ends_at > max(wall, pause.starts_at)
    )


def _check(session: Session, series_id: int) -> None:
    if not regimens.of_series(session, series_id):
        raise regimens.unknown()


def _in_force(session: Session, series_id: int, wall: datetime) -> Sequence[RegimenPause]:
    # none begins ahead: where it seems to, a journey west has put the clock back
    query = select(RegimenPause).where(
        RegimenPause.series_id == series_id,
        col(RegimenPause.ends_at).is_(None)
        | (
            (col(RegimenPause.ends_at) > regimens.as_text(wall))
            & (col(RegimenPause.ends_at) > col(RegimenPause.starts_at))
        ),
    )
    return session.exec(query).all()
