"""The questionnaires that come with the program: their words as they are, and how they are scored.

Each is a resource in the person's language. A missing answer means that there is no score; the
item that asks for care is read even then. Source: questionnaire notes, sections 3 to 7.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dosejournal import i18n, paths
from dosejournal.errors import InputError
from dosejournal.i18n import _

SHIPPED = ("phq-9", "phq-8", "gad-7", "phq-4")
"""The keys of those that come with the program, in the order in which they are offered."""

EVERY_DAYS = 14
"""No questionnaire is offered more often: the items ask about two weeks."""

Answers = tuple[int | None, ...]
"""The answer to each item in its order; None where there is none."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the answers that an item offers, and what it counts."""

    value: int
    text: str
    loinc: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item, word by word; it is never shortened."""

    text: str
    loinc: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """An item beside the others that counts for nothing, with answers of its own."""

    text: str
    answers: tuple[Answer, ...]
    loinc: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """The totals that go by one word, both ends included."""

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Subscale:
    """Some of the items, by their places from 1, and from which sum on they count as positive."""

    key: str
    name: str
    items: tuple[int, ...]
    positive_from: int


@dataclass(frozen=True, slots=True)
class MeasurementError:
    """What is assumed of how exactly a score measures: a spread, and a retest reliability."""

    sd: float
    reliability: float
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A total from which on a validation study drew a line, where bands are not confirmed."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A work that describes an instrument."""

    text: str
    doi: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire: its items, its answers, how it is scored, and whose it is."""

    key: str
    name: str
    about: str
    version: str
    stem: str
    items: tuple[Item, ...]
    answers: tuple[Answer, ...]
    recall_days: int | None = None
    care_item: int | None = None
    """The place, from 1, of the item of which an answer above 0 is met with care first."""
    difficulty: Question | None = None
    bands: tuple[Band, ...] = ()
    line: Line | None = None
    subscales: tuple[Subscale, ...] = ()
    stands_in_for: str = ""
    measurement_error: MeasurementError | None = None
    sources: tuple[Source, ...] = ()
    licence: str = ""
    developers: str = ""
    limits: str = ""
    remark: str = ""
    loinc_panel: str = ""
    loinc_total: str = ""

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with the program; any other is the person's own."""
        return self.key in SHIPPED

    @property
    def maximum(self) -> int:
        """The highest total."""
        return len(self.items) * max(answer.value for answer in self.answers)

    @property
    def family(self) -> str:
        """What those have in common that stand in for one another."""
        return self.stands_in_for or self.key

    def answer(self, value: int) -> Answer:
        """Return the answer of this value."""
        return next(each for each in self.answers if each.value == value)

    def band(self, total: float) -> Band | None:
        """Return the band a total lies in, where there are any."""
        return next((each for each in self.bands if each.first <= total <= each.last), None)


@dataclass(frozen=True, slots=True)
class SubscaleScore:
    """The sum of a subscale beside its highest, and whether it counts as positive."""

    subscale: Subscale
    total: int
    highest: int

    @property
    def is_positive(self) -> bool:
        """Whether it reaches the line of its validation study."""
        return self.total >= self.subscale.positive_from


@dataclass(frozen=True, slots=True)
class Score:
    """What answers come to; without a total where an item is missing.

    `care` is the answer to the item that asks for care: None where it is not asked or not
    answered, and read whether or not there is a total.
    """

    total: int | None
    band: Band | None = None
    subscales: tuple[SubscaleScore, ...] = ()
    n_missing: int = 0
    care: int | None = None

    @property
    def asks_for_care(self) -> bool:
        """Whether help is shown before anything else."""
        return (self.care or 0) >= 1


def shipped() -> dict[str, Instrument]:
    """Return the questionnaires of the program by key; each file is read once."""
    folder = paths.resource("questionnaires")
    return {key: _read(i18n.file_in_language(folder, f"{key}.toml")) for key in SHIPPED}


