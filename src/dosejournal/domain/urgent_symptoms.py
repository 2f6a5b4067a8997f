"""Symptoms that need urgent help, as a person may write them; the words are a resource.

That a name fits is no diagnosis, and that it does not says nothing: help is always a key away.
"""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dosejournal import i18n, paths
from dosejournal.i18n import _

Beginnings = tuple[str, ...]


def is_urgent(name: str) -> bool:
    """Say whether what a person calls an effect is one of these symptoms, or sounds like one."""
    words = _words(name)
    return any(
        all(any(word.startswith(start) for word in words) for start in beginnings)
        for beginnings in _listed(i18n.file_in_language(paths.resource("safety"), _FILE))
    )


def sentences() -> tuple[str, ...]:
    """Return what is said before anything else; no diagnosis, and nothing to be afraid of."""
    return (
        _(
            "What you wrote can need help at once: chest pain, fainting, a seizure, swelling, "
            "confusion and trouble breathing do."
        ),
        _(
            "If it is there now or came on suddenly, call the emergency number, or ask somebody "
            "near you to. If it is over, tell a doctor today."
        ),
        _("This is no diagnosis: the program only knows the words. It dials and sends nothing."),
    )


def common_numbers() -> str:
    """Return what to call where no number of the place is known."""
    return _(
        "The emergency number is 112 in the European Union and 911 in the United States and "
        "Canada; elsewhere it is that of the place where you are."
    )


_FILE = "urgent-symptoms.toml"


@cache
def _listed(file: Path) -> tuple[Beginnings, ...]:
    return parsed(tomllib.loads(file.read_text(encoding="utf-8")))


def parsed(content: dict[str, Any]) -> tuple[Beginnings, ...]:
    """Return the beginnings of words of each phrase of a table.

    Raises:
        KeyError, TypeError, ValueError: it is no such table, which our own tests would find.
    """
    if not isinstance(content["dated"], date) or not content["source"].strip():
        raise ValueError
    phrases = [phrase for symptom in content["symptoms"] for phrase in symptom["words"]]
    found = tuple(tuple(_words(phrase)) for phrase in phrases)
    if not found or not all(found):
        raise ValueError
    return found


def _words(text: str) -> list[str]:
    kept = "".join(c if c.isalnum() or c in "'’" else " " for c in text.casefold())
    return kept.replace("’", "'").split()
