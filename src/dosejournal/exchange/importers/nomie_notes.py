"""Nomie's notes: the readings stand in the text, as `#tag(value)`, `@person` and `+context`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dosejournal.domain import notes
from dosejournal.exchange.importers.numbers import Number, NumberColumn
from dosejournal.exchange.importers.rows import RowError
from dosejournal.i18n import _

MOST_OF_A_NOTE = 1_000
"""No person writes so many readings into one note."""

TRACKER, PERSON, CONTEXT = "#", "@", "+"

_SIGNS = (TRACKER, PERSON, CONTEXT)
# what ends a word in a sentence is no part of a name, and so Nomie reads it
_MARKS = "’',.!?:;"
_OWNER = ("’s", "'s")
_TIME = re.compile(r"(\d{1,5}):([0-5]?\d)(?::([0-5]?\d))?", re.ASCII)


class Token(NamedTuple):
    """One reading: its sign, its name, and its value as written, which may be none."""

    sign: str
    name: str
    value: str = ""


class Note(NamedTuple):
    """What a note holds; `has_words` where there is more in it than readings."""

    tokens: tuple[Token, ...]
    has_words: bool


def read(text: str) -> Note:
    """Return the readings of a note in their order.

    Raises:
        RowError: a value is cut in two, or there are more than anybody writes.
    """
    tokens: list[Token] = []
    has_words = False
    for word in text.split():
        token = _token(word)
        if token is None:
            has_words = True
        else:
            tokens.append(token)
        if len(tokens) > MOST_OF_A_NOTE:
            raise RowError(_("Its note holds more readings than anybody writes into one."))
    return Note(tuple(tokens), has_words)


def name_of(tag: str) -> str:
    """Return the name that a tag stands for: it has no blanks of its own."""
    return notes.name(tag.replace("_", " "))


def tags_of(tokens: tuple[Token, ...]) -> tuple[str, ...]:
    """Return the people and contexts of a note as tags; people keep their sign."""
    return tuple(dict.fromkeys(_tags(tokens)))


def number(value: str, numbers: NumberColumn) -> Number:
    """Return the number that a value is; a time of hours, minutes and seconds is in hours.

    Raises:
        RowError: it is none.
    """
    time = _TIME.fullmatch(value)
    if time is None:
        return numbers.read(value)
    seconds = int(time[1]) * 3600 + int(time[2]) * 60 + int(time[3] or 0)
    return hours(seconds)


def hours(seconds: float) -> Number:
    """Return seconds as a number of hours."""
    return Number(f"{seconds / 3600:.4f}".rstrip("0").rstrip("."), unit="h")


def _token(word: str) -> Token | None:
    sign = word[0]
    if sign not in _SIGNS or len(word) == 1:
        return None
    written, bracket, rest = word[1:].partition("(")
    name = written.rstrip(_MARKS)
    for end in _OWNER:
        name = name.removesuffix(end)
    name = name.casefold()
    # a heading, an emoticon or a number such as +5 is a word
    if not name.strip("#@+-_") or (sign == CONTEXT and name.isdigit()):
        return None
    value, closed, _end = rest.partition(")")
    if bracket and not closed:
        raise RowError(_("A value of its note is cut in two."))
    return Token(sign, name, value)


def _tags(tokens: tuple[Token, ...]) -> Iterator[str]:
    for token in tokens:
        if token.sign == PERSON:
            yield notes.name(f"@{token.name}")
        elif token.sign == CONTEXT:
            yield name_of(token.name)
