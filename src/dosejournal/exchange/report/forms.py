"""Questionnaires of the period, each with its fillings, its words and whose they are."""

from dosejournal.exchange.report.gathering import Gathered
from dosejournal.exchange.report.self_reports import Form, FormChange, FormRow
from dosejournal.journal import score_words
from dosejournal.journal.score_changes import ScoreChange, ScoreHistory, ScoreLine


def of(found: Gathered) -> tuple[Form, ...]:
    """Return the questionnaires that were filled in in the period."""
    made = (_form(history, found) for history in found.forms)
    return tuple(form for form in made if form.rows)


def _form(history: ScoreHistory, found: Gathered) -> Form:
    form = history.instrument
    inside = [each for each in history.lines if found.first_day <= each.day <= found.last_day]
    terms = (form.limits, form.remark, form.developers, form.licence)
    return Form(
        key=form.key,
        name=form.name,
        version=form.version,
        stem=form.stem,
        items=tuple(each.text for each in form.items),
        answers=tuple(each.text for each in form.answers),
        highest=form.maximum,
        rows=tuple(_row(history, line) for line in inside),
        care_item=form.care_item,
        leaves_out=bool(form.stands_in_for),
        assumptions=score_words.assumptions(history),
        terms=tuple(filter(None, (*terms, *(each.text for each in form.sources)))),
    )


def _row(history: ScoreHistory, line: ScoreLine) -> FormRow:
    score, said = line.score, line.entry.response
    return FormRow(
        day=line.day,
        answers=said.answers if said else (),
        score=score.total,
        told=score_words.total(score, history.instrument),
        parts=tuple(score_words.subscale(each) for each in score.subscales),
        band=score.band.text if score.band else None,
        days_since_last=line.days_since_last,
        since_first=_change(line.since_first),
        since_last=_change(line.since_last),
        care=score.care,
        note=line.entry.note.strip(),
    )


def _change(found: ScoreChange | None) -> FormChange | None:
    if found is None:
        return None
    return FormChange(found.since, found.difference, found.exceeds_error)
