"""Questionnaires on the terminal: recording one, its items, and which are due."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from dosejournal.cli import care, moments, output, texts
from dosejournal.cli.journals import opened, perform
from dosejournal.domain import entries
from dosejournal.domain.questionnaires import EVERY_DAYS, Answer, Instrument
from dosejournal.domain.responses import Due, ResponseDraft
from dosejournal.i18n import _, ngettext
from dosejournal.journal import questionnaires, score_changes, score_words
from dosejournal.journal.score_changes import ScoreChange, ScoreHistory, ScoreLine
from dosejournal.store.database import Database

_ORIGIN = "terminal"


def run(given: Namespace, now: datetime) -> None:
    """Do what was typed: record, acknowledge, or print."""
    with opened(given) as database:
        if given.acknowledge:
            _acknowledge(given, now, database)
        elif given.answers is not None:
            _record(given, now, database)
        else:
            with database.read() as session:
                care.show(session, is_json=given.json)
                if given.name is None:
                    _show_due(given, questionnaires.due(session, now))
                else:
                    _show_form(given, questionnaires.find(session, given.name))


def _acknowledge(given: Namespace, now: datetime, database: Database) -> None:
    n = perform(database, "Help read", lambda session: questionnaires.acknowledge(session, now))
    if given.json:
        output.record({"acknowledged": n})
    else:
        output.line(
            _("Noted; it is kept in the journal that you have read it.")
            if n
            else _("Nothing waits to be read.")
        )


def _record(given: Namespace, now: datetime, database: Database) -> None:
    note = texts.note(given.note)
    texts.refuse_broken(note)
    draft = ResponseDraft(
        moments.past(given.at, now), given.name, given.answers, given.difficulty, note
    )
    number = perform(
        database,
        "Questionnaire recorded",
        lambda session: questionnaires.record(session, now, draft, _ORIGIN),
    )
    with database.read() as session:
        found = _history_of(session, given.name)
        line = next(each for each in found.lines if each.entry.id == number)
        # before anything else is said of the answers
        care.show(session, is_json=given.json)
    if given.json:
        output.record(record(found, line))
        return
    for sentence in _told(found, line):
        output.line(sentence)


def _history_of(session: Session, name: str) -> ScoreHistory:
    return score_changes.of(session, questionnaires.find(session, name).key)


def record(found: ScoreHistory, line: ScoreLine) -> dict[str, Any]:
    """Return one filling as `list --json` has it, with what its answers come to."""
    score = line.score
    return {
        **entries.record(line.entry),
        "highest": found.instrument.maximum,
        "band": score.band.text if score.band else None,
        "subscales": {
            each.subscale.key: {"score": each.total, "positive": each.is_positive}
            for each in score.subscales
        },
        "missing_items": score.n_missing,
        "asks_for_care": score.asks_for_care,
        "days_since_last": line.days_since_last,
        "change_since_first": _change(line.since_first),
        "change_since_last": _change(line.since_last),
        "assumed_sd": found.error.sd if found.error else None,
        "assumed_reliability": found.error.reliability if found.error else None,
    }


def _change(found: ScoreChange | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "since": found.since.isoformat(),
        "points": found.difference,
        "larger_than_measurement_error": found.exceeds_error,
    }


def _told(found: ScoreHistory, line: ScoreLine) -> Iterator[str]:
    form, score = found.instrument, line.score
    yield _("Questionnaire {number} recorded.").format(number=line.entry.id)
    yield _("{name}: {score}").format(name=form.name, score=score_words.total(score, form))
    for each in score.subscales:
        yield score_words.subscale(each)
    if line.days_since_last is not None and line.days_since_last < EVERY_DAYS:
        yield _(
            "The one before was {days} earlier. The items ask about two weeks, so that both "
            "speak of the same days."
        ).format(days=score_words.days_since(line.days_since_last))
    yield from _changes(found, line)
    if form.limits:
        yield form.limits


def _changes(found: ScoreHistory, line: ScoreLine) -> Iterator[str]:
    if line.since_first is None or line.since_last is None:
        return
    yield score_words.since_first(line.since_first, date.isoformat)
    if line.since_last.since != line.since_first.since:
        yield score_words.since_last(line.since_last, date.isoformat)
    yield score_words.assumptions(found)


def _show_due(given: Namespace, found: list[Due]) -> None:
    if given.json:
        output.records(
            {
                "key": each.instrument.key,
                "name": each.instrument.name,
                "last_day": each.last_day.isoformat() if each.last_day else None,
                "days_since_last": each.days_since,
                "due": each.is_due,
                "due_from": each.first_day.isoformat(),
            }
            for each in found
        )
        return
    for each in found:
        output.line(_("{name}: {due}").format(name=each.instrument.name, due=_due(each)))


def _due(found: Due) -> str:
    if found.days_since is None:
        return _("never filled in yet")
    ago = ngettext("last {n} day ago", "last {n} days ago", found.days_since)
    told = ago.format(n=found.days_since)
    if found.is_due:
        return _("due, {ago}").format(ago=told)
    return _("from {day} on, {ago}").format(day=found.first_day.isoformat(), ago=told)


def _show_form(given: Namespace, form: Instrument) -> None:
    if given.json:
        output.record(
            {
                "key": form.key,
                "name": form.name,
                "version": form.version,
                "stem": form.stem,
                "items": [each.text for each in form.items],
                "answers": {each.value: each.text for each in form.answers},
            }
        )
        return
    for line in _form(form):
        output.line(line)


def _form(form: Instrument) -> Iterator[str]:
    yield form.name
    yield from filter(None, [form.stem])
    for number, item in enumerate(form.items, 1):
        yield f"{number:>3}. {item.text}"
    yield from _answers(form.answers)
    if form.difficulty is not None:
        yield f"--difficulty: {form.difficulty.text}"
        yield from _answers(form.difficulty.answers)
    yield from filter(None, [form.limits, form.developers, form.licence])


def _answers(offered: tuple[Answer, ...]) -> Iterator[str]:
    return (f"{answer.value:>3} = {answer.text}" for answer in offered)
