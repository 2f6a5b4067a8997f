"""Nomie's JSON export and backup: all logs, and the trackers that they tell of."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from dosejournal.domain import notes
from dosejournal.domain.imports import Answers, ImportPlan
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import json_files
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.json_records import Record, Unknown, instant, record, text
from dosejournal.exchange.importers.nomie_logs import Log, Logs
from dosejournal.exchange.importers.rows import HeldRows, Keys, Row, RowError, compact
from dosejournal.i18n import _

NAME = "nomie-json"

_NOTE = "note"
# what Nomie made of the note itself, or keeps for itself
_LOG_KEYS = frozenset(
    ("_id", "_rev", "id", "note", "start", "end", "offset", "modified", "hasNote", "trackers",
     "_dirty", "lat", "lng")
)  # fmt: skip
_FILE_KEYS = frozenset(("nomie", "events", "trackers"))


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Nomie export (JSON)")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    return _fits(json_files.recognised(file))


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file.
    """
    content = json_files.taken(file)
    if not _fits(content):
        raise ImportFileError(
            _(
                "This file holds no logs as Nomie writes them. Nothing was brought in; "
                "choose another file, or another format."
            )
        )
    return _Export(content, answers).plan()


def _fits(content: Any) -> bool:
    if not isinstance(content, dict) or not isinstance(content.get("events"), list):
        return False
    return isinstance(content.get("nomie"), dict) or isinstance(content.get("trackers"), dict)


class _Export:
    """One export, read log by log."""

    def __init__(self, content: Record, answers: Answers) -> None:
        self._content = content
        written = (each.get(_NOTE) for each in content["events"] if isinstance(each, dict))
        self._logs = Logs(
            _described(content.get("trackers")),
            (notes.storable(note) for note in written if isinstance(note, str)),
            answers,
        )
        self._unknown = Unknown()
        self._keys = Keys()

    def plan(self) -> ImportPlan:
        """Return what the export would bring in."""
        held = HeldRows()
        for number, event in enumerate(json_files.drained(self._content["events"]), start=2):
            try:
                self._take(record(event))
            except JournalError as reason:
                held.add(Row(number, (compact(event),)), reason)
        for name, value in self._content.items():
            if name not in _FILE_KEYS:
                self._unknown.add(name, list(value) if isinstance(value, dict) else value)
        questions = (*self._logs.trackers.questions(), self._logs.moments.question())
        return ImportPlan(
            format=NAME,
            source=NAME,
            zone=self._logs.moments.zone.key,
            header=("log",),
            check_ins=tuple(self._logs.check_ins),
            doses=tuple(self._logs.doses),
            held_aside=held.all(),
            questions=tuple(question for question in questions if question is not None),
            new_measures=self._logs.measures.new,
            unknown=dict(self._unknown),
            remarks=tuple(self._logs.remarks()),
        )

    def _take(self, event: Record) -> None:
        at = _instant(event, "end") or _instant(event, "start")
        if at is None:
            raise RowError(_("It does not say when it was recorded."))
        note = text(event, _NOTE)
        self._logs.take(
            Log(
                at=at,
                west=event.get("offset"),
                stem=text(event, "_id") or self._keys.of_parts((at.isoformat(), note)),
                note=note,
                row=compact(event),
            )
        )
        self._unknown.add_others(event, _LOG_KEYS)
        self._unknown.add("lat, lng", event.get("lat") is not None)


def _described(trackers: Any) -> Mapping[str, Any]:
    if not isinstance(trackers, dict):
        return {}
    return {tag.casefold(): tracker for tag, tracker in trackers.items()}


def _instant(event: Record, key: str) -> datetime | None:
    """Return a time: a text of ISO 8601, or milliseconds in older versions."""
    value = event.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return instant(event, key, per_second=1000)
    try:
        at = datetime.fromisoformat(value)
        if at.tzinfo is None:
            raise RowError(_("Its time cannot be read."))
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise RowError(_("Its time cannot be read.")) from None
