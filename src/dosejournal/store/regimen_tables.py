"""The tables of plans and reminders; `tables` has them with all others."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel


class RegimenRow(SQLModel, table=True):
    """One version of a regimen; see `domain.regimens.Regimen`.

    All versions carry the number of the first one as `series_id`. Times on the wall are text, as
    "2026-03-01T20:00": a plan follows the clock wherever the person is.
    """

    __tablename__ = "regimen"
    __table_args__ = (
        CheckConstraint(
            "ends_at IS NULL OR starts_at <= ends_at", name="regimen_ends_after_it_starts"
        ),
        CheckConstraint(
            "window_minutes BETWEEN 0 AND 1440", name="regimen_window_is_within_a_day"
        ),
        Index("regimen_by_series", "series_id", "starts_at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    series_id: int
    substance_id: int = Field(foreign_key="substance.id", ondelete="RESTRICT")
    pattern: str
    times: str
    anchor: date
    starts_at: str
    ends_at: str | None = None
    window_minutes: int = 120
    remind: bool = True
    note: str = ""
    recorded_at: datetime


class RegimenStep(SQLModel, table=True):
    """The amount that a regimen foresees from a day on, as the person typed it."""

    __tablename__ = "regimen_step"
    __table_args__ = (
        CheckConstraint("amount IS NULL OR amount <> ''", name="unknown_step_is_null"),
    )

    regimen_id: int = Field(foreign_key="regimen.id", ondelete="CASCADE", primary_key=True)
    first_day: date = Field(primary_key=True)
    amount: str | None = None
    unit: str = ""


class RegimenPause(SQLModel, table=True):
    """A time on the wall in which a regimen foresees nothing; without an end it is paused now."""

    __tablename__ = "regimen_pause"
    __table_args__ = (
        CheckConstraint(
            "ends_at IS NULL OR starts_at <= ends_at", name="pause_ends_after_it_starts"
        ),
        Index("regimen_pause_by_series", "series_id", "starts_at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    series_id: int
    starts_at: str
    ends_at: str | None = None


class Reminder(SQLModel, table=True):
    """When the program reminds of one kind of thing; see `domain.reminders`."""

    __tablename__ = "reminder"
    __table_args__ = (
        CheckConstraint("key IN ('check_in', 'dose', 'prompt')", name="reminder_is_known"),
        CheckConstraint("per_day BETWEEN 1 AND 24", name="prompts_are_few"),
        CheckConstraint(
            "0 <= first_minute AND first_minute < last_minute AND last_minute <= 1440",
            name="prompts_lie_in_a_day",
        ),
    )

    key: str = Field(primary_key=True)
    enabled: bool = False
    weekdays: str = "mon,tue,wed,thu,fri,sat,sun"
    times: str = ""
    per_day: int = 3
    first_minute: int = 540
    last_minute: int = 1260
    seed: int = 0


class ReminderAnswer(SQLModel, table=True):
    """What became of one reminder: an occasion has one answer, wherever it was given."""

    __tablename__ = "reminder_answer"
    __table_args__ = (
        CheckConstraint(
            "answer IN ('shown', 'snoozed', 'skipped', 'recorded')",
            name="reminder_answer_is_known",
        ),
        CheckConstraint("(answer = 'snoozed') = (until IS NOT NULL)", name="snoozed_until_a_time"),
    )

    occasion: str = Field(primary_key=True)
    answer: str
    answered_at: datetime
    until: str | None = None
