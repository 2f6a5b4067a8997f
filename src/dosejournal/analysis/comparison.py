"""Dose days against other days of one measure: the whole comparison, and what it may be called.

y ~ dose + weekday on the rated days, with the design-aware AR(1) interval; no number at all below
the minimum or where doses are fixed by weekday. Method notes, sections 4.4, 4.11 and 4.17. It is
an estimate, never evidence of cause: the person knew what they took.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from dosejournal.analysis import contrast, correlation, distance, group_means
from dosejournal.analysis.compared import (
    FEWEST_DAYS,
    FEWEST_OF_EACH,
    Comparison,
    Dosing,
    Group,
    Lacking,
    Rated,
    Refusal,
    Verdict,
)
from dosejournal.analysis.contrast import Flags
from dosejournal.analysis.distance import Placed
from dosejournal.analysis.regression import NEGLIGIBLE
from dosejournal.analysis.series import Days, Floats

LARGEST_P = 0.05
OTHER_DAYS = "other"


@dataclass(frozen=True, slots=True, eq=False)
class _Included:
    """The rated days that take part; all arrays of shape (n included days,)."""

    days: Days
    values: Floats
    dose: Flags
    informative: Flags
    placed: Placed

    @property
    def n_dose(self) -> int:
        return int(self.dose.sum())

    @property
    def n_other(self) -> int:
        return len(self.days) - self.n_dose

    @property
    def n_informative_dose(self) -> int:
        return int((self.informative & self.dose).sum())

    @property
    def n_informative_other(self) -> int:
        return int((self.informative & ~self.dose).sum())


def compare(
    rated: Rated, dosing: Dosing, first_day: int | None = None, last_day: int | None = None
) -> Comparison:
    """Return how the dose days of a measure differ from its other days.

    The verdict is that of a measure looked at alone; `settle` judges several together. Where the
    ratings of each kind hardly vary, chance cannot be measured, and nothing is compared.

    Args:
        rated: the rated days of one measure.
        dosing: the days of one substance, also those before and after the days compared.
        first_day: the ordinal of the first day that is compared, None for no limit.
        last_day: the ordinal of the last day that is compared, None for no limit.
    """
    rated = _between(rated, first_day, last_day)
    placed = distance.placed(rated.days, dosing)
    days, dose = rated.days[placed.included], placed.places == distance.DOSE_DAY
    values = rated.means[placed.included]
    found = _Included(days, values, dose, contrast.informative(days, dose), placed)
    refusal = _refusal(found)
    have, need, lacking = _lacking(found)
    told = None
    if refusal is None and lacking is None:
        told = contrast.weekday_adjusted(days, values, dose)
    if told is not None and _is_without_scatter(told):
        told, refusal = None, "no_scatter"
    difference = told.difference if told else None
    unrated_dose_days, unrated_other_days = _unrated(rated.days, dosing)
    return Comparison(
        verdict=_verdict(told),
        have=have,
        need=need,
        lacking=lacking,
        refusal=refusal,
        n_days=len(days),
        n_dose_days=found.n_dose,
        n_other_days=found.n_other,
        n_informative_dose_days=found.n_informative_dose,
        n_informative_other_days=found.n_informative_other,
        n_knowing=int((rated.knew[placed.included] & dose).sum()),
        n_unknown=int(placed.unknown.sum()),
        n_far=int(placed.far.sum()),
        estimate=difference.value if difference else None,
        low=difference.low if difference else None,
        high=difference.high if difference else None,
        r1=told.fitted.r1 if told else None,
        p=difference.p if difference else None,
        by_distance=_by_distance(found, told=told is not None),
        by_amount=_by_amount(found, dosing, told=told is not None),
        n_unrated_dose_days=unrated_dose_days,
        n_unrated_other_days=unrated_other_days,
    )


def settle(main: str | None, found: Mapping[str, Comparison]) -> dict[str, Comparison]:
    """Return the comparisons of a page, judged together.

    The main measure stands as it is. Every other is a hint and differs only if its p, adjusted by
    Benjamini and Hochberg for all hints of the page, is at most 0.05; else it cannot tell.

    Args:
        main: the key of the main measure, None where none was chosen or it is not on the page.
        found: each measure's comparison under its key.
    """
    hints = {key: each.p for key, each in found.items() if key != main and each.p is not None}
    settled = dict(found)
    if not hints:
        return settled
    adjusted = correlation.false_discovery(list(hints.values()))
    for key, p in zip(hints, adjusted, strict=True):
        if found[key].verdict == "differs_knowing" and p > LARGEST_P:
            settled[key] = replace(found[key], verdict="cannot_tell")
    return settled


def _between(rated: Rated, first_day: int | None, last_day: int | None) -> Rated:
    inside = np.ones(len(rated.days), dtype=np.bool_)
    if first_day is not None:
        inside &= rated.days >= first_day
    if last_day is not None:
        inside &= rated.days <= last_day
    return Rated(rated.measure, rated.days[inside], rated.means[inside], rated.knew[inside])


def _refusal(found: _Included) -> Refusal | None:
    """Return why more days of this kind would not do.

    In the first days of a journal every weekday is a weekday of its own, and a plan may begin
    with a dose on every day: nothing is said before there are days enough to see it.
    """
    if not found.n_other and found.n_dose >= FEWEST_OF_EACH:
        return "no_other_days"
    if len(found.days) < FEWEST_DAYS or not found.n_dose or not found.n_other:
        return None
    if contrast.is_fixed_by_weekday(found.days, found.dose):
        return "fixed_weekdays"
    return "before_after" if contrast.is_before_and_after(found.dose) else None


def _lacking(found: _Included) -> tuple[int, int, Lacking | None]:
    """Return what is there, what is needed and the name of the requirement that lacks most."""
    days: tuple[int, int, Lacking] = (len(found.days), FEWEST_DAYS, "days")
    requirements: list[tuple[int, int, Lacking]] = [
        (found.n_informative_dose, FEWEST_OF_EACH, "dose_days"),
        (found.n_informative_other, FEWEST_OF_EACH, "other_days"),
        days,
    ]
    if not found.n_other and (found.n_dose or not len(found.placed.included)):
        # nobody is told to leave out doses of what is taken every day
        requirements = [days]
    have, need, lacking = min(requirements, key=lambda each: each[0] / each[1])
    return (have, need, lacking) if have < need else (len(found.days), FEWEST_DAYS, None)


def _verdict(told: contrast.Contrast | None) -> Verdict:
    if told is None:
        return "not_enough"
    includes_none = told.difference.low <= 0 <= told.difference.high
    return "cannot_tell" if includes_none else "differs_knowing"


def _is_without_scatter(told: contrast.Contrast) -> bool:
    rounding = NEGLIGIBLE * float(np.abs(told.fitted.coefficients).max())
    return told.difference.high - told.difference.low <= rounding


def _unrated(rated: Days, dosing: Dosing) -> tuple[int, int]:
    """Return how many dose days and other days between the rated ones were not rated."""
    if not len(rated):
        return 0, 0
    every = np.arange(rated[0], rated[-1] + 1)
    missing = every[~np.isin(every, rated)]
    places = distance.placed(missing, dosing).places
    n_dose_days = int((places == distance.DOSE_DAY).sum())
    return n_dose_days, len(places) - n_dose_days


def _by_distance(found: _Included, *, told: bool) -> tuple[Group, ...]:
    means = group_means.adjusted if told else group_means.points
    return means(found.days, found.values, found.placed.places, distance.KEYS)


def _by_amount(found: _Included, dosing: Dosing, *, told: bool) -> tuple[Group, ...]:
    """Return the other days and the days of each amount, where there are several amounts."""
    several = [(key, days) for key, days in dosing.amounts if np.isin(days, found.days).any()]
    if len(several) < 2:
        return ()
    keys = (OTHER_DAYS, *(key for key, _days in several))
    # days of several amounts take part in the model at a place of their own, but are not told
    places = np.where(found.dose, len(keys), 0)
    for place, (_key, days) in enumerate(several, start=1):
        places[np.isin(found.days, days) & found.dose] = place
    if not told:
        return group_means.points(found.days, found.values, places, keys)
    return group_means.adjusted(found.days, found.values, places, keys, FEWEST_OF_EACH)
