"""jrnl's export as JSON, the form to ask for: its dates are always written alike."""

from typing import Any

from dosejournal.domain import notes, progress
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import jrnl, json_files
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.json_records import Record, Unknown, record, text, texts
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.rows import (
    HeldRows,
    Keys,
    compact,
    required,
)
from dosejournal.i18n import _

NAME = "jrnl-json"

_LOOKED_AT = 20
_NEEDED = frozenset(("title", "body", "date"))
_ENTRY_KEYS = _NEEDED | {"time", "tags"}


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("jrnl export as JSON")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    return _fits(json_files.recognised(file))


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file.
    """
    content = json_files.loaded(file)
    if not _fits(content):
        raise ImportFileError(jrnl.no_entries())
    return _Export(content, answers).plan()


def _fits(content: Any) -> bool:
    if not isinstance(content, dict) or not isinstance(content.get("entries"), list):
        return False
    looked_at = content["entries"][:_LOOKED_AT]
    return any(isinstance(each, dict) and each.keys() >= _NEEDED for each in looked_at)


class _Export:
    """One file, read entry by entry."""

    def __init__(self, content: Record, answers: Answers) -> None:
        self._content = content
        self._moments = Moments(answers)
        self._keys = Keys()
        self._unknown = Unknown()

    def plan(self) -> ImportPlan:
        """Return what the file would bring in."""
        held = HeldRows()
        check_ins = held.read_each(
            progress.counted(self._content["entries"]), lambda entry: self._check_in(record(entry))
        )
        # its `tags` only count those of the entries
        self._unknown.add_others(self._content, frozenset(("entries", "tags")))
        zone_question = self._moments.question()
        return ImportPlan(
            format=NAME,
            source=jrnl.SOURCE,
            zone=self._moments.zone.key,
            header=("entry",),
            check_ins=tuple(check_ins),
            held_aside=held.all(),
            questions=() if zone_question is None else (zone_question,),
            unknown=dict(self._unknown),
            remarks=tuple(self._moments.remarks()),
        )

    def _check_in(self, entry: Record) -> ImportedCheckIn:
        when = jrnl.when(text(entry, "date"), text(entry, "time"))
        said = (text(entry, "title"), text(entry, "body"))
        note = required(notes.note("\n".join(part for part in said if part)), "title")
        made = ImportedCheckIn(
            moment=self._moments.at(when),
            source_key=self._keys.of_parts(jrnl.identity(when, note)),
            source_row=compact(entry),
            note=note,
            tags=jrnl.tags(texts(entry, "tags")),
        )
        self._unknown.add_others(entry, _ENTRY_KEYS)
        return made
