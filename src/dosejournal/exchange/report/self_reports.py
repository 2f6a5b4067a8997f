"""What the person filled in and noticed, in a report: questionnaires and effects."""

from dataclasses import dataclass
from datetime import date

from dosejournal.domain.adverse_effects import Severity


@dataclass(frozen=True, slots=True)
class FormChange:
    """How far a score is from an earlier one; None where its error is not known."""

    since: date
    points: int
    exceeds_error: bool | None


@dataclass(frozen=True, slots=True)
class FormRow:
    """A questionnaire as it was filled in; `told` is its score in words, `parts` those of halves.

    Without a score where an item was left out. `care` is the answer to the item about death or
    self-harm: None where it was left out or is not asked.
    """

    day: date
    answers: tuple[int | None, ...]
    score: int | None
    told: str
    parts: tuple[str, ...]
    band: str | None
    days_since_last: int | None
    since_first: FormChange | None
    since_last: FormChange | None
    care: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire and its fillings of the period, the oldest first, with its words whole.

    `care_item` is the place of the item about death or self-harm, from 1, where it asks one, and
    `leaves_out` says that it is a form without the one that another form has.
    """

    key: str
    name: str
    version: str
    stem: str
    items: tuple[str, ...]
    answers: tuple[str, ...]
    highest: int
    rows: tuple[FormRow, ...]
    care_item: int | None
    leaves_out: bool
    assumptions: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EffectRow:
    """An unwanted effect of the period, by its name: how often it began, and how bad it was.

    Of the `n` times, `n_timed` had a dose in the 24 hours before. `worst` is the highest severity,
    and `n_lasting` have no end in the record.
    """

    name: str
    n: int
    first_day: date
    last_day: date
    worst: Severity
    needed_help: int
    n_timed: int
    n_lasting: int
    relations: tuple[str, ...]
