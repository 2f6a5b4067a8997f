"""Once a week: how was last week on average? Memory beside the record."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy
from sqlalchemy import func
from sqlmodel import Session, col, select

from dosejournal.domain import clock
from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import information, main_measures, measures, moments
from dosejournal.store.tables import CheckIn, LookBack, Rating

FEWEST_DAYS = 4
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Question:
    """The week that is asked about, from Monday to Sunday, and for which measure."""

    first_day: date
    last_day: date
    measure: Measure


@dataclass(frozen=True, slots=True)
class Week:
    """A week as it was remembered and as it was recorded, for one measure.

    `recorded` is the mean of the daily means of its `n_days` rated days; None below four.
    """

    first_day: date
    measure: Measure
    remembered: float
    recorded: float | None
    n_days: int


def due(session: Session, now: datetime) -> Question | None:
    """Return what to ask about last week, or None where it was asked or hardly recorded."""
    today = clock.journal_day(now, information.read(session).day_starts_at)
    monday = today - timedelta(days=today.weekday()) - _WEEK
    if session.get(LookBack, monday) is not None:
        return None
    measure = _measure(session)
    if measure is None or len(_days(session, measure, monday)) < FEWEST_DAYS:
        return None
    return Question(monday, monday + _WEEK - timedelta(days=1), measure)


def answer(session: Session, now: datetime, question: Question, value: float | None) -> None:
    """Keep what a week was remembered as; without a value, that it was not answered.

    Raises:
        InputError: the value is off the scale, or this week was answered already.
    """
    if session.get(LookBack, question.first_day) is not None:
        raise InputError(_("This week was answered already. Nothing was changed."))
    when = moments.of(session, now)
    del when["time_precision"]
    session.add(
        LookBack(
            week=question.first_day,
            measure=question.measure.key,
            value=None if value is None else question.measure.check(value),
            **when,
        )
    )
    session.flush()


def weeks(session: Session) -> list[Week]:
    """Return the weeks that were remembered, the oldest first, beside what was recorded."""
    known = {each.key: each for each in measures.listing(session, archived=True)}
    rows = session.exec(
        select(LookBack).where(col(LookBack.value).is_not(None)).order_by(col(LookBack.week))
    )
    return [_week(session, row, known[row.measure]) for row in rows]


def _week(session: Session, row: LookBack, measure: Measure) -> Week:
    days = _days(session, measure, row.week)
    enough = len(days) >= FEWEST_DAYS
    assert row.value is not None
    return Week(row.week, measure, row.value, sum(days) / len(days) if enough else None, len(days))


def _measure(session: Session) -> Measure | None:
    main = main_measures.current(session)
    if main is not None and not main.measure.archived:
        return main.measure
    # the first one, while none was chosen
    return next(iter(main_measures.offered(session)), None)


def _days(session: Session, measure: Measure, monday: date) -> list[float]:
    """Return the mean of each rated day of a week."""
    query = (
        sqlalchemy.select(func.avg(Rating.value))
        .join(CheckIn, col(CheckIn.id) == col(Rating.check_in_id))
        .where(
            col(Rating.measure) == measure.key,
            col(CheckIn.journal_day) >= monday,
            col(CheckIn.journal_day) < monday + _WEEK,
        )
        .group_by(col(CheckIn.journal_day))
    )
    return [mean for (mean,) in session.connection().execute(query)]
