"""What is said of adherence: every share with what it rests on."""

from datetime import date

from dosejournal.domain.adherence import Adherence
from dosejournal.gui.plan import regimen_words
from dosejournal.i18n import _, ngettext

FEWEST = 5
"""With fewer planned doses due no share is told: its interval would span most of the scale."""


def share(found: Adherence) -> str:
    """Return how many of the planned doses were taken: the share, with its interval."""
    taken = found.taken + found.late
    if found.proportion is None or found.interval is None:
        return ""
    if found.planned < FEWEST:
        return ngettext(
            "{taken} of {n} planned dose taken. A share is told from {fewest} on, with its "
            "interval: fewer can hardly tell.",
            "{taken} of {n} planned doses taken. A share is told from {fewest} on, with its "
            "interval: fewer can hardly tell.",
            found.planned,
        ).format(taken=taken, n=found.planned, fewest=FEWEST)
    low, high = found.interval
    return _(
        "{taken} of {n} planned doses taken: {share} % (95 % interval {low}–{high} %)"
    ).format(
        taken=taken,
        n=found.planned,
        share=percent(found.proportion),
        low=percent(low),
        high=percent(high),
    )


def bounds(found: Adherence) -> str:
    """Return what the share would be if those not recorded had been taken, and if none had."""
    if found.bounds is None or found.planned < FEWEST or not found.not_recorded:
        return ""
    lowest, highest = found.bounds
    return ngettext(
        "If the one that was not recorded had been taken: {highest} %; if not: {lowest} %.",
        "If all {n} that were not recorded had been taken: {highest} %; if none: {lowest} %.",
        found.not_recorded,
    ).format(n=found.not_recorded, highest=percent(highest), lowest=percent(lowest))


def timing(found: Adherence) -> str:
    """Return how many were taken within the window of their regimen."""
    if found.timing is None:
        return ""
    if found.planned < FEWEST:
        return _("Taken within the window: {taken} of {n}.").format(
            taken=found.taken, n=found.planned
        )
    return _("Taken within the window: {taken} of {n}, {share} %.").format(
        taken=found.taken, n=found.planned, share=percent(found.timing)
    )


def extras(found: Adherence) -> str:
    """Return how many doses were taken that no regimen foresaw."""
    if not found.extra:
        return ""
    return ngettext(
        "Apart from these: {n} extra dose, which was not planned.",
        "Apart from these: {n} extra doses, which were not planned.",
        found.extra,
    ).format(n=found.extra)


def ground(first: date, last: date) -> str:
    """Return over which days was counted, and what was left out."""
    return _("{days} · what is still open or was paused is not counted").format(
        days=regimen_words.span(first, last)
    )


def percent(part: float) -> int:
    """Return a share in whole per cent: 0 and 100 only where it is none and all."""
    if 0 < part < 1:
        return min(max(round(part * 100), 1), 99)
    return round(part * 100)
