"""A journal as jrnl keeps it: `[2026-01-03 08:05] Title.`, its dates as the person set them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from dosejournal.domain import notes, progress
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan, Question
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import dates, jrnl, texts
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.json_records import Unknown
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.rows import (
    HeldRows,
    Keys,
    Row,
    RowError,
    compact,
    required,
)
from dosejournal.i18n import _

NAME = "jrnl-text"

MOST_ENTRIES = 200_000
"""Ten entries a day for fifty years; brackets at the beginning of other lines count too."""

_BRACKETED = re.compile(r"^\[([^\]\n]{6,80})\](?:[ \t]+|$)", re.MULTILINE)
_DATED = re.compile(
    r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d\d))(?:[ T,].*)?", re.ASCII
)
_WORD = re.compile(r"[^\W\d_]{3}")
_YEAR = re.compile(r"\d{4}")
_TAG = re.compile(rf"(?<!\S)[{jrnl.TAG_SIGNS}][-+*#/\w]+")
_BEGINNINGS = (b"[", b"\xef\xbb\xbf[", b"\xff\xfe[", b"\xfe\xff\x00[")
# Fernet, which jrnl locks journals with, writes its version and the time first
_LOCKED = b"gAAAAA"


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("jrnl journal as text")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    try:
        beginning = file.beginning()
        if beginning.startswith(_LOCKED):
            return True
        if not beginning.startswith(_BEGINNINGS):
            return False
        text, _asked = texts.decoded(file.content(), Answers(zone="UTC"))
    except ImportFileError:
        return False
    found = _BRACKETED.match(text)
    if found is None or not _may_be_date(written := dates.plain(found[1])):
        return False
    return _is_head(written, dates.DateColumn("date", (written,), Answers(zone="UTC")))


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file, or is encrypted.
    """
    _refuse_locked(file.beginning())
    text, asked = texts.decoded(file.content(), answers)
    return _Journal(text.replace("\r\n", "\n"), answers).plan(asked)


def _refuse_locked(beginning: bytes) -> None:
    if beginning.startswith(_LOCKED):
        raise ImportFileError(
            _(
                "This journal of jrnl is encrypted. Nothing was brought in; let jrnl write it as "
                "JSON with “jrnl --format json”, and choose that file."
            )
        )


def _may_be_date(written: str) -> bool:
    # one pattern for a word and a year in any order would try each of them at each place
    is_worded = bool(_WORD.search(written) and _YEAR.search(written))
    return is_worded or _DATED.fullmatch(written) is not None


def _is_head(written: str, column: dates.DateColumn) -> bool:
    """Say whether words in brackets begin an entry; a day that there is none of does so too."""
    if _DATED.fullmatch(written):
        return True
    try:
        column.read(written)
    except RowError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Entry:
    date: str
    text: str


class _Journal:
    """One file, read entry by entry."""

    def __init__(self, text: str, answers: Answers) -> None:
        brackets = list(islice(_BRACKETED.finditer(text), MOST_ENTRIES + 1))
        if len(brackets) > MOST_ENTRIES:
            raise ImportFileError(jrnl.too_many_entries(MOST_ENTRIES))
        heads = [(found, dates.plain(found[1])) for found in brackets]
        heads = [(found, written) for found, written in heads if _may_be_date(written)]
        self._dates = dates.DateColumn("date", (written for _found, written in heads), answers)
        # a person may put words into brackets: those that name no day are part of an entry
        heads = [(found, written) for found, written in heads if _is_head(written, self._dates)]
        if not heads:
            raise ImportFileError(jrnl.no_entries())
        self._before = text[: heads[0][0].start()].strip()
        self._entries = tuple(_entries(text, [found for found, _written in heads]))
        self._moments = Moments(answers)
        self._keys = Keys()
        self._unknown = Unknown()

    def plan(self, asked: tuple[Question, ...]) -> ImportPlan:
        """Return what the file would bring in."""
        held = HeldRows()
        if self._before:
            reason = RowError(_("It stands before the first entry."))
            held.add(Row(1, ("", self._before)), reason)
        check_ins: list[ImportedCheckIn] = []
        for number, entry in enumerate(progress.counted(self._entries), start=2):
            try:
                check_ins.append(self._check_in(entry))
            except JournalError as reason:
                held.add(Row(number, (entry.date, entry.text)), reason)
        questions = (self._dates.question(), self._moments.question())
        return ImportPlan(
            format=NAME,
            source=jrnl.SOURCE,
            zone=self._moments.zone.key,
            header=("date", "text"),
            check_ins=tuple(check_ins),
            held_aside=held.all(),
            questions=(*asked, *(question for question in questions if question is not None)),
            unknown=dict(self._unknown),
            remarks=tuple(self._moments.remarks()),
        )

    def _check_in(self, entry: _Entry) -> ImportedCheckIn:
        when = self._dates.read(entry.date)
        if len(entry.text) > notes.LARGEST_NOTE_BYTES:
            # before copies of it are made
            raise notes.too_large()
        first, line_break, rest = entry.text.partition("\n")
        unstarred = first.rstrip(" *") if first.endswith("*") else first
        note = required(notes.note(unstarred + line_break + rest).strip(), "text")
        made = ImportedCheckIn(
            moment=self._moments.at(when),
            source_key=self._keys.of_parts(jrnl.identity(when, note)),
            source_row=compact({"date": entry.date, "text": entry.text}),
            note=note,
            tags=jrnl.tags(tag.lower() for tag in _TAG.findall(note)),
        )
        self._unknown.add("starred", unstarred != first)
        return made


def _entries(text: str, heads: Sequence[re.Match[str]]) -> Iterator[_Entry]:
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        yield _Entry(head[1], text[head.end() : end].strip())
