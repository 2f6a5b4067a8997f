"""A tidy table with one row a check-in and one column a measure."""

from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan
from dosejournal.errors import JournalError
from dosejournal.exchange.importers import columns
from dosejournal.exchange.importers.numbers import NumberColumn, is_unknown
from dosejournal.exchange.importers.rows import Keys, Row, RowError, compact, named
from dosejournal.exchange.importers.targets import Targets, yes_or_no
from dosejournal.exchange.importers.tidy_rows import TidyRows
from dosejournal.i18n import _, ngettext

_MOSTLY = 0.5


def plan(rows: TidyRows, answers: Answers) -> ImportPlan:
    """Return what a table of check-ins would bring in."""
    return _WideTable(rows, answers).plan()


class _WideTable:
    def __init__(self, rows: TidyRows, answers: Answers) -> None:
        self._rows = rows
        self._keys = Keys()
        self._measured: dict[int, tuple[str, str, NumberColumn, Targets]] = {}
        for place in list(rows.columns.others):
            written = rows.table.written_header[place]
            values = {value for value in rows.table.column(place) if not is_unknown(value)}
            numbers = NumberColumn(written, values, answers)
            if values and _readable(numbers, values) >= _MOSTLY * len(values):
                del rows.columns.others[place]
                name, unit = self._name_and_unit(written)
                targets = Targets(rows.measures, numbers, answers)
                targets.look_at(name, values)
                self._measured[place] = (name, unit, numbers, targets)
        self._empty = 0

    def plan(self) -> ImportPlan:
        rows = self._rows
        check_ins: list[ImportedCheckIn] = []
        for row in rows.table.rows:
            try:
                check_in = self._check_in(rows.table.record(row))
            except JournalError as reason:
                rows.held.add(row, reason)
            else:
                check_ins += [check_in] if check_in is not None else []
        if self._empty:
            rows.remarks.append(
                ngettext(
                    "{n} row has nothing but its time, and is left out.",
                    "{n} rows have nothing but their time, and are left out.",
                    self._empty,
                ).format(n=self._empty)
            )
        asked = [numbers.question() for *_rest, numbers, _targets in self._measured.values()]
        for *_rest, targets in self._measured.values():
            asked += targets.questions()
        return rows.plan(check_ins=check_ins, questions=asked)

    def _check_in(self, row: Row) -> ImportedCheckIn | None:
        moment, stamp = self._rows.moment(row)
        note, tags = self._rows.note(row), self._rows.tags(row)
        parts: list[str] = []
        ratings = {}
        for place, (name, unit, _numbers, targets) in self._measured.items():
            value = row.cells[place].strip() if place < len(row.cells) else ""
            if is_unknown(value):
                continue
            rating = targets.rating(name, value, unit)
            if rating.measure in ratings:
                raise RowError(_twice(name))
            ratings[rating.measure] = rating
            parts.append(f"{name.casefold()}={value}")
        if not (ratings or note or tags):
            self._empty += 1
            return None
        self._rows.count_others(row)
        return ImportedCheckIn(
            moment=moment,
            source_key=self._keys.of_parts((stamp, note, *sorted(tags), "", *sorted(parts))),
            source_row=compact(named(self._rows.table.written_header, row.cells)),
            ratings=tuple(ratings.values()),
            note=note,
            tags=tags,
        )

    def _name_and_unit(self, written: str) -> tuple[str, str]:
        whole = " ".join(written.split())
        return (whole, "") if self._rows.measures.named(whole) else columns.unit_of(whole)


def _readable(numbers: NumberColumn, values: set[str]) -> int:
    return sum(yes_or_no(value) is not None or _is_number(numbers, value) for value in values)


def _is_number(numbers: NumberColumn, value: str) -> bool:
    try:
        numbers.read(value)
    except RowError:
        # a number whose decimal sign is not known yet is one all the same
        return numbers.question() is not None and value[:1].isdigit()
    return True


def _twice(name: str) -> str:
    return _("Two columns of it rate “{name}”.").format(name=name)
