"""What the invented person expects and remembers: more on days with a dose, and for nothing.

Expectations are drawn beside the doses and apart from the ratings, so that they go along with
what was taken and not with how the day was. Weeks are remembered a little better than recorded.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from dosejournal.domain import demo_words
from dosejournal.domain.demo_days import Invented, Plan, at_minute, chance_of, day_of, days_of
from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.expectancy import FARTHEST_CHANGE, SUREST, ExpectancyDraft

MEASURE = "mood"

# mean and spread of the expected change
_OF_DOSE = (12.0, 8.0)
_OF_SKIPPED = (-5.0, 6.0)
_OF_OFF_DAY = (0.0, 5.0)
_CERTAINTY = (60.0, 14.0)
_SAID_BEFORE_DOSES = 0.8
_SAID_ON_OFF_DAYS = 0.25
_OFF_DAY_MINUTE = 8 * 60 + 45
_LONGEST_WEEKS = 26
_FEWEST_DAYS = 4
_REMEMBERED = (3.0, 5.0)


def expectations(
    plan: Plan, doses: Iterable[DoseDraft], missing: set[date], now: datetime
) -> list[ExpectancyDraft]:
    """Return what was expected of days with and without a dose, one a day, in order of time."""
    chance = chance_of(plan, "expectations")
    name = demo_words.usual_substance()
    firsts: dict[date, DoseDraft] = {}
    for dose in doses:
        if dose.substance == name:
            firsts.setdefault(day_of(dose.at), dose)
    found = []
    for day in days_of(plan, now):
        first = firsts.get(day)
        said = chance.random() < (_SAID_BEFORE_DOSES if first else _SAID_ON_OFF_DAYS)
        mean, spread = _OF_OFF_DAY
        at = at_minute(day, chance.gauss(_OFF_DAY_MINUTE, 30), now)
        if first is not None:
            mean, spread = _OF_SKIPPED if first.status == "skipped" else _OF_DOSE
            at = first.at - timedelta(minutes=1)
        change = round(_within(chance.gauss(mean, spread), -FARTHEST_CHANGE, FARTHEST_CHANGE))
        certainty = round(_within(chance.gauss(*_CERTAINTY), 0.0, SUREST))
        if said and at <= now and day not in missing and day_of(at) == day:
            found.append(ExpectancyDraft(at, name, MEASURE, float(change), float(certainty)))
    return found


def looks_back(
    plan: Plan, check_ins: Iterable[Invented[CheckInDraft]], now: datetime
) -> Iterator[tuple[date, datetime, float]]:
    """Give the Monday of each of the last weeks, when it was looked back on, and how it was."""
    chance = chance_of(plan, "looks back")
    days = _days(check_ins)
    today = day_of(now)
    monday = today - timedelta(days=today.weekday())
    for ago in range(_LONGEST_WEEKS, 0, -1):
        week = monday - timedelta(days=7 * ago)
        means = [days[day] for day in (week + timedelta(days=n) for n in range(7)) if day in days]
        at = min(at_minute(week + timedelta(days=7), chance.gauss(10 * 60, 60), now), now)
        memory = chance.gauss(*_REMEMBERED)
        if len(means) >= _FEWEST_DAYS:
            yield week, at, float(round(_within(sum(means) / len(means) + memory, 0.0, 100.0)))


def _days(check_ins: Iterable[Invented[CheckInDraft]]) -> Mapping[date, float]:
    values: dict[date, list[float]] = {}
    for one in check_ins:
        if MEASURE in one.draft.ratings:
            values.setdefault(day_of(one.draft.at), []).append(one.draft.ratings[MEASURE])
    return {day: sum(found) / len(found) for day, found in values.items()}


def _within(value: float, low: float, high: float) -> float:
    return min(high, max(low, value))
