"""Track & Graph's backup, an SQLite database: data points, and notes beside all trackers."""

from collections import Counter
from decimal import Decimal
from math import isfinite
from typing import Any

from dosejournal.domain.imports import Answers, ImportPlan, Question
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import database_records as records
from dosejournal.exchange.importers import databases, track_and_graph
from dosejournal.exchange.importers.database_records import Record
from dosejournal.exchange.importers.databases import ForeignTables
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.rows import HeldRows, Row, RowError, compact, required
from dosejournal.exchange.importers.track_and_graph import Point, Points, Value
from dosejournal.i18n import _

NAME = "track-and-graph-database"

_KNOWN_VERSION = 60
_POINT = ("epoch_milli", "feature_id", "utc_offset_sec", "value", "label", "note")
_NOTE = ("epoch_milli", "utc_offset_sec", "note")
# a tracker's kind is the place of its name in a list of the program's, and the list has changed:
# 1 is a length of time in the known version and was a number before, when 2 was a length of time
_DURATION = 1
_PERHAPS_DURATION = (1, 2)
# what has no place in a journal, one row each
_OTHERS = ("functions_table", "graphs_and_stats_table2", "reminders_table")
_ANSWERS = ("number", "seconds")


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Track & Graph backup (database)")


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
        ImportFileError: it is no such file, or of a version that is too old.
    """
    with databases.opened(file) as tables:
        if not _fits(tables):
            raise ImportFileError(
                _(
                    "This database is no backup of Track & Graph. Nothing was brought in; "
                    "choose another file, or another format."
                )
            )
        if not tables.has("data_points_table", *_POINT):
            raise ImportFileError(
                _(
                    "This backup is of an old version of Track & Graph. Nothing was brought in; "
                    "update the app, make the backup again and choose the new file."
                )
            )
        return _Backup(tables, answers).plan()


def _fits(tables: ForeignTables) -> bool:
    return tables.has("features_table", "id", "name") and tables.has("data_points_table")


class _Backup:
    """One backup, read table by table."""

    def __init__(self, tables: ForeignTables, answers: Answers) -> None:
        self._tables = tables
        self._answers = answers
        self._unknown: Counter[str] = Counter()
        self._names: dict[Any, str] = {}
        for feature in tables.rows("features_table", ("id", "name", "feature_description")):
            name = feature["name"]
            self._names[feature["id"]] = " ".join(name.split()) if isinstance(name, str) else ""
            self._unknown["feature_description"] += bool(feature["feature_description"])
        trackers = tables.rows("trackers_table", ("feature_id", "type"))
        self._kinds = {tracker["feature_id"]: tracker["type"] for tracker in trackers}
        self._values: dict[tuple[Any, float], Value] = {}
        self._questions: dict[str, Question] = {}
        self._held = HeldRows()
        self._number = 1

    def plan(self) -> ImportPlan:
        """Return what the backup would bring in."""
        points: list[Point] = []
        for table, columns in (("data_points_table", _POINT), ("notes_table", _NOTE)):
            for record in self._tables.rows(table, columns):
                self._number += 1
                # the raw row is what is held aside, and what is kept
                row = Row(self._number, (compact(records.plain(record)),))
                try:
                    points.append(self._point(row, record))
                except JournalError as reason:
                    self._held.add(row, reason)
        for table in _OTHERS:
            self._unknown[table] += sum(1 for _row in self._tables.rows(table, ("id",)))
        found = Points(self._answers, points, self._held)
        return found.plan(NAME, ("entry",), +self._unknown, self._questions.values())

    def _point(self, row: Row, record: Record) -> Point:
        name, value = "", None
        note = records.text(record, "note")
        is_point = "feature_id" in record
        if not is_point:
            required(note, "note")
        else:
            name = self._names.get(record["feature_id"], "")
            if not name:
                raise RowError(_("The file does not name the tracker it belongs to."))
            value = self._value(name, record)
        instant = records.whole(record, "epoch_milli")
        return Point(
            row=row,
            name=name,
            milliseconds=instant,
            at=track_and_graph.wall_clock(instant, records.whole(record, "utc_offset_sec")),
            value=value,
            label=records.text(record, "label") if is_point else "",
            note=note,
            source_row=row.cells[0],
        )

    def _value(self, name: str, record: Record) -> Value:
        number = record["value"]
        if not isinstance(number, int | float) or not isfinite(number):
            raise records.wrong_kind("value")
        # a history says few different things
        said = (record["feature_id"], number)
        if said not in self._values:
            is_duration = self._is_duration(name, self._kinds.get(record["feature_id"]))
            self._values[said] = Value(Decimal(repr(number)), is_duration)
        return self._values[said]

    def _is_duration(self, name: str, kind: Any) -> bool:
        if self._tables.version == _KNOWN_VERSION:
            return bool(kind == _DURATION)
        if kind not in _PERHAPS_DURATION:
            return False
        question = self._questions.setdefault(name, _question(name))
        answer = self._answers.given.get(question.key, "")
        if answer not in _ANSWERS:
            raise RowError(_("Whether it is a length of time is not known: answer the question."))
        return answer == "seconds"


def _question(name: str) -> Question:
    return Question(
        key=f"duration:{name.casefold()}",
        text=_(
            "Is “{name}” a length of time? This backup is of a version that does not say it "
            "clearly, and until you say so its rows wait."
        ).format(name=name),
        assumed="",
        options=(("number", _("no, a number")), ("seconds", _("yes, in seconds"))),
    )
