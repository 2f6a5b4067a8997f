"""Reading what a report is made of, in steps short enough for a window to stay answerable."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import numpy as np
from sqlmodel import Session

from dosejournal.domain import clock
from dosejournal.domain.adverse_effects import DoseBefore
from dosejournal.domain.entries import Entry
from dosejournal.domain.measures import Measure
from dosejournal.domain.plan import PlanLine
from dosejournal.domain.regimens import Pause, Regimen
from dosejournal.exchange.report.options import Options, checked
from dosejournal.journal import (
    adverse_effects,
    choices,
    comparisons,
    information,
    main_measures,
    measures,
    pauses,
    plan,
    plan_columns,
    ratings,
    record_grounds,
    regimens,
    score_changes,
    substances,
    timeline,
    trends,
)
from dosejournal.journal.comparisons import Columns
from dosejournal.journal.main_measures import MainMeasure
from dosejournal.journal.plan_columns import Planned
from dosejournal.journal.ratings import Doses, Times
from dosejournal.journal.record_grounds import RecordGround
from dosejournal.journal.score_changes import ScoreHistory
from dosejournal.journal.trends import Trend
from dosejournal.store.tables import Substance


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """What was read so far, as plain values: another thread may make the report of it.

    `trends` are of the measures rated in the period, in the person's order; `lines` tell each
    planned dose of the period, `doses` are those of each substance in the whole record, and
    `whole` has the trends of the whole record, by their measures. `earlier` is what was compared
    with other options.
    """

    options: Options
    now: datetime
    first_day: date
    last_day: date
    ground: RecordGround
    main: MainMeasure | None
    known: tuple[Measure, ...]
    wanted: tuple[Measure, ...]
    in_sight: tuple[int, int]
    substances: tuple[Substance, ...]
    regimens: tuple[Regimen, ...]
    pauses: tuple[Pause, ...]
    notes: tuple[Entry, ...]
    forms: tuple[ScoreHistory, ...] = ()
    effects: tuple[tuple[Entry, DoseBefore | None], ...] = ()
    lines: tuple[PlanLine, ...] = ()
    planned: Planned | None = None
    doses: tuple[tuple[int, Doses], ...] = ()
    trends: tuple[Trend, ...] = ()
    made: Times | None = None
    columns: Columns | None = None
    whole: Mapping[str, Trend] = field(default_factory=dict)
    earlier: Columns | None = None


Step = Callable[[Session, Gathered], Gathered]


def gather(session: Session, now: datetime, options: Options) -> Gathered:
    """Return all that a report with these options is made of.

    Raises:
        InputError: no page can be made with these options.
        UnknownNameError: a measure is named that there is none of.
    """
    found = begin(session, now, options)
    for step in steps(found):
        found = step(session, found)
    return found


def begin(
    session: Session, now: datetime, options: Options, before: Gathered | None = None
) -> Gathered:
    """Return what is read at once; `steps` tells what there is to read besides.

    `before` was read with other options from the journal as it still is: what they do not change
    is taken from it.
    """
    checked(options)
    today = clock.journal_day(clock.wall(now), information.read(session).day_starts_at)
    whole = record_grounds.of(session, options.first_day, options.last_day)
    versions = tuple(regimens.every(session))
    first_day, last_day = _period(options, whole, versions, today)
    known = tuple(measures.listing(session, archived=True))
    found = Gathered(
        options=options,
        now=now,
        first_day=first_day,
        last_day=last_day,
        ground=whole,
        main=main_measures.current(session),
        known=known,
        wanted=tuple(measures.among(known, key) for key in options.measures) or known,
        in_sight=choices.rated_in_sight(session),
        substances=tuple(substances.listing(session, archived=True)),
        regimens=versions,
        pauses=tuple(pauses.listing(session)),
        notes=_chosen(session, options, first_day, last_day),
        forms=tuple(score_changes.every(session, last_day)),
        effects=_effects(session, first_day, last_day),
    )
    if before is None:
        return found
    return replace(
        found,
        doses=before.doses,
        made=before.made,
        whole=before.whole,
        earlier=before.columns or before.earlier,
    )


def _period(
    options: Options, whole: RecordGround, versions: Sequence[Regimen], today: date
) -> tuple[date, date]:
    """Return the first and the last day of a report.

    It begins with the first entry or plan: doses that were planned before anything was recorded
    are due as others are. It ends today, or with an entry that is dated ahead.
    """
    begun = [each.starts_at.date() for each in versions if each.starts_at.date() <= today]
    known = [day for day in (whole.first_entry, min(begun, default=None)) if day is not None]
    first_day = options.first_day or min(
        (day for day in known if options.last_day is None or day <= options.last_day),
        default=options.last_day or today,
    )
    last_day = options.last_day or max(today, first_day, whole.last_entry or today)
    return first_day, last_day


def _chosen(
    session: Session, options: Options, first_day: date, last_day: date
) -> tuple[Entry, ...]:
    """Return the entries whose notes were ticked, as far as they are of the period, in order."""
    found = timeline.entries(session, sorted(options.notes))
    inside = [each for each in found if first_day <= each.moment.journal_day <= last_day]
    return tuple(sorted(inside, key=lambda each: each.moment.at))


def _effects(
    session: Session, first_day: date, last_day: date
) -> tuple[tuple[Entry, DoseBefore | None], ...]:
    found = adverse_effects.during(session, first_day, last_day)
    return tuple(zip(found, adverse_effects.doses_before(session, found), strict=True))


def steps(found: Gathered) -> list[Step]:
    """Return what there is to read after the beginning, in order."""
    return [
        _plan,
        _doses,
        *(_trend(measure) for measure in found.wanted),
        _compared,
        *(_looked_at(measure) for measure in found.known),
    ]


def _plan(session: Session, found: Gathered) -> Gathered:
    until = min(found.last_day, found.now.date())
    if not found.regimens or until < found.first_day:
        return found
    return replace(
        found,
        lines=tuple(plan.lines(session, found.now, found.first_day, until)),
    )


def _doses(session: Session, found: Gathered) -> Gathered:
    return replace(
        found,
        # what is planned for today turns with the time of day
        planned=plan_columns.planned(session, found.now),
        doses=found.doses or tuple(ratings.doses(session).items()),
    )


def _trend(measure: Measure) -> Step:
    def read(session: Session, found: Gathered) -> Gathered:
        whole = found.whole.get(measure.key) or trends.trend(session, measure.key)
        found = replace(found, whole={**found.whole, measure.key: whole})
        made = trends.cut(whole, found.first_day, found.last_day)
        return replace(found, trends=(*found.trends, made)) if made.n_days else found

    return read


def _compared(session: Session, found: Gathered) -> Gathered:
    main = main_trend(found)
    name = _most_taken(found)
    if main is None or name is None:
        return found
    asked = comparisons.question(session, main.measure.key, name, found.first_day, found.last_day)
    made = found.made or ratings.times(session)
    columns = comparisons.first(session, found.now, asked, made)
    return replace(found, made=made, columns=_with_earlier(columns, found.earlier))


def _most_taken(found: Gathered) -> str | None:
    """Return the substance with the most dose days of the period."""
    taken = [each for each in found.ground.doses if each.n_days]
    if not taken:
        return None
    most = max(taken, key=lambda each: each.n_days)
    return next(each.name for each in found.substances if each.id == most.substance_id)


def _with_earlier(columns: Columns, earlier: Columns | None) -> Columns:
    """Return the columns with those of other measures that were read before."""
    if earlier is None or not np.array_equal(columns.taken.moments, earlier.taken.moments):
        return columns
    return replace(columns, rated={**earlier.rated, **columns.rated})


def _looked_at(measure: Measure) -> Step:
    """Read one more measure beside the one compared: all of them count as looked at."""

    def read(session: Session, found: Gathered) -> Gathered:
        columns, made = found.columns, found.made
        if columns is None or made is None or measure.key in columns.rated:
            return found
        return replace(found, columns=comparisons.further(session, columns, measure, made))

    return read


def main_trend(found: Gathered) -> Trend | None:
    """Return the trend that the first page shows: of the main measure, else the first one."""
    if found.main is not None:
        for each in found.trends:
            if each.measure.key == found.main.measure.key:
                return each
    return found.trends[0] if found.trends else None
