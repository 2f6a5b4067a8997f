"""Loop Habit Tracker's marks, be they from its tables or its database: a habit on a day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from dosejournal.domain import amounts, notes, progress
from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportedDose, ImportPlan, Question
from dosejournal.errors import JournalError
from dosejournal.exchange.importers import taken
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.rows import HeldRows, Keys, Row, RowError, compact
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _

SOURCE = "loop-habits"
"""Of both forms: a mark has the same habit and day in each, so it comes in once."""

UNKNOWN, NO, YES_AUTO, YES_MANUAL, SKIP = -1, 0, 1, 2, 3
WORDS = {
    "UNKNOWN": UNKNOWN,
    "NO": NO,
    "YES_AUTO": YES_AUTO,
    "YES_MANUAL": YES_MANUAL,
    "SKIP": SKIP,
}
_NAMES = {value: word for word, value in WORDS.items()}
_LARGEST = 10**15


@dataclass(frozen=True, slots=True)
class Habit:
    """What is done or not, or counted in a unit."""

    name: str
    is_numeric: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a habit has on one day, as the program counts it: thousandths, where it is numeric."""

    row: Row
    habit: Habit
    day: date
    value: int
    note: str
    record: Any


@dataclass(slots=True)
class _Day:
    """Marks without a note of their own, on their way to one check-in."""

    on: date
    ratings: dict[str, Rating] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)


class Marks:
    """All marks of one file, on their way to a plan."""

    def __init__(self, answers: Answers, marks: Sequence[Mark], held: HeldRows) -> None:
        """Look at all of them; rows of the file that are none are in `held` already.

        Raises:
            ImportFileError: they are of more habits than a person keeps.
        """
        self._marks = marks
        self._held = held
        self._moments = Moments(answers)
        self._measures = FileMeasures(answers.measures, "Loop")
        self._things = taken.Things((mark.habit.name for mark in marks), answers)
        self._keys = Keys()
        self._days: dict[date, list[_Day]] = {}
        self._known_days: dict[date, Moment] = {}
        self._unknown: Counter[str] = Counter()

    def plan(
        self,
        file_format: str,
        header: tuple[str, ...],
        unknown: Counter[str],
        questions: tuple[Question, ...] = (),
    ) -> ImportPlan:
        """Return what they would bring in."""
        check_ins: list[ImportedCheckIn] = []
        doses: list[ImportedDose] = []
        for mark in progress.counted(self._marks):
            try:
                dose = self._dose(mark) if self._things.is_taken(mark.habit.name) else None
                if dose is not None:
                    doses.append(dose)
                elif mark.note:
                    check_ins.append(self._noted(mark))
                else:
                    self._gather(mark)
            except JournalError as reason:
                self._held.add(mark.row, reason)
        check_ins += [self._of_day(day) for days in self._days.values() for day in days]
        asked = (*questions, *self._things.questions())
        zone = self._moments.question()
        return ImportPlan(
            format=file_format,
            source=SOURCE,
            zone=self._moments.zone.key,
            by_moment=True,
            header=header,
            check_ins=tuple(check_ins),
            doses=tuple(doses),
            held_aside=self._held.all(),
            questions=asked if zone is None else (*asked, zone),
            new_measures=self._measures.new,
            unknown=dict(+(unknown + self._unknown)),
            remarks=tuple(self._measures.remarks()),
        )

    def _gather(self, mark: Mark) -> None:
        """Put a mark into the check-in of its day; two habits of one name have one each."""
        self._at(mark.day)
        rating = self._rating(mark)
        if rating is None:
            self._count(mark)
            return
        days = self._days.setdefault(mark.day, [])
        if not days or rating.measure in days[-1].ratings:
            days.append(_Day(mark.day))
        days[-1].ratings[rating.measure] = rating
        days[-1].marks.append(mark)

    def _of_day(self, day: _Day) -> ImportedCheckIn:
        records = [mark.record for mark in day.marks]
        said = sorted(map(_said, day.marks))
        return ImportedCheckIn(
            moment=self._at(day.on),
            source_key=self._keys.of_parts((day.on.isoformat(), "", *said)),
            source_row=compact(records[0] if len(records) == 1 else records),
            ratings=tuple(day.ratings.values()),
            rows=tuple((mark.row.number, mark.row.cells) for mark in day.marks),
        )

    def _noted(self, mark: Mark) -> ImportedCheckIn:
        """Return a check-in of a mark and its note alone: the note is about that habit."""
        rating = self._rating(mark)
        if rating is None:
            self._count(mark)
        tags = () if rating is not None else (notes.name(mark.habit.name),)
        note = notes.note(mark.note)
        return ImportedCheckIn(
            moment=self._at(mark.day),
            source_key=self._keys.of_parts((mark.day.isoformat(), note, _said(mark))),
            source_row=compact(mark.record),
            ratings=() if rating is None else (rating,),
            note=note,
            tags=tags,
            rows=() if rating is None else ((mark.row.number, mark.row.cells),),
        )

    def _rating(self, mark: Mark) -> Rating | None:
        """Return what a mark rates; what was not due, skipped or left open rates nothing."""
        habit = mark.habit
        # what is taken is no measure too, on days without a dose
        if mark.value in (UNKNOWN, SKIP) or self._things.is_taken(habit.name):
            return None
        if habit.is_numeric:
            measure = self._measures.fitting(habit.name, unit=habit.unit)
            return Rating(measure.key, measure.check(float(_counted(mark))))
        if mark.value == YES_AUTO:
            return None
        if mark.value not in (NO, YES_MANUAL):
            raise RowError(_("Its value is none of a habit that is done or not."))
        measure = self._measures.fitting(habit.name, "yes_no", 0.0, 1.0)
        return Rating(measure.key, measure.check(1.0 if mark.value == YES_MANUAL else 0.0))

    def _dose(self, mark: Mark) -> ImportedDose | None:
        """Return the dose that a mark records: taken or skipped, or none of the two."""
        habit = mark.habit
        status: Literal["taken", "skipped"] = "taken"
        amount = None
        if mark.value == SKIP:
            status = "skipped"
        elif habit.is_numeric and _counted(mark) > 0:
            amount = taken.amount(_counted(mark))
        elif habit.is_numeric or mark.value != YES_MANUAL:
            return None
        return ImportedDose(
            moment=self._at(mark.day),
            source_key=self._keys.of_parts((mark.day.isoformat(), habit.name.casefold())),
            source_row=compact(mark.record),
            substance=notes.name(habit.name),
            amount=amount,
            unit=amounts.unit(habit.unit) if amount is not None else "",
            note=notes.note(mark.note),
            status=status,
        )

    def _at(self, day: date) -> Moment:
        # each day has as many marks as there are habits
        if day not in self._known_days:
            self._known_days[day] = self._moments.at(day)
        return self._known_days[day]

    def _count(self, mark: Mark) -> None:
        self._unknown[_NAMES.get(mark.value, str(mark.value))] += 1


def _counted(mark: Mark) -> Decimal:
    if not 0 <= mark.value <= _LARGEST:
        raise RowError(_("Its value cannot be read."))
    return Decimal(mark.value) / 1000


def _said(mark: Mark) -> str:
    return f"{mark.habit.name.casefold()}={mark.value}"
