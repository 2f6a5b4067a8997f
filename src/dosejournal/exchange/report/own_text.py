"""Text that a person wrote, as the template takes it: with how it is to be read and set."""

import unicodedata
from typing import Any

from dosejournal.exchange.report import fonts

OwnText = dict[str, Any]

_FIRST_FONT = "Inter"


def own(text: str) -> OwnText | None:
    """Return a person's text with its direction and language; None where there is none.

    The language is told where it chooses the form of Han characters. What Inter has all of is
    `exact`: it is set without the forms by which Inter makes × of an x between digits.
    """
    text = text.strip()
    if not text:
        return None
    having = fonts.codes_by_family()[_FIRST_FONT]
    return {
        "text": text,
        "dir": direction(text),
        "lang": fonts.han_language(text),
        "exact": text.isascii() or having.issuperset(map(ord, text)),
    }


def direction(text: str) -> str:
    """Return "rtl" where the first letter of a direction of its own is one of Hebrew or Arabic."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return "ltr"
