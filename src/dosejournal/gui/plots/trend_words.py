"""What is said of a measure's trend: of one day, and of the days it rests on."""

from collections.abc import Iterator
from datetime import date

import numpy as np
from PySide6.QtCore import QLocale

from dosejournal.domain.measures import Measure
from dosejournal.gui.entry_words import isolated
from dosejournal.gui.plots import axes
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.i18n import _, ngettext
from dosejournal.journal.trend_grounds import Counts
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
    """Return what a picture of these days rests on: days, doses known of, what was expected."""
    counts = trend.ground.of(first, last)
    return " · ".join((*_counted(trend, counts), _smoothed(trend, first, last)))


def _counted(trend: Trend, counts: Counts) -> Iterator[str]:
    yield ngettext(
        "{n} day rated, {missing} missing", "{n} days rated, {missing} missing", counts.n_days
    ).format(n=counts.n_days, missing=counts.n_missing)
    if counts.n_dose_days:
        yield ngettext(
            "{known} of {n} dose day rated knowing the dose",
            "{known} of {n} dose days rated knowing the dose",
            counts.n_dose_days,
        ).format(known=counts.n_knowing, n=counts.n_dose_days)
    if counts.expected_change is not None:
        told = _("expected {change} ({certainty} sure, n = {n})").format(
            change=_signed(trend.measure, counts.expected_change),
            certainty=QLocale().toString(round(counts.expected_certainty or 0.0)),
            n=counts.n_expected,
        )
        # a number stays with its name where a line ends
        yield told.replace(" = ", "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}")


def _signed(measure: Measure, change: float) -> str:
    """Return a change with its sign; what rounds to 0 has none."""
    write = axes.number_format(*axes.value_range(measure, 0.0, 1.0))
    number = write(abs(change))
    if number == write(0.0):
        return number
    return isolated(f"+{number}" if change > 0 else f"\N{MINUS SIGN}{number}")


def _smoothed(trend: Trend, first: int, last: int) -> str:
    low, high = np.searchsorted(trend.daily.days, [first, last + 1])
    seven = trend.rolling.means[low:high]
    return _interval(trend) if np.isfinite(seven).any() else _too_few()


def _too_few() -> str:
    return _("no 7-day mean here: it needs 4 rated days of 7")


def _interval(trend: Trend) -> str:
    if trend.r1 is None:
        return _("interval as if days were independent: too few days in a row to tell")
    if trend.width_factor < _TELLING_FACTOR:
        return _("interval as if days were independent")
    return _("interval × {factor}, as days are alike").format(
        factor=QLocale().toString(trend.width_factor, "f", 1)
    )


def _with_unit(trend: Trend, number: str) -> str:
    unit = trend.measure.unit
    return _("{number} {unit}").format(number=number, unit=unit) if unit else number


def _ends(trend: Trend) -> tuple[float, float]:
    values = trend.points.values
    return axes.value_range(trend.measure, float(values.min()), float(values.max()))
