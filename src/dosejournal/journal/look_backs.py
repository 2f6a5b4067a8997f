"""Once a week: how was last week on average? Memory beside the record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import sqlalchemy
from sqlalchemy import func
from sqlmodel import Session, col

from dosejournal.analysis import series
from dosejournal.analysis.series import Daily
from dosejournal.domain import clock
from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import information, main_measures, measures, moments, ratings
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


def weeks(session: Session, recorded: Mapping[Measure, Daily] | None = None) -> list[Week]:
    """Return the weeks that were remembered, the oldest first, beside what was recorded.

    `recorded` are the days of all measures, for who has them at hand already.
    """
    query = (
        sqlalchemy.select(col(LookBack.week), col(LookBack.measure), col(LookBack.value))
        .where(col(LookBack.value).is_not(None))
        .order_by(col(LookBack.week))
    )
    rows = session.connection().execute(query).all()
    if recorded is None:
        recorded = _recorded(session, {key for _week, key, _value in rows})
    known = {measure.key: (measure, daily) for measure, daily in recorded.items()}
    return [_beside(week, *known[key], value) for week, key, value in rows if value is not None]


def _beside(monday: date, measure: Measure, daily: Daily, remembered: float) -> Week:
    first = monday.toordinal()
    start, end = np.searchsorted(daily.days, (first, first + _WEEK.days))
    n = int(end - start)
    mean = float(daily.means[start:end].mean()) if n >= FEWEST_DAYS else None
    return Week(monday, measure, remembered, mean, n)


def _recorded(session: Session, keys: set[str]) -> dict[Measure, Daily]:
    """Return the days of these measures."""
    made = ratings.times(session)
    wanted = [each for each in measures.listing(session, archived=True) if each.key in keys]
    found = {each: ratings.of_measure(session, each.key, made) for each in wanted}
    return {each: series.daily(points.days, points.values) for each, points in found.items()}


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
