"""Recording check-ins, amending and removing them."""

from datetime import datetime

from sqlmodel import Session, col, delete

from dosejournal.domain import notes
from dosejournal.domain.entries import CheckInDraft
from dosejournal.domain.entries import record as as_record
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import measures, moments, revisions, tags, timeline
from dosejournal.store.tables import CheckIn, Rating


def record(session: Session, now: datetime, draft: CheckInDraft, origin: str = "window") -> int:
    """Add a check-in with its ratings and tags; return its id."""
    note = _refuse_empty(draft)
    row = CheckIn(
        **moments.of(session, draft.at),
        note=note,
        recorded_at=now,
        origin=origin,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    _rate(session, row.id, draft)
    tags.put_on(session, row.id, draft.tags)
    return row.id


def amend(session: Session, now: datetime, check_in_id: int, draft: CheckInDraft) -> None:
    """Change a check-in; what it was before is kept with the time of change."""
    row = _row(session, check_in_id)
    note = _refuse_empty(draft, row.mood_word)
    before = timeline.entry(session, "check_in", check_in_id)
    revisions.keep(session, "check_in", check_in_id, "amended", now, as_record(before))
    moments.move(session, row, draft.at)
    row.note = note
    row.amended_at = now
    kept = {rating.measure: rating for rating in before.ratings}
    changed = {
        key for key in kept if key not in draft.ratings or draft.ratings[key] != kept[key].value
    }
    if any(kept[key].raw_text == row.mood_word for key in changed):
        # another program's word belongs to the rating it gave, and not to the person's own
        row.mood_word = None
    session.exec(
        delete(Rating).where(
            col(Rating.check_in_id) == check_in_id, col(Rating.measure).in_(changed)
        )
    )
    _rate(session, check_in_id, draft, already=kept.keys() - changed)
    tags.put_on(session, check_in_id, draft.tags)


def remove(session: Session, now: datetime, check_in_id: int) -> None:
    """Take a check-in out of the journal; what it was is kept with the time of removal."""
    row = _row(session, check_in_id)
    before = timeline.entry(session, "check_in", check_in_id)
    revisions.keep(session, "check_in", check_in_id, "removed", now, as_record(before))
    session.delete(row)
    session.flush()


def _refuse_empty(draft: CheckInDraft, mood_word: str | None = None) -> str:
    note = notes.note(draft.note)
    if not (draft.ratings or note or draft.tags or mood_word):
        raise InputError(
            _("There is nothing to record yet: rate a measure, write a note or set a tag.")
        )
    return note


def _rate(
    session: Session, check_in_id: int, draft: CheckInDraft, already: set[str] | None = None
) -> None:
    known = measures.listing(session, archived=True)
    for name, value in draft.ratings.items():
        measure = measures.among(known, name)
        if measure.key not in (already or ()):
            session.add(
                Rating(check_in_id=check_in_id, measure=measure.key, value=measure.check(value))
            )
    session.flush()


def _row(session: Session, check_in_id: int) -> CheckIn:
    timeline.entry(session, "check_in", check_in_id)
    return session.get_one(CheckIn, check_in_id)
