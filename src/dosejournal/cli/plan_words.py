"""Patterns, amounts, and how long and how late, in words for the terminal."""

from typing import Literal

from dosejournal.domain.patterns import Pattern
from dosejournal.i18n import _, ngettext

SEPARATOR = " · "

_MINUTES_OF_AN_HOUR = 60


def pattern(days: Pattern) -> str:
    """Return a pattern of days as one says it."""
    match days.kind:
        case "daily":
            return _("every day")
        case "weekdays":
            names = _weekdays()
            told = ", ".join(names[number] for number in days.weekdays)
            return _("on {days}").format(days=told)
        case "every":
            return ngettext("every {n} day", "every {n} days", days.every).format(n=days.every)
        case "on_off":
            return _("{on} on, {off} off").format(on=days.on, off=days.off)
        case "cycle":
            n = len(days.cycle)
            return ngettext("cycle of {n} day: {days}", "cycle of {n} days: {days}", n).format(
                n=n, days=days.cycle
            )
    return _("as needed")


def duration(minutes: int) -> str:
    """Return a number of minutes as minutes, or as hours and minutes."""
    if minutes < _MINUTES_OF_AN_HOUR:
        return _("{n} min").format(n=minutes)
    hours, rest = divmod(minutes, _MINUTES_OF_AN_HOUR)
    if not rest:
        return _("{n} h").format(n=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def late(minutes: int | None) -> str:
    """Return how late a dose was, where that is known."""
    return _("late") if minutes is None else _("late by {time}").format(time=duration(minutes))


def not_taken(status: Literal["skipped", "missed"], reason: str) -> str:
    """Return that a planned dose was not taken, with the reason where one was given."""
    if status == "missed":
        return _("missed: {reason}").format(reason=reason) if reason else _("missed")
    return _("skipped: {reason}").format(reason=reason) if reason else _("skipped")


def dose(name: str, amount: str | None, unit: str) -> str:
    """Return a name with the amount of it, where one is known."""
    return " ".join(part for part in (name, amount, unit) if part) if amount else name


def signed(value: float) -> str:
    """Return a change with its sign; 0 has none."""
    return f"{value:+g}".replace("-", "\N{MINUS SIGN}") if value else "0"


def _weekdays() -> tuple[str, ...]:
    return _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")
