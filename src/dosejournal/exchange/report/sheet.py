"""A report as the template takes it: every word written, every place a fraction of the page."""

from datetime import UTC, datetime
from typing import Any

from dosejournal import i18n
from dosejournal.exchange.report import (
    chart_sheet,
    chart_words,
    effect_table,
    form_words,
    further_sheet,
    header_words,
    item_words,
    limit_words,
)
from dosejournal.exchange.report.content import Chart, ReportContent
from dosejournal.exchange.report.own_text import isolated
from dosejournal.exchange.report.written import Written
from dosejournal.i18n import _

_FURTHER_MM, _FURTHER_ROWS = 27, 4
_FIRST_CHARTS = ((56, 4), (44, 4), (44, 2), (34, 2), (24, 2), (24, 0))
"""How high the chart of the first page may be in mm, and how many rows of doses it may have.

The template takes the first that leaves room for the limits on that page.
"""
_FEW_CHANGES = 4
"""More changes of plans than these are told behind the first page."""


def of(content: ReportContent) -> dict[str, Any]:
    """Return the report as plain JSON values in words, in the person's language."""
    options = content.options
    written = Written(options.locale, i18n.language())
    return {
        "language": i18n.language(),
        "written_on": _parts(content.header.written_at),
        "paper": {"a4": "a4", "letter": "us-letter"}[options.paper],
        "colour": options.colour,
        "header": header_words.of(content.header, written),
        "question": header_words.question(content),
        "medicines": item_words.of(content, written),
        "forms": form_words.of(content, written),
        "effects": effect_table.of(content, written),
        "legend": chart_words.legend(),
        "changes": chart_sheet.changes(content, written),
        "elsewhere": _elsewhere(content),
        "main": _main(content, written),
        "moved": _("The chart of the main measure is on the next page: this one is full."),
        "unrated": _unrated(content),
        "verdict": _verdict(content),
        "limits": limit_words.of(content, written),
        "charts": _charts(content, written),
        "calendar": further_sheet.calendar(content, written),
        "notes": further_sheet.notes(content, written),
        "table": further_sheet.table(content, written),
        "key": further_sheet.key(content),
        "methods": _("How the numbers were made") if "methods" in options.sections else None,
        "foot": header_words.foot(content.header, written),
    }


def _parts(at: datetime) -> dict[str, int]:
    utc = at.astimezone(UTC)
    names = ("year", "month", "day", "hour", "minute", "second")
    return {name: getattr(utc, name) for name in names}


def _charts_behind(content: ReportContent) -> tuple[Chart, ...] | None:
    """Return the charts behind the first page; None where there are none."""
    further = content.charts[1:] if "chart" in content.options.sections else content.charts
    return further if "charts" in content.options.sections and further else None


def _unrated(content: ReportContent) -> str:
    wanted = "chart" in content.options.sections and not content.charts
    return _("Nothing was rated in this period.") if wanted else ""


def _main(content: ReportContent, written: Written) -> list[dict[str, Any]] | None:
    """Return the chart of the first page, from the tallest on."""
    if "chart" not in content.options.sections or not content.charts:
        return None
    chart = content.charts[0]
    return [
        chart_sheet.of(content, chart, written, height, rows) for height, rows in _FIRST_CHARTS
    ]


def _elsewhere(content: ReportContent) -> str:
    """Return that changes of plans are told behind the first page; empty where they are on it."""
    if len(content.plan_changes) <= _FEW_CHANGES or _charts_behind(content) is None:
        return ""
    return _("The numbered changes of plans are told behind this page.")


def _charts(content: ReportContent, written: Written) -> dict[str, Any] | None:
    """Return the charts behind the first page: the main one is there already, unless left out."""
    further = _charts_behind(content)
    if further is None:
        return None
    return {
        "title": _("Further measures"),
        "items": [
            chart_sheet.of(content, chart, written, _FURTHER_MM, _FURTHER_ROWS)
            for chart in further
        ],
    }


def _verdict(content: ReportContent) -> dict[str, Any] | None:
    verdict = content.verdict
    if "comparison" not in content.options.sections or not content.charts:
        return None
    if verdict is None:
        return {
            "title": _("Days with and without a dose"),
            "headline": "",
            "text": _("No dose was taken in this period, so there is nothing to compare."),
        }
    return {
        "title": _("{measure} on days with and without {item}").format(
            measure=isolated(verdict.measure), item=isolated(verdict.substance)
        ),
        "headline": verdict.headline,
        "text": " ".join(verdict.sentences),
    }
