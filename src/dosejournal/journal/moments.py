"""When an entry happened, as its row keeps it: five columns, whatever the kind."""

from datetime import UTC, datetime
from typing import Any, cast

from sqlmodel import Session

from dosejournal.domain.clock import Moment, Precision, moment
from dosejournal.journal import information
from dosejournal.store.tables import (
    AdverseEffect,
    CheckIn,
    DoseEvent,
    Expectancy,
    QuestionnaireResponse,
)


def columns(when: Moment) -> dict[str, Any]:
    """Return a moment as the columns of an entry."""
    return {
        "at": when.at,
        "zone": when.zone,
        "utc_offset_minutes": when.utc_offset_minutes,
        "journal_day": when.journal_day,
        "time_precision": when.precision,
    }


def of_row(
    row: CheckIn | DoseEvent | Expectancy | QuestionnaireResponse | AdverseEffect,
) -> Moment:
    """Return when the entry of a row happened."""
    return Moment(
        at=row.at,
        zone=row.zone,
        utc_offset_minutes=row.utc_offset_minutes,
        journal_day=row.journal_day,
        precision=cast(Precision, row.time_precision),
    )


def of(session: Session, at: datetime) -> dict[str, Any]:
    """Return the columns of an aware datetime, with the journal day it falls on."""
    return columns(moment(at, information.read(session).day_starts_at))


def move(session: Session, row: CheckIn | DoseEvent, at: datetime) -> None:
    """Let an entry have happened at another time; an untouched one keeps its journal day.

    Days may have begun to start at another hour since it was recorded.
    """
    # compared in UTC: of an hour that comes twice, wall clocks say it is never the same
    if at.astimezone(UTC) == row.at:
        return
    for name, value in of(session, at).items():
        setattr(row, name, value)
