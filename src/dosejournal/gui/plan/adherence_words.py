"""What is said of adherence: every share with what it rests on."""

import math
from collections.abc import Collection
from datetime import date

from dosejournal.domain.adherence import Adherence
from dosejournal.gui.dose_words import duration
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
    return _together(
        _("{taken} of {n} planned doses taken: {share} % (95 % interval {low}–{high} %)").format(
            taken=taken,
            n=found.planned,
            share=percent(found.proportion),
            low=percent(low),
            high=percent(high),
        )
    )


def bounds(found: Adherence) -> str:
    """Return what the share would be if those not recorded had been taken, and if none had."""
    if found.bounds is None or found.planned < FEWEST or not found.not_recorded:
        return ""
    lowest, highest = found.bounds
    told = ngettext(
        "If the one that was not recorded had been taken: {highest} %; if not: {lowest} %.",
        "If all {n} that were not recorded had been taken: {highest} %; if none: {lowest} %.",
        found.not_recorded,
    ).format(n=found.not_recorded, highest=percent(highest), lowest=percent(lowest))
    return _together(told)


def timing(found: Adherence, windows: Collection[int]) -> str:
    """Return how many were taken in time, and what that means: `windows` are in minutes."""
    if found.timing is None:
        return ""
    told = _("{taken} of {n}") if found.planned < FEWEST else _("{taken} of {n}, {share} %")
    told = told.format(taken=found.taken, n=found.planned, share=percent(found.timing))
    if len(windows) != 1:
        return _together(
            _("In time, within the window of their regimen: {told}.").format(told=told)
        )
    (window,) = windows
    return _together(
        _("In time, no more than {window} after the planned time: {told}.").format(
            window=duration(window), told=told
        )
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


def ground(found: Adherence, first: date, last: date) -> str:
    """Return over which days was counted, what was left out, and how the interval is meant."""
    days = regimen_words.span(first, last)
    if found.planned < FEWEST:
        return _("{days} · what is still open or was paused is not counted").format(days=days)
    return _(
        "{days} · what is still open or was paused is not counted · interval as if doses were "
        "independent"
    ).format(days=days)


def percent(part: float) -> int:
    """Return a share in whole per cent: 0 and 100 only where it is none and all."""
    if 0 < part < 1:
        return min(max(math.floor(part * 100 + 0.5), 1), 99)
    return math.floor(part * 100 + 0.5)


def _together(text: str) -> str:
    """Return a sentence in which no sign of per cent begins a line."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")
