"""The table that explains all tables: each column, each allowed value, each measure."""

from collections.abc import Iterable, Iterator, Sequence

from dosejournal.domain.measures import Measure
from dosejournal.exchange.tidy import cells
from dosejournal.exchange.tidy.tables import Column, Row, Table
from dosejournal.journal.main_measures import MainMeasure

_WHAT_KINDS_ARE = {
    "scale": "Rated on a scale from minimum to maximum",
    "number": "A number, as it was typed",
    "yes_no": "1 is yes, 0 is no",
}

TABLE = Table(
    "codebook",
    "What each column of each table holds; where value is filled, what that value of the column "
    "means. Each measure that occurs is a value of the column variable.",
    (
        Column("table", "string", "Name of the table", required=True),
        Column("column", "string", "Name of the column", required=True),
        Column(
            "value",
            "string",
            "The value of that column which the row explains; empty: the row explains the column",
        ),
        Column("type", "string", "Type of the column, as in datapackage.json"),
        Column("description", "string", "What it means; of a measure its name", required=True),
        Column("allowed", "string", "What it can hold; words of a scale by their values"),
        Column("unit", "string", "Its unit"),
        Column("kind", "string", "Of a measure: how it is rated", values=_WHAT_KINDS_ARE),
        Column("minimum", "number", "Of a measure: its lowest value; empty: no limit"),
        Column("maximum", "number", "Of a measure: its highest value; empty: no limit"),
        Column("low_anchor", "string", "Of a measure: what its lowest value is called"),
        Column("high_anchor", "string", "Of a measure: what its highest value is called"),
        Column(
            "better",
            "string",
            "Of a measure: which way is better",
            values={
                "higher": "A higher value is better",
                "lower": "A lower value is better",
                "neither": "No value is better than another",
            },
        ),
        Column(
            "main_since",
            "date",
            "Of the main measure, which counts while all others are hints: the day on which it "
            "was chosen. Empty: it is not the main one",
        ),
    ),
    key="",
)


def rows(
    tables: Sequence[Table], measures: Iterable[Measure], main: MainMeasure | None
) -> Iterator[Row]:
    """Give a row for each column and each of its values, and then for each measure."""
    for table in tables:
        for column in table.columns:
            named = {"table": table.name, "column": column.name}
            yield named | {
                "type": column.type,
                "description": column.description,
                "allowed": _allowed(column),
                "unit": column.unit,
            }
            for value, meaning in column.values.items():
                yield named | {"value": value, "description": meaning}
    since = {main.measure.key: main.chosen_on.isoformat()} if main else {}
    for measure in measures:
        yield {
            "table": "observations",
            "column": "variable",
            "value": measure.key,
            "description": measure.name,
            "allowed": _steps(measure),
            "unit": measure.unit,
            "kind": measure.kind,
            "minimum": cells.number(measure.minimum),
            "maximum": cells.number(measure.maximum),
            "low_anchor": measure.low_anchor,
            "high_anchor": measure.high_anchor,
            "better": measure.better,
            "main_since": since.get(measure.key, ""),
        }


def _allowed(column: Column) -> str:
    if column.type == "boolean":
        return cells.choices((cells.truth(True), cells.truth(False)))
    if column.values:
        return cells.choices(column.values)
    return _limits(column.minimum, column.maximum)


def _steps(measure: Measure) -> str:
    if measure.kind == "yes_no":
        return cells.choices(("0=no", "1=yes"))
    if measure.words:
        first = measure.minimum or 0.0
        return cells.choices(
            f"{cells.number(first + number)}={word}" for number, word in enumerate(measure.words)
        )
    return _limits(measure.minimum, measure.maximum)


def _limits(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{cells.number(low)} to {cells.number(high)}"
    if low is not None:
        return f"{cells.number(low)} or more"
    return "" if high is None else f"{cells.number(high)} or less"
