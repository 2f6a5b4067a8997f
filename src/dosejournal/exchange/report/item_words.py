"""The words of the table of what is taken."""

from typing import Any

from dosejournal.exchange.report.content import Item, ReportContent
from dosejournal.exchange.report.options import Paper
from dosejournal.exchange.report.own_text import own
from dosejournal.exchange.report.written import Written
from dosejournal.i18n import _, ngettext

_MOST_FIRST: dict[Paper, int] = {"a4": 6, "letter": 4}
"""So many lines fit on the first page beside a chart and the limits."""

FEWEST = 5
"""With fewer planned doses due no share is told, as on the Doses page."""


def of(content: ReportContent, written: Written) -> dict[str, Any] | None:
    """Return the table of what is taken, with what must be known to read it."""
    if "medicines" not in content.options.sections:
        return None
    items, most = content.items, _MOST_FIRST[content.options.paper]
    return {
        "title": _("What is taken"),
        "columns": [
            _("Item"),
            _("Plan"),
            _("Taken of due"),
            _("Rest of due"),
            _("Taken in this period"),
        ],
        "rows": [_row(item, written) for item in items],
        "first": most,
        "more": _more(len(items) - most, written),
        "continued": _("What is taken, continued"),
        "empty": "" if items else _("No dose was recorded or planned in this period."),
        "foot": _foot(items),
    }


def _more(n: int, written: Written) -> str:
    """Return that so many further items stand on the next page; empty where all are here."""
    if n <= 0:
        return ""
    return ngettext(
        "{n} further line is on the next page.", "{n} further lines are on the next page.", n
    ).format(n=written.number(n))


def _row(item: Item, written: Written) -> dict[str, Any]:
    return {
        "label": own(item.label),
        "tags": [tag for tag in (_("prescribed") if item.prescribed else "", item.state) if tag],
        "plan": item.schedule or _("no plan recorded"),
        "since": _since(item, written),
        "taken": _taken(item, written),
        "interval": _interval(item, written),
        "share": item.share if item.due >= FEWEST else None,
        "missing": _not_taken(item, written),
        "doses": _doses(item, written),
        "last": _last(item, written),
    }


def _since(item: Item, written: Written) -> str:
    if item.since is None:
        return ""
    told = [_("since {day}").format(day=written.day(item.since))]
    if item.last_change is not None:
        told.append(_("last change {day}").format(day=written.day(item.last_change)))
    if item.days_paused:
        told.append(
            ngettext("paused for {n} day", "paused for {n} days", item.days_paused).format(
                n=written.number(item.days_paused)
            )
        )
    return ", ".join(told)


def _taken(item: Item, written: Written) -> str:
    if not item.due:
        return ""
    told = _("{taken} of {due}").format(
        taken=written.number(item.taken), due=written.number(item.due)
    )
    if item.share is None or item.due < FEWEST:
        return told
    return _("{told} ({share} %)").format(told=told, share=_percent(item.share, written))


def _interval(item: Item, written: Written) -> str:
    told = []
    if item.low is not None and item.high is not None and item.due >= FEWEST:
        told.append(
            _("95 % interval {low}–{high} %").format(
                low=_percent(item.low, written), high=_percent(item.high, written)
            )
        )
    if item.late:
        told.append(_("{n} late").format(n=written.number(item.late)))
    if item.not_recorded and item.if_taken is not None and item.due >= FEWEST:
        told.append(
            _("{share} % with all not recorded").format(share=_percent(item.if_taken, written))
        )
    return "; ".join(told)


def _not_taken(item: Item, written: Written) -> str:
    counts = (
        (_("{n} skipped"), item.skipped),
        (_("{n} missed"), item.missed),
        (_("{n} not recorded"), item.not_recorded),
    )
    return ", ".join(text.format(n=written.number(n)) for text, n in counts if n)


def _doses(item: Item, written: Written) -> str:
    if item.is_further:
        return _("see above")
    if not item.n_doses:
        return _("none")
    return ngettext("{n} on {days} day", "{n} on {days} days", item.n_dose_days).format(
        n=written.number(item.n_doses), days=written.number(item.n_dose_days)
    )


def _last(item: Item, written: Written) -> str:
    if item.is_further:
        return ""
    told = []
    if item.last_dose is not None:
        told.append(_("last {day}").format(day=written.day(item.last_dose)))
    if item.extra:
        told.append(_("{n} not planned").format(n=written.number(item.extra)))
    if item.n_unknown:
        told.append(_("{n} of unknown amount").format(n=written.number(item.n_unknown)))
    if item.n_estimated:
        told.append(_("{n} estimated").format(n=written.number(item.n_estimated)))
    return ", ".join(told)


def _foot(items: tuple[Item, ...]) -> str:
    told = [_("As the person names it. Interactions were not checked.")]
    if any(item.not_recorded for item in items):
        told.append(_("Of doses not recorded nothing is known: they may have been taken or not."))
    return " ".join(told)


def _percent(share: float, written: Written) -> str:
    # none and all are only said where it is none or all
    whole = min(max(round(share * 100), 1), 99) if 0 < share < 1 else round(share * 100)
    return written.number(whole)
