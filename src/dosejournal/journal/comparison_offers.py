"""What can be compared in a journal at present, and the beginning of the comparison one wants."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlmodel import Session

from dosejournal.domain.clock import journal_day
from dosejournal.domain.measures import Measure
from dosejournal.journal import comparisons, information, main_measures, measures, ratings
from dosejournal.journal.comparisons import Question
from dosejournal.journal.main_measures import MainMeasure
from dosejournal.journal.ratings import Times
from dosejournal.store.tables import Substance

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be compared; None means the first measure, the first substance, all days."""

    measure: str | None = None
    substance_id: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be compared, the main measure and the most taken substance first.

    `measure` and `substance` are those that are meant; without doses there is no substance.
    """

    measures: tuple[Measure, ...]
    substances: tuple[Substance, ...]
    main: MainMeasure | None
    measure: Measure | None
    substance: Substance | None


@dataclass(frozen=True, slots=True, eq=False)
class Begun:
    """A comparison before its measures are read with `made`.

    Without a dose or a check-in there is nothing to ask.
    """

    offer: Offer
    made: Times
    question: Question | None


def begin(session: Session, now: datetime, wish: Wish) -> Begun:
    """Return what can be compared, and what is asked with this wish.

    A measure or substance that is no longer there gives way to the first one.
    """
    offer, made = _offer(session, wish), ratings.times(session)
    if offer.measure is None or offer.substance is None or not len(made.ids):
        return Begun(offer, made, None)
    first_day = _first_day(session, now, wish.days)
    asked = comparisons.question(session, offer.measure.key, offer.substance.name, first_day)
    return Begun(offer, made, asked)


def _offer(session: Session, wish: Wish) -> Offer:
    main = main_measures.current(session)
    listed = measures.listing(session)
    if main is not None:
        listed = [main.measure, *(each for each in listed if each.key != main.measure.key)]
    taken = comparisons.offered(session)
    return Offer(
        tuple(listed),
        tuple(taken),
        main,
        _meant(listed, [each for each in listed if each.key == wish.measure]),
        _meant(taken, [each for each in taken if each.id == wish.substance_id]),
    )


def _meant(every: Sequence[T], wished: Sequence[T]) -> T | None:
    return next(iter([*wished, *every]), None)


def _first_day(session: Session, now: datetime, days: int | None) -> date | None:
    if days is None:
        return None
    today = journal_day(now, information.read(session).day_starts_at)
    return today - timedelta(days=days - 1)
