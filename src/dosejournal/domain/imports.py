"""What a file of another program would bring in, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from dosejournal.domain.clock import DEFAULT_DAY_START, Moment
from dosejournal.domain.entries import DoseStatus, Rating
from dosejournal.domain.measures import Measure


@dataclass(frozen=True, slots=True)
class ImportedCheckIn:
    """A check-in from a file; `source_key` tells it from every other row of its source.

    `rows` has, for each rating, the record of the file that states it: its number, its cells.
    """

    moment: Moment
    source_key: str
    source_row: str
    ratings: tuple[Rating, ...] = ()
    note: str = ""
    tags: tuple[str, ...] = ()
    mood_word: str | None = None
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedDose:
    """A dose event from a file; an unknown amount is None."""

    moment: Moment
    source_key: str
    source_row: str
    substance: str
    amount: str | None = None
    unit: str = ""
    estimated: bool = False
    plus_minus: str | None = None
    note: str = ""
    status: DoseStatus = "taken"


@dataclass(frozen=True, slots=True)
class HeldAside:
    """A row that is not taken over: its number (the header is record 1), why, and what it says."""

    row: int
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something the file cannot prove; `assumed` is used until the person answers.

    Where a wrong guess would do harm nothing is assumed, and the rows concerned wait aside.
    `options` are (value, label) pairs; without options any text of the right form is an answer.
    `examples` are cells of the file that the question is about, for the person alone to see.
    """

    key: str
    text: str
    assumed: str
    options: tuple[tuple[str, str], ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person said, or what holds for this journal, when a file is read.

    `given` holds the answer to each question by its key; `mood_levels` maps a mood word
    (case-folded) to a level from 1 to 5; `measures` and `substances`, by name, are those of the
    journal; `remembered` has what was answered about earlier files, by their format; rows that lie
    ahead of `now` are no history.
    """

    zone: str
    day_starts_at: time = DEFAULT_DAY_START
    given: Mapping[str, str] = field(default_factory=dict)
    mood_levels: Mapping[str, int] = field(default_factory=dict)
    measures: tuple[Measure, ...] = ()
    substances: tuple[str, ...] = ()
    remembered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that a file would bring in; nothing is written before the person agrees.

    `header` names the cells of rows held aside; `mood_words` are the words of the file that carry
    a mood, each with its level or None; `unknown` counts things of the file that have no place in
    a journal, by name; `answers` are those that held when it was read. With `by_moment` a check-in
    at whose moment the journal has one from the same source is that one, told again.
    """

    format: str
    source: str
    zone: str
    header: tuple[str, ...] = ()
    check_ins: tuple[ImportedCheckIn, ...] = ()
    doses: tuple[ImportedDose, ...] = ()
    held_aside: tuple[HeldAside, ...] = ()
    questions: tuple[Question, ...] = ()
    new_measures: tuple[Measure, ...] = ()
    mood_words: Mapping[str, int | None] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    by_moment: bool = False

    def beside(self, counts: "ImportCounts") -> "ImportPlan":
        """Return this plan with the rows that the journal contradicts held aside too."""
        held = sorted((*self.held_aside, *counts.held_aside), key=lambda row: row.row)
        return replace(self, held_aside=tuple(held))

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last journal day, or None where there is nothing to bring in."""
        days = [entry.moment.journal_day for entry in self.check_ins]
        days += [entry.moment.journal_day for entry in self.doses]
        return (min(days), max(days)) if days else None


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How much of a plan is new, and how much the journal has already.

    `duplicates` counts those that the person removed too, `removed_earlier` them alone.
    `completed` counts check-ins of the journal that gain ratings, tags or a note. `held_aside` are
    rows whose value the journal has otherwise. `same_time` counts new entries at whose very moment
    the journal has an entry of that kind: most likely the same history, brought in another way.
    """

    check_ins: int
    ratings: int
    dose_events: int
    notes: int
    tags: int
    duplicates: int
    same_time: int = 0
    removed_earlier: int = 0
    completed: int = 0
    held_aside: tuple[HeldAside, ...] = ()
