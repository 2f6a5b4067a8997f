"""Values as the cells of a table: what is not known is empty, never 0."""

from collections.abc import Iterable
from datetime import UTC, datetime

_LARGEST_WHOLE = 1e16


def number(value: float | None) -> str:
    """Return a number that reads back as the same: 62.0 as 62, 0.1 as 0.1."""
    if value is None:
        return ""
    # what a column is limited by may be written without a point
    exact = float(value)
    if exact.is_integer() and abs(exact) < _LARGEST_WHOLE:
        return str(int(exact))
    return repr(exact)


def whole(value: int | None) -> str:
    """Return a whole number."""
    return "" if value is None else str(value)


def truth(value: bool) -> str:
    """Return yes or no as tables write it."""
    return "true" if value else "false"


def instant(at: datetime | None) -> str:
    """Return a moment in UTC, to the second: all in one form, so that programs see its type."""
    if at is None:
        return ""
    # strftime, which pads no year before 1000, takes three times as long
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def choices(values: Iterable[str]) -> str:
    """Return the allowed values of a column in one cell."""
    return "|".join(values)
