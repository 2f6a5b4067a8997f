"""Questionnaires: filling them in, when they are due, what was answered, and help that was shown.

An answer above 0 to the item about death or self-harm waits to be acknowledged: whoever shows a
score asks `pending` first. That it was answered is never taken back by acknowledging it.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

import sqlalchemy
from sqlalchemy import func
from sqlmodel import Session, col, select

from dosejournal.domain import clock, notes, questionnaires
from dosejournal.domain.entries import Entry
from dosejournal.domain.entries import record as as_record
from dosejournal.domain.questionnaires import Instrument, MeasurementError, Score
from dosejournal.domain.responses import Due, Response, ResponseDraft
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.i18n import _
from dosejournal.journal import (
    choices,
    information,
    moments,
    own_questionnaires,
    response_rows,
    revisions,
    timeline,
)
from dosejournal.store.tables import Choice, QuestionnaireResponse

_KIND: Final = "questionnaire_response"
_ERROR = "measurement_error"


def instruments(session: Session) -> dict[str, Instrument]:
    """Return all questionnaires by key: those of the program, and the person's own."""
    return response_rows.forms(session)


def offered(session: Session) -> list[Instrument]:
    """Return those that may be filled in now or later: of two that stand in, the chosen one."""
    chosen = choices.read(session).low_mood_form
    shipped = questionnaires.shipped()
    family = shipped[chosen].family
    found = [each for each in shipped.values() if each.family != family or each.key == chosen]
    return [*found, *own_questionnaires.listing(session)]


def find(session: Session, name: str) -> Instrument:
    """Return the questionnaire of this key or name, whatever its capitals.

    Raises:
        UnknownNameError: there is none.
    """
    wanted = " ".join(name.split()).casefold()
    every = [*questionnaires.shipped().values(), *own_questionnaires.listing(session)]
    for each in every:
        if wanted in (each.key.casefold(), each.name.casefold()):
            return each
    raise UnknownNameError(
        _(
            "There is no questionnaire of that name. Nothing was recorded; there are: {names}."
        ).format(names=", ".join(each.name for each in every))
    )


