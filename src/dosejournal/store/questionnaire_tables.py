"""The tables of questionnaires that were filled in, and of one's own; `tables` has them too."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel


class QuestionnaireResponse(SQLModel, table=True):
    """A questionnaire as it was filled in.

    `answers` is a JSON list with a number for each item, null where it was left out; with one
    left out there is no score. `acknowledged_at` is when the person closed the page with help
    that an answer about death or self-harm is met with.
    """

    __tablename__ = "questionnaire_response"
    __table_args__ = (
        CheckConstraint(
            "json_valid(answers) AND json_type(answers) = 'array'", name="answers_are_a_list"
        ),
        CheckConstraint("score IS NULL OR score >= 0", name="score_is_a_sum"),
        CheckConstraint(
            "score IS NULL OR instr(answers, 'null') = 0", name="no_score_where_an_item_is_missing"
        ),
        CheckConstraint("difficulty IS NULL OR difficulty >= 0", name="difficulty_is_an_answer"),
        CheckConstraint("time_precision = 'instant'", name="response_has_its_time"),
        Index("questionnaire_response_by_time", "at", "id"),
        Index("questionnaire_response_by_instrument", "instrument", "at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    instrument: str
    version: str
    answers: str
    difficulty: int | None = None
    score: int | None = None
    at: datetime
    zone: str
    utc_offset_minutes: int
    journal_day: date
    time_precision: str = "instant"
    note: str = ""
    recorded_at: datetime
    amended_at: datetime | None = None
    origin: str = "window"
    acknowledged_at: datetime | None = None


class OwnQuestionnaire(SQLModel, table=True):
    """A questionnaire of the person's own: `key` follows from its words, which never change.

    `items` and `answers` are JSON lists of texts; an answer counts its place, from 0.
    """

    __tablename__ = "own_questionnaire"
    __table_args__ = (
        CheckConstraint(
            "json_valid(items) AND json_type(items) = 'array' AND json_array_length(items) > 0",
            name="own_items_are_a_list",
        ),
        CheckConstraint(
            "json_valid(answers) AND json_type(answers) = 'array' "
            "AND json_array_length(answers) > 1",
            name="own_answers_are_a_list",
        ),
    )

    key: str = Field(primary_key=True)
    name: str
    stem: str
    items: str
    answers: str
    added_at: datetime
    archived: bool = False
