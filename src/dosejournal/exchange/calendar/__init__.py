"""The plan as a calendar file (RFC 5545): what regimens foresee, for other programs to show.

    recurrences   from versions, dose steps and pauses to events that repeat
    zones         what the clocks of a zone do, as a calendar file says it
    text          both as a file

Without names every event says the same neutral words. There are no alarms: the journal reminds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from uuid import NAMESPACE_OID, uuid5

from sqlmodel import Session

from dosejournal.domain import clock
from dosejournal.domain.regimens import Regimen
from dosejournal.exchange.asked import Asked
from dosejournal.exchange.calendar import recurrences, zones
from dosejournal.exchange.calendar.recurrences import Recurrence
from dosejournal.exchange.calendar.zones import Observance
from dosejournal.i18n import _
from dosejournal.journal import information, pauses, regimens

__all__ = [
    "NAME",
    "SUFFIX",
    "CalendarContent",
    "CalendarEvent",
    "gather",
    "title",
    "told",
    "write",
]

NAME = "calendar"
SUFFIX = ".ics"

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One entry of the calendar; its `uid` is the same in every file made of this journal."""

    uid: str
    summary: str
    times: Recurrence


@dataclass(frozen=True, slots=True)
class CalendarContent:
    """What a calendar file holds; without events nothing is planned, or not on those days."""

    written_at: datetime
    zone: str
    observances: tuple[Observance, ...]
    events: tuple[CalendarEvent, ...]
    names: bool = False
    some_days: bool = False


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Calendar")


def gather(session: Session, now: datetime, asked: Asked) -> CalendarContent:
    """Return the planned doses of all regimens, as the clocks of the zone of `now` show them.

    With `names` each event says the substance, by its discreet label where it has one, and the
    amount. An event that is cut to the days asked for keeps its uid: a calendar has it once.
    """
    known = information.read(session)
    versions = list(_on_days(regimens.every(session), asked, known.day_starts_at))
    zone = clock.zone_of(now)
    first = min((version.starts_at for version in versions), default=clock.wall(now))
    changes = zones.changes(zone, first.year - 1)
    created_at = known.created_at.astimezone(UTC).isoformat()
    found = recurrences.of(versions, pauses.listing(session), zone, changes)
    return CalendarContent(
        written_at=now.astimezone(UTC),
        zone=zones.tzid(now),
        observances=zones.observances(zone, first.year - 1, changes),
        events=tuple(
            CalendarEvent(
                uid=f"{uuid5(NAMESPACE_OID, f'{created_at}/{times.key}')}@dosejournal",
                summary=_named(times) if asked.names else _("Planned entry"),
                times=times,
            )
            for times in found
        ),
        names=asked.names,
        some_days=asked.first_day is not None or asked.last_day is not None,
    )


def write(content: CalendarContent) -> bytes:
    """Return the calendar as a file; one without events is a whole calendar too."""
    # imported when a calendar is written: it takes 60 ms
    from dosejournal.exchange.calendar import text

    made = text.calendar(content.zone, content.observances)
    for event in content.events:
        made.add_component(
            text.event(event.uid, event.summary, content.written_at, event.times, content.zone)
        )
    data: bytes = made.to_ical()
    return data


def told(content: CalendarContent) -> str:
    """Return a sentence on what was written, with {place} where it is named."""
    if not content.events and content.some_days:
        return _("The calendar is at {place}; it is empty: no dose is planned for those days.")
    if not content.events:
        return _(
            "The calendar is at {place}; it is empty, because no regimen plans a dose at a time "
            "of day. Add one with: dosejournal plan add"
        )
    if content.names:
        return _("The calendar is at {place}; substances are named in it.")
    return _("The calendar is at {place}; it names no substance.")


def _on_days(versions: Iterable[Regimen], asked: Asked, day_starts_at: time) -> Iterator[Regimen]:
    """Give the versions as if they held on the journal days asked for alone.

    What their days are counted from stays, and with it the days themselves.
    """
    for version in versions:
        starts_at, ends_at = version.starts_at, version.ends_at
        if asked.first_day is not None:
            starts_at = max(starts_at, datetime.combine(asked.first_day, day_starts_at))
        if asked.last_day is not None:
            until = datetime.combine(asked.last_day, day_starts_at) + _ONE_DAY
            ends_at = until if ends_at is None else min(ends_at, until)
        if ends_at is None or starts_at < ends_at:
            yield replace(version, starts_at=starts_at, ends_at=ends_at)


def _named(times: Recurrence) -> str:
    name = times.regimen.discreet_label or times.regimen.substance
    step = times.step
    if step is None or step.amount is None:
        return name
    amount = _("{amount} {unit}").format(amount=step.amount, unit=step.unit).strip()
    return _("{substance}, {amount}").format(substance=name, amount=amount)
