"""The words of a report's head and foot."""

from typing import Any

from dosejournal.exchange.report.content import Header, ReportContent
from dosejournal.exchange.report.own_text import own
from dosejournal.exchange.report.written import Written
from dosejournal.i18n import _, ngettext


def title() -> str:
    """Return what the report is called."""
    return _("Self-recorded journal")


def of(header: Header, written: Written) -> dict[str, Any]:
    """Return the head of the first page."""
    return {
        "title": title(),
        "name": own(header.name),
        "born": ""
        if header.birth_year is None
        else _("born {year}").format(year=header.birth_year),
        "period": period(header, written),
        "days": ngettext(
            "{n} of {days} day has entries",
            "{n} of {days} days have entries",
            header.n_days,
        ).format(n=written.number(header.n_days_with_data), days=written.number(header.n_days)),
        "made": _("Made on {day} with {program}.").format(
            day=written.day(header.written_at.date()), program=header.program
        ),
        "unverified": _("Self-recorded, not verified."),
    }


def period(header: Header, written: Written) -> str:
    """Return the first and the last day of a report."""
    if header.first_day == header.last_day:
        return written.day(header.first_day)
    return _("{first} – {last}").format(
        first=written.day(header.first_day), last=written.day(header.last_day)
    )


def question(content: ReportContent) -> dict[str, Any] | None:
    """Return the question for the visit; without one there is room to write it by hand."""
    if "question" not in content.options.sections:
        return None
    return {"title": _("My question for this visit"), "text": own(content.options.question)}


def foot(header: Header, written: Written) -> dict[str, Any]:
    """Return the foot of every page; the template puts the numbers of pages in."""
    told = [part for part in (header.name, period(header, written)) if part]
    return {
        "left": " · ".join([*told, _("self-recorded, not verified")]),
        "page": _("Page {page} of {pages}"),
    }
