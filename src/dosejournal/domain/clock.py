"""Moments, journal days and zones: the only place that computes them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

from dosejournal.errors import MomentError
from dosejournal.i18n import _

Precision = Literal["instant", "part_of_day", "day"]

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2100, 12, 31)
DEFAULT_DAY_START = time(4)

# Where a record knows its day only, it is kept in the order of time at noon and shown without one.
_NOON = time(12)

# a clock may be a little slow
_AHEAD = timedelta(minutes=5)

_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<clock>\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\s?(?P<offset>Z|[+-]\d\d:?\d\d)?)?"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened: the instant, and how the person's clock and calendar called it."""

    at: datetime
    zone: str
    utc_offset_minutes: int
    journal_day: date
    precision: Precision = "instant"

    @property
    def local(self) -> datetime:
        """The wall-clock time at which it was recorded, with its offset."""
        return wall_clock(self.at, self.utc_offset_minutes)

    @property
    def text(self) -> str:
        """ISO 8601 with offset; the day alone when no more is known."""
        if self.precision == "instant":
            return self.local.isoformat()
        return self.journal_day.isoformat()


def wall_clock(at: datetime, utc_offset_minutes: int) -> datetime:
    """Return an instant as the clock on the wall showed it."""
    return at.astimezone(timezone(timedelta(minutes=utc_offset_minutes)))


def journal_day(at: datetime, day_starts_at: time) -> date:
    """Return the journal day of a wall-clock time; before the day starts it is yesterday."""
    day = at.date()
    return day - timedelta(days=1) if at.time() < day_starts_at else day


def moment(at: datetime, day_starts_at: time) -> Moment:
    """Return the moment of an aware datetime; its zone is kept by name where it has one.

    Raises:
        MomentError: the day lies outside 1900–2100.
    """
    check_day(at.date())
    offset = at.utcoffset()
    if offset is None:
        raise MomentError(
            _("A time needs its zone. Nothing was recorded; give one and try again.")
        )
    minutes = round(offset.total_seconds() / 60)
    return Moment(
        at=at.astimezone(UTC),
        zone=zone_name(at),
        utc_offset_minutes=minutes,
        journal_day=journal_day(at, day_starts_at),
    )


def day_moment(on: date, zone: ZoneInfo, precision: Precision = "day") -> Moment:
    """Return the moment of a record that knows its day but no clock time."""
    check_day(on)
    noon = datetime.combine(on, _NOON, zone)
    offset = noon.utcoffset() or timedelta()
    return Moment(
        at=noon.astimezone(UTC),
        zone=zone.key,
        utc_offset_minutes=round(offset.total_seconds() / 60),
        journal_day=on,
        precision=precision,
    )


def zone_name(at: datetime) -> str:
    """Return the IANA name of a datetime's zone, or its offset (`+01:00`) where it has no name."""
    if isinstance(at.tzinfo, ZoneInfo):
        return at.tzinfo.key
    if at.tzinfo is UTC:
        return "UTC"
    return at.isoformat()[-6:]


def check_day(on: date) -> date:
    """Return the day, or raise MomentError when it lies outside 1900–2100."""
    if not FIRST_DAY <= on <= LAST_DAY:
        raise MomentError(
            _("The year {year} is outside 1900–2100. Nothing was changed; check the date.").format(
                year=on.year
            )
        )
    return on


def check_not_ahead(at: datetime, now: datetime) -> datetime:
    """Return the time, or raise MomentError when it lies more than five minutes ahead of now."""
    if at.astimezone(UTC) - now.astimezone(UTC) > _AHEAD:
        raise MomentError(
            _("This time is still ahead. Nothing was recorded; choose one that has passed.")
        )
    return at


def parse_moment(text: str, zone: ZoneInfo) -> datetime:
    """Return the aware datetime that `2026-03-01T08:00[:00][+01:00]` names.

    A value without an offset is in `zone`. With an offset, `zone` keeps its name where its own
    offset at that time is the same one.

    Raises:
        MomentError: the text is no such time, or its year lies outside 1900–2100.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None or match["clock"] is None:
        raise MomentError(_not_a_time())
    try:
        wall = datetime.fromisoformat(f"{match['day']}T{match['clock']}")
        check_day(wall.date())
        if match["offset"] is None:
            return wall.replace(tzinfo=zone)
        exact = datetime.fromisoformat(f"{match['day']}T{match['clock']}{match['offset']}")
    except ValueError:
        raise MomentError(_not_a_time()) from None
    in_zone = exact.astimezone(zone)
    return in_zone if in_zone.utcoffset() == exact.utcoffset() else exact


def parse_day(text: str) -> date:
    """Return the day that `2026-03-01` names, or raise MomentError."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None or match["clock"] is not None:
        raise MomentError(_not_a_day())
    try:
        return check_day(date.fromisoformat(match["day"]))
    except ValueError:
        raise MomentError(_not_a_day()) from None


def in_gap(wall: datetime) -> bool:
    """Say whether a wall-clock time was skipped by its zone's change to summer time."""
    return wall.astimezone(UTC).astimezone(wall.tzinfo).replace(tzinfo=None) != wall.replace(
        tzinfo=None
    )


def in_overlap(wall: datetime) -> bool:
    """Say whether a wall-clock time happened twice at its zone's change to winter time."""
    return (
        not in_gap(wall) and wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()
    )


def _not_a_time() -> str:
    return _(
        "That is not a time such as 2026-03-01T08:00 or 2026-03-01T08:00+01:00. "
        "Nothing was changed; write it so and try again."
    )


def _not_a_day() -> str:
    return _(
        "That is not a day such as 2026-03-01. Nothing was changed; write it so and try again."
    )
