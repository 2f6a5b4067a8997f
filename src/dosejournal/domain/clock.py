"""Moments, journal days and zones: the only place that computes them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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


_OFFSET = re.compile(r"([+-])([01]\d|2[0-3]):([0-5]\d)")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


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


def zone_of(at: datetime) -> tzinfo:
    """Return the zone of an aware datetime; UTC for one that has none."""
    return at.tzinfo or UTC


def zone_named(name: str) -> tzinfo:
    """Return the zone that `zone_name` named; UTC where this computer does not know it."""
    try:
        return ZoneInfo(name)
    # of a folder of zones, such as "America", the system says that it is one
    except (ZoneInfoNotFoundError, ValueError, OSError):
        offset = _OFFSET.fullmatch(name)
        if offset is None:
            return UTC
        minutes = int(offset[2]) * 60 + int(offset[3])
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))


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


def wall(at: datetime) -> datetime:
    """Return what the clock on the wall showed, without its zone: what plans are compared by."""
    return at.replace(tzinfo=None, fold=0)


def resolve(on_wall: datetime, zone: tzinfo) -> datetime:
    """Return the moment at which the clocks of `zone` show a planned time, once in any case.

    A time that happens twice is meant the first time; one that is skipped is due at the next
    minute that there is.
    """
    at = on_wall.replace(tzinfo=zone, fold=0)
    if not in_gap(at):
        return at
    # within a gap the offsets of the two readings differ by its length
    length = abs((at.replace(fold=1).utcoffset() or timedelta()) - (at.utcoffset() or timedelta()))
    start = at.replace(second=0, microsecond=0)
    # its own minute may have begun before the gap; the last one lies after it in any case
    low, high = 1, length // timedelta(minutes=1) + 2
    while low < high:
        middle = (low + high) // 2
        if in_gap(start + timedelta(minutes=middle)):
            low = middle + 1
        else:
            high = middle
    return start + timedelta(minutes=low)


def missing_days(first: date, last: date, zone: tzinfo) -> frozenset[date]:
    """Return the days that the calendar of `zone` left out: crossing the date line drops one."""
    # such a day moves the offset by a whole day for good, so that most ranges are known at once
    years = (date(year, 1, 1) for year in range(first.year + 1, last.year + 1))
    noons = [_noon(day, zone) for day in (first, *years, last)]
    # the last day may be the one left out: its second reading has the offset of the day after
    noons.append(noons[-1].replace(fold=1))
    offsets = [noon.utcoffset() or timedelta() for noon in noons]
    if max(offsets) - min(offsets) < timedelta(hours=12):
        return frozenset()
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return frozenset(day for day in every if in_gap(_noon(day, zone)))


def _noon(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, _NOON, zone)


def parse_clock(text: str) -> time:
    """Return the time of day that `08:00` names, or raise MomentError."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise MomentError(
            _(
                "That is not a time of day such as 08:00. Nothing was changed; "
                "write it so and try again."
            )
        )
    return time(int(match[1]), int(match[2]))


def _not_a_time() -> str:
    return _(
        "That is not a time such as 2026-03-01T08:00 or 2026-03-01T08:00+01:00. "
        "Nothing was changed; write it so and try again."
    )


def _not_a_day() -> str:
    return _(
        "That is not a day such as 2026-03-01. Nothing was changed; write it so and try again."
    )
