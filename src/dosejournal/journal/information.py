"""What holds for the whole journal: its beginning, home zone and start of day."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlmodel import Session

from dosejournal.domain.clock import DEFAULT_DAY_START, zone_name
from dosejournal.domain.measures import shipped
from dosejournal.journal import measures
from dosejournal.store.tables import JournalInfo


@dataclass(frozen=True, slots=True)
class Information:
    """What holds for the whole journal."""

    day_starts_at: time
    home_zone: str
    created_at: datetime


def begin(session: Session, now: datetime, day_starts_at: time = DEFAULT_DAY_START) -> None:
    """Fill a new journal with what every journal has."""
    session.add(
        JournalInfo(
            day_starts_at=_minutes(day_starts_at), home_zone=zone_name(now), created_at=now
        )
    )
    for measure in shipped():
        measures.add(session, measure)


def read(session: Session) -> Information:
    """Return what holds for the whole journal."""
    row = session.get_one(JournalInfo, 1)
    return Information(
        day_starts_at=time(*divmod(row.day_starts_at, 60)),
        home_zone=row.home_zone,
        created_at=row.created_at,
    )


def start_day_at(session: Session, day_starts_at: time) -> None:
    """Let the journal day start at another hour from now on; entries keep their day."""
    session.get_one(JournalInfo, 1).day_starts_at = _minutes(day_starts_at)


def _minutes(day_starts_at: time) -> int:
    return day_starts_at.hour * 60 + day_starts_at.minute
