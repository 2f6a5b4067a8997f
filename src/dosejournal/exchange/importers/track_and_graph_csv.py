"""Track & Graph's table: `FeatureName,Timestamp,Value`, with a label and a note in newer ones."""

import re
from collections import Counter
from datetime import datetime

from dosejournal.domain.imports import Answers, ImportPlan, Question
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import tables, texts, track_and_graph
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.rows import HeldRows, Row, RowError, compact, named, required
from dosejournal.exchange.importers.track_and_graph import Point, Points, Value
from dosejournal.i18n import _

NAME = "track-and-graph-csv"

_NEEDED = {"featurename", "timestamp", "value"}
_COLUMNS = {*_NEEDED, "label", "note"}
_TIMESTAMP = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-]\d\d:\d\d(:\d\d)?)", re.ASCII
)


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Track & Graph CSV export")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    try:
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
                "This file has not the columns of a Track & Graph export. Nothing was brought in; "
                "choose another file, or another format."
            )
        )
    return _Export(tables.read(text, found[0])).plan(answers, asked)


def _fits(table: tables.Table) -> bool:
    return set(table.header) >= _NEEDED


class _Export:
    """One table, read row by row."""

    def __init__(self, table: tables.Table) -> None:
        self._header = table.header
        self._written_header = table.written_header
        self._others = [
            (place, written)
            for place, (name, written) in enumerate(
                zip(table.header, table.written_header, strict=True)
            )
            if name not in _COLUMNS
        ]
        self._unknown: Counter[str] = Counter()
        self._held = HeldRows()
        # a history says few different things
        self._values: dict[str, tuple[Value, str]] = {}
        self._names: dict[str, str] = {}
        self._points = table.read_each(self._point, self._held)

    def plan(self, answers: Answers, asked: tuple[Question, ...]) -> ImportPlan:
        """Return what the table would bring in."""
        found = Points(answers, self._points, self._held)
        return found.plan(NAME, self._written_header, self._unknown, asked)

    def _point(self, row: Row) -> Point:
        cells = dict(zip(self._header, map(str.strip, row.cells), strict=False))
        value, label = self._value(required(cells.get("value", ""), "Value"))
        name = required(cells.get("featurename", ""), "FeatureName")
        at = _instant(required(cells.get("timestamp", ""), "Timestamp"))
        for place, written in self._others:
            if place < len(row.cells) and row.cells[place].strip():
                self._unknown[written] += 1
        return Point(
            row=row,
            name=self._names.setdefault(name, " ".join(name.split())),
            milliseconds=track_and_graph.milliseconds(at),
            at=at.replace(microsecond=0),
            value=value,
            # a label of its own wins over one that is packed behind the value
            label=cells.get("label", "") or label,
            note=cells.get("note", ""),
            source_row=compact(named(self._written_header, row.cells)),
        )

    def _value(self, text: str) -> tuple[Value, str]:
        if text not in self._values:
            self._values[text] = track_and_graph.parsed(text)
        return self._values[text]


def _instant(text: str) -> datetime:
    """Return the instant that a timestamp names, as the clock on the wall showed it."""
    try:
        at = datetime.fromisoformat(text) if _TIMESTAMP.fullmatch(text) else None
    except ValueError:
        at = None
    if at is None:
        raise RowError(_("Its time cannot be read, or does not say its offset."))
    return track_and_graph.on_the_wall(at)
