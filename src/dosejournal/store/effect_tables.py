"""The table of unwanted effects; `tables` has it too."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel


class AdverseEffect(SQLModel, table=True):
    """An unwanted effect as the person saw it; `at` is when it began.

    While it lasts it has no end. Its end is kept with the offset of the clock that was read.
    """

    __tablename__ = "adverse_effect"
    __table_args__ = (
        CheckConstraint("name <> ''", name="effect_has_a_name"),
        CheckConstraint(
            "severity IN ('noticed', 'bothered', 'stopped')", name="effect_severity_is_known"
        ),
        CheckConstraint(
            "relation IN ('', 'no', 'unsure', 'yes')", name="effect_relation_is_known"
        ),
        CheckConstraint(
            "(ended_at IS NULL) = (ended_offset_minutes IS NULL)", name="effect_end_has_its_clock"
        ),
        CheckConstraint("ended_at IS NULL OR ended_at >= at", name="effect_ends_after_it_begins"),
        CheckConstraint("time_precision = 'instant'", name="effect_has_its_time"),
        Index("adverse_effect_by_time", "at", "id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str
    severity: str
    needed_help: bool = False
    relation: str = ""
    at: datetime
    zone: str
    utc_offset_minutes: int
    journal_day: date
    time_precision: str = "instant"
    ended_at: datetime | None = None
    ended_offset_minutes: int | None = None
    note: str = ""
    recorded_at: datetime
    amended_at: datetime | None = None
    origin: str = "window"
