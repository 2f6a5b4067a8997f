"""Loop Habit Tracker's backup, an SQLite database: habits, and what each has on a day."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dosejournal.domain import amounts, notes
from dosejournal.domain.imports import Answers, ImportPlan
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import database_records as records
from dosejournal.exchange.importers import databases
from dosejournal.exchange.importers.database_records import Record
from dosejournal.exchange.importers.databases import ForeignTables
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.loop_habits import YES_MANUAL, Habit, Mark, Marks
from dosejournal.exchange.importers.rows import HeldRows, Row, RowError, compact
from dosejournal.i18n import _

NAME = "loop-habits-database"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HABIT = ("id", "name", "type", "unit")
# what a habit has that has no place in a journal
_OTHERS = ("question", "description", "freq_num", "reminder_hour", "target_value")
_NUMERIC = 1
_MARK = ("habit", "timestamp", "value", "notes")


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Loop Habit Tracker backup (database)")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    try:
        if not databases.is_database(file):
            return False
        with databases.opened(file) as tables:
            return _fits(tables)
    except ImportFileError:
        return False


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file.
    """
    with databases.opened(file) as tables:
        if not _fits(tables):
            raise ImportFileError(
                _(
                    "This database is no backup of Loop Habit Tracker. Nothing was brought in; "
                    "choose another file, or another format."
                )
            )
        return _Backup(tables).plan(answers)


def _fits(tables: ForeignTables) -> bool:
    return tables.has("Habits", "id", "name") and tables.has("Repetitions", "habit", "timestamp")


class _Backup:
    """One backup, read table by table."""

    def __init__(self, tables: ForeignTables) -> None:
        self._tables = tables
        # a row of the oldest versions has no value: that it is there means done
        self._has_values = tables.has("Repetitions", "value")
        self._unknown: Counter[str] = Counter()
        # a habit, or why there is none of which a mark could tell
        self._habits: dict[Any, Habit | str] = {}
        for record in tables.rows("Habits", (*_HABIT, *_OTHERS)):
            try:
                self._habits[record["id"]] = self._habit(record)
            except JournalError as reason:
                self._habits[record["id"]] = str(reason)

    def plan(self, answers: Answers) -> ImportPlan:
        """Return what the backup would bring in."""
        held = HeldRows()
        marks: list[Mark] = []
        for number, record in enumerate(self._tables.rows("Repetitions", _MARK), start=2):
            row = Row(number, (compact(records.plain(record)),))
            try:
                marks.append(self._mark(row, record))
            except JournalError as reason:
                held.add(row, reason)
        return Marks(answers, marks, held).plan(NAME, ("entry",), self._unknown)

    def _habit(self, record: Record) -> Habit:
        is_numeric = record["type"] == _NUMERIC
        self._unknown.update(
            name for name in _OTHERS if record[name] and (is_numeric or name != "target_value")
        )
        return Habit(
            name=notes.name(records.text(record, "name")),
            is_numeric=is_numeric,
            unit=amounts.unit(records.text(record, "unit")) if is_numeric else "",
        )

    def _mark(self, row: Row, record: Record) -> Mark:
        habit = self._habits.get(record["habit"])
        if habit is None:
            raise RowError(_("The file does not name the habit it belongs to."))
        if isinstance(habit, str):
            raise RowError(habit)
        return Mark(
            row=row,
            habit=habit,
            day=_day(records.whole(record, "timestamp")),
            value=records.whole(record, "value") if self._has_values else YES_MANUAL,
            note=records.text(record, "notes"),
            record={"Habit": habit.name, **records.plain(record)},
        )


def _day(milliseconds: int) -> date:
    """Return the day of a mark: it is kept as the midnight that day has in UTC."""
    try:
        return (_EPOCH + timedelta(milliseconds=milliseconds)).date()
    except OverflowError:
        raise RowError(_("There is no such day.")) from None
