"""Tags: words for context, as the person names them."""

from collections.abc import Iterable

from sqlmodel import Session, col, delete, func, select

from dosejournal.domain import notes
from dosejournal.store.tables import CheckInTag, Tag


def used(session: Session, most: int = 500) -> list[str]:
    """Return the tags in use, the most used first."""
    query = (
        select(Tag.name)
        .join(CheckInTag, isouter=True)
        .group_by(col(Tag.id))
        .order_by(func.count(col(CheckInTag.check_in_id)).desc(), col(Tag.name))
        .limit(most)
    )
    return list(session.exec(query))


def put_on(session: Session, check_in_id: int, names: Iterable[str]) -> None:
    """Let a check-in have these tags and no others."""
    session.exec(delete(CheckInTag).where(col(CheckInTag.check_in_id) == check_in_id))
    wanted = {clean.casefold(): clean for clean in map(notes.name, names)}
    if not wanted:
        return
    known = {tag.name.casefold(): tag for tag in session.exec(select(Tag))}
    for folded, name in wanted.items():
        if folded not in known:
            known[folded] = Tag(name=name)
            session.add(known[folded])
    session.flush()
    for folded in wanted:
        tag_id = known[folded].id
        assert tag_id is not None
        session.add(CheckInTag(check_in_id=check_in_id, tag_id=tag_id))
    session.flush()
