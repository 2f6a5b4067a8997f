"""eMoods' export: an archive with a table of days, `entry.csv`."""

from datetime import datetime

from dosejournal.domain import notes
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan, Question
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import named_tables, texts
from dosejournal.exchange.importers.asked_scales import AskedScales, Scale
from dosejournal.exchange.importers.dates import DateColumn
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.json_records import Unknown
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.named_tables import NamedTable
from dosejournal.exchange.importers.numbers import NumberColumn, is_unknown
from dosejournal.exchange.importers.rows import HeldRows, Keys, Row, RowError
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _, ngettext

NAME = "emoods"

_MEMBER = "entry.csv"
_DATE = "date (yyyy-mm-dd)"
_SLEEP, _WEIGHT, _NOTES = "sleep", "weight", ("note", "notes")
_SYMPTOMS = ("depressed", "elevated", "irritability", "anxiety")
# none, mild, moderate, severe
_SEVERITY: Scale = (1, 4)
_NUMBERS = (*_SYMPTOMS, _SLEEP, _WEIGHT)
_KNOWN = frozenset((_DATE, *_NUMBERS, *_NOTES))
_UNIT_KEY = "unit:weight"
_UNITS = ("kg", "lb")


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("eMoods export (.emoods)")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    try:
        if not file.is_archive():
            return named_tables.recognised(file, _fits)
        member = _member(file)
        if member is None:
            return False
        text, _asked = texts.decoded(file.member(member), Answers(zone="UTC"))
    except ImportFileError:
        return False
    return named_tables.fits_text(text, _fits)


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file, or not safe to read.
    """
    refusal = _(
        "This file has not the columns of an eMoods export. Nothing was brought in; "
        "choose another file, or another format."
    )
    unknown = Unknown()
    if file.is_archive():
        member = _member(file)
        for other in file.members():
            unknown.add(other, other != member)
        content = file.member(member or _MEMBER)
    else:
        content = file.content()
    table, asked = named_tables.read(content, answers, _fits, refusal)
    return _Export(table, answers, unknown).plan(asked)


def _member(file: ImportFile) -> str | None:
    """Return the name of the table of days, which may lie in a folder of its own."""
    found = [name for name in file.members() if name.rpartition("/")[2] == _MEMBER]
    return found[0] if len(found) == 1 else None


def _fits(names: tuple[str, ...]) -> bool:
    return _DATE in names and any(name in names for name in _SYMPTOMS)


class _Export:
    """One table, read day by day."""

    def __init__(self, table: NamedTable, answers: Answers, unknown: Unknown) -> None:
        self._table = table
        self._moments = Moments(answers)
        self._measures = FileMeasures(answers.measures, "eMoods")
        self._scales = AskedScales(self._measures, answers)
        self._days = DateColumn(table.written(_DATE), table.values(_DATE), answers)
        self._numbers = {
            name: NumberColumn(table.written(name), set(table.values(name)), answers)
            for name in _NUMBERS
            if name in table
        }
        unit = answers.given.get(_UNIT_KEY, "")
        self._unit = unit if unit in _UNITS else ""
        self._is_weighed = False
        self._labels = _labels()
        self._others = table.others(_KNOWN)
        self._unknown = unknown
        self._keys = Keys()
        self._zeros = 0

    def plan(self, asked: tuple[Question, ...]) -> ImportPlan:
        """Return what the table would bring in."""
        held = HeldRows()
        check_ins = self._table.table.read_each(self._check_in, held)
        numbers = (column.question() for column in self._numbers.values())
        questions = (
            *asked,
            self._days.question(),
            *numbers,
            _unit_question() if self._is_weighed else None,
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
            unknown=dict(self._unknown),
            remarks=tuple(self._remarks()),
            by_moment=True,
        )

    def _check_in(self, row: Row) -> ImportedCheckIn:
        day = self._days.read(self._table.needed(row, _DATE))
        if isinstance(day, datetime):
            day = day.date()
        made: list[Rating] = []
        parts: list[str] = []
        zeros = 0
        for name in self._numbers:
            cell = self._table.cell(row, name)
            if is_unknown(cell):
                continue
            rating = self._rating(name, cell)
            if rating is None:
                zeros += 1
                continue
            made.append(rating)
            parts.append(f"{name}={cell}")
        note = "\n".join(filter(None, (self._table.cell(row, name) for name in _NOTES)))
        if not made and not note:
            raise RowError(_("It holds neither a rating nor a word."))
        check_in = ImportedCheckIn(
            moment=self._moments.at(day),
            source_key=self._keys.of_parts((day.isoformat(), note, *sorted(parts))),
            source_row=self._table.raw(row),
            ratings=tuple(made),
            rows=(row,) * len(made),
            note=notes.note(note) if note else "",
        )
        self._zeros += zeros
        self._table.count(row, self._others, self._unknown)
        return check_in

    def _rating(self, name: str, cell: str) -> Rating | None:
        """Return the rating of a cell, or None for a zero that says nothing."""
        number = self._numbers[name].read(cell)
        if name in _SYMPTOMS:
            return self._scales.rating(self._labels[name], number, scale=_SEVERITY)
        if number.value == 0:
            return None
        self._is_weighed |= name == _WEIGHT
        unit = number.unit or (self._unit if name == _WEIGHT else "h")
        measure = self._measures.fitting(self._labels[name], unit=unit)
        return Rating(measure.key, measure.check(number.value))

    def _remarks(self) -> list[str]:
        said = [*self._moments.remarks(), *self._measures.remarks()]
        if self._zeros:
            said.append(
                ngettext(
                    "{n} zero of sleep or weight is left out: eMoods writes it where nothing "
                    "was entered.",
                    "{n} zeros of sleep or weight are left out: eMoods writes them where nothing "
                    "was entered.",
                    self._zeros,
                ).format(n=self._zeros)
            )
        return said


def _labels() -> dict[str, str]:
    return {
        "depressed": _("Depressed"),
        "elevated": _("Elevated"),
        "irritability": _("Irritability"),
        "anxiety": _("Anxiety"),
        _SLEEP: _("Sleep"),
        _WEIGHT: _("Weight"),
    }


def _unit_question() -> Question:
    return Question(
        key=_UNIT_KEY,
        text=_("In which unit is the weight of this file?"),
        assumed="",
        options=(("", _("it is kept without one")), *((unit, unit) for unit in _UNITS)),
    )
