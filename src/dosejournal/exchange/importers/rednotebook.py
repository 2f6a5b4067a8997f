"""RedNotebook's diary: a file of YAML a month, `2026-01.txt`, or the folder of them in an archive.

A month is named by its file alone.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from dosejournal.domain import notes, progress
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan, Question
from dosejournal.domain.progress import Unit
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import texts
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.plain_yaml import Node, PlainYaml
from dosejournal.exchange.importers.rows import HeldRows, Keys, Row, RowError, compact
from dosejournal.i18n import _

NAME = "rednotebook"

LARGEST_MONTH_BYTES = 2_000_000
LARGEST_DIARY_BYTES = 40_000_000
MOST_MONTHS = 1_200

# copies that it keeps of a month (`2026-01.old.txt`) have longer names
_MONTH = re.compile(r"(?:[^\n]*/)?(\d{4})-(0[1-9]|1[0-2])\.txt", re.ASCII)
_ANSWER = re.compile(r"\s*(\d{4})-(0?[1-9]|1[0-2])\s*", re.ASCII)
_FIRST_DAY = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:---[ \t]*\r?\n)?\{?"
    rb"(?:[1-9]|[12]\d|3[01]):(?:[ \t]*\r?\n[ \t]+[^\s:][^\n]{0,200}:|[ \t]*\{)"
)
# `#walk` in the text is a tag; `#1`, the colour `#ff0000` and the end of an address are none
_COLOUR = r"(?=\w*\d)(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b"
_HASHTAG = re.compile(rf"(?<![\w&/?#])[#\uff03](?!{_COLOUR})(\w*[^\W\d]\w*)")
_TEXT = "text"
_OLD_TAGS = "tags"


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("RedNotebook diary")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    try:
        if not file.is_archive():
            return _FIRST_DAY.match(file.beginning()) is not None
        return any(_FIRST_DAY.match(content) for _name, content in _months(file))
    except ImportFileError:
        return False


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file, or not safe to read.
    """
    months = _months(file) if file.is_archive() else iter(((file.name, file.content()),))
    return _Diary(answers).plan(months)


def _months(file: ImportFile) -> Iterator[tuple[str, bytes]]:
    names = [name for name in file.members() if _MONTH.fullmatch(name)]
    if len(names) > MOST_MONTHS:
        raise _too_large()
    return file.contents(progress.counted(sorted(names), unit=Unit.FILES), LARGEST_DIARY_BYTES)


@dataclass(frozen=True, slots=True)
class _Day:
    """What a day says: its text, tags, and what stands in categories."""

    text: str
    tags: tuple[str, ...]
    lines: tuple[str, ...]


