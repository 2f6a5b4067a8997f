"""Regimens on the terminal: one line each, or JSON."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from dosejournal.cli import output, plan_words
from dosejournal.cli.journals import opened
from dosejournal.domain import comparable
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, Regimen
from dosejournal.i18n import _
from dosejournal.journal import pattern_words, pauses, regimens


@dataclass(frozen=True, slots=True)
class Listed:
    """A regimen with all its versions, the oldest first, and how it stands."""

    versions: Sequence[Regimen]
    current: Regimen
    paused: bool
    closed: bool

    @property
    def last(self) -> Regimen:
        """The version that was opened last, which may be one to come."""
        return self.versions[-1]


def show(given: Namespace, now: datetime) -> None:
    """Print every regimen, or with `--open` those that are not closed."""
    with opened(given) as database, database.read() as session:
        found = [each for each in listed(session, now) if not (given.open and each.closed)]
    if given.json:
        output.records(record(each) for each in found)
        return
    if not found:
        output.line(
            _("No regimen is open. Add one with: dosejournal plan add")
            if given.open
            else _("There is no regimen. Add one with: dosejournal plan add")
        )
    for each in found:
        output.line(line(each, now.date()))


def listed(session: Session, now: datetime) -> Iterator[Listed]:
    """Give the regimens in the order they were added, as they stand now."""
    wall = regimens.boundary(now)
    paused = pauses.paused(session, now)
    series: dict[int, list[Regimen]] = {}
    for version in regimens.every(session):
        series.setdefault(version.series_id, []).append(version)
    for series_id, versions in series.items():
        last = versions[-1]
        yield Listed(
            versions=versions,
            current=next((each for each in versions if each.holds_at(wall)), last),
            paused=series_id in paused,
            closed=last.ends_at is not None and last.ends_at <= wall,
        )


def line(found: Listed, today: date) -> str:
    """Return a regimen as a line: its number, what, how much, on which days and when, how long."""
    current = found.current
    day = max(today, current.starts_at.date())
    step = current.step_on(day)
    name = current.discreet_label or current.substance
    parts = [
        plan_words.dose(name, step.amount if step else None, step.unit if step else ""),
        pattern_words.pattern(current.pattern),
        ", ".join(_times(current)),
        _span(found),
        *(_step(each) for each in current.steps if each.first_day > day),
        _("changes on {day}").format(day=found.last.starts_at.date())
        if current is not found.last
        else "",
        _("closed") if found.closed else _("paused") if found.paused else "",
    ]
    told = plan_words.SEPARATOR.join(part for part in parts if part)
    return f"{current.series_id:>3}  {told}"


def record(found: Listed) -> dict[str, Any]:
    """Return a regimen as plain JSON values: the form of `plan list --json`."""
    current = found.current
    return {
        "id": current.series_id,
        "substance": current.substance,
        "discreet_label": current.discreet_label,
        "pattern": current.pattern.text,
        **_comparable(current.pattern),
        "times": _times(current),
        "from": found.versions[0].starts_at.date().isoformat(),
        "to": _day(found.last.last_day),
        "steps": _steps(current),
        "window_minutes": current.window_minutes,
        "note": current.note,
        "paused": found.paused,
        "closed": found.closed,
        "versions": [
            {
                "starts_at": regimens.as_text(version.starts_at),
                "ends_at": regimens.as_text(version.ends_at) if version.ends_at else None,
                "pattern": version.pattern.text,
                **_comparable(version.pattern),
                "times": _times(version),
                "steps": _steps(version),
                "window_minutes": version.window_minutes,
                "note": version.note,
            }
            for version in found.versions
        ],
    }


def _comparable(pattern: Pattern) -> dict[str, Any]:
    why = comparable.why_not_comparable(pattern)
    return {"comparable": why is None, "why_not_comparable": why}


def _times(version: Regimen) -> list[str]:
    return [f"{each:%H:%M}" for each in version.times]


def _steps(version: Regimen) -> list[dict[str, Any]]:
    return [
        {"from": step.first_day.isoformat(), "amount": step.amount, "unit": step.unit}
        for step in version.steps
    ]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _span(found: Listed) -> str:
    first, last = found.versions[0].starts_at.date(), found.last.last_day
    if last is None:
        return _("from {first}").format(first=first)
    return _("from {first} to {last}").format(first=first, last=last)


def _step(step: DoseStep) -> str:
    if step.amount is None:
        return _("amount left open from {day}").format(day=step.first_day)
    amount = " ".join(part for part in (step.amount, step.unit) if part)
    return _("{amount} from {day}").format(amount=amount, day=step.first_day)
