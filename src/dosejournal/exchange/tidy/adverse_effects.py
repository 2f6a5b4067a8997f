"""The table of unwanted effects, a row each."""

from collections.abc import Iterable, Iterator

from dosejournal.domain.entries import Entry
from dosejournal.exchange.tidy import cells, moments
from dosejournal.exchange.tidy.tables import Column, Row, Table

TABLE = Table(
    "adverse_effects",
    "Unwanted effects, as the person sees them, a row each. That one began after a dose does not "
    "say what it came from.",
    (
        Column("record_id", "string", "Name of the row, the same in every export", required=True),
        Column("name", "string", "What it was, in the person's words", required=True),
        Column(
            "started_at",
            "string",
            "When it began, on the clock on the wall, with the offset from UTC",
            pattern=moments.LOCAL,
            required=True,
        ),
        Column(
            "ended_at",
            "string",
            "When it ended, written as started_at; empty: it goes on, or its end is not known",
            pattern=moments.LOCAL,
        ),
        Column(
            "severity",
            "string",
            "How bad it was, as the person sees it",
            values={
                "noticed": "Noticed it (mild)",
                "bothered": "It bothered them (moderate)",
                "stopped": "It stopped them (severe)",
            },
            required=True,
        ),
        Column("needed_help", "boolean", "Whether help was needed", required=True),
        Column(
            "relation",
            "string",
            "Whether the person connects it with something they take; empty: they did not say",
            values={"no": "No", "unsure": "Perhaps", "yes": "Yes"},
        ),
        Column("note", "string", "The note, in the person's words"),
        moments.ZONE,
        moments.PRECISION,
        moments.RECORDED_AT,
        Column("amended_at", "datetime", "When it was last amended, in UTC; empty: never"),
        moments.ORIGIN,
    ),
)


def rows(entries: Iterable[Entry]) -> Iterator[Row]:
    """Give the rows of unwanted effects, in their order."""
    for entry in entries:
        said = entry.effect
        if said is None:
            continue
        ended = said.ended_at
        yield {
            "record_id": f"a{entry.id}",
            "name": said.name,
            "started_at": moments.local(entry.moment),
            "ended_at": "" if ended is None else ended.isoformat(timespec="seconds"),
            "severity": said.severity,
            "needed_help": cells.truth(said.needed_help),
            "relation": said.relation,
            "note": entry.note,
            "tz": entry.moment.zone,
            "time_precision": entry.moment.precision,
            "recorded_at": cells.instant(entry.recorded_at),
            "amended_at": cells.instant(entry.amended_at),
            "origin": entry.origin,
        }
