"""A tidy table with one row a check-in and one column a measure."""

import re
from dataclasses import dataclass, field

from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan
from dosejournal.exchange.importers import columns
from dosejournal.exchange.importers.numbers import NumberColumn, is_unknown
from dosejournal.exchange.importers.rows import Keys, Row, RowError, compact, named
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.exchange.importers.targets import Targets, yes_or_no
from dosejournal.exchange.importers.tidy_rows import TidyRows
from dosejournal.i18n import _, ngettext

_MOSTLY = 0.5
_SCALE = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})", re.ASCII)


def plan(rows: TidyRows, answers: Answers) -> ImportPlan:
    """Return what a table of check-ins would bring in."""
    return _WideTable(rows, answers).plan()


@dataclass(frozen=True, slots=True)
class _Measured:
    """A column of values of one measure."""

    name: str
    unit: str
    stated: tuple[str, str]
    numbers: NumberColumn
    targets: Targets
    known: dict[str, tuple[Rating, str] | None] = field(default_factory=dict)

    def rating(self, written: str) -> tuple[Rating, str] | None:
        """Return the rating that a cell is, and what the row's key holds of it.

        Raises:
            JournalError: it is none, or lies off its scale.
        """
        # a column has many rows, and few different values
        if written not in self.known:
            self.known[written] = self._read(written.strip())
        return self.known[written]

    def _read(self, value: str) -> tuple[Rating, str] | None:
        if is_unknown(value):
            return None
        rating = self.targets.rating(self.name, value, self.unit, self.stated)
        return rating, f"{self.name.casefold()}={value}"


class _WideTable:
    def __init__(self, rows: TidyRows, answers: Answers) -> None:
        self._rows = rows
        self._keys = Keys()
        self._measured: dict[int, _Measured] = {}
        self._empty = 0
        for place in list(rows.columns.others):
            written = rows.table.written_header[place]
            values = {value for value in rows.table.column(place) if not is_unknown(value)}
            numbers = NumberColumn(written, values, answers, by_hand=rows.table.has_semicolons)
            name, unit, stated = described(written, rows.measures)
            # of a measure that the journal has one number is enough: the other rows are told
            least = 1 if rows.measures.named(name) is not None else _MOSTLY * len(values)
            # a day of its own, as of the next visit, is no value of anything
            dated = columns.looks_dated(rows.table, place)
            if values and _readable(numbers, values) >= least and not dated:
                del rows.columns.others[place]
                targets = Targets(rows.measures, numbers, answers)
                targets.look_at(name, values)
                self._measured[place] = _Measured(name, unit, stated, numbers, targets)

    def plan(self) -> ImportPlan:
        rows = self._rows
        read = rows.table.read_each(self._check_in, rows.held)
        check_ins = [each for each in read if each is not None]
        if self._empty:
            rows.remarks.append(
                ngettext(
                    "{n} row has nothing but its time that has a place in a journal; "
                    "it is left out.",
                    "{n} rows have nothing but their time that has a place in a journal; "
                    "they are left out.",
                    self._empty,
                ).format(n=self._empty)
            )
        asked = [measured.numbers.question() for measured in self._measured.values()]
        for measured in self._measured.values():
            asked += measured.targets.questions()
        return rows.plan(check_ins=check_ins, questions=asked)

    def _check_in(self, row: Row) -> ImportedCheckIn | None:
        moment, stamp = self._rows.moment(row)
        note, tags = self._rows.note(row), self._rows.tags(row)
        parts: list[str] = []
        ratings: dict[str, Rating] = {}
        for place, measured in self._measured.items():
            read = measured.rating(row.cells[place]) if place < len(row.cells) else None
            if read is None:
                continue
            rating, part = read
            if rating.measure in ratings:
                raise RowError(_twice(measured.name))
            ratings[rating.measure] = rating
            parts.append(part)
        self._rows.count_others(row)
        if not (ratings or note or tags):
            self._empty += 1
            return None
        return ImportedCheckIn(
            moment=moment,
            source_key=self._keys.of_parts((stamp, note, *sorted(tags), "", *sorted(parts))),
            source_row=compact(named(self._rows.table.written_header, row.cells)),
            ratings=tuple(ratings.values()),
            rows=(row,) * len(ratings),
            note=note,
            tags=tags,
        )


def described(written: str, measures: FileMeasures) -> tuple[str, str, tuple[str, str]]:
    """Return the name, the unit and the scale that a header such as `Mood (1-10)` states."""
    whole = " ".join(written.split())
    name, unit = columns.unit_of(whole)
    if measures.named(whole) is not None:
        return whole, "", ("", "")
    scale = _SCALE.fullmatch(unit)
    return (name, "", (scale[1], scale[2])) if scale else (name, unit, ("", ""))


def _readable(numbers: NumberColumn, values: set[str]) -> int:
    return sum(yes_or_no(value) is not None or numbers.is_number(value) for value in values)


def _twice(name: str) -> str:
    return _("Two columns of it rate “{name}”.").format(name=name)
