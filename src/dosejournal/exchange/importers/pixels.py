"""Pixels' export: days with a mood from 1 to 5 each, in the forms of 2019, 2021 and 2024."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dosejournal.domain import notes, progress
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import json_files
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.json_records import (
    Record,
    Unknown,
    listed,
    record,
    text,
    texts,
)
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.moods import LEVELS, Moods
from dosejournal.exchange.importers.rows import HeldRows, Keys, Row, RowError, compact
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _

NAME = "pixels"

_LOOKED_AT = 20
# months and days have one digit where one is enough
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_MOOD = "Mood"
_PART_KEYS = frozenset(("date", "type", "mood", "value", "scores", "notes", "emotions", "tags"))


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Pixels export")


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
        raise ImportFileError(
            _(
                "This file holds no days as Pixels writes them. Nothing was brought in; "
                "choose another file, or another format."
            )
        )
    return _Export(content, answers).plan()


def _fits(content: Any) -> bool:
    return isinstance(content, list) and any(map(_is_pixel, content[:_LOOKED_AT]))


def _is_pixel(item: Any) -> bool:
    if not isinstance(item, dict) or not isinstance(item.get("date"), str):
        return False
    if "scores" in item:
        return "type" in item and isinstance(item["scores"], list)
    if "entries" in item:
        return any("value" in entry for entry in json_files.objects(item["entries"]) or ())
    mood = item.get("mood", "")
    return (mood is None or isinstance(mood, int)) and ("emotions" in item or "notes" in item)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one record says of a day; one that is no mood has no levels."""

    kind: str
    is_mood: bool
    levels: tuple[int, ...]
    note: str
    tags: tuple[str, ...]


class _Export:
    """One file, read day by day."""

    def __init__(self, content: list[Any], answers: Answers) -> None:
        self._content = content
        self._moments = Moments(answers)
        self._measures = FileMeasures(answers.measures, "Pixels")
        moods = Moods(answers, self._measures)
        # of many years each level has one rating, and so has each tag one name
        self._ratings = {level: (moods.rating(level, None),) for level in LEVELS}
        self._name = functools.lru_cache(maxsize=10_000)(notes.name)
        self._keys = Keys()
        self._unknown = Unknown()

    def plan(self) -> ImportPlan:
        """Return what the file would bring in."""
        held = HeldRows()
        check_ins: list[ImportedCheckIn] = []
        for number, pixel in enumerate(progress.counted(self._content), start=2):
            row = Row(number, (compact(pixel),))
            try:
                check_ins.extend(self._check_ins(row, record(pixel)))
            except JournalError as reason:
                held.add(row, reason)
        zone_question = self._moments.question()
        return ImportPlan(
            format=NAME,
            source=NAME,
            zone=self._moments.zone.key,
            header=("pixel",),
            check_ins=tuple(check_ins),
            held_aside=held.all(),
            questions=() if zone_question is None else (zone_question,),
            new_measures=self._measures.new,
            unknown=dict(self._unknown),
            remarks=tuple(self._measures.remarks()),
            by_moment=True,
        )

    def _check_ins(self, row: Row, pixel: Record) -> list[ImportedCheckIn]:
        """Return the check-ins of a day; of one that raises nothing is counted."""
        day = _day(text(pixel, "date"))
        moment = self._moments.at(day)
        # the form of 2021 has its records one level below
        records = [record(each) for each in listed(pixel, "entries")] or [pixel]
        parts = [self._part(each) for each in records]
        made = [
            ImportedCheckIn(
                moment=moment,
                source_key=self._keys.of_parts(
                    (day.isoformat(), part.kind.casefold(), str(level or ""), note, *tags)
                ),
                source_row=row.cells[0],
                ratings=() if level is None else self._ratings[level],
                note=note,
                tags=tags,
                rows=() if level is None else ((row.number, row.cells),),
            )
            for part in parts
            for level, note, tags in _told(part)
        ]
        for each, part in zip(records, parts, strict=True):
            self._unknown.add(part.kind, not part.is_mood)
            self._unknown.add_others(each, _PART_KEYS | {"entries"})
        if "entries" in pixel:
            self._unknown.add_others(pixel, frozenset(("date", "entries")))
        return made

    def _part(self, said: Record) -> _Part:
        kind = text(said, "type") or _MOOD
        is_mood = kind.casefold() == _MOOD.casefold()
        return _Part(
            kind=kind,
            is_mood=is_mood,
            levels=tuple(_levels(said)) if is_mood else (),
            note=notes.note(text(said, "notes")),
            tags=tuple(dict.fromkeys(map(self._name, _tags(said)))),
        )


def _told(part: _Part) -> Iterator[tuple[int | None, str, tuple[str, ...]]]:
    """Give each mood of a day; its words stand with the first, or alone where there is none."""
    if part.levels:
        yield part.levels[0], part.note, part.tags
    elif part.note or part.tags:
        yield None, part.note, part.tags
    for level in part.levels[1:]:
        yield level, "", ()


def _day(written: str) -> date:
    found = _DAY.fullmatch(written)
    if found is None:
        raise RowError(_("Its date cannot be read."))
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise RowError(_("There is no such day.")) from None


def _levels(said: Record) -> Iterator[int]:
    """Give the levels of a record, where 1 is the worst."""
    for score in (*listed(said, "scores"), said.get("value"), said.get("mood")):
        if score is None:
            continue
        if isinstance(score, bool) or not isinstance(score, int | float) or score not in LEVELS:
            raise RowError(_("Its mood is none of the five levels that Pixels has."))
        yield int(score)


def _tags(said: Record) -> Iterator[str]:
    yield from texts(said, "emotions")
    for group in listed(said, "tags"):
        # some versions write the names themselves, others a list of them for each kind
        if isinstance(group, str):
            yield from filter(None, (notes.storable(group).strip(),))
        else:
            yield from texts(record(group), "entries")
