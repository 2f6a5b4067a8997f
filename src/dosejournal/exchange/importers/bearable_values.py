"""What a row of Bearable says: its category decides what its amount and its detail mean."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from dosejournal.domain import notes
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, Question
from dosejournal.exchange.importers.asked_scales import AskedScales, Scale
from dosejournal.exchange.importers.numbers import Number, NumberColumn, is_unknown
from dosejournal.exchange.importers.rows import RowError, required
from dosejournal.exchange.importers.scales import FileMeasures

MEDICINES = "Meds/Supplements"

_MOOD, _SYMPTOM, _SLEEP, _FACTORS = "mood", "symptom", "sleep", "factors"
_MEASUREMENTS = "health measurements"
_FEATURED = ("energy", "sleep quality", "bowel movements")
_CATEGORIES = frozenset(
    (_MOOD, _SYMPTOM, _SLEEP, _FACTORS, _MEASUREMENTS, MEDICINES.casefold(), *_FEATURED)
)
# the journal's own measures go by these keys in every language
_KEYS = {_MOOD: "mood", "energy": "energy", "sleep quality": "sleep_quality"}
_SEVERITIES = {"mild": "1", "moderate": "2", "severe": "3", "unbearable": "4", "extreme": "4"}
# a day without the symptom has no row: nothing at all lies one step below mild
_SEVERITY: Scale = (0, 4)
# from its end: a pattern of the name before it would try each of a million blanks anew
_SEVERITY_LAST = re.compile(r"\(([^()]+)\)\Z")
_SLEPT = re.compile(r"(\d{1,3})\s*h(?:ours?|rs?)?(?:\s*(\d{1,2})\s*m(?:in(?:ute)?s?)?)?")
_MOOD_SCALES: tuple[Scale, ...] = ((1, 5), (1, 10))
_MOOD_SCALES_WITH_ZERO: tuple[Scale, ...] = ((0, 5), (0, 10))


class Value(NamedTuple):
    """The three cells of a row that hold its reading."""

    category: str
    amount: str
    detail: str

    @property
    def kind(self) -> str:
        """The category as categories are compared."""
        return self.category.casefold()

    @property
    def is_dose(self) -> bool:
        """Whether it is of a medicine."""
        return self.kind == MEDICINES.casefold()

    @property
    def is_known(self) -> bool:
        """Whether Bearable itself has this category."""
        return self.kind in _CATEGORIES


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row brings to a check-in."""

    ratings: tuple[Rating, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""


class Values:
    """Reads the ratings, measurements, symptoms and factors of one file."""

    def __init__(self, values: Iterable[Value], measures: FileMeasures, answers: Answers) -> None:
        """Look at all different values of the file."""
        self._measures = measures
        self._scales = AskedScales(measures, answers)
        said = [each for each in values if not each.is_dose]
        self._numbers = NumberColumn("rating/amount", {each.amount for each in said}, answers)
        self._look_at(said)
        self._known: dict[Value, Reading] = {}
        self._kinds: dict[str, Callable[[Value], Reading]] = {
            _MOOD: self._mood,
            _SYMPTOM: self._symptom,
            _SLEEP: self._sleep,
            _FACTORS: self._factor,
            _MEASUREMENTS: self._measurement,
        }

    def read(self, said: Value) -> Reading:
        """Return what a row says.

        Raises:
            JournalError: it says nothing, or lies off its scale.
        """
        # a history has many rows, and says few different things
        if said not in self._known:
            self._known[said] = self._kinds.get(said.kind, self._rated)(said)
        return self._known[said]

    def questions(self) -> list[Question | None]:
        """Return the questions about the numbers and the scales of the file."""
        return [self._numbers.question(), *self._scales.questions()]

    def _look_at(self, said: Iterable[Value]) -> None:
        found: dict[tuple[str, str], list[float]] = {}
        for each in said:
            try:
                number = self._number(each.amount)
            except RowError:
                continue
            if number is not None and number.maximum is None:
                found.setdefault((self._name(each), each.kind), []).append(number.value)
        for (name, kind), values in found.items():
            scales = _MOOD_SCALES if min(values) >= 1 else _MOOD_SCALES_WITH_ZERO
            self._scales.look_at(name, values, scales if kind == _MOOD else ())

    def _name(self, said: Value) -> str:
        if said.kind in (_MEASUREMENTS, _FACTORS):
            return said.detail
        own = self._measures.by_key(_KEYS.get(said.kind, ""))
        return said.category if own is None else own.name

    def _number(self, written: str) -> Number | None:
        """Return the number of a cell, or None where it is something else.

        Raises:
            RowError: its decimal sign is not known yet.
        """
        if is_unknown(written) or not self._numbers.is_number(written):
            return None
        return self._numbers.read(written)

    def _mood(self, said: Value) -> Reading:
        return replace(self._rated(said._replace(detail="")), tags=_tags(said.detail))

    def _rated(self, said: Value) -> Reading:
        """Read a rating on a scale of its category; words beside it, or alone, are kept."""
        number = self._number(said.amount)
        if number is None:
            return Reading(note=_line(said.category, said.amount, said.detail))
        rating = self._scales.rating(self._name(said), number, number.unit)
        return Reading((replace(rating, raw_text=said.detail or None),), note=said.detail)

    def _symptom(self, said: Value) -> Reading:
        name, word = required(said.detail, "detail"), ""
        found = _SEVERITY_LAST.search(name)
        # a name may have brackets of its own: only the last ones hold the severity
        bare = name[: found.start()].rstrip() if found is not None else ""
        if found is not None and bare and found[1].strip().casefold() in _SEVERITIES:
            name, word = bare, found[1].strip()
        amount = said.amount
        if is_unknown(amount):
            amount = _SEVERITIES.get(word.casefold(), "")
        number = self._numbers.read(required(amount, "rating/amount"))
        rating = self._scales.rating(name, number, number.unit, _SEVERITY)
        return Reading((replace(rating, raw_text=word or None),))

    def _sleep(self, said: Value) -> Reading:
        slept = _SLEPT.fullmatch(said.amount.casefold())
        if slept is None:
            return self._rated(said)
        hours = int(slept[1]) + int(slept[2] or 0) / 60
        number = Number(f"{hours:.4f}".rstrip("0").rstrip("."), unit="h")
        rating = self._scales.rating(said.category, number, "h")
        return Reading((replace(rating, raw_text=said.amount),), note=said.detail)

    def _measurement(self, said: Value) -> Reading:
        name = required(said.detail, "detail")
        number = self._number(said.amount)
        # 120/80 is a blood pressure, and no value on a scale of 80
        if number is None or number.maximum is not None:
            return Reading(note=_line(name, required(said.amount, "rating/amount")))
        return Reading((self._scales.rating(name, number, number.unit),))

    def _factor(self, said: Value) -> Reading:
        number = self._number(said.amount)
        if number is None:
            return Reading(
                tags=_tags(said.detail), note="" if is_unknown(said.amount) else said.amount
            )
        name = required(said.detail, "detail")
        return Reading((self._scales.rating(name, number, number.unit),))


def _tags(detail: str) -> tuple[str, ...]:
    parts = (part.strip() for part in detail.split("|"))
    return tuple(dict.fromkeys(notes.name(part) for part in parts if part))


def _line(*parts: str) -> str:
    """Return words of a row as a line; its name alone says nothing."""
    said = [part for part in parts[1:] if part and not is_unknown(part)]
    return ": ".join((parts[0], *said)) if said else ""
