"""The table of check-ins: one row a reading."""

from collections.abc import Iterable, Iterator

from dosejournal.domain.entries import Entry, Rating
from dosejournal.domain.measures import Measure
from dosejournal.exchange.tidy import cells, moments
from dosejournal.exchange.tidy.tables import Column, Row, Table

_VALUE_UNIT = "as column unit"

TABLE = Table(
    "observations",
    "What was observed at check-ins: one row for each rating, note, tag and mood word. "
    "What was not rated has no row.",
    (
        Column("record_id", "string", "Name of the row, the same in every export", required=True),
        Column(
            "check_in_id",
            "integer",
            "Number of the check-in: rows of one check-in share it",
            required=True,
        ),
        Column(
            "kind",
            "string",
            "What the row is",
            values={
                "rating": "A measure was rated; variable is its key, value_num what it was rated",
                "note": "A note was written: value_text",
                "tag": "A tag was set: value_text",
                "mood_word": "The word of another program for the mood: value_text",
            },
            required=True,
        ),
        Column(
            "variable",
            "string",
            "What was observed: the key of a measure, or else the kind. Measures have rows of "
            "their own in the codebook",
            required=True,
        ),
        Column(
            "value_num",
            "number",
            "What was rated, on the scale of the measure; empty for notes, tags and mood words",
            unit=_VALUE_UNIT,
        ),
        Column(
            "value_text",
            "string",
            "The note, tag or mood word; of a rating the word of its step, where the scale has "
            "words",
        ),
        Column("unit", "string", "Unit of value_num; scales have none"),
        Column("scale_min", "number", "Lowest value of the scale; empty: no limit"),
        Column("scale_max", "number", "Highest value of the scale; empty: no limit"),
        Column(
            "raw_value",
            "number",
            "What another program wrote, on its own scale; empty: recorded here",
        ),
        Column("raw_min", "number", "Lowest value of the scale of raw_value"),
        Column("raw_max", "number", "Highest value of the scale of raw_value"),
        Column("raw_text", "string", "The same in words, as the other program wrote it"),
        *moments.COLUMNS,
        *moments.RECORDED,
    ),
)


def rows(check_ins: Iterable[Entry], measures: Iterable[Measure]) -> Iterator[Row]:
    """Give the rows of check-ins, in their order."""
    known = {measure.key: (measure, _described(measure)) for measure in measures}
    for entry in check_ins:
        shared = {
            "check_in_id": cells.whole(entry.id),
            **moments.when(entry.moment),
            **moments.recorded(entry),
        }
        for rating in entry.ratings:
            measure, described = known[rating.measure]
            yield shared | described | _rated(entry.id, rating, measure)
        if entry.note:
            yield shared | _text(entry.id, "note", entry.note)
        for tag in entry.tags:
            yield shared | _text(entry.id, "tag", tag) | {"record_id": f"c{entry.id}/tag/{tag}"}
        if entry.mood_word:
            yield shared | _text(entry.id, "mood_word", entry.mood_word)


def _described(measure: Measure) -> Row:
    return {
        "kind": "rating",
        "variable": measure.key,
        "unit": measure.unit,
        "scale_min": cells.number(measure.minimum),
        "scale_max": cells.number(measure.maximum),
    }


def _rated(check_in_id: int, rating: Rating, measure: Measure) -> Row:
    row = {
        "record_id": f"c{check_in_id}/rating/{rating.measure}",
        "value_num": cells.number(rating.value),
    }
    if measure.words:
        row["value_text"] = measure.word(rating.value)
    if rating.raw_value is not None or rating.raw_text is not None:
        row["raw_value"] = cells.number(rating.raw_value)
        row["raw_min"] = cells.number(rating.raw_minimum)
        row["raw_max"] = cells.number(rating.raw_maximum)
        row["raw_text"] = rating.raw_text or ""
    return row


def _text(check_in_id: int, kind: str, text: str) -> Row:
    return {
        "record_id": f"c{check_in_id}/{kind}",
        "kind": kind,
        "variable": kind,
        "value_text": text,
    }
