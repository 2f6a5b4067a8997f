"""When the whole file was last found sound: kept in the journal, so that it travels with it."""

from datetime import datetime

from sqlmodel import Session

from dosejournal.store import checks, journal_state


def is_due(session: Session, now: datetime) -> bool:
    """Say whether it is time to check the whole file."""
    return checks.is_due(journal_state.checked_at(session.connection()), now)


def keep(session: Session, now: datetime) -> None:
    """Keep that the whole file was found sound now."""
    journal_state.keep_checked(session.connection(), now)
