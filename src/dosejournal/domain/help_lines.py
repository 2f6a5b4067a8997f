"""Emergency numbers and crisis lines by country, as they were known when this version was made.

The table is a resource in the person's language. No number in it counts as certain until the
person has confirmed it, or somebody has for this version: the program can look none of them up.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

from dosejournal import i18n, paths
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.i18n import _

Kind = Literal["emergency", "crisis"]

KINDS: tuple[Kind, ...] = ("emergency", "crisis")

_CODE = re.compile(r"[A-Z]{2}")
# what is dialled, with the signs and the room that make it easier to read
_NUMBER = re.compile(r"[+*#(]{0,2}[0-9][0-9 ()*#/.-]*")
_FEWEST_DIGITS = 2
_LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A number that somebody answers.

    `replaces` is the number of the table that the person wrote this one in place of: the same
    one where they confirmed it as it was, and empty where it stands beside those of the table.
    """

    kind: Kind
    name: str
    number: str
    note: str = ""
    is_confirmed: bool = False
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Country:
    """A country and its numbers, those for danger first."""

    code: str
    name: str
    lines: tuple[HelpLine, ...]


@dataclass(frozen=True, slots=True)
class HelpTable:
    """All countries by name, the day on which the table was made, and what it rests on."""

    dated: date
    source: str
    countries: tuple[Country, ...]

    def country(self, code: str) -> Country | None:
        """Return a country by its two letters, or None where the table has it not."""
        return next((each for each in self.countries if each.code == code), None)


def table() -> HelpTable:
    """Return the table in the person's language; the file is read at each call.

    Raises:
        ValueError: the file is not such a table, or says something twice.
    """
    file = i18n.file_in_language(paths.resource("safety"), "help-lines.toml")
    return parsed(file.read_text(encoding="utf-8"))


def common() -> tuple[HelpLine, ...]:
    """Return what to call in danger where no country is known, with where each is answered."""
    return (
        HelpLine("emergency", _("European Union"), "112"),
        HelpLine("emergency", _("United States and Canada"), "911"),
    )


def parsed(text: str) -> HelpTable:
    """Return what a table says that is written as TOML.

    Raises:
        ValueError: it is no such table, or says something twice.
    """
    found = tomllib.loads(text)
    _check_fields(found, {"dated", "source", "countries"})
    countries = tuple(_country(each) for each in found["countries"])
    codes = [each.code for each in countries]
    _require(len(codes) == len(set(codes)), "a country stands in the table twice")
    _require(type(found["dated"]) is date and bool(found["source"]), "date or source is missing")
    return HelpTable(found["dated"], found["source"], countries)


def known(code: str) -> Country:
    """Return a country of the table by its two letters, in whatever case.

    Raises:
        UnknownNameError: the table has no such country.
    """
    known = table()
    found = known.country(code.strip().upper())
    if found is None:
        codes = ", ".join(sorted(each.code for each in known.countries))
        raise UnknownNameError(
            _(
                "There is no country of that code in the table. Nothing was changed; "
                "there are: {codes}."
            ).format(codes=codes)
        )
    return found


def number(text: str) -> str:
    """Return a telephone number in one line, as it is to be read.

    Raises:
        InputError: it is none.
    """
    clean = " ".join(text.split())
    if not _is_number(clean):
        raise InputError(
            _(
                "A number to call has two digits at least, and beside them only spaces and the "
                "signs + * # ( ) / . and -. Nothing was changed; write it so."
            )
        )
    return clean


def _is_number(text: str) -> bool:
    n_digits = sum(sign.isdigit() for sign in text)
    return (
        _NUMBER.fullmatch(text) is not None
        and n_digits >= _FEWEST_DIGITS
        and len(text) <= _LONGEST_NUMBER
    )


def _country(fields: Mapping[str, Any]) -> Country:
    _check_fields(fields, {"code", "name", *KINDS})
    code, name = fields["code"], fields["name"]
    _require(_CODE.fullmatch(code) is not None and bool(name), "a country has two letters")
    lines = tuple(_line(kind, each) for kind in KINDS for each in fields[kind])
    numbers = [(line.kind, line.number) for line in lines]
    _require(len(numbers) == len(set(numbers)), f"a number stands twice in {code}")
    _require(lines[:1] != () and lines[0].kind == "emergency", f"{code} has no emergency number")
    return Country(code, name, lines)


def _line(kind: str, fields: Mapping[str, Any]) -> HelpLine:
    _check_fields(fields, {"name", "number", "confirmed"}, {"note"})
    said = fields["number"]
    _require(_is_number(said) and bool(fields["name"]), f"{said} is no number with a name")
    _require(type(fields["confirmed"]) is bool, f"{said} is confirmed, or it is not")
    return HelpLine(
        kind=cast(Kind, kind),
        name=fields["name"],
        number=said,
        note=fields.get("note", ""),
        is_confirmed=fields["confirmed"],
        replaces=said,
    )


def _check_fields(
    fields: Mapping[str, Any], wanted: set[str], may_be: frozenset[str] | set[str] = frozenset()
) -> None:
    # a field that nobody reads would be a word that nobody heeds
    _require(wanted <= set(fields) <= wanted | may_be, f"other fields than {sorted(wanted)}")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
