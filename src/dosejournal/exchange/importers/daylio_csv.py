"""Daylio's table of entries, `daylio_export….csv`, in the forms of 2018, 2019 and 2026."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from dosejournal.domain import notes
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan, Question
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import databases, dates, markup, months, tables, texts
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.moods import Moods
from dosejournal.exchange.importers.numbers import NumberColumn
from dosejournal.exchange.importers.rows import (
    HeldRows,
    Keys,
    Row,
    RowError,
    compact,
    named,
    required,
)
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _

NAME = "daylio-csv"


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Daylio CSV export")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    try:
        if file.is_archive() or databases.is_database(file):
            return False
        text, _asked = texts.decoded(file.content(), Answers(zone="UTC"))
        return tables.delimiter(text, _fits) is not None
    except ImportFileError:
        return False


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file.
    """
    text, asked = texts.decoded(file.content(), answers)
    found = tables.delimiter(text, _fits)
    if found is None:
        raise ImportFileError(
            _(
                "This file has not the columns of a Daylio export. Nothing was brought in; "
                "choose another file, or another format."
            )
        )
    return _Export(tables.read(text, found[0]), answers).plan(asked)


def _fits(table: tables.Table) -> bool:
    names = set(table.header)
    dated = "full date" in names or {"year", "date"} <= names
    return dated and {"mood", "activities", "time"} <= names


class _Export:
    """One file, read row by row."""

    def __init__(self, table: tables.Table, answers: Answers) -> None:
        self._table = table
        self._columns = {name: index for index, name in enumerate(table.header)}
        self._moments = Moments(answers)
        self._measures = FileMeasures(answers.measures, "Daylio")
        self._moods = Moods(answers, self._measures)
        self._keys = Keys()
        self._unknown: Counter[str] = Counter()
        self._has_full_date = "full date" in self._columns
        # `date` and `weekday` are written in the phone's language, and wrong in some files
        self._days = dates.DateColumn("full_date", self._values("full date"), answers)
        self._month_names: Mapping[str, int] = {}
        if not self._has_full_date:
            words = {dates.month_word(value) for value in self._values("date")}
            self._month_names = months.numbers(word for word in words if word)
        scales = (scale for value in self._values("scales") for scale in value.split("|"))
        self._numbers = NumberColumn("scales", (_parted(scale)[1] for scale in scales), answers)

    def plan(self, asked: tuple[Question, ...]) -> ImportPlan:
        """Return what the file would bring in."""
        held = HeldRows()
        check_ins = self._table.read_each(self._check_in, held)
        columns = (self._days.question(), self._numbers.question(), self._moments.question())
        return ImportPlan(
            format=NAME,
            source=NAME,
            zone=self._moments.zone.key,
            header=self._table.written_header,
            check_ins=tuple(check_ins),
            held_aside=held.all(),
            questions=(
                *asked,
                *(question for question in columns if question is not None),
                *self._moods.questions(),
            ),
            new_measures=self._measures.new,
            mood_words=self._moods.words(),
            unknown=dict(self._unknown),
            remarks=(*self._moments.remarks(), *self._measures.remarks()),
        )

    def _check_in(self, row: Row) -> ImportedCheckIn:
        wall = datetime.combine(self._day(row), dates.clock_time(self._needed(row, "time")))
        mood = notes.name(self._needed(row, "mood"))
        level = self._moods.level(mood)
        activities = [part.strip() for part in self._cell(row, "activities").split(" | ")]
        tags = tuple(notes.name(part) for part in dict.fromkeys(activities) if part.strip("| "))
        scales = self._cell(row, "scales")
        note = notes.note(markup.note(self._cell(row, "note title"), self._cell(row, "note")))
        ratings = [self._moods.rating(level, mood)] if level is not None else []
        key = self._keys.of_parts((wall.isoformat(), mood, *tags, "", note, scales))
        return ImportedCheckIn(
            moment=self._moments.at(wall),
            source_key=key,
            source_row=compact(named(self._table.written_header, row.cells)),
            ratings=(*ratings, *self._scales(scales)),
            note=note,
            tags=tags,
            mood_word=mood,
        )

    def _day(self, row: Row) -> date:
        if self._has_full_date:
            day = self._days.read(self._needed(row, "full date"))
            return day.date() if isinstance(day, datetime) else day
        year = self._needed(row, "year")
        if not (len(year) == 4 and year.isdigit()):
            raise RowError(_("Its year cannot be read."))
        return dates.day_of_year(self._needed(row, "date"), int(year), self._month_names)

    def _scales(self, cell: str) -> list[Rating]:
        ratings: dict[str, Rating] = {}
        for scale in cell.split("|"):
            name, written = _parted(scale)
            if not name:
                self._unknown.update(["scales"] if scale.strip() else [])
                continue
            number = self._numbers.read(written)
            maximum = float(number.maximum) if number.maximum else None
            if maximum is not None and not 0 <= number.value <= maximum:
                raise RowError(_("A value lies above the highest value of its own scale."))
            measure = self._measures.fitting(
                name, minimum=0.0, maximum=maximum, unit=number.unit[:40]
            )
            ratings[measure.key] = Rating(
                measure=measure.key,
                value=measure.check(number.value),
                raw_value=number.value,
                raw_minimum=0.0,
                raw_maximum=maximum,
                raw_text=written,
            )
        return list(ratings.values())

    def _cell(self, row: Row, name: str) -> str:
        index = self._columns.get(name, len(row.cells))
        return row.cells[index].strip() if index < len(row.cells) else ""

    def _needed(self, row: Row, name: str) -> str:
        return required(self._cell(row, name), name)

    def _values(self, name: str) -> list[str]:
        return self._table.column(self._columns[name]) if name in self._columns else []


def _parted(scale: str) -> tuple[str, str]:
    """Return the name and the value of `Sleep: 7:30`; both empty where it has no value."""
    name, sign, value = scale.strip().rpartition(": ")
    return (name.strip(), value.strip()) if sign and value.strip() else ("", "")
