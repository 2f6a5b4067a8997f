"""The rows of questionnaires that were filled in, as entries and back."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from dosejournal.domain import questionnaires
from dosejournal.domain.entries import Entry
from dosejournal.domain.questionnaires import Answers, Instrument
from dosejournal.domain.responses import Response
from dosejournal.journal import moments, own_questionnaires
from dosejournal.store import search
from dosejournal.store.tables import QuestionnaireResponse


def read(session: Session, ids: Sequence[int]) -> Iterable[Entry]:
    """Give the entries with these numbers."""
    query = select(QuestionnaireResponse).where(col(QuestionnaireResponse.id).in_(ids))
    known = forms(session)
    return [entry(row, known) for row in session.exec(query)]


def forms(session: Session) -> dict[str, Instrument]:
    """Return all questionnaires by key: those of the program, and the person's own."""
    own = own_questionnaires.listing(session, archived=True)
    return questionnaires.shipped() | {each.key: each for each in own}


def entry(row: QuestionnaireResponse, known: Mapping[str, Instrument]) -> Entry:
    """Return a row as an entry."""
    assert row.id is not None
    form = known.get(row.instrument)
    band = None if form is None or row.score is None else form.band(row.score)
    return Entry(
        kind="questionnaire_response",
        id=row.id,
        moment=moments.of_row(row),
        note=row.note,
        recorded_at=row.recorded_at,
        amended_at=row.amended_at,
        origin=row.origin,
        source=None,
        response=Response(
            instrument=row.instrument,
            version=row.version,
            answers=answers(row.answers),
            difficulty=row.difficulty,
            score=row.score,
            acknowledged_at=row.acknowledged_at,
            name=row.instrument if form is None else form.name,
            highest=None if form is None else form.maximum,
            band=None if band is None else band.text,
        ),
    )


def restored(found: Entry, response: Response) -> QuestionnaireResponse:
    """Return the row of an entry that comes back under its own number."""
    return QuestionnaireResponse(
        id=found.id,
        **moments.columns(found.moment),
        **columns(response),
        note=found.note,
        recorded_at=found.recorded_at,
        amended_at=found.amended_at,
        origin=found.origin,
        acknowledged_at=response.acknowledged_at,
    )


def columns(response: Response) -> dict[str, Any]:
    """Return what was answered as the columns of a row."""
    return {
        "instrument": response.instrument,
        "version": response.version,
        "answers": json.dumps(list(response.answers)),
        "difficulty": response.difficulty,
        "score": response.score,
    }


def answers(text: str) -> Answers:
    """Return the answers of a row, or raise ValueError where they are none."""
    listed = json.loads(text)
    if not all(each is None or (type(each) is int and each >= 0) for each in listed):
        raise ValueError
    return tuple(listed)


def of_line(line: Mapping[str, Any]) -> Response:
    """Return what the line of an earlier version says of a questionnaire."""
    at = line["acknowledged_at"]
    return Response(
        instrument=line["instrument"],
        version=line["version"],
        answers=tuple(line["answers"]),
        difficulty=line["difficulty"],
        score=line["score"],
        acknowledged_at=datetime.fromisoformat(at) if at else None,
        name=line["name"],
        highest=line["highest"],
        band=line["band"],
    )


def having(session: Session, term: str, fits: Callable[[str], bool]) -> ColumnElement[bool]:
    """Return the condition for those whose note has a term, or whose questionnaire's name fits."""
    of_name = [key for key, form in forms(session).items() if fits(form.name)]
    return col(QuestionnaireResponse.id).in_(search.responses_with(term)) | col(
        QuestionnaireResponse.instrument
    ).in_(of_name)
