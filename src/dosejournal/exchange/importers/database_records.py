"""Records of a foreign database, whose columns may hold values of any kind."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from dosejournal.exchange.importers.rows import RowError
from dosejournal.i18n import _

Record = Mapping[str, Any]


def whole(record: Record, column: str) -> int:
    """Return a whole number, or raise RowError where there is none."""
    value = record[column]
    if not isinstance(value, int):
        raise wrong_kind(column)
    return value


def text(record: Record, column: str) -> str:
    """Return a text without blanks around it; an empty one where there is none.

    Raises:
        RowError: it is something else.
    """
    value = record[column]
    if value is not None and not isinstance(value, str):
        raise wrong_kind(column)
    return value.strip() if value else ""


def plain(record: Record) -> dict[str, Any]:
    """Return what a record says, of values that JSON has."""
    said = {column: value for column, value in record.items() if value not in ("", None)}
    for column, value in said.items():
        if isinstance(value, bytes) or (isinstance(value, float) and not isfinite(value)):
            said[column] = str(value)
    return said


def wrong_kind(column: str) -> RowError:
    """Return why a record cannot be read that lacks a value, or has one of another kind."""
    return RowError(_("“{column}” is missing or of the wrong kind.").format(column=column))
