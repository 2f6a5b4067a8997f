"""What became of planned doses: which one a dose closes, and how each stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Literal

from dosejournal.domain import clock
from dosejournal.domain.entries import DoseStatus
from dosejournal.domain.regimens import PlannedDose

PlanStatus = Literal["planned", "due", "overdue", "taken", "late", "skipped", "missed", "extra"]

# how long after its time a dose of the journal day before can still be the one that is taken
_STILL_THE_LAST_ONE = timedelta(hours=12)
# how long before its time a dose can be taken: one of this journal day, and one of the next
_EARLY = timedelta(hours=18)
_EARLY_FOR_TOMORROW = timedelta(hours=2)
_NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Kept:
    """What was recorded for a planned dose, or as extra: `at` is aware, in its own zone."""

    entry_id: int
    status: DoseStatus
    at: datetime
    recorded_at: datetime
    amount: str | None
    unit: str
    reason: str = ""
    estimated: bool = False
    plus_minus: str | None = None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of a plan: a planned dose and what became of it, or an extra dose.

    `at` is when it is planned for, aware; None for an extra dose. `late_by_minutes` is how long
    after that it was taken, or how long it has been due; 0 when before, None for all others.
    """

    substance: str
    discreet_label: str
    status: PlanStatus
    at: datetime | None
    late_by_minutes: int | None
    amount: str | None
    unit: str
    planned: PlannedDose | None
    kept: Kept | None

    @property
    def is_open(self) -> bool:
        """Whether nothing was recorded for it yet; a missed dose without a word is open too."""
        return self.kept is None


def line(dose: PlannedDose, kept: Kept | None, now: datetime, day_starts_at: time) -> PlanLine:
    """Return how a planned dose stands at `now`; its time on the wall is read in that zone."""
    status, late = _standing(dose, kept, now, day_starts_at)
    step = dose.step
    return PlanLine(
        substance=dose.regimen.substance,
        discreet_label=dose.regimen.discreet_label,
        status=status,
        at=clock.resolve(dose.wall, clock.zone_of(now)),
        late_by_minutes=late,
        amount=step.amount if step else None,
        unit=step.unit if step else "",
        planned=dose,
        kept=kept,
    )


def late_by(dose: PlannedDose, at: datetime) -> int:
    """Return how many whole minutes after its planned time `at` is; 0 when it is not after.

    Real time is counted: a night on which clocks are put forward makes nobody an hour late.
    """
    return max(_after(dose, at) // timedelta(minutes=1), 0)


def status_of(dose: PlannedDose, at: datetime) -> DoseStatus:
    """Return "taken" for a dose taken within the window of its regimen or early, else "late"."""
    return "late" if late_by(dose, at) > dose.regimen.window_minutes else "taken"


def match(
    doses: Iterable[PlannedDose],
    at: datetime,
    day_starts_at: time,
    closed: Iterable[PlannedDose] = (),
) -> PlannedDose | None:
    """Return which of the open planned doses one that is taken at `at` closes, or None.

    The nearest within its own window; else the last one due in the same journal day; else the
    nearer of the last one of the day before, up to twelve hours ago, and the next one of this day,
    up to eighteen hours ahead. Where a `closed` one of its regimen is nearer, only what is overdue
    today may be meant: a dose that is recorded twice is not the next one, nor yesterday's.
    """
    today = clock.journal_day(clock.wall(at), day_starts_at)
    others = tuple(closed)
    away = sorted(
        ((dose, _after(dose, at)) for dose in doses if _can_be(dose, at, day_starts_at, others)),
        key=lambda found: (found[0].wall, found[0].regimen.series_id),
    )
    near = [found for found in away if abs(found[1]) <= _window(found[0])]
    of_today = [one for one in away if clock.journal_day(one[0].wall, day_starts_at) == today]
    due = [found for found in of_today if found[1] >= _NOTHING]
    yesterday = today - timedelta(days=1)
    before = [
        found
        for found in away
        if found[1] <= _STILL_THE_LAST_ONE
        and clock.journal_day(found[0].wall, day_starts_at) == yesterday
    ]
    # min takes the first of equals: of two as near, the earlier one
    candidates = near or due[-1:] or before[-1:] + of_today[:1]
    return min(candidates, key=lambda found: abs(found[1]))[0] if candidates else None


def record(found: PlanLine) -> dict[str, Any]:
    """Return a line as plain JSON values: the form of `today --json`, which README promises."""
    kept = found.kept
    taken = kept is not None and kept.status in ("taken", "late", "extra")
    return {
        "planned_at": found.at.isoformat() if found.at else None,
        "substance": found.substance,
        "amount": found.amount,
        "unit": found.unit,
        "status": found.status,
        "late_by_minutes": found.late_by_minutes,
        "discreet_label": found.discreet_label,
        "plan": found.planned.regimen.series_id if found.planned else None,
        "dose_event": kept.entry_id if kept else None,
        "taken_at": kept.at.isoformat() if kept and taken else None,
        "recorded_at": kept.recorded_at.isoformat() if kept else None,
        "taken_amount": kept.amount if kept and taken else None,
        "taken_unit": kept.unit if kept and taken else None,
        "reason": kept.reason if kept else "",
    }


def _standing(
    dose: PlannedDose, kept: Kept | None, now: datetime, day_starts_at: time
) -> tuple[PlanStatus, int | None]:
    if kept is not None:
        return kept.status, late_by(dose, kept.at) if kept.status in ("taken", "late") else None
    today = clock.journal_day(clock.wall(now), day_starts_at)
    if clock.journal_day(dose.wall, day_starts_at) < today:
        return "missed", None
    if _after(dose, now) < _NOTHING:
        return "planned", None
    late = late_by(dose, now)
    return ("overdue", late) if late > dose.regimen.window_minutes else ("due", late)


def _can_be(
    dose: PlannedDose, at: datetime, day_starts_at: time, closed: Iterable[PlannedDose]
) -> bool:
    """Say whether what is taken at `at` may be for an open planned dose, where none is nearer."""
    after = _after(dose, at)
    day = clock.journal_day(dose.wall, day_starts_at)
    today = clock.journal_day(clock.wall(at), day_starts_at)
    if day == today and after >= _NOTHING:
        return True
    if -after > (_EARLY if day == today else _EARLY_FOR_TOMORROW):
        return False
    return not any(
        other.regimen.series_id == dose.regimen.series_id
        and (away := abs(_after(other, at))) < abs(after)
        and (
            away <= _window(other) or clock.journal_day(other.wall, day_starts_at) in (day, today)
        )
        for other in closed
    )


def _window(dose: PlannedDose) -> timedelta:
    return timedelta(minutes=dose.regimen.window_minutes)


def _after(dose: PlannedDose, at: datetime) -> timedelta:
    """Return how long after its planned time `at` is, in real time."""
    return at.astimezone(UTC) - clock.resolve(dose.wall, clock.zone_of(at)).astimezone(UTC)
