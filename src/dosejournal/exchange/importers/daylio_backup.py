"""Daylio's backup, `….daylio`: the better source, with levels of moods and names by number."""

import base64
import binascii
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from dosejournal.domain import notes, progress
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import markup
from dosejournal.exchange.importers.dates import When
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.moods import LEVELS, WORDS, Moods
from dosejournal.exchange.importers.rows import HeldRows, Keys, RowError, compact
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _, ngettext

NAME = "daylio-backup"

_MEMBER = "backup.daylio"
_KNOWN_VERSION = 15
_LISTS = ("dayEntries", "customMoods", "tags")
_ENTRY_KEYS = frozenset(
    ("id", "minute", "hour", "day", "month", "year", "datetime", "timeZoneOffset", "mood", "note",
     "note_title", "tags", "isFavorite")
)  # fmt: skip
_DAY_MILLISECONDS = 86_400_000


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Daylio backup")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    return file.has_member(_MEMBER)


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file, or not safe to read.
    """
    return _Backup(_content(file.member(_MEMBER)), answers).plan()


def _content(member: bytes) -> dict[str, Any]:
    try:
        # the text is wrapped into lines
        content = json.loads(base64.b64decode(b"".join(member.split()), validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise ImportFileError(
            _(
                "The contents of this backup are damaged. Nothing was brought in; "
                "make the backup again and choose the new file."
            )
        ) from None
    if not isinstance(content, dict) or not all(isinstance(content.get(k), list) for k in _LISTS):
        raise ImportFileError(
            _(
                "This backup holds no list of entries as Daylio writes it. "
                "Nothing was brought in; choose another file."
            )
        )
    return content


@dataclass(frozen=True, slots=True)
class _Mood:
    word: str | None
    level: int | None


class _Backup:
    """One backup, read entry by entry."""

    def __init__(self, content: Mapping[str, Any], answers: Answers) -> None:
        self._content = content
        self._moments = Moments(answers)
        self._measures = FileMeasures(answers.measures, "Daylio")
        self._ratings = Moods(answers, self._measures)
        self._moods = _by_id(content["customMoods"], _mood)
        self._tags = _by_id(content["tags"], lambda tag: _name(tag.get("name")))
        self._keys = Keys()
        self._unknown: Counter[str] = Counter()
        self._lost_tags = 0

    def plan(self) -> ImportPlan:
        """Return what the backup would bring in."""
        held = HeldRows()
        check_ins = held.read_each(
            progress.counted(self._content["dayEntries"]),
            lambda entry: self._check_in(_record(entry)),
        )
        zone_question = self._moments.question()
        return ImportPlan(
            format=NAME,
            source=NAME,
            zone=self._moments.zone.key,
            header=("entry",),
            check_ins=tuple(check_ins),
            held_aside=held.all(),
            questions=() if zone_question is None else (zone_question,),
            new_measures=self._measures.new,
            unknown=dict(self._unknown),
            remarks=tuple(self._remarks()),
        )

    def _check_in(self, entry: Mapping[str, Any]) -> ImportedCheckIn:
        mood = self._moods.get(_whole(entry, "mood"))
        if mood is None or (mood.word is None and mood.level is None):
            raise RowError(_("The file does not say which mood it means."))
        self._count_unknown(entry)
        note = notes.note(markup.note(_text(entry, "note_title"), _text(entry, "note")))
        when = _when(entry)
        return ImportedCheckIn(
            moment=self._moments.at(when),
            # every phone counts its entries from 1
            source_key=self._keys.of(f"{_whole(entry, 'id')}@{_as_written(when)}"),
            source_row=compact(entry),
            ratings=() if mood.level is None else (self._ratings.rating(mood.level, mood.word),),
            note=note,
            tags=self._tags_of(entry),
            mood_word=mood.word,
        )

    def _tags_of(self, entry: Mapping[str, Any]) -> tuple[str, ...]:
        ids = entry.get("tags") or []
        if not isinstance(ids, list):
            raise RowError(_wrong_kind("tags"))
        names: dict[str, None] = {}
        for tag_id in ids:
            name = self._tags.get(tag_id, "") if isinstance(tag_id, int) else ""
            if name:
                names[name] = None
            else:
                self._lost_tags += 1
        return tuple(names)

    def _count_unknown(self, entry: Mapping[str, Any]) -> None:
        for key, value in entry.items():
            if key not in _ENTRY_KEYS and value:
                # pictures and the like are lists, and each of them is one thing
                self._unknown[key[:80]] += len(value) if isinstance(value, list) else 1

    def _remarks(self) -> list[str]:
        said = self._moments.remarks()
        version = self._content.get("version")
        if not isinstance(version, int) or version > _KNOWN_VERSION:
            said.append(
                _("This backup is of a newer form than the known ones; look closely at the days.")
            )
        days_only = sum(
            isinstance(entry, dict) and isinstance(hour := entry.get("hour"), int) and hour < 0
            for entry in self._content["dayEntries"]
        )
        if days_only:
            said.append(
                ngettext(
                    "{n} entry has a day but no clock time; none is invented.",
                    "{n} entries have a day but no clock time; none is invented.",
                    days_only,
                ).format(n=days_only)
            )
        if self._lost_tags:
            said.append(
                ngettext(
                    "{n} activity is not named in the file and is left out.",
                    "{n} activities are not named in the file and are left out.",
                    self._lost_tags,
                ).format(n=self._lost_tags)
            )
        return said


def _by_id(items: list[Any], of: Callable[[Mapping[str, Any]], Any]) -> dict[int, Any]:
    known: dict[int, Any] = {}
    for item in items:
        # an item without a number can be meant by no entry
        if isinstance(item, dict) and isinstance(item.get("id"), int):
            known[item["id"]] = of(item)
    return known


def _mood(item: Mapping[str, Any]) -> _Mood:
    group, predefined = item.get("mood_group_id"), item.get("predefined_name_id")
    # groups run from 1, the best, to 5, the worst; the names Daylio comes with do the same
    level = 6 - group if isinstance(group, int) and group in LEVELS else None
    word = _name(item.get("custom_name"))
    if not word and isinstance(predefined, int) and predefined in LEVELS:
        word = WORDS[5 - predefined]
    return _Mood(word or None, level)


def _name(value: Any) -> str:
    """Return a name that can be stored, or an empty text where there is none."""
    if not isinstance(value, str):
        return ""
    # half of a surrogate pair can stand in JSON, and in no file
    text = value.replace("\x00", "").encode("utf-8", "replace").decode()
    return " ".join(text.split())[: notes.LONGEST_NAME].rstrip()


def _when(entry: Mapping[str, Any]) -> When:
    hour, minute = _whole(entry, "hour"), _whole(entry, "minute")
    try:
        # Daylio counts months from 0
        day = date(_whole(entry, "year"), _whole(entry, "month") + 1, _whole(entry, "day"))
        if hour < 0:
            return day
        wall = datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001
    except (ValueError, OverflowError):
        raise RowError(_("There is no such day or time.")) from None
    offset = _offset(entry, wall)
    return wall if offset is None else wall.replace(tzinfo=offset)


def _as_written(when: When) -> str:
    return (when.replace(tzinfo=None) if isinstance(when, datetime) else when).isoformat()


def _offset(entry: Mapping[str, Any], wall: datetime) -> timezone | None:
    """Return the offset an entry states: 0 throughout old files, and then it says nothing."""
    offset, instant = entry.get("timeZoneOffset"), entry.get("datetime")
    if not isinstance(offset, int) or not isinstance(instant, int) or offset == 0:
        return None
    if offset % 60_000 or abs(offset) >= _DAY_MILLISECONDS:
        return None
    shown = int(wall.replace(tzinfo=UTC).timestamp()) * 1000
    # seconds are not in the wall-clock time
    agrees = 0 <= instant + offset - shown < 60_000
    return timezone(timedelta(milliseconds=offset)) if agrees else None


def _record(entry: Any) -> Mapping[str, Any]:
    if not isinstance(entry, dict):
        raise RowError(_("It is not an entry as Daylio writes it."))
    return entry


def _whole(entry: Mapping[str, Any], key: str) -> int:
    value = entry.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise RowError(_wrong_kind(key))
    return value


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    if value is not None and not isinstance(value, str):
        raise RowError(_wrong_kind(key))
    return value or ""


def _wrong_kind(key: str) -> str:
    return _("“{column}” is missing or of the wrong kind.").format(column=key)
