"""An invented record to try things out with: the same for the same seed, and about nobody.

Mood drifts from day to day and knows the weekdays; days are missing, some have several check-ins.
Doses are drawn apart from the ratings, so nothing taken here has an effect.
"""

import math
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from dosejournal.domain import demo_words
from dosejournal.domain.demo_days import Invented, Plan, at_minute, chance_of, days_of, holes
from dosejournal.domain.demo_doses import doses, regimens
from dosejournal.domain.entries import CheckInDraft

__all__ = ["Invented", "Plan", "check_ins", "doses", "regimens"]

Levels = Mapping[str, float]

# how much of a day's deviation is still there on the next
_MEMORY = 0.4
_OWN_SPREAD = 7.0
_MOMENT_SPREAD = 4.0
_SEASON_SPREAD = 3.0
_SEASON_DAYS = 140
_SHARED = "shared"
_SLEEP = "sleep_quality"
_CENTRES = {"mood": 58.0, "focus": 55.0, "energy": 52.0, "calm": 60.0, _SLEEP: 63.0}
# from Monday to Sunday
_WEEKDAYS = (-5.0, -2.0, -1.0, 0.0, 2.0, 5.0, 3.0)
_BAD_NIGHT = 50

_EMPTY_DAYS = 0.09
_UNRATED = 0.05
_BACK_DATED = 0.015

# minutes since midnight; the last usual one may slip past the next midnight
_USUAL_MINUTES = (8 * 60, 13 * 60, 18 * 60 + 30, 23 * 60)
_FIRST_MINUTE, _LAST_MINUTE = 7 * 60, 23 * 60


def check_ins(plan: Plan, now: datetime) -> list[Invented[CheckInDraft]]:
    """Return the check-ins up to now, in the order in which they were recorded."""
    chance = chance_of(plan, "check-ins")
    days = days_of(plan, now)
    missing = holes(plan, days)
    found: list[Invented[CheckInDraft]] = []
    for day, levels in zip(days, _levels(plan, days), strict=True):
        if plan.check_ins_per_day is not None:
            drafts = _all(day, levels, chance, plan.check_ins_per_day, now)
        else:
            drafts = _some(day, levels, chance, now)
            drafts = [draft for draft in drafts if draft.at <= now and day not in missing]
        found.extend(Invented(draft, draft.at) for draft in drafts)
    if plan.check_ins_per_day is None:
        found = list(_back_dated(found, chance, now))
    return sorted(found, key=lambda one: one.recorded_at)


def _levels(plan: Plan, days: Iterable[date]) -> Iterator[Levels]:
    """Give the level of each measure day by day: autoregressive, with weekdays and seasons."""
    chance = chance_of(plan, "levels")
    phase = chance.uniform(0, 2 * math.pi)
    deviations = dict.fromkeys((_SHARED, *_CENTRES), 0.0)
    fresh = math.sqrt(1 - _MEMORY**2) * _OWN_SPREAD
    for number, day in enumerate(days):
        for name in deviations:
            deviations[name] = _MEMORY * deviations[name] + chance.gauss(0, fresh)
        season = _SEASON_SPREAD * math.sin(2 * math.pi * number / _SEASON_DAYS + phase)
        common = season + deviations[_SHARED] + _WEEKDAYS[day.weekday()]
        yield {name: centre + common + deviations[name] for name, centre in _CENTRES.items()}


def _rated(levels: Levels, chance: random.Random) -> dict[str, float]:
    return {
        name: float(min(100, max(0, round(level + chance.gauss(0, _MOMENT_SPREAD)))))
        for name, level in levels.items()
    }


def _all(
    day: date, levels: Levels, chance: random.Random, number: int, now: datetime
) -> list[CheckInDraft]:
    step = (_LAST_MINUTE - _FIRST_MINUTE) / number
    times = (at_minute(day, _FIRST_MINUTE + step * place, now) for place in range(number))
    return [
        # also on a last day that is not over, a journal for measuring is as large as was asked for
        CheckInDraft(min(at, now), _rated(levels, chance), *_words(chance, ()))
        for at in times
    ]


def _some(day: date, levels: Levels, chance: random.Random, now: datetime) -> list[CheckInDraft]:
    if chance.random() < _EMPTY_DAYS:
        return []
    number = chance.choices((1, 2, 3), (55, 30, 15))[0]
    drafts = []
    for place, usual in enumerate(sorted(chance.sample(_USUAL_MINUTES, number))):
        rated = _rated(levels, chance)
        if place > 0:  # a night is rated once
            del rated[_SLEEP]
        kept = {name: value for name, value in rated.items() if chance.random() > _UNRATED}
        slept_badly = kept.get(_SLEEP, 100) < _BAD_NIGHT and chance.random() < 0.7
        first = (demo_words.bad_sleep(),) if slept_badly else ()
        note, tags = _words(chance, first)
        at = at_minute(day, chance.gauss(usual, 35), now)
        drafts.append(CheckInDraft(at, kept or {"mood": rated["mood"]}, note, tags))
    return drafts


def _words(chance: random.Random, tags: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    usual = demo_words.tags()
    number = chance.choices((0, 1, 2), (45, 40, 15))[0]
    picked = chance.choices(tuple(usual), tuple(usual.values()), k=number)
    note = chance.choice(demo_words.notes()) if chance.random() < 0.22 else ""
    return note, tuple(dict.fromkeys((*tags, *picked)))


def _back_dated(
    found: list[Invented[CheckInDraft]], chance: random.Random, now: datetime
) -> Iterator[Invented[CheckInDraft]]:
    """Let some check-ins be recorded a day late, and one in any case."""
    for number, one in enumerate(found):
        late = chance.random() < _BACK_DATED or number == len(found) // 3
        hours = chance.uniform(10, 30)
        recorded_at = one.recorded_at + timedelta(minutes=round(hours * 60))
        yield replace(one, recorded_at=recorded_at) if late and recorded_at <= now else one
