"""The table of adverse effects: its columns, for scripts; the journal records none yet."""

from dosejournal.exchange.tidy import moments
from dosejournal.exchange.tidy.tables import Column, Table

TABLE = Table(
    "adverse_effects",
    "Unwanted effects, as the person sees them. The journal does not record them yet: the table "
    "has no rows, so that scripts need not change when it does.",
    (
        Column("record_id", "string", "Name of the row, the same in every export", required=True),
        Column("name", "string", "What it was, in the person's words", required=True),
        Column(
            "started_at",
            "string",
            "When it began, on the clock on the wall, with the offset from UTC; a day without a "
            "time where no more is known",
            pattern=moments.LOCAL,
        ),
        Column(
            "ended_at",
            "string",
            "When it ended, written as started_at; empty: it goes on, or its end is not known",
            pattern=moments.LOCAL,
        ),
        Column("severity", "string", "How bad it was, as the person sees it"),
        Column("relation", "string", "What it has to do with a dose, as the person sees it"),
        Column("note", "string", "The note, in the person's words"),
        moments.ZONE,
        moments.PRECISION,
        moments.RECORDED_AT,
        moments.ORIGIN,
    ),
)
