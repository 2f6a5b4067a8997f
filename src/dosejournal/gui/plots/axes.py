"""Where ticks stand on the axes of the plots, and what they say."""

import math
from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtCore import QLocale

from dosejournal.domain.measures import Measure
from dosejournal.gui.plots.day_words import DayWords, Step
from dosejournal.i18n import _

Tick = tuple[float, str]

_PIXELS_BETWEEN_DAYS = 96
_STEPS_DAYS = (1, 2, 7, 14)
_STEPS_MONTHS = (1, 3, 6)
_STEPS_YEARS = (1, 2, 5, 10, 20, 50)
_MONTH_DAYS = 30.44
_YEAR_DAYS = 365.25
_MOST_VALUES = 6
_ROUND = (1, 2, 5, 10)


def day_ticks(words: DayWords, first: float, last: float, pixels: float) -> list[Tick]:
    """Return the ticks between two places in time on an axis of this many pixels.

    They stand on the same days wherever the axis is moved: on first days of weeks, on first days
    of months or years. A day's tick stands at its middle, where its mean is drawn.
    """
    fewest_days = (last - first) * _PIXELS_BETWEEN_DAYS / max(pixels, 1.0)
    days, step = _spaced(words, first, last, fewest_days)
    middle = 0.5 if step == "day" else 0.0
    return [
        (day.toordinal() + middle, words.tick(day, step))
        for day in days
        if first <= day.toordinal() + middle <= last
    ]


def _spaced(
    words: DayWords, first: float, last: float, fewest_days: float
) -> tuple[Iterator[date], Step]:
    start = max(math.floor(first), 1)
    end = min(math.ceil(last), date.max.toordinal())
    for days in _STEPS_DAYS:
        if days >= fewest_days:
            # ordinal 1 was a Monday, as is weekday 1 of Qt
            offset = words.first_weekday % 7 if days >= 7 else 0
            begin = start + (offset - start) % days
            return (date.fromordinal(day) for day in range(begin, end + 1, days)), "day"
    for months in _STEPS_MONTHS:
        if months * _MONTH_DAYS >= fewest_days:
            return _months(start, end, months), "month"
    years = next((n for n in _STEPS_YEARS if n * _YEAR_DAYS >= fewest_days), _STEPS_YEARS[-1])
    return _months(start, end, 12 * years), "year"


def _months(start: int, end: int, step: int) -> Iterator[date]:
    begin, stop = date.fromordinal(start), date.fromordinal(end)
    number = (begin.year * 12 + begin.month - 1) // step * step
    for month in range(max(number, 12), stop.year * 12 + stop.month, step):
        yield date(month // 12, month % 12 + 1, 1)


def value_range(measure: Measure, low: float, high: float) -> tuple[float, float]:
    """Return the ends of a measure's axis: its own scale, else what holds its ratings."""
    if measure.kind != "number" and measure.minimum is not None and measure.maximum is not None:
        return measure.minimum, measure.maximum
    if measure.kind == "yes_no":
        return 0.0, 1.0
    if low == high:
        return low - 1.0, high + 1.0
    step = _round_step((high - low) / 4)
    return math.floor(low / step) * step, math.ceil(high / step) * step


def value_ticks(measure: Measure, low: float, high: float) -> list[Tick]:
    """Return the ticks of a measure's axis: words on stepped scales, numbers elsewhere."""
    if measure.kind == "yes_no":
        return [(0.0, _("no")), (1.0, _("yes"))]
    if measure.words:
        every = math.ceil(len(measure.words) / _MOST_VALUES)
        return [(low + n, word) for n, word in enumerate(measure.words) if n % every == 0]
    write = number_format(low, high)
    if measure.kind == "scale":
        middle = (low + high) / 2
        return [(value, write(value)) for value in (low, middle, high)]
    count = _round_parts(high - low)
    places = [low + (high - low) * n / count for n in range(count + 1)]
    return [(place, write(place)) for place in places]


def number_format(low: float, high: float) -> Callable[[float], str]:
    """Return what writes a number between two ends: as many decimals as can matter there."""
    locale = QLocale()
    decimals = max(0, 2 - math.floor(math.log10(max(high - low, 1e-9))))

    def write(value: float) -> str:
        rounded = round(float(value), decimals)
        return locale.toString(rounded, "f", 0 if rounded == round(rounded) else decimals)

    return write


def _round_parts(length: float) -> int:
    """Return into how many parts of a round length this length falls; one where none fits."""
    step = _round_step(length / _MOST_VALUES)
    for _attempt in range(len(_ROUND)):
        parts = length / step
        if abs(parts - round(parts)) < 1e-3:
            return round(parts)
        step = _round_step(step * 1.01)
    return 1


def _round_step(step: float) -> float:
    """Return the next of 1, 2 and 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return power * next(n for n in _ROUND if n * power >= step * (1 - 1e-9))
