"""Symptoms that need urgent help, as a person may write them; the words for them are a resource.

That a name fits is no diagnosis, and that none does says nothing: help is always a key away.
These sentences are looked at with care when they are changed or translated.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from dosejournal import i18n, paths
from dosejournal.domain import care_words
from dosejournal.i18n import _

About = Literal["urgent", "self-harm"]
Word = tuple[str, ...]
Phrase = tuple[Word, ...]

_RECENTLY = timedelta(hours=24)
_FILE = "urgent-symptoms.toml"
_FIELDS = {"name", "about", "phrases"}


@dataclass(frozen=True, slots=True)
class Symptom:
    """A symptom and the phrases it is recognised by.

    Each word of a phrase is one or more beginnings of a word; one with a full stop is all of it.
    """

    name: str
    about: About
    phrases: tuple[Phrase, ...]

    def is_meant(self, words: Iterable[str]) -> bool:
        """Say whether all words of one of the phrases begin one of these words."""
        listed = tuple(words)
        return any(
            all(any(_fits(word, starts) for word in listed) for starts in phrase)
            for phrase in self.phrases
        )


def recognised(name: str) -> Symptom | None:
    """Return which of the symptoms a person's own words for an effect sound like, or None.

    Thoughts of self-harm are answered before all others.
    """
    words = _words(name)
    meant = [symptom for symptom in _symptoms() if symptom.is_meant(words)]
    return max(meant, key=lambda symptom: symptom.about == "self-harm", default=None)


def asked_about(name: str, ended_at: datetime | None, now: datetime) -> Symptom | None:
    """Return the symptom that is met with help: one that lasts, or was over within a day.

    What was written down long after it was over needs nobody at once; thoughts of self-harm are
    answered whenever they were.
    """
    found = recognised(name)
    if found is None or found.about == "self-harm" or ended_at is None:
        return found
    return found if now - ended_at <= _RECENTLY else None


def sentences(symptom: Symptom) -> tuple[str, ...]:
    """Return what is said before anything else: what to do, and that it is no diagnosis."""
    if symptom.about == "self-harm":
        return (
            _("Thank you for writing this down. You deserve support now."),
            care_words.danger(),
            _("Talk to your doctor today; you may show them this screen."),
            care_words.nobody_watches(),
        )
    return (
        _(
            "What you wrote may need help at once. If it is there now, came on suddenly or gets "
            "worse, call the emergency number, or ask somebody near you to call."
        ),
        _("If it is over, tell a doctor today."),
        _(
            "This is no diagnosis: the program knows a few words, such as {symptom}, and nothing "
            "else about you. It calls nobody and sends nothing."
        ).format(symptom=symptom.name),
    )


def common_numbers() -> str:
    """Return what to call where no number of the place is known."""
    return _(
        "The emergency number is 112 in the European Union and 911 in the United States and "
        "Canada; elsewhere it is that of the place where you are."
    )


def parsed(content: Mapping[str, Any]) -> tuple[Symptom, ...]:
    """Return the symptoms of a table.

    Raises:
        ValueError: it is no such table, or a phrase in it fits everything.
    """
    dated, source = content.get("dated"), content.get("source")
    found = tuple(_symptom(fields) for fields in content.get("symptoms", ()))
    _require(type(dated) is date and bool(source) and bool(found), "it has no date or no source")
    return found


def _symptom(fields: Mapping[str, Any]) -> Symptom:
    # a field that nobody reads would be a word that nobody heeds
    _require(set(fields) == _FIELDS, f"other fields than {sorted(_FIELDS)}")
    phrases = tuple(_phrase(phrase) for phrase in fields["phrases"])
    each = [start.strip(".") for phrase in phrases for starts in phrase for start in starts]
    full = bool(phrases) and all(phrases) and all(each)
    _require(full, "a phrase without a word fits everything")
    _require(fields["about"] in get_args(About), "it is urgent, or about self-harm")
    return Symptom(fields["name"], cast(About, fields["about"]), phrases)


def _phrase(text: str) -> Phrase:
    return tuple(tuple(word.split("/")) for word in _plain(text).split())


def _fits(word: str, starts: Word) -> bool:
    return any(
        word == start[:-1] if start.endswith(".") else word.startswith(start) for start in starts
    )


def _symptoms() -> tuple[Symptom, ...]:
    return _of_file(i18n.file_in_language(paths.resource("safety"), _FILE))


@cache
def _of_file(file: Path) -> tuple[Symptom, ...]:
    return parsed(tomllib.loads(file.read_text(encoding="utf-8")))


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in _plain(text)).split()


def _plain(text: str) -> str:
    # who needs help writes in haste, and leaves apostrophes out
    return text.casefold().replace("’", "").replace("'", "")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
