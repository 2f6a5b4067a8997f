"""What a bundle is made of, read at once: entries, measures, and plans with how they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from sqlmodel import Session

from dosejournal.domain.entries import Entry
from dosejournal.domain.measures import Measure
from dosejournal.domain.questionnaires import Instrument
from dosejournal.domain.regimens import Pause, Regimen
from dosejournal.exchange.asked import Asked
from dosejournal.exchange.importers import medtimer, medtimer_json, tidy_csv, tidy_doses
from dosejournal.journal import (
    doses,
    information,
    measures,
    pauses,
    questionnaires,
    regimens,
    timeline,
)

# files that may hold a dose of which nobody said what became of it
_SAY_STATUS = (
    (tidy_csv.NAME, tidy_doses.says_status),
    (medtimer.SOURCE, medtimer_json.says_status),
)

PlanStatus = Literal["intended", "active", "on-hold", "completed"]


@dataclass(frozen=True, slots=True)
class Plan:
    """One version of a regimen, how it stands, and the pauses in it.

    `changed` says that another version follows. There is no status "stopped": the journal keeps
    when a regimen ended, and not whether it was to go on.
    """

    regimen: Regimen
    status: PlanStatus
    recorded_at: datetime
    pauses: tuple[Pause, ...] = ()
    changed: bool = False


@dataclass(frozen=True, slots=True)
class FhirContent:
    """What a bundle holds; `journal` tells this journal from all others.

    `unclear` are doses of which their file did not say whether they were taken.
    """

    written_at: datetime
    journal: str
    measures: Mapping[str, Measure]
    plans: tuple[Plan, ...]
    entries: tuple[Entry, ...]
    unclear: frozenset[int] = frozenset()
    forms: Mapping[str, Instrument] = field(default_factory=dict)


def gather(session: Session, now: datetime, asked: Asked) -> FhirContent:
    """Return all entries of the journal days asked for, the oldest first, and their plans."""
    wanted = timeline.Filter(first_day=asked.first_day, last_day=asked.last_day)
    entries = timeline.entries(session, timeline.keys(session, wanted))
    created_at = information.read(session).created_at.astimezone(UTC)
    meant = {entry.dose.regimen_id for entry in entries if entry.dose is not None}
    return FhirContent(
        written_at=now,
        journal=created_at.isoformat(),
        measures={each.key: each for each in measures.listing(session, archived=True)},
        plans=tuple(
            plan
            for plan in _plans(session, now)
            if plan.regimen.id in meant or _overlaps(plan.regimen, asked)
        ),
        entries=tuple(reversed(entries)),
        unclear=frozenset(
            entry_id
            for source, says_status in _SAY_STATUS
            for entry_id, row in doses.source_rows(session, source).items()
            if not says_status(row)
        ),
        forms=questionnaires.instruments(session),
    )


def _plans(session: Session, now: datetime) -> list[Plan]:
    versions = regimens.every(session)
    recorded_at = regimens.recorded_at(session)
    stops = pauses.listing(session)
    paused = pauses.paused(session, now)
    last = {version.series_id: version.id for version in versions}
    return [
        Plan(
            regimen=version,
            status=_status(version, regimens.boundary(now), paused=version.series_id in paused),
            recorded_at=recorded_at[version.id],
            pauses=_within(version, stops),
            changed=version.id != last[version.series_id],
        )
        for version in versions
    ]


def _status(version: Regimen, wall: datetime, *, paused: bool) -> PlanStatus:
    if version.ends_at is not None and version.ends_at <= wall:
        return "completed"
    if wall < version.starts_at:
        return "intended"
    return "on-hold" if paused else "active"


def _within(version: Regimen, stops: Sequence[Pause]) -> tuple[Pause, ...]:
    return tuple(
        stop
        for stop in stops
        if stop.series_id == version.series_id
        and (stop.ends_at is None or max(stop.starts_at, version.starts_at) < stop.ends_at)
        and (version.ends_at is None or stop.starts_at < version.ends_at)
    )


def _overlaps(version: Regimen, asked: Asked) -> bool:
    begins_late = asked.last_day is not None and asked.last_day < version.starts_at.date()
    ends_early = (
        asked.first_day is not None
        and version.last_day is not None
        and version.last_day < asked.first_day
    )
    return not begins_late and not ends_early
