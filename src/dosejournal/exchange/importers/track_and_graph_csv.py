"""Track & Graph's table: `FeatureName,Timestamp,Value`, with a label and a note in newer ones."""

import re
from collections import Counter
from datetime import datetime, timedelta

from dosejournal.domain.imports import Answers, ImportPlan
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import tables, texts, track_and_graph
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.rows import HeldRows, Row, RowError, named, required
from dosejournal.exchange.importers.track_and_graph import Point, Points
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
    table = tables.read(text, found[0])
    held = HeldRows()
    unknown: Counter[str] = Counter()
    points: list[Point] = []
    for row in table.rows:
        try:
            points.append(_point(table, table.record(row)))
        except JournalError as reason:
            held.add(row, reason)
        else:
            _count_others(table, row, unknown)
    return Points(answers, points, held).plan(NAME, table.written_header, unknown, asked)


def _fits(table: tables.Table) -> bool:
    return set(table.header) >= _NEEDED


def _point(table: tables.Table, row: Row) -> Point:
    cells = {name: cell.strip() for name, cell in zip(table.header, row.cells, strict=False)}
    value, label = track_and_graph.parsed(required(cells.get("value", ""), "Value"))
    return Point(
        row=row,
        name=" ".join(required(cells.get("featurename", ""), "FeatureName").split()),
        at=_instant(required(cells.get("timestamp", ""), "Timestamp")),
        value=value,
        # a label of its own wins over one that is packed behind the value
        label=cells.get("label", "") or label,
        note=cells.get("note", ""),
        record=named(table.written_header, row.cells),
    )


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text) if _TIMESTAMP.fullmatch(text) else None
    except ValueError:
        at = None
    if at is None:
        raise RowError(_("Its time cannot be read, or does not say its offset."))
    try:
        return at.astimezone(track_and_graph.offset(at.utcoffset() or timedelta()))
    except OverflowError:
        raise RowError(_("There is no such day or time.")) from None


def _count_others(table: tables.Table, row: Row, unknown: Counter[str]) -> None:
    for name, written, cell in zip(table.header, table.written_header, row.cells, strict=False):
        if name not in _COLUMNS and cell.strip():
            unknown[written] += 1
