"""What a person answered about files of a kind: no part of the record, and not undone with it."""

from collections.abc import Mapping

from sqlmodel import Session

_KEEP = "INSERT OR REPLACE INTO import_answer (format, question, answer) VALUES (?, ?, ?)"
_ALL = "SELECT format, question, answer FROM import_answer ORDER BY format, question"


def keep(session: Session, file_format: str, answers: Mapping[str, str]) -> None:
    """Keep these answers, by the key of their question, for the next file of this kind."""
    for question, answer in answers.items():
        session.connection().exec_driver_sql(_KEEP, (file_format, question, answer))


def kept(session: Session) -> dict[str, dict[str, str]]:
    """Return the answers by the kind of file, and in each by the key of their question."""
    found: dict[str, dict[str, str]] = {}
    for file_format, question, answer in session.connection().exec_driver_sql(_ALL):
        found.setdefault(file_format, {})[question] = answer
    return found
