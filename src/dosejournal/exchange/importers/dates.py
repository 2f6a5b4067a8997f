"""Days and times of a column: its form is decided over all its values, or asked."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone

from dosejournal.domain.imports import Answers, Question
from dosejournal.exchange.importers import months
from dosejournal.exchange.importers.choices import Choice
from dosejournal.exchange.importers.rows import RowError
from dosejournal.i18n import _

When = date | datetime
"""A day alone; a naive datetime is a wall-clock time, an aware one has its own offset."""

_SEPARATOR = r"[-/.\s]\s?"
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.)(\d{1,2})(?:(?:T|,? )(.+))?")
_USUAL = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d)?", re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:\d\d)?(Z?))?")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:,? (.+))?")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}(?:\.\d+)?")
_CLOCK = re.compile(
    r"(?P<before>[^\d\s:.+-][^\d:+-]*?)?\s?"
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<after>[^\d\s:+-][^\d:+-]*?))??\s?(?P<offset>Z|UTC|GMT|[+-]\d\d:?\d\d)?"
)
_ASIAN_DAY = re.compile(r"(?:(\d{4})[年년]\s?)?(\d{1,2})[月월]\s?(\d{1,2})[日일]")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)", re.IGNORECASE)
_LONGEST = 80
_FIRST_MILLISECONDS = 100_000_000_000


def plain(text: str) -> str:
    """Return a date or time with every kind of blank made a plain one; too long is none."""
    if len(text) > _LONGEST:
        return ""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def clock_time(text: str) -> time:
    """Return the wall-clock time that `18:52`, `6:50 pm` or its like in another language names.

    Raises:
        RowError: it names none.
    """
    found = _CLOCK.fullmatch(plain(text))
    if found is None or found["offset"]:
        raise RowError(_("Its time cannot be read."))
    return _time_of(found)


def day_of_year(text: str, year: int, names: Mapping[str, int]) -> date:
    """Return the day that `18 May` or `October 30` names in a year.

    Raises:
        RowError: it names none, or its month is not certain.
    """
    written = plain(text)
    asian = _ASIAN_DAY.fullmatch(written)
    if asian is not None:
        return _day(year, int(asian[2]), int(asian[3]))
    day = _DAY.search(written)
    month = names.get(month_word(text))
    if day is None or month is None:
        raise RowError(_("Its day cannot be read, or the name of its month is not certain."))
    return _day(year, month, int(day[1]))


def month_word(text: str) -> str:
    """Return the folded word that names the month in `18 May` or `18 de mayo`."""
    words = _DAY.sub(" ", _YEAR.sub(" ", plain(text)), count=1).replace(",", " ").split()
    return months.folded(" ".join(word for word in words if word not in ("de", "del", "di", ".")))


class DateColumn:
    """Reads the values of a column of days or times."""

    def __init__(self, column: str, values: Iterable[str], answers: Answers) -> None:
        """Decide the form of the column, which the person knows by this name."""
        self._column = column
        unusual = (value for value in set(values) if _USUAL.fullmatch(value) is None)
        distinct = {plain(value) for value in unusual}
        numeric = [found for value in distinct if (found := _NUMERIC.fullmatch(value))]
        self._order = Choice(
            f"day_order:{column}",
            ("dmy", "mdy"),
            _proved_order(numeric),
            answers,
            matters=any(found[1] != found[3] for found in numeric),
        )
        self.two_digit_years = any(len(found[4]) == 2 for found in numeric)
        worded = {_without_time(value)[0] for value in distinct if _is_worded(value)}
        words = {month_word(value) for value in worded}
        self._months = months.numbers(word for word in words if word and not word.isdigit())

    def question(self) -> Question | None:
        """Return the question of day and month, where no value proves their order."""
        return self._order.question(
            _(
                "In “{column}”, which comes first: the day or the month? No date of the file "
                "proves it, and until you say so its rows wait."
            ).format(column=self._column),
            (_("Day first: 3/4 is 3 April"), _("Month first: 3/4 is 4 March")),
        )

    def read(self, text: str) -> When:
        """Return the day or the time that a value names.

        Raises:
            RowError: it names none, or the order of its day and month is not known yet.
        """
        if _USUAL.fullmatch(text):
            return _usual(text)
        value = plain(text)
        if found := _ISO.fullmatch(value):
            month = found[2] or found[3] or found[4]
            return _joined(_day(int(found[1]), int(month), int(found[5])), found[6])
        if found := _NUMERIC.fullmatch(value):
            return _joined(self._numeric(found), found[5])
        if found := _COMPACT.fullmatch(value):
            clock = f"{found[4]}:{found[5]}{found[6]}" if found[4] else None
            return _joined(_day(int(found[1]), int(found[2]), int(found[3])), clock)
        if _EPOCH.fullmatch(value):
            return _from_epoch(float(value))
        return self._worded(value)

    def _numeric(self, found: re.Match[str]) -> date:
        year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
        first, second = int(found[1]), int(found[3])
        order = self._order.made
        if order is None and first != second:
            raise RowError(_("The order of its day and month is not known: answer the question."))
        day, month = (second, first) if order == "mdy" else (first, second)
        return _day(year, month, day)

    def _worded(self, value: str) -> When:
        written, clock = _without_time(value)
        asian = _ASIAN_DAY.fullmatch(written)
        year = asian[1] if asian else _YEAR.search(written)
        if not year:
            raise RowError(_("Its date cannot be read."))
        if isinstance(year, re.Match):
            day = day_of_year(_YEAR.sub(" ", written, count=1), int(year[0]), self._months)
        else:
            day = day_of_year(written, int(year), self._months)
        return _joined(day, clock)


def _usual(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise RowError(_("There is no such day or time.")) from None


def _is_worded(value: str) -> bool:
    """Say whether a value may name its month: it has a day and a year, and is no number form."""
    known = (_ISO, _NUMERIC, _COMPACT, _EPOCH)
    if any(form.fullmatch(value) for form in known):
        return False
    return _YEAR.search(value) is not None and _DAY.search(value) is not None


def _proved_order(numeric: Iterable[re.Match[str]]) -> str | None:
    first = second = False
    for found in numeric:
        first |= int(found[1]) > 12
        second |= int(found[3]) > 12
    if first == second:
        return None
    return "dmy" if first else "mdy"


def _without_time(value: str) -> tuple[str, str | None]:
    """Part `18 May 2021, 6:50 pm` before its time."""
    found = re.fullmatch(r"(.*?\d{4}\S*?|.*?\D),? (\d{1,2}:\d\d.*)", value)
    return (found[1].rstrip(","), found[2]) if found else (value, None)


def _joined(day: date, clock: str | None) -> When:
    if clock is None:
        return day
    found = _CLOCK.fullmatch(clock)
    if found is None:
        raise RowError(_("Its time cannot be read."))
    wall = datetime.combine(day, _time_of(found))
    return wall.replace(tzinfo=_offset(found["offset"])) if found["offset"] else wall


def _offset(text: str) -> timezone:
    if text in ("Z", "UTC", "GMT"):
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    if minutes >= 24 * 60:
        raise RowError(_("Its time cannot be read."))
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _time_of(found: re.Match[str]) -> time:
    hour = int(found["hour"])
    markers = [word for word in (found["before"], found["after"]) if word]
    if markers:
        afternoon = months.is_afternoon(months.folded(markers[0]))
        if afternoon is None or len(markers) > 1 or hour > 12:
            raise RowError(_("Its time cannot be read."))
        hour = hour % 12 + (12 if afternoon else 0)
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        raise RowError(_("There is no such time.")) from None


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise RowError(_("There is no such day.")) from None


def _from_epoch(number: float) -> datetime:
    seconds = number / 1000 if number >= _FIRST_MILLISECONDS else number
    return datetime.fromtimestamp(seconds, UTC)
