"""Bearable's export: a table with one row for each reading, of ratings and medicines alike."""

import re
from dataclasses import dataclass
from datetime import datetime

from dosejournal.domain import notes
from dosejournal.domain.clock import Moment
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportedDose, ImportPlan, Question
from dosejournal.exchange.importers import bearable_values, dates, medtimer, named_tables
from dosejournal.exchange.importers.bearable_values import Value, Values
from dosejournal.exchange.importers.dates import DateColumn
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.json_records import Unknown
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.named_tables import NamedTable
from dosejournal.exchange.importers.rows import HeldRows, Keys, Row, RowError, required
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _, ngettext

NAME = "bearable-csv"

_DATE, _ISO_DATE, _WHEN, _CATEGORY = "date", "date formatted", "time of day", "category"
_AMOUNT, _DETAIL, _NOTES = "rating/amount", "detail", "notes"
_NEEDED = {_DATE, _WHEN, _CATEGORY, _AMOUNT, _DETAIL}
_KNOWN = frozenset((*_NEEDED, _ISO_DATE, _NOTES, "weekday"))
_LIST = re.compile(r"\s\|\s")


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Bearable export (CSV)")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    return named_tables.recognised(file, _fits)


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file.
    """
    refusal = _(
        "This file has not the columns of a Bearable export. Nothing was brought in; "
        "choose another file, or another format."
    )
    table, asked = named_tables.read(file.content(), answers, _fits, refusal)
    return _Export(table, answers).plan(asked)


def _fits(names: tuple[str, ...]) -> bool:
    return set(names) >= _NEEDED


@dataclass(frozen=True, slots=True)
class _When:
    """When a reading was taken; a part of the day has a name, a day alone has none."""

    moment: Moment
    stamp: str
    part: str = ""


class _Export:
    """One file, read row by row."""

    def __init__(self, table: NamedTable, answers: Answers) -> None:
        self._table = table
        self._moments = Moments(answers)
        self._measures = FileMeasures(answers.measures, "Bearable")
        said = table.picker((_CATEGORY, _AMOUNT, _DETAIL))
        readings = {Value(*said(row)) for row in table.table.rows}
        self._values = Values(readings, self._measures, answers)
        doses = (each.amount for each in readings if each.is_dose)
        self._amounts = medtimer.Amounts(bearable_values.MEDICINES, doses, answers)
        days = (*table.values(_ISO_DATE), *table.values(_DATE))
        self._dates = DateColumn(table.written(_DATE), days, answers)
        self._parts = _parts()
        self._cells = table.picker((_ISO_DATE, _DATE, _WHEN, _CATEGORY, _AMOUNT, _DETAIL, _NOTES))
        self._known: dict[tuple[str, str], _When] = {}
        self._tags: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = {}
        self._keys = Keys()
        self._others = table.others(_KNOWN)
        self._unknown = Unknown()
        self._check_ins: list[ImportedCheckIn] = []
        self._doses: list[ImportedDose] = []
        self._own_categories = 0

    def plan(self, asked: tuple[Question, ...]) -> ImportPlan:
        """Return what the file would bring in."""
        held = HeldRows()
        self._table.table.read_each(self._take, held)
        questions = (
            *asked,
            self._dates.question(),
            *self._values.questions(),
            self._amounts.question(),
            self._moments.question(),
        )
        return ImportPlan(
            format=NAME,
            source=NAME,
            zone=self._moments.zone.key,
            header=self._table.header,
            check_ins=tuple(self._check_ins),
            doses=tuple(self._doses),
            held_aside=held.all(),
            questions=tuple(question for question in questions if question is not None),
            new_measures=self._measures.new,
            unknown=dict(self._unknown),
            remarks=tuple(self._remarks()),
        )

    def _take(self, row: Row) -> None:
        iso_date, date, part, category, amount, detail, note = self._cells(row)
        when = self._when(iso_date or date, part.casefold())
        required(category, self._table.written(_CATEGORY))
        said = Value(category, amount, detail)
        if said.is_dose:
            self._doses.append(self._dose(row, when, said, note))
        else:
            self._check_ins.append(self._check_in(row, when, said, note))
        self._own_categories += not said.is_known
        if self._others:
            self._table.count(row, self._others, self._unknown)

    def _check_in(self, row: Row, when: _When, said: Value, note: str) -> ImportedCheckIn:
        reading = self._values.read(said)
        told = "\n".join((reading.note, note)).strip() if note else reading.note
        if not reading.ratings and not reading.tags and not told:
            raise RowError(_("It holds neither a rating nor a word."))
        return ImportedCheckIn(
            moment=when.moment,
            source_key=self._key(when, said, note),
            source_row=self._table.raw(row),
            ratings=reading.ratings,
            note=notes.note(told) if told else "",
            tags=self._with_part(reading.tags, when.part),
        )

    def _with_part(self, tags: tuple[str, ...], part: str) -> tuple[str, ...]:
        # a history has a hundred thousand readings, and few different tags
        if (tags, part) not in self._tags:
            self._tags[tags, part] = (*tags, part) if part and part not in tags else tags
        return self._tags[tags, part]

    def _dose(self, row: Row, when: _When, said: Value, note: str) -> ImportedDose:
        required(said.detail, self._table.written(_DETAIL))
        if _LIST.search(said.detail):
            raise RowError(_("It names several medicines, and not how much of each."))
        amount = self._amounts.read(said.amount)
        if amount.amount is not None and float(amount.amount) == 0:
            raise RowError(_("Its amount is 0: nobody can tell whether it was taken."))
        return ImportedDose(
            moment=when.moment,
            source_key=self._key(when, said, note),
            source_row=self._table.raw(row),
            substance=notes.name(said.detail),
            amount=amount.amount,
            unit=amount.unit,
            estimated=amount.about,
            plus_minus=amount.plus_minus,
            note=medtimer.note((when.part, medtimer.amount_line(amount), note)),
        )

    def _key(self, when: _When, said: Value, note: str) -> str:
        # months overlap, and the form of a date differs from one version to the next
        return self._keys.of_parts((when.stamp, said.kind, said.amount, said.detail, note))

    def _when(self, date: str, part: str) -> _When:
        required(date, self._table.written(_DATE))
        if (date, part) not in self._known:
            self._known[date, part] = self._moment(date, part)
        return self._known[date, part]

    def _moment(self, date: str, when: str) -> _When:
        day = self._dates.read(date)
        if isinstance(day, datetime):
            day = day.date()
        if not when or when == "all day":
            return _When(self._moments.at(day), day.isoformat())
        if when in self._parts:
            moment = self._moments.at(day, "part_of_day")
            return _When(moment, f"{day.isoformat()}/{when}", self._parts[when])
        wall = datetime.combine(day, dates.clock_time(when))
        return _When(self._moments.at(wall), wall.isoformat())

    def _remarks(self) -> list[str]:
        said = [*self._moments.remarks(), *self._measures.remarks()]
        if self._own_categories:
            said.append(
                ngettext(
                    "{n} row is of a category that Bearable itself does not have; "
                    "it is taken over under the category's own name.",
                    "{n} rows are of categories that Bearable itself does not have; "
                    "they are taken over under the categories' own names.",
                    self._own_categories,
                ).format(n=self._own_categories)
            )
        return said


def _parts() -> dict[str, str]:
    """Return the parts of the day, of six hours each; no clock time is made of them."""
    return {
        "pre": _("night"),
        "am": _("morning"),
        "mid": _("afternoon"),
        "pm": _("evening"),
    }
