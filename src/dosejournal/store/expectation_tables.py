"""The tables of what is expected, remembered and chosen; `tables` has them with all others."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class Expectancy(SQLModel, table=True):
    """What the person expected of a journal day for one measure, said before the dose.

    The dose, or that there was none, is found by substance and journal day.
    """

    __tablename__ = "expectancy"
    __table_args__ = (
        CheckConstraint("expected_change BETWEEN -50 AND 50", name="expected_change_is_on_scale"),
        CheckConstraint("certainty BETWEEN 0 AND 100", name="certainty_is_on_scale"),
        CheckConstraint("time_precision = 'instant'", name="expectancy_has_its_time"),
        UniqueConstraint("substance_id", "journal_day", name="one_expectancy_a_day"),
        Index("expectancy_by_time", "at", "id"),
        Index("expectancy_by_measure", "measure", "journal_day"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    substance_id: int = Field(foreign_key="substance.id", ondelete="RESTRICT")
    measure: str = Field(foreign_key="measure.key", ondelete="RESTRICT")
    expected_change: float
    certainty: float
    at: datetime
    zone: str
    utc_offset_minutes: int
    journal_day: date
    time_precision: str = "instant"
    recorded_at: datetime
    origin: str = "window"


class MainMeasureRow(SQLModel, table=True):
    """Which measure was chosen as the main one, and when; the newest row holds."""

    __tablename__ = "main_measure"

    id: int | None = Field(default=None, primary_key=True)
    measure: str = Field(foreign_key="measure.key", ondelete="RESTRICT")
    chosen_on: date
    chosen_at: datetime


class LookBack(SQLModel, table=True):
    """What a week was remembered as; without a value it was asked and not answered."""

    __tablename__ = "look_back"
    __table_args__ = (CheckConstraint("abs(value) < 1e300", name="look_back_is_finite"),)

    week: date = Field(primary_key=True)
    measure: str = Field(foreign_key="measure.key", ondelete="RESTRICT")
    value: float | None = None
    at: datetime
    zone: str
    utc_offset_minutes: int
    journal_day: date


class Choice(SQLModel, table=True):
    """What the person chose about one thing, and when; the newest row of a name holds."""

    __tablename__ = "choice"
    __table_args__ = (
        CheckConstraint(
            "name IN ('rate_first', 'ask_expectation', 'topics', 'cards', "
            "'low_mood_form', 'remind_questionnaires', 'measurement_error')",
            name="choice_is_known",
        ),
        Index("choice_by_name", "name", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str
    value: str
    chosen_at: datetime


class CardShown(SQLModel, table=True):
    """That an evidence card was shown, at which moment, and what the person did with it."""

    __tablename__ = "card_shown"
    __table_args__ = (
        CheckConstraint("answer IN ('', 'dismissed', 'less_often')", name="card_answer_is_known"),
    )

    id: int | None = Field(default=None, primary_key=True)
    card: str
    moment: str
    at: datetime
    journal_day: date
    answer: str = ""
