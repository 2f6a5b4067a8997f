"""Planning from the terminal: regimens added, changed, paused, closed and removed."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from dosejournal.cli import output, plan_list, regimen_names, texts
from dosejournal.cli.journals import opened, perform
from dosejournal.cli.plan_arguments import NONE
from dosejournal.cli.plan_list import Listed
from dosejournal.domain import clock, comparable, patterns
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, Regimen, RegimenDraft
from dosejournal.errors import InputError, MomentError
from dosejournal.i18n import _
from dosejournal.journal import (
    doses,
    information,
    pattern_words,
    pauses,
    planning,
    regimens,
)
from dosejournal.store.database import Database

_NOON = time(12)


def run(given: Namespace, now: datetime) -> None:
    """Do what was typed after `plan`."""
    _ACTS[given.act](given, now)


def add(given: Namespace, now: datetime) -> None:
    """Add a regimen; without a first day it holds from the journal day it is."""
    _read_texts(given, given.name)

    def plan(session: Session) -> int:
        first_day = _first_day(now, information.read(session).day_starts_at)
        blank = RegimenDraft(given.name, patterns.parse(given.pattern), (), first_day)
        return planning.add(session, now, _draft(session, given, blank))

    with opened(given) as database:
        number = perform(database, "Regimen added", plan)
        found = _found(database, now, number)
    _tell(given, found, _("Regimen {number} added: {name}, {pattern}."))


def change(given: Namespace, now: datetime) -> None:
    """Let a regimen go on otherwise; what was planned until then stays."""
    _read_texts(given)

    def plan(session: Session) -> int:
        number = regimen_names.find(session, given.regimen, now)
        _refuse_closed(session, now, number, given.last)
        draft = _draft(session, given, regimens.next_draft(session, now, number))
        _refuse_past(draft.first_day, now)
        regimens.change(session, now, number, draft)
        return number

    with opened(given) as database:
        number = perform(database, "Regimen changed", plan)
        found = _found(database, now, number)
    _tell(given, found, _("Regimen {number} changed: {name}, {pattern}, from {start} on."))


def pause(given: Namespace, now: datetime) -> None:
    """Let a regimen foresee nothing from now on, for some days or until it is resumed."""
    last_day = None if given.last is None else clock.parse_day(given.last)

    def stop(session: Session) -> int:
        number = regimen_names.find(session, given.regimen, now)
        pauses.pause(session, now, number, last_day)
        return number

    with opened(given) as database:
        number = perform(database, "Regimen paused", stop)
    output.line(
        _("Regimen {number} is paused until it is resumed.").format(number=number)
        if last_day is None
        else _("Regimen {number} is paused, {day} included.").format(number=number, day=last_day)
    )


def resume(given: Namespace, now: datetime) -> None:
    """End the pause that a regimen is in."""

    def go_on(session: Session) -> int:
        number = regimen_names.find(session, given.regimen, now)
        pauses.resume(session, now, number)
        return number

    with opened(given) as database:
        number = perform(database, "Regimen resumed", go_on)
    output.line(_("Regimen {number} goes on.").format(number=number))


def close(given: Namespace, now: datetime) -> None:
    """End a regimen now, or after a day to come."""
    last_day = None if given.last is None else clock.parse_day(given.last)
    if last_day is not None and last_day < now.date():
        raise MomentError(
            _(
                "That day is over already, and what was planned until now stays. Nothing was "
                "changed; leave --to out to close the regimen now."
            )
        )

    def end(session: Session) -> tuple[int, list[Regimen]]:
        number = regimen_names.find(session, given.regimen, now)
        regimens.close(session, now, number, last_day)
        return number, regimens.of_series(session, number)

    with opened(given) as database:
        number, left = perform(database, "Regimen closed", end)
    # one that was to begin later has no day left; another may have had less than was typed
    last_day = left[-1].last_day if left and last_day is not None else None
    output.line(
        _("Regimen {number} is closed; its past stays.").format(number=number)
        if last_day is None
        else _("Regimen {number} ends after {day}.").format(number=number, day=last_day)
    )


def remove(given: Namespace, now: datetime) -> None:
    """Take out a regimen for which nothing was recorded."""

    def take_out(session: Session) -> int:
        number = regimen_names.find(session, given.regimen, now)
        regimens.remove(session, number)
        return number

    with opened(given) as database:
        number = perform(database, "Regimen removed", take_out)
    output.line(_("Regimen {number} removed.").format(number=number))


_ACTS: Mapping[str, Callable[[Namespace, datetime], None]] = {
    "add": add,
    "list": plan_list.show,
    "change": change,
    "pause": pause,
    "resume": resume,
    "close": close,
    "remove": remove,
}


def _read_texts(given: Namespace, name: str = "") -> None:
    given.note = None if given.note is None else texts.note(given.note)
    texts.refuse_broken(given.note or "", given.unit or "", name)


def _found(database: Database, now: datetime, number: int) -> Listed:
    with database.read() as session:
        every = plan_list.listed(session, now)
        return next(each for each in every if each.last.series_id == number)


def _tell(given: Namespace, found: Listed, sentence: str) -> None:
    if given.json:
        output.record(plan_list.record(found))
        return
    last = found.last
    output.line(
        sentence.format(
            number=last.series_id,
            name=last.discreet_label or last.substance,
            pattern=pattern_words.pattern(last.pattern),
            start=f"{last.starts_at:%Y-%m-%d %H:%M}",
        )
    )
    why = comparable.why_not_comparable(last.pattern)
    if why is not None:
        output.line(comparable.reason(why))


def _refuse_past(first_day: date, now: datetime) -> None:
    if first_day < now.date():
        raise MomentError(
            _(
                "What was planned until now stays as it was. Nothing was changed; "
                "let the change hold from today or a later day."
            )
        )


def _refuse_closed(session: Session, now: datetime, number: int, last: str | None) -> None:
    ends_at = regimens.of_series(session, number)[-1].ends_at
    if last is None and ends_at is not None and ends_at <= regimens.boundary(now):
        raise InputError(
            _(
                "This regimen is closed. Nothing was changed; say with --to how long it is to "
                "go on, or add another one."
            )
        )


def _first_day(now: datetime, day_starts_at: time) -> date:
    today = clock.journal_day(clock.wall(now), day_starts_at)
    # one that begins in the evening is most of the next calendar day: from its own midnight on,
    # what lay before it would be planned too, and missed at once
    return today if day_starts_at < _NOON else today + timedelta(days=1)


def _draft(session: Session, given: Namespace, base: RegimenDraft) -> RegimenDraft:
    """Return the draft that `base` becomes with what was typed."""
    pattern = base.pattern if given.pattern is None else patterns.parse(given.pattern)
    first_day = base.first_day if given.first is None else clock.parse_day(given.first)
    return replace(
        base,
        pattern=pattern,
        # another pattern is counted from its own first day
        anchor=base.anchor if pattern == base.pattern else None,
        times=base.times if given.times is None else _times(given.times, pattern),
        first_day=first_day,
        last_day=base.last_day if given.last is None else _last_day(given.last),
        steps=_steps(session, given, base, first_day),
        window_minutes=base.window_minutes if given.window is None else given.window,
        note=base.note if given.note is None else given.note,
    )


def _times(typed: Iterable[str], pattern: Pattern) -> tuple[time, ...]:
    if pattern.kind == "as_needed":
        raise InputError(
            _("As needed has no times of day. Nothing was recorded; leave the times out.")
        )
    words = (word for text in typed for word in text.replace(",", " ").split())
    return tuple(clock.parse_clock(word) for word in words)


def _last_day(typed: str) -> date | None:
    return None if typed.strip().casefold() == NONE else clock.parse_day(typed)


def _steps(
    session: Session, given: Namespace, base: RegimenDraft, first_day: date
) -> tuple[DoseStep, ...]:
    """Return the amount from the first day on, and the later ones, as typed or as before."""
    if given.amount is None and given.step is None:
        return base.steps
    before = [step for step in base.steps if step.first_day <= first_day]
    unit = _unit(session, given, before[-1] if before else None, base.substance)
    start = before[-1:] if given.amount is None else [DoseStep(first_day, given.amount, unit)]
    if given.step is None:
        later = [step for step in base.steps if step.first_day > first_day]
        return (*start, *later)
    later = [DoseStep(clock.parse_day(day), amount, unit) for day, amount in given.step]
    days = {step.first_day for step in later}
    if min(days) < first_day:
        raise InputError(
            _(
                "A dose step begins before the first day. Nothing was recorded; "
                "give it that day or a later one."
            )
        )
    if given.amount is None:
        start = [step for step in start if step.first_day not in days]
    return (*start, *later)


def _unit(session: Session, given: Namespace, step: DoseStep | None, substance: str) -> str:
    if given.unit is not None:
        return str(given.unit)
    return step.unit if step and step.unit else doses.usual_unit(session, substance)
