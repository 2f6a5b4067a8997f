"""Emergency numbers and crisis lines on the terminal, also while the journal is locked."""

import os
import re
from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime

from dosejournal.cli import output
from dosejournal.domain import help_contacts, help_lines
from dosejournal.domain.help_contacts import Contacts
from dosejournal.domain.help_lines import HelpLine
from dosejournal.errors import InputError
from dosejournal.i18n import _

_VARIABLES = ("LC_ALL", "LC_CTYPE", "LANG")
_TERRITORY = re.compile(r"[a-z]{2,3}_([A-Z]{2})\b")


def show(given: Namespace, _now: datetime) -> None:
    """Print the numbers of a country; the journal is opened only where it is asked for.

    Raises:
        UnknownNameError: the table has no such country.
        InputError: no country was named, and none is known.
    """
    found = _mine(given) if given.mine else _of_table(_code(given))
    if given.json:
        output.record(_record(found))
        return
    for text in lines(found):
        output.line(text)


def _mine(given: Namespace) -> Contacts:
    # who needs a number at once does not wait for what opens a journal
    from dosejournal.cli.journals import opened
    from dosejournal.journal import help_contacts as kept

    with opened(given) as database, database.read() as session:
        if given.country is not None:
            return kept.of_country(session, help_lines.known(given.country).code)
        return kept.read(session, territory())


def _of_table(code: str) -> Contacts:
    return help_contacts.before_unlocking(help_lines.table(), code)


def _code(given: Namespace) -> str:
    if given.country is not None:
        return help_lines.known(given.country).code
    code = territory()
    if help_lines.table().country(code) is None:
        raise InputError(
            _(
                "Which country you are in is not known here. Name it, for example: "
                "dosejournal help-lines --country DE. In danger, call 112 in the European Union, "
                "911 in the United States and Canada."
            )
        )
    return code


def territory() -> str:
    """Return the country that this terminal is set to, by its two letters, or nothing."""
    for name in _VARIABLES:
        found = _TERRITORY.match(os.environ.get(name, ""))
        if found is not None:
            return found[1]
    return ""


def lines(found: Contacts) -> Iterator[str]:
    """Give whom to call, a number a line."""
    if found.country:
        yield _("{country}; table of {day}").format(
            country=found.country, day=found.dated.isoformat()
        )
    yield from _of_kind(_("Emergency"), found.of("emergency"))
    if found.of("crisis"):
        yield from _of_kind(_("Crisis line"), found.of("crisis"))
    else:
        yield _("Crisis line: none is known here. A doctor or a hospital can tell you one.")
    person = found.person
    if person is not None:
        yield _("My person")
        yield f"  {person.number}  {person.name}" if person.number else f"  {person.name}"


def _of_kind(heading: str, lines: tuple[HelpLine, ...]) -> Iterator[str]:
    yield heading
    for line in lines:
        name = f"{line.name}, {line.note}" if line.note else line.name
        said = _("{number}  {name}") if line.is_confirmed else _("{number}  {name}; {check}")
        text = said.format(number=line.number, name=name, check=_("check this number"))
        yield f"  {text}"


def _record(found: Contacts) -> dict[str, object]:
    person = found.person
    return {
        "country": found.code or None,
        "dated": found.dated.isoformat(),
        "lines": [
            {
                "kind": line.kind,
                "name": line.name,
                "number": line.number,
                "note": line.note,
                "confirmed": line.is_confirmed,
            }
            for line in found.lines
        ],
        "person": None if person is None else {"name": person.name, "number": person.number},
    }
