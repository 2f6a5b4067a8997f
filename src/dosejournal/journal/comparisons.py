"""Dose days against other days: what is read, and what is computed of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np
from sqlmodel import Session

from dosejournal.analysis.compared import (
    FEWEST_OF_EACH,
    Agreement,
    Comparison,
    Expected,
    Group,
    Rated,
)
from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.i18n import _
from dosejournal.journal import (
    comparison_columns,
    main_measures,
    measures,
    plan_columns,
    ratings,
    substances,
)
from dosejournal.journal.comparison_columns import Cycle, Taken
from dosejournal.journal.main_measures import MainMeasure
from dosejournal.journal.plan_columns import VersionSpan
from dosejournal.journal.ratings import Ratings, Times
from dosejournal.store.tables import Substance


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is compared: a measure on and off the days of one substance, in a span of days.

    `others` are the further measures, which are looked at with it. Without doses there is no
    substance.
    """

    measure: Measure
    others: tuple[Measure, ...]
    substance: Substance
    first_day: date | None
    last_day: date | None
    main: MainMeasure | None


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """All that a comparison takes; pure values, so that another thread may compute with them."""

    question: Question
    label: str
    taken: Taken
    values: Ratings
    rated: Mapping[str, Rated]
    expected: Expected
    versions: tuple[VersionSpan, ...]
    cycle: Cycle | None


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """A comparison with all that belongs to it.

    `agreement` is of the dose days on which something was expected; it tells no correlation
    while the verdict is `not_enough`. `by_cycle_day` is empty without a cycle.
    """

    columns: Columns
    comparison: Comparison
    every: Mapping[str, Comparison]
    agreement: Agreement
    by_cycle_day: tuple[Group, ...]

    @property
    def is_main(self) -> bool:
        """Whether the measure was chosen beforehand to count."""
        main = self.columns.question.main
        return main is not None and main.measure.key == self.columns.question.measure.key

    @property
    def n_before_choice(self) -> int:
        """How many of the compared dose days are from before the main measure was chosen."""
        main = self.columns.question.main
        return 0 if main is None else _n_before(self.comparison, main)

    @property
    def counts_as_main(self) -> bool:
        """Whether the measure is the main one, and was chosen before most of what is compared."""
        main = self.columns.question.main
        return self.is_main and main is not None and _was_chosen_before(self.comparison, main)


def question(
    session: Session,
    measure_name: str,
    substance_name: str | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
) -> Question:
    """Return what is meant; without a substance the one with the most dose days.

    Raises:
        UnknownNameError: there is no such measure or substance.
        InputError: no dose of anything was recorded.
    """
    measure = measures.find(session, measure_name)
    others = tuple(
        each for each in measures.listing(session, archived=True) if each.key != measure.key
    )
    return Question(
        measure,
        others,
        _substance(session, substance_name),
        first_day,
        last_day,
        main_measures.current(session),
    )


def offered(session: Session) -> list[Substance]:
    """Return the substances with a dose taken, those with the most dose days first."""
    n_days = {
        number: len(np.unique(doses.days[doses.are_taken]))
        for number, doses in ratings.doses(session).items()
    }
    every = substances.listing(session, archived=True)
    found = [each for each in every if n_days.get(each.id or 0)]
    return sorted(found, key=lambda each: -n_days[each.id or 0])


def gather(session: Session, now: datetime, asked: Question) -> Columns:
    """Return all that is needed for a comparison, read at once."""
    made = ratings.times(session)
    columns = first(session, now, asked, made)
    for measure in asked.others:
        columns = further(session, columns, measure, made)
    return columns


def first(session: Session, now: datetime, asked: Question, made: Times) -> Columns:
    """Return the columns of the measure that is asked about, without any other."""
    substance = asked.substance
    taken = comparison_columns.taken(session, now, substance)
    values = ratings.of_measure(session, asked.measure.key, made)
    expected = comparison_columns.expected(session, values, asked.measure, substance)
    within = comparison_columns.within(expected, asked.first_day, asked.last_day)
    versions = tuple(
        each
        for each in plan_columns.versions(session, now)
        if each.regimen.substance_id == substance.id
    )
    return Columns(
        asked,
        substance.discreet_label or substance.name,
        taken,
        values,
        {asked.measure.key: comparison_columns.rated(values, asked.measure, taken)},
        # of days without a dose other things are expected: both together would tell them apart
        comparison_columns.masked(within, np.isin(within.days, taken.dosing.days)),
        versions,
        comparison_columns.cycle(versions),
    )


def further(session: Session, columns: Columns, measure: Measure, made: Times) -> Columns:
    """Return the columns with those of one more measure."""
    values = ratings.of_measure(session, measure.key, made)
    if not len(values.days):
        return columns
    found = comparison_columns.rated(values, measure, columns.taken)
    return replace(columns, rated={**columns.rated, measure.key: found})


def compare(columns: Columns) -> Compared:
    """Return the comparison; pure, for another thread, which loads scipy with it."""
    from dosejournal.analysis import comparison, cycle, expectation

    asked, dosing = columns.question, columns.taken.dosing
    first_day = asked.first_day.toordinal() if asked.first_day else None
    last_day = asked.last_day.toordinal() if asked.last_day else None
    found = {
        key: comparison.compare(rated, dosing, first_day, last_day)
        for key, rated in columns.rated.items()
    }
    every = comparison.settle(_main_among(found, asked.main), found)
    own = every[asked.measure.key]
    agreement = expectation.agreement(columns.expected)
    if own.verdict == "not_enough":
        agreement = replace(
            agreement, pearson=None, pearson_low=None, pearson_high=None, spearman=None
        )
    by_cycle_day: tuple[Group, ...] = ()
    if columns.cycle is not None:
        by_cycle_day = cycle.by_cycle_day(
            _within(columns.rated[asked.measure.key], first_day, last_day),
            columns.cycle.spans,
            own.verdict != "not_enough",
        )
    return Compared(
        columns,
        own,
        every,
        agreement,
        by_cycle_day,
    )


def _substance(session: Session, name: str | None) -> Substance:
    if name is not None:
        known = substances.known(session, name)
        if known is None:
            raise UnknownNameError(
                _(
                    "There is no substance of that name. "
                    "Nothing was changed; the Doses page lists them."
                )
            )
        return known
    found = offered(session)
    if not found:
        raise InputError(
            _(
                "No dose has been recorded, so there is nothing to compare. "
                "Nothing was changed; record doses first."
            )
        )
    return found[0]


def _main_among(found: Mapping[str, Comparison], main: MainMeasure | None) -> str | None:
    """Return the key of the main measure, where it may stand without the others."""
    if main is None or main.measure.key not in found:
        return None
    counts = _was_chosen_before(found[main.measure.key], main)
    return main.measure.key if counts else None


def _was_chosen_before(found: Comparison, main: MainMeasure) -> bool:
    before = _n_before(found, main)
    after = found.n_dose_days - before
    return before == 0 or after >= max(before, FEWEST_OF_EACH)


def _n_before(found: Comparison, main: MainMeasure) -> int:
    return int((found.by_distance[0].days < main.chosen_on.toordinal()).sum())


def _within(rated: Rated, first_day: int | None, last_day: int | None) -> Rated:
    kept = np.ones(len(rated.days), dtype=np.bool_)
    if first_day is not None:
        kept &= rated.days >= first_day
    if last_day is not None:
        kept &= rated.days <= last_day
    return Rated(rated.measure, rated.days[kept], rated.means[kept], rated.knew[kept])
