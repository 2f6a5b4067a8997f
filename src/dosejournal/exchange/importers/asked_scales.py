"""Scales that a file does not state: proved by its values or asked, and never guessed."""

from collections.abc import Iterable
from dataclasses import dataclass

from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, Question
from dosejournal.exchange.importers.numbers import Number
from dosejournal.exchange.importers.rows import RowError
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.exchange.importers.targets import Target
from dosejournal.i18n import _

Scale = tuple[float, float]

_NUMBER = "number"
_SCALES = ((1, 5), (1, 10), (0, 5), (0, 10), (0, 100))
# what people rate has few steps; amounts and counts that go beyond need no question
_FEW = 10
_MOST = 100


@dataclass(slots=True)
class _Values:
    lowest: float
    highest: float
    only: tuple[Scale, ...] = ()


class AskedScales:
    """Decides, for each name of a file, which measure takes its values and on which scale."""

    def __init__(self, measures: FileMeasures, answers: Answers) -> None:
        self._measures = measures
        self._answers = answers
        self._values: dict[str, _Values] = {}
        self._targets: dict[tuple[str, str, Scale | None], Target] = {}
        self._asked: dict[str, Question] = {}

    def look_at(self, name: str, values: Iterable[float], only: Iterable[Scale] = ()) -> None:
        """Look at all values of a name; `only` are the scales it can be on where that is known.

        Where these are known, it is on one of them and nothing else: a single one that the values
        fit is proved, and until the person has chosen from several the values wait.
        """
        known = list(values)
        self._values[name] = _Values(min(known, default=0), max(known, default=0), tuple(only))

    def rating(
        self, name: str, number: Number, unit: str = "", scale: Scale | None = None
    ) -> Rating:
        """Return the rating that a number is; `scale` is the one that the file states.

        Raises:
            JournalError: it lies off its scale, or the scale is not known yet.
        """
        if number.maximum is not None:
            scale = (0.0, float(number.maximum))
        if scale is not None and not scale[0] < scale[1]:
            raise RowError(_("The scale that the row states has no length."))
        return self._target(name, unit, scale).rating(number.value)

    def questions(self) -> list[Question]:
        """Return the questions about the scales of the file."""
        return list(self._asked.values())

    def _target(self, name: str, unit: str, scale: Scale | None) -> Target:
        asked = (name.casefold(), unit.casefold(), scale)
        if asked not in self._targets:
            chosen = scale if scale is not None else self._chosen(name, unit)
            self._targets[asked] = self._on(name, unit, chosen)
        return self._targets[asked]

    def _on(self, name: str, unit: str, scale: Scale | None) -> Target:
        if scale is None:
            return Target(self._measures.fitting(name, unit=unit))
        known = self._measures.named(name)
        if known is not None and known.kind == "scale" and not known.words:
            same = (known.minimum, known.maximum) == scale
            return Target(known) if same else Target(known, *scale)
        return Target(self._measures.fitting(name, "number", *scale, unit))

    def _chosen(self, name: str, unit: str) -> Scale | None:
        """Return the scale that is proved or answered; None keeps numbers without limits."""
        values = self._values.get(name, _Values(0, 0))
        fitting = [s for s in values.only or _SCALES if _holds(s, values)]
        # a single value that lies off all of them is wrong, and proves nothing of the others
        fitting = fitting or list(values.only[-1:])
        if values.only and len(fitting) == 1:
            return fitting[0]
        if not values.only and not self._is_asked(name, unit, values):
            return None
        question = self._question(name, fitting, open_end=not values.only)
        self._asked[question.key] = question
        answer = self._answers.given.get(question.key, question.assumed)
        found = next((s for s in fitting if _word(s) == answer), None)
        if found is None and values.only:
            raise RowError(_("The scale of its rating is not known: answer the question."))
        return found

    def _is_asked(self, name: str, unit: str, values: _Values) -> bool:
        if unit or values.lowest < 0:
            return False
        known = self._measures.named(name)
        is_scale = known is not None and known.kind == "scale"
        return values.highest <= (_MOST if is_scale else _FEW)

    def _question(self, name: str, fitting: Iterable[Scale], *, open_end: bool) -> Question:
        options = [
            (_word(scale), _("from {low:g} to {high:g}").format(low=scale[0], high=scale[1]))
            for scale in fitting
        ]
        if open_end:
            options.insert(0, (_NUMBER, _("a number without limits")))
        return Question(
            key=f"scale:{name}",
            text=_("On which scale is “{name}” in this file?").format(name=name),
            assumed=_NUMBER if open_end else "",
            options=tuple(options),
        )


def _holds(scale: Scale, values: _Values) -> bool:
    return scale[0] <= values.lowest and values.highest <= scale[1]


def _word(scale: Scale) -> str:
    return f"{scale[0]:g}-{scale[1]:g}"
