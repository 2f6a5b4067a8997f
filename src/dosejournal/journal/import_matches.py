"""Check-ins that a later file tells again: found by their moment, completed, never doubled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlmodel import Session, col, select

from dosejournal.domain.clock import Precision
from dosejournal.domain.entries import Entry, Rating
from dosejournal.domain.entries import record as as_record
from dosejournal.domain.imports import HeldAside, ImportedCheckIn, ImportPlan
from dosejournal.i18n import _
from dosejournal.journal import measures, revisions, timeline
from dosejournal.store.tables import CheckIn

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Completion:
    """A check-in of the journal, and what a file says of its moment beside it."""

    before: Entry
    ratings: tuple[Rating, ...]
    tags: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Matches:
    """What is new, what completes a check-in, what contradicts one, how often neither."""

    new: Sequence[ImportedCheckIn]
    completions: Sequence[Completion] = ()
    held_aside: tuple[HeldAside, ...] = ()
    duplicates: int = 0


def of(session: Session, plan: ImportPlan, fresh: Sequence[ImportedCheckIn]) -> Matches:
    """Return how the check-ins with unknown keys stand to those the journal has of this source.

    Two are the same one where they have the same moment, and no two different notes.
    """
    pools = _at_moments(session, plan, fresh) if plan.by_moment and fresh else {}
    if not pools:
        return Matches(fresh)
    new: list[ImportedCheckIn] = []
    completions: list[Completion] = []
    contradicted: list[tuple[ImportedCheckIn, set[str]]] = []
    duplicates = 0
    for entry in fresh:
        pool = pools.get((entry.moment.at, entry.moment.precision), [])
        alike = [known for known in pool if known.note in ("", entry.note) or not entry.note]
        if not alike:
            new.append(entry)
            continue
        # of several the one that it agrees with best
        before = min(alike, key=partial(_distance, entry))
        pool.remove(before)
        added = _beside(before, entry)
        differing = _differing(before, entry)
        if added is not None:
            completions.append(added)
        if differing:
            contradicted.append((entry, differing))
        duplicates += added is None and not differing
    return Matches(new, completions, _held(session, contradicted), duplicates)


def complete(session: Session, now: datetime, completions: Sequence[Completion]) -> None:
    """Keep what each check-in was before with the time of change, and give it its new note."""
    for start in range(0, len(completions), _AT_ONCE):
        some = {each.before.id: each for each in completions[start : start + _AT_ONCE]}
        rows = session.exec(select(CheckIn).where(col(CheckIn.id).in_(some))).all()
        for row in rows:
            assert row.id is not None
            completion = some[row.id]
            before = as_record(completion.before)
            revisions.keep(session, "check_in", row.id, "amended", now, before)
            row.amended_at = now
            row.note = completion.note or row.note
    session.flush()


def _at_moments(
    session: Session, plan: ImportPlan, fresh: Sequence[ImportedCheckIn]
) -> dict[tuple[datetime, Precision], list[Entry]]:
    """Return the check-ins of this source at these moments, without those known by their keys."""
    moments = {entry.moment.at for entry in fresh}
    keys = {entry.source_key for entry in plan.check_ins}
    query = (
        select(CheckIn.id, CheckIn.at, CheckIn.source_key)
        .where(CheckIn.source == plan.source)
        .where(col(CheckIn.at).between(min(moments), max(moments)))
        .order_by(col(CheckIn.id))
    )
    found = [
        timeline.key("check_in", check_in_id)
        for check_in_id, at, key in session.exec(query)
        if check_in_id is not None and at in moments and key not in keys
    ]
    pools: dict[tuple[datetime, Precision], list[Entry]] = {}
    for entry in timeline.entries(session, found):
        pools.setdefault((entry.moment.at, entry.moment.precision), []).append(entry)
    return pools


def _distance(entry: ImportedCheckIn, known: Entry) -> tuple[int, bool]:
    return len(_differing(known, entry)), known.note != entry.note


def _differing(known: Entry, entry: ImportedCheckIn) -> set[str]:
    """Return the measures that the journal rates otherwise at this moment."""
    values = {rating.measure: rating.value for rating in known.ratings}
    return {
        rating.measure
        for rating in entry.ratings
        if values.get(rating.measure, rating.value) != rating.value
    }


def _beside(known: Entry, entry: ImportedCheckIn) -> Completion | None:
    rated = {rating.measure for rating in known.ratings}
    tagged = {tag.casefold() for tag in known.tags}
    added = Completion(
        before=known,
        ratings=tuple(rating for rating in entry.ratings if rating.measure not in rated),
        tags=tuple(tag for tag in entry.tags if tag.casefold() not in tagged),
        note=entry.note if not known.note else "",
    )
    return added if added.ratings or added.tags or added.note else None


def _held(
    session: Session, contradicted: Iterable[tuple[ImportedCheckIn, set[str]]]
) -> tuple[HeldAside, ...]:
    names = {measure.key: measure.name for measure in measures.listing(session, archived=True)}
    # one row can rate several measures
    said: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for entry, differing in contradicted:
        for rating, row in zip(entry.ratings, entry.rows, strict=True):
            if rating.measure in differing:
                said.setdefault(row, []).append(names[rating.measure])
    return tuple(
        HeldAside(
            number,
            _("The journal has another value of {names} at this time.").format(
                names=", ".join(f"“{name}”" for name in rated)
            ),
            cells,
        )
        for (number, cells), rated in said.items()
    )
