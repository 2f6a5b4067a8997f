"""Where the lines of a chart stand, and what is written at them."""

from collections.abc import Iterator
from datetime import date, timedelta

from dosejournal.exchange.report.written import Written

Tick = tuple[float, str]

_MOST_TICKS = 13
_SHORT_DAYS = 100
_STEPS_OF_DAYS = (1, 2, 7, 14)
_STEPS_OF_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_MONTHS = 12
_STEPS_OF_VALUES = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_VALUES = 5


def day_ticks(first: date, last: date, written: Written) -> list[Tick]:
    """Return where days, months or years begin, as fractions of the period, with their words."""
    n_days = (last - first).days + 1
    if n_days <= _SHORT_DAYS:
        step = next(each for each in _STEPS_OF_DAYS if n_days <= each * _MOST_TICKS or each > 7)
        days = [first + timedelta(days=n) for n in range(0, n_days, step)]
        return [((day - first).days / n_days, written.day_and_month(day)) for day in days]
    months = list(_months(first, last))
    step = next(
        each for each in _STEPS_OF_MONTHS if len(months) <= each * _MOST_TICKS or each > 60
    )
    kept = [month for month in months if _number(month) % step == 0]
    years = step >= _MONTHS
    return [
        (
            round((month - first).days / n_days, 5),
            f"{month.year}" if years else written.month(month),
        )
        for month in kept
    ]


def value_ticks(low: float, high: float, written: Written) -> list[Tick]:
    """Return round values from the lowest to the highest, as fractions, with their words."""
    length = high - low
    power = _floor_of_log(length / (_MOST_VALUES - 1))
    front = next(
        each for each in _STEPS_OF_VALUES if length / (each * 10.0**power) <= _MOST_VALUES - 1
    )
    step = front * 10.0**power
    digits = max(-power + (front != round(front)), 0)
    n = -int(-low // step)
    ticks = []
    while n * step <= high + step * 1e-9:
        ticks.append((round((n * step - low) / length, 5), written.number(n * step, digits)))
        n += 1
    return ticks


def _floor_of_log(value: float) -> int:
    power = 0
    while 10.0 ** (power + 1) <= value:
        power += 1
    while 10.0**power > value:
        power -= 1
    return power


def _months(first: date, last: date) -> Iterator[date]:
    """Yield the first days of months within the period."""
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            yield day
        day = (day + timedelta(days=32)).replace(day=1)


def _number(month: date) -> int:
    return month.year * _MONTHS + month.month - 1
