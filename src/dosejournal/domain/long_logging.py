"""Whether one substance was recorded often, and for long: by days alone, whatever it is called."""

from collections.abc import Iterable
from datetime import date, timedelta

LONG_DAYS = 28
"""From the first day with a dose to the last: four weeks."""

_LARGEST_GAP_DAYS = 7

REACH = timedelta(days=LONG_DAYS + 2 * _LARGEST_GAP_DAYS)
"""No dose before this can decide: the last one is of the last week, and so is each before it."""


def is_long(dose_days: Iterable[date], today: date) -> bool:
    """Say whether doses go on, week after week, since four weeks or more.

    From one day with a dose to the next there are seven days at most, from the last one until
    today as well, and the first and the last of them are 28 days apart at least.
    """
    later = today
    last: date | None = None
    for day in sorted({day for day in dose_days if day <= today}, reverse=True):
        if (later - day).days > _LARGEST_GAP_DAYS:
            return False
        last = last or day
        if (last - day).days >= LONG_DAYS:
            return True
        later = day
    return False
