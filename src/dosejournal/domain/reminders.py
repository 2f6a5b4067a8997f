"""What to remind of, and when: decided from what the clock on the wall shows, and nothing else.

Suspending, changed clocks and travel need no special case: whatever lies between what the wall
showed at the last look and what it shows now has come, and each occasion is told of once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from hashlib import sha256
from typing import Literal, NamedTuple

from dosejournal.domain import clock
from dosejournal.domain.entries import PlannedRef
from dosejournal.domain.regimens import MOST_TIMES, PlannedDose
from dosejournal.errors import InputError
from dosejournal.i18n import _

OccasionKind = Literal["check_in", "prompt", "dose"]

EVERY_DAY = tuple(range(7))
MOST_PROMPTS = 24
DAY_MINUTES = 24 * 60

# a check-in made up to this long before an occasion answers it
ANSWERS_AHEAD = timedelta(hours=1)
# what is older was not told of in time: the program was closed, or the computer slept
_IN_TIME = timedelta(minutes=5)
_APART_MINUTES = 15
_ROOM_MINUTES = 30
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CheckInRule:
    """When to remind of a check-in; weekdays count from Monday as 0."""

    enabled: bool = False
    weekdays: tuple[int, ...] = EVERY_DAY
    times: tuple[time, ...] = ()


@dataclass(frozen=True, slots=True)
class PromptRule:
    """How many prompts come at random in a day, and between which of its minutes."""

    enabled: bool = False
    per_day: int = 3
    first_minute: int = 9 * 60
    last_minute: int = 21 * 60


@dataclass(frozen=True, slots=True)
class Rules:
    """What the person wants to be reminded of; the seed is what makes prompts hard to guess."""

    check_in: CheckInRule = CheckInRule()
    dose: bool = False
    prompt: PromptRule = PromptRule()
    seed: int = 0

    @property
    def are_on(self) -> bool:
        """Whether there is anything to remind of."""
        return self.check_in.enabled or self.dose or self.prompt.enabled


class Occasion(NamedTuple):
    """One time to remind of something.

    `key` names it for good, by the time it was meant for; `at` is when that is on the wall here,
    where the clocks may have left out the time that was meant.
    """

    at: datetime
    kind: OccasionKind
    key: str
    planned: PlannedRef | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The occasions to look through.

    What lies no later than `since` was there at the last look: when nothing is known of it, it
    was planned after its time, and is passed over. What was told waits unless it came before
    `open_since`.
    """

    occasions: Sequence[Occasion]
    since: datetime
    open_since: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """What a look found: to be told of now, missed meanwhile, and told before but still open."""

    fresh: tuple[Occasion, ...] = ()
    missed: tuple[Occasion, ...] = ()
    waiting: tuple[Occasion, ...] = ()


def due(
    now: datetime,
    plan: Plan,
    recorded: frozenset[str],
    snoozed: Mapping[str, datetime | None],
) -> Due:
    """Return what to remind of when the clock on the wall shows `now`.

    `recorded` holds the keys of what was done or skipped. `snoozed` holds what was told: until
    when it is silent, or None where it is for good.
    """
    fresh: list[Occasion] = []
    missed: list[Occasion] = []
    waiting: list[Occasion] = []
    for occasion in plan.occasions:
        if occasion.key in recorded:
            continue
        came = occasion.at
        if occasion.key in snoozed:
            until = snoozed[occasion.key]
            if until is None:
                # also while a clock that was set back shows less than when it was told
                if occasion.at >= plan.open_since:
                    waiting.append(occasion)
                continue
            came = until
        elif came <= plan.since:
            continue
        if came <= now:
            (fresh if now - came <= _IN_TIME else missed).append(occasion)
    known = recorded.union(snoozed)
    asks = [each.at for each in plan.occasions if each.kind != "dose" and each.key in known]
    last = max(asks, default=now)
    # an earlier check-in does not come back when the one that took its place is answered
    waiting = [each for each in waiting if each.kind == "dose" or each.at >= last]
    return Due(tuple(fresh), tuple(missed), tuple(waiting))


def latest_only(occasions: Sequence[Occasion]) -> list[Occasion]:
    """Return them without check-ins that a later one has taken the place of: one answers all."""
    asks = [each for each in occasions if each.kind != "dose"]
    last = max(asks, default=None)
    return sorted(each for each in occasions if each.kind == "dose" or each == last)


def answered(occasions: Iterable[Occasion], check_in_at: datetime | None) -> Iterator[str]:
    """Yield the keys of the check-ins and prompts that the latest check-in answers."""
    if check_in_at is None:
        return
    for occasion in occasions:
        if occasion.kind != "dose" and check_in_at >= occasion.at - ANSWERS_AHEAD:
            yield occasion.key


