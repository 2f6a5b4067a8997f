"""The columns that say when something was, and how it came into the journal."""

from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import Entry
from dosejournal.exchange.tidy import cells
from dosejournal.exchange.tidy.tables import Column, Row

LOCAL = r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d(:\d\d)?)?$"
"""A day, or a time on the wall with its offset from UTC."""

PRECISION = Column(
    "time_precision",
    "string",
    "How exactly the time is known",
    values={
        "instant": "To the second",
        "part_of_day": "A part of the day, such as the evening, which is not written; "
        "the local time is a day",
        "day": "The day alone; the local time is a day",
    },
    required=True,
)
ZONE = Column("tz", "string", "Time zone: its IANA name, or its offset where it has no name")

COLUMNS: tuple[Column, ...] = (
    Column(
        "time_local",
        "string",
        "When it was, on the clock on the wall, with the offset from UTC; a day without a time "
        "where no more is known",
        pattern=LOCAL,
        required=True,
    ),
    Column("time_utc", "datetime", "The same in UTC; empty where only the day is known"),
    ZONE,
    Column("utc_offset_minutes", "integer", "Offset of the local time from UTC", unit="min"),
    Column(
        "journal_day",
        "date",
        "The day it belongs to: before the hour at which the journal day starts it is still the "
        "day before",
        required=True,
    ),
    PRECISION,
)

RECORDED_AT = Column(
    "recorded_at", "datetime", "When it was written down, in UTC: later than its time if backdated"
)
ORIGIN = Column(
    "origin",
    "string",
    "How it came into the journal",
    values={
        "window": "Recorded in the window",
        "terminal": "Recorded in the terminal",
        "import": "Brought in from a file of another program",
        "demo": "Invented, for a demo journal",
    },
)
RECORDED: tuple[Column, ...] = (
    RECORDED_AT,
    Column("amended_at", "datetime", "When it was last amended, in UTC; empty: never"),
    ORIGIN,
    Column("source", "string", "The program it was brought in from; empty: this one"),
    Column("source_ref", "string", "What names it in that program or its file"),
)


def local(moment: Moment) -> str:
    """Return a moment on the wall with its offset, to the second; the day if no more is known."""
    if moment.precision == "instant":
        return moment.local.isoformat(timespec="seconds")
    return moment.journal_day.isoformat()


def when(moment: Moment) -> Row:
    """Return the cells of `COLUMNS`."""
    return {
        "time_local": local(moment),
        "time_utc": cells.instant(moment.at if moment.precision == "instant" else None),
        "tz": moment.zone,
        "utc_offset_minutes": cells.whole(moment.utc_offset_minutes),
        "journal_day": moment.journal_day.isoformat(),
        "time_precision": moment.precision,
    }


def recorded(entry: Entry) -> Row:
    """Return the cells of `RECORDED`."""
    return {
        "recorded_at": cells.instant(entry.recorded_at),
        "amended_at": cells.instant(entry.amended_at),
        "origin": entry.origin,
        "source": entry.source or "",
        "source_ref": entry.source_key or "",
    }
