"""Day One's export: one JSON file a journal, alone or in an archive beside the pictures."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from dosejournal.domain import notes, progress
from dosejournal.domain.clock import check_day
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import day_one_text, json_files, moments
from dosejournal.exchange.importers.files import LARGEST_TEXT_BYTES, ImportFile
from dosejournal.exchange.importers.json_records import Record, Unknown, record, text, texts
from dosejournal.exchange.importers.rows import (
    HeldRows,
    Keys,
    RowError,
    compact,
    required,
)
from dosejournal.i18n import _, ngettext

NAME = "day-one"

_LOOKED_AT = 20
_MOST_JOURNALS = 100
_MARKS = (b'"entries"', b'"creationDate"')
_KNOWN = frozenset(("metadata", "entries"))
_ENTRY_KEYS = frozenset(
    ("uuid", "creationDate", "timeZone", "text", "richText", "tags", "isAllDay",
     # when and on what it was written
     "modifiedDate", "creationDevice", "creationDeviceModel", "creationDeviceType",
     "creationOSName", "creationOSVersion", "duration", "editingTime", "sourceString")
)  # fmt: skip


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Day One export")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    try:
        if file.is_archive():
            return bool(_journals(file))
    except ImportFileError:
        return False
    return _fits(json_files.recognised(file))


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file, or not safe to read.
    """
    if file.is_archive():
        journals = [json_files.read(content) for content in _journals(file)]
    else:
        journals = [json_files.loaded(file)]
    wanted = [journal for journal in journals if _fits(journal)]
    if not wanted:
        raise ImportFileError(
            _(
                "This file holds no entries as Day One writes them. Nothing was brought in; "
                "choose another file, or another format."
            )
        )
    return _Export(wanted, answers).plan()


def _journals(file: ImportFile) -> list[bytes]:
    """Return the journals of an archive, which stand beside its folders of pictures."""
    names = [name for name in file.members() if name.endswith(".json") and "/" not in name]
    found = file.contents(names[:_MOST_JOURNALS], LARGEST_TEXT_BYTES)
    return [content for _name, content in found if all(mark in content for mark in _MARKS)]


def _fits(content: Any) -> bool:
    if not isinstance(content, dict) or not isinstance(content.get("entries"), list):
        return False
    return any(map(_is_entry, content["entries"][:_LOOKED_AT]))


def _is_entry(item: Any) -> bool:
    if not isinstance(item, dict) or not item.keys() & {"text", "richText", "uuid"}:
        return False
    return isinstance(item.get("creationDate"), str)


class _Export:
    """The journals of one file, read entry by entry."""

    def __init__(self, journals: Sequence[Record], answers: Answers) -> None:
        self._journals = journals
        self._moments = moments.Moments(answers)
        self._keys = Keys()
        self._unknown = Unknown()
        self._zones: dict[str, bool] = {}
        self._unknown_zones = 0

    def plan(self) -> ImportPlan:
        """Return what the file would bring in."""
        held = HeldRows()
        entries = [entry for journal in self._journals for entry in journal["entries"]]
        check_ins = held.read_each(
            progress.counted(entries), lambda entry: self._check_in(record(entry))
        )
        for journal in self._journals:
            self._unknown.add_others(journal, _KNOWN)
        zone_question = self._moments.question()
        return ImportPlan(
            format=NAME,
            source=NAME,
            zone=self._moments.zone.key,
            header=("entry",),
            check_ins=tuple(check_ins),
            held_aside=held.all(),
            questions=() if zone_question is None else (zone_question,),
            unknown=dict(self._unknown),
            remarks=tuple(self._remarks()),
        )

    def _check_in(self, entry: Record) -> ImportedCheckIn:
        written = required(text(entry, "creationDate"), "creationDate")
        at = _instant(written)
        note = notes.note(day_one_text.of_markdown(text(entry, "text")))
        if not note:
            note = notes.note(day_one_text.of_rich(text(entry, "richText") or '{"contents":[]}'))
        zone = self._zone(entry)
        when: date = at
        if entry.get("isAllDay") is True:
            when = at.astimezone(moments.named_zone(zone or self._moments.zone.key)).date()
        tags = tuple(dict.fromkeys(notes.name(tag) for tag in texts(entry, "tags")))
        if not note and not tags:
            raise RowError(_("It has no text; what else it holds has no place in a journal."))
        moment = self._moments.at(when, zone_name=zone)
        uuid = text(entry, "uuid")
        key = self._keys.of(uuid) if uuid else self._keys.of_parts((written, note, *tags))
        self._unknown.add_others(entry, _ENTRY_KEYS)
        return ImportedCheckIn(
            moment=moment, source_key=key, source_row=compact(entry), note=note, tags=tags
        )

    def _zone(self, entry: Record) -> str:
        """Return the zone an entry names, or nothing where this computer knows none so named."""
        name = text(entry, "timeZone")
        if name and name not in self._zones:
            self._zones[name] = _is_zone(name)
        if name and not self._zones[name]:
            self._unknown_zones += 1
            return ""
        return name

    def _remarks(self) -> list[str]:
        said = self._moments.remarks()
        if self._unknown_zones:
            said.append(
                ngettext(
                    "{n} entry names a time zone that is not known here; its time is right, and "
                    "shown in the zone of the file.",
                    "{n} entries name a time zone that is not known here; their times are right, "
                    "and shown in the zone of the file.",
                    self._unknown_zones,
                ).format(n=self._unknown_zones)
            )
        return said


def _instant(written: str) -> datetime:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise RowError(_("Its time cannot be read.")) from None
    if at.tzinfo is None:
        # a wall clock alone is not how Day One tells the time
        raise RowError(_("Its time cannot be read."))
    check_day(at.date())
    return at.astimezone(UTC)


def _is_zone(name: str) -> bool:
    try:
        moments.named_zone(name)
    except ImportFileError:
        return False
    return True
