"""A report as the template takes it: every word written, every place a fraction of the page."""

from datetime import UTC, datetime
from typing import Any

from dosejournal import i18n
from dosejournal.exchange.report import (
    chart_sheet,
    chart_words,
    further_sheet,
    header_words,
    item_words,
    limit_words,
)
from dosejournal.exchange.report.content import ReportContent
from dosejournal.exchange.report.written import Written
from dosejournal.i18n import _

_TALL_MM, _MAIN_MM, _FURTHER_MM = 56, 42, 27
_FEW_ITEMS = 3
"""With so few items the first page has room for a taller chart."""


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
        "legend": chart_words.legend(
            len(content.dose_rows) - len(chart_sheet.drawn_rows(content))
        ),
        "changes": chart_sheet.changes(content, written),
        "main": _main(content, written),
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


def _main(content: ReportContent, written: Written) -> dict[str, Any] | None:
    if "chart" not in content.options.sections or not content.charts:
        return None
    height = _TALL_MM if len(content.items) <= _FEW_ITEMS else _MAIN_MM
    return chart_sheet.of(content, content.charts[0], written, height)


def _charts(content: ReportContent, written: Written) -> dict[str, Any] | None:
    """Return the charts behind the first page: the main one is there already, unless left out."""
    further = content.charts[1:] if "chart" in content.options.sections else content.charts
    if "charts" not in content.options.sections or not further:
        return None
    return {
        "title": _("Further measures"),
        "items": [chart_sheet.of(content, chart, written, _FURTHER_MM) for chart in further],
    }


def _verdict(content: ReportContent) -> dict[str, Any] | None:
    verdict = content.verdict
    if "comparison" not in content.options.sections or verdict is None:
        return None
    return {
        "title": _("{measure} on days with and without {item}").format(
            measure=verdict.measure, item=verdict.substance
        ),
        "headline": verdict.headline,
        "text": " ".join(verdict.sentences),
    }
