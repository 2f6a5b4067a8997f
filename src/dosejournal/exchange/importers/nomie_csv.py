"""Nomie's detailed table: a row for each log, whose commas and marks were made blanks."""

from dosejournal.domain import notes
from dosejournal.domain.imports import Answers, ImportPlan, Question
from dosejournal.exchange.importers import named_tables
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.json_records import Unknown, instant
from dosejournal.exchange.importers.named_tables import NamedTable
from dosejournal.exchange.importers.nomie_logs import Log, Logs
from dosejournal.exchange.importers.rows import HeldRows, Keys, Row, RowError
from dosejournal.i18n import _

NAME = "nomie-csv"

_AT, _NOTE, _OFFSET = "epoch", "note", "offset"
_NEEDED = {_AT, "start", "end", _OFFSET, _NOTE}
_KNOWN = frozenset((*_NEEDED, "lat", "lng", "score"))


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Nomie table of logs (CSV)")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    return named_tables.recognised(file, _fits)


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file.
    """
    refusal = _(
        "This file has not the columns of Nomie's logs. Nothing was brought in; "
        "choose another file, or another format."
    )
    table, asked = named_tables.read(file.content(), answers, _fits, refusal)
    return _Table(table, answers).plan(asked)


def _fits(names: tuple[str, ...]) -> bool:
    return set(names) >= _NEEDED


class _Table:
    """One table, read log by log."""

    def __init__(self, table: NamedTable, answers: Answers) -> None:
        self._table = table
        self._logs = Logs({}, table.values(_NOTE), answers)
        self._others = table.others(_KNOWN)
        self._unknown = Unknown()
        self._keys = Keys()

    def plan(self, asked: tuple[Question, ...]) -> ImportPlan:
        """Return what the table would bring in."""
        held = HeldRows()
        self._table.table.read_each(self._take, held)
        questions = (*asked, *self._logs.trackers.questions(), self._logs.moments.question())
        return ImportPlan(
            format=NAME,
            source=NAME,
            zone=self._logs.moments.zone.key,
            header=self._table.header,
            check_ins=tuple(self._logs.check_ins),
            doses=tuple(self._logs.doses),
            held_aside=held.all(),
            questions=tuple(question for question in questions if question is not None),
            new_measures=self._logs.measures.new,
            unknown=dict(self._unknown),
            remarks=tuple(self._logs.remarks()),
        )

    def _take(self, row: Row) -> None:
        written = self._table.needed(row, _AT)
        try:
            epoch = float(written)
        except ValueError:
            raise RowError(_("Its time cannot be read.")) from None
        note = notes.storable(self._table.cell(row, _NOTE))
        self._logs.take(
            Log(
                at=instant({_AT: epoch}, _AT, per_second=1000),
                west=_minutes(self._table.cell(row, _OFFSET)),
                stem=self._keys.of_parts((written, note)),
                note=note,
                row=self._table.raw(row),
            )
        )
        self._table.count(row, self._others, self._unknown)
        self._unknown.add("lat, lng", bool(self._table.cell(row, "lat")))
        self._unknown.add("score", self._table.cell(row, "score").strip("0."))


def _minutes(written: str) -> int | None:
    digits = written.removeprefix("-")
    return int(written) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None
