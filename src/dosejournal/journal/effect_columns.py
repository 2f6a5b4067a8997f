"""Unwanted effects as columns for a picture: one row a name, a mark for each time it began."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from dosejournal.analysis.series import Floats
from dosejournal.domain.adverse_effects import SEVERITIES, Effect
from dosejournal.domain.entries import Entry
from dosejournal.journal import adverse_effects

MOST_ROWS = 8
"""Names that began last have a row of their own; the others share one."""

_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True, eq=False)
class EffectRow:
    """The effects of one name, oldest first; arrays of shape (n effects,).

    `places` and `ends` are days with their part of a day, on the clock on the wall; an effect
    without an end in the record has that of its beginning. `severities` count from 0, the mildest.
    The row of the names that share one has no name.
    """

    name: str
    days: NDArray[np.int64]
    places: Floats
    ends: Floats
    severities: NDArray[np.int64]


def rows(session: Session) -> tuple[EffectRow, ...]:
    """Return all effects of the journal, the names that began last first."""
    by_name: dict[str, list[Entry]] = {}
    for entry in adverse_effects.history(session):
        folded = _effect(entry).name.casefold()
        # taken out and put in again, so that the last one stands last
        own = by_name.pop(folded, [])
        by_name[folded] = [*own, entry]
    found = list(by_name.values())[::-1]
    shown = found if len(found) <= MOST_ROWS else found[: MOST_ROWS - 1]
    rest = sorted(
        (entry for each in found[len(shown) :] for entry in each), key=lambda each: each.moment.at
    )
    made = [_row(_effect(each[-1]).name, each) for each in shown]
    return (*made, _row("", rest)) if rest else tuple(made)


def _row(name: str, entries: list[Entry]) -> EffectRow:
    effects = [_effect(entry) for entry in entries]
    began = [_place(entry.moment.local) for entry in entries]
    return EffectRow(
        name=name,
        days=np.array([entry.moment.journal_day.toordinal() for entry in entries], np.int64),
        places=np.array(began),
        ends=np.array(
            [
                place if effect.ended_at is None else max(place, _place(effect.ended_at))
                for place, effect in zip(began, effects, strict=True)
            ]
        ),
        severities=np.array([SEVERITIES.index(each.severity) for each in effects], np.int64),
    )


def _effect(entry: Entry) -> Effect:
    assert entry.effect is not None
    return entry.effect


def _place(at: datetime) -> float:
    seconds = at.hour * 3600 + at.minute * 60 + at.second
    return at.toordinal() + seconds / _SECONDS_A_DAY
