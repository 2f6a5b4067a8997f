"""Whom a person can turn to now: the numbers of their country, and somebody they know."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dosejournal.domain.help_lines import KINDS, HelpLine, HelpTable, Kind


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the person would call."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """What is shown where somebody needs help, read before it is shown.

    `code` and `country` are empty where no country is known; `is_chosen` says that the person
    chose it, and `dated` is the day of the table that the numbers come from. Of `lines` those
    that the person wrote stand in the place of the table's, or before those of their kind.
    `tells_person` is False where nobody knows whether the person entered somebody, as before the
    journal is unlocked.
    """

    code: str
    country: str
    lines: tuple[HelpLine, ...]
    dated: date
    person: Person | None = None
    is_chosen: bool = False
    tells_person: bool = True

    def of(self, kind: Kind) -> tuple[HelpLine, ...]:
        """Return the numbers of one kind."""
        return tuple(line for line in self.lines if line.kind == kind)


def gathered(
    table: HelpTable,
    code: str,
    own: Iterable[HelpLine] = (),
    person: Person | None = None,
    *,
    is_chosen: bool = False,
) -> Contacts:
    """Return the contacts of a country: the table's numbers, and what the person made of them."""
    country = table.country(code)
    known = () if country is None else country.lines
    written = {(line.kind, line.replaces): line for line in own}
    beside = [line for key, line in written.items() if key not in map(_place, known)]
    said = {(line.kind, line.number) for line in beside}
    others = (
        _as_written(line, written.get(_place(line))) for line in known if _place(line) not in said
    )
    return Contacts(
        code=code if country else "",
        country=country.name if country else "",
        lines=tuple(sorted((*beside, *others), key=lambda line: KINDS.index(line.kind))),
        dated=table.dated,
        person=person,
        is_chosen=is_chosen and country is not None,
    )


def before_unlocking(table: HelpTable, code: str) -> Contacts:
    """Return what is known without the journal: the numbers of a country."""
    found = gathered(table, code)
    return Contacts(found.code, found.country, found.lines, found.dated, tells_person=False)


def _place(line: HelpLine) -> tuple[Kind, str]:
    return line.kind, line.replaces


def _as_written(line: HelpLine, own: HelpLine | None) -> HelpLine:
    """Return the person's own number where there is one, with what is known of it."""
    if own is None:
        return line
    return replace(own, note=line.note) if own.number == line.number else own
