"""How a measure and a value of it are told in a health record: in words, by no invented code."""

from dosejournal.domain.measures import Measure
from dosejournal.exchange.fhir.elements import Element, number, quantity, text
from dosejournal.i18n import _

# an integer of R4 has 32 bits
_LARGEST_INTEGER = 2**31


class Scale:
    """What a measure rates and on which scale, and its ends; written once for all its ratings."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self.name = measure.name
        self.code: Element = {"text": text(_told(measure))}
        self.ends = ends(measure.minimum, measure.maximum) if measure.kind == "scale" else {}

    def value(self, rated: float) -> Element:
        """Return a rating as the value of an Observation."""
        if self._measure.kind == "yes_no":
            return {"valueBoolean": rated != 0}
        if self._measure.kind == "number":
            return {"valueQuantity": quantity(number(rated), self._measure.unit)}
        return score(rated)


def score(given: float) -> Element:
    """Return a point of a scale: a whole number, or one with decimals."""
    shown = number(given)
    if isinstance(shown, int) and abs(shown) < _LARGEST_INTEGER:
        return {"valueInteger": shown}
    return {"valueQuantity": {"value": shown}}


def ends(low: float | None, high: float | None) -> Element:
    """Return the ends of a scale; they say nothing of what is usual, and their text says so."""
    if low is None or high is None:
        return {}
    shown = _("Scale from {low} to {high}; no normal range")
    return {
        "referenceRange": [
            {
                "low": {"value": number(low)},
                "high": {"value": number(high)},
                "text": shown.format(low=number(low), high=number(high)),
            }
        ]
    }


def _told(measure: Measure) -> str:
    name = measure.name
    if measure.kind == "yes_no":
        return _("{name}, answered yes or no").format(name=name)
    if measure.kind == "number":
        if not measure.unit:
            return _("{name}, self-reported number").format(name=name)
        return _("{name}, self-reported in {unit}").format(name=name, unit=measure.unit)
    low, high = number(measure.minimum or 0.0), number(measure.maximum or 0.0)
    if measure.words:
        steps = ", ".join(
            _("{value} ({word})").format(value=low + place, word=word)
            for place, word in enumerate(measure.words)
        )
        return _("{name}, self-rated in steps: {steps}").format(name=name, steps=steps)
    return _("{name}, self-rated from {low} to {high}").format(
        name=name, low=_end(low, measure.low_anchor), high=_end(high, measure.high_anchor)
    )


def _end(at: float, word: str) -> str:
    return _("{value} ({word})").format(value=at, word=word) if word.strip() else f"{at}"
