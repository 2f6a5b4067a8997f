"""Days and numbers as the person's locale writes them, without a window."""

from datetime import date, datetime, time

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal


class Written:
    """Writes days, times and numbers as one locale does, in the language that is spoken.

    Of "de_DE" an English page takes the country alone: it would else have months in German. What
    is not known is left out.
    """

    def __init__(self, locale: str, language: str = "en") -> None:
        self.locale = _locale(locale, language)
        self._numbers: dict[tuple[float, int], str] = {}

    def day(self, day: date) -> str:
        """Return a day with its year: "3 Mar 2026"."""
        return format_date(day, "medium", locale=self.locale)

    def month(self, day: date) -> str:
        """Return a month, with its year in January: "Mar", "Jan 2026"."""
        skeleton = "yMMM" if day.month == 1 else "MMM"
        return format_skeleton(skeleton, _noon(day), locale=self.locale)

    def month_and_year(self, day: date) -> str:
        """Return a month with its year: "Mar 2026"."""
        return format_skeleton("yMMM", _noon(day), locale=self.locale)

    def day_and_month(self, day: date) -> str:
        """Return a day without its year: "3 Mar"."""
        return format_skeleton("MMMd", _noon(day), locale=self.locale)

    def time(self, at: datetime) -> str:
        """Return a time of day: "20:05"."""
        return format_time(at, "short", locale=self.locale)

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with so many digits after the point."""
        # tables hold the same numbers again and again, and to write one takes 40 µs
        rounded = round(value, digits) + 0.0, digits  # a negative 0 is 0
        if rounded not in self._numbers:
            form = f"#,##0.{'0' * digits}" if digits else "#,##0"
            told = format_decimal(rounded[0], form, locale=self.locale)
            self._numbers[rounded] = told.replace("-", "\N{MINUS SIGN}")
        return self._numbers[rounded]

    def signed(self, value: float, digits: int) -> str:
        """Return a change with its sign; what rounds to 0 has none."""
        number = self.number(abs(value), digits)
        if number == self.number(0.0, digits):
            return number
        return f"+{number}" if value > 0 else f"\N{MINUS SIGN}{number}"


def _locale(name: str, language: str) -> Locale:
    territory = name.replace("-", "_").partition(".")[0].partition("_")[2]
    for parts in ((language, territory), (language, None)):
        try:
            return Locale(*parts)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))
