"""The measures of this journal: those that came with it and the person's own."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any, cast

from sqlmodel import Session, col, func, select

from dosejournal.domain import amounts, notes
from dosejournal.domain.measures import Better, Kind, Measure, checked, key_for
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.i18n import _
from dosejournal.store.tables import MeasureRow, Rating

_SCALE = ("kind", "minimum", "maximum")


def listing(session: Session, *, archived: bool = False) -> list[Measure]:
    """Return the measures in the person's order; the archived ones last, if asked for."""
    query = select(MeasureRow).order_by(col(MeasureRow.archived), col(MeasureRow.position))
    if not archived:
        query = query.where(col(MeasureRow.archived).is_(False))
    return [_value(row) for row in session.exec(query)]


def find(session: Session, name: str) -> Measure:
    """Return the measure with this key or name, whatever its capitals; also an archived one.

    Raises:
        UnknownNameError: there is none.
    """
    return among(listing(session, archived=True), name)


def among(known: Sequence[Measure], name: str) -> Measure:
    """Return the one of these measures with this key or name, or raise UnknownNameError."""
    wanted = name.strip().casefold()
    for measure in known:
        if wanted in (measure.key.casefold(), measure.name.casefold()):
            return measure
    raise UnknownNameError(
        _(
            "There is no measure of that name. Nothing was changed; the measures are: {names}."
        ).format(names=", ".join(measure.key for measure in known if not measure.archived))
    )


def add(session: Session, measure: Measure) -> Measure:
    """Add a measure at the end; one without a key gets one made of its name."""
    known = listing(session, archived=True)
    _refuse_taken_name(measure, known)
    added = replace(
        checked(measure),
        key=measure.key or key_for(measure.name, (other.key for other in known)),
        position=1 + max((other.position for other in known), default=-1),
    )
    session.add(MeasureRow(**_columns(added)))
    session.flush()
    return added


def amend(session: Session, measure: Measure) -> None:
    """Change a measure; its kind and scale only while nothing has been rated with it."""
    row = _row(session, measure.key)
    _refuse_taken_name(measure, listing(session, archived=True))
    new = _columns(checked(measure))
    moved = any(new[name] != getattr(row, name) for name in _SCALE)
    if moved and has_ratings(session, measure.key):
        raise InputError(
            _(
                "{name} has ratings on its present scale, and they would lose their meaning. "
                "Nothing was changed; add a new measure and archive this one."
            ).format(name=row.name)
        )
    for name, value in new.items():
        setattr(row, name, value)


def reorder(session: Session, keys: Sequence[str]) -> None:
    """Put the measures in this order."""
    for position, key in enumerate(keys):
        _row(session, key).position = position


def archive(session: Session, key: str, *, archived: bool = True) -> None:
    """Take a measure off the check-in, or put it back; its ratings stay."""
    _row(session, key).archived = archived


def has_ratings(session: Session, key: str) -> bool:
    """Say whether anything has been rated with this measure."""
    query = select(func.count()).select_from(Rating).where(Rating.measure == key).limit(1)
    return session.exec(query).one() > 0


def _refuse_taken_name(measure: Measure, known: Sequence[Measure]) -> None:
    wanted = measure.name.strip().casefold()
    # a key counts as a name too: it is what a renamed measure was called first, and still answers
    # to in the terminal and in files
    others = (other for other in known if other.key != measure.key)
    if any(wanted in (other.name.casefold(), other.key.casefold()) for other in others):
        raise InputError(
            _(
                "There is a measure that has this name, or had it first. "
                "Nothing was changed; choose another name."
            )
        )


def _row(session: Session, key: str) -> MeasureRow:
    row = session.get(MeasureRow, key)
    if row is None:
        raise UnknownNameError(
            _(
                "This measure is no longer in the journal. "
                "Nothing was changed; look at the list again."
            )
        )
    return row


def _columns(measure: Measure) -> dict[str, Any]:
    words = [notes.storable(word) for word in measure.words]
    return asdict(measure) | {
        "name": notes.name(measure.name),
        "low_anchor": notes.storable(measure.low_anchor),
        "high_anchor": notes.storable(measure.high_anchor),
        "unit": amounts.unit(measure.unit),
        "words": json.dumps(words, ensure_ascii=False),
    }


def _value(row: MeasureRow) -> Measure:
    return Measure(
        key=row.key,
        name=row.name,
        kind=cast(Kind, row.kind),
        low_anchor=row.low_anchor,
        high_anchor=row.high_anchor,
        minimum=row.minimum,
        maximum=row.maximum,
        words=tuple(json.loads(row.words)),
        unit=row.unit,
        better=cast(Better, row.better),
        position=row.position,
        archived=row.archived,
    )
