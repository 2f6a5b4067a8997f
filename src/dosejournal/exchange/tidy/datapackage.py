"""What programs are told of the tables: a tabular data package (specs.frictionlessdata.io, 1)."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dosejournal import __version__
from dosejournal.exchange.asked import Asked
from dosejournal.exchange.tidy import cells
from dosejournal.exchange.tidy.tables import END_OF_LINE, Column, Table

FILE = "datapackage.json"

_NAME = "dosejournal-tables"
_TITLE = "DoseJournal tables"
_SAFE = (
    "Spreadsheet-safe copy: texts that begin with = + - @, a tab or the end of a line have an "
    "apostrophe before them. For analysis use the tables without it; this copy changes data."
)


def written(tables: Sequence[Table], written_at: datetime, asked: Asked) -> bytes:
    """Return the description of a folder with these tables."""
    safe = asked.spreadsheet_safe
    package = {
        "profile": "tabular-data-package",
        "name": f"{_NAME}-spreadsheet-safe" if safe else _NAME,
        "title": f"{_TITLE}, spreadsheet-safe copy" if safe else _TITLE,
        "description": " ".join([_days(asked), *([_SAFE] if safe else [])]),
        "version": __version__,
        "created": cells.instant(written_at),
        "resources": [_resource(table) for table in tables],
    }
    return f"{json.dumps(package, ensure_ascii=False, indent=1)}\n".encode()


def _days(asked: Asked) -> str:
    first, last = asked.first_day, asked.last_day
    if first and last:
        return f"Journal days from {first} to {last}."
    if first:
        return f"Journal days from {first} on."
    return f"Journal days up to {last}." if last else "All journal days."


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, table) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = table.key
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": END_OF_LINE,
            "quoteChar": '"',
            "doubleQuote": True,
            "skipInitialSpace": False,
            "header": True,
        },
        "schema": schema,
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    constraints: dict[str, Any] = {
        "required": column.required or None,
        "unique": column.name == table.key or None,
        "enum": list(column.values) or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "pattern": column.pattern or None,
    }
    told = {name: value for name, value in constraints.items() if value is not None}
    field: dict[str, Any] = {"name": column.name, "type": column.type}
    return field | {"description": column.description} | ({"constraints": told} if told else {})
