"""Days as the person's locale writes them."""

import os
from datetime import date
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_interval, format_skeleton, get_day_names
from PySide6.QtCore import QLocale

from dosejournal.i18n import _

Step = Literal["day", "month", "year"]

_TICK = {"day": "MMMd", "month": "yMMM", "year": "y"}


class DayWords:
    """Writes days short on an axis, in full where one is pointed at, and as ranges."""

    def __init__(self, locale: QLocale | None = None) -> None:
        locale = locale or QLocale()
        self._locale = _known(_name(locale))
        self.first_weekday = locale.firstDayOfWeek().value
        # a moving axis asks for the same few days at every frame
        self._ticks: dict[tuple[date, Step], str] = {}

    def tick(self, day: date, step: Step) -> str:
        """Return a day as a tick of an axis: "3 Nov", "Nov 2026" or "2026"."""
        known = self._ticks.get((day, step))
        if known is None:
            known = str(format_skeleton(_TICK[step], day, locale=self._locale))
            self._ticks[day, step] = known
        return known

    def full(self, day: date) -> str:
        """Return a day with its weekday and year: "Tue 3 Nov 2026"."""
        return str(format_skeleton("yMMMEd", day, locale=self._locale))

    def weekday(self, number: int) -> str:
        """Return the short name of a weekday, Monday being 0."""
        names = get_day_names("abbreviated", context="stand-alone", locale=self._locale)
        return str(names[number])

    def weekdays(self, first: date, last: date) -> str:
        """Return which days of several weeks are meant: "Tuesday, 3 – 24 Mar 2026"."""
        names = get_day_names("wide", context="stand-alone", locale=self._locale)
        days = format_interval(first, last, "yMMMd", locale=self._locale)
        return _("{weekday}, {days}").format(weekday=names[first.weekday()], days=days)

    def span(self, first: date, last: date, today: date) -> str:
        """Return a range of days: "23 Aug – 20 Nov", with years unless all are in this one."""
        own_year = first.year == last.year == today.year
        skeleton = "MMMd" if own_year else "yMMMd"
        return str(format_interval(first, last, skeleton, locale=self._locale))


def _name(locale: QLocale) -> str:
    if locale == QLocale.system():
        # Qt writes dates as the system says for times, but names the locale after its language
        return os.environ.get("LC_ALL") or os.environ.get("LC_TIME") or locale.name()
    return locale.name()


def _known(name: str) -> Locale:
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        # "C", and languages of the system that CLDR does not know: the one English of CLDR that
        # writes as Qt's "C" does on the other pages, day before month, and "Sep" for "Sept"
        return Locale("en", "AE")
