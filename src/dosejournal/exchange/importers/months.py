"""Names of months and halves of the day in every language that Babel knows (CLDR)."""

import functools
from collections.abc import Iterable, Mapping

_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ENGLISH = {name[:length]: n for n, name in enumerate(_ENGLISH_MONTHS, 1) for length in (3, 9)} | {
    "sept": 9
}
_ENGLISH_HALVES = {"am": False, "pm": True}


def folded(word: str) -> str:
    """Return a name as names of months and halves of the day are compared: `a.m.` is `am`."""
    return "".join(word.casefold().replace(".", "").split())


def numbers(words: Iterable[str]) -> Mapping[str, int]:
    """Return the number of each month that these folded words name, as far as it is certain.

    The words of one file are of one language: where a word names two different months, as
    `listopad` does, the languages that know most of the words decide; if they differ it is left
    out.
    """
    wanted = frozenset(words)
    if wanted <= _ENGLISH.keys():
        return {word: _ENGLISH[word] for word in wanted}
    most = max(len(wanted & table.keys()) for table in _months())
    tables = [table for table in _months() if len(wanted & table.keys()) == most]
    meanings = {word: {table[word] for table in tables if word in table} for word in wanted}
    return {word: min(found) for word, found in meanings.items() if len(found) == 1}


def is_afternoon(word: str) -> bool | None:
    """Say whether a folded word such as `pm` names the second half of the day; None if unknown."""
    if word in _ENGLISH_HALVES:
        return _ENGLISH_HALVES[word]
    found = _halves().get(word, frozenset())
    return next(iter(found)) if len(found) == 1 else None


@functools.cache
def _months() -> tuple[Mapping[str, int], ...]:
    return tuple(_months_of(locale) for locale in _locales())


def _months_of(locale: object) -> Mapping[str, int]:
    table: dict[str, int] = {}
    months = locale.months  # type: ignore[attr-defined]
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[context][width].items():
                table.setdefault(folded(name), number)
    return table


@functools.cache
def _halves() -> Mapping[str, frozenset[bool]]:
    found: dict[str, set[bool]] = {}
    for locale in _locales():
        for widths in locale.day_periods.values():  # type: ignore[attr-defined]
            for names in widths.values():
                for half, afternoon in (("am", False), ("pm", True)):
                    if half in names:
                        found.setdefault(folded(names[half]), set()).add(afternoon)
    return {name: frozenset(meanings) for name, meanings in found.items()}


@functools.cache
def _locales() -> tuple[object, ...]:
    # its 300 languages take half a second to read, and few files need one
    from babel import Locale, localedata  # noqa: PLC0415

    # territories write the months as their language does
    names = (name for name in localedata.locale_identifiers() if len(name) <= 3)
    return tuple(Locale.parse(name) for name in sorted(names))
