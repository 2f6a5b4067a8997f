"""What is said of planned doses in a calendar: of one cell, and of the days shown."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from dosejournal.gui.dose_words import duration
from dosejournal.gui.plots.calendar_grid import Counts, DayCounts
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.i18n import _, ngettext
from dosejournal.journal import ratings
from dosejournal.journal.plan_columns import Planned


def legend() -> str:
    """Return what the shapes of the cells mean."""
    return ", ".join(
        (
            _("full = taken in time"),
            _("notched = late"),
            _("part = some taken"),
            _("dash = skipped"),
            _("× = missed"),
            _("framed dot = not recorded"),
            _("dot = nothing planned"),
        )
    )


def of_days(planned: Planned, counted: DayCounts, days: range, words: DayWords) -> str:
    """Return what became of the planned doses of a cell: "Tue, 3 Mar 2026 · 2 planned: …"."""
    first, last = date.fromordinal(days[0]), date.fromordinal(days[-1])
    when = words.full(first) if len(days) == 1 else words.weekdays(first, last)
    found = counted.of(days)
    n = int(found.sum())
    if not n:
        return _("{day} · nothing planned").format(day=when)
    latest = _latest(planned, days)
    return ngettext("{day} · {n} planned: {what}", "{day} · {n} planned: {what}", n).format(
        day=when, n=n, what=", ".join(_parts(found, latest))
    )


def ground(found: Counts, weeks: int) -> str:
    """Return what became of the planned doses of the days shown."""
    found = np.delete(found, ratings.OPEN)
    n = int(found.sum())
    if not n:
        told = _("no planned dose was due on these days")
    else:
        told = ngettext("{n} planned dose due: {what}", "{n} planned doses due: {what}", n).format(
            n=n, what=", ".join(_parts(found, 0))
        )
    if weeks == 1:
        return told
    return _("{text} · each cell stands for one weekday of {n} weeks").format(text=told, n=weeks)


def _parts(found: Counts, latest: int) -> Iterator[str]:
    told = {
        ratings.TAKEN: _("{n} taken in time"),
        ratings.LATE: _late(int(found[ratings.LATE]), latest),
        ratings.SKIPPED: _("{n} skipped"),
        ratings.MISSED: _("{n} missed"),
        ratings.NOT_RECORDED: _("{n} not recorded"),
        ratings.OPEN: _("{n} still open"),
    }
    for state, text in told.items():
        if state < len(found) and found[state]:
            yield text.format(n=int(found[state]))


def _late(n: int, latest: int) -> str:
    if not latest:
        return _("{n} late")
    time = duration(latest)
    return ngettext("{n} late by {time}", "{n} late, by up to {time}", n).format(n=n, time=time)


def _latest(planned: Planned, days: range) -> int:
    since = planned.days - days.start
    own = (since >= 0) & (planned.days < days.stop) & (since % days.step == 0)
    return int(planned.late_minutes[own].max(initial=0))
