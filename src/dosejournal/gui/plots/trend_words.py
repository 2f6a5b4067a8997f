"""What is said of a measure's trend: of one day, and of the days it rests on."""

from datetime import date

import numpy as np
from PySide6.QtCore import QLocale

from dosejournal.gui.plots import axes
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.i18n import _, ngettext
from dosejournal.journal.trends import Trend

# what is widened by less would read "× 1.0"
_TELLING_FACTOR = 1.05


def of_day(trend: Trend, day: int, words: DayWords) -> str:
    """Return what was rated on a day: "Tue 3 Nov 2026 · 62 (mean of 3) · 7-day mean …"."""
    written = words.full(date.fromordinal(day))
    index = int(np.searchsorted(trend.daily.days, day))
    if index == trend.n_days or trend.daily.days[index] != day:
        return _("{day} · not rated").format(day=written)
    n = int(trend.daily.counts[index])
    mean = float(trend.daily.means[index])
    seven = float(trend.rolling.means[index])
    number = axes.number_format(*_ends(trend))
    value = value_text(trend, mean) if n == 1 else _with_unit(trend, number(mean))
    if np.isnan(seven):
        return ngettext("{day} · {value}", "{day} · {value} (mean of {n})", n).format(
            day=written, value=value, n=n
        )
    return ngettext(
        "{day} · {value} · 7-day mean {mean}, interval {low} to {high}",
        "{day} · {value} (mean of {n}) · 7-day mean {mean}, interval {low} to {high}",
        n,
    ).format(
        day=written,
        value=value,
        n=n,
        mean=number(seven),
        low=number(float(trend.rolling.lows[index])),
        high=number(float(trend.rolling.highs[index])),
    )


def value_text(trend: Trend, value: float) -> str:
    """Return one rating as the person gave it: by its word where it has one."""
    if trend.measure.kind == "yes_no":
        return _("yes") if value else _("no")
    number = axes.number_format(*_ends(trend))(value)
    return trend.measure.word(value) or _with_unit(trend, number)


def ground(trend: Trend, first: int, last: int) -> str:
    """Return what a picture of these days rests on: days, missing days, kind of interval."""
    low, high = np.searchsorted(trend.daily.days, [first, last + 1])
    n = int(high - low)
    days = ngettext(
        "{n} day rated, {missing} missing", "{n} days rated, {missing} missing", n
    ).format(n=n, missing=_days_since_first(trend, first, last) - n)
    seven = trend.rolling.means[low:high]
    return " · ".join((days, _interval(trend) if np.isfinite(seven).any() else _too_few()))


def _days_since_first(trend: Trend, first: int, last: int) -> int:
    # a day before the measure was first rated is not missing
    if trend.n_days:
        first = max(first, int(trend.daily.days[0]))
    return max(last - first + 1, 0)


def _too_few() -> str:
    return _("no 7-day mean here: it needs 4 rated days of 7")


def _interval(trend: Trend) -> str:
    if trend.r1 is None:
        return _("interval as if days were independent: too few days in a row to tell")
    if trend.width_factor < _TELLING_FACTOR:
        return _("interval as if days were independent")
    return _("interval widened × {factor}, because neighbouring days resemble each other").format(
        factor=QLocale().toString(trend.width_factor, "f", 1)
    )


def _with_unit(trend: Trend, number: str) -> str:
    unit = trend.measure.unit
    return _("{number} {unit}").format(number=number, unit=unit) if unit else number


def _ends(trend: Trend) -> tuple[float, float]:
    values = trend.points.values
    return axes.value_range(trend.measure, float(values.min()), float(values.max()))
