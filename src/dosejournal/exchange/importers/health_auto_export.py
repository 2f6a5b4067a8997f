"""Health Auto Export's JSON: states of mind and doses out of Apple Health."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from dosejournal.domain import notes
from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import DoseStatus
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportedDose, ImportPlan
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import json_files
from dosejournal.exchange.importers.dates import DateColumn, When
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.json_records import (
    Record,
    Unknown,
    amount,
    listed,
    number,
    record,
    text,
    texts,
)
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.rows import HeldRows, Keys, Row, RowError, compact, required
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.exchange.importers.valences import Valences
from dosejournal.i18n import _, ngettext

NAME = "health-auto-export"

_OWN = ("stateOfMind", "medications")
_STATUSES: dict[str, DoseStatus] = {"taken": "taken", "skipped": "skipped"}
# what nobody answered is no dose, and not a skipped one either
_NO_DOSES = frozenset(
    ("not interacted", "notification not sent", "snoozed", "not logged", "not_interacted",
     "notification_not_sent", "not_logged")
)  # fmt: skip
_MIND_KEYS = frozenset(
    ("id", "start", "end", "kind", "valence", "valenceClassification", "labels", "associations")
)
_DOSE_KEYS = frozenset(
    ("displayText", "start", "end", "scheduledDate", "status", "dosage", "isArchived")
)
_LATEST = timedelta(days=1)
_USUAL = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}", re.ASCII)


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Health Auto Export (JSON)")


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
                "This file holds no lists as Health Auto Export writes them. "
                "Nothing was brought in; choose another file, or another format."
            )
        )
    return _Export(content["data"], answers).plan()


def _fits(content: Any) -> bool:
    data = content.get("data") if isinstance(content, dict) else None
    if not isinstance(data, dict):
        return False
    metrics = listed(data, "metrics")
    measured = all(isinstance(each, dict) and {"name", "data"} <= each.keys() for each in metrics)
    return any(isinstance(data.get(name), list) for name in _OWN) or bool(metrics and measured)


class _Export:
    """One export, read entry by entry."""

    def __init__(self, data: Record, answers: Answers) -> None:
        self._data = data
        self._moments = Moments(answers)
        self._measures = FileMeasures(answers.measures, "Apple Health")
        self._valences = Valences(answers, self._measures)
        self._dates = DateColumn("start", (), answers)
        self._unknown = Unknown()
        self._keys = Keys()
        self._check_ins: list[ImportedCheckIn] = []
        self._doses: list[ImportedDose] = []
        self._days_only = 0
        self._kinds = _kinds()
        self._tags: dict[tuple[str, ...], tuple[str, ...]] = {}

    def plan(self) -> ImportPlan:
        """Return what the export would bring in."""
        held = HeldRows()
        for row, (entry, make) in enumerate(self._entries(), start=2):
            try:
                make(record(entry))
            except JournalError as reason:
                held.add(Row(row, (compact(entry),)), reason)
        self._count_others()
        questions = (self._valences.question(), self._moments.question())
        return ImportPlan(
            format=NAME,
            source=NAME,
            zone=self._moments.zone.key,
            header=("entry",),
            check_ins=tuple(self._check_ins),
            doses=tuple(self._doses),
            held_aside=held.all(),
            questions=tuple(question for question in questions if question is not None),
            new_measures=self._measures.new,
            unknown=dict(self._unknown),
            remarks=tuple(self._remarks()),
        )

    def _entries(self) -> Iterator[tuple[Any, Callable[[Record], None]]]:
        for entry in json_files.drained(listed(self._data, "stateOfMind")):
            yield entry, self._state_of_mind
        for entry in json_files.drained(listed(self._data, "medications")):
            yield entry, self._dose

    def _state_of_mind(self, entry: Record) -> None:
        start = self._time(entry, "start")
        valence = number(entry, "valence")
        kind = text(entry, "kind")
        tags = self._tags_of((*texts(entry, "labels"), *texts(entry, "associations")))
        if valence is None and not tags:
            raise RowError(_("It holds neither a rating nor a word."))
        ratings = []
        if valence is not None:
            ratings = [self._valences.rating(float(valence), _word(entry))]
        key = (text(entry, "id"), _instant(start), kind)
        self._check_ins.append(
            ImportedCheckIn(
                moment=self._moments.at(start),
                source_key=self._keys.of_parts(("mind", *key)),
                source_row=compact(entry),
                ratings=tuple(ratings),
                note=self._kinds.get(kind.replace("_", "").casefold(), ""),
                tags=tags,
            )
        )
        self._unknown.add_others(entry, _MIND_KEYS)

    def _tags_of(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        if labels not in self._tags:
            self._tags[labels] = tuple(dict.fromkeys(notes.name(label) for label in labels))
        return self._tags[labels]

    def _dose(self, entry: Record) -> None:
        name = required(text(entry, "displayText"), "displayText")
        written = text(entry, "status")
        if written.casefold() in _NO_DOSES:
            self._unknown.add(written)
            return
        status = _STATUSES.get(written.casefold())
        if status is None:
            raise RowError(_("Its status is none of those that Apple Health knows."))
        planned = self._time(entry, "scheduledDate") if entry.get("scheduledDate") else None
        start = self._time(entry, "start") if entry.get("start") else None
        when = planned if status == "skipped" and planned is not None else start
        due = planned or when
        if when is None or due is None:
            raise RowError(_("It does not say when it was recorded."))
        # an amount stands beside doses that were never taken, too
        taken = number(entry, "dosage") if status == "taken" else None
        self._doses.append(
            ImportedDose(
                moment=self._at(when, planned),
                source_key=self._keys.of_parts(("dose", name, _instant(due))),
                source_row=compact(entry),
                substance=notes.name(name),
                amount=amount(taken),
                status=status,
            )
        )
        self._unknown.add_others(entry, _DOSE_KEYS)

    def _at(self, when: datetime, planned: datetime | None) -> Moment:
        # the program's own manual calls `start` the beginning of the whole treatment
        if planned is None or abs(when - planned) <= _LATEST:
            return self._moments.at(when)
        moment = self._moments.at(planned, "day")
        self._days_only += 1
        return moment

    def _time(self, entry: Record, key: str) -> datetime:
        written = required(text(entry, key), key)
        if _USUAL.fullmatch(written):
            # ISO 8601 has no blank before the offset
            return _exactly(written[:19] + written[20:])
        when: When = self._dates.read(written)
        if not isinstance(when, datetime) or when.tzinfo is None:
            raise RowError(_("Its time cannot be read."))
        return when

    def _count_others(self) -> None:
        for name, value in self._data.items():
            if name == "metrics":
                for metric in listed(self._data, name):
                    known = isinstance(metric, dict) and isinstance(metric.get("name"), str)
                    self._unknown.add(metric["name"] if known else name, _values(metric))
            elif name not in _OWN:
                self._unknown.add(name, value)

    def _remarks(self) -> list[str]:
        said = [*self._moments.remarks(), *self._measures.remarks()]
        if self._days_only:
            said.append(
                ngettext(
                    "{n} dose has a time more than a day from the planned one; "
                    "it is kept with the planned day alone.",
                    "{n} doses have a time more than a day from the planned one; "
                    "they are kept with the planned day alone.",
                    self._days_only,
                ).format(n=self._days_only)
            )
        return said


def _exactly(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise RowError(_("There is no such day or time.")) from None


def _instant(at: datetime) -> str:
    # the offset may be that of the phone when it wrote the file: on a journey it would be another
    return str(int(at.timestamp()))


def _word(entry: Record) -> str | None:
    """Return the word for a valence: the manual calls it a number, and files have words."""
    word = entry.get("valenceClassification")
    return notes.storable(word).strip() or None if isinstance(word, str) else None


def _kinds() -> dict[str, str]:
    return {
        "dailymood": _("Mood of the day"),
        "momentaryemotion": _("Emotion of the moment"),
    }


def _values(metric: Any) -> Any:
    return listed(metric, "data") if isinstance(metric, dict) else metric
