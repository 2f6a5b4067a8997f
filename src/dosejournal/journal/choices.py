"""What the person chose about how the journal asks and shows, with its history."""

from dataclasses import fields
from datetime import datetime

from sqlmodel import Session, col, select

from dosejournal.domain import choices as domain
from dosejournal.domain.choices import Choices
from dosejournal.store.tables import Choice


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
