"""What every journal asks once; both answers can be changed later, each for itself."""

from datetime import datetime

from sqlmodel import Session

from dosejournal.journal import choices, main_measures


def answer(session: Session, now: datetime, topics: str, measure: str | None) -> None:
    """Keep which research the program tells about and, where one was named, the main measure."""
    choices.choose(session, now, "topics", topics)
    if measure is not None:
        main_measures.choose(session, now, measure)
