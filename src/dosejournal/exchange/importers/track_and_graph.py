"""Track & Graph's data points, be they from its table or its database: a value of a tracker."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache

from dosejournal.domain import amounts, notes
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import (
    Answers,
    ImportedCheckIn,
    ImportedDose,
    ImportPlan,
    Question,
)
from dosejournal.errors import InputError, JournalError
from dosejournal.exchange.importers import json_files, taken
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.numbers import NumberColumn
from dosejournal.exchange.importers.rows import HeldRows, Row, RowError
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.exchange.importers.targets import Targets
from dosejournal.i18n import _, ngettext

SOURCE = "track-and-graph"
"""Of both forms: a data point has the same tracker and instant in each, so it comes in once."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
# an offset of nothing is what the clock on the wall had, and not an instant without one
_NO_OFFSET = timezone(timedelta(), "+00:00")
_DURATION = re.compile(r"(-?)(\d{0,9}):(-?)(\d\d):(-?)(\d\d)", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,30}(\.\d{0,30})?([eE][-+]?\d{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Value:
    """What a data point says: a number, or a length of time in seconds."""

    number: Decimal
    is_duration: bool = False
    written: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One data point: of a tracker, or a note beside all trackers where it has no value.

    `milliseconds` is its instant as the program counts it, `at` the same to the second.
    """

    row: Row
    name: str
    milliseconds: int
    at: datetime
    value: Value | None
    label: str
    note: str
    source_row: str

    @property
    def key(self) -> str:
        """What tells it from all others: the program too keeps one of a tracker and instant."""
        return f"{self.milliseconds}@{self.name}"


def parsed(text: str) -> tuple[Value, str]:
    """Return the value of a cell and the label that old files pack behind it, in the app's order.

    Raises:
        RowError: it has none.
    """
    colons = text.count(":")
    duration = _DURATION.match(text) if colons >= 2 else None
    if duration is None:
        number, _sign, label = text.partition(":")
        return Value(_number(number.strip())), label.strip()
    rest = text[duration.end() :]
    if rest and not rest.startswith(":"):
        raise RowError(_("Its value cannot be read."))
    parts = [int(number or "0") for number in duration.group(2, 4, 6)]
    signs = [-1 if sign else 1 for sign in duration.group(1, 3, 5)]
    seconds = sum(s * n * unit for s, n, unit in zip(signs, parts, (3600, 60, 1), strict=True))
    return Value(Decimal(seconds), is_duration=True, written=duration[0]), rest[1:].strip()


def milliseconds(at: datetime) -> int:
    """Return an instant as the program counts it."""
    return (at - _EPOCH) // _MILLISECOND


def wall_clock(instant: int, offset: int) -> datetime:
    """Return an instant, to the second, as the clock showed it whose offset has these seconds.

    Raises:
        RowError: there is no such time.
    """
    try:
        return (_EPOCH + timedelta(seconds=instant // 1000)).astimezone(_zone(offset))
    except (OverflowError, ValueError):
        raise RowError(_("There is no such day or time.")) from None


def on_the_wall(at: datetime) -> datetime:
    """Return a time with its offset: one of nothing is an offset too, and names no other clock.

    Raises:
        RowError: there is no such time.
    """
    offset = at.utcoffset() or timedelta()
    try:
        return at.astimezone(_zone(round(offset.total_seconds())))
    except (OverflowError, ValueError):
        raise RowError(_("There is no such day or time.")) from None


@lru_cache(maxsize=64)
def _zone(offset: int) -> timezone:
    # nobody's clock has an offset with seconds; to the journal each has a name of minutes
    minutes = timedelta(minutes=round(offset / 60))
    return timezone(minutes) if minutes else _NO_OFFSET


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise RowError(_("Its value cannot be read."))
    return Decimal(text)


class Points:
    """All data points of one file, on their way to a plan."""

    def __init__(self, answers: Answers, points: list[Point], held: HeldRows) -> None:
        """Look at all of them; rows of the file that are none are in `held` already.

        Raises:
            ImportFileError: they are of more trackers than a person keeps.
        """
        self._points = points
        self._held = held
        self._moments = Moments(answers)
        self._measures = FileMeasures(answers.measures, "Track & Graph")
        self._targets = Targets(self._measures, NumberColumn("Value", (), answers), answers)
        self._things = taken.Things((point.name for point in points), answers)
        self._timed = {each.name for each in points if each.value and each.value.is_duration}
        # what each point said, by its key: a number is enough to tell whether it is said again
        self._seen: dict[str, int] = {}
        self._again = 0
        self._known: dict[tuple[str, Value], Rating] = {}
        self._look_at_scales()

    def plan(
        self,
        file_format: str,
        header: tuple[str, ...],
        unknown: Counter[str],
        questions: Iterable[Question],
    ) -> ImportPlan:
        """Return what they would bring in; they are taken out of their list one by one."""
        check_ins: list[ImportedCheckIn] = []
        doses: list[ImportedDose] = []
        # a hundred thousand points weigh as much as what is made of them
        for point in json_files.drained(self._points):
            try:
                if self._is_again(point):
                    self._again += 1
                elif point.value is not None and self._things.is_taken(point.name):
                    doses.append(self._dose(point, point.value))
                else:
                    check_ins.append(self._check_in(point))
            except JournalError as reason:
                self._held.add(point.row, reason)
        asked = (*questions, *self._things.questions(), *self._targets.questions())
        zone = self._moments.question()
        return ImportPlan(
            format=file_format,
            source=SOURCE,
            zone=self._moments.zone.key,
            header=header,
            check_ins=tuple(check_ins),
            doses=tuple(doses),
            held_aside=self._held.all(),
            questions=asked if zone is None else (*asked, zone),
            new_measures=self._measures.new,
            unknown=dict(unknown),
            remarks=(*self._remarks(), *self._moments.remarks(), *self._measures.remarks()),
        )

    def _look_at_scales(self) -> None:
        values: dict[str, set[Decimal]] = {}
        for point in self._points:
            if point.value is not None and not self._is_apart(point.name):
                values.setdefault(point.name, set()).add(point.value.number)
        for name, numbers in values.items():
            self._targets.look_at(name, map(_text, numbers))

    def _is_apart(self, name: str) -> bool:
        return name in self._timed or self._things.is_taken(name)

    def _is_again(self, point: Point) -> bool:
        """Say whether the file has told this point already."""
        says = hash((point.value, point.label, point.note))
        key = point.key
        if key not in self._seen:
            self._seen[key] = says
            return False
        if self._seen[key] != says:
            raise RowError(_("The file says something else of the same tracker at this instant."))
        return True

    def _check_in(self, point: Point) -> ImportedCheckIn:
        tags, note = _label(point)
        ratings = () if point.value is None else (self._rating(point.name, point.value),)
        return ImportedCheckIn(
            moment=self._moments.at(point.at),
            source_key=point.key,
            source_row=point.source_row,
            ratings=ratings,
            note=notes.note(note) if note else "",
            tags=tags,
        )

    def _rating(self, name: str, value: Value) -> Rating:
        asked = (name, value)
        if asked not in self._known:
            self._known[asked] = self._rated(name, value)
        return self._known[asked]

    def _rated(self, name: str, value: Value) -> Rating:
        number = float(value.number)
        if value.is_duration:
            measure = self._measures.fitting(name, unit="h")
            return Rating(
                measure=measure.key,
                value=measure.check(round(number / 3600, 4)),
                raw_value=number,
                raw_text=value.written or None,
            )
        if name in self._timed:
            # one that has numbers as well as times: they are not hours
            measure = self._measures.fitting(name)
            return Rating(measure.key, measure.check(number))
        return self._targets.rating(name, _text(value.number))

    def _dose(self, point: Point, value: Value) -> ImportedDose:
        if value.is_duration:
            raise RowError(_("A length of time is no dose."))
        unit = _unit(point.label)
        told = (point.note, "" if unit else point.label)
        return ImportedDose(
            moment=self._moments.at(point.at),
            source_key=point.key,
            source_row=point.source_row,
            substance=notes.name(point.name),
            amount=taken.amount(value.number),
            unit=unit,
            note=notes.note("\n".join(part for part in told if part)),
        )

    def _remarks(self) -> list[str]:
        if not self._again:
            return []
        return [
            ngettext(
                "{n} data point is told twice in the file, and comes in once.",
                "{n} data points are told twice in the file, and come in once.",
                self._again,
            ).format(n=self._again)
        ]


def _text(number: Decimal) -> str:
    return f"{number:f}"


def _label(point: Point) -> tuple[tuple[str, ...], str]:
    """Return the tag that a label is, and the note; a label too long for a tag goes there."""
    if not point.label:
        return (), point.note
    if len(point.label) > notes.LONGEST_NAME:
        return (), "\n".join(part for part in (point.label, point.note) if part)
    return (notes.name(point.label),), point.note


def _unit(label: str) -> str:
    """Return the unit that a label names, or an empty text."""
    try:
        unit = amounts.unit(label)
    except InputError:
        return ""
    return unit if unit in amounts.UNITS else ""
