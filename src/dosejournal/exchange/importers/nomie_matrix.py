"""Nomie's table of days: one column a tracker, with its total or its mean of each day."""

from datetime import date, datetime

from dosejournal.domain import notes
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan, Question
from dosejournal.exchange.importers import named_tables, nomie_notes
from dosejournal.exchange.importers.asked_scales import AskedScales
from dosejournal.exchange.importers.dates import DateColumn
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.named_tables import NamedTable
from dosejournal.exchange.importers.numbers import NumberColumn, is_unknown
from dosejournal.exchange.importers.rows import HeldRows, Keys, Row, RowError
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _, ngettext

NAME = "nomie-days"

_DATE = "date"
_TRACKER = nomie_notes.TRACKER
_SIGNS = (_TRACKER, nomie_notes.PERSON, nomie_notes.CONTEXT)


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Nomie table of days (CSV)")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    return named_tables.recognised(file, _fits)


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file.
    """
    refusal = _(
        "This file has not the columns of Nomie's days: a date, and trackers such as #mood. "
        "Nothing was brought in; choose another file, or another format."
    )
    table, asked = named_tables.read(file.content(), answers, _fits, refusal)
    return _Table(table, answers).plan(asked)


def _fits(names: tuple[str, ...]) -> bool:
    tags = names[1:]
    return (
        names[0] == _DATE
        and any(name.startswith(_TRACKER) for name in tags)
        and all(name.startswith(_SIGNS) and len(name) > 1 for name in tags)
    )


class _Table:
    """One table, read day by day."""

    def __init__(self, table: NamedTable, answers: Answers) -> None:
        self._table = table
        self._moments = Moments(answers)
        self._measures = FileMeasures(answers.measures, "Nomie")
        self._scales = AskedScales(self._measures, answers)
        self._days = DateColumn(table.written(_DATE), table.values(_DATE), answers)
        self._numbers: dict[str, NumberColumn] = {}
        for name in table.names[1:]:
            values = set(table.values(name))
            numbers = NumberColumn(table.written(name), values, answers)
            self._numbers[name] = numbers
            if name.startswith(_TRACKER):
                self._scales.look_at(_label(name), _known(numbers, values))
        self._keys = Keys()
        self._zeros = 0
        self._empty = 0

    def plan(self, asked: tuple[Question, ...]) -> ImportPlan:
        """Return what the table would bring in."""
        held = HeldRows()
        read = self._table.table.read_each(self._check_in, held)
        check_ins = [each for each in read if each is not None]
        numbers = (column.question() for column in self._numbers.values())
        questions = (
            *asked,
            self._days.question(),
            *numbers,
            *self._scales.questions(),
            self._moments.question(),
        )
        return ImportPlan(
            format=NAME,
            source=NAME,
            zone=self._moments.zone.key,
            header=self._table.header,
            check_ins=tuple(check_ins),
            held_aside=held.all(),
            questions=tuple(question for question in questions if question is not None),
            new_measures=self._measures.new,
            remarks=tuple(self._remarks()),
            by_moment=True,
        )

    def _check_in(self, row: Row) -> ImportedCheckIn | None:
        day = self._day(row)
        ratings: dict[str, Rating] = {}
        tags: dict[str, None] = {}
        parts: list[str] = []
        zeros = 0
        for name, numbers in self._numbers.items():
            cell = self._table.cell(row, name)
            if is_unknown(cell):
                continue
            number = numbers.read(cell)
            if number.value == 0:
                zeros += 1
                continue
            if name.startswith(_TRACKER):
                rating = self._scales.rating(_label(name), number, number.unit)
                if rating.measure in ratings:
                    raise RowError(_("Two columns of it rate the same measure."))
                ratings[rating.measure] = rating
            else:
                tags[_label(name)] = None
            parts.append(f"{name}={cell}")
        moment = self._moments.at(day)
        self._zeros += zeros
        if not parts:
            self._empty += 1
            return None
        return ImportedCheckIn(
            moment=moment,
            source_key=self._keys.of_parts((day.isoformat(), *sorted(parts))),
            source_row=self._table.raw(row),
            ratings=tuple(ratings.values()),
            rows=(row,) * len(ratings),
            tags=tuple(tags),
        )

    def _day(self, row: Row) -> date:
        day = self._days.read(self._table.needed(row, _DATE))
        return day.date() if isinstance(day, datetime) else day

    def _remarks(self) -> list[str]:
        said = [
            _(
                "This table has one total or mean for each day and no doses; "
                "Nomie's export (JSON) has each of them."
            ),
            *self._moments.remarks(),
            *self._measures.remarks(),
        ]
        if self._zeros:
            said.append(
                ngettext(
                    "{n} zero is left out: Nomie fills days without a reading with 0.",
                    "{n} zeros are left out: Nomie fills days without a reading with 0.",
                    self._zeros,
                ).format(n=self._zeros)
            )
        if self._empty:
            said.append(
                ngettext(
                    "{n} day holds nothing but zeros; it is left out.",
                    "{n} days hold nothing but zeros; they are left out.",
                    self._empty,
                ).format(n=self._empty)
            )
        return said


def _known(numbers: NumberColumn, values: set[str]) -> list[float]:
    known: list[float] = []
    for value in values:
        try:
            known.append(numbers.read(value).value)
        except RowError:
            continue
    # a zero is no value here, and so it says nothing of a scale
    return [value for value in known if value]


def _label(name: str) -> str:
    """Return the name of a column: of a person with the sign, of anything else without."""
    if name.startswith(nomie_notes.PERSON):
        return notes.name(name)
    return nomie_notes.name_of(name[1:])
