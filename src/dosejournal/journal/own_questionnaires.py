"""The person's own questionnaires: adding one, naming it otherwise, and setting it aside."""

import json
from datetime import datetime

from sqlmodel import Session, col, select

from dosejournal.domain import questionnaires, responses
from dosejournal.domain.questionnaires import Instrument
from dosejournal.domain.responses import OwnDraft
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.i18n import _
from dosejournal.store.tables import OwnQuestionnaire, QuestionnaireResponse


def listing(session: Session, archived: bool = False) -> list[Instrument]:
    """Return the person's own questionnaires by name; on request those set aside too."""
    query = select(OwnQuestionnaire).order_by(col(OwnQuestionnaire.name))
    if not archived:
        query = query.where(col(OwnQuestionnaire.archived).is_(False))
    return [instrument(row) for row in session.exec(query)]


def instrument(row: OwnQuestionnaire) -> Instrument:
    """Return a row as a questionnaire."""
    items, answers = tuple(json.loads(row.items)), tuple(json.loads(row.answers))
    return responses.kept(row.key, row.name, row.stem, items, answers)


def add(session: Session, now: datetime, draft: OwnDraft) -> str:
    """Add a questionnaire, or take up again the one of the same words; return its key.

    Raises:
        InputError: it has too few or too many items or answers, or another one has its name.
    """
    found = responses.own(draft)
    _refuse_name(session, found.name, found.key)
    row = session.get(OwnQuestionnaire, found.key)
    if row is None:
        row = OwnQuestionnaire(
            key=found.key,
            name=found.name,
            stem=found.stem,
            items=_json([each.text for each in found.items]),
            answers=_json([each.text for each in found.answers]),
            added_at=now,
        )
    row.name, row.archived = found.name, False
    session.add(row)
    session.flush()
    return found.key


def change(session: Session, now: datetime, key: str, draft: OwnDraft) -> str:
    """Let a questionnaire be as drafted; return its key.

    With other words it is another one: the old one is set aside with what was answered to it, or
    goes where nothing was.

    Raises:
        InputError: as for `add`.
        UnknownNameError: there is none of this key.
    """
    _row(session, key)
    if responses.own(draft).key != key:
        set_aside(session, key)
    return add(session, now, draft)


def set_aside(session: Session, key: str) -> None:
    """Offer a questionnaire no more; it goes altogether where nothing was answered to it.

    Raises:
        UnknownNameError: there is none of this key.
    """
    row = _row(session, key)
    query = select(QuestionnaireResponse.id).where(QuestionnaireResponse.instrument == key)
    if session.exec(query).first() is None:
        session.delete(row)
    else:
        row.archived = True
    session.flush()


def _row(session: Session, key: str) -> OwnQuestionnaire:
    row = session.get(OwnQuestionnaire, key)
    if row is None:
        raise UnknownNameError(
            _("That questionnaire is no longer in the journal. Nothing was changed.")
        )
    return row


def _refuse_name(session: Session, name: str, key: str) -> None:
    others = {each.name.casefold() for each in listing(session) if each.key != key}
    others |= {each.name.casefold() for each in questionnaires.shipped().values()}
    if name.casefold() in others:
        raise InputError(
            _(
                "Another questionnaire is called {name}. Nothing was changed; choose another name."
            ).format(name=name)
        )


def _json(texts: list[str]) -> str:
    return json.dumps(texts, ensure_ascii=False)
