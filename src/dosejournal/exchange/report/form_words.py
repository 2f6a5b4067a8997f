"""The words of questionnaires in a report: scores on the first page, all answers behind it.

Items are never shortened. What was answered about death or self-harm is a line of its own, and
goes with the section or not at all; the limits then say that it was left out.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from dosejournal.exchange.report.content import ReportContent
from dosejournal.exchange.report.options import Paper
from dosejournal.exchange.report.own_text import own
from dosejournal.exchange.report.self_reports import Form, FormChange, FormRow
from dosejournal.exchange.report.written import Written
from dosejournal.i18n import _, ngettext
from dosejournal.journal import score_words
from dosejournal.journal.score_changes import ScoreChange

_MOST_FIRST: dict[Paper, int] = {"a4": 6, "letter": 4}
"""So many lines fit on the first page beside a chart and the limits."""
_FEW_ITEMS, _MOST_BESIDE_MUCH = 2, 2
_MOST_COLUMNS = 5
"""So many fillings stand beside the words of their items: the last ones."""
_MOST_DAYS = 5
"""So many answers about death or self-harm stand on the first page with the day of each."""


def of(content: ReportContent, written: Written) -> dict[str, Any] | None:
    """Return the questionnaires; None where there are none, or they are left out."""
    if "questionnaires" not in content.options.sections or not content.forms:
        return None
    first = _first(content)
    n_rows = sum(len(form.rows) for form in content.forms)
    return {
        "title": _("Questionnaires"),
        "columns": [
            _("Questionnaire"),
            _("Day"),
            _("Score"),
            _("Since the first"),
            _("Since the one before"),
        ],
        "rows": [_row(form, row, written) for form, row in first],
        "care": list(_care(content.forms, written)),
        "foot": _(
            "Screening questionnaires, no diagnosis; “measurement error” as assumed on the pages "
            "behind."
        ),
        "more": _more(n_rows - len(first), written),
        "behind": [_behind(form, written) for form in content.forms],
        "continued": _("Questionnaires, answer by answer"),
    }


def _more(n: int, written: Written) -> str:
    if n <= 0:
        return ""
    return ngettext(
        "{n} further filling is on the pages behind.",
        "{n} further fillings are on the pages behind.",
        n,
    ).format(n=written.number(n))


def _first(content: ReportContent) -> list[tuple[Form, FormRow]]:
    """Return what the first page shows: of each questionnaire its last filling, then its first."""
    most = _MOST_FIRST[content.options.paper]
    if "medicines" in content.options.sections and len(content.items) > _FEW_ITEMS:
        most = _MOST_BESIDE_MUCH
    order = [
        *((form, len(form.rows) - 1) for form in content.forms),
        *((form, 0) for form in content.forms),
        *((form, at) for form in content.forms for at in range(len(form.rows) - 2, 0, -1)),
    ]
    kept: list[tuple[str, int]] = []
    for form, at in order:
        if (form.key, at) not in kept and len(kept) < most:
            kept.append((form.key, at))
    return [
        (form, row)
        for form in content.forms
        for at, row in enumerate(form.rows)
        if (form.key, at) in kept
    ]


def _row(form: Form, row: FormRow, written: Written) -> list[Any]:
    return [own(form.name), *_cells(row, written)]


def _cells(row: FormRow, written: Written) -> list[str]:
    return [
        written.day(row.day),
        row.told,
        _change(row.since_first),
        _change(row.since_last),
    ]


def _change(found: FormChange | None) -> str:
    if found is None:
        return ""
    return score_words.change(ScoreChange(found.since, found.points, found.exceeds_error))


def _care(forms: Iterable[Form], written: Written) -> Iterator[Any]:
    """Give the lines on the item about death or self-harm."""
    for form in forms:
        if form.leaves_out:
            yield _("{name}: item 9 not asked.").format(name=form.name)
        if form.care_item is not None:
            yield _care_line(form, form.care_item, written)
            if len(_marked(form)) > _MOST_DAYS:
                yield _("The day of each is on the pages behind.")
            if _annotated(form):
                yield _("The person wrote to this; it is on the pages behind.")


def _marked(form: Form) -> list[FormRow]:
    return [row for row in form.rows if (row.care or 0) >= 1]


def _annotated(form: Form) -> list[FormRow]:
    return [row for row in _marked(form) if row.note]


def _each(form: Form, written: Written) -> Iterator[str]:
    for row in _marked(form):
        answer, day = form.answers[row.care or 0], written.day(row.day)
        yield _("{answer} ({day})").format(answer=answer, day=day)


def _counted(form: Form, written: Written) -> Iterator[str]:
    """Tell of many how often each answer was given and when last, the highest first."""
    last = {row.care or 0: row for row in _marked(form)}
    for care in sorted(last, reverse=True):
        n = sum(row.care == care for row in form.rows)
        yield ngettext(
            "“{answer}” in {n} filling ({day})",
            "“{answer}” in {n} fillings, the last on {day}",
            n,
        ).format(answer=form.answers[care], n=written.number(n), day=written.day(last[care].day))


def _days_behind(form: Form, written: Written) -> list[str]:
    if len(_marked(form)) <= _MOST_DAYS or form.care_item is None:
        return []
    told = "; ".join(_each(form, written))
    return [_("Item {place}: {answers}.").format(place=form.care_item, answers=told)]


def _care_line(form: Form, place: int, written: Written) -> str:
    marked = _marked(form)
    told = list((_each if len(marked) <= _MOST_DAYS else _counted)(form, written))
    n_none = sum(row.care == 0 for row in form.rows)
    n_left_out = sum(row.care is None for row in form.rows)
    if n_none:
        told.append(
            ngettext(
                "“{answer}” in {n} filling, which is no reassurance",
                "“{answer}” in {n} fillings, which is no reassurance",
                n_none,
            ).format(answer=form.answers[0], n=written.number(n_none))
        )
    if n_left_out:
        told.append(
            ngettext("left out in {n} filling", "left out in {n} fillings", n_left_out).format(
                n=written.number(n_left_out)
            )
        )
    return _("{name}, item {place}, “{item}”: {answers}.").format(
        name=form.name, place=place, item=form.items[place - 1], answers="; ".join(told)
    )


def _behind(form: Form, written: Written) -> dict[str, Any]:
    shown = form.rows[-_MOST_COLUMNS:]
    return {
        "name": own(form.name),
        "columns": [
            _("Day"),
            _("Score"),
            _("Since the first"),
            _("Since the one before"),
            _("Days between"),
        ],
        "rows": [_whole(row, written) for row in form.rows],
        "notes": [
            {"when": written.day(row.day), "text": own(row.note)} for row in _annotated(form)
        ],
        "lines": [*_days_behind(form, written), form.assumptions, *form.terms],
        "stem": own(form.stem),
        "heads": [_("Item"), *(written.day(row.day) for row in shown)],
        "items": [
            [own(f"{place}. {item}"), *(_answer(form, row, place) for row in shown)]
            for place, item in enumerate(form.items, 1)
        ],
    }


def _whole(row: FormRow, written: Written) -> list[str]:
    day, told, *changes = _cells(row, written)
    return [day, "; ".join([told, *row.parts]), *changes, _between(row, written)]


def _between(row: FormRow, written: Written) -> str:
    return "" if row.days_since_last is None else written.number(row.days_since_last)


def _answer(form: Form, row: FormRow, place: int) -> Any:
    answer = row.answers[place - 1]
    if answer is None:
        return _("left out")
    return own(f"{answer} {form.answers[answer]}")
