"""Amounts, and how long and how late, in words for the terminal."""

from typing import Literal

from dosejournal.i18n import _

SEPARATOR = " · "

_MINUTES_OF_AN_HOUR = 60


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
