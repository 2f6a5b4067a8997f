"""MedTimer's backup: medicines, their reminders, and what became of each reminder."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from dosejournal.domain.entries import DoseStatus
from dosejournal.domain.imports import Answers, ImportedDose, ImportPlan
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import json_files, medtimer
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.json_records import (
    Record,
    Unknown,
    instant,
    listed,
    record,
    text,
    texts,
)
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.rows import HeldRows, Keys, RowError, compact, required
from dosejournal.i18n import _, ngettext

NAME = "medtimer-json"

_KNOWN_VERSION = 25
_PARTS = ("medicines", "events")
_STATUSES: Mapping[str, DoseStatus] = {"TAKEN": "taken", "SKIPPED": "skipped"}
_NO_DOSES = ("RAISED", "DELETED", "ACKNOWLEDGED")
_NO_DOSE_TYPES = ("OUT_OF_STOCK", "EXPIRATION_DATE", "REFILL")
_EVENT_KEYS = frozenset(
    ("medicineName", "amount", "status", "remindedTimestamp", "processedTimestamp", "reminderId",
     "tags", "notes", "reminderType", "stockUnit", "automaticallyTaken",
     # how it looks and how often it rang
     "color", "useColor", "iconId", "notificationId", "remainingRepeats", "reminderEventId",
     "stockHandled", "askForAmount")
)  # fmt: skip


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("MedTimer backup")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    return _Content.fits(json_files.recognised(file))


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file.
    """
    content = json_files.taken(file)
    if not _Content.fits(content):
        raise ImportFileError(
            _(
                "This file holds no medicines or events as MedTimer writes them. "
                "Nothing was brought in; choose another file, or another format."
            )
        )
    return _Backup(_Content(content), answers).plan()


def says_status(source_row: str) -> bool:
    """Say whether the person told what became of the dose that was made of this event."""
    return '"automaticallyTaken":true' not in source_row


class _Content:
    """The lists of a backup, which older ones have in a file each."""

    def __init__(self, content: dict[str, Any]) -> None:
        """Take the lists out of what a file holds, so that nothing else keeps them."""
        self.others = {key: value for key, value in content.items() if key not in _PARTS}
        parts = [content[key] for key in _PARTS if isinstance(content.get(key), dict)]
        if not parts:
            parts = [content]
            self.others = {}
        items = [item for part in parts for item in part.pop("list")]
        self.medicines = [item for item in items if _is_medicine(item)]
        self.events = [item for item in items if not _is_medicine(item)]
        self.versions = [part.get("version") for part in parts]

    @staticmethod
    def fits(content: Any) -> bool:
        """Say whether what a file holds is such a backup."""
        if not isinstance(content, dict):
            return False
        parts = [content[key] for key in _PARTS if key in content] or [content]
        if not all(isinstance(part, dict) and "version" in part for part in parts):
            return False
        if not all(isinstance(part.get("list"), list) for part in parts):
            return False
        items = [item for part in parts for item in part["list"]]
        # an empty list alone may be anybody's
        return any(map(_is_known, items)) if items else any(key in content for key in _PARTS)


def _is_medicine(item: Any) -> bool:
    return isinstance(item, dict) and "medicine" in item


def _is_known(item: Any) -> bool:
    return _is_medicine(item) or (
        isinstance(item, dict) and {"medicineName", "remindedTimestamp"} <= item.keys()
    )


