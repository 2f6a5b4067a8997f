"""The table of what the columns of other people's tables hold; `tables` has it with all others."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class ColumnPreset(SQLModel, table=True):
    """What the person said once of the columns of a table, under a name.

    `columns` and `answers` are JSON: the names of columns, and the answers by the keys of their
    questions. Nothing that stands in a table is kept.
    """

    __tablename__ = "column_preset"

    name: str = Field(primary_key=True)
    columns: str
    answers: str
    kept_at: datetime
