"""The tables of the journal file, also those that stand in files of their own beside it.

SQLModel tables validate nothing when a row is made: rules live in `domain`, and the constraints
here are the last line. Every constraint has a name, so that a later schema can change it.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from dosejournal.store.effect_tables import AdverseEffect
from dosejournal.store.expectation_tables import (
    CardShown,
    Choice,
    Expectancy,
    LookBack,
    MainMeasureRow,
)
from dosejournal.store.help_tables import HelpContact, HelpPlace
from dosejournal.store.import_tables import ColumnPreset
from dosejournal.store.questionnaire_tables import OwnQuestionnaire, QuestionnaireResponse
from dosejournal.store.regimen_tables import (
    RegimenPause,
    RegimenRow,
    RegimenStep,
    Reminder,
    ReminderAnswer,
)

__all__ = [
    "AdverseEffect",
    "CardShown",
    "CheckIn",
    "CheckInTag",
    "Choice",
    "ColumnPreset",
    "DoseEvent",
    "Expectancy",
    "HelpContact",
    "HelpPlace",
    "JournalInfo",
    "LookBack",
    "MainMeasureRow",
    "MeasureRow",
    "MoodWord",
    "OwnQuestionnaire",
    "QuestionnaireResponse",
    "Rating",
    "RegimenPause",
    "RegimenRow",
    "RegimenStep",
    "Reminder",
    "ReminderAnswer",
    "Revision",
    "Substance",
    "Tag",
]

_PRECISION = "time_precision IN ('instant', 'part_of_day', 'day')"


class JournalInfo(SQLModel, table=True):
    """What holds for the whole journal; one row."""

    __tablename__ = "journal_info"
    __table_args__ = (
        CheckConstraint("id = 1", name="journal_info_is_one_row"),
        CheckConstraint("day_starts_at BETWEEN 0 AND 1439", name="day_start_is_a_minute_of_a_day"),
    )

    id: int = Field(default=1, primary_key=True)
    day_starts_at: int
    home_zone: str
    created_at: datetime


class MeasureRow(SQLModel, table=True):
    """One thing that is rated; see `domain.measures.Measure`."""

    __tablename__ = "measure"
    __table_args__ = (
        CheckConstraint("kind IN ('scale', 'number', 'yes_no')", name="measure_kind_is_known"),
        CheckConstraint("better IN ('higher', 'lower', 'neither')", name="better_is_known"),
        CheckConstraint(
            "minimum IS NULL OR maximum IS NULL OR minimum < maximum", name="scale_has_a_length"
        ),
    )

    key: str = Field(primary_key=True)
    name: str
    kind: str
    low_anchor: str = ""
    high_anchor: str = ""
    minimum: float | None = None
    maximum: float | None = None
    words: str = "[]"
    unit: str = ""
    better: str = "higher"
    position: int = 0
    archived: bool = False


class CheckIn(SQLModel, table=True):
    """One moment at which the person said how they were."""

    __tablename__ = "check_in"
    __table_args__ = (
        CheckConstraint(_PRECISION, name="check_in_precision_is_known"),
        UniqueConstraint("source", "source_key", name="check_in_comes_in_once"),
        Index("check_in_by_time", "at", "id"),
        Index("check_in_by_day", "journal_day"),
        # a removed entry's number is never given again: its revisions are kept under it
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    zone: str
    utc_offset_minutes: int
    journal_day: date
    time_precision: str = "instant"
    note: str = ""
    mood_word: str | None = None
    recorded_at: datetime
    amended_at: datetime | None = None
    origin: str = "window"
    source: str | None = None
    source_key: str | None = None
    source_row: str | None = None


class Rating(SQLModel, table=True):
    """The value given to one measure in one check-in; what is not rated has no row."""

    __tablename__ = "rating"
    __table_args__ = (
        CheckConstraint("abs(value) < 1e300", name="rating_is_finite"),
        Index("rating_by_measure", "measure", "check_in_id", "value"),
    )

    check_in_id: int = Field(foreign_key="check_in.id", ondelete="CASCADE", primary_key=True)
    measure: str = Field(foreign_key="measure.key", primary_key=True)
    value: float
    raw_value: float | None = None
    raw_minimum: float | None = None
    raw_maximum: float | None = None
    raw_text: str | None = None


class Tag(SQLModel, table=True):
    """A word for context, as the person names it."""

    __tablename__ = "tag"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class CheckInTag(SQLModel, table=True):
    """A tag on a check-in."""

    __tablename__ = "check_in_tag"
    __table_args__ = (Index("check_in_tag_by_tag", "tag_id", "check_in_id"),)

    check_in_id: int = Field(foreign_key="check_in.id", ondelete="CASCADE", primary_key=True)
    tag_id: int = Field(foreign_key="tag.id", ondelete="RESTRICT", primary_key=True)


class Substance(SQLModel, table=True):
    """What is taken, as the person names it."""

    __tablename__ = "substance"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    discreet_label: str = ""
    unit: str = ""
    prescribed: bool = False
    archived: bool = False


class DoseEvent(SQLModel, table=True):
    """A dose taken, or skipped by choice; an unknown amount is empty, never 0."""

    __tablename__ = "dose_event"
    __table_args__ = (
        CheckConstraint(_PRECISION, name="dose_event_precision_is_known"),
        CheckConstraint(
            "status IN ('taken', 'late', 'skipped', 'missed', 'extra')",
            name="dose_status_is_known",
        ),
        CheckConstraint("amount IS NULL OR amount <> ''", name="unknown_amount_is_null"),
        UniqueConstraint("source", "source_key", name="dose_event_comes_in_once"),
        Index("dose_event_by_time", "at", "id"),
        CheckConstraint(
            "(planned_at IS NULL) = (regimen_id IS NULL)", name="planned_at_is_of_a_regimen"
        ),
        Index("dose_event_by_substance", "substance_id", "at"),
        Index(
            "dose_event_by_planned",
            "planned_at",
            "regimen_id",
            unique=True,
            sqlite_where=text("planned_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    substance_id: int = Field(foreign_key="substance.id", ondelete="RESTRICT")
    status: str = "taken"
    at: datetime
    zone: str
    utc_offset_minutes: int
    journal_day: date
    time_precision: str = "instant"
    amount: str | None = None
    unit: str = ""
    estimated: bool = False
    plus_minus: str | None = None
    note: str = ""
    recorded_at: datetime
    amended_at: datetime | None = None
    origin: str = "window"
    source: str | None = None
    source_key: str | None = None
    source_row: str | None = None
    # the planned dose this one was for: the version of the regimen that foresaw it, and the time
    # on the wall as the plan has it, whichever zone the person was in: "2026-03-01T20:00"
    regimen_id: int | None = Field(default=None, foreign_key="regimen.id", ondelete="RESTRICT")
    planned_at: str | None = None
    reason: str = ""


class Revision(SQLModel, table=True):
    """An entry as it was before it was amended or removed, and when that happened."""

    __tablename__ = "revision"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('check_in', 'dose_event', 'expectancy', 'questionnaire_response', "
            "'adverse_effect')",
            name="revision_kind_is_known",
        ),
        CheckConstraint("act IN ('amended', 'removed')", name="revision_act_is_known"),
        Index("revision_by_entry", "kind", "entry_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    entry_id: int
    act: str
    changed_at: datetime
    before: str


class MoodWord(SQLModel, table=True):
    """The level that the person gave to another program's word for a mood."""

    __tablename__ = "mood_word"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 5", name="mood_level_is_one_of_five"),)

    source: str = Field(primary_key=True)
    word: str = Field(primary_key=True)
    level: int
