"""Text that a person wrote, as the template takes it: with how it is to be read and set."""

import unicodedata
from typing import Any

from dosejournal.exchange.report import fonts

OwnText = dict[str, Any]

_FIRST_FONT = "Inter"
_RIGHT_TO_LEFT = ("R", "AL")


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


def isolated(text: str) -> str:
    """Return text from right to left so that it does not turn the words around it."""
    turns = any(unicodedata.bidirectional(each) in _RIGHT_TO_LEFT for each in text)
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if turns else text


def direction(text: str) -> str:
    """Return "rtl" where the first letter of a direction of its own is one of Hebrew or Arabic."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in _RIGHT_TO_LEFT:
            return "rtl"
    return "ltr"
