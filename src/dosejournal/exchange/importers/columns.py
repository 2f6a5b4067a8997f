"""What the columns of a tidy table hold, by their names, or by what is in them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import cast

from dosejournal.domain.imports import Answers, Question
from dosejournal.exchange.importers import dates, tables
from dosejournal.exchange.importers.rows import RowError
from dosejournal.i18n import _

# by role; a name stands under the first role that a file has no column for yet
_NAMES: Mapping[str, tuple[str, ...]] = {
    "at": ("at", "time local", "time taken", "taken at", "datetime", "date time", "timestamp",
           "time stamp", "date and time", "when", "moment"),
    "planned": ("time planned", "planned at"),
    "day": ("date", "day", "on", "journal day"),
    "clock": ("time", "clock", "clock time"),
    "measure": ("measure", "variable", "metric", "scale", "symptom", "item"),
    "value": ("value", "value num", "rating", "score", "number"),
    "text": ("value text",),
    "substance": ("substance", "medicine", "medication", "drug", "supplement"),
    "amount": ("amount", "dose", "dosage", "quantity"),
    "unit": ("unit", "units"),
    "status": ("status",),
    "estimated": ("estimated",),
    "plus_minus": ("plus minus",),
    "note": ("note", "notes", "comment", "comments", "remark", "remarks"),
    "tags": ("tags", "tag", "activities"),
    "zone": ("tz", "zone", "timezone", "time zone"),
    "precision": ("time precision",),
    "minimum": ("scale min", "minimum", "min"),
    "maximum": ("scale max", "maximum", "max"),
    "kind": ("kind",),
    "id": ("record id", "id"),
    "ignored": ("source", "source ref", "utc offset minutes", "weekday"),
}  # fmt: skip
_WITH_UNIT = re.compile(r"(.+?)\s*[\[(]([^\[\]()]{1,40})[\])]")
_PROBE_ROWS = 200
_MOSTLY = 0.9


@dataclass(slots=True)
class Columns:
    """The place of each role in a header; `others` are the columns without one."""

    places: dict[str, int] = field(default_factory=dict)
    others: dict[int, str] = field(default_factory=dict)
    question: Question | None = None

    def __contains__(self, role: str) -> bool:
        return role in self.places

    def cell(self, cells: tuple[str, ...], role: str) -> str:
        """Return the stripped cell of a role, or an empty text."""
        place = self.places.get(role)
        return "" if place is None or place >= len(cells) else cells[place].strip()

    def picker(self, roles: Iterable[str]) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
        """Return what gives the cells of these roles as they are: rows with the same say the same.

        A history has many rows, and few different ones: what a row says is read once by these.
        """
        places = [self.places[role] for role in roles if role in self.places]
        if not places:
            return lambda _cells: ()
        first, last = places[0], max(places)
        take = itemgetter(*places) if len(places) > 1 else lambda cells: (cells[first],)

        def pick(cells: tuple[str, ...]) -> tuple[str, ...]:
            # in a ragged row the last cells are missing
            if last < len(cells):
                return cast(tuple[str, ...], take(cells))
            return tuple([cells[place] for place in places if place < len(cells)])

        return pick

    def values(self, table: tables.Table, role: str) -> list[str]:
        """Return the non-empty cells of a role's column."""
        return table.column(self.places[role]) if role in self.places else []

    @property
    def is_doses(self) -> bool:
        """Whether each row is a dose."""
        return "substance" in self.places

    @property
    def is_long(self) -> bool:
        """Whether each row is one rating."""
        return "measure" in self.places and "value" in self.places

    @property
    def is_dated(self) -> bool:
        """Whether a column says when each row was recorded."""
        return bool({"at", "day", "planned"} & self.places.keys())

    @property
    def says_something(self) -> bool:
        """Whether anything stands beside the date."""
        return bool({"measure", "substance", "note", "tags"} & self.places.keys() or self.others)


def of(header: tuple[str, ...]) -> Columns:
    """Return what the names of the columns say of them."""
    columns = Columns()
    for place, name in enumerate(header):
        role = _role(name, columns) or _role(unit_of(name)[0], columns)
        if role == "ignored":
            continue
        if role is None:
            columns.others[place] = name
        else:
            columns.places[role] = place
    _settle(columns, header)
    return columns


def looks_dated(table: tables.Table, place: int) -> bool:
    """Say whether the values of a column look like days or times."""
    values = [dates.plain(value) for value in table.column(place)[:_PROBE_ROWS]]
    given = Answers("UTC", given={"day_order:": "dmy"})
    column = dates.DateColumn("", values, given)
    return bool(values) and sum(_reads(column, v) for v in values) >= _MOSTLY * len(values)


def dated(table: tables.Table, answers: Answers) -> Columns:
    """Return the columns of a table; where no name says which one dates the rows, it is asked."""
    columns = of(table.header)
    if columns.is_dated:
        return columns
    found = {table.header[place]: place for place in columns.others if looks_dated(table, place)}
    if not found:
        return columns
    assumed = next(iter(found))
    chosen = answers.given.get("date_column", assumed)
    columns.places["at"] = found.get(chosen, found[assumed])
    del columns.others[columns.places["at"]]
    columns.question = Question(
        key="date_column",
        text=_("Which column says when each row was recorded?"),
        assumed=assumed,
        options=tuple((name, table.written_header[place]) for name, place in found.items()),
    )
    return columns


def _role(name: str, columns: Columns) -> str | None:
    for role, names in _NAMES.items():
        if name in names and role not in columns.places:
            return role
    return None


def _settle(columns: Columns, header: tuple[str, ...]) -> None:
    """Give back names that mean something else in this kind of table."""
    places = columns.places
    if "at" not in places and "day" not in places and "clock" in places:
        places["at"] = places.pop("clock")
    kept = {"at", "planned", "day", "clock", "note", "tags", "zone", "precision", "id"}
    if columns.is_doses:
        kept |= {"amount", "unit", "status", "substance", "estimated", "plus_minus"}
    elif columns.is_long:
        kept |= {"measure", "value", "text", "unit", "minimum", "maximum", "kind"}
    for role in places.keys() - kept:
        place = places.pop(role)
        columns.others[place] = header[place]
    columns.others = dict(sorted(columns.others.items()))


def unit_of(name: str) -> tuple[str, str]:
    """Return the bare name and the unit of a column such as `Weight (kg)`."""
    found = _WITH_UNIT.fullmatch(name)
    return (found[1], found[2].strip()) if found else (name, "")


def _reads(column: dates.DateColumn, value: str) -> bool:
    # a bare number may be anything; only a column called so is trusted to count seconds
    if value.replace(".", "", 1).isdigit() and len(value) != len("20260301"):
        return False
    try:
        column.read(value)
    except RowError:
        return False
    return True
