"""What all tidy tables share: when a row was recorded, its note, its tags, what is left over."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import cast, get_args

from dosejournal.domain import notes
from dosejournal.domain.clock import Moment, Precision
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportedDose, ImportPlan, Question
from dosejournal.exchange.importers import tables
from dosejournal.exchange.importers.columns import Columns
from dosejournal.exchange.importers.dates import DateColumn
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.rows import HeldRows, Row, RowError
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _

FORMAT = "tidy-csv"

_TIMES = ("at", "day", "clock", "planned", "precision", "zone")
_PRECISIONS = get_args(Precision)


class TidyRows:
    """The rows of one table with the columns they all have."""

    def __init__(
        self, table: tables.Table, columns: Columns, answers: Answers, source: str = FORMAT
    ) -> None:
        self._source = source
        self.table = table
        self.columns = columns
        self.held = HeldRows()
        self.measures = FileMeasures(answers.measures, "CSV")
        self.unknown: Counter[str] = Counter()
        self.remarks: list[str] = []
        self._moments = Moments(answers)
        written = (self._written(row.cells) for row in table.rows)
        name = self.name("at") or self.name("day") or self.name("planned")
        self._dates = DateColumn(name, (text for text in written if text), answers)
        self._times = columns.picker(_TIMES)
        self._known: dict[tuple[str, ...], tuple[Moment, str]] = {}

    def name(self, role: str) -> str:
        """Return the name of a role's column as the file writes it, or an empty text."""
        place = self.columns.places.get(role)
        return "" if place is None else self.table.written_header[place]

    def moment(self, row: Row) -> tuple[Moment, str]:
        """Return when a row was recorded, and its day or time as the row's key holds it.

        Raises:
            JournalError: that cannot be told.
        """
        # a history rates several measures at one time, and reading a time is the slowest step
        asked = self._times(row.cells)
        known = self._known.get(asked)
        if known is None:
            known = self._known[asked] = self._moment(row.cells)
        return known

    def note(self, row: Row) -> str:
        """Return the note of a row."""
        cell = self.columns.cell(row.cells, "note")
        return notes.note(cell) if cell else ""

    def tags(self, row: Row) -> tuple[str, ...]:
        """Return the tags of a row."""
        return tags_of(self.columns.cell(row.cells, "tags"))

    def count_others(self, row: Row) -> None:
        """Count what stands in columns that have no place in a journal."""
        for place in self.columns.others:
            if place < len(row.cells) and row.cells[place].strip():
                self.unknown[self.table.written_header[place]] += 1

    def plan(
        self,
        *,
        check_ins: Iterable[ImportedCheckIn] = (),
        doses: Iterable[ImportedDose] = (),
        questions: Iterable[Question | None] = (),
        mood_words: Mapping[str, int | None] | None = None,
    ) -> ImportPlan:
        """Return the plan of this table."""
        asked = (self._dates.question(), *questions, self._moments.question())
        if self._dates.two_digit_years:
            self.remarks.append(_("Years of two digits are read as 2000 to 2099."))
        return ImportPlan(
            format=self._source,
            source=self._source,
            zone=self._moments.zone.key,
            by_moment=True,
            header=self.table.written_header,
            check_ins=tuple(check_ins),
            doses=tuple(doses),
            held_aside=self.held.all(),
            questions=tuple(question for question in asked if question is not None),
            new_measures=self.measures.new,
            mood_words=mood_words or {},
            unknown=dict(self.unknown),
            remarks=(*self.remarks, *self._moments.remarks(), *self.measures.remarks()),
        )

    def _written(self, cells: tuple[str, ...]) -> str:
        cell = self.columns.cell
        if at := cell(cells, "at"):
            return at
        if day := cell(cells, "day"):
            return f"{day} {cell(cells, 'clock')}".strip()
        return cell(cells, "planned")

    def _moment(self, cells: tuple[str, ...]) -> tuple[Moment, str]:
        written = self._written(cells)
        if not written:
            raise RowError(_("It does not say when it was recorded."))
        precision = self.columns.cell(cells, "precision") or "instant"
        if precision not in _PRECISIONS:
            raise RowError(_("Its precision of time is not one of the known ones."))
        when = self._dates.read(written)
        known = cast(Precision, precision)
        moment = self._moments.at(when, known, self.columns.cell(cells, "zone"))
        return moment, f"{when.isoformat()}/{known}"


def tags_of(cell: str) -> tuple[str, ...]:
    """Return the tags that a cell names, parted by the sign it has.

    Raises:
        InputError: one of them is too long.
    """
    sign = next((sign for sign in "|;" if sign in cell), ",")
    names = (notes.name(part) for part in cell.split(sign) if part.strip())
    return tuple(dict.fromkeys(names))
