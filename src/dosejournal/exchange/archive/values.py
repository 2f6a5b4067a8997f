"""The values of a row: from the form of the file to that of a line, and back."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from dosejournal.domain.archives import Row, Value
from dosejournal.store.archived import Column

_LARGEST_NUMBER = 2**53
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}", re.ASCII)
# moved by the offset of a zone it still lies in a year that there is
_FIRST_YEAR, _LAST_YEAR = "0002", "9998"

BOOLEAN = "BOOLEAN"


def reader(columns: Mapping[str, Column]) -> Callable[[Mapping[str, Any]], Row]:
    """Return what reads a line of a table with these columns, in their order.

    It raises a ValueError or OverflowError where the line has not just these columns, or a value
    of another kind than its column.
    """
    known = [(name, _KINDS[each.kind], each.is_required) for name, each in columns.items()]
    # beside its columns a line has its type
    n_fields = len(known) + 1

    def read(line: Mapping[str, Any]) -> Row:
        if len(line) != n_fields:
            raise ValueError
        found: list[Value] = []
        for name, kind, is_required in known:
            # one that is not there is none of any kind, and may not be empty either
            value = line.get(name, read)
            if value is not None:
                found.append(kind(value))
            elif is_required:
                raise ValueError
            else:
                found.append(None)
        return tuple(found)

    return read


def _text(value: object) -> str:
    if type(value) is not str:
        raise ValueError
    return value


def _integer(value: object) -> int:
    # not isinstance: true is a number to Python, and none to JSON
    if type(value) is not int or not -_LARGEST_NUMBER < value < _LARGEST_NUMBER:
        raise ValueError
    return value


def _boolean(value: object) -> int:
    if type(value) is not bool:
        raise ValueError
    return int(value)


def _number(value: object) -> float:
    if type(value) is not int and type(value) is not float:
        raise ValueError
    return float(value)


def _day(value: object) -> str:
    text = _text(value)
    if not _DATE.fullmatch(text):
        raise ValueError
    date.fromisoformat(text)
    return text


def _moment(value: object) -> str:
    text = _text(value)
    if not _MOMENT.fullmatch(text) or not _FIRST_YEAR <= text[:4] <= _LAST_YEAR:
        raise ValueError
    datetime.fromisoformat(text)
    return text


_KINDS: Mapping[str, Callable[[object], Value]] = {
    "VARCHAR": _text,
    "INTEGER": _integer,
    BOOLEAN: _boolean,
    "FLOAT": _number,
    "DATE": _day,
    "DATETIME": _moment,
}
