"""The ratings of one measure over time, as plain columns."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from dosejournal.store.tables import CheckIn, Rating

RatedAt = tuple[datetime, int, date, float, str]


def over_time(
    session: Session, measure: str, first_day: date | None = None, last_day: date | None = None
) -> list[RatedAt]:
    """Return (at, offset in minutes, journal day, value, precision) of each, oldest first."""
    query = (
        select(
            CheckIn.at,
            CheckIn.utc_offset_minutes,
            CheckIn.journal_day,
            Rating.value,
            CheckIn.time_precision,
        )
        .join(Rating)
        .where(Rating.measure == measure)
        .order_by(col(CheckIn.at))
    )
    if first_day is not None:
        query = query.where(CheckIn.journal_day >= first_day)
    if last_day is not None:
        query = query.where(CheckIn.journal_day <= last_day)
    return [tuple(row) for row in session.exec(query)]
