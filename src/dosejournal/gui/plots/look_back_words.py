"""What is said of weeks that were looked back on."""

from collections.abc import Sequence

from dosejournal.domain.measures import Measure
from dosejournal.gui.plots import axes
from dosejournal.i18n import _, ngettext
from dosejournal.journal.look_backs import FEWEST_DAYS, Week

FEWEST_WEEKS = 4


def of_week(week: Week, days: str) -> str:
    """Return what was remembered of a week and what was recorded in it."""
    remembered = _value(week.measure, week.remembered)
    if week.recorded is None:
        return ngettext(
            "{days} · remembered {remembered} · {n} day rated, {needed} needed for a mean",
            "{days} · remembered {remembered} · {n} days rated, {needed} needed for a mean",
            week.n_days,
        ).format(days=days, remembered=remembered, n=week.n_days, needed=FEWEST_DAYS)
    return ngettext(
        "{days} · remembered {remembered} · recorded {recorded} (mean of {n} day)",
        "{days} · remembered {remembered} · recorded {recorded} (mean of {n} days)",
        week.n_days,
    ).format(
        days=days,
        remembered=remembered,
        recorded=_number(week.measure, week.recorded),
        n=week.n_days,
    )


def not_asked(day: str) -> str:
    """Return that a day lies in a week of which nothing was remembered."""
    return _("{day} · this week was not looked back on").format(day=day)


def ground(weeks: Sequence[Week], *, is_all: bool) -> str:
    """Return how memory and record differ on average, where there are weeks enough to say."""
    both = [(each, each.recorded) for each in weeks if each.recorded is not None]
    n = len(both)
    if n < FEWEST_WEEKS:
        return _too_few(n, is_all=is_all)
    away = sum(week.remembered - recorded for week, recorded in both) / n
    return " · ".join(
        (ngettext("{n} week", "{n} weeks", n).format(n=n), _difference(weeks[0].measure, away))
    )


def _too_few(n: int, *, is_all: bool) -> str:
    if is_all:
        told = ngettext(
            "{n} week so far; {needed} needed for an average",
            "{n} weeks so far; {needed} needed for an average",
            n,
        )
    else:
        told = ngettext(
            "{n} week shown; {needed} needed for an average",
            "{n} weeks shown; {needed} needed for an average",
            n,
        )
    return told.format(n=n, needed=FEWEST_WEEKS)


def _difference(measure: Measure, away: float) -> str:
    points = _number(measure, abs(away))
    if points == _number(measure, 0.0):
        return _("remembered on average as recorded")
    number = 1 if points == _number(measure, 1.0) else 2
    if away > 0:
        told = ngettext(
            "remembered on average {points} point above the record",
            "remembered on average {points} points above the record",
            number,
        )
    else:
        told = ngettext(
            "remembered on average {points} point below the record",
            "remembered on average {points} points below the record",
            number,
        )
    return told.format(points=points)


def _value(measure: Measure, value: float) -> str:
    return measure.word(value) or _number(measure, value)


def _number(measure: Measure, value: float) -> str:
    return axes.number_format(*axes.value_range(measure, 0.0, 1.0))(value)