def occasions(rules: Rules, first: datetime, until: datetime, zone: tzinfo) -> list[Occasion]:
    """Return the check-ins and prompts from `first` to `until` on the wall, both included."""
    missing = clock.missing_days(first.date(), until.date(), zone)
    found: list[Occasion] = []
    day = first.date()
    while day <= until.date():
        if day not in missing:
            found.extend(_of_day(rules, day, zone))
        day += _ONE_DAY
    return [each for each in found if first <= each.at <= until]


def of_doses(doses: Iterable[PlannedDose], zone: tzinfo) -> list[Occasion]:
    """Return the planned doses of which their regimens want to remind."""
    return [
        Occasion(
            _here(dose.wall, zone),
            "dose",
            dose_key(*dose.key),
            PlannedRef(dose.regimen.id, dose.wall),
        )
        for dose in doses
        if dose.regimen.remind
    ]


def dose_key(series_id: int, wall: datetime) -> str:
    """Return the key of a planned dose, whichever version of its regimen foresaw it."""
    return f"dose {series_id} {wall:%Y-%m-%dT%H:%M}"


def drawn(rule: PromptRule, seed: int, day: date) -> list[time]:
    """Return the times of a day's prompts: one at random in each of as many equal stretches.

    They depend on the seed and the day alone, and lie at least 15 minutes apart.
    """
    stretch = (rule.last_minute - rule.first_minute) / rule.per_day
    room = max(stretch - _APART_MINUTES, 0)
    minutes = [
        int(rule.first_minute + number * stretch + _fraction(seed, day, number) * room)
        for number in range(rule.per_day)
    ]
    return [time(*divmod(minute, 60)) for minute in minutes]


def checked_check_in(rule: CheckInRule) -> CheckInRule:
    """Return a rule with its times in order, or raise InputError when none could follow."""
    times = tuple(sorted({each.replace(second=0, microsecond=0) for each in rule.times}))
    if rule.enabled and not times:
        raise InputError(
            _("A reminder needs a time of day. Nothing was changed; give one such as 08:00.")
        )
    if rule.enabled and not rule.weekdays:
        raise InputError(
            _("A reminder needs a weekday. Nothing was changed; choose at least one.")
        )
    if len(times) > MOST_TIMES:
        raise InputError(
            _("There are at most {n} reminders a day. Nothing was changed; remove some.").format(
                n=MOST_TIMES
            )
        )
    return replace(rule, times=times, weekdays=tuple(sorted(set(rule.weekdays))))


def checked_prompts(rule: PromptRule) -> PromptRule:
    """Return a rule that leaves room for its prompts, or raise InputError."""
    if not 1 <= rule.per_day <= MOST_PROMPTS:
        raise InputError(
            _("There are 1 to {n} prompts a day. Nothing was changed; choose again.").format(
                n=MOST_PROMPTS
            )
        )
    if not 0 <= rule.first_minute < rule.last_minute <= DAY_MINUTES:
        raise InputError(
            _("The last hour comes before the first one. Nothing was changed; swap the two.")
        )
    if rule.last_minute - rule.first_minute < rule.per_day * _ROOM_MINUTES:
        raise InputError(
            _(
                "So many prompts do not fit between these hours: each needs half an hour. "
                "Nothing was changed; choose fewer, or more time."
            )
        )
    return rule


def _of_day(rules: Rules, day: date, zone: tzinfo) -> Iterator[Occasion]:
    if rules.check_in.enabled and day.weekday() in rules.check_in.weekdays:
        yield from _at("check_in", day, rules.check_in.times, zone)
    if rules.prompt.enabled:
        yield from _at("prompt", day, drawn(rules.prompt, rules.seed, day), zone)


def _at(kind: OccasionKind, day: date, times: Iterable[time], zone: tzinfo) -> Iterator[Occasion]:
    for each in times:
        wall = datetime.combine(day, each)
        yield Occasion(_here(wall, zone), kind, f"{kind} {wall:%Y-%m-%dT%H:%M}")


def _here(wall: datetime, zone: tzinfo) -> datetime:
    # 02:30 in a night that leaves it out is due at 03:00
    return clock.wall(clock.resolve(wall, zone))


def _fraction(seed: int, day: date, number: int) -> float:
    drawn_from = sha256(f"{seed} {day.isoformat()} {number}".encode()).digest()
    return int.from_bytes(drawn_from[:6], "big") / 2**48
