"""What a person records: drafts on their way in, entries on their way out."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

from dosejournal.domain import adverse_effects, responses
from dosejournal.domain.adverse_effects import Effect
from dosejournal.domain.clock import Moment
from dosejournal.domain.expectancy import Expectation
from dosejournal.domain.responses import Response

EntryKind = Literal[
    "check_in", "dose_event", "expectancy", "questionnaire_response", "adverse_effect"
]
DoseStatus = Literal["taken", "late", "skipped", "missed", "extra"]


@dataclass(frozen=True, slots=True)
class CheckInDraft:
    """A check-in as filled in: `at` is aware; a measure that is not rated is absent."""

    at: datetime
    ratings: dict[str, float] = field(default_factory=dict)
    note: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedRef:
    """Which planned dose is meant: the version of the regimen, and the time on the wall."""

    regimen_id: int
    wall: datetime


@dataclass(frozen=True, slots=True)
class DoseDraft:
    """A dose as filled in: amounts are decimal text as typed, None where unknown.

    `planned` names the planned dose it is for. Without one, a dose that is simply "taken" closes
    the planned dose it is nearest to; any other status is kept as it is said.
    """

    at: datetime
    substance: str
    amount: str | None = None
    unit: str = ""
    estimated: bool = False
    plus_minus: str | None = None
    note: str = ""
    status: DoseStatus = "taken"
    planned: PlannedRef | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """One rated value; the raw fields hold what another program wrote, on its own scale."""

    measure: str
    value: float
    raw_value: float | None = None
    raw_minimum: float | None = None
    raw_maximum: float | None = None
    raw_text: str | None = None


@dataclass(frozen=True, slots=True)
class Dose:
    """What a dose event says of the dose."""

    substance: str
    discreet_label: str
    status: DoseStatus
    amount: str | None
    unit: str
    estimated: bool
    plus_minus: str | None
    planned_at: str | None = None  # ISO 8601 with the offset it had where the dose was recorded
    late_by_minutes: int | None = None
    reason: str = ""
    regimen_id: int | None = None
    planned_wall: str | None = None  # the same on the wall, as the plan has it

    @property
    def planned(self) -> PlannedRef | None:
        """The planned dose it was for."""
        if self.regimen_id is None or self.planned_wall is None:
            return None
        return PlannedRef(self.regimen_id, datetime.fromisoformat(self.planned_wall))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline, with all of it: what was recorded of one kind at one moment."""

    kind: EntryKind
    id: int
    moment: Moment
    note: str
    recorded_at: datetime
    amended_at: datetime | None
    origin: str
    source: str | None
    ratings: tuple[Rating, ...] = ()
    tags: tuple[str, ...] = ()
    mood_word: str | None = None
    dose: Dose | None = None
    expectation: Expectation | None = None
    response: Response | None = None
    effect: Effect | None = None
    source_key: str | None = None  # what names it in the source it was brought in from


def record(entry: Entry) -> dict[str, Any]:
    """Return an entry as plain JSON values: the form of `list --json`, which README promises."""
    moment = entry.moment
    common = {
        "kind": entry.kind,
        "id": entry.id,
        "at": moment.text,
        "zone": moment.zone,
        "utc_offset_minutes": moment.utc_offset_minutes,
        "journal_day": moment.journal_day.isoformat(),
        "time_precision": moment.precision,
    }
    if entry.dose is not None:
        own = asdict(entry.dose)
    elif entry.expectation is not None:
        own = asdict(entry.expectation)
    elif entry.response is not None:
        own = responses.record(entry.response)
    elif entry.effect is not None:
        own = adverse_effects.record(entry.effect)
    else:
        own = {
            "ratings": {rating.measure: rating.value for rating in entry.ratings},
            "raw_ratings": {
                rating.measure: _raw(rating) for rating in entry.ratings if _is_raw(rating)
            },
            "tags": list(entry.tags),
            "mood_word": entry.mood_word,
        }
    return {
        **common,
        **own,
        "note": entry.note,
        "recorded_at": entry.recorded_at.isoformat(),
        "amended_at": entry.amended_at.isoformat() if entry.amended_at else None,
        "origin": entry.origin,
        "source": entry.source,
    }


def _is_raw(rating: Rating) -> bool:
    return rating.raw_value is not None or rating.raw_text is not None


def _raw(rating: Rating) -> dict[str, Any]:
    return {
        "value": rating.raw_value,
        "minimum": rating.raw_minimum,
        "maximum": rating.raw_maximum,
        "text": rating.raw_text,
    }
