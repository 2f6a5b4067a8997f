"""jrnl's export as XML: each entry with its time and tags as attributes, and its whole text."""

import io

from dosejournal.domain import notes
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import jrnl, xml_streams
from dosejournal.exchange.importers.files import ImportFile, Stream
from dosejournal.exchange.importers.json_records import Record, Unknown, text, texts
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.rows import HeldRows, Keys, compact, required
from dosejournal.exchange.importers.xml_streams import Attributes
from dosejournal.i18n import _

NAME = "jrnl-xml"

MOST_ENTRIES = 200_000
"""Ten entries a day for fifty years."""
MOST_ELEMENTS = 1_000_000
"""Entries with their tags."""

_ROOT, _ENTRY, _TAG = "journal", "entry", "tag"
_MARKS = (b"<journal>", b"<entries>")
_KNOWN = frozenset(("date", "tags", "text"))


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("jrnl export as XML")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    try:
        beginning = file.beginning()
    except ImportFileError:
        return False
    return beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and all(
        mark in beginning for mark in _MARKS
    )


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file, is damaged, or is not safe to read.
    """
    gathered = _Gathered()
    # its entries are all kept, so that it is bounded as other texts are
    content = file.content()
    gathered.read(Stream(io.BytesIO(content), len(content)))
    return _plan(gathered, answers)


class _Gathered:
    """The entries of one file, as records."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.unknown = Unknown()
        self._path: list[str] = []
        self._elements = 0
        self._attributes: Attributes = {}
        self._tags: list[str] = []
        self._said: list[str] = []

    def read(self, stream: Stream) -> None:
        """Take in all that a file holds."""
        form = xml_streams.Form(_ROOT, _damaged)
        xml_streams.read(stream, form, xml_streams.Listener(self._begun, self._ended, self._text))

    def _begun(self, name: str, attributes: Attributes) -> None:
        self._path.append(name)
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise _damaged()
        if self._path[2:] == [_ENTRY]:
            self._attributes, self._tags, self._said = attributes, [], []
        elif self._path[2:] == [_ENTRY, _TAG]:
            self._tags.append(attributes.get("name", ""))
        elif _ENTRY in self._path[2:]:
            self.unknown.add(name)

    def _ended(self, _name: str) -> None:
        if self._path[2:] == [_ENTRY]:
            if len(self.records) == MOST_ENTRIES:
                raise ImportFileError(jrnl.too_many_entries(MOST_ENTRIES))
            said = "".join(self._said)
            self.records.append({**self._attributes, "tags": self._tags, "text": said.strip()})
        self._path.pop()

    def _text(self, said: str) -> None:
        if self._path[2:] == [_ENTRY]:
            self._said.append(said)


def _plan(gathered: _Gathered, answers: Answers) -> ImportPlan:
    moments = Moments(answers)
    keys = Keys()
    held = HeldRows()

    def check_in(entry: Record) -> ImportedCheckIn:
        day, _sign, clock = text(entry, "date").partition("T")
        when = jrnl.when(day, clock)
        note = required(notes.note(text(entry, "text")), "text")
        made = ImportedCheckIn(
            moment=moments.at(when),
            source_key=keys.of_parts(jrnl.identity(when, note)),
            source_row=compact(entry),
            note=note,
            tags=jrnl.tags(texts(entry, "tags")),
        )
        gathered.unknown.add_others(entry, _KNOWN)
        return made

    check_ins = held.read_each(gathered.records, check_in)
    zone_question = moments.question()
    return ImportPlan(
        format=NAME,
        source=jrnl.SOURCE,
        zone=moments.zone.key,
        header=("entry",),
        check_ins=tuple(check_ins),
        held_aside=held.all(),
        questions=() if zone_question is None else (zone_question,),
        unknown=dict(gathered.unknown),
        remarks=tuple(moments.remarks()),
    )


def _damaged() -> ImportFileError:
    return ImportFileError(
        _(
            "This is no whole XML export of jrnl: it is of another kind, damaged, cut short or "
            "not safe to read. Nothing was brought in; make the export again and choose the new "
            "file."
        )
    )
