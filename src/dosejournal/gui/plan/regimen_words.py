"""Regimens in words: the same in the list, the dialog and the earlier versions."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QLocale

from dosejournal.domain.entries import Dose
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, Pause, Regimen
from dosejournal.gui import entry_words
from dosejournal.gui.dose_words import amount_words
from dosejournal.i18n import _, ngettext

_WEEKDAY = re.compile(r"[\s,]*d{3,4}[\s,.]*")
# a day and its month in either order, with the sign that follows them: "d. MMMM", "M月d日"
_DAY_AND_MONTH = re.compile(r"(?:d{1,2}[^y]*?M{1,4}|M{1,4}[^y]*?d{1,2})[^y\s,']*")


def pattern(days: Pattern) -> str:
    """Return a pattern of days as one says it: "every 3 days", "Mon, Wed, Fri"."""
    match days.kind:
        case "daily":
            return _("every day")
        case "weekdays":
            return listed(weekday(day) for day in week() if day in days.weekdays)
        case "every":
            return ngettext("every {n} day", "every {n} days", days.every).format(n=days.every)
        case "on_off":
            return ngettext("{n} day on, {off} off", "{n} days on, {off} off", days.on).format(
                n=days.on, off=days.off
            )
        case "cycle":
            n = len(days.cycle)
            return ngettext("a cycle of {n} day", "a cycle of {n} days", n).format(n=n)
    return _("as needed")


def week() -> list[int]:
    """Return the weekdays, Monday as 0, in the order of the week where the person lives."""
    first = QLocale().firstDayOfWeek().value - 1
    return [(first + place) % 7 for place in range(7)]


def weekday(number: int, *, full: bool = False) -> str:
    """Return the name of a weekday, Monday as 0, short or in full."""
    form = QLocale.FormatType.LongFormat if full else QLocale.FormatType.ShortFormat
    return QLocale().standaloneDayName(number + 1, form)


def weekday_sign(number: int) -> str:
    """Return the shortest sign of a weekday, Monday as 0; two days may have the same."""
    return QLocale().standaloneDayName(number + 1, QLocale.FormatType.NarrowFormat)


def month(on: date) -> str:
    """Return the short name of a day's month."""
    return QLocale().standaloneMonthName(on.month, QLocale.FormatType.ShortFormat)


def listed(texts: Iterable[str]) -> str:
    """Return texts of one kind, one after the other."""
    return ", ".join(texts)


def times(of_day: Iterable[time]) -> str:
    """Return times of day: "08:00, 20:00"."""
    return listed(entry_words.clock_time(each) for each in of_day)


def near_day(on: date) -> str:
    """Return a day of the weeks around now, without its year: "Mon 2 Mar"."""
    locale = QLocale()
    form = _WEEKDAY.sub(" ", locale.dateFormat(QLocale.FormatType.LongFormat)).strip()
    found = _DAY_AND_MONTH.search(form)
    form = (found[0] if found else form).replace("MMMM", "MMM")
    written = locale.toString(QDate(on.year, on.month, on.day), form)
    return _("{weekday} {day}").format(weekday=weekday(on.weekday()), day=written)


def span(first: date, last: date | None) -> str:
    """Return the days from which and to which something holds."""
    if last is None:
        return _("from {day}").format(day=entry_words.day(first))
    if last == first:
        return _("on {day}").format(day=entry_words.day(first))
    return _("{first} – {last}").format(first=entry_words.day(first), last=entry_words.day(last))


def wall_span(starts_at: datetime, ends_at: datetime | None) -> str:
    """Return from when and until when, with the time of day where it is not midnight."""
    if ends_at is None:
        return _("From {moment}").format(moment=_wall(starts_at))
    whole = ends_at.time() == time()
    last = entry_words.day(ends_at.date() - timedelta(days=1)) if whole else _wall(ends_at)
    if last == _wall(starts_at):
        return last
    return _("{first} – {last}").format(first=_wall(starts_at), last=last)


def amount(step: DoseStep | None) -> str:
    """Return the amount of a dose step; empty where it is left open."""
    if step is None or step.amount is None:
        return ""
    dose = Dose(
        substance="",
        discreet_label="",
        status="taken",
        amount=step.amount,
        unit=step.unit,
        estimated=False,
        plus_minus=None,
    )
    return entry_words.isolated(amount_words(dose))


def steps(regimen: Regimen) -> str:
    """Return the amounts with the days from which they hold, a line each."""
    lines = [amount(each) or _("amount left open") for each in regimen.steps[:1]]
    lines += [
        _("{amount} from {day}").format(
            amount=amount(each) or _("amount left open"), day=entry_words.day(each.first_day)
        )
        for each in regimen.steps[1:]
    ]
    return "\n".join(lines)


def pause(stop: Pause) -> str:
    """Return from when and until when a regimen was paused."""
    return wall_span(stop.starts_at, stop.ends_at)


def _wall(at: datetime) -> str:
    whole = at.time() == time()
    return entry_words.day(at.date()) if whole else entry_words.day_and_time(at)
