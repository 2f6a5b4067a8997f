"""The table of what was expected before a dose."""

from collections.abc import Iterable, Iterator

from dosejournal.domain import expectancy
from dosejournal.domain.entries import Entry
from dosejournal.exchange.tidy import cells, moments
from dosejournal.exchange.tidy.tables import Column, Row, Table

TABLE = Table(
    "expectancies",
    "What the person expected of a substance on a day, said before the dose: at most one row a "
    "substance and journal day. The dose, or that there was none, is found by these two.",
    (
        Column("record_id", "string", "Name of the row, the same in every export", required=True),
        Column("substance", "string", "The substance, as the person named it", required=True),
        Column(
            "discreet_label", "string", "What the person has it called in front of others, if any"
        ),
        Column(
            "variable", "string", "Key of the measure that was expected to change", required=True
        ),
        Column(
            "expected_change",
            "number",
            "Expected change of that measure: -50 much worse, 0 no difference, 50 much better; "
            "better and worse as the person sees them, whichever way the scale runs",
            minimum=-expectancy.FARTHEST_CHANGE,
            maximum=expectancy.FARTHEST_CHANGE,
            required=True,
        ),
        Column(
            "certainty",
            "number",
            "How sure the person was: 0 not at all, 100 entirely",
            minimum=0,
            maximum=expectancy.SUREST,
            required=True,
        ),
        *moments.COLUMNS,
        moments.RECORDED_AT,
        moments.ORIGIN,
    ),
)


def rows(entries: Iterable[Entry]) -> Iterator[Row]:
    """Give the rows of expectations, in their order."""
    for entry in entries:
        said = entry.expectation
        if said is not None:
            yield {
                "record_id": f"e{entry.id}",
                "substance": said.substance,
                "discreet_label": said.discreet_label,
                "variable": said.measure,
                "expected_change": cells.number(said.change),
                "certainty": cells.number(said.certainty),
                **moments.when(entry.moment),
                "recorded_at": cells.instant(entry.recorded_at),
                "origin": entry.origin,
            }
