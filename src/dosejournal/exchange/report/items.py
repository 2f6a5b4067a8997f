"""What is taken, as the person plans and records it: one line for each plan, or substance."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dosejournal.domain import adherence, clock
from dosejournal.domain.adherence import Adherence
from dosejournal.domain.plan import PlanLine
from dosejournal.domain.regimens import Regimen
from dosejournal.exchange.report.content import Item, PlanChange
from dosejournal.exchange.report.gathering import Gathered
from dosejournal.exchange.report.own_text import isolated
from dosejournal.i18n import _
from dosejournal.journal import pattern_words
from dosejournal.journal.record_grounds import DoseCounts
from dosejournal.store.tables import Substance

Labels = Mapping[int, str]

_NOTHING = DoseCounts(0, 0, 0, 0, 0, None)


def shown(found: Gathered) -> set[int]:
    """Return the ids of the substances that a report tells of."""
    planned = {versions[-1].substance_id for versions in _series(found)}
    return planned | {each.substance_id for each in found.ground.doses}


def of(found: Gathered, labels: Labels) -> tuple[Item, ...]:
    """Return the lines in the order of the substances, plans before what has none."""
    series: dict[int, list[list[Regimen]]] = defaultdict(list)
    for versions in _series(found):
        series[versions[-1].substance_id].append(versions)
    counts = {each.substance_id: each for each in found.ground.doses}
    made: list[Item] = []
    for substance in found.substances:
        number = substance.id or 0
        if number not in labels:
            continue
        own = _unplanned(substance, labels, counts.get(number, _NOTHING))
        plans = [_planned(found, versions, own) for versions in series.get(number, [])]
        # what was taken in all is of the substance, and is told once
        made += [replace(each, is_further=n > 0) for n, each in enumerate(plans or [own])]
    return tuple(made)


def changes(found: Gathered, labels: Labels) -> tuple[PlanChange, ...]:
    """Return the days of the period on which a plan began or changed, the oldest first.

    An amount that holds from a day on is a change as another pattern is; a version that plans the
    same as the one before is none.
    """
    every = [
        PlanChange(day, labels[versions[0].substance_id], number == 0, planned)
        for versions in _series(found)
        for number, (day, planned) in enumerate(_history(versions))
        if found.first_day <= day <= found.last_day
    ]
    return tuple(sorted(every, key=lambda each: each.day))


def _history(versions: Sequence[Regimen]) -> list[tuple[date, str]]:
    """Return from which days on a plan said what."""
    told: list[tuple[date, str]] = []
    for version in versions:
        first, last = version.starts_at.date(), version.last_day or date.max
        steps = [each.first_day for each in version.steps if first < each.first_day <= last]
        for day in (first, *steps):
            planned = schedule(version, day)
            if not told or told[-1][1] != planned:
                told.append((day, planned))
    return told


def schedule(version: Regimen, day: date) -> str:
    """Return what a version plans on a day: "10 mg · every 3 days · 08:00"."""
    step = version.step_on(day) or (version.steps[0] if version.steps else None)
    amount = isolated(f"{step.amount} {step.unit}".strip()) if step and step.amount else ""
    times = ", ".join(f"{each:%H:%M}" for each in version.times)
    return " · ".join(
        part for part in (amount, pattern_words.pattern(version.pattern), times) if part
    )


def _series(found: Gathered) -> Iterator[list[Regimen]]:
    """Yield the versions of each plan that held at some time of the period."""
    series: dict[int, list[Regimen]] = defaultdict(list)
    for version in found.regimens:
        series[version.series_id].append(version)
    for versions in series.values():
        first, last = versions[0], versions[-1]
        if first.starts_at.date() <= found.last_day and (
            last.ends_at is None or last.ends_at.date() >= found.first_day
        ):
            yield versions


def _planned(found: Gathered, versions: Sequence[Regimen], own: Item) -> Item:
    end = _end(found)
    begun = [each for each in versions if each.starts_at <= end]
    current = (begun or list(versions))[-1]
    day = min(end.date(), current.last_day or date.max)
    history = [first for first, _planned in _history(begun) if first <= day]
    counted = _count(found.lines, current)
    low, high = counted.interval or (None, None)
    return replace(
        own,
        schedule=schedule(current, max(day, current.starts_at.date())),
        state=_state(found, current),
        since=versions[0].starts_at.date(),
        last_change=history[-1] if len(history) > 1 else None,
        days_paused=_days_paused(found, current),
        due=counted.planned,
        taken=counted.taken + counted.late,
        late=counted.late,
        skipped=counted.skipped,
        missed=counted.missed - counted.not_recorded,
        not_recorded=counted.not_recorded,
        extra=counted.extra,
        share=counted.proportion,
        low=low,
        high=high,
        if_taken=(counted.bounds or (None, None))[1],
    )


def _unplanned(substance: Substance, labels: Labels, counts: DoseCounts) -> Item:
    return Item(
        label=labels[substance.id or 0],
        prescribed=substance.prescribed,
        n_doses=counts.n_taken,
        n_dose_days=counts.n_days,
        n_unknown=counts.n_unknown,
        n_estimated=counts.n_estimated,
        last_dose=counts.last_day,
    )


def _count(lines: Sequence[PlanLine], plan: Regimen) -> Adherence:
    """Return what became of the planned doses of one plan, and of extra ones of its substance."""
    return adherence.count(
        line
        for line in lines
        if (
            line.planned.regimen.series_id == plan.series_id
            if line.planned is not None
            else line.substance == plan.substance
        )
    )


def _state(found: Gathered, plan: Regimen) -> str:
    wall = _end(found)
    if plan.ends_at is not None and plan.ends_at <= wall:
        return _("ended")
    if plan.starts_at > wall:
        return _("not yet begun")
    if any(stop.series_id == plan.series_id and stop.covers(wall) for stop in found.pauses):
        return _("paused")
    return ""


def _days_paused(found: Gathered, plan: Regimen) -> int:
    """Return for how many days of the period a plan was paused, in whole days."""
    first, end = datetime.combine(found.first_day, time()), _end(found)
    paused = timedelta()
    for stop in found.pauses:
        if stop.series_id == plan.series_id:
            until = min(stop.ends_at or end, end)
            paused += max(until - max(stop.starts_at, first), timedelta())
    return round(paused / timedelta(days=1))


def _end(found: Gathered) -> datetime:
    """Return the moment on the wall at which the period ends: now, where it is not over."""
    now = clock.wall(found.now)
    if found.last_day >= now.date():
        return now
    return datetime.combine(found.last_day, datetime.max.time())
