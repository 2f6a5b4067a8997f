"""What is being written and is not recorded yet: no part of the record, and in no copy of it.

Only the file of the journal itself has drafts; archives, exports and undo do not know of them.
"""

from datetime import datetime

from sqlmodel import Session

Kept = tuple[str, str, datetime]
"""Where a draft belongs, what was written, and when."""

_KEEP = "INSERT OR REPLACE INTO draft (place, content, kept_at) VALUES (?, ?, ?)"
_ALL = "SELECT place, content, kept_at FROM draft ORDER BY kept_at DESC, place"
_DROP = "DELETE FROM draft WHERE place = ?"
_FORGETS = "forgets"


def keep(session: Session, place: str, content: str, at: datetime) -> None:
    """Keep what is being written at a place, instead of what was written there before."""
    session.connection().exec_driver_sql(_KEEP, (place, content, at.isoformat()))


def kept(session: Session) -> list[Kept]:
    """Return all drafts, the latest first."""
    rows = session.connection().exec_driver_sql(_ALL).all()
    return [(place, content, datetime.fromisoformat(at)) for place, content, at in rows]


def drop(session: Session, place: str) -> None:
    """Take the draft of a place out of the file."""
    dropped = session.connection().exec_driver_sql(_DROP, (place,)).rowcount
    if dropped:
        session.info[_FORGETS] = True


def are_dropped(session: Session) -> bool:
    """Say whether a draft was dropped, whose text must leave the disk too."""
    return _FORGETS in session.info
