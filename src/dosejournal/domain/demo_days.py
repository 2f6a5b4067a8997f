"""The days of an invented record, and what about them is left to chance."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from dosejournal.domain.clock import DEFAULT_DAY_START, journal_day
from dosejournal.domain.entries import CheckInDraft, DoseDraft

Draft = TypeVar("Draft", CheckInDraft, DoseDraft)

_HOLE_DAYS = 14
_HOLE_EVERY_DAYS = 365
_SHORTEST_WITH_HOLE_DAYS = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """How long the record is, and which of the many it is.

    With `check_ins_per_day`, each day has exactly so many and all measures are rated in each: that
    is for measuring speed.
    """

    days: int = 365
    seed: int = 1
    check_ins_per_day: int | None = None


@dataclass(frozen=True, slots=True)
class Invented(Generic[Draft]):
    """What was recorded, and when: later than it happened where it was back-dated."""

    draft: Draft
    recorded_at: datetime


def chance_of(plan: Plan, what: str) -> random.Random:
    """Return the chance of one matter: the same for the same seed."""
    # one source a matter: that one has more to draw must not change the other
    return random.Random(f"{plan.seed} {what}")  # noqa: S311 - invented, not secret


def days_of(plan: Plan, now: datetime) -> list[date]:
    """Return the journal days of the record, the oldest first."""
    today = day_of(now)
    return [today - timedelta(days=ago) for ago in range(plan.days - 1, -1, -1)]


def day_of(at: datetime) -> date:
    """Return the journal day of a moment."""
    return journal_day(at, DEFAULT_DAY_START)


def at_minute(day: date, minutes: float, now: datetime) -> datetime:
    """Return the moment so many minutes after the midnight that a day begins with."""
    wall = datetime.combine(day, time()) + timedelta(minutes=round(minutes))
    return wall.replace(tzinfo=now.tzinfo)


def spaced(days: list[date], chance: random.Random, gaps: Sequence[int]) -> Iterator[date]:
    """Give days with gaps between them drawn from these."""
    number = chance.choice(gaps) - 1
    while number < len(days):
        yield days[number]
        number += chance.choice(gaps)


def holes(plan: Plan, days: list[date]) -> set[date]:
    """Return the days of the two weeks a year in which nothing was recorded at all."""
    chance = chance_of(plan, "holes")
    missing: set[date] = set()
    if plan.check_ins_per_day is not None or len(days) < _SHORTEST_WITH_HOLE_DAYS:
        return missing
    for start in range(0, len(days), _HOLE_EVERY_DAYS):
        year = days[start : start + _HOLE_EVERY_DAYS]
        if len(year) >= _SHORTEST_WITH_HOLE_DAYS:
            first = chance.randrange(len(year) // 4, len(year) // 2)
            missing.update(year[first : first + _HOLE_DAYS])
    return missing
