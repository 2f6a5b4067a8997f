"""Whom the person would call: their country, numbers they wrote or confirmed, and somebody.

All of it is kept in the journal, and so encrypted with it: who somebody would call in need is
nobody's business.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from dosejournal.domain import help_contacts as domain
from dosejournal.domain import help_lines, notes
from dosejournal.domain.help_contacts import Contacts, Person
from dosejournal.domain.help_lines import HelpLine, Kind
from dosejournal.errors import UnknownNameError
from dosejournal.i18n import _
from dosejournal.store.tables import HelpContact, HelpPlace

_PERSON = "person"


def read(session: Session, here: str = "") -> Contacts:
    """Return the contacts of the chosen country; of `here` where none was chosen."""
    place = session.get(HelpPlace, "home")
    return of_country(session, here if place is None else place.country)


def of_country(session: Session, code: str) -> Contacts:
    """Return the contacts of a country, with what the person wrote and confirmed for it."""
    place = session.get(HelpPlace, "home")
    query = (
        select(HelpContact)
        .where(HelpContact.country == code, HelpContact.kind != _PERSON)
        .order_by(col(HelpContact.kept_at), col(HelpContact.replaces))
    )
    return domain.gathered(
        help_lines.table(),
        code,
        (_line(row) for row in session.exec(query)),
        person(session),
        is_chosen=place is not None and place.country == code,
    )


def person(session: Session) -> Person | None:
    """Return whom the person would call, or None where they entered nobody."""
    row = session.get(HelpContact, (_PERSON, "", ""))
    return None if row is None else Person(row.name, row.number)


def choose_country(session: Session, now: datetime, code: str) -> None:
    """Let the numbers of a country be shown from now on.

    Raises:
        UnknownNameError: the table has no such country.
    """
    country = help_lines.known(code)
    row = session.get(HelpPlace, "home") or HelpPlace(country="", chosen_at=now)
    if row.country != country.code:
        row.country, row.chosen_at = country.code, now
        session.add(row)
        session.flush()


def confirm(session: Session, now: datetime, code: str, kind: Kind, number: str) -> None:
    """Keep that the person has checked a number of a country, and that it is right.

    Raises:
        UnknownNameError: no such number is shown for the country.
    """
    line = next(
        (each for each in of_country(session, code).of(kind) if each.number == number), None
    )
    if line is None:
        raise _unknown()
    keep(session, now, code, line)


def keep(session: Session, now: datetime, code: str, line: HelpLine) -> None:
    """Keep a number as the person wrote it, in place of the one that it replaces.

    Raises:
        InputError: it has no name, or it is no number.
        UnknownNameError: the table has no such country.
    """
    country = help_lines.known(code).code
    number = help_lines.number(line.number)
    _put(session, now, (line.kind, country, line.replaces), notes.name(line.name), number)


def forget(session: Session, code: str, line: HelpLine) -> None:
    """Forget a number that the person wrote or confirmed; the table's is shown again.

    Raises:
        UnknownNameError: the person wrote and confirmed no such number.
    """
    row = session.get(HelpContact, (line.kind, code, line.replaces))
    if row is None:
        raise _unknown()
    session.delete(row)
    session.flush()


def name_person(session: Session, now: datetime, name: str, number: str) -> None:
    """Keep whom the person would call; without a name and a number, nobody.

    A name without a number is kept: it may be somebody next door.

    Raises:
        InputError: there is a number without a name, or it is no number.
    """
    if not name.strip() and not number.strip():
        row = session.get(HelpContact, (_PERSON, "", ""))
        if row is not None:
            session.delete(row)
            session.flush()
        return
    said = help_lines.number(number) if number.strip() else ""
    _put(session, now, (_PERSON, "", ""), notes.name(name), said)


def _put(
    session: Session, now: datetime, key: tuple[str, str, str], name: str, number: str
) -> None:
    kind, country, replaces = key
    row = session.get(HelpContact, key) or HelpContact(
        kind=kind, country=country, replaces=replaces, name="", number="", kept_at=now
    )
    row.name, row.number, row.kept_at = name, number, now
    session.add(row)
    session.flush()


def _line(row: HelpContact) -> HelpLine:
    kind: Kind = "emergency" if row.kind == "emergency" else "crisis"
    # what they wrote themselves they have looked at
    return HelpLine(kind, row.name, row.number, is_confirmed=True, replaces=row.replaces)


def _unknown() -> UnknownNameError:
    return UnknownNameError(
        _("This number is not shown for that country. Nothing was changed; look at it again.")
    )