class _Backup:
    """One backup, read event by event."""

    def __init__(self, content: _Content, answers: Answers) -> None:
        self._content = content
        self._moments = Moments(answers)
        self._unknown = Unknown()
        self._keys = Keys()
        medicines, events = content.medicines, content.events
        names = (_said(each.get("medicine"), "name") for each in medicines)
        self._names = medtimer.Names(names, (_said(event, "medicineName") for event in events))
        written = (_said(event, "amount") for event in events)
        self._amounts = medtimer.Amounts("amount", written, answers)
        self._automatic: set[int] = {
            _reminder(reminder)
            for medicine in medicines
            for reminder in listed(medicine, "reminders")
            if isinstance(reminder, dict) and reminder.get("automaticallyTaken") is True
        } - {-1}
        self._marked_by_app = 0

    def plan(self) -> ImportPlan:
        """Return what the backup would bring in."""
        held = HeldRows()
        events = json_files.drained(self._content.events)
        doses = held.read_each(events, lambda event: list(self._doses(record(event))))
        self._unknown.add("medicines", self._content.medicines)
        for medicine in self._content.medicines:
            self._unknown.add("reminders", listed(medicine, "reminders"))
        for name, value in self._content.others.items():
            self._unknown.add(name, value)
        questions = (self._amounts.question(), self._moments.question())
        return ImportPlan(
            format=NAME,
            source=medtimer.SOURCE,
            zone=self._moments.zone.key,
            header=("event",),
            doses=tuple(chain.from_iterable(doses)),
            held_aside=held.all(),
            questions=tuple(question for question in questions if question is not None),
            unknown=dict(self._unknown),
            remarks=tuple(self._remarks()),
        )

    def _doses(self, event: Record) -> Iterator[ImportedDose]:
        """Give the dose that an event is; none where it is something else."""
        status = text(event, "status")
        name = required(text(event, "medicineName"), "medicineName")
        reminded = instant(event, "remindedTimestamp")
        # the table of events does not tell these two, so they must not count for its keys either
        key = ""
        if status not in ("DELETED", "ACKNOWLEDGED"):
            key = medtimer.key(self._keys, name, reminded)
        kind = text(event, "reminderType")
        if kind in _NO_DOSE_TYPES or status in _NO_DOSES:
            self._unknown.add(kind if kind in _NO_DOSE_TYPES else status)
            return
        if status not in _STATUSES:
            raise RowError(_("Its status is none of those that MedTimer writes."))
        taken = status == "TAKEN"
        when = instant(event, "processedTimestamp") if taken else reminded
        if not when.timestamp():
            raise RowError(_("It does not say when it was recorded."))
        amount = self._amounts.read(text(event, "amount"), text(event, "stockUnit"))
        automatic = taken and _reminder(event) in self._automatic
        note = medtimer.note(
            (
                text(event, "notes"),
                medtimer.amount_line(amount),
                medtimer.tags_line(texts(event, "tags")),
                _("Marked as taken by MedTimer itself.") if automatic else "",
            )
        )
        dose = ImportedDose(
            moment=self._moments.at(when),
            source_key=key,
            source_row=compact({**event, "automaticallyTaken": True} if automatic else event),
            substance=self._names.medicine(name),
            amount=amount.amount,
            unit=amount.unit,
            estimated=amount.about,
            plus_minus=amount.plus_minus,
            note=note,
            status=_STATUSES[status],
        )
        self._marked_by_app += automatic
        self._unknown.add_others(event, _EVENT_KEYS)
        yield dose

    def _remarks(self) -> list[str]:
        said = self._moments.remarks()
        versions = self._content.versions
        if any(not isinstance(each, int) or each < 0 for each in versions):
            said.append(
                _("MedTimer itself would call this backup invalid; look closely at what it holds.")
            )
        elif any(each > _KNOWN_VERSION for each in versions):
            said.append(
                _("This backup is of a newer form than the known ones; look closely at the days.")
            )
        if self._marked_by_app:
            said.append(
                ngettext(
                    "{n} dose was marked as taken by MedTimer itself; its note says so.",
                    "{n} doses were marked as taken by MedTimer itself; their notes say so.",
                    self._marked_by_app,
                ).format(n=self._marked_by_app)
            )
        return said


def _reminder(entry: Record) -> int:
    """Return the number of a reminder; -1, as of a dose without one, where it has none."""
    value = entry.get("reminderId")
    return value if isinstance(value, int) else -1


def _said(entry: Any, key: str) -> str:
    """Return a text where there is one; what is wrong with it is told with its event."""
    value = entry.get(key) if isinstance(entry, dict) else None
    return value.strip() if isinstance(value, str) else ""