def checked(instrument: Instrument, answers: Sequence[int | None]) -> Answers:
    """Return the answers, or raise InputError where they are none to this questionnaire."""
    offered = {each.value for each in instrument.answers}
    if len(answers) != len(instrument.items):
        raise InputError(
            _(
                "{name} has {n} items, and {given} answers were given. Nothing was recorded; "
                "give one for each item, and leave an item empty rather than out."
            ).format(name=instrument.name, n=len(instrument.items), given=len(answers))
        )
    if any(answer is not None and answer not in offered for answer in answers):
        raise InputError(
            _(
                "{name} has answers from {low} to {high}. Nothing was recorded; "
                "choose one of them for each item."
            ).format(name=instrument.name, low=min(offered), high=max(offered))
        )
    if all(answer is None for answer in answers):
        raise InputError(_("No item was answered. Nothing was recorded; answer at least one."))
    return tuple(answers)


def checked_difficulty(instrument: Instrument, answer: int | None) -> int | None:
    """Return the answer to how difficult things were, or raise InputError where it is none."""
    question = instrument.difficulty
    offered = set() if question is None else {each.value for each in question.answers}
    if answer is not None and answer not in offered:
        raise InputError(
            _(
                "{name} does not offer this answer to how difficult things were. "
                "Nothing was recorded; leave it out, or choose another one."
            ).format(name=instrument.name)
        )
    return answer


def score(instrument: Instrument, answers: Sequence[int | None]) -> Score:
    """Return what the answers come to: the sum, or no total where one is missing."""
    given = [answer for answer in answers if answer is not None]
    care = None if instrument.care_item is None else answers[instrument.care_item - 1]
    n_missing = len(instrument.items) - len(given)
    if n_missing:
        return Score(None, n_missing=n_missing, care=care)
    total = sum(given)
    most = instrument.maximum // len(given)
    subscales = tuple(
        SubscaleScore(each, sum(given[n - 1] for n in each.items), most * len(each.items))
        for each in instrument.subscales
    )
    return Score(total, instrument.band(total), subscales, care=care)


@cache
def _read(file: Path) -> Instrument:
    return instrument(tomllib.loads(file.read_text(encoding="utf-8")))


def instrument(fields: Mapping[str, Any]) -> Instrument:
    """Return the instrument of a file's fields.

    Raises:
        ValueError: it contradicts itself, so that it could not be scored.
        TypeError: it has a field that nobody reads, or lacks one.
    """
    own = dict(fields)
    loinc = own.pop("loinc", {})
    error, line = own.pop("measurement_error", None), own.pop("line", None)
    found = Instrument(
        items=tuple(Item(**each) for each in own.pop("items")),
        answers=_answers(own.pop("answers")),
        bands=tuple(Band(**each) for each in own.pop("bands", ())),
        subscales=tuple(
            Subscale(**{**each, "items": tuple(each["items"])})
            for each in own.pop("subscales", ())
        ),
        sources=tuple(Source(**each) for each in own.pop("sources")),
        difficulty=_question(own.pop("difficulty", None)),
        measurement_error=MeasurementError(**error) if error else None,
        line=Line(line["from"], line["text"]) if line else None,
        loinc_panel=loinc.get("panel", ""),
        loinc_total=loinc.get("total", ""),
        **own,
    )
    if not _is_whole(found):
        raise ValueError(found.key)
    return found


def _answers(listed: Sequence[Mapping[str, Any]]) -> tuple[Answer, ...]:
    return tuple(Answer(**each) for each in listed)


def _question(fields: Mapping[str, Any] | None) -> Question | None:
    if fields is None:
        return None
    return Question(**{**fields, "answers": _answers(fields["answers"])})


def _is_whole(found: Instrument) -> bool:
    """Say whether items, answers and bands fit one another, leaving no total without its band."""
    places = range(1, len(found.items) + 1)
    totals = [total for band in found.bands for total in range(band.first, band.last + 1)]
    return (
        [answer.value for answer in found.answers] == list(range(len(found.answers)))
        and (found.care_item is None or found.care_item in places)
        and all(place in places for each in found.subscales for place in each.items)
        and totals in ([], list(range(found.maximum + 1)))
    )
