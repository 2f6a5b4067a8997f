"""Regimens: what the person means to take, by which pattern of days, and the planned doses."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from operator import itemgetter
from typing import NamedTuple

from dosejournal.domain import amounts, clock, patterns
from dosejournal.domain.patterns import Pattern
from dosejournal.errors import InputError
from dosejournal.i18n import _

DEFAULT_WINDOW_MINUTES = 120
LARGEST_WINDOW_MINUTES = 24 * 60
MOST_TIMES = 24
MOST_STEPS = 200

_MIDNIGHT = time()
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DoseStep:
    """The amount meant from a day on, as the person typed it; None where it is left open."""

    first_day: date
    amount: str | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RegimenDraft:
    """A regimen as filled in. Both days are included; without a last one it goes on.

    `anchor` is the day from which "every N days" and cycles count; None: the first day.
    """

    substance: str
    pattern: Pattern
    times: tuple[time, ...]
    first_day: date
    last_day: date | None = None
    steps: tuple[DoseStep, ...] = ()
    window_minutes: int = DEFAULT_WINDOW_MINUTES
    remind: bool = True
    note: str = ""
    anchor: date | None = None


@dataclass(frozen=True, slots=True)
class Regimen:
    """One version of a regimen: it foresees what lies on the wall from `starts_at` to `ends_at`.

    The start is included, the end is not; both are times on the wall, without a zone. All
    versions of one regimen have the same `series_id`, the id of the first.
    """

    id: int
    series_id: int
    substance_id: int
    substance: str
    discreet_label: str
    pattern: Pattern
    times: tuple[time, ...]
    anchor: date
    starts_at: datetime
    ends_at: datetime | None = None
    steps: tuple[DoseStep, ...] = ()
    window_minutes: int = DEFAULT_WINDOW_MINUTES
    remind: bool = True
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it was changed before it began to hold."""
        return self.ends_at is not None and self.ends_at <= self.starts_at

    @property
    def last_day(self) -> date | None:
        """The last day on which it foresees anything; None while it goes on."""
        if self.ends_at is None:
            return None
        return (self.ends_at - timedelta(microseconds=1)).date()

    def holds_at(self, on_wall: datetime) -> bool:
        """Say whether it is in force at this time on the wall."""
        return self.starts_at <= on_wall and (self.ends_at is None or on_wall < self.ends_at)

    def step_on(self, day: date) -> DoseStep | None:
        """Return the dose step that holds on a day; None before the first."""
        place = bisect_right(self.steps, day, key=lambda step: step.first_day)
        return self.steps[place - 1] if place else None


@dataclass(frozen=True, slots=True)
class Pause:
    """A time on the wall, its end not included, in which a regimen foresees nothing."""

    series_id: int
    starts_at: datetime
    ends_at: datetime | None = None

    def covers(self, on_wall: datetime) -> bool:
        """Say whether a time on the wall lies in it."""
        return self.starts_at <= on_wall and (self.ends_at is None or on_wall < self.ends_at)


class PlannedDose(NamedTuple):
    """One dose that a regimen foresees; computed, never kept. `wall` is its time on the wall."""

    wall: datetime
    regimen: Regimen
    step: DoseStep | None

    @property
    def key(self) -> tuple[int, datetime]:
        """What identifies it, whichever version of the regimen foresaw it."""
        return self.regimen.series_id, self.wall


def checked(draft: RegimenDraft) -> RegimenDraft:
    """Return a draft with its times and steps in order, amounts and units as they are kept.

    Raises:
        InputError: it could foresee nothing, or says two things of one day.
    """
    pattern = patterns.checked(draft.pattern)
    times = tuple(sorted({each.replace(second=0, microsecond=0) for each in draft.times}))
    _check_times(pattern, times)
    for day in (draft.first_day, draft.last_day, draft.anchor):
        if day is not None:
            clock.check_day(day)
    if draft.last_day is not None and draft.last_day < draft.first_day:
        raise InputError(
            _("The last day comes before the first one. Nothing was recorded; swap the two days.")
        )
    if not 0 <= draft.window_minutes <= LARGEST_WINDOW_MINUTES:
        raise InputError(
            _(
                "A dose counts as late after 0 minutes to 24 hours. "
                "Nothing was recorded; choose a time in between."
            )
        )
    return RegimenDraft(
        substance=draft.substance,
        pattern=pattern,
        times=times if pattern.kind != "as_needed" else (),
        first_day=draft.first_day,
        last_day=draft.last_day,
        steps=_checked_steps(draft.steps),
        window_minutes=draft.window_minutes,
        remind=draft.remind,
        note=draft.note,
        anchor=draft.anchor,
    )


