"""What the Trends page and `trend` show: a measure over time, its days and its seven-day mean.

Both are computed from the whole record and cut to the range afterwards: a day has the same mean
and the same interval whichever range is looked at, in the window as in the terminal.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np
from sqlmodel import Session

from dosejournal.analysis import series
from dosejournal.analysis.series import Daily, Rolling
from dosejournal.domain.measures import Measure
from dosejournal.journal import (
    effect_columns,
    look_backs,
    measures,
    plan_columns,
    ratings,
    substances,
    trend_grounds,
)
from dosejournal.journal.effect_columns import EffectRow
from dosejournal.journal.look_backs import Week
from dosejournal.journal.plan_columns import Planned, VersionSpan
from dosejournal.journal.ratings import Doses, Ratings, Times
from dosejournal.journal.trend_grounds import Counts, FirstDoses, Ground


@dataclass(frozen=True, slots=True, eq=False)
class Trend:
    """One measure over time: every rating, the mean of each day, the seven-day mean.

    `r1` tells how much neighbouring days resemble each other, None when there are too few;
    `width_factor` by how much the intervals are therefore wider than for independent days.
    `ground` tells of any days what they rest on, `first_day` and `last_day` which were asked for.
    """

    measure: Measure
    points: Ratings
    daily: Daily
    rolling: Rolling
    r1: float | None
    width_factor: float
    ground: Ground
    first_day: date = date.min
    last_day: date = date.max

    @property
    def n_check_ins(self) -> int:
        """How many check-ins rated this measure."""
        return len(self.points.values)

    @property
    def n_days(self) -> int:
        """How many days were rated."""
        return len(self.daily.days)

    @property
    def counts(self) -> Counts:
        """What the days asked for rest on; none is missing after the last one rated."""
        first, last = self.first_day.toordinal(), self.last_day.toordinal()
        until = self.ground.of(first, self.ground.until_last_rated(last))
        return replace(self.ground.of(first, last), n_missing=until.n_missing)

    @property
    def days(self) -> list[tuple[date, float, int]]:
        """The mean of each rated day and the number of its ratings, oldest first."""
        columns = (self.daily.days.tolist(), self.daily.means.tolist(), self.daily.counts.tolist())
        return [(date.fromordinal(day), mean, n) for day, mean, n in zip(*columns, strict=True)]

    @property
    def rolling_7d(self) -> list[tuple[date, float, float, float]]:
        """The seven-day mean with its 95 % interval at each rated day that has one."""
        known = np.isfinite(self.rolling.means)
        columns = (
            self.daily.days[known].tolist(),
            self.rolling.means[known].tolist(),
            self.rolling.lows[known].tolist(),
            self.rolling.highs[known].tolist(),
        )
        return [(date.fromordinal(day), *values) for day, *values in zip(*columns, strict=True)]


@dataclass(frozen=True, slots=True, eq=False)
class DoseRow:
    """The doses of one substance, under the name that may be shown.

    Planned doses of which nothing was recorded are among them, in a state of their own;
    `versions` says when which version of its regimens held.
    """

    name: str
    doses: Doses
    versions: tuple[VersionSpan, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Overview:
    """Everything the Trends page shows; the days are ordinals, None in an empty journal."""

    trends: tuple[Trend, ...]
    doses: tuple[DoseRow, ...]
    planned: Planned
    weeks: tuple[Week, ...]
    first_day: int | None
    last_day: int | None
    effects: tuple[EffectRow, ...] = ()


def trend(
    session: Session,
    measure_name: str,
    first_day: date | None = None,
    last_day: date | None = None,
) -> Trend:
    """Return the trend of the measure of this key or name, from `first_day` to `last_day`.

    Raises:
        UnknownNameError: there is no such measure.
    """
    measure = measures.find(session, measure_name)
    doses = trend_grounds.first_doses(ratings.doses(session).values())
    whole = _whole(session, measure, ratings.times(session), doses)
    if first_day is None and last_day is None:
        return whole
    return cut(whole, first_day or date.min, last_day or date.max)


def cut(whole: Trend, first_day: date, last_day: date) -> Trend:
    """Return of the trend of a whole record what lies between two days."""
    first, last = first_day.toordinal(), last_day.toordinal()
    rated = (whole.points.days >= first) & (whole.points.days <= last)
    kept = (whole.daily.days >= first) & (whole.daily.days <= last)
    return replace(
        whole,
        points=Ratings(
            whole.points.days[rated],
            whole.points.places[rated],
            whole.points.values[rated],
            whole.points.moments[rated],
            whole.points.written[rated],
        ),
        daily=Daily(whole.daily.days[kept], whole.daily.means[kept], whole.daily.counts[kept]),
        rolling=Rolling(
            whole.rolling.means[kept],
            whole.rolling.lows[kept],
            whole.rolling.highs[kept],
            whole.rolling.breaks[kept],
        ),
        first_day=first_day,
        last_day=last_day,
    )


def overview(session: Session, now: datetime) -> Overview:
    """Return the trends of all that was ever rated, all doses, planned ones, and all effects."""
    made, taken = ratings.times(session), ratings.doses(session)
    doses = trend_grounds.first_doses(taken.values())
    known = measures.listing(session, archived=True)
    trends = [_whole(session, one, made, doses) for one in known]
    rated = tuple(found for found in trends if found.n_check_ins)
    planned = plan_columns.planned(session, now)
    rows = _dose_rows(session, now, planned, taken)
    days = [found.points.days for found in rated] + [row.doses.days for row in rows]
    effects = effect_columns.rows(session)
    days += [row.days for row in effects]
    every = np.concatenate([*days, planned.settled])
    return Overview(
        rated,
        rows,
        planned,
        tuple(look_backs.weeks(session, {each.measure: each.daily for each in trends})),
        int(every.min()) if len(every) else None,
        int(every.max()) if len(every) else None,
        effects,
    )


def record(found: Trend) -> dict[str, Any]:
    """Return a trend as plain JSON values: the form of `trend --json`, which README promises."""
    counts = found.counts
    return {
        "measure": found.measure.key,
        "n_check_ins": found.n_check_ins,
        "n_days": found.n_days,
        "n_missing": counts.n_missing if len(found.ground.rated) else None,
        "n_dose_days": counts.n_dose_days,
        "n_knowing": counts.n_knowing,
        "n_expected": counts.n_expected,
        "expected_mean": counts.expected_change,
        "expected_certainty": counts.expected_certainty,
        "r1": found.r1,
        "width_factor": found.width_factor,
        "days": [{"day": day.isoformat(), "mean": mean, "n": n} for day, mean, n in found.days],
        "rolling_7d": [
            {"day": day.isoformat(), "mean": mean, "low": low, "high": high}
            for day, mean, low, high in found.rolling_7d
        ],
    }


def _dose_rows(
    session: Session, now: datetime, planned: Planned, taken: dict[int, Doses]
) -> tuple[DoseRow, ...]:
    held: dict[int, list[VersionSpan]] = {}
    for span in plan_columns.versions(session, now):
        held.setdefault(span.regimen.substance_id, []).append(span)
    return tuple(
        DoseRow(
            substance.discreet_label or substance.name,
            _with_unrecorded(taken.get(substance.id), planned, substance.id),
            tuple(held.get(substance.id, ())),
        )
        for substance in substances.listing(session, archived=True)
        if substance.id in taken or substance.id in held
    )


def _with_unrecorded(recorded: Doses | None, planned: Planned, substance_id: int) -> Doses:
    own = planned.substance_ids == substance_id
    own &= planned.states == ratings.NOT_RECORDED
    days, places, states = planned.days[own], planned.places[own], planned.states[own]
    # what was not recorded happened at no moment
    moments = np.zeros(len(days), dtype=np.int64)
    if recorded is not None:
        moments = np.concatenate([recorded.moments, moments])
        days = np.concatenate([recorded.days, days])
        places = np.concatenate([recorded.places, places])
        states = np.concatenate([recorded.states, states])
    order = np.argsort(places, kind="stable")
    return Doses(days[order], places[order], states[order], moments[order])


def _whole(session: Session, measure: Measure, made: Times, doses: FirstDoses) -> Trend:
    points = ratings.of_measure(session, measure.key, made)
    daily = series.daily(points.days, points.values)
    r1 = series.autocorrelation(daily)
    widening = series.width_factor(r1)
    rolling = series.rolling(daily, widening)
    ground = trend_grounds.ground(session, measure, points, daily.days, doses)
    return Trend(measure, points, daily, rolling, r1, widening, ground)
