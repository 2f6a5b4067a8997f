"""How We Feel's export: a table of feelings in words, with what the phone measured beside them."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dosejournal.domain import notes
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan, Question
from dosejournal.exchange.importers import columns, dates, months, named_tables
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.json_records import Unknown
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.named_tables import NamedTable
from dosejournal.exchange.importers.numbers import NumberColumn, is_unknown
from dosejournal.exchange.importers.rows import HeldRows, Keys, Row, RowError
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _, ngettext

NAME = "how-we-feel"

_DATE, _MOOD, _PEOPLE = "date", "mood", "tags (people)"
_MOOD_KEYS = ("mood key", "mood keys")
_TAGS = (_PEOPLE, "tags (places)", "tags (events)")
_TEXTS = ("notes", "reflections", "takeaways")
_MEASURED = (
    "exercise", "sleep", "menstrual", "steps", "meditation", "temperature (f)", "water (cups)",
    "caffeine (mg)", "alcoholic drinks",
)  # fmt: skip
# of these the phone tells 0 as well where it knows nothing
_ZERO_IS_NOTHING = frozenset(("exercise", "sleep", "steps", "meditation"))
_UNITS = {"F": "°F"}
# the same in other words, or the language of the phone
_SAID_TWICE = frozenset((*_MOOD_KEYS, *(f"tags key {name[5:]}" for name in _TAGS), "locale"))
_KNOWN = frozenset((_DATE, _MOOD, *_TAGS, *_TEXTS, *_MEASURED, *_SAID_TWICE))
_MOMENT = re.compile(
    r"(?P<year>\d{4}) \w+\.?,? (?P<month>[^\W\d]+\.?) (?P<day>\d{1,2}),? (?P<time>.+)"
)


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("How We Feel export (CSV)")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    return named_tables.recognised(file, _fits)


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file.
    """
    refusal = _(
        "This file has not the columns of a How We Feel export. Nothing was brought in; "
        "choose another file, or another format."
    )
    table, asked = named_tables.read(file.content(), answers, _fits, refusal)
    return _Export(table, answers).plan(asked)


def _fits(names: tuple[str, ...]) -> bool:
    return {_DATE, _MOOD, _PEOPLE} <= set(names) and any(key in names for key in _MOOD_KEYS)


class _Export:
    """One file, read row by row."""

    def __init__(self, table: NamedTable, answers: Answers) -> None:
        self._table = table
        self._moments = Moments(answers)
        self._measures = FileMeasures(answers.measures, "How We Feel")
        self._numbers = {
            name: NumberColumn(table.written(name), set(table.values(name)), answers)
            for name in _MEASURED
            if name in table
        }
        forms = (_MOMENT.fullmatch(dates.plain(value)) for value in table.values(_DATE))
        words = {months.folded(form["month"]) for form in forms if form is not None}
        self._months = months.numbers(words)
        self._others = table.others(_KNOWN)
        self._unknown = Unknown()
        self._keys = Keys()
        self._zeros = 0

    def plan(self, asked: tuple[Question, ...]) -> ImportPlan:
        """Return what the file would bring in."""
        held = HeldRows()
        check_ins = self._table.table.read_each(self._check_in, held)
        numbers = (column.question() for column in self._numbers.values())
        questions = (*asked, *numbers, self._moments.question())
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
        )

    def _check_in(self, row: Row) -> ImportedCheckIn:
        wall = self._wall(self._table.needed(row, _DATE))
        feelings = _parted(self._table.needed(row, _MOOD))
        ratings, lines, zeros = self._measured(row)
        texts = (_text(self._table.cell(row, name)) for name in _TEXTS)
        note = "\n".join(filter(None, (*texts, *lines)))
        tags = [tag for name in _TAGS for tag in _parted(self._table.cell(row, name))]
        check_in = ImportedCheckIn(
            moment=self._moments.at(wall),
            # what the phone measured of a day grows from one export to the next
            source_key=self._keys.of_parts((wall.isoformat(), *feelings)),
            source_row=self._table.raw(row),
            ratings=ratings,
            note=notes.note(note) if note else "",
            tags=tuple(dict.fromkeys(tags)),
            # words, and no numbers: no score is made of them
            mood_word=notes.name(", ".join(feelings)),
        )
        self._zeros += zeros
        self._table.count(row, self._others, self._unknown)
        return check_in

    def _wall(self, written: str) -> datetime:
        form = _MOMENT.fullmatch(dates.plain(written))
        if form is None:
            raise RowError(_("Its date cannot be read."))
        day = dates.day_of_year(f"{form['month']} {form['day']}", int(form["year"]), self._months)
        return datetime.combine(day, dates.clock_time(form["time"]))

    def _measured(self, row: Row) -> tuple[tuple[Rating, ...], list[str], int]:
        """Return ratings, lines of a note for words, and how many zeros say nothing."""
        ratings: list[Rating] = []
        lines: list[str] = []
        zeros = 0
        for name, numbers in self._numbers.items():
            cell = self._table.cell(row, name)
            written = self._table.written(name)
            if is_unknown(cell):
                continue
            if not numbers.is_number(cell):
                lines.append(f"{written}: {cell}")
                continue
            number = numbers.read(cell)
            if number.value == 0 and name in _ZERO_IS_NOTHING:
                zeros += 1
                continue
            measured, unit = columns.unit_of(written)
            unit = number.unit or _UNITS.get(unit, unit)
            measure = self._measures.fitting(measured, unit=unit)
            ratings.append(Rating(measure.key, measure.check(number.value)))
        return tuple(ratings), lines, zeros

    def _remarks(self) -> list[str]:
        said = [*self._moments.remarks(), *self._measures.remarks()]
        if self._zeros:
            said.append(
                ngettext(
                    "{n} zero is left out: in steps, sleep, exercise and meditation it mostly "
                    "means that nothing was measured.",
                    "{n} zeros are left out: in steps, sleep, exercise and meditation they mostly "
                    "mean that nothing was measured.",
                    self._zeros,
                ).format(n=self._zeros)
            )
        return said


def _parted(cell: str) -> tuple[str, ...]:
    parts = (part.strip() for part in cell.split(";"))
    return tuple(dict.fromkeys(notes.name(part) for part in parts if part))


def _text(cell: str) -> str:
    """Return a text, or the texts of a list that is written as JSON."""
    if not cell.startswith("["):
        return cell
    try:
        listed = json.loads(cell)
    except (ValueError, RecursionError):
        return cell
    return "\n".join(_texts(listed))


def _texts(listed: Any) -> Iterator[str]:
    for each in listed:
        values = each.values() if isinstance(each, dict) else (each,)
        for value in values:
            # a list within a list is kept as it is written
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            if value not in (None, "", [], {}):
                yield text.strip()
