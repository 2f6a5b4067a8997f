"""From the versions of regimens to events that repeat by a rule of RFC 5545.

Each version is parted by its dose steps, times of day and, where it has a cycle, the days of
the cycle, so that one rule says when, and one amount holds. What a pause covers is left out time
by time; an open pause ends the rule.

Of a time that summer time skips the RFC says two things: there is none (3.3.10), and it is read
with the offset before the change, which makes 02:30 to 03:30 (3.3.5). The journal means the next
minute that there is. So such a time is left out of its rule, and is an event of its own at that
minute: every program then shows the same. A time that comes twice is the first one here as there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from dosejournal.domain import clock, patterns
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, Pause, Regimen
from dosejournal.exchange.calendar.zones import Change

_MIDNIGHT = time()
_NOON = time(12)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Times on the wall: the first, and those that follow it by the days of a pattern.

    `until` is the moment of the last one, None where it goes on; `without` are times that the
    rule has and the plan has not. `key` tells it from all others of a journal.
    """

    key: str
    regimen: Regimen
    step: DoseStep | None
    starts_at: datetime
    rule: Pattern | None = None
    until: datetime | None = None
    without: tuple[datetime, ...] = ()


class _Span(NamedTuple):
    """A time on the wall, its end not included; without an end it goes on."""

    first: datetime
    until: datetime | None

    def holds(self, wall: datetime) -> bool:
        return self.first <= wall and (self.until is None or wall < self.until)


class _Stop(NamedTuple):
    """A time on the wall, its end not included, in which a rule must have nothing."""

    first: datetime
    until: datetime

    def holds(self, wall: datetime) -> bool:
        return self.first <= wall < self.until


@dataclass(frozen=True, slots=True)
class _Slot:
    """One time of day of a version, by one rule, in a span in which one amount holds.

    `place` is the day of the cycle that it stands for.
    """

    regimen: Regimen
    step: DoseStep | None
    at: time
    rule: Pattern
    anchor: date
    place: int
    span: _Span

    @property
    def key(self) -> str:
        step = self.step.first_day.isoformat() if self.step else ""
        version = self.regimen
        return f"{version.series_id}/{version.id}/{step}/{self.at:%H:%M}/{self.place}"

    def walls(self, first: date, last: date) -> list[datetime]:
        """Return its times on the days from the first to the last, both included."""
        days = patterns.days(self.rule, self.anchor, first, last)
        walls = (datetime.combine(day, self.at) for day in days)
        return [wall for wall in walls if self.span.holds(wall)]

    def within(self, stop: _Stop) -> list[datetime]:
        """Return its times that lie in a stop."""
        return [w for w in self.walls(stop.first.date(), stop.until.date()) if stop.holds(w)]

    def next(self, wall: datetime) -> datetime | None:
        """Return the first of its times from this one on."""
        first = max(wall.date(), self.anchor)
        return next((w for w in self.walls(first, first + self._reach) if w >= wall), None)

    def previous(self, wall: datetime) -> datetime | None:
        """Return the last of its times before this one."""
        walls = self.walls(wall.date() - self._reach, wall.date())
        return next((w for w in reversed(walls) if w < wall), None)

    @property
    def _reach(self) -> timedelta:
        # so many days have one of its own among them
        return timedelta(days=max(self.rule.every, len(patterns.WEEKDAYS)) + 1)


def of(
    regimens: Iterable[Regimen],
    pauses: Sequence[Pause],
    zone: tzinfo,
    changes: Sequence[Change],
) -> Iterator[Recurrence]:
    """Give what regimens foresee, outside of pauses, as the clocks of a zone show it."""
    gaps = [_Stop(*change.gap) for change in changes if change.gap is not None]
    missing = [stop for gap in gaps for stop in _missing_days(gap)]
    for regimen in regimens:
        own = [pause for pause in pauses if pause.series_id == regimen.series_id]
        stops = missing + [_Stop(p.starts_at, p.ends_at) for p in own if p.ends_at is not None]
        stays = min((p.starts_at for p in own if p.ends_at is None), default=None)
        for slot in _slots(regimen, stays):
            skipped = [gap for gap in gaps if _has_time(gap, slot.at)]
            yield from _repeated(slot, stops + skipped, zone)
            yield from _moved(slot, skipped, stops, zone)


def _slots(regimen: Regimen, stays: datetime | None) -> Iterator[_Slot]:
    for step, span in _parts(regimen, stays):
        for at in regimen.times:
            for place, rule, anchor in _rules(regimen):
                yield _Slot(regimen, step, at, rule, anchor, place, span)


def _parts(regimen: Regimen, stays: datetime | None) -> Iterator[tuple[DoseStep | None, _Span]]:
    ends = [end for end in (regimen.ends_at, stays) if end is not None]
    starts = [datetime.combine(step.first_day, _MIDNIGHT) for step in regimen.steps]
    for step, start, following in zip(
        (None, *regimen.steps),
        (regimen.starts_at, *starts),
        (*starts, None),
        strict=True,
    ):
        first = max(start, regimen.starts_at)
        until = min((*ends, *(() if following is None else (following,))), default=None)
        if until is None or first < until:
            yield step, _Span(first, until)


def _rules(regimen: Regimen) -> Iterator[tuple[int, Pattern, date]]:
    signs = regimen.pattern.signs
    if not signs:
        yield 0, regimen.pattern, regimen.anchor
    for place, sign in enumerate(signs):
        if sign == "1":
            rule = Pattern("every", every=len(signs))
            yield place, rule, regimen.anchor + timedelta(days=place)


def _repeated(slot: _Slot, stops: Sequence[_Stop], zone: tzinfo) -> Iterator[Recurrence]:
    first = slot.next(slot.span.first)
    while first is not None and (stop := _covering(stops, first)) is not None:
        first = slot.next(stop.until)
    if first is None:
        return
    last = None if slot.span.until is None else slot.previous(slot.span.until)
    while last is not None and (stop := _covering(stops, last)) is not None:
        last = slot.previous(stop.first)
    if last == first:
        yield Recurrence(slot.key, slot.regimen, slot.step, first)
        return
    left_out = {
        wall
        for stop in stops
        for wall in slot.within(stop)
        if first < wall and (last is None or wall < last)
    }
    yield Recurrence(
        slot.key,
        slot.regimen,
        slot.step,
        first,
        slot.rule,
        None if last is None else clock.resolve(last, zone).astimezone(UTC),
        tuple(sorted(left_out)),
    )


def _moved(
    slot: _Slot, gaps: Sequence[_Stop], stops: Sequence[_Stop], zone: tzinfo
) -> Iterator[Recurrence]:
    for gap in gaps:
        for wall in slot.within(gap):
            if _covering(stops, wall) is None:
                at = clock.wall(clock.resolve(wall, zone))
                yield Recurrence(f"{slot.key}/{wall:%Y-%m-%d}", slot.regimen, slot.step, at)


def _covering(stops: Iterable[_Stop], wall: datetime) -> _Stop | None:
    return next((stop for stop in stops if stop.holds(wall)), None)


def _missing_days(gap: _Stop) -> Iterator[_Stop]:
    # a day without its noon has no planned dose at all
    for day in (gap.first.date(), gap.until.date()):
        if gap.holds(datetime.combine(day, _NOON)):
            start = datetime.combine(day, _MIDNIGHT)
            yield _Stop(start, start + _ONE_DAY)


def _has_time(gap: _Stop, at: time) -> bool:
    return any(
        gap.holds(datetime.combine(day, at)) for day in (gap.first.date(), gap.until.date())
    )
