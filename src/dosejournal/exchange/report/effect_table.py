"""The words of unwanted effects in a report: a line each, and how they lie beside doses."""

from typing import Any

from dosejournal.exchange.report.content import EffectRow, ReportContent
from dosejournal.exchange.report.own_text import own
from dosejournal.exchange.report.written import Written
from dosejournal.i18n import _, ngettext

_MOST, _MOST_BESIDE_MUCH = 5, 2
_FEW_ITEMS = 2


def of(content: ReportContent, written: Written) -> dict[str, Any] | None:
    """Return the table; None where there is nothing to tell, or it is left out."""
    if "effects" not in content.options.sections or not content.effects:
        return None
    first = _first(content)
    rest = len(content.effects) - first
    return {
        "title": _("Side effects, as the person recorded them"),
        "columns": [
            _("What"),
            _("Times"),
            _("Days"),
            _("At worst"),
            _("Within 24 h of a dose"),
        ],
        "rows": [_row(row, written) for row in content.effects[:first]],
        "behind": [_row(row, written) for row in content.effects] if rest > 0 else [],
        "foot": _(
            "When something began beside when a dose was taken; it does not say what it came from."
        ),
        "more": _more(rest, written) if first else _all_behind(rest, written),
    }


def _first(content: ReportContent) -> int:
    """Return how many lines the first page has room for; the others stand behind it."""
    has_forms = "questionnaires" in content.options.sections and bool(content.forms)
    has_items = "medicines" in content.options.sections and len(content.items) > _FEW_ITEMS
    return (_MOST, _MOST_BESIDE_MUCH, 0)[has_forms + has_items]


def _all_behind(n: int, written: Written) -> str:
    return ngettext(
        "{n} was recorded: see the pages behind.", "{n} were recorded: see the pages behind.", n
    ).format(n=written.number(n))


def _more(n: int, written: Written) -> str:
    if n <= 0:
        return ""
    return ngettext(
        "{n} milder or rarer one is on the pages behind.",
        "{n} milder or rarer ones are on the pages behind.",
        n,
    ).format(n=written.number(n))


def _row(row: EffectRow, written: Written) -> list[Any]:
    return [
        own(row.name),
        written.number(row.n),
        _days(row, written),
        _worst(row, written),
        _("{timed} of {n}").format(timed=written.number(row.n_timed), n=written.number(row.n)),
    ]


def _days(row: EffectRow, written: Written) -> str:
    if row.first_day == row.last_day:
        return written.day(row.first_day)
    return _("{first} to {last}").format(
        first=written.day(row.first_day), last=written.day(row.last_day)
    )


def _worst(row: EffectRow, written: Written) -> str:
    told = {
        "noticed": _("noticed"),
        "bothered": _("bothered the person"),
        "stopped": _("stopped the person"),
    }[row.worst]
    if row.needed_help:
        told = _("{severity}; help needed {n} ×").format(
            severity=told, n=written.number(row.needed_help)
        )
    if row.n_lasting:
        told = _("{severity}; {n} not over").format(severity=told, n=written.number(row.n_lasting))
    return told
