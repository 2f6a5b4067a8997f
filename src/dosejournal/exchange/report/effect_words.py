"""The words of unwanted effects in a report: by name on the first page, one by one behind it.

How near one began to a dose is a fact of the clock. Nothing here says that one led to the other.
"""

from typing import Any

from dosejournal.domain.adverse_effects import Severity
from dosejournal.exchange.report.content import EffectKind, EffectRow, ReportContent
from dosejournal.exchange.report.options import Paper
from dosejournal.exchange.report.own_text import isolated, own
from dosejournal.exchange.report.written import Written
from dosejournal.i18n import _, ngettext
from dosejournal.journal import effect_words

_MOST_FIRST: dict[Paper, int] = {"a4": 4, "letter": 3}
"""So many names fit on the first page beside a chart and the limits."""


def of(content: ReportContent, written: Written) -> dict[str, Any] | None:
    """Return the unwanted effects; None where there are none, or they are left out."""
    kinds = content.effect_kinds
    if "effects" not in content.options.sections or not kinds:
        return None
    most = _MOST_FIRST[content.options.paper]
    if "questionnaires" in content.options.sections and content.forms:
        most -= 1
    first = _worst_first(kinds)[:most]
    return {
        "title": _("Unwanted effects"),
        "columns": [
            _("Effect"),
            _("Times"),
            _("Last began"),
            _("At worst"),
            _("≤ 24 h after a dose"),
            _("Seen as connected"),
        ],
        "rows": [_kind(kind, written) for kind in kinds if kind in first],
        "foot": _(
            "As the person sees them: mild, moderate (bothered me) or severe (stopped me). "
            "No cause is known."
        ),
        "more": _more(len(kinds) - len(first), written),
        "continued": _("Unwanted effects, one by one"),
        "heads": [
            _("Began"),
            _("Effect"),
            _("How bad"),
            _("How long"),
            _("Last dose in the 24 h before"),
        ],
        "behind": [_row(row, written) for row in content.effects],
    }


def _more(n: int, written: Written) -> str:
    if n <= 0:
        return ""
    return ngettext(
        "{n} further name is on the pages behind.", "{n} further names are on the pages behind.", n
    ).format(n=written.number(n))


def _worst_first(kinds: tuple[EffectKind, ...]) -> list[EffectKind]:
    grades = ("stopped", "bothered", "noticed")
    return sorted(
        kinds,
        key=lambda kind: (not kind.n_needed_help, grades.index(kind.worst), -kind.n),
    )


def _kind(kind: EffectKind, written: Written) -> list[Any]:
    near = _("{n} of {every}").format(
        n=written.number(kind.n_after_dose), every=written.number(kind.n)
    )
    last = written.day(kind.last_day)
    return [own(kind.name), _times(kind, written), last, _worst(kind), near, _seen(kind, written)]


def _times(kind: EffectKind, written: Written) -> str:
    told = ngettext("{n} on {days} day", "{n} on {days} days", kind.n_days).format(
        n=written.number(kind.n), days=written.number(kind.n_days)
    )
    if not kind.n_lasting:
        return told
    return _("{times}, {n} not over").format(times=told, n=written.number(kind.n_lasting))


def _worst(kind: EffectKind) -> str:
    grade = _grade(kind.worst)
    return _("{grade}, help needed").format(grade=grade) if kind.n_needed_help else grade


def _grade(severity: Severity) -> str:
    return {"noticed": _("mild"), "bothered": _("moderate"), "stopped": _("severe")}[severity]


def _seen(kind: EffectKind, written: Written) -> str:
    counts = (
        (_("yes {n}"), kind.n_connected),
        (_("unsure {n}"), kind.n_unsure),
        (_("no {n}"), kind.n_not_connected),
    )
    told = [text.format(n=written.number(n)) for text, n in counts if n]
    return ", ".join(told) or _("not said")


def _row(row: EffectRow, written: Written) -> list[Any]:
    began = _("{day}, {time}").format(day=written.day(row.day), time=written.time(row.began))
    grade = _grade(row.severity)
    if row.needed_help:
        grade = _("{grade}, help needed").format(grade=grade)
    return [began, own(row.name), grade, row.length, _dose(row)]


def _dose(row: EffectRow) -> str:
    if row.label is None or row.minutes_after is None:
        return ""
    return _("{span} after {item}").format(
        span=effect_words.span(row.minutes_after),
        item=isolated(" ".join([row.label, *filter(None, [row.amount, row.amount and row.unit])])),
    )
