"""What the person chose about how the journal asks and shows, with its history."""

from dataclasses import fields
from datetime import datetime
from itertools import zip_longest

from sqlalchemy import func
from sqlmodel import Session, col, select

from dosejournal.domain import choices as domain
from dosejournal.domain.choices import Choices
from dosejournal.store.tables import CheckIn, Choice, Rating


def read(session: Session) -> Choices:
    """Return what holds at present."""
    known = {each.name for each in fields(Choices)}
    rows = session.exec(select(Choice.name, Choice.value).order_by(col(Choice.id)))
    return Choices(**{name: value for name, value in rows if name in known})


def choose(session: Session, now: datetime, name: str, value: str) -> None:
    """Let another value hold from now on; what held before stays known."""
    domain.checked(name, value)
    if getattr(read(session), name) != value:
        session.add(Choice(name=name, value=value, chosen_at=now))
        session.flush()


def history(session: Session, name: str) -> list[tuple[datetime, str]]:
    """Return when each value of a choice began to hold, the oldest first; UTC."""
    query = select(Choice).where(Choice.name == name).order_by(col(Choice.id))
    return [(row.chosen_at, row.value) for row in session.exec(query)]


def rated_in_sight(session: Session) -> tuple[int, int]:
    """Return how many check-ins were rated beside what was recorded before, and how many in all.

    Only those that rate something, and were recorded in the window, count: nothing else stands
    beside a rating in the terminal, and what was imported was rated elsewhere.
    """
    rated = select(Rating.measure).where(col(Rating.check_in_id) == CheckIn.id).exists()
    query = select(func.count()).select_from(CheckIn).where(CheckIn.origin == "window", rated)
    every = session.exec(query).one()
    changes = history(session, "rate_first")
    ends = [at for at, _value in changes[1:]]
    in_sight = 0
    for (begun, value), ended in zip_longest(changes, ends):
        if value == "no":
            during = query.where(col(CheckIn.recorded_at) >= begun)
            if ended is not None:
                during = during.where(col(CheckIn.recorded_at) < ended)
            in_sight += session.exec(during).one()
    return in_sight, every
