"""Reminders: what the person wants to be reminded of, and what became of each occasion."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlmodel import Session, col, delete, select

from dosejournal.domain import clock
from dosejournal.domain import reminders as rules
from dosejournal.domain.patterns import WEEKDAYS
from dosejournal.domain.reminders import (
    CheckInRule,
    Occasion,
    OccasionKind,
    Plan,
    PromptRule,
    Rules,
)
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import doses, information, occasions
from dosejournal.store.tables import Reminder, ReminderAnswer

Answer = Literal["shown", "snoozed", "skipped", "recorded"]

_LOOKED = "looked"
_SETTLED = ("skipped", "recorded")
_KEPT_DAYS = 60
_ONE_DAY = timedelta(days=1)
# after a longer absence, what came in the last week is told of, and no more
_FURTHEST_BACK = timedelta(days=7)
# what was told shortly before the journal day turned is still to be seen
_OPEN_AT_LEAST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class State:
    """What `domain.reminders.due` decides from; `are_on` is False where nothing is wanted."""

    are_on: bool
    plan: Plan
    recorded: frozenset[str]
    snoozed: Mapping[str, datetime | None]


def read(session: Session) -> Rules:
    """Return what the person wants to be reminded of; what was never chosen is off."""
    rows = {row.key: row for row in session.exec(select(Reminder))}
    check_in, dose, prompt = (rows.get(key) for key in ("check_in", "dose", "prompt"))
    return Rules(
        check_in=_check_in(check_in) if check_in else CheckInRule(),
        dose=dose is not None and dose.enabled,
        prompt=_prompt(prompt) if prompt else PromptRule(),
        seed=prompt.seed if prompt else 0,
    )


def remind_of_check_in(session: Session, rule: CheckInRule) -> None:
    """Remind of a check-in at these times from now on, or no longer."""
    rule = rules.checked_check_in(rule)
    row = _row(session, "check_in")
    row.enabled = rule.enabled
    row.weekdays = ",".join(WEEKDAYS[day] for day in rule.weekdays)
    row.times = ",".join(f"{each:%H:%M}" for each in rule.times)


def remind_of_doses(session: Session, enabled: bool) -> None:
    """Remind of planned doses from now on, or no longer."""
    _row(session, "dose").enabled = enabled


def prompt(session: Session, rule: PromptRule) -> None:
    """Let prompts come at random from now on, or no longer."""
    rule = rules.checked_prompts(rule)
    row = _row(session, "prompt")
    row.enabled = rule.enabled
    row.per_day = rule.per_day
    row.first_minute, row.last_minute = rule.first_minute, rule.last_minute
    # drawn once: each day has its own times by it, the same ones however often they are asked for
    row.seed = row.seed or secrets.randbits(48) + 1


def last_look(session: Session) -> datetime | None:
    """Return what the wall showed when the program last looked; None when nothing was wanted."""
    row = session.get(ReminderAnswer, _LOOKED)
    return datetime.fromisoformat(row.until) if row is not None and row.until else None


def keep_look(session: Session, now: datetime, seen: datetime | None = None) -> None:
    """Keep what the wall shows, so that the next start knows what it missed; drop what is old.

    Where not all that has come was told, `seen` is what the wall showed before that.
    """
    row = session.get(ReminderAnswer, _LOOKED)
    if not read(session).are_on:
        if row is not None:
            session.delete(row)
        return
    _put(session, now, _LOOKED, "snoozed", seen or clock.wall(now))
    old = now.astimezone(UTC) - timedelta(days=_KEPT_DAYS)
    # those to prompts stay: they are the response rate
    session.exec(
        delete(ReminderAnswer).where(
            col(ReminderAnswer.answered_at) < old,
            col(ReminderAnswer.occasion).not_like("prompt %"),
        )
    )


def state(session: Session, now: datetime, since: datetime) -> State:
    """Return what there is to remind of now; `since` is what the wall showed at the last look."""
    wanted = read(session)
    wall = clock.wall(now)
    since = max(min(since, wall), wall - _FURTHEST_BACK)
    if not wanted.are_on:
        return State(False, Plan((), since, since), frozenset(), {})
    starts_at = information.read(session).day_starts_at
    begins = datetime.combine(clock.journal_day(wall, starts_at), starts_at)
    open_since = min(begins, wall - _OPEN_AT_LEAST)
    first = min(since, open_since)
    found = occasions.between(
        session, wanted, first - _ONE_DAY, wall + _ONE_DAY, clock.zone_of(now)
    )
    settled: set[str] = set()
    snoozed: dict[str, datetime | None] = {}
    for row in occasions.answers(session, found):
        if row.answer in _SETTLED:
            settled.add(row.occasion)
        else:
            snoozed[row.occasion] = datetime.fromisoformat(row.until) if row.until else None
    # of a day that is over, what was snoozed is still to come; what was told still waits while
    # the clock shows less than it did then
    found = [
        each
        for each in found
        if first <= each.at <= wall
        or (each.key in snoozed if each.at > wall else snoozed.get(each.key))
    ]
    done = settled.union(rules.answered(found, occasions.last_check_in(session, now)))
    if wanted.dose and found:
        done |= occasions.recorded_doses(session, min(found).at - _ONE_DAY, max(found).at)
    return State(True, Plan(sorted(found), since, open_since), frozenset(done), snoozed)


def coming(
    session: Session, now: datetime, within: timedelta
) -> list[tuple[datetime, OccasionKind]]:
    """Return when to remind of what from now on, as far as it is known: for who will be locked."""
    wanted, wall = read(session), clock.wall(now)
    if not wanted.are_on:
        return []
    last = wall + within
    found = occasions.between(session, wanted, wall - _FURTHEST_BACK, last, clock.zone_of(now))
    state = {row.occasion: row for row in occasions.answers(session, found)}
    done = set(rules.answered(found, occasions.last_check_in(session, now)))
    if wanted.dose:
        done |= occasions.recorded_doses(session, wall - _FURTHEST_BACK - _ONE_DAY, last)
    moments = []
    for each in found:
        row = state.get(each.key)
        at = each.at if row is None else datetime.fromisoformat(row.until) if row.until else wall
        if wall < at <= last and each.key not in done:
            moments.append((at, each.kind))
    return sorted(moments)


def tell(session: Session, now: datetime, keys: Iterable[str]) -> frozenset[str]:
    """Keep that these are told of now; return those that nobody told or answered meanwhile."""
    wall = clock.wall(now)
    told = set()
    for key in keys:
        row = session.get(ReminderAnswer, key)
        if row is None or (row.until is not None and datetime.fromisoformat(row.until) <= wall):
            _put(session, now, key, "shown")
            told.add(key)
    return frozenset(told)


def snooze(session: Session, now: datetime, keys: Iterable[str], minutes: int) -> None:
    """Be silent about these for so many minutes; what was answered meanwhile stays answered."""
    until = clock.wall(now).replace(microsecond=0) + timedelta(minutes=minutes)
    for key in _unsettled(session, keys):
        _put(session, now, key, "snoozed", until)


def settle(
    session: Session,
    now: datetime,
    keys: Iterable[str],
    answer: Literal["skipped", "recorded"],
) -> None:
    """Never come back to these; what was answered meanwhile stays as it was answered."""
    for key in _unsettled(session, keys):
        _put(session, now, key, answer)


def take(session: Session, now: datetime, occasion: Occasion) -> int:
    """Record the planned dose of a reminder as taken now, with the amount that was planned.

    Raises:
        InputError: the reminder was answered already, or the dose recorded.
    """
    assert occasion.planned is not None
    _answer_once(session, now, occasion.key, "recorded")
    return doses.take(session, now, occasion.planned)


def leave(session: Session, now: datetime, occasion: Occasion) -> int:
    """Record the planned dose of a reminder as skipped by choice; raises as `take` does."""
    assert occasion.planned is not None
    _answer_once(session, now, occasion.key, "skipped")
    return doses.leave(session, now, occasion.planned, "skipped")


def is_open(session: Session, key: str) -> bool:
    """Say whether a reminder has no answer yet."""
    row = session.get(ReminderAnswer, key)
    return row is None or row.answer not in _SETTLED


def _answer_once(
    session: Session, now: datetime, key: str, answer: Literal["skipped", "recorded"]
) -> None:
    if not is_open(session, key):
        raise InputError(
            _("This reminder was answered already. Nothing was changed; look at the plan.")
        )
    _put(session, now, key, answer)


def _unsettled(session: Session, keys: Iterable[str]) -> list[str]:
    return [key for key in keys if is_open(session, key)]


def _put(
    session: Session, now: datetime, key: str, answer: Answer, until: datetime | None = None
) -> None:
    row = session.get(ReminderAnswer, key)
    if row is None:
        row = ReminderAnswer(occasion=key, answer=answer, answered_at=now)
        session.add(row)
    row.answer, row.answered_at = answer, now
    row.until = None if until is None else until.isoformat(timespec="seconds")
    session.flush()


def _row(session: Session, key: str) -> Reminder:
    row = session.get(Reminder, key)
    if row is None:
        row = Reminder(key=key)
        session.add(row)
    return row


def _check_in(row: Reminder) -> CheckInRule:
    return CheckInRule(
        row.enabled,
        tuple(WEEKDAYS.index(day) for day in row.weekdays.split(",") if day),
        tuple(clock.parse_clock(each) for each in row.times.split(",") if each),
    )


def _prompt(row: Reminder) -> PromptRule:
    return PromptRule(row.enabled, row.per_day, row.first_minute, row.last_minute)
