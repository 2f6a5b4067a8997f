"""Records of another program's JSON: their texts, numbers and times, or why there are none."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from dosejournal.domain import amounts, notes
from dosejournal.errors import JournalError
from dosejournal.exchange.importers.rows import RowError
from dosejournal.i18n import _

Record = Mapping[str, Any]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST_EPOCH = 10**15
_LONGEST_THING = 80


def record(value: Any) -> Record:
    """Return a value as a record, or raise RowError."""
    if not isinstance(value, dict):
        raise RowError(_("It is not an entry as this program writes it."))
    return value


def text(entry: Record, key: str) -> str:
    """Return a text, stripped; an empty one where there is none.

    Raises:
        RowError: it is something else.
    """
    value = entry.get(key)
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        raise RowError(_wrong_kind(key))
    # nearly all texts are plain, and there are a million of them
    plain = value.isascii() and "\x00" not in value
    return (value if plain else notes.storable(value)).strip()


def texts(entry: Record, key: str) -> tuple[str, ...]:
    """Return a list of texts, each once and without empty ones.

    Raises:
        RowError: it is something else.
    """
    values = entry.get(key)
    if values is None or values == []:
        return ()
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise RowError(_wrong_kind(key))
    stripped = (notes.storable(value).strip() for value in values)
    return tuple(dict.fromkeys(value for value in stripped if value))


def listed(entry: Record, key: str) -> list[Any]:
    """Return a list of anything; an empty one where there is none, or something else."""
    values = entry.get(key)
    return values if isinstance(values, list) else []


def number(entry: Record, key: str) -> Decimal | None:
    """Return a number with the decimals as written, or None where there is none.

    Raises:
        RowError: it is something else.
    """
    value = entry.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RowError(_wrong_kind(key))
    found = Decimal(repr(value) if isinstance(value, float) else value)
    if not found.is_finite():
        raise RowError(_wrong_kind(key))
    return found


def instant(entry: Record, key: str, *, per_second: int = 1) -> datetime:
    """Return the time that a count of seconds, or of parts of them, since 1970 names.

    Parts of a second are cut: some programs write them, and the same ones elsewhere do not.

    Raises:
        RowError: there is none.
    """
    value = entry.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RowError(_wrong_kind(key))
    if not abs(value) < _LATEST_EPOCH:
        raise RowError(_("There is no such day or time."))
    try:
        return _EPOCH + timedelta(seconds=int(value // per_second))
    except OverflowError:
        raise RowError(_("There is no such day or time.")) from None


def amount(found: Decimal | None) -> str | None:
    """Return a number as the amount of a dose; None stays unknown.

    Raises:
        RowError: no dose can be so.
    """
    if found is None:
        return None
    written = f"{found:f}"
    if "." in written:
        # JSON's 50.0 is how a program writes 50
        written = written.rstrip("0").rstrip(".")
    try:
        return amounts.amount(written)
    except JournalError:
        raise RowError(_("Its amount cannot be read.")) from None


class Unknown(Counter[str]):
    """Counts what has no place in a journal, by name."""

    def add(self, name: str, value: Any = True) -> None:
        """Count a value; each member of a list is one thing, and nothing at all is none."""
        if value:
            size = len(value) if isinstance(value, list) else 1
            self[notes.storable(name)[:_LONGEST_THING]] += size

    def add_others(self, entry: Record, known: frozenset[str]) -> None:
        """Count all of a record but what is known."""
        if entry.keys() <= known:
            return
        for key, value in entry.items():
            if key not in known:
                self.add(key, value)


def _wrong_kind(key: str) -> str:
    return _("“{column}” is missing or of the wrong kind.").format(column=key)
