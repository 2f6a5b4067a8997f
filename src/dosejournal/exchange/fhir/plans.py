"""A version of a regimen as a MedicationStatement: what the person means to take.

Its days are given without a time, because a plan follows the clock on the wall wherever the person
is. Where doses change by days, each amount is a dosage of its own.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dosejournal.domain.regimens import DoseStep, Pause, Regimen
from dosejournal.exchange.fhir import elements
from dosejournal.exchange.fhir.elements import (
    Element,
    Named,
    Names,
    date_time,
    notes,
    said,
    text,
    told,
)
from dosejournal.exchange.fhir.gathering import Plan
from dosejournal.i18n import _
from dosejournal.journal import pattern_words

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ONE_DAY = timedelta(days=1)


class _Part(NamedTuple):
    """The days of a version on which one amount holds; the last one included."""

    step: DoseStep | None
    first: date
    last: date | None


def of_plan(plan: Plan, names: Names) -> Named:
    """Return the statement of a version."""
    regimen = plan.regimen
    return (
        names.urn(f"regimen/{regimen.id}"),
        {
            "resourceType": "MedicationStatement",
            "status": plan.status,
            "medicationCodeableConcept": {"text": text(regimen.substance)},
            "subject": names.to_person,
            "effectivePeriod": _period(regimen.starts_at.date(), regimen.last_day),
            "dateAsserted": date_time(plan.recorded_at),
            "informationSource": names.to_person,
            **notes([*said(regimen.note, names), *_standing(plan)]),
            "dosage": _dosages(regimen),
        },
    )


def _standing(plan: Plan) -> Iterator[Element]:
    yield told(_("A plan: what was taken is told dose by dose."))
    for stop in plan.pauses:
        yield told(_paused(stop))
    if plan.changed:
        yield told(_("This plan was changed; the one that followed is a statement of its own."))


def _paused(stop: Pause) -> str:
    first = f"{stop.starts_at:%Y-%m-%d %H:%M}"
    if stop.ends_at is None:
        return _("Paused from {first} on.").format(first=first)
    return _("Paused from {first} to {last}.").format(
        first=first, last=f"{stop.ends_at:%Y-%m-%d %H:%M}"
    )


def _dosages(regimen: Regimen) -> list[Element]:
    parts = list(_parts(regimen))
    several = len(parts) > 1
    return [
        {
            **({"sequence": number} if several else {}),
            "text": text(_told(regimen, part, several=several)),
            **_timing(regimen, part, several=several),
            **({"asNeededBoolean": True} if regimen.pattern.kind == "as_needed" else {}),
            **_dose(part.step),
        }
        for number, part in enumerate(parts, start=1)
    ]


def _parts(regimen: Regimen) -> Iterator[_Part]:
    steps = regimen.steps
    for step, following in zip((None, *steps), (*steps, None), strict=True):
        first = regimen.starts_at.date()
        if step is not None:
            first = max(first, step.first_day)
        ends = [regimen.last_day, None if following is None else following.first_day - _ONE_DAY]
        last = min((end for end in ends if end is not None), default=None)
        if last is None or first <= last:
            yield _Part(step, first, last)


def _told(regimen: Regimen, part: _Part, *, several: bool) -> str:
    words = {
        "amount": _amount(part.step),
        "pattern": pattern_words.pattern(regimen.pattern),
        "times": ", ".join(f"{each:%H:%M}" for each in regimen.times),
    }
    how = _("{amount}, {pattern} at {times}") if regimen.times else _("{amount}, {pattern}")
    how = how.format(**words)
    if not several:
        return how
    if part.last is None:
        return _("{plan}, from {first}").format(plan=how, first=part.first)
    return _("{plan}, from {first} to {last}").format(plan=how, first=part.first, last=part.last)


def _amount(step: DoseStep | None) -> str:
    if step is None or step.amount is None:
        return _("amount left open")
    return _("{amount} {unit}").format(amount=step.amount, unit=step.unit).strip()


def _dose(step: DoseStep | None) -> Element:
    return {} if step is None else elements.dose(step.amount, step.unit)


def _timing(regimen: Regimen, part: _Part, *, several: bool) -> Element:
    repeat = _repeat(regimen)
    if not repeat:
        return {}
    if several:
        repeat = {"boundsPeriod": _period(part.first, part.last)} | repeat
    return {"timing": {"repeat": repeat}}


def _repeat(regimen: Regimen) -> Element:
    """Return a pattern as R4 says it; nothing for one of which it can say half only.

    Times of day stand for every day, and never beside a period (R4, Timing.repeat.timeOfDay).
    """
    pattern = regimen.pattern
    times = {"timeOfDay": [f"{each:%H:%M:%S}" for each in regimen.times]}
    if pattern.kind == "daily" or pattern.every == 1:
        return times
    if pattern.kind == "weekdays":
        return {"dayOfWeek": [_WEEKDAYS[number] for number in pattern.weekdays]} | times
    if pattern.kind == "every" and len(regimen.times) == 1:
        return {"frequency": 1, "period": pattern.every, "periodUnit": "d"}
    return {}


def _period(first: date, last: date | None) -> Element:
    made = {"start": first.isoformat()}
    return made if last is None else made | {"end": last.isoformat()}
