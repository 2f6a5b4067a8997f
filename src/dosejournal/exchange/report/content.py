"""What a report says, as plain values: the same for the page, for JSON and for the tests.

Days are dates, numbers are in the unit of their measure, shares are from 0 to 1. What is not
known is None, never 0.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from dosejournal.domain.adverse_effects import Severity
from dosejournal.exchange.report.options import Options


@dataclass(frozen=True, slots=True)
class Header:
    """Whose report it is, and of which days; `n_days_with_data` have a check-in or a dose."""

    written_at: datetime
    program: str
    name: str
    birth_year: int | None
    first_day: date
    last_day: date
    n_days: int
    n_days_with_data: int


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is taken, by one of its plans or without any.

    `schedule` is the plan in words, empty without one. `due` counts planned doses that are due,
    `taken` those of them taken in time or late, `low` and `high` are the Wilson 95 % interval of
    that share, `missed` those said to be missed and `not_recorded` those without a word. `since`
    is when the plan began, `last_change` when it changed last, None if it never did. `n_doses`
    are all doses of this substance taken in the period, on `n_dose_days` days; a line that
    `is_further` is of the same substance as the one before. `if_taken` is the share if all that
    was not recorded had been taken.
    """

    label: str
    prescribed: bool
    n_doses: int
    n_dose_days: int
    n_unknown: int
    n_estimated: int
    last_dose: date | None
    schedule: str = ""
    state: str = ""
    since: date | None = None
    last_change: date | None = None
    due: int = 0
    taken: int = 0
    late: int = 0
    skipped: int = 0
    missed: int = 0
    not_recorded: int = 0
    extra: int = 0
    days_paused: int = 0
    is_further: bool = False
    share: float | None = None
    low: float | None = None
    high: float | None = None
    if_taken: float | None = None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A day on which a plan began or changed, with what it says from then on."""

    day: date
    label: str
    is_first: bool
    schedule: str


@dataclass(frozen=True, slots=True)
class DayMean:
    """The mean of a rated day and the number of its ratings."""

    day: date
    mean: float
    n: int


@dataclass(frozen=True, slots=True)
class DayRange:
    """The seven-day mean at a rated day, with its 95 % interval; `breaks` where a gap precedes."""

    day: date
    mean: float
    low: float
    high: float
    breaks: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """One measure over the period.

    `points` are (place, value) of every rating, a place being days since the first day of the
    period, with the part of the day gone by. Counts are those of `trend --json`.
    """

    key: str
    name: str
    kind: str
    unit: str
    low_anchor: str
    high_anchor: str
    is_main: bool
    minimum: float
    maximum: float
    points: tuple[tuple[float, float], ...]
    days: tuple[DayMean, ...]
    rolling: tuple[DayRange, ...]
    n_days: int
    n_missing: int
    n_dose_days: int
    n_knowing: int
    n_expected: int
    expected_mean: float | None
    expected_certainty: float | None
    r1: float | None
    width_factor: float


@dataclass(frozen=True, slots=True)
class DoseMark:
    """A dose on a strip: its place in days since the first day of the period, and its state."""

    place: float
    state: str


@dataclass(frozen=True, slots=True)
class DoseRow:
    """The doses of one substance along the days."""

    label: str
    marks: tuple[DoseMark, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Dose days against other days: the verdict in words, and the numbers of `compare --json`."""

    measure: str
    substance: str
    headline: str
    sentences: tuple[str, ...]
    numbers: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the record cannot carry; counts of the period unless said otherwise.

    `n_rated_dose_days` and `n_knowing` are of the first chart. Removed are entries of any kind; of
    `n_untimed` no time of day is known. `n_in_sight` of `n_sight` check-ins
    of the whole journal were rated with doses and earlier ratings in sight.
    """

    main_measure: str | None
    n_rated_dose_days: int
    n_knowing: int
    n_expected: int
    expected_mean: float | None
    expected_certainty: float | None
    n_days: int
    n_missing: int
    n_check_ins: int
    n_dose_events: int
    n_back_dated: int
    n_amended: int
    n_removed: int
    n_imported: int
    n_untimed: int
    n_measures: int
    n_in_sight: int
    n_sight: int


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


@dataclass(frozen=True, slots=True)
class Note:
    """A note that the person chose to show, with the moment it is about."""

    day: date
    time: str
    text: str


@dataclass(frozen=True, slots=True)
class DayState:
    """What became of the planned doses of a day: see `adherence_days`."""

    day: date
    state: str


@dataclass(frozen=True, slots=True)
class ReportContent:
    """All that a report says."""

    options: Options
    header: Header
    items: tuple[Item, ...]
    plan_changes: tuple[PlanChange, ...]
    charts: tuple[Chart, ...]
    dose_rows: tuple[DoseRow, ...]
    verdict: Verdict | None
    limits: Limits
    calendar: tuple[DayState, ...]
    notes: tuple[Note, ...]
    forms: tuple[Form, ...]
    effects: tuple[EffectRow, ...]
    key: tuple[tuple[str, str], ...]


def record(content: ReportContent) -> dict[str, Any]:
    """Return it as plain JSON values: the form of `report --json`, which README promises."""
    values: dict[str, Any] = _plain(asdict(content))
    options = values["options"]
    for name in ("sections", "notes"):
        options[name] = sorted(options[name])
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(each) for each in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value
