"""What may be a passphrase, and how soon one would be guessed.

The estimate is that of zxcvbn (Wheeler, USENIX Security 2016): how many guesses it takes somebody
who knows common words, names, dates and patterns of the keyboard.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dosejournal.errors import InputError
from dosejournal.i18n import _

SHORTEST = 8
LONGEST = 1024
GOOD_SCORE = 3

# the estimate takes time that grows with the square of the length, and beyond this it is good
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Advice:
    """How well a passphrase protects, from 0 (not at all) to 4, and what to do about it."""

    score: int
    sentence: str


def meant(typed: str) -> str:
    """Return a passphrase without the spaces and ends of lines around it.

    A line that is copied brings them along, unseen; typed later, the same words would not open.
    """
    return typed.strip()


def checked(typed: str) -> str:
    """Return a passphrase that may be used, without what stands around it.

    Raises:
        InputError: it is shorter than `SHORTEST` characters or longer than `LONGEST`.
    """
    passphrase = meant(typed)
    if len(passphrase) < SHORTEST:
        raise InputError(
            _(
                "A passphrase has at least {n} characters. Nothing was changed; "
                "three or four words that do not belong together are easy to keep in mind."
            ).format(n=SHORTEST)
        )
    if len(passphrase) > LONGEST:
        raise InputError(
            _("A passphrase has at most {n} characters. Nothing was changed.").format(n=LONGEST)
        )
    return passphrase


def advice(typed: str) -> Advice:
    """Return how soon a passphrase would be guessed, in words for who chooses it."""
    # half a megabyte of word lists is loaded where somebody chooses a passphrase
    from zxcvbn import zxcvbn

    passphrase = meant(typed)
    if not passphrase:
        return Advice(0, _("Three or four words that do not belong together are a good choice."))
    found = zxcvbn(passphrase[:_LOOKED_AT])
    score = int(found["score"])
    if len(passphrase) < SHORTEST:
        return Advice(0, _("Too short: at least {n} characters.").format(n=SHORTEST))
    if score >= GOOD_SCORE:
        return Advice(score, _GOOD[score]())
    return Advice(score, _WEAK[_weakness(found["sequence"])]())


def _weakness(parts: list[Any]) -> str:
    """Return the pattern that most of a passphrase follows."""
    lengths: dict[str, int] = {}
    for part in parts:
        lengths[part["pattern"]] = lengths.get(part["pattern"], 0) + len(part["token"])
    return max(lengths, key=lambda pattern: lengths[pattern])


_GOOD: dict[int, Callable[[], str]] = {
    3: lambda: _("Good: guessing it would take years."),
    4: lambda: _("Very good: nobody is likely to guess it."),
}

_WEAK: dict[str, Callable[[], str]] = {
    "dictionary": lambda: _("Easy to guess: words or names many people use. Add another word."),
    "spatial": lambda: _("Easy to guess: keys that lie side by side. Add a few words."),
    "repeat": lambda: _("Easy to guess: the same again and again. Add a few words."),
    "sequence": lambda: _("Easy to guess: letters or digits in order. Add a few words."),
    "regex": lambda: _("Easy to guess: a year. Add a few words."),
    "date": lambda: _("Easy to guess: a date. Add a few words."),
    "bruteforce": lambda: _("Can be guessed: too short for what it is. Add a word or two."),
}
