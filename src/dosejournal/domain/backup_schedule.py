"""The names of backups, and which of them are kept.

A name tells the moment and a number that only rises. The moment may be wrong, because clocks are;
so nothing is thinned by time alone.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

INTERVAL = timedelta(minutes=30)
"""How often a journal in use is backed up."""

ROUTINE = ("regular", "close")
"""Why most backups are made; of these, one for each interval is enough."""

_ALL_OF = timedelta(days=2)
_UPGRADES_OF = timedelta(days=365)
_NEWEST = 5
# the clock was wrong before or after such a step, or nobody used the journal meanwhile
_LEAP = timedelta(days=40)
_BACK = timedelta(days=2)
# what the clock did earlier than that many backups ago is forgotten: else one wrong day would
# keep every later backup for years
_REMEMBERED = 200
_MOMENT = "%Y-%m-%dT%H-%M-%SZ"
_NAME = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)-(?P<number>\d{6,9})-(?P<reason>[a-z]+)"
    r"(?:-version-(?P<version>\d{1,4}))?\.db"
)


@dataclass(frozen=True, slots=True)
class Name:
    """What the name of a backup tells; `version` is that of a journal before an upgrade."""

    at: datetime
    number: int
    reason: str
    version: int | None = None

    @property
    def text(self) -> str:
        """The name as a file has it."""
        version = "" if self.version is None else f"-version-{self.version}"
        return f"{stamp(self.at)}-{self.number:06}-{self.reason}{version}.db"


def stamp(at: datetime) -> str:
    """Return a moment as names of files write it, to the second and in UTC."""
    return at.astimezone(UTC).strftime(_MOMENT)


def parsed(text: str) -> Name | None:
    """Return what the name of a file tells, or None for a file that is no backup of ours."""
    found = _NAME.fullmatch(text)
    if found is None:
        return None
    try:
        at = datetime.strptime(found["at"], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        # a thirteenth month
        return None
    version = None if found["version"] is None else int(found["version"])
    return Name(at, int(found["number"]), found["reason"], version)


def next_number(names: Iterable[Name]) -> int:
    """Return the number of the next backup."""
    return max((name.number for name in names), default=0) + 1


def kept(
    names: Collection[Name], now: datetime, last_entry_at: datetime | None = None
) -> frozenset[Name]:
    """Return the backups to keep: close together where they are new, and wider the older.

    All of two days, but one for each half hour of use; then 12 days, 10 weeks and 9 months with
    the newest of each; those made before an upgrade for a year; and, whatever the clock says, the
    five with the highest numbers, and those around each leap of the clock: five before it, and
    the one after it. Where the clock must be wrong, all are kept.
    """
    numbered = sorted(names, key=lambda name: (name.number, name.at))
    if _is_clock_wrong(numbered, now, last_entry_at):
        return frozenset(names)
    found = set(numbered[-_NEWEST:]) | _around_leaps(numbered)
    found |= {name for name in names if name.reason == "upgrade" and now - name.at <= _UPGRADES_OF}
    newest_first = sorted(names, key=lambda name: (name.at, name.number), reverse=True)
    recent = [name for name in newest_first if now - name.at < _ALL_OF]
    found |= {name for name in recent if name.reason not in ROUTINE}
    found |= set(_newest_of_each((name for name in recent if name.reason in ROUTINE), _half_hour))
    older = newest_first[len(recent) :]
    for span, most in _SPANS:
        chosen = _newest_of_each(older, span)[:most]
        found |= set(chosen)
        if chosen:
            last = chosen[-1].at
            older = [name for name in older if name.at < last and span(name.at) != span(last)]
    return frozenset(found)


def _is_clock_wrong(numbered: list[Name], now: datetime, last_entry_at: datetime | None) -> bool:
    if last_entry_at is not None and last_entry_at > now:
        return True
    return any(name.at - now > _ALL_OF for name in numbered[-_REMEMBERED:])


def _around_leaps(numbered: list[Name]) -> set[Name]:
    found: set[Name] = set()
    remembered = len(numbered) - _REMEMBERED
    for place, (before, after) in enumerate(pairwise(numbered), start=1):
        step = after.at - before.at
        if place > remembered and not -_BACK <= step <= _LEAP:
            # without the one after it nothing would tell of a leap back, once time has caught up
            found |= set(numbered[max(place - _NEWEST, 0) : place + 1])
    return found


def _newest_of_each(
    newest_first: Iterable[Name], span: Callable[[datetime], object]
) -> list[Name]:
    found: dict[object, Name] = {}
    for name in newest_first:
        found.setdefault(span(name.at), name)
    return list(found.values())


def _half_hour(at: datetime) -> object:
    return at.timestamp() // INTERVAL.total_seconds()


def _day(at: datetime) -> object:
    return at.date()


def _week(at: datetime) -> object:
    return at.isocalendar()[:2]


def _month(at: datetime) -> object:
    return at.year, at.month


_SPANS: tuple[tuple[Callable[[datetime], object], int], ...] = (
    (_day, 12),
    (_week, 10),
    (_month, 9),
)