def planned(
    regimens: Iterable[Regimen],
    pauses: Sequence[Pause],
    first: datetime,
    until: datetime,
    zone: tzinfo,
) -> list[PlannedDose]:
    """Return the planned doses from `first` to before `until`, both on the wall, in order of time.

    A day that the calendar of `zone` left out has none.
    """
    found: list[PlannedDose] = []
    for regimen in regimens:
        stops = [pause for pause in pauses if pause.series_id == regimen.series_id]
        found.extend(_of_regimen(regimen, stops, first, until, zone))
    # of the same time, in the order of the regimens: sorting keeps it
    found.sort(key=itemgetter(0))
    return found


def as_draft(regimen: Regimen) -> RegimenDraft:
    """Return a version as a draft, from which the next one is made."""
    return RegimenDraft(
        substance=regimen.substance,
        pattern=regimen.pattern,
        times=regimen.times,
        first_day=regimen.starts_at.date(),
        last_day=regimen.last_day,
        steps=regimen.steps,
        window_minutes=regimen.window_minutes,
        remind=regimen.remind,
        note=regimen.note,
        anchor=regimen.anchor,
    )


def _of_regimen(
    regimen: Regimen,
    stops: Sequence[Pause],
    first: datetime,
    until: datetime,
    zone: tzinfo,
) -> Iterator[PlannedDose]:
    first = max(first, regimen.starts_at)
    until = until if regimen.ends_at is None else min(until, regimen.ends_at)
    if until <= first:
        return
    last_day = (until - timedelta(microseconds=1)).date()
    missing = clock.missing_days(first.date(), last_day, zone)
    for day in patterns.days(regimen.pattern, regimen.anchor, first.date(), last_day):
        if day in missing:
            continue
        step = regimen.step_on(day) if regimen.steps else None
        for each in regimen.times:
            wall = datetime.combine(day, each)
            if not first <= wall < until:
                continue
            if stops and any(stop.covers(wall) for stop in stops):
                continue
            yield PlannedDose(wall, regimen, step)


def _check_times(pattern: Pattern, times: tuple[time, ...]) -> None:
    if not times and pattern.kind != "as_needed":
        raise InputError(
            _("A regimen needs a time of day. Nothing was recorded; give one such as 08:00.")
        )
    if len(times) > MOST_TIMES:
        raise InputError(
            _("A regimen has at most {n} times a day. Nothing was recorded; remove some.").format(
                n=MOST_TIMES
            )
        )


def _checked_steps(steps: tuple[DoseStep, ...]) -> tuple[DoseStep, ...]:
    if len(steps) > MOST_STEPS:
        raise InputError(
            _("A regimen has at most {n} dose steps. Nothing was recorded; remove some.").format(
                n=MOST_STEPS
            )
        )
    kept = {
        clock.check_day(step.first_day): DoseStep(
            step.first_day,
            amounts.amount(step.amount) if step.amount else None,
            amounts.unit(step.unit),
        )
        for step in steps
    }
    if len(kept) < len(steps):
        raise InputError(
            _("Two dose steps begin on the same day. Nothing was recorded; keep one of them.")
        )
    return tuple(kept[day] for day in sorted(kept))


def span_of(first_day: date, last_day: date) -> tuple[datetime, datetime]:
    """Return the wall-clock time from the start of one calendar day to the end of another."""
    return (
        datetime.combine(first_day, _MIDNIGHT),
        datetime.combine(last_day, _MIDNIGHT) + _ONE_DAY,
    )


def journal_span(
    first_day: date, last_day: date, day_starts_at: time
) -> tuple[datetime, datetime]:
    """Return the wall-clock time from the start of one journal day to the end of another."""
    return (
        datetime.combine(first_day, day_starts_at),
        datetime.combine(last_day, day_starts_at) + _ONE_DAY,
    )
