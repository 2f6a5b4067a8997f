"""What a person expects of a day, and how sure they are of it, said before the dose.

Our own two questions, of no validated scale: they compare a person with themselves. Source:
method notes, sections 2.2 and 2.3.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError
from dosejournal.i18n import _

FARTHEST_CHANGE = 50.0
SUREST = 100.0
STILL_BEFORE = timedelta(minutes=30)
"""What is said later than this after a dose was taken is no expectation any more."""


@dataclass(frozen=True, slots=True)
class ExpectancyDraft:
    """An expectation as it was said: `at` is aware, `measure` the key of one.

    `change` runs from −50, much worse, over 0, no difference, to +50, much better; `certainty`
    from 0 to 100.
    """

    at: datetime
    substance: str
    measure: str
    change: float
    certainty: float


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an entry says was expected; `change` from −50 to +50, `certainty` from 0 to 100."""

    substance: str
    discreet_label: str
    measure: str
    change: float
    certainty: float


def checked(draft: ExpectancyDraft) -> ExpectancyDraft:
    """Return the draft, or raise InputError where a number lies beyond its scale."""
    if not math.isfinite(draft.change) or abs(draft.change) > FARTHEST_CHANGE:
        raise InputError(
            _(
                "An expected change runs from −50 (much worse) to +50 (much better). "
                "Nothing was recorded; choose a value between."
            )
        )
    if not math.isfinite(draft.certainty) or not 0 <= draft.certainty <= SUREST:
        raise InputError(
            _("How sure you are runs from 0 to 100. Nothing was recorded; choose a value between.")
        )
    return draft


def can_be_asked(measure: Measure) -> bool:
    """Say whether a change of this measure can be expected on a scale of worse and better."""
    return measure.kind == "scale" and not measure.archived


def score(change: float) -> float:
    """Return the expectancy score x = X1 / 50, from −1 to 1 (section 2.3)."""
    return change / FARTHEST_CHANGE


def weighted(change: float, certainty: float) -> float:
    """Return the score weighted by certainty, x · X2 / 100, from −1 to 1 (section 2.3)."""
    return score(change) * certainty / SUREST


def in_unit(change: float, measure: Measure) -> float:
    """Return an expected change in the unit of a measure.

    The question has 100 points like the shipped scales; a scale of another length takes it in
    proportion, and one on which lower is better the other way round.
    """
    low, high = measure.minimum, measure.maximum
    length = 100.0 if low is None or high is None else high - low
    sign = -1.0 if measure.better == "lower" else 1.0
    return sign * change * length / 100.0
