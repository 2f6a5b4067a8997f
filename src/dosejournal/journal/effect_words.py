"""Unwanted effects in words, the same in the window, in the terminal and in the report."""

from datetime import datetime, timedelta

from dosejournal.domain.adverse_effects import DoseBefore, Effect
from dosejournal.i18n import _

_HOUR = 60


def severity(effect: Effect) -> str:
    """Return how bad it was, with the help that was needed."""
    word = {
        "noticed": _("noticed it"),
        "bothered": _("it bothered me"),
        "stopped": _("it stopped me"),
    }[effect.severity]
    return _("{severity}, needed help").format(severity=word) if effect.needed_help else word


def relation(effect: Effect) -> str:
    """Return whether the person connects it with what they take; empty if they did not say."""
    return {
        "": "",
        "no": _("not connected with what I take, as I see it"),
        "unsure": _("perhaps connected with what I take, as I see it"),
        "yes": _("connected with what I take, as I see it"),
    }[effect.relation]


def line(effect: Effect, began: datetime) -> str:
    """Return an effect in one line: what, how bad, and how long."""
    return _("{name}: {severity}, {length}").format(
        name=effect.name, severity=severity(effect), length=length(effect, began)
    )


def length(effect: Effect, began: datetime) -> str:
    """Return how long it took, or that it lasts or has no end in the record."""
    if effect.ended_at is None:
        return _("no end recorded")
    return span((effect.ended_at - began) // timedelta(minutes=1))


def dose_before(dose: DoseBefore | None) -> str:
    """Return which dose was before, as a fact of the clock, and nothing more."""
    if dose is None:
        return _("No dose with a known time in the 24 hours before.")
    amount = " ".join(part for part in (dose.amount or _("amount unknown"), dose.unit) if part)
    return _("Began {span} after a dose: {substance}, {amount}.").format(
        span=span(dose.minutes), substance=dose.substance, amount=amount
    )


def span(minutes: int) -> str:
    """Return a length of time in hours and minutes, or in days and hours."""
    hours, rest = divmod(minutes, _HOUR)
    days, of_day = divmod(hours, 24)
    if days:
        return _("{days} d {hours} h").format(days=days, hours=of_day)
    if hours:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)
    return _("{minutes} min").format(minutes=rest)