class _Diary:
    """The months of one file, read day by day."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._moments = Moments(answers)
        self._keys = Keys()
        self._yaml = PlainYaml()
        self._unknown: Counter[str] = Counter()
        self._held = HeldRows()
        self._rows = count(2)
        self._questions: dict[str, Question] = {}
        self._categories = False

    def plan(self, months: Iterator[tuple[str, bytes]]) -> ImportPlan:
        """Return what the months would bring in."""
        check_ins = tuple(each for name, content in months for each in self._month(name, content))
        if not check_ins and not self._held.all():
            raise ImportFileError(
                _(
                    "This file holds no days as RedNotebook writes them. Nothing was brought in; "
                    "choose another file, or another format."
                )
            )
        zone_question = self._moments.question()
        if zone_question is not None:
            self._questions[zone_question.key] = zone_question
        return ImportPlan(
            format=NAME,
            source=NAME,
            zone=self._moments.zone.key,
            header=("day", "content"),
            check_ins=check_ins,
            held_aside=self._held.all(),
            questions=tuple(self._questions.values()),
            unknown=dict(self._unknown),
            remarks=tuple(self._remarks()),
            by_moment=True,
        )

    def _month(self, name: str, content: bytes) -> Iterator[ImportedCheckIn]:
        if len(content) > LARGEST_MONTH_BYTES:
            raise _too_large()
        text, asked = texts.decoded(content, self._answers)
        self._questions |= {question.key: question for question in asked}
        days = self._yaml.read(text)
        year_and_month = self._year_and_month(name) if days else None
        for day, said in days:
            row = Row(next(self._rows), (day, compact(_plain(said))))
            try:
                made = self._check_ins(_date(year_and_month, day), said)
            except JournalError as reason:
                self._held.add(row, reason)
            else:
                yield from made

    def _year_and_month(self, name: str) -> tuple[int, int] | None:
        found = _MONTH.fullmatch(name)
        if found is None:
            self._questions["month"] = Question(
                key="month",
                text=_(
                    "Of which month is this file, such as 2026-01? Its name does not say, and "
                    "until you do so its days wait."
                ),
                assumed="",
            )
            found = _ANSWER.fullmatch(self._answers.given.get("month", ""))
        return None if found is None else (int(found[1]), int(found[2]))

    def _check_ins(self, day: date, said: Node) -> list[ImportedCheckIn]:
        unknown: Counter[str] = Counter()
        content = _day(said, unknown)
        note = notes.note("\n\n".join(filter(None, (content.text, "\n".join(content.lines)))))
        moment = self._moments.at(day)
        self._unknown += unknown
        self._categories |= bool(content.lines)
        if not (note or content.tags):
            return []
        return [
            ImportedCheckIn(
                moment=moment,
                source_key=self._keys.of_parts((day.isoformat(), note, *content.tags)),
                source_row=compact({"day": day.isoformat(), "content": _plain(said)}),
                note=note,
                tags=content.tags,
            )
        ]

    def _remarks(self) -> list[str]:
        if not self._categories:
            return []
        return [
            _(
                "What stands in a category is kept in the note of its day, and is neither a "
                "rating nor a dose."
            )
        ]


def _date(year_and_month: tuple[int, int] | None, day: str) -> date:
    if year_and_month is None:
        raise RowError(_("It is not known of which month it is: answer the question."))
    if not (day.isascii() and day.isdigit() and len(day) <= 2):
        raise RowError(_("There is no such day."))
    try:
        return date(*year_and_month, int(day))
    except ValueError:
        raise RowError(_("There is no such day.")) from None


def _day(said: Node, unknown: Counter[str]) -> _Day:
    said = [] if said is None else said
    if not isinstance(said, list):
        raise RowError(_("It is not an entry as this program writes it."))
    text = "\n\n".join(part for name, part in said if name == _TEXT and isinstance(part, str))
    tags: list[str] = []
    lines: list[str] = []
    for name, part in said:
        entries = _entries(part, unknown)
        if name == _TEXT and not isinstance(part, list):
            continue
        if not entries:
            tags.append(name)
        elif name.casefold() == _OLD_TAGS:
            tags += entries
        else:
            lines.append(f"{name}: {'; '.join(entries)}")
    tags += _HASHTAG.findall(text)
    names = {" ".join(notes.storable(tag).split()): None for tag in tags}
    lines += [name for name in names if len(name) > notes.LONGEST_NAME]
    return _Day(
        text=text.strip(),
        tags=tuple(name for name in names if 0 < len(name) <= notes.LONGEST_NAME),
        lines=tuple(lines),
    )


def _entries(part: Node, unknown: Counter[str]) -> list[str]:
    """Return what stands in a category; what stands below that is counted."""
    if part is None:
        return []
    if isinstance(part, str):
        return [part]
    for name, below in part:
        if below is not None:
            unknown[name[:80] or "category"] += 1
    return [name for name, _below in part if name]


def _plain(node: Node) -> object:
    """Return a node for keeping it as JSON."""
    if isinstance(node, list):
        return {name: _plain(below) for name, below in node}
    return node


def _too_large() -> ImportFileError:
    return ImportFileError(
        _(
            "This is more than a diary of RedNotebook holds. Nothing was brought in; "
            "choose another file, or a part of it."
        )
    )
