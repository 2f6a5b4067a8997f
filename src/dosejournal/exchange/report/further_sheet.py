"""The pages behind the first one: calendar, notes, daily means, the key to labels."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from dosejournal.exchange.report import adherence_days
from dosejournal.exchange.report.content import Chart, ReportContent
from dosejournal.exchange.report.own_text import own
from dosejournal.exchange.report.written import Written
from dosejournal.i18n import _

_LONG_SCALE = 20
_DAYS_OF_A_MONTH = 31
_MOST_DAYS = 731
"""Of a longer period the table has the last two years: it is for reading, not for computing."""


def calendar(content: ReportContent, written: Written) -> dict[str, Any] | None:
    """Return what became of planned doses, a row for each month; None where none was planned."""
    if "calendar" not in content.options.sections or not content.calendar:
        return None
    states = {each.day: each.state for each in content.calendar}
    names = _names()
    counts = [
        (name, sum(state == key for state in states.values())) for key, name in names.items()
    ]
    present = set(states.values())
    return {
        "title": _("Planned doses, day by day"),
        "alt": _("Calendar of days with planned doses. {counts}.").format(
            counts="; ".join(f"{name}: {written.number(n)}" for name, n in counts if n)
        ),
        "rows": [
            {"month": written.month_and_year(month), "days": _days_of(month, states, content)}
            for month in _months(content.header.first_day, content.header.last_day)
        ],
        "legend": [[key, name] for key, name in names.items() if key in present],
    }


def notes(content: ReportContent, written: Written) -> dict[str, Any] | None:
    """Return the notes that the person chose, the oldest first."""
    if "notes" not in content.options.sections or not content.notes:
        return None
    ordered = sorted(content.notes, key=lambda note: (note.day, note.time))
    return {
        "title": _("Notes the person chose to show"),
        "items": [
            {
                "when": " ".join(part for part in (written.day(note.day), note.time) if part),
                "text": own(note.text),
            }
            for note in ordered
        ],
    }


def table(content: ReportContent, written: Written) -> dict[str, Any] | None:
    """Return the daily means, a row for each rated day, months apart."""
    charts = content.charts
    if "table" not in content.options.sections or not charts:
        return None
    means = [{day.day: day.mean for day in chart.days} for chart in charts]
    since = content.header.last_day - timedelta(days=_MOST_DAYS - 1)
    every = sorted(set().union(*means))
    days = [day for day in every if day >= since]
    caption = _("The mean of the ratings of a day; empty where nothing was rated.")
    if len(days) < len(every):
        caption = _("{caption} The last two years; the files for other programs have all.").format(
            caption=caption
        )
    return {
        "title": _("Daily means"),
        "caption": caption,
        "columns": [_("Day"), *(_headed(chart) for chart in charts)],
        "months": [
            {
                "month": written.month_and_year(month),
                "rows": [
                    [
                        written.day_and_month(day),
                        *(
                            _mean(chart, found.get(day), written)
                            for chart, found in zip(charts, means, strict=True)
                        ),
                    ]
                    for day in own
                ],
            }
            for month, own in groupby(days, key=lambda day: day.replace(day=1))
        ],
    }


def key(content: ReportContent) -> dict[str, Any] | None:
    """Return the page that says which label stands for what; None where names are used."""
    if not content.key:
        return None
    return {
        "title": _("Key to the labels"),
        "hint": _(
            "Keep this page apart from the others, or hand it over by itself. Notes and the "
            "question stand as they were written."
        ),
        "columns": [_("Label"), _("Name")],
        "rows": [[own(label), own(name)] for label, name in content.key],
    }


def _names() -> dict[str, str]:
    return {
        adherence_days.ALL: _("all taken in time"),
        adherence_days.LATE: _("all taken, some late"),
        adherence_days.PART: _("some taken"),
        adherence_days.SKIPPED: _("skipped"),
        adherence_days.MISSED: _("missed"),
        adherence_days.NOT_RECORDED: _("not recorded"),
        adherence_days.OPEN: _("still open"),
    }


def _months(first: date, last: date) -> list[date]:
    months = [first.replace(day=1)]
    while (following := (months[-1] + timedelta(days=32)).replace(day=1)) <= last:
        months.append(following)
    return months


def _days_of(month: date, states: dict[date, str], content: ReportContent) -> list[str]:
    """Return what became of each day of a month; empty outside the period, "none" unplanned."""
    first, last = content.header.first_day, content.header.last_day
    found = []
    for number in range(_DAYS_OF_A_MONTH):
        day = month + timedelta(days=number)
        if day.month != month.month:
            break
        found.append(states.get(day, "none") if first <= day <= last else "")
    return found


def _headed(chart: Chart) -> str:
    return f"{chart.name} ({chart.unit})" if chart.unit else chart.name


def _mean(chart: Chart, mean: float | None, written: Written) -> str:
    if mean is None:
        return ""
    return written.number(mean, 0 if chart.maximum - chart.minimum >= _LONG_SCALE else 1)
