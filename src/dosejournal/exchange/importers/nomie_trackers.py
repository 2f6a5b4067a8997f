"""Nomie's trackers: whether one rates something, counts doses, or only says that it happened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dosejournal.domain import amounts
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, Question
from dosejournal.errors import JournalError
from dosejournal.exchange.importers import nomie_notes
from dosejournal.exchange.importers.asked_scales import AskedScales, Scale
from dosejournal.exchange.importers.nomie_notes import TRACKER, Token
from dosejournal.exchange.importers.numbers import Number, NumberColumn, one_unit
from dosejournal.exchange.importers.rows import RowError
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _

MEASURE, DOSE, TAG = "measure", "dose", "tag"

_TIMER = "timer"
# as Nomie names them; grams and millilitres are of food and water as often
_DOSE_UNITS = frozenset(("mg", "µg", "IU", "tablets", "capsules"))
_UNITS = {
    "num": "", "pain": "", "timer": "", "percent": "%", "gram": "g", "celsius": "°C",
    "fahrenheit": "°F", "degrees": "°", "hour": "h", "pound": "lb", "milliliter": "mL",
    "liter": "L", "deciliter": "dL", "meter": "m", "mdgl": "mg/dL", "dollars": "$", "euro": "€",
}  # fmt: skip


@dataclass(slots=True)
class _Tracker:
    name: str
    kind: str = ""
    unit: str = ""
    scale: Scale | None = None
    values: set[str] = field(default_factory=set)
    is_bare: bool = False
    role: str = MEASURE


class Trackers:
    """The trackers of one file, by their tags."""

    def __init__(
        self,
        described: Mapping[str, Any],
        used: Iterable[Token],
        measures: FileMeasures,
        answers: Answers,
    ) -> None:
        """Look at the trackers that a file describes, and at all their readings."""
        self._answers = answers
        self._described = described
        self._all: dict[str, _Tracker] = {}
        for token in used:
            if token.sign == TRACKER:
                tracker = self._tracker(token.name)
                tracker.is_bare |= not token.value
                tracker.values.update([token.value] if token.value else [])
        values = {value for tracker in self._all.values() for value in tracker.values}
        self._numbers = NumberColumn("note", values, answers)
        self._scales = AskedScales(measures, answers)
        self._measures = measures
        self._substances = {name.casefold() for name in answers.substances}
        self._asked: list[Question] = []
        for tag, tracker in self._all.items():
            tracker.role = self._role(tag, tracker)
            self._scales.look_at(tracker.name, self._known_values(tracker))
        self._ratings: dict[Token, Rating] = {}

    def role(self, token: Token) -> str:
        """Say whether a tracker is a measure, a substance, or a word only."""
        return self._all[token.name].role

    def name(self, token: Token) -> str:
        """Return the name of a tracker in the person's words."""
        return self._all[token.name].name

    def rating(self, token: Token) -> Rating:
        """Return the rating that a reading is; one without a value counts once, as in Nomie.

        Raises:
            JournalError: its value is no number, or lies off its scale.
        """
        if token not in self._ratings:
            self._ratings[token] = self._rating(token)
        return self._ratings[token]

    def dose(self, token: Token) -> tuple[str | None, str]:
        """Return the amount and the unit of a dose; an amount that is not written is unknown.

        Raises:
            JournalError: its amount is no number.
        """
        tracker = self._all[token.name]
        if not token.value:
            return None, ""
        number = self._number(token, tracker)
        if number.value == 0:
            raise RowError(_("Its amount is 0: nobody can tell whether it was taken."))
        unit = one_unit(number.unit, tracker.unit)
        try:
            return amounts.amount(number.text), amounts.unit(unit)
        except JournalError:
            raise RowError(_("Its amount cannot be read.")) from None

    def questions(self) -> list[Question | None]:
        """Return the questions about the trackers of the file."""
        return [*self._asked, self._numbers.question(), *self._scales.questions()]

    def _rating(self, token: Token) -> Rating:
        tracker = self._all[token.name]
        number = self._number(token, tracker) if token.value else Number("1")
        # a time of hours and minutes is one, whatever the tracker is counted in
        unit = one_unit(number.unit, "" if number.unit == "h" else tracker.unit)
        rating = self._scales.rating(tracker.name, number, unit, tracker.scale)
        if rating.raw_value is None and number.unit != "h":
            return rating
        return Rating(
            rating.measure,
            rating.value,
            rating.raw_value,
            rating.raw_minimum,
            rating.raw_maximum,
            token.value or None,
        )

    def _number(self, token: Token, tracker: _Tracker) -> Number:
        number = nomie_notes.number(token.value, self._numbers)
        if number.maximum is not None:
            # Nomie divides: 8/10 is no value on a scale of 10 there
            raise RowError(_("A value of its note is not a number."))
        if tracker.kind == _TIMER and not number.unit:
            # what Nomie counts itself is in seconds
            return nomie_notes.hours(number.value)
        return number

    def _known_values(self, tracker: _Tracker) -> list[float]:
        known = [1.0] if tracker.is_bare else []
        for value in tracker.values:
            try:
                known.append(self._number(Token(TRACKER, "", value), tracker).value)
            except RowError:
                continue
        return known

    def _tracker(self, tag: str) -> _Tracker:
        if tag not in self._all:
            described = self._described.get(tag)
            self._all[tag] = _tracker(tag, described if isinstance(described, dict) else {})
        return self._all[tag]

    def _role(self, tag: str, tracker: _Tracker) -> str:
        if tracker.scale is not None or tracker.kind == _TIMER:
            return MEASURE
        question = _question(tag, tracker.name, self._assumed(tracker))
        self._asked.append(question)
        answer = self._answers.given.get(question.key, question.assumed)
        return answer if answer in (MEASURE, DOSE, TAG) else question.assumed

    def _assumed(self, tracker: _Tracker) -> str:
        units = {tracker.unit}
        for value in tracker.values:
            try:
                units.add(amounts.unit(self._numbers.read(value).unit))
            except JournalError:
                continue
        if self._measures.named(tracker.name) is not None:
            return MEASURE
        if tracker.name.casefold() in self._substances:
            return DOSE
        if units & _DOSE_UNITS:
            return DOSE
        return MEASURE if tracker.values else TAG


def _tracker(tag: str, described: Mapping[str, Any]) -> _Tracker:
    label = described.get("label")
    try:
        name = nomie_notes.name_of(label if isinstance(label, str) and label.strip() else tag)
    except JournalError:
        # a tag that is too long for a name holds its readings aside one by one
        name = tag
    kind, uom = described.get("type"), described.get("uom")
    unit = _UNITS.get(uom, uom) if isinstance(uom, str) else ""
    return _Tracker(
        name=name,
        kind=_TIMER if _TIMER in (kind, uom) else "",
        unit=amounts.unit(unit[: amounts.LONGEST_UNIT]),
        scale=_scale(described) if kind == "range" else None,
    )


def _scale(described: Mapping[str, Any]) -> Scale | None:
    """Return the scale of a tracker; some versions write its ends as texts."""
    try:
        low, high = (float(described[key]) for key in ("min", "max"))
    except (KeyError, TypeError, ValueError):
        return None
    return (low, high) if -1e9 < low < high < 1e9 else None


def _question(tag: str, name: str, assumed: str) -> Question:
    return Question(
        key=f"tracker:{tag}",
        text=_("What is “{name}” in Nomie?").format(name=name),
        assumed=assumed,
        options=(
            (MEASURE, _("Something that I measure, count or rate")),
            (DOSE, _("A substance that I take: each is a dose")),
            (TAG, _("Something that happens: a tag")),
        ),
    )
