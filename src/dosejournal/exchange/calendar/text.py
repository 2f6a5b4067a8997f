"""The events and the zone of a calendar as text of RFC 5545, by the library icalendar."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from dosejournal import __version__
from dosejournal.domain.patterns import Pattern
from dosejournal.exchange.calendar.recurrences import Recurrence
from dosejournal.exchange.calendar.zones import Observance

_LENGTH = timedelta(minutes=15)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar(zone: str, observances: Sequence[Observance]) -> Calendar:
    """Return a calendar without events that says what the clocks of its zone do."""
    made = Calendar()
    made.add("prodid", f"-//DoseJournal//DoseJournal {__version__}//EN")
    made.add("version", "2.0")
    clocks = Timezone()
    clocks.add("tzid", zone)
    for observance in observances:
        clocks.add_component(_observance(observance))
    made.add_component(clocks)
    return made


def event(uid: str, summary: str, written_at: datetime, times: Recurrence, zone: str) -> Event:
    """Return an event that takes no time from anybody and rings no bell."""
    made = Event()
    local = {"TZID": zone}
    made.add("uid", uid)
    made.add("dtstamp", written_at)
    made.add("dtstart", times.starts_at, local)
    made.add("duration", _LENGTH)
    made.add("summary", _printable(summary))
    made.add("class", "PRIVATE")
    made.add("transp", "TRANSPARENT")
    if times.rule is not None:
        made.add("rrule", _rule(times.rule, times.until))
    if times.without:
        made.add("exdate", list(times.without), local)
    return made


def _rule(pattern: Pattern, until: datetime | None) -> dict[str, Any]:
    rule: dict[str, Any] = {"FREQ": "DAILY"}
    if pattern.kind == "weekdays":
        rule = {"FREQ": "WEEKLY", "BYDAY": [_DAYS[number] for number in pattern.weekdays]}
    if pattern.every > 1:
        rule["INTERVAL"] = pattern.every
    if until is not None:
        rule["UNTIL"] = until
    return rule


def _observance(observance: Observance) -> TimezoneStandard | TimezoneDaylight:
    change, rule = observance.change, observance.rule
    made = TimezoneDaylight() if change.is_summer else TimezoneStandard()
    made.add("dtstart", change.wall)
    made.add("tzoffsetfrom", change.before)
    made.add("tzoffsetto", change.after)
    made.add("tzname", change.name)
    if rule is not None:
        yearly: dict[str, Any] = {
            "FREQ": "YEARLY",
            "BYMONTH": rule.month,
            "BYDAY": f"{rule.nth}{_DAYS[rule.weekday]}",
        }
        if observance.until is not None:
            yearly["UNTIL"] = observance.until
        made.add("rrule", yearly)
    return made


def _printable(text: str) -> str:
    # the RFC has no place for control characters in a text, and a name holds them by accident only
    return "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
