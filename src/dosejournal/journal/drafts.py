"""What is being written, kept until it is recorded or discarded, and offered at the next start."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from dosejournal.store import drafts

P = ParamSpec("P")
T = TypeVar("T")

Content = Mapping[str, Any]
"""What a form holds, as plain JSON values."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Something that was being written.

    `kind` tells in which form, `subject` about what: the number of an entry, or a planned dose.
    Two drafts of one form differ in when they were begun, so that none replaces another.
    """

    kind: str
    content: Content
    kept_at: datetime
    begun: str
    subject: str = ""

    @property
    def place(self) -> str:
        """Where it is kept."""
        return place(self.kind, self.subject, self.begun)


def place(kind: str, subject: str, begun: str) -> str:
    """Return where a draft of a form that was begun then is kept."""
    return "/".join((kind, subject, begun))


def keep(session: Session, now: datetime, place: str, content: Content) -> None:
    """Keep what is being written, in place of what was written there before."""
    # a lone half of a character, as a broken paste may hold, stays what it is
    drafts.keep(session, place, json.dumps(content), now)


def read(session: Session) -> list[Draft]:
    """Return what was being written and was neither recorded nor discarded, the latest first."""
    return [_draft(*kept) for kept in drafts.kept(session)]


def drop(session: Session, place: str) -> None:
    """Forget what was being written."""
    drafts.drop(session, place)


def ending(
    place: str | None, act: Callable[Concatenate[Session, P], T]
) -> Callable[Concatenate[Session, P], T]:
    """Return the act that records what was being written, and drops its draft with it."""

    def recorded(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> T:
        result = act(session, *args, **kwargs)
        if place is not None:
            drop(session, place)
        return result

    return recorded


def _draft(place: str, content: str, kept_at: datetime) -> Draft:
    kind, subject, begun = place.split("/", 2)
    return Draft(kind, json.loads(content), kept_at, begun, subject)