def record(session: Session, now: datetime, draft: ResponseDraft, origin: str = "window") -> int:
    """Add a questionnaire as it was filled in, with its score; return its id.

    Raises:
        InputError: an answer is none of this questionnaire.
        UnknownNameError: there is no such questionnaire.
    """
    instrument = find(session, draft.instrument)
    answers = questionnaires.checked(instrument, draft.answers)
    said = Response(
        instrument=instrument.key,
        version=instrument.version,
        answers=answers,
        difficulty=questionnaires.checked_difficulty(instrument, draft.difficulty),
        score=questionnaires.score(instrument, answers).total,
    )
    row = QuestionnaireResponse(
        **moments.of(session, draft.at),
        **response_rows.columns(said),
        note=notes.note(draft.note),
        recorded_at=now,
        origin=origin,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def annotate(session: Session, now: datetime, response_id: int, note: str) -> None:
    """Write a note to a questionnaire, in place of the one it had; that is kept."""
    clean = notes.note(note)
    before = timeline.entry(session, _KIND, response_id)
    if clean == before.note:
        return
    revisions.keep(session, _KIND, response_id, "amended", now, as_record(before))
    row = session.get_one(QuestionnaireResponse, response_id)
    row.note = clean
    row.amended_at = now
    session.flush()


def remove(session: Session, now: datetime, response_id: int) -> None:
    """Take a questionnaire out of the journal; what it was is kept with the time of removal."""
    before = timeline.entry(session, _KIND, response_id)
    revisions.keep(session, _KIND, response_id, "removed", now, as_record(before))
    session.delete(session.get_one(QuestionnaireResponse, response_id))
    session.flush()


def history(
    session: Session,
    keys: Iterable[str] | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
) -> list[Entry]:
    """Return what was filled in, the oldest first: of some questionnaires, or of all."""
    query = select(QuestionnaireResponse).order_by(
        col(QuestionnaireResponse.at), col(QuestionnaireResponse.id)
    )
    if keys is not None:
        query = query.where(col(QuestionnaireResponse.instrument).in_(list(keys)))
    if first_day is not None:
        query = query.where(col(QuestionnaireResponse.journal_day) >= first_day)
    if last_day is not None:
        query = query.where(col(QuestionnaireResponse.journal_day) <= last_day)
    known = instruments(session)
    return [response_rows.entry(row, known) for row in session.exec(query)]


def due(session: Session, now: datetime) -> list[Due]:
    """Return when each questionnaire that is offered was filled in last, and when it is due."""
    today = clock.journal_day(now, information.read(session).day_starts_at)
    known = instruments(session)
    last: dict[str, date] = {}
    # what a wrong clock or a slip put into days to come keeps nothing from being offered
    query = (
        sqlalchemy.select(
            col(QuestionnaireResponse.instrument), func.max(col(QuestionnaireResponse.journal_day))
        )
        .where(col(QuestionnaireResponse.journal_day) <= today)
        .group_by(col(QuestionnaireResponse.instrument))
    )
    for key, day in session.connection().execute(query):
        # one that stands in for another was filled in for it too
        family = known[key].family if key in known else key
        last[family] = max(day, last.get(family, day))
    return [Due(each, today, last.get(each.family)) for each in offered(session)]


def pending(session: Session) -> list[Entry]:
    """Return those whose answer about death or self-harm is not acknowledged, oldest first."""
    asking = {key: each for key, each in questionnaires.shipped().items() if each.care_item}
    query = (
        select(QuestionnaireResponse)
        .where(
            col(QuestionnaireResponse.instrument).in_(asking),
            col(QuestionnaireResponse.acknowledged_at).is_(None),
        )
        .order_by(col(QuestionnaireResponse.at), col(QuestionnaireResponse.id))
    )
    found = (response_rows.entry(row, asking) for row in session.exec(query))
    return [entry for entry in found if score(entry, asking).asks_for_care]


def acknowledge(session: Session, now: datetime) -> int:
    """Keep that the help that was shown was read, for all that waits; return how many did."""
    waiting = pending(session)
    for entry in waiting:
        session.get_one(QuestionnaireResponse, entry.id).acknowledged_at = now
    session.flush()
    return len(waiting)


def score(entry: Entry, known: Mapping[str, Instrument]) -> Score:
    """Return what an entry's answers come to; the sum alone where its words are not known."""
    said = entry.response
    assert said is not None
    instrument = known.get(said.instrument)
    if instrument is None or len(instrument.items) != len(said.answers):
        return Score(said.score, n_missing=said.answers.count(None))
    return questionnaires.score(instrument, said.answers)


def measurement_error(session: Session, instrument: Instrument) -> MeasurementError | None:
    """Return what is assumed of how exactly a score measures: as chosen, else as shipped."""
    query = select(Choice.value).where(Choice.name == _ERROR).order_by(col(Choice.id).desc())
    for value in session.exec(query):
        chosen = json.loads(value)
        if chosen["instrument"] == instrument.key:
            remark = _("As you chose it.")
            return MeasurementError(chosen["sd"], chosen["reliability"], remark)
    return instrument.measurement_error


def choose_measurement_error(
    session: Session, now: datetime, key: str, sd: float, reliability: float
) -> None:
    """Let another spread and reliability be assumed for a questionnaire from now on.

    Raises:
        InputError: one of them is outside what can be.
    """
    instrument = find(session, key)
    if not (0 < sd <= instrument.maximum and 0 <= reliability < 1):
        raise InputError(
            _(
                "A spread lies above 0, and a reliability from 0 to below 1. "
                "Nothing was changed; choose other numbers."
            )
        )
    value = json.dumps({"instrument": instrument.key, "sd": sd, "reliability": reliability})
    session.add(Choice(name=_ERROR, value=value, chosen_at=now))
    session.flush()
