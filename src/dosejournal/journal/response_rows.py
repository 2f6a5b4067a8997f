"""The rows of questionnaires that were filled in, as entries and back."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from dosejournal.domain import questionnaires
from dosejournal.domain.entries import Entry
from dosejournal.domain.questionnaires import Answers
from dosejournal.domain.responses import Response
from dosejournal.journal import moments
from dosejournal.store import search
from dosejournal.store.tables import OwnQuestionnaire, QuestionnaireResponse


def read(session: Session, ids: Sequence[int]) -> Iterable[Entry]:
    """Give the entries with these numbers."""
    query = select(QuestionnaireResponse).where(col(QuestionnaireResponse.id).in_(ids))
    return (entry(row) for row in session.exec(query))


def entry(row: QuestionnaireResponse) -> Entry:
    """Return a row as an entry."""
    assert row.id is not None
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
    )


def having(session: Session, term: str, fits: Callable[[str], bool]) -> ColumnElement[bool]:
    """Return the condition for those whose note has a term, or whose questionnaire's name fits."""
    of_name = [key for key, name in _names(session) if fits(name)]
    return col(QuestionnaireResponse.id).in_(search.responses_with(term)) | col(
        QuestionnaireResponse.instrument
    ).in_(of_name)


def _names(session: Session) -> Iterator[tuple[str, str]]:
    yield from ((key, each.name) for key, each in questionnaires.shipped().items())
    yield from session.exec(select(OwnQuestionnaire.key, OwnQuestionnaire.name))
