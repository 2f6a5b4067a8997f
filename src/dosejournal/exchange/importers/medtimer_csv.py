"""MedTimer's table of events: parted by semicolons, without any quotation marks."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from dosejournal.domain import progress
from dosejournal.domain.imports import Answers, ImportedDose, ImportPlan, Question
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import medtimer, texts
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.json_records import Unknown
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.rows import (
    HeldRows,
    Keys,
    Row,
    RowError,
    compact,
    named,
    required,
)
from dosejournal.exchange.importers.tables import LONGEST_FIELD, MOST_RECORDS
from dosejournal.i18n import _, ngettext

NAME = "medtimer-csv"

_SIGN = ";"
_MARK = "(iso 8601)"
_WIDTH = 9
_NAME, _AMOUNT, _TAKEN, _TAGS, _INTERVAL, _NOTES = 1, 2, 3, 4, 5, 6
_LONGEST_HEADER = 1_000
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_DURATION = re.compile(r"-?\d+:\d\d")


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("MedTimer table of events (CSV)")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    if file.is_archive():
        return False
    try:
        text, _asked = texts.decoded(file.content(), Answers(zone="UTC"))
    except ImportFileError:
        return False
    return _fits(_header(text))


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file.
    """
    text, asked = texts.decoded(file.content(), answers)
    header = _header(text)
    if not _fits(header):
        raise ImportFileError(
            _(
                "This file has not the columns of MedTimer's events. Nothing was brought in; "
                "choose another file, or another format."
            )
        )
    return _Events(header, _lines(text), answers).plan(asked)


def _header(text: str) -> tuple[str, ...]:
    first = text.lstrip("\ufeff")[:_LONGEST_HEADER].partition("\n")[0]
    return tuple(name.strip() for name in first.split(_SIGN))


def _fits(header: Sequence[str]) -> bool:
    # the names of the first columns are in the language of the phone
    last = [unicodedata.normalize("NFKC", name).casefold() for name in header[-2:]]
    return len(header) == _WIDTH and all(name.endswith(_MARK) for name in last)


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    if len(lines) > MOST_RECORDS or any(len(line) > LONGEST_FIELD for line in lines):
        raise ImportFileError(
            _(
                "This file has more lines, or longer ones, than a diary has. Nothing was brought "
                "in; choose another file, or a part of it."
            )
        )
    return lines[1:]


def _rows(lines: Iterable[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=2):
        if line.strip():
            yield Row(number, tuple(line.rstrip("\r").split(_SIGN)))


class _Events:
    """One table, read line by line."""

    def __init__(self, header: tuple[str, ...], lines: Sequence[str], answers: Answers) -> None:
        self._header = header
        self._lines = lines
        self._moments = Moments(answers)
        self._unknown = Unknown()
        self._keys = Keys()
        self._names = medtimer.Names((), self._column(_NAME))
        self._amounts = medtimer.Amounts(header[_AMOUNT], self._column(_AMOUNT), answers)
        self._not_recorded = 0
        self._with_sign = 0

    def plan(self, asked: tuple[Question, ...]) -> ImportPlan:
        """Return what the table would bring in."""
        held = HeldRows()
        doses: list[ImportedDose] = []
        for row in _rows(progress.counted(self._lines)):
            try:
                doses.append(self._dose(row.cells))
            except JournalError as reason:
                held.add(row, reason)
        questions = (self._amounts.question(), self._moments.question())
        return ImportPlan(
            format=NAME,
            source=medtimer.SOURCE,
            zone=self._moments.zone.key,
            header=self._header,
            doses=tuple(doses),
            held_aside=held.all(),
            questions=(*asked, *(question for question in questions if question is not None)),
            unknown=dict(self._unknown),
            remarks=tuple(self._remarks()),
        )

    def _dose(self, written: tuple[str, ...]) -> ImportedDose:
        cells = tuple(cell.strip() for cell in _joined(written))
        name = required(cells[_NAME], self._header[_NAME])
        reminded = _time(required(cells[-2], self._header[-2]))
        key = medtimer.key(self._keys, name, reminded)
        if not cells[-1]:
            self._not_recorded += 1
            raise RowError(
                _("No intake is recorded for it: it may have been skipped, or still be open.")
            )
        amount = self._amounts.read(cells[_AMOUNT])
        dose = ImportedDose(
            moment=self._moments.at(_time(cells[-1])),
            source_key=key,
            source_row=compact(named(self._header, cells)),
            substance=self._names.medicine(name),
            amount=amount.amount,
            unit=amount.unit,
            estimated=amount.about,
            plus_minus=amount.plus_minus,
            note=medtimer.note(
                (
                    cells[_NOTES],
                    medtimer.amount_line(amount),
                    medtimer.tags_line((cells[_TAGS],) if cells[_TAGS] else ()),
                )
            ),
        )
        self._with_sign += len(written) > _WIDTH
        self._unknown.add(self._header[_INTERVAL], cells[_INTERVAL].strip("-0:"))
        return dose

    def _column(self, place: int) -> Iterator[str]:
        cells = (row.cells for row in _rows(self._lines))
        return (each[place].strip() for each in cells if len(each) >= _WIDTH)

    def _remarks(self) -> list[str]:
        said = self._moments.remarks()
        if self._not_recorded:
            said.append(
                ngettext(
                    "{n} event without an intake is held aside: this table does not say whether "
                    "it was skipped. MedTimer's backup (JSON) does.",
                    "{n} events without an intake are held aside: this table does not say whether "
                    "they were skipped. MedTimer's backup (JSON) does.",
                    self._not_recorded,
                ).format(n=self._not_recorded)
            )
        if self._with_sign:
            said.append(
                ngettext(
                    "{n} row has a semicolon too many; it is read as part of the note.",
                    "{n} rows have semicolons too many; they are read as part of the note.",
                    self._with_sign,
                ).format(n=self._with_sign)
            )
        return said


def _joined(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return a line as nine cells: what is too much belongs to the note, where all else fits."""
    if len(cells) < _WIDTH:
        raise RowError(
            _("It has {n} fields where the header names {m}: perhaps a note goes on here.").format(
                n=len(cells), m=_WIDTH
            )
        )
    if len(cells) == _WIDTH:
        return cells
    # with a semicolon before the note, the interval or the time of intake is out of its place
    in_place = bool(cells[_TAKEN].strip()) == bool(cells[-1].strip())
    if not in_place or not _DURATION.fullmatch(cells[_INTERVAL].strip()):
        raise RowError(
            _(
                "It has {n} fields where the header names {m}: a semicolon is in one of them."
            ).format(n=len(cells), m=_WIDTH)
        )
    return (*cells[:_NOTES], _SIGN.join(cells[_NOTES:-2]), *cells[-2:])


def _time(written: str) -> datetime:
    if not _TIME.fullmatch(written):
        raise RowError(_("Its time cannot be read."))
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise RowError(_("There is no such day or time.")) from None
