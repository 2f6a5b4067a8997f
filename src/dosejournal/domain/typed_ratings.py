"""Ratings as a person types them: numbers, the words of a scale, yes and no."""

import re

from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError
from dosejournal.i18n import _

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?")


def value(measure: Measure, text: str) -> float:
    """Return the value that was typed for a measure; whether it fits is for `Measure.check`.

    Raises:
        InputError: it is neither a number nor a word of this measure.
    """
    typed = " ".join(text.split()).casefold()
    words = _words(measure)
    if typed in words:
        return words[typed]
    if _NUMBER.fullmatch(typed):
        return float(typed.replace(",", "."))
    if not words:
        raise InputError(
            _("{name} takes a number. Nothing was recorded; give one and try again.").format(
                name=measure.name
            )
        )
    raise InputError(
        _("{name} takes a number or one of: {words}. Nothing was recorded; choose one.").format(
            name=measure.name, words=", ".join(words)
        )
    )


def _words(measure: Measure) -> dict[str, float]:
    if measure.kind == "yes_no":
        return {_("yes").casefold(): 1.0, _("no").casefold(): 0.0, "yes": 1.0, "no": 0.0}
    lowest = measure.minimum or 0.0
    return {
        " ".join(word.split()).casefold(): lowest + step for step, word in enumerate(measure.words)
    }
