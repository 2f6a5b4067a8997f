"""The eight weeks ahead, day by day, as a regimen that is being filled in would plan them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dosejournal.domain import clock
from dosejournal.domain import regimens as rules
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import Pause, PlannedDose, Regimen, RegimenDraft
from dosejournal.journal import regimens

WEEKS = 8

_NEW = 0  # no version in the journal has this id


@dataclass(frozen=True, slots=True)
class Before:
    """What is in the journal of a regimen that is being changed: its versions and pauses."""

    versions: tuple[Regimen, ...]
    pauses: tuple[Pause, ...]


@dataclass(frozen=True, slots=True)
class PlanDay:
    """One day with the times of its planned doses.

    `earlier` says that they are of a version before the change, `inside` that a plan holds then.
    """

    on: date
    times: tuple[time, ...] = ()
    earlier: bool = False
    inside: bool = True


@dataclass(frozen=True, slots=True)
class PlanDays:
    """The weeks that are shown, whole ones; `next_days` and `count` tell of those not past."""

    days: tuple[PlanDay, ...]
    today: date
    next_days: tuple[date, ...] = ()
    count: int = 0
    paused: bool = False
    kind: str = ""

    @property
    def has_earlier(self) -> bool:
        """Whether a dose of an earlier version is among them."""
        return any(day.earlier for day in self.days)


def waiting(now: datetime, week_begins: int) -> PlanDays:
    """Return the weeks from now on without any plan."""
    first = _week_of(now.date(), week_begins)
    days = tuple(PlanDay(first + timedelta(days=n)) for n in range(WEEKS * 7))
    return PlanDays(days, now.date())


def foreseen(
    draft: RegimenDraft, before: Before | None, now: datetime, week_begins: int
) -> PlanDays:
    """Return what a draft would plan, and until it holds what is planned already.

    `week_begins` is a weekday, Monday as 0. Amounts play no part.

    Raises:
        InputError: the draft is not complete.
    """
    draft = rules.checked(replace(draft, steps=()))
    today = clock.wall(now).date()
    first = _first_day(draft.first_day, today, week_begins)
    span = rules.span_of(first, first + timedelta(days=WEEKS * 7 - 1))
    new = _version(draft, before, now)
    old = _cut(before.versions if before else (), new.starts_at)
    pauses = before.pauses if before else ()
    doses = rules.planned([*old, new], pauses, *span, clock.zone_of(now))
    ahead = [dose for dose in doses if dose.wall > clock.wall(now)]
    held = [*old, new]
    return PlanDays(
        days=tuple(_day(first + timedelta(days=n), doses, held) for n in range(WEEKS * 7)),
        today=today,
        next_days=tuple(dict.fromkeys(dose.wall.date() for dose in ahead))[:3],
        count=len(ahead),
        paused=any(stop.covers(regimens.boundary(now)) for stop in pauses),
        kind=draft.pattern.kind,
    )


def anchor(pattern: Pattern, starts_at: datetime, before: Before | None) -> date:
    """Return the day from which a changed pattern counts; one that stays counts on."""
    if before is not None and before.versions[-1].pattern == pattern:
        return before.versions[-1].anchor
    return starts_at.date()


def _version(draft: RegimenDraft, before: Before | None, now: datetime) -> Regimen:
    starts_at, _end = rules.span_of(draft.first_day, draft.first_day)
    if before is not None:
        starts_at = max(starts_at, regimens.boundary(now))
    return Regimen(
        id=_NEW,
        series_id=before.versions[-1].series_id if before else _NEW,
        substance_id=_NEW,
        substance="",
        discreet_label="",
        pattern=draft.pattern,
        times=draft.times,
        anchor=anchor(draft.pattern, starts_at, before),
        starts_at=starts_at,
        ends_at=rules.span_of(draft.last_day, draft.last_day)[1] if draft.last_day else None,
    )


def _cut(versions: tuple[Regimen, ...], until: datetime) -> list[Regimen]:
    cut = [
        replace(each, ends_at=until if each.ends_at is None else min(each.ends_at, until))
        for each in versions
    ]
    return [each for each in cut if not each.is_empty]


def _day(on: date, doses: list[PlannedDose], versions: list[Regimen]) -> PlanDay:
    mine = [dose for dose in doses if dose.wall.date() == on]
    start, end = rules.span_of(on, on)
    return PlanDay(
        on=on,
        times=tuple(dose.wall.time() for dose in mine),
        earlier=bool(mine) and all(dose.regimen.id != _NEW for dose in mine),
        inside=any(
            each.starts_at < end and (each.ends_at is None or each.ends_at > start)
            for each in versions
        ),
    )


def _first_day(first_day: date, today: date, week_begins: int) -> date:
    first = _week_of(today, week_begins)
    if first_day >= first + timedelta(weeks=WEEKS):
        # a plan that begins later than these weeks is shown from its own beginning
        return _week_of(first_day, week_begins)
    return first


def _week_of(day: date, week_begins: int) -> date:
    return day - timedelta(days=(day.weekday() - week_begins) % 7)
