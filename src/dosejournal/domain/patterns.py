"""On which days a regimen foresees doses.

Patterns that RFC 5545 knows are left to its rules (https://www.rfc-editor.org/rfc/rfc5545,
section 3.3.10, by python-dateutil). N days on and M off, and a cycle drawn by hand, are no such
rule: there a day counts by its distance from the anchor.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from dosejournal.errors import InputError
from dosejournal.i18n import _

PatternKind = Literal["daily", "weekdays", "every", "on_off", "cycle", "as_needed"]
KINDS: tuple[PatternKind, ...] = ("daily", "weekdays", "every", "on_off", "cycle", "as_needed")

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST_CYCLE_DAYS = 60
LONGEST_GAP_DAYS = 366

_ANY_DAY = tuple(range(7))


@dataclass(frozen=True, slots=True)
class Pattern:
    """The days with a planned dose; only the fields of its kind are set.

    `weekdays` counts from Monday as 0; `every` is the distance in days; `cycle` has one sign a
    day, "1" with a dose and "0" without, and begins again after its end.
    """

    kind: PatternKind
    weekdays: tuple[int, ...] = ()
    every: int = 0
    on: int = 0
    off: int = 0
    cycle: str = ""

    @property
    def text(self) -> str:
        """The pattern as it is typed in the terminal and kept in the journal."""
        return _TEXTS[self.kind](self)

    @property
    def signs(self) -> str:
        """The days as signs of a cycle; empty where an RFC 5545 rule says them."""
        return "1" * self.on + "0" * self.off if self.kind == "on_off" else self.cycle


def checked(pattern: Pattern) -> Pattern:
    """Return the pattern, or raise InputError when no day can follow from it."""
    fits = {
        "daily": True,
        "weekdays": bool(pattern.weekdays) and set(pattern.weekdays) <= set(_ANY_DAY),
        "every": 1 <= pattern.every <= LONGEST_GAP_DAYS,
        "on_off": pattern.on >= 1
        and pattern.off >= 1
        and pattern.on + pattern.off <= LONGEST_GAP_DAYS,
        "cycle": re.fullmatch(f"(?=.*1)[01]{{1,{LONGEST_CYCLE_DAYS}}}", pattern.cycle) is not None,
        "as_needed": True,
    }
    if not fits[pattern.kind]:
        raise InputError(_not_a_pattern())
    return pattern


def parse(text: str) -> Pattern:
    """Return the pattern that a text such as "every 3 days" or "4 on 3 off" names.

    Raises:
        InputError: it names none.
    """
    words = " ".join(text.casefold().split())
    for kind, form in _FORMS.items():
        match = form.fullmatch(words)
        if match is not None:
            return checked(_READERS[kind](match))
    raise InputError(_not_a_pattern())


def days(pattern: Pattern, anchor: date, first: date, last: date) -> list[date]:
    """Return the days with a dose from `first` to `last`, both included; none before `anchor`."""
    first = max(first, anchor)
    if last < first or pattern.kind == "as_needed":
        return []
    signs = pattern.signs
    if signs:
        length, start = len(signs), (first - anchor).days
        return [
            first + timedelta(days=number)
            for number in range((last - first).days + 1)
            if signs[(start + number) % length] == "1"
        ]
    return _by_rule(pattern, anchor, first, last)


def _by_rule(pattern: Pattern, anchor: date, first: date, last: date) -> list[date]:
    # imported when there is a plan: its tables take 9 ms, which a start without one need not spend
    from dateutil.rrule import DAILY, WEEKLY, rrule

    if pattern.kind == "every":
        # from its first day in this span: a rule begun years ago is not walked through
        first += timedelta(days=-(first - anchor).days % pattern.every)
    rule = rrule(
        WEEKLY if pattern.kind == "weekdays" else DAILY,
        dtstart=datetime.combine(first, time()),
        until=datetime.combine(last, time()),
        interval=pattern.every or 1,
        byweekday=pattern.weekdays or None,
    )
    return [found.date() for found in rule]


def _not_a_pattern() -> str:
    return _(
        "That is not a pattern of days. Nothing was changed; write daily, “weekdays mon,wed,fri”, "
        "“every 3 days”, “4 on 3 off”, “cycle 1001000” (up to 60 days, at least one of them on), "
        "or “as needed”."
    )


def _weekdays(match: re.Match[str]) -> Pattern:
    named = {WEEKDAYS.index(word[:3]) for word in re.findall("[a-z]+", match["days"])}
    return Pattern("weekdays", weekdays=tuple(sorted(named)))


def _short(number: str) -> int:
    # a number longer than any allowed one is refused like one, and never computed with
    return int(number) if len(number) <= 4 else 0


_DAY_NAME = (
    "(?:mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?"
    "|sat(?:urday)?|sun(?:day)?)"
)
_FORMS: Mapping[PatternKind, re.Pattern[str]] = {
    "daily": re.compile("daily|every day|every 1 days?"),
    "weekdays": re.compile(f"weekdays (?P<days>{_DAY_NAME}(?:[, ]+{_DAY_NAME})*)"),
    "every": re.compile("every (?P<every>[0-9]+) days"),
    "on_off": re.compile("(?P<on>[0-9]+) (?:days )?on,? (?P<off>[0-9]+) (?:days )?off"),
    "cycle": re.compile("cycle (?P<cycle>[01]+)"),
    "as_needed": re.compile("as[ -]needed"),
}
_READERS: Mapping[PatternKind, Callable[[re.Match[str]], Pattern]] = {
    "daily": lambda _match: Pattern("daily"),
    "weekdays": _weekdays,
    "every": lambda match: Pattern("every", every=_short(match["every"])),
    "on_off": lambda match: Pattern("on_off", on=_short(match["on"]), off=_short(match["off"])),
    "cycle": lambda match: Pattern("cycle", cycle=match["cycle"]),
    "as_needed": lambda _match: Pattern("as_needed"),
}
_TEXTS: Mapping[PatternKind, Callable[[Pattern], str]] = {
    "daily": lambda _pattern: "daily",
    "weekdays": lambda pattern: (
        "weekdays " + ",".join(WEEKDAYS[number] for number in sorted(pattern.weekdays))
    ),
    "every": lambda pattern: f"every {pattern.every} days",
    "on_off": lambda pattern: f"{pattern.on} on {pattern.off} off",
    "cycle": lambda pattern: f"cycle {pattern.cycle}",
    "as_needed": lambda _pattern: "as needed",
}
