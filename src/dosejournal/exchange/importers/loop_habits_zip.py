"""Loop Habit Tracker's export of tables, an archive: `Habits.csv`, and a folder for each habit."""

import re
from collections import Counter
from datetime import date

from dosejournal.domain import amounts, notes, progress
from dosejournal.domain.imports import Answers, ImportPlan
from dosejournal.domain.progress import Unit
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import tables, texts
from dosejournal.exchange.importers.files import LARGEST_TEXT_BYTES, ImportFile
from dosejournal.exchange.importers.loop_habits import WORDS, Habit, Mark, Marks
from dosejournal.exchange.importers.rows import HeldRows, Row, RowError, named
from dosejournal.i18n import _

NAME = "loop-habits-zip"

_HABITS = "Habits.csv"
_MARKS = "Checkmarks.csv"
MOST_MARKS = 400_000
"""Of all habits together: a hundred of them, each day for ten years."""

# the name of a habit's folder lacks all but plain letters, so that its number alone tells it
_FOLDER = re.compile(r"(\d{3,6})(?: [^/]*)?/Checkmarks\.csv", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# what a habit has that has no place in a journal
_OTHERS = ("Question", "Description", "FrequencyNumerator", "NumRepetitions", "Target Value")


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Loop Habit Tracker CSV export (zip)")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    try:
        folder = _folder(file)
        return folder is not None and _habits_table(file, folder) is not None
    except ImportFileError:
        return False


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file, or not safe to read.
    """
    folder = _folder(file)
    table = None if folder is None else _habits_table(file, folder)
    if folder is None or table is None:
        raise ImportFileError(
            _(
                "This archive is no export of Loop Habit Tracker. Nothing was brought in; "
                "choose another file, or another format."
            )
        )
    return _Export(file, folder, table).plan(answers)


def _folder(file: ImportFile) -> str | None:
    """Return where in the archive the export begins: some programs pack its folder with it."""
    found = [name for name in file.members() if name.rpartition("/")[2] == _HABITS]
    return min(found, key=len).removesuffix(_HABITS) if found else None


def _habits_table(file: ImportFile, folder: str) -> tables.Table | None:
    return _table(file.member(folder + _HABITS), {"position", "name"})


def _table(content: bytes, needed: set[str]) -> tables.Table | None:
    text, asked = texts.decoded(content, Answers(zone="UTC"))
    found = tables.delimiter(text, lambda table: set(table.header) >= needed)
    return None if asked or found is None else tables.read(text, found[0])


class _Export:
    """One export, read habit by habit."""

    def __init__(self, file: ImportFile, folder: str, table: tables.Table) -> None:
        self._file = file
        self._folder = folder
        self._held = HeldRows()
        self._marks: list[Mark] = []
        self._unknown: Counter[str] = Counter()
        self._habits: dict[int, Habit] = {}
        table.read_each(lambda row: self._add_habit(named(table.header, row.cells)), self._held)

    def plan(self, answers: Answers) -> ImportPlan:
        """Return what the export would bring in."""
        folders = {name: found for name in self._file.members() if (found := self._number(name))}
        members = self._file.contents(
            progress.counted(sorted(folders), unit=Unit.FILES), most=LARGEST_TEXT_BYTES
        )
        for name, content in members:
            habit = self._habits.get(folders[name])
            table = _table(content, {"date", "value"})
            if habit is None or table is None:
                self._unknown[_MARKS] += 1
            else:
                self._read(habit, table)
        header = ("Habit", "Date", "Value", "Notes")
        return Marks(answers, self._marks, self._held).plan(NAME, header, self._unknown)

    def _number(self, name: str) -> int:
        """Return the number of the habit whose marks a member has; 0 for any other member."""
        if not name.startswith(self._folder):
            return 0
        found = _FOLDER.fullmatch(name.removeprefix(self._folder))
        return int(found[1]) if found else 0

    def _add_habit(self, said: dict[str, str]) -> None:
        position = said.get("position", "").strip()
        if not _WHOLE.fullmatch(position):
            raise RowError(_("Its position among the habits cannot be read."))
        self._habits[int(position)] = Habit(
            name=notes.name(said.get("name", "")),
            is_numeric=said.get("type", "").strip().upper() == "NUMERICAL",
            unit=amounts.unit(said.get("unit", "")),
        )
        self._unknown.update(name for name in _OTHERS if said.get(tables.folded(name)))

    def _read(self, habit: Habit, table: tables.Table) -> None:
        if len(self._marks) + len(table.rows) > MOST_MARKS:
            raise ImportFileError(
                _(
                    "This file has more than {n} lines. Nothing was brought in; "
                    "choose another file, or a part of it."
                ).format(n=MOST_MARKS)
            )
        for row in progress.counted(table.rows):
            told = Row(row.number, (habit.name, *row.cells))
            try:
                self._marks.append(_mark(habit, told, table, table.record(row)))
            except JournalError as reason:
                self._held.add(told, reason)


def _mark(habit: Habit, told: Row, table: tables.Table, row: Row) -> Mark:
    said = named(table.header, row.cells)
    return Mark(
        row=told,
        habit=habit,
        day=_day(said.get("date", "").strip()),
        value=_value(said.get("value", "").strip()),
        note=said.get("notes", "").strip(),
        record={"Habit": habit.name, **named(table.written_header, row.cells)},
    )


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise RowError(_("Its date cannot be read."))
    return day


def _value(text: str) -> int:
    if text in WORDS:
        return WORDS[text]
    if not _WHOLE.fullmatch(text):
        raise RowError(_("Its value cannot be read."))
    return int(text)
