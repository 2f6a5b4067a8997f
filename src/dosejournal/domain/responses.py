"""Questionnaires as they are filled in, and the person's own: drafts and what entries say."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dosejournal.domain import notes
from dosejournal.domain.questionnaires import (
    EVERY_DAYS,
    Answer,
    Answers,
    Instrument,
    Item,
)
from dosejournal.errors import InputError
from dosejournal.i18n import _

MOST_ITEMS = 60
MOST_ANSWERS = 11
LONGEST_TEXT = 500

_OWN = "own-"
_OWN_VERSION = "1"
_KEY_LENGTH = 20


@dataclass(frozen=True, slots=True)
class ResponseDraft:
    """A questionnaire as filled in: `at` is aware, an item that was left out is None."""

    at: datetime
    instrument: str
    answers: Answers
    difficulty: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """What an entry says of a questionnaire; without a score where an item was left out.

    `name`, `highest` and `band` are of its words as they are known now.
    """

    instrument: str
    version: str
    answers: Answers
    difficulty: int | None
    score: int | None
    acknowledged_at: datetime | None = None
    name: str = ""
    highest: int | None = None
    band: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """When a questionnaire was filled in last, and from which journal day on it is offered."""

    instrument: Instrument
    today: date
    last_day: date | None = None

    @property
    def days_since(self) -> int | None:
        """How many days ago the last filling was."""
        return None if self.last_day is None else (self.today - self.last_day).days

    @property
    def first_day(self) -> date:
        """The first day on which it is offered; today where nothing was filled in yet."""
        if self.last_day is None:
            return self.today
        return self.last_day + timedelta(days=EVERY_DAYS)

    @property
    def is_due(self) -> bool:
        """Whether it is offered now."""
        return self.first_day <= self.today


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """A questionnaire in the person's own words; an answer counts its place, from 0."""

    name: str
    stem: str
    items: tuple[str, ...]
    answers: tuple[str, ...]


def own(draft: OwnDraft) -> Instrument:
    """Return the person's own questionnaire, its texts made safe to store.

    Its key follows from the words alone: what was answered to other words is never mistaken for
    answers to these, in no journal.

    Raises:
        InputError: it has too few or too many items or answers, or an empty one.
    """
    name = notes.name(draft.name)
    stem = _text(draft.stem)
    items = tuple(map(_text, draft.items))
    answers = tuple(map(_text, draft.answers))
    if not 1 <= len(items) <= MOST_ITEMS or "" in items:
        raise InputError(
            _(
                "A questionnaire has 1 to {n} items, each with its words. Nothing was changed; "
                "write an item a line."
            ).format(n=MOST_ITEMS)
        )
    if not 2 <= len(answers) <= MOST_ANSWERS or "" in answers or len(set(answers)) < len(answers):
        raise InputError(
            _(
                "A questionnaire has 2 to {n} answers, each with other words. "
                "Nothing was changed; write an answer a line."
            ).format(n=MOST_ANSWERS)
        )
    words = json.dumps([stem, items, answers], ensure_ascii=False).encode()
    key = _OWN + hashlib.sha256(words).hexdigest()[:_KEY_LENGTH]
    return kept(key, name, stem, items, answers)


def kept(
    key: str, name: str, stem: str, items: tuple[str, ...], answers: tuple[str, ...]
) -> Instrument:
    """Return the person's own questionnaire as it is kept: a sum, and no bands."""
    return Instrument(
        key=key,
        name=name,
        about="",
        version=_OWN_VERSION,
        stem=stem,
        items=tuple(map(Item, items)),
        answers=tuple(Answer(value, text) for value, text in enumerate(answers)),
    )


def record(response: Response) -> dict[str, Any]:
    """Return what an entry says of a questionnaire as plain JSON values."""
    at = response.acknowledged_at
    return {
        **asdict(response),
        "answers": list(response.answers),
        "acknowledged_at": at.isoformat() if at else None,
    }


def _text(text: str) -> str:
    clean = " ".join(notes.storable(text).split())
    if len(clean) > LONGEST_TEXT:
        raise InputError(
            _("A text is longer than {n} characters. Nothing was changed; shorten it.").format(
                n=LONGEST_TEXT
            )
        )
    return clean
