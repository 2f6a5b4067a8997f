"""What the clocks of a zone do, as a calendar file says it: observances, by rules for years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

from dosejournal.domain import clock

_DAYS_BETWEEN_LOOKS = 7
_SECOND = timedelta(seconds=1)
_LAST_YEAR = clock.LAST_DAY.year


@dataclass(frozen=True, slots=True)
class Change:
    """A moment at which the clocks of a zone are set; offsets are those before and after it."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool

    @property
    def wall(self) -> datetime:
        """What the clocks showed when they were set."""
        return (self.at + self.before).replace(tzinfo=None)

    @property
    def gap(self) -> tuple[datetime, datetime] | None:
        """The time on the wall that was skipped, its end not included."""
        if self.after <= self.before:
            return None
        return self.wall, self.wall + (self.after - self.before)


class YearlyRule(NamedTuple):
    """A day that comes once a year: the `nth` such weekday of a month; -1 is the last one."""

    month: int
    nth: int
    weekday: int


@dataclass(frozen=True, slots=True)
class Observance:
    """From when on the clocks have an offset: once, or each year by a rule, until a moment."""

    change: Change
    rule: YearlyRule | None = None
    until: datetime | None = None


def tzid(now: datetime) -> str:
    """Return the name of a zone for a calendar; one that has none is called by its offset."""
    name = clock.zone_name(now)
    if name == "UTC":
        # of a zone called so, icalendar writes exceptions to a rule without any zone
        return "Etc/UTC"
    # a colon ends the name of a zone in such a file
    return f"UTC{name.replace(':', '')}" if name[0] in "+-" else name


def changes(zone: tzinfo, first_year: int) -> tuple[Change, ...]:
    """Return all changes of the clocks from a year on, up to the last day a journal can hold."""
    found: list[Change] = []
    low = _start(first_year)
    end = _start(_LAST_YEAR + 1)
    while low < end:
        high = low + timedelta(days=_DAYS_BETWEEN_LOOKS)
        while _offset(low, zone) != _offset(high, zone):
            change = _next(low, high, zone)
            found.append(change)
            low = change.at
        low = high
    return tuple(found)


def observances(
    zone: tzinfo, first_year: int, changes: Sequence[Change]
) -> tuple[Observance, ...]:
    """Return what the clocks showed at the beginning of a year, and all changes from then on."""
    start = _start(first_year)
    offset = _offset(start, zone)
    groups: dict[tuple[timedelta, timedelta, str, bool], list[Change]] = {}
    for change in changes:
        key = (change.before, change.after, change.name, change.is_summer)
        groups.setdefault(key, []).append(change)
    runs = [run for group in groups.values() for run in _runs(group)]
    return (
        Observance(_change(start, offset, zone)),
        *(_observance(run, rules) for run, rules in runs),
    )


def _runs(group: Sequence[Change]) -> Iterator[tuple[list[Change], set[YearlyRule]]]:
    # changes of one kind, year after year by a rule they have in common
    run, rules = [group[0]], _rules(group[0].wall)
    for change in group[1:]:
        wall, last = change.wall, run[-1].wall
        common = rules & _rules(wall)
        if common and wall.year == last.year + 1 and wall.time() == last.time():
            run.append(change)
            rules = common
        else:
            yield run, rules
            run, rules = [change], _rules(wall)
    yield run, rules


def _rules(wall: datetime) -> set[YearlyRule]:
    nth = (wall.day - 1) // 7 + 1
    found = {YearlyRule(wall.month, nth, wall.weekday())}
    if (wall + timedelta(days=7)).month != wall.month:
        found.add(YearlyRule(wall.month, -1, wall.weekday()))
    return found


def _observance(run: Sequence[Change], rules: set[YearlyRule]) -> Observance:
    if len(run) == 1:
        return Observance(run[0])
    # what holds until the last year that is looked at goes on
    goes_on = run[-1].wall.year == _LAST_YEAR
    return Observance(run[0], min(rules), None if goes_on else run[-1].at)


def _next(low: datetime, high: datetime, zone: tzinfo) -> Change:
    before = _offset(low, zone)
    while high - low > _SECOND:
        middle = low + (high - low) // 2 // _SECOND * _SECOND
        if _offset(middle, zone) == before:
            low = middle
        else:
            high = middle
    return _change(high, before, zone)


def _change(at: datetime, before: timedelta, zone: tzinfo) -> Change:
    local = at.astimezone(zone)
    return Change(
        at=at,
        before=before,
        after=_offset(at, zone),
        name=local.tzname() or "",
        is_summer=bool(local.dst()),
    )


def _offset(at: datetime, zone: tzinfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _start(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)
