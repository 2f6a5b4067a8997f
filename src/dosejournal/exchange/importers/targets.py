"""Where the values of a tidy table go: which measure, on which scale."""

from collections.abc import Iterable
from dataclasses import dataclass

from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, Question
from dosejournal.domain.measures import Measure
from dosejournal.exchange.importers.numbers import Number, NumberColumn, one_unit
from dosejournal.exchange.importers.rows import RowError
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _

_YES = frozenset(("yes", "y", "true"))
_NO = frozenset(("no", "n", "false"))
_SCALES = ((0, 100), (0, 10), (1, 10), (0, 5), (1, 5))


def yes_or_no(text: str) -> float | None:
    """Return 1 for a yes, 0 for a no, None for anything else."""
    folded = text.strip().casefold()
    if folded in _YES or folded == _("yes").casefold():
        return 1.0
    return 0.0 if folded in _NO or folded == _("no").casefold() else None


@dataclass(frozen=True, slots=True)
class Target:
    """A measure, and the scale on which the file has its values where that is another one."""

    measure: Measure
    low: float | None = None
    high: float | None = None

    def rating(self, value: float) -> Rating:
        """Return the rating that a value of the file is.

        Raises:
            JournalError: the value lies off its scale.
        """
        if self.low is None or self.high is None:
            return Rating(self.measure.key, self.measure.check(value))
        if not self.low <= value <= self.high:
            raise RowError(_("A value lies off the scale that it has in the file."))
        minimum, maximum = self.measure.minimum or 0.0, self.measure.maximum or 0.0
        share = (value - self.low) / (self.high - self.low)
        return Rating(
            measure=self.measure.key,
            value=self.measure.check(minimum + share * (maximum - minimum)),
            raw_value=value,
            raw_minimum=self.low,
            raw_maximum=self.high,
        )


@dataclass(frozen=True, slots=True)
class _Range:
    lowest: float
    highest: float
    only_words: bool


class Targets:
    """Decides, for each name of the file, which measure takes its values, or asks."""

    def __init__(self, measures: FileMeasures, numbers: NumberColumn, answers: Answers) -> None:
        self._measures = measures
        self._numbers = numbers
        self._answers = answers
        self._ranges: dict[str, _Range] = {}
        self._chosen: dict[tuple[str, str, float | None, float | None], Target] = {}
        self._questions: dict[str, Question] = {}

    def look_at(self, name: str, values: Iterable[str]) -> None:
        """Look at all values that a name has without a stated scale."""
        known: list[float] = []
        only_words = True
        for text in values:
            word = yes_or_no(text)
            if word is not None:
                known.append(word)
                continue
            only_words = False
            try:
                number = self._numbers.read(text)
            except RowError:
                continue
            if number.maximum is None:
                known.append(number.value)
        self._ranges[name] = _Range(min(known, default=0), max(known, default=0), only_words)

    def rating(
        self, name: str, text: str, unit: str = "", stated: tuple[str, str] = ("", "")
    ) -> Rating:
        """Return the rating that a cell is; `stated` is the scale that its row states.

        Raises:
            JournalError: it is none, or lies off its scale.
        """
        word = self._word(name, text)
        if word is not None:
            return self._target(name, unit, None, None).rating(word)
        number = self._numbers.read(text)
        self._refuse_unit_of_scale(name, number.unit)
        low, high = self._stated(number, stated)
        return self._target(name, one_unit(number.unit, unit), low, high).rating(number.value)

    def questions(self) -> list[Question]:
        """Return the questions about the scales of the file."""
        return list(self._questions.values())

    def _word(self, name: str, text: str) -> float | None:
        measure = self._measures.named(name)
        if measure is not None and measure.words:
            folded = text.strip().casefold()
            words = [word.casefold() for word in measure.words]
            return (measure.minimum or 0.0) + words.index(folded) if folded in words else None
        return yes_or_no(text)

    def _refuse_unit_of_scale(self, name: str, unit: str) -> None:
        # a letter typed for a digit, as in 5O, looks like a unit too
        known = self._measures.named(name) if unit not in ("", "%") else None
        if known is not None and known.kind == "scale" and not known.unit:
            raise RowError(
                _(
                    "Something stands behind the number, and “{name}” is a scale without a unit."
                ).format(name=known.name)
            )

    def _stated(
        self, number: Number, stated: tuple[str, str]
    ) -> tuple[float | None, float | None]:
        if number.maximum is not None:
            low, high = 0.0, float(number.maximum)
        elif stated[1]:
            low = self._numbers.read(stated[0]).value if stated[0] else 0.0
            high = self._numbers.read(stated[1]).value
        else:
            return None, None
        if low >= high:
            raise RowError(_("The scale that the row states has no length."))
        return low, high

    def _target(self, name: str, unit: str, low: float | None, high: float | None) -> Target:
        asked = (name.casefold(), unit.casefold(), low, high)
        if asked not in self._chosen:
            if low is None or high is None:
                self._chosen[asked] = self._unstated(name, unit)
            else:
                self._chosen[asked] = self._on_scale(name, unit, low, high)
        return self._chosen[asked]

    def _on_scale(self, name: str, unit: str, low: float, high: float) -> Target:
        known = self._measures.named(name)
        if known is not None:
            if (known.minimum, known.maximum) == (low, high):
                return Target(known)
            if known.kind == "scale" and not known.words:
                return Target(known, low, high)
        return Target(self._measures.fitting(name, "number", low, high, unit))

    def _unstated(self, name: str, unit: str) -> Target:
        known = self._measures.named(name)
        if known is not None and unit and known.unit and unit.casefold() != known.unit.casefold():
            return Target(self._measures.fitting(name, unit=unit))
        asked = self._question(name, known)
        if asked is None:
            return Target(known or self._new_without_question(name, unit))
        self._questions[asked.key] = asked
        scale = _scale_of(self._answers.given.get(asked.key, asked.assumed))
        if scale is not None:
            return self._on_scale(name, unit, *scale)
        return Target(known or self._measures.fitting(name, unit=unit))

    def _new_without_question(self, name: str, unit: str) -> Measure:
        if self._range(name).only_words:
            return self._measures.fitting(name, "yes_no", 0.0, 1.0)
        return self._measures.fitting(name, unit=unit)

    def _range(self, name: str) -> _Range:
        # a name that was not looked at has nothing but words beside a stated scale
        return self._ranges.get(name, _Range(0, 0, only_words=True))

    def _question(self, name: str, known: Measure | None) -> Question | None:
        """Return the question of the scale, where the values may be on more than one."""
        values = self._range(name)
        plain = known is None or (known.kind == "scale" and not known.words)
        if values.only_words or not plain or values.lowest < 0 or values.highest > 100:
            return None
        if known is not None and (known.minimum, known.maximum) != (0, 100):
            return None
        fitting = [s for s in _SCALES if s[0] <= values.lowest and values.highest <= s[1]]
        if known is not None and len(fitting) == 1:
            return None
        options = [
            (f"{low}-{high}", _("from {low} to {high}").format(low=low, high=high))
            for low, high in fitting
        ]
        if known is None:
            options.insert(0, ("number", _("a number without limits")))
        return Question(
            key=f"scale:{name}",
            text=_("On which scale is “{name}” in this file?").format(name=name),
            assumed=options[0][0],
            options=tuple(options),
        )


def _scale_of(answer: str) -> tuple[float, float] | None:
    low, sign, high = answer.partition("-")
    if not (sign and low.isascii() and high.isascii() and low.isdigit() and high.isdigit()):
        return None
    return (float(low), float(high)) if float(low) < float(high) < 1e6 else None
