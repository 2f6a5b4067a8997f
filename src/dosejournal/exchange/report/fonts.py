"""The fonts of a report, bundled with the program, and the characters that each of them has."""

import functools
import json
import re
from collections.abc import Mapping

from dosejournal import paths

_COVERAGE = "fonts/coverage.json"
_OF_HAN = (
    ("ja", re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)


def families() -> tuple[str, ...]:
    """Return the names of the fonts in the order in which a character is looked for."""
    return tuple(_coverage())


def han_language(text: str) -> str | None:
    """Return the language whose forms of Han characters a text wants, if it has any."""
    for language, letters in _OF_HAN:
        if letters.search(text):
            return language
    return None


@functools.cache
def codes_by_family() -> Mapping[str, frozenset[int]]:
    """Return the codes that each font has."""
    return {
        family: frozenset(
            code
            for first, last in (_ends(part) for part in ranges.split())
            for code in range(int(first, 16), int(last, 16) + 1)
        )
        for family, ranges in _coverage().items()
    }


def nowhere(besides: str) -> re.Pattern[str]:
    """Return what finds a character that no font has and that is not of the set `besides`."""
    parts = (part for ranges in _coverage().values() for part in ranges.split())
    known = "".join(f"\\U{first:0>8}-\\U{last:0>8}" for first, last in map(_ends, parts))
    return re.compile(f"[^{besides}{known}]")


def _ends(part: str) -> tuple[str, str]:
    first, _, last = part.partition("-")
    return first, last or first


@functools.cache
def _coverage() -> Mapping[str, str]:
    """Return what each font has, as ranges of hexadecimal codes: "20-7e a0"."""
    found: dict[str, str] = json.loads(paths.resource(_COVERAGE).read_text(encoding="utf-8"))
    return found
