"""Ratings as a person types them: numbers, the words of a scale, yes and no."""

import re

from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError
from dosejournal.i18n import _

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,\u066b]\d{1,15})?")
# signs that some languages put before a minus, and the minus of typography
_SIGNS = str.maketrans({"−": "-", "\u200e": None, "\u200f": None, "\u061c": None})


def value(measure: Measure, text: str) -> float:
    """Return the value that was typed for a measure; whether it fits is for `Measure.check`.

    Raises:
        InputError: it is neither a number nor a word of this measure.
    """
    typed = " ".join(text.split()).casefold()
    words = _words(measure)
    if typed in words:
        return words[typed]
    found = number(typed)
    if found is not None:
        return found
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


def number(text: str, group: str = "") -> float | None:
    """Return the number that was typed, or None when it is none.

    The decimal sign may be a point or a comma in every language, so that 7,5 is never 75;
    `group` is what the person's own language writes between thousands, and stands only there.
    """
    plain = text.strip().translate(_SIGNS)
    if group and _grouped(group).fullmatch(plain):
        plain = plain.replace(group, "")
    return float(_decimal(plain)) if _NUMBER.fullmatch(plain) else None


def _grouped(group: str) -> re.Pattern[str]:
    # thousands are threes; in some languages only the last of the groups is one
    sign = re.escape(group)
    thousands = rf"[+-]?(?!0)\d{{1,3}}(?:{sign}\d{{2,3}})*{sign}\d{{3}}"
    return re.compile(rf"{thousands}(?:(?!{sign})[.,\u066b]\d{{1,15}})?")


def _decimal(plain: str) -> str:
    return plain.replace(",", ".").replace("\u066b", ".")


def _words(measure: Measure) -> dict[str, float]:
    if measure.kind == "yes_no":
        return {_("yes").casefold(): 1.0, _("no").casefold(): 0.0, "yes": 1.0, "no": 0.0}
    lowest = measure.minimum or 0.0
    return {
        " ".join(word.split()).casefold(): lowest + step for step, word in enumerate(measure.words)
    }
